"""No patient's data in logs, settings or window titles: a canary that must never be heard."""

from __future__ import annotations

import logging
import sys
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import QSettings
from PySide6.QtWidgets import QApplication, QLabel
from pytestqt.qtbot import QtBot

from hlhdesk.model.entries import Kind
from hlhdesk.service import (
    AdmitPatient,
    CorrectEntry,
    Desk,
    NeedsConfirmation,
    RecordEntry,
    RecordTemperature,
    Refused,
)
from ui import app
from ui.log import catch_rest

CANARY = "Canarybird"
NUMBER = "CANARY-7731"
IDENTITY = {"name": CANARY, "sex": "female", "birth_date": "2019-04-01", "bed": "12", "allergies": [CANARY]}


def heard(text: str) -> bool:
    """True when the canary, or its hospital number, can be read."""
    return CANARY.lower() in text.lower() or NUMBER.lower() in text.lower()


@pytest.fixture
def ward(tmp_path: Path) -> Path:
    """A database with one child of that name, refused, asked and corrected entries included."""
    path = tmp_path / "ward.db"
    with Desk.open(path, create=True, zone="Europe/Berlin") as desk:
        desk.execute(AdmitPatient(NUMBER, IDENTITY))
        for text in ("47.2", CANARY):
            with pytest.raises(Refused):
                desk.execute(RecordTemperature(NUMBER, text))
        with pytest.raises(NeedsConfirmation):
            desk.execute(RecordTemperature(NUMBER, "41.6"))
        saved = desk.execute(RecordTemperature(NUMBER, "38.9"))
        body = {"at": saved.entry.at.text, "value": "38.6", "unit": "Cel", "site": "axillary"}  # type: ignore[attr-defined]
        desk.execute(CorrectEntry(saved.entry.id, body, f"{CANARY} was read wrongly"))
        note = {"at": saved.entry.at.text, "text": f"Mother of {CANARY} informed"}  # type: ignore[attr-defined]
        desk.execute(RecordEntry(NUMBER, Kind.NOTE, note))
        desk.backup(tmp_path / "copy.db")
        assert desk.verify() == ()
        assert heard(str(desk.chart(NUMBER).identity.name)), "the canary is in the chart"
    return path


def test_no_patient_data_in_the_log(
    ward: Path, caplog: pytest.LogCaptureFixture, capfd: pytest.CaptureFixture[str]
) -> None:
    caplog.set_level(logging.DEBUG)
    with Desk.open(ward) as desk:
        desk.state(NUMBER)
        with pytest.raises(Refused):
            desk.execute(RecordTemperature(NUMBER, CANARY))
    out, err = capfd.readouterr()
    assert not heard(caplog.text + out + err)


def test_no_patient_data_in_a_crash_report(
    caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    told: list[str] = []
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    catch_rest(told.append)
    try:
        raise LookupError(f"no chart of {CANARY}, born {date(2019, 4, 1)}")
    except LookupError as error:
        sys.excepthook(type(error), error, error.__traceback__)
    assert len(told) == 1
    assert told[0] in caplog.text
    assert "LookupError at test_no_patient_data_in_a_crash_report" in caplog.text
    assert not heard(caplog.text)


def test_no_patient_data_in_window_titles_or_settings(ward: Path, qtbot: QtBot) -> None:
    with Desk.open(ward) as desk:
        window = app.build_window(desk)
        qtbot.addWidget(window)
        with qtbot.waitSignal(window.ready, timeout=20_000):
            window.show()
        assert window.bridge.child == NUMBER
        assert any(heard(label.text()) for label in window.findChildren(QLabel)), "the child is on screen"
        titles = [part.windowTitle() for part in QApplication.topLevelWidgets()]
        window.close()
    assert titles
    assert not any(heard(title) for title in titles)
    settings = QSettings()
    assert not any(heard(f"{key} {settings.value(key)}") for key in settings.allKeys())

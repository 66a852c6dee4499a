"""The window over a real database: what a key saves is on the disk, what others save appears."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from hlhdesk.model.entries import Kind
from hlhdesk.service import AdmitPatient, Desk, RecordEntry, RecordTemperature
from tests.ui.conftest import OpenWindow

CHILD = "EX-1"


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """One child with a fever that normalised two days ago and a low day since."""
    path = tmp_path / "ward.hlhdesk"
    with Desk.open(path, create=True, zone="Asia/Shanghai") as desk:
        desk.set_setting("demo", "yes")
        desk.set_setting("demo_now", "2018-03-09T14:05")
        desk.execute(
            AdmitPatient(
                CHILD, {"name": "Example One", "sex": "female", "birth_date": "2014-11-20", "bed": "4"}
            )
        )
        desk.execute(RecordEntry(CHILD, Kind.ADMISSION, {"admitted_on": "2018-03-05"}))
        for day, value in (("05", "39.4"), ("06", "36.9"), ("07", "36.8"), ("08", "36.8")):
            body = {"on": f"2018-03-{day}", "value": value, "unit": "Cel", "site": "axillary"}
            desk.execute(RecordEntry(CHILD, Kind.DAILY_PEAK, body))
    return path


@pytest.fixture
def desk(database: Path) -> Iterator[Desk]:
    with Desk.open(database) as opened:
        yield opened


def test_a_key_saves_to_the_disk_and_the_relapse_is_said(
    open_window: OpenWindow, desk: Desk, database: Path
) -> None:
    window = open_window(desk)
    assert window.bridge.child == CHILD
    QTest.keyClicks(window.entry.value, "38.9")
    QTest.keyClick(window.entry.value, Qt.Key.Key_Return)
    assert "saved for Example One" in window.entry.answer.text()
    assert window.findings.rows[0].finding.code == "fever.relapse"
    with Desk.open(database, readonly=True) as other:
        assert [entry.value.text for entry in other.chart(CHILD).temperatures] == ["38.9"]


def test_another_connection_is_seen_at_the_next_look(
    open_window: OpenWindow, desk: Desk, database: Path
) -> None:
    window = open_window(desk)
    with Desk.open(database) as other:
        other.execute(RecordTemperature(CHILD, "39.1", at="2018-03-09T13:00"))
    window.bridge.look_outside()
    assert window.findings.rows[0].finding.code == "fever.relapse"
    assert "39.1 °C" in window.board.model.shown_cards()[0].peak


def test_a_refusal_of_the_real_desk_is_said_at_the_field(open_window: OpenWindow, desk: Desk) -> None:
    window = open_window(desk)
    QTest.keyClicks(window.entry.value, "102.2")
    QTest.keyClick(window.entry.value, Qt.Key.Key_Return)
    assert window.entry.value.property("wrong") == "true"
    assert desk.chart(CHILD).temperatures == ()

"""After an error of the program the dialog says what was saved and what is typed, and reports nothing of any child."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from hlhdesk.service import Desk
from tests.service.desks import IDENTITY, desk_with
from tests.ui.conftest import CHART_MS
from ui.app import Program, application
from ui.crash_dialog import MOST_PLACES, CrashDialog
from ui.remembered import Remembered


@pytest.fixture
def program(
    tmp_path: Path, qtbot: QtBot, nothing_left: None, monkeypatch: pytest.MonkeyPatch
) -> Iterator[Program]:
    monkeypatch.setattr(sys, "excepthook", sys.excepthook)
    path = tmp_path / "ward.db"
    with desk_with(path, "CANARY-7731", "R4"):
        pass
    application()
    made = Program(Desk.open(path), Remembered(tmp_path / "window.ini"), "en")
    with qtbot.waitSignal(made.window.ready, timeout=CHART_MS):
        made.show()
    qtbot.waitUntil(lambda: made.window.chart.holder.view is not None, timeout=CHART_MS)
    yield made
    made.window.close()
    made.stop()


def crash(words: str) -> None:
    """An error that nobody caught, with a child's name in its words."""
    try:
        raise LookupError(words)
    except LookupError as error:
        sys.excepthook(type(error), error, error.__traceback__)


def told(program: Program) -> CrashDialog:
    dialog = program.window.keeping.crash
    assert dialog is not None
    assert dialog.isVisible()
    return dialog


def test_what_was_saved_and_what_is_typed(program: Program) -> None:
    crash("before anything")
    dialog = told(program)
    assert dialog.saved.text() == "Nothing was saved in this window yet."
    assert dialog.typed.text().startswith("What is half-typed on screen is still there.")
    entry = program.window.entry.value
    QTest.keyClicks(entry, "38.9")
    QTest.keyClick(entry, Qt.Key.Key_Return)
    QTest.keyClicks(entry, "39.")
    crash("after a value")
    assert "CANARY-7731: Temperature: 38.9 °C axillary" in dialog.saved.text()
    assert entry.text() == "39.", "what is typed is left alone"
    program.window.bridge.open_child("R4")
    crash("with another child on screen")
    assert "on screen and for 1 other child." in dialog.typed.text()


def test_the_report_names_places_and_no_child(program: Program) -> None:
    name = str(IDENTITY["name"])
    crash(f"no chart of {name}, CANARY-7731")
    dialog = told(program)
    dialog.copy.click()
    text = QGuiApplication.clipboard().text()
    assert "LookupError at crash (test_crash_dialog.py:" in text
    assert text.startswith("HLHdesk 0.")
    assert "Qt 6." in text
    assert name not in text
    assert "CANARY" not in text


def test_many_errors_are_one_dialog_and_a_bounded_report(program: Program) -> None:
    for _ in range(MOST_PLACES + 5):
        crash("again")
    dialog = told(program)
    assert dialog.report.toPlainText().count("LookupError") == MOST_PLACES
    dialog.go_on.click()
    assert not dialog.isVisible()
    crash("once more")
    assert told(program) is dialog


def test_the_log_folder_opens(program: Program, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    monkeypatch.setattr(
        "ui.crash_dialog.QDesktopServices.openUrl", lambda url: opened.append(url.toLocalFile())
    )
    crash("see the log")
    dialog = told(program)
    dialog.folder.click()
    assert len(opened) == 1
    assert opened[0] in dialog.where.text()

"""From the window: Ctrl+Z offers the last entry, any view's entry opens its correction."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hlhdesk.service import CorrectEntry, Desk, RecordTemperature
from tests.service.desks import READING, stop_the_clock, values
from tests.ui.care import ONE, TWO, signed_bridge, ward_desk
from tests.ui.conftest import OpenWindow
from ui.correction_dialog import CorrectionDialog
from ui.window import MainWindow


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    stop_the_clock(monkeypatch)
    with ward_desk(tmp_path / "ward.db") as opened:
        yield opened


def undo(window: MainWindow, qtbot: QtBot) -> CorrectionDialog:
    """Ctrl+Z in the empty temperature line."""
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    QTest.keyClick(window.entry.value, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    dialog = window.care.dialog
    assert isinstance(dialog, CorrectionDialog)
    return dialog


def test_ctrl_z_offers_what_was_saved_last(open_window: OpenWindow, desk: Desk, qtbot: QtBot) -> None:
    window = open_window(desk)
    QTest.keyClick(window.entry.value, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert window.care.dialog is None
    assert "Nothing was saved in this window yet" in window.notice.text()
    window.bridge.open_child(ONE)
    window.entry.begin()
    QTest.keyClicks(window.entry.value, "39.4")
    QTest.keyClick(window.entry.value, Qt.Key.Key_Return)
    window.bridge.open_child(TWO)
    dialog = undo(window, qtbot)
    assert window.bridge.child == ONE, "it was charted for another child than the one on screen"
    assert dialog.form.fields["value"].value() == "39.4"
    dialog.form.fields["value"].put("38.4")
    dialog.form.reason.put("slip")
    dialog.form.submit()
    assert values(desk, ONE) == ["38.4"]
    assert window.care.dialog is None
    assert window.notice.text().startswith("Corrected for Example Three")


def test_ctrl_z_with_something_typed_takes_the_typing_back(open_window: OpenWindow, desk: Desk) -> None:
    window = open_window(desk)
    QTest.keyClicks(window.entry.value, "39")
    QTest.keyClick(window.entry.value, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    assert (window.entry.value.text(), window.care.dialog) == ("", None)


def test_an_entry_that_was_corrected_opens_what_stands_in_its_place(
    open_window: OpenWindow, desk: Desk
) -> None:
    old = desk.execute(RecordTemperature(ONE, "39.4", at="2018-03-09T14:00")).entry
    new = desk.execute(CorrectEntry(old.id, {**READING, "value": "38.4"}, "slip")).entry
    window = open_window(desk)
    window.bridge.open_child(ONE)
    window.bridge.correction_asked.emit(old)
    assert isinstance(window.care.dialog, CorrectionDialog)
    assert window.care.dialog.entry.id == new.id
    assert "was corrected already" in window.notice.text()
    window.close()
    assert window.care.dialog is None, "the dialog ends with its window"


def test_what_was_saved_last_is_known_after_another_language(desk: Desk) -> None:
    with signed_bridge(desk) as english:
        saved = desk.execute(RecordTemperature(ONE, "39.4"))
        with signed_bridge(desk, "zh") as chinese:
            assert chinese.last_saved() is None
            chinese.go_on_from(english)
        assert chinese.last_saved() == (ONE, saved.entry)
        assert chinese.signer == "Nurse Lin"

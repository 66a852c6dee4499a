"""The keys above the line to type in: a click does what the shortcut does."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from ui.window import MainWindow


def test_a_click_changes_what_is_typed(window: MainWindow) -> None:
    key = next(key for key in window.bar.modes.buttons() if key.objectName() == "vitals")
    QTest.mouseClick(key, Qt.MouseButton.LeftButton)
    assert window.bar.name == "vitals"
    assert window.bar.stack.currentWidget() is window.bar.line("vitals")

"""The line that digits are typed into, and what stood half-typed in it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from ui.widgets import dress


@dataclass(frozen=True, slots=True)
class Draft:
    """What stood half-typed in the entry line of one child."""

    value: str
    time: str = ""
    after_cooling: bool = False


class NumberLine(QLineEdit):
    """A line for digits: no input method, and a held Enter key counts once."""

    down = Signal()
    escaped = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        dress(self, name)
        self.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if event.isAutoRepeat():
                event.accept()
            case Qt.Key.Key_Down:
                self.down.emit()
            case Qt.Key.Key_Escape:
                self.escaped.emit()
            case _:
                super().keyPressEvent(event)

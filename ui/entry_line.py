"""The line that digits are typed into, and what stood half-typed in it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QLineEdit

from ui.widgets import dress

TAKEN = (Qt.Key.Key_E, Qt.Key.Key_U, Qt.Key.Key_K)


@dataclass(frozen=True, slots=True)
class Draft:
    """What stood half-typed in the entry line of one child."""

    value: str
    time: str = ""
    after_cooling: bool = False


class Line(QLineEdit):
    """A line that leaves the window its shortcuts: on X11 Qt's own would take Ctrl+E, Ctrl+U and Ctrl+K.

    Ctrl+Z takes back what is typed; in an empty line it is the window's, which corrects the last entry.
    """

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
            undo = event.key() == Qt.Key.Key_Z and not self.text()
            if control and (event.key() in TAKEN or undo):
                event.ignore()
                return False
        return super().event(event)


class NumberLine(Line):
    """A line for digits: no input method; Down asks for the draft."""

    down = Signal()

    def __init__(self, name: str) -> None:
        super().__init__()
        dress(self, name)
        self.setInputMethodHints(Qt.InputMethodHint.ImhPreferNumbers)
        self.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        if event.key() == Qt.Key.Key_Down:
            self.down.emit()
        else:
            super().keyPressEvent(event)

"""The line that digits are typed into, and what stood half-typed in it."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QGuiApplication, QKeyEvent, QKeySequence
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
    ``leaves_tables``: what is pasted and has several cells is left to whatever stands around the line.
    """

    leaves_tables = False

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        if self.leaves_tables and event.matches(QKeySequence.StandardKey.Paste) and _table_is_copied():
            event.ignore()
        else:
            super().keyPressEvent(event)

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() == QEvent.Type.ShortcutOverride:
            control = event.modifiers() == Qt.KeyboardModifier.ControlModifier
            undo = event.key() == Qt.Key.Key_Z and not self.text()
            if control and (event.key() in TAKEN or undo):
                event.ignore()
                return False
        return super().event(event)


def _table_is_copied() -> bool:
    """True when the clipboard holds several cells; a single one may end its line."""
    return not {"\t", "\n"}.isdisjoint(QGuiApplication.clipboard().text().strip())


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

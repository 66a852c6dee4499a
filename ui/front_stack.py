"""Stacks that do not ask for the room of their largest widget."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QSizePolicy, QStackedWidget


class FrontStack(QStackedWidget):
    """As tall as what is in front needs to be."""

    def __init__(self) -> None:
        super().__init__()
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
        self.currentChanged.connect(self._turned)

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        front = self.currentWidget()
        return QSize() if front is None else front.sizeHint()

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        front = self.currentWidget()
        return QSize() if front is None else front.minimumSizeHint()

    def _turned(self, _at: int) -> None:
        self.updateGeometry()


class RoomyStack(QStackedWidget):
    """Takes the room that is left and asks for no more than its widgets need: each scrolls by itself."""

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return self.minimumSizeHint()

    def hasHeightForWidth(self) -> bool:  # noqa: N802  Qt's name
        return False

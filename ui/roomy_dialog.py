"""A dialog that is as large as what stands in it and never larger than the window; the rest scrolls."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QShowEvent
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QVBoxLayout, QWidget

from ui.widgets import dress

SIDES = 40
LEAST = 960


class RoomyDialog(QDialog):
    """``body`` is the column that scrolls; ``top`` stands above it, always in sight."""

    def __init__(self, title: str, parent: QWidget, top: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self._window, self._top = parent, top
        self._inside = dress(QWidget(), "page")
        self.body = QVBoxLayout(self._inside)
        self.body.setContentsMargins(14, 4, 14, 10)
        self.body.setSpacing(8)
        self._area = dress(QScrollArea(), "dialogArea")
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setWidget(self._inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 4)
        layout.setSpacing(6)
        if top is not None:
            layout.addWidget(top)
        layout.addWidget(self._area, 1)

    def fit(self) -> None:
        """Take the room that is needed, in the middle of the window."""
        window = self._window
        self.body.activate()
        wanted = self._inside.sizeHint()
        width = min(max(wanted.width() + SIDES, LEAST), window.width() - SIDES)
        above = 0 if self._top is None else self._top.heightForWidth(width - SIDES // 2)
        self.resize(width, min(above + wanted.height() + SIDES, window.height() - SIDES))
        middle = window.geometry().center()
        self.move(middle.x() - self.width() // 2, middle.y() - self.height() // 2)

    def reveal(self, widget: QWidget) -> None:
        """Bring a part into sight where the window is too small for all of it."""
        self.fit()
        self._area.ensureWidgetVisible(widget)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  Qt's name
        """Only now are the fonts those of the style sheet."""
        super().showEvent(event)
        self.fit()

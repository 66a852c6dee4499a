"""Lines that take the room there is and never widen the window: what happened last, whose page this is."""

from __future__ import annotations

from PySide6.QtCore import QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QLabel, QSizePolicy

from ui.widgets import dress, plain_tip

LEAST = 40


class Elided(QLabel):
    """A label whose text ends in dots where the room ends; all of it stands in its tip and is spoken."""

    def __init__(self, text: str = "", name: str = "") -> None:
        super().__init__()
        dress(self, name)
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)

    def minimumSizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return QSize(LEAST, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        super().resizeEvent(event)
        self._tip()

    def setText(self, text: str) -> None:  # noqa: N802  Qt's name
        super().setText(text)
        self._tip()

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        painter = QPainter(self)
        self.style().drawItemText(
            painter,
            self.contentsRect(),
            int(Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft),
            self.palette(),
            self.isEnabled(),
            self._shown(),
            self.foregroundRole(),
        )

    def _shown(self) -> str:
        room = self.contentsRect().width()
        return self.fontMetrics().elidedText(self.text(), Qt.TextElideMode.ElideRight, room)

    def _tip(self) -> None:
        self.setToolTip(plain_tip(self.text()) if self._shown() != self.text() else "")


class Notice(Elided):
    """What happened last; it leaves the others their room."""

    def __init__(self) -> None:
        super().__init__(name="notice")
        self.setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)

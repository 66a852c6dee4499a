"""Boxes whose marks (the tick, the arrow) are painted in the palette's colours.

A style sheet that gives a box its colours takes the marks away, or leaves them in colours of its own
that a dark palette swallows.
"""

from __future__ import annotations

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPaintEvent, QPen, QPolygonF, QWheelEvent
from PySide6.QtWidgets import QCheckBox, QComboBox, QStyle, QStyleOptionButton

ARROW = 8
TICK = ((0.22, 0.52), (0.42, 0.74), (0.80, 0.28))


class Check(QCheckBox):
    """A check box with its tick."""

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        super().paintEvent(event)
        if not self.isChecked():
            return
        option = QStyleOptionButton()
        self.initStyleOption(option)
        box = QRectF(self.style().subElementRect(QStyle.SubElement.SE_CheckBoxIndicator, option, self))
        corners = [QPointF(box.x() + x * box.width(), box.y() + y * box.height()) for x, y in TICK]
        _strokes(self, corners, QPen(self.palette().highlightedText().color(), box.width() / 7))


class Choice(QComboBox):
    """A box to choose from, with its arrow. The wheel scrolls the page around it, and chooses nothing in passing."""

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802  Qt's name
        event.ignore()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        super().paintEvent(event)
        middle = QPointF(self.width() - 1.6 * ARROW, self.height() / 2)
        corners = [middle + QPointF(x * ARROW / 2, y * ARROW / 4) for x, y in ((-1, -1), (0, 1), (1, -1))]
        group = self.palette().ColorGroup.Normal if self.isEnabled() else self.palette().ColorGroup.Disabled
        _strokes(self, corners, QPen(self.palette().color(group, self.foregroundRole()), 1.5))


def _strokes(widget: QCheckBox | QComboBox, corners: list[QPointF], pen: QPen) -> None:
    painter = QPainter(widget)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    pen.setCapStyle(Qt.PenCapStyle.RoundCap)
    painter.setPen(pen)
    painter.drawPolyline(QPolygonF(corners))
    painter.end()

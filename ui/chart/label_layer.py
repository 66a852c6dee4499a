"""The layer that writes a panel's words: in pixels, loudest first, none over another."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFontMetricsF, QPainter, QTransform

from hlhdesk.charting.spec import Arrow, Panel
from ui.chart.labels import IN_STEP, Label
from ui.chart.obstacles import Obstacles, freest
from ui.style import Palette

WRAPPED = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip | Qt.TextFlag.TextWordWrap)
ONE_LINE = int(Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextDontClip)
GAP = 5.0
CENTRE = ("centre",)


class LabelLayer(pg.GraphicsObject):  # type: ignore[misc]  # pyqtgraph is untyped
    """Draws Label values over a panel."""

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self._labels: Sequence[Label] = ()
        self._obstacles: Obstacles | None = None
        self._arrows: list[tuple[float, float, Arrow]] = []
        self._bounds = QRectF()
        self.setZValue(30)
        self.use(palette)

    def use(self, palette: Palette) -> None:
        """Draw in another palette."""
        self._palette = palette
        self._fonts = (palette.font("small"), palette.font("small", bold=True))
        self._ground = palette.colour("chart.ground")
        self._ground.setAlpha(150)
        self._metrics = tuple(QFontMetricsF(font) for font in self._fonts)
        self.update()

    def show_panel(self, panel: Panel, labels: Sequence[Label], x0: float, x1: float) -> None:
        """Draw the words of another panel."""
        self.prepareGeometryChange()
        self._labels = labels
        self._arrows = [(point.x, point.y, point.arrow) for point in panel.points if point.arrow is not None]
        self._obstacles = Obstacles.of(panel)
        self._bounds = QRectF(x0, panel.y0, x1 - x0, panel.y1 - panel.y0)
        self.update()

    def boundingRect(self) -> QRectF:  # noqa: N802  Qt's name
        return self._bounds

    def paint(self, painter: QPainter, *_: Any) -> None:
        transform = painter.worldTransform()
        seen = transform.mapRect(self.viewRect())
        painter.resetTransform()
        self._draw_arrows(painter, [(transform.map(QPointF(x, y)), arrow) for x, y, arrow in self._arrows])
        if not self._labels or self._obstacles is None:
            return
        obstacles = self._obstacles.on_screen(transform)
        taken: list[QRectF] = []
        for label in self._labels:
            boxes = self._boxes(label, transform, seen)
            free = [box for box in boxes if not any(box.intersects(other) for other in taken)]
            if free:
                box = freest(free, obstacles)
                self._write(painter, label, box)
                taken.append(box.adjusted(-2, 0, 2, 0))

    def _boxes(self, label: Label, transform: QTransform, seen: QRectF) -> list[QRectF]:
        """Where the words could stand; nowhere when their place is off screen or too narrow for them."""
        at = transform.map(QPointF(label.x, label.y))
        room = seen.width()
        if label.span:
            at, room = _visible(label, at, abs(transform.m11()), seen)
        size = self._size(label, room)
        if not seen.left() - 1 <= at.x() <= seen.right() + 1 or (label.span and size[0] + 4 > room):
            return []
        boxes = [_within(_box(place, at, *size), place, seen) for place in label.places]
        return [box for box in boxes if seen.top() <= box.top() + 1 and box.bottom() <= seen.bottom() + 1]

    def _write(self, painter: QPainter, label: Label, box: QRectF) -> None:
        painter.setFont(self._fonts[label.bold])
        if label.places is not IN_STEP:
            painter.fillRect(box, self._ground)
        painter.setPen(self._palette.colour(label.colour))
        painter.drawText(box, WRAPPED if label.places == CENTRE else ONE_LINE, label.text)

    def _size(self, label: Label, room: float) -> tuple[float, float]:
        """What the words need; words in a gap may stand in several lines."""
        metrics = self._metrics[label.bold]
        if label.places != CENTRE:
            return metrics.horizontalAdvance(label.text), metrics.height()
        box = metrics.boundingRect(QRectF(0, 0, max(room - 6, 1), 1000), WRAPPED, label.text)
        return box.width(), box.height()

    def _draw_arrows(self, painter: QPainter, arrows: list[tuple[QPointF, Arrow]]) -> None:
        """A censored result points to where the true value lies."""
        painter.setPen(self._palette.colour("chart.lab"))
        for at, arrow in arrows:
            way = -1 if arrow is Arrow.UP else 1
            tip = at + QPointF(0, way * 12)
            painter.drawLine(at, tip)
            painter.drawLine(tip, tip + QPointF(-3, -way * 4))
            painter.drawLine(tip, tip + QPointF(3, -way * 4))


def _visible(label: Label, at: QPointF, per_day: float, seen: QRectF) -> tuple[QPointF, float]:
    """The place of words that belong to a stretch of days, and the room there, on screen."""
    if label.places == CENTRE:
        half = label.span * per_day / 2
        left, right = max(at.x() - half, seen.left()), min(at.x() + half, seen.right())
        return QPointF((left + right) / 2, at.y()), right - left
    left, right = max(at.x(), seen.left()), min(at.x() + label.span * per_day, seen.right())
    return QPointF(left, at.y()), right - left


def _within(box: QRectF, place: str, seen: QRectF) -> QRectF:
    """Pushed into what is on screen: sideways always, up or down only for words beside their place."""
    box.moveLeft(min(max(box.left(), seen.left() + 2), seen.right() - box.width() - 2))
    if place in {"left", "right"}:
        box.moveTop(min(max(box.top(), seen.top()), seen.bottom() - box.height()))
    return box


def _box(place: str, at: QPointF, width: float, height: float) -> QRectF:
    x, y = at.x(), at.y()
    match place:
        case "above":
            return QRectF(x - width / 2, y - height - 9, width, height)
        case "below":
            return QRectF(x - width / 2, y + 8, width, height)
        case "right":
            return QRectF(x + 2 * GAP, y - height / 2, width, height)
        case "left":
            return QRectF(x - width - 2 * GAP, y - height / 2, width, height)
        case "step":
            return QRectF(x + GAP - 1, y - height - 1, width, height)
        case "inside":
            return QRectF(x + GAP - 1, y + 1, width, height)
        case _:
            return QRectF(x - width / 2, y - height / 2, width, height)

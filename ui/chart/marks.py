"""The points of a panel: each look is drawn once and stamped wherever it stands, in whole pixels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPen, QPixmap, QTransform

from ui.chart.symbols import shape_of
from ui.style import Palette
from ui.widgets import plain_tip

MARGIN = 4
Floats = np.ndarray[Any, np.dtype[np.float64]]


class Look(NamedTuple):
    """How a point is drawn: ``size`` in pixels; colours by their names in the palette, empty for none."""

    shape: str
    size: int
    line: str = ""
    fill: str = ""
    width: int = 1


class Mark(NamedTuple):
    """A point in the units of its panel; ``text`` is said under the mouse."""

    x: float
    y: float
    look: Look
    text: str = ""


class Marks(pg.GraphicsObject):  # type: ignore[misc]  # pyqtgraph is untyped
    """Draws marks in their order."""

    def __init__(self, palette: Palette, height: int) -> None:
        super().__init__()
        self._palette = palette
        self.marks: Sequence[Mark] = ()
        self._at: Floats = np.empty((0, 2))
        self._bounds = QRectF()
        self._looks: frozenset[Look] = frozenset()
        self._stamps: dict[float, dict[Look, tuple[QPixmap, int]]] = {}
        self.setZValue(height)

    def show_marks(self, marks: Sequence[Mark], bounds: QRectF) -> None:
        """Draw other marks within ``bounds``, the panel's units."""
        if marks == self.marks and bounds == self._bounds:
            return
        self.prepareGeometryChange()
        self.marks, self._bounds = marks, bounds
        self._looks = frozenset({mark.look for mark in marks})
        self._at = np.array([(mark.x, mark.y) for mark in marks], dtype=float).reshape(-1, 2)
        self.update()

    def boundingRect(self) -> QRectF:  # noqa: N802  Qt's name
        return self._bounds

    def paint(self, painter: QPainter, *_: Any) -> None:
        if not self.marks:
            return
        transform, seen = painter.worldTransform(), self.viewRect()
        dense = painter.device().devicePixelRatioF()
        across = self._at[:, 0]
        reach = (seen.width() or 1.0) * 0.02
        (shown,) = np.nonzero((across >= seen.left() - reach) & (across <= seen.right() + reach))
        places = np.rint(_mapped(transform, self._at[shown])).astype(int).tolist()
        painter.resetTransform()
        marks, stamps = self.marks, self._stamps_of(dense)
        for number, (x, y) in zip(shown.tolist(), places, strict=True):
            stamp, half = stamps[marks[number].look]
            painter.drawPixmap(x - half, y - half, stamp)

    def hoverEvent(self, event: Any) -> None:  # noqa: N802  pyqtgraph's name
        """The mouse is over the panel: the value that it is at says itself as it was charted."""
        box = self.getViewBox()
        if box is not None:
            box.setToolTip("" if event.isExit() else plain_tip(self.text_at(event.pos())))

    def text_at(self, at: QPointF) -> str:
        """The words of the uppermost mark at a place of the panel; empty when there is none."""
        if not self.marks:
            return ""
        transform = self.sceneTransform()
        away = np.abs(_mapped(transform, self._at) - _mapped(transform, np.array([(at.x(), at.y())])))
        reach = np.array([mark.look.size / 2 for mark in self.marks])
        (near,) = np.nonzero((away <= reach[:, None]).all(axis=1))
        return self.marks[int(near[-1])].text if near.size else ""

    def _stamps_of(self, dense: float) -> Mapping[Look, tuple[QPixmap, int]]:
        """The stamp of every look, and where its middle is; drawn when one is used first on a screen so ``dense``."""
        found = self._stamps.setdefault(dense, {})
        for look in self._looks - found.keys():
            found[look] = _stamped(look, dense, self._palette)
        return found


def _mapped(transform: QTransform, places: Floats) -> Floats:
    """Places in pixels. The transform moves and scales, and never turns."""
    scale = (transform.m11(), transform.m22())
    return places * scale + (transform.dx(), transform.dy())


def _stamped(look: Look, dense: float, palette: Palette) -> tuple[QPixmap, int]:
    side = look.size + look.width + MARGIN
    side += side % 2  # its middle is a whole pixel
    stamp = QPixmap(round(side * dense), round(side * dense))
    stamp.setDevicePixelRatio(dense)
    stamp.fill(Qt.GlobalColor.transparent)
    painter = QPainter(stamp)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(side / 2, side / 2)
    painter.scale(look.size, look.size)
    pen = QPen(palette.colour(look.line), look.width) if look.line else QPen(Qt.PenStyle.NoPen)
    pen.setCosmetic(True)
    painter.setPen(pen)
    painter.setBrush(palette.colour(look.fill) if look.fill else Qt.BrushStyle.NoBrush)
    painter.drawPath(shape_of(look.shape))
    painter.end()
    return stamp, side // 2

"""What stands behind the curves of one panel: bands, grid, steps and limits, drawn in few calls."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QLineF, QRectF, Qt
from PySide6.QtGui import QBrush, QPainter, QPen

from hlhdesk.charting.spec import Band, Panel, Step, Tick
from ui.style import Palette

NARROWEST_DAY = 9
DASHED = {"fever": Qt.PenStyle.DashLine, "high-fever": Qt.PenStyle.DotLine, "low": Qt.PenStyle.DotLine}


class Furniture(pg.GraphicsObject):  # type: ignore[misc]  # pyqtgraph is untyped
    """Bands, grid, steps and limits of one panel, in its own coordinates."""

    def __init__(self, palette: Palette) -> None:
        super().__init__()
        self._palette = palette
        self._panel: Panel | None = None
        self._days: tuple[Tick, ...] = ()
        self._bounds = QRectF()
        self.setZValue(-10)

    def show_panel(self, panel: Panel, days: tuple[Tick, ...], x0: float, x1: float) -> None:
        """Draw another panel; ``days`` are the chart's ticks."""
        self.prepareGeometryChange()
        self._panel = panel
        self._days = days
        self._bounds = QRectF(x0, panel.y0, x1 - x0, panel.y1 - panel.y0)
        self.update()

    def use(self, palette: Palette) -> None:
        """Draw in another palette."""
        self._palette = palette
        self.update()

    def boundingRect(self) -> QRectF:  # noqa: N802  Qt's name
        return self._bounds

    def paint(self, painter: QPainter, *_: Any) -> None:
        panel = self._panel
        if panel is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing, False)
        self._bands(painter, panel.bands)
        self._grid(painter, panel)
        self._steps(painter, panel)
        self._limits(painter, panel)

    def _bands(self, painter: QPainter, bands: Iterable[Band]) -> None:
        colour = self._palette.colour
        painter.setPen(Qt.PenStyle.NoPen)
        for band in bands:
            rect = QRectF(band.x0, band.y0, band.x1 - band.x0, band.y1 - band.y0).normalized()
            if band.role == "normal":
                painter.fillRect(rect, colour("chart.normal-band"))
                continue
            painter.fillRect(rect, colour("chart.unobserved"))
            hatch = QBrush(colour("chart.hatch"), Qt.BrushStyle.BDiagPattern)
            inverse, _ = painter.worldTransform().inverted()
            hatch.setTransform(inverse)
            painter.fillRect(rect, hatch)

    def _grid(self, painter: QPainter, panel: Panel) -> None:
        """Days thinned until they can be told apart; filled, which takes half as long as lines."""
        bounds, seen, transform = self._bounds, self.viewRect(), painter.worldTransform()
        per_day = abs(transform.m11()) or 1.0
        stride = max(1, -(-NARROWEST_DAY // max(int(per_day), 1)))
        place = transform.mapRect(bounds)
        thin = 1 / painter.device().devicePixelRatioF()
        down = [
            QRectF(round(x * transform.m11() + transform.dx()), place.top(), thin, place.height())
            for x in range(int(seen.left()), int(seen.right()) + 2)
            if x % stride == 0
        ]
        across = [
            QRectF(place.left(), round(y * transform.m22() + transform.dy()), place.width(), thin)
            for y in (*(tick.at for tick in panel.ticks), panel.y0)
        ]
        *usual, ground = across
        painter.save()
        painter.resetTransform()
        grid = self._palette.colour("chart.grid")
        for rect in (*down, *usual):
            painter.fillRect(rect, grid)
        painter.fillRect(ground, self._palette.colour("chart.grid-strong"))
        painter.restore()

    def _steps(self, painter: QPainter, panel: Panel) -> None:
        if not panel.steps:
            return
        name = panel.name if panel.name in {"ruxolitinib", "steroid"} else "steroid"
        for step in panel.steps:
            self._step(painter, step, panel, name)

    def _step(self, painter: QPainter, step: Step, panel: Panel, name: str) -> None:
        """Given is filled; ordered is a dashed outline; not recorded is hatched, never empty."""
        colour = self._palette.colour
        rect = QRectF(step.x0, panel.y0, step.x1 - step.x0, max(step.y - panel.y0, 0.0))
        match step.source:
            case "given":
                painter.fillRect(rect, colour(f"chart.{name}-fill"))
                painter.setPen(_thin(self._palette, f"chart.{name}"))
                painter.drawLine(QLineF(step.x0, step.y, step.x1, step.y))
            case "not-recorded":
                hatch = QBrush(colour("chart.not-recorded"), Qt.BrushStyle.FDiagPattern)
                inverse, _ = painter.worldTransform().inverted()
                hatch.setTransform(inverse)
                low = (
                    rect
                    if rect.height()
                    else QRectF(step.x0, panel.y0, rect.width(), (panel.y1 - panel.y0) / 5)
                )
                painter.fillRect(low, hatch)
            case _:
                painter.setPen(_thin(self._palette, f"chart.{name}", Qt.PenStyle.DashLine))
                painter.drawLines(
                    [
                        QLineF(step.x0, panel.y0, step.x0, step.y),
                        QLineF(step.x0, step.y, step.x1, step.y),
                        QLineF(step.x1, step.y, step.x1, panel.y0),
                    ]
                )

    def _limits(self, painter: QPainter, panel: Panel) -> None:
        for limit in panel.limits:
            name = limit.role if f"chart.{limit.role}" in self._palette.values else "reference"
            painter.setPen(
                _thin(self._palette, f"chart.{name}", DASHED.get(limit.role, Qt.PenStyle.DashLine))
            )
            painter.drawLine(QLineF(self._bounds.left(), limit.y, self._bounds.right(), limit.y))


def _thin(palette: Palette, name: str, style: Qt.PenStyle = Qt.PenStyle.SolidLine) -> QPen:
    """A pen of one pixel at any zoom: the width that costs nothing."""
    pen = QPen(palette.colour(name), 1, style)
    pen.setCosmetic(True)
    return pen

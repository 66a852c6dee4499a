"""One panel of the chart: its view box, its curves and points, and the margins beside it."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

import numpy as np
import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt

from hlhdesk.charting.spec import ChartSpec, Line, Panel, Point
from hlhdesk.wording import Catalogue
from ui.chart.axes import LeftMargin, RightMargin
from ui.chart.furniture import Furniture
from ui.chart.label_layer import LabelLayer
from ui.chart.labels import labels_of, nothing_charted
from ui.chart.marks import Look, Mark, Marks
from ui.style import Palette

Floats = np.ndarray[Any, np.dtype[np.float64]]
LOOKS = {"peak": "temperature", "reading": "reading", "lab": "lab"}
SIZES = {"peak": 11, "reading": 8}
COOLED = Look("circle", 15, "chart.cooling")
HALO = Look("circle", 22, fill="chart.highlight")
LOUD = Look("circle", 22, "chart.relapse", width=2)
REACH = 14


class PanelView:
    """Draws a Panel; ``show`` touches only what differs from the panel before."""

    def __init__(self, name: str, palette: Palette, say: Catalogue) -> None:
        self.name = name
        self._palette = palette
        self._bounds = QRectF()
        self.panel: Panel | None = None
        self._marks: dict[str, str] = {}
        self._lit: frozenset[str] = frozenset()
        self.box = pg.ViewBox(enableMenu=False, border=None)
        self.box.setMouseEnabled(x=True, y=False)
        self.box.setDefaultPadding(0)
        self.box.disableAutoRange()
        self.left = LeftMargin(self.box, palette, say)
        self.right = RightMargin(self.box, palette)
        self.furniture = Furniture(palette)
        self.halo = Marks(palette, 1)
        self.curves: dict[str, Any] = {}
        self.dots = Marks(palette, 10)
        self.labels = LabelLayer(palette)
        self._say = say
        for item in (self.furniture, self.halo, self.dots, self.labels):
            self.box.addItem(item, ignoreBounds=True)

    def place(self, grid: Any, row: int) -> None:
        """Put the box between its margins into a row of the layout."""
        grid.addItem(self.left, row, 0)
        grid.addItem(self.box, row, 1)
        grid.addItem(self.right, row, 2)

    def show(self, panel: Panel, spec: ChartSpec, marks: dict[str, str], *, moved: bool) -> None:
        """Draw ``panel``; nothing is done when neither it nor the time axis changed."""
        before = self.panel
        if panel == before and marks == self._marks and not moved:
            return
        self.panel, self._marks = panel, marks
        if before is None or moved or (before.y0, before.y1) != (panel.y0, panel.y1):
            self.box.setLimits(xMin=spec.x0, xMax=spec.x1, minXRange=1.0)
            self.box.setYRange(panel.y0, panel.y1, padding=0)
        self.furniture.show_panel(panel, spec.ticks, spec.x0, spec.x1)
        said = labels_of(panel, marks) + nothing_charted(panel, spec.x0, spec.x1, self._say)
        self.labels.show_panel(panel, said, spec.x0, spec.x1)
        self.left.show_panel(panel)
        self.right.show_panel(panel)
        self._draw_lines(panel, before)
        self._bounds = QRectF(spec.x0, panel.y0, spec.x1 - spec.x0, panel.y1 - panel.y0)
        self._draw_marks(panel)
        self._draw_halo()

    def light_up(self, entry_ids: frozenset[str]) -> int:
        """Put a halo around the readings with these ids; returns how many there are."""
        if entry_ids != self._lit:
            self._lit = entry_ids
            self._draw_halo()
        return sum(point.entry_id in entry_ids for point in self.panel.points) if self.panel else 0

    def near(self, at: QPointF) -> tuple[float, str] | None:
        """The charted point within reach of a place of the scene: how far away, and its entry."""
        if self.panel is None or not self.box.sceneBoundingRect().contains(at):
            return None
        found = []
        for point in self.panel.points:
            there = self.box.mapViewToScene(QPointF(point.x, point.y)) - at
            found.append((float(abs(there.x()) + abs(there.y())), point.entry_id))
        nearest = min((one for one in found if one[1]), default=None)
        return nearest if nearest is not None and nearest[0] <= REACH else None

    def _draw_lines(self, panel: Panel, before: Panel | None) -> None:
        old = {line.role: line for line in before.lines} if before is not None else {}
        for line in panel.lines:
            if old.get(line.role) != line:
                self._curve(line.role).setData(*_joined(line), connect="finite")

    def _curve(self, role: str) -> Any:
        if role not in self.curves:
            curve = pg.PlotCurveItem(pen=self._pen(role), antialias=True)
            curve.setSegmentedLineMode("on")
            curve.setZValue(5)
            self.box.addItem(curve, ignoreBounds=True)
            self.curves[role] = curve
        return self.curves[role]

    def _pen(self, role: str) -> Any:
        colour = self._palette.colour
        if role == "cooling":
            return pg.mkPen(colour("chart.cooling"), width=1, style=Qt.PenStyle.DashLine)
        return pg.mkPen(colour("chart.temperature" if role == "peak" else "chart.lab"), width=2)

    def _draw_marks(self, panel: Panel) -> None:
        """Points, rings around what was read after cooling, and around what is loud, one over the other."""
        marks = [Mark(point.x, point.y, _look(point), point.text) for point in panel.points]
        marks += [Mark(point.x, point.y, COOLED) for point in panel.points if point.ringed]
        marks += [
            Mark(flag.x, flag.y, LOUD) for flag in panel.flags if flag.role in {"relapse", "cannot-judge"}
        ]
        self.dots.show_marks(marks, self._bounds)

    def _draw_halo(self) -> None:
        points = self.panel.points if self.panel and self._lit else ()
        lit = [Mark(point.x, point.y, HALO) for point in points if point.entry_id in self._lit]
        self.halo.show_marks(lit, self._bounds)


@lru_cache(maxsize=256)
def _look_of(symbol: str, kind: str, *, hollow: bool) -> Look:
    colour = f"chart.{LOOKS[kind]}"
    return Look(symbol, SIZES.get(kind, 8), colour, "chart.ground" if hollow else colour)


def _look(point: Point) -> Look:
    kind = "lab" if point.symbol == "lab" else "peak" if point.peak else "reading"
    return _look_of(point.symbol, kind, hollow=point.hollow)


def _joined(line: Line) -> tuple[Floats, Floats]:
    """All segments in one array, NaN between them."""
    xs: list[float] = []
    ys: list[float] = []
    for segment in line.segments:
        xs += [x for x, _ in segment] + [float("nan")]
        ys += [y for _, y in segment] + [float("nan")]
    return np.array(xs, dtype=float), np.array(ys, dtype=float)

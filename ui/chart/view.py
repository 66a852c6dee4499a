"""The chart on screen: the panels of a ChartSpec, stacked on one time axis, drawn by pyqtgraph.

Imported after the first paint (``ui.chart.holder``): it brings in numpy and pyqtgraph.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hlhdesk.charting.spec import ChartSpec
from hlhdesk.wording import Catalogue
from ui.chart.axes import BELOW, DayAxis
from ui.chart.panel import PanelView
from ui.style import Palette

pg.setConfigOptions(antialias=True)
SPACING = 13


class ChartView(QWidget):
    """Draws one ChartSpec at a time; only what changed is drawn again."""

    def __init__(self, palette: Palette, say: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._palette = palette
        self._say = say
        self._spec: ChartSpec | None = None
        self._marks: dict[str, str] = {}
        self._evidence: frozenset[str] = frozenset()
        self.canvas = pg.GraphicsLayoutWidget(self)
        self.canvas.setFrameShape(self.canvas.Shape.NoFrame)
        self.canvas.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.canvas.setAccessibleName(say("ui.chart.name"))
        self.canvas.setBackground(palette.colour("chart.ground"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.canvas)
        self.panels: dict[str, PanelView] = {}
        self.days: DayAxis | None = None

    def show_spec(self, spec: ChartSpec, marks: dict[str, str]) -> None:
        """Draw ``spec``. The same child's chart keeps its place; another child's shows all of its days."""
        before = self._spec
        self._spec, self._marks = spec, marks
        if list(self.panels) != [panel.name for panel in spec.panels]:
            self._build()
        moved = before is None or (before.origin, before.x0, before.x1) != (spec.origin, spec.x0, spec.x1)
        for panel in spec.panels:
            self.panels[panel.name].show(panel, spec, marks, moved=moved)
        if self.days is not None:
            self.days.show_ticks(spec.ticks)
        if moved:
            self._first_box().setXRange(spec.x0, spec.x1, padding=0)
        self._light_up()

    def show_evidence(self, entry_ids: Iterable[str]) -> int:
        """Light up the readings with these ids and bring them into view; returns how many there are."""
        self._evidence = frozenset(entry_ids)
        return self._light_up()

    def set_palette(self, palette: Palette) -> None:
        """Draw in another palette from now on."""
        self._palette = palette
        self.canvas.setBackground(palette.colour("chart.ground"))
        self.panels = {}
        spec, self._spec = self._spec, None
        if spec is not None:
            self.show_spec(spec, self._marks)

    def stop(self) -> None:
        """Let go of the scene, so that nothing outlives the window."""
        self.canvas.clear()
        self.panels = {}
        self.days = None
        self.canvas.close()

    def _first_box(self) -> Any:
        return next(iter(self.panels.values())).box

    def _build(self) -> None:
        """Lay out one row a panel and the days below; margins have fixed widths, so boxes align."""
        spec = self._spec
        assert spec is not None
        self.canvas.clear()
        self.panels = {}
        layout = self.canvas.ci.layout
        layout.setSpacing(0)
        layout.setVerticalSpacing(SPACING)
        layout.setColumnStretchFactor(1, 1)
        self.canvas.ci.setContentsMargins(8, 6, 4, 2)
        first: Any = None
        for row, panel in enumerate(spec.panels):
            view = PanelView(panel.name, self._palette, self._say)
            view.place(self.canvas.ci, row)
            if first is None:
                first = view.box
            else:
                view.box.setXLink(first)
            self.panels[panel.name] = view
        self.days = DayAxis(first, self._palette)
        self.canvas.ci.addItem(self.days, len(spec.panels), 1)
        self._share_height()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        super().resizeEvent(event)
        self._share_height()

    def _share_height(self) -> None:
        """Each panel gets its share of the height, exactly, so that equal charts look equal."""
        if self._spec is None or self.days is None:
            return
        layout, panels = self.canvas.ci.layout, self._spec.panels
        free = self.height() - BELOW * self._palette.scale - SPACING * len(panels) - 10
        total = sum(panel.height for panel in panels)
        for row in range(layout.rowCount()):
            tall = (
                max(free * panels[row].height / total, 8.0)
                if row < len(panels)
                else BELOW * self._palette.scale
            )
            layout.setRowFixedHeight(row, tall if row <= len(panels) else 0)

    def _light_up(self) -> int:
        return sum(view.light_up(self._evidence) for view in self.panels.values())

"""The chart on screen: the panels of a ChartSpec, stacked on one time axis, drawn by pyqtgraph.

Imported after the first paint (``ui.chart.holder``): it brings in numpy and pyqtgraph.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPointF, Qt, Signal
from PySide6.QtGui import QKeyEvent, QPixmap, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hlhdesk.charting import stops
from hlhdesk.charting.spec import ChartSpec
from hlhdesk.wording import Catalogue
from ui.chart.axes import BELOW, SPACING, DayAxis
from ui.chart.cross_hair import CrossHair
from ui.chart.panel import PanelView
from ui.style import Palette

pg.setConfigOptions(antialias=True)
SAME = 1 / 1440 / 2
MARGIN = 0.05
NO_MODIFIERS = (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.KeypadModifier)


class ChartView(QWidget):
    """Draws one ChartSpec at a time; only what changed is drawn again.

    ``pointed`` carries the ``x`` under the cross-hair, or None when it is away; ``picked`` the id of the
    entry of a point that somebody clicked, or pressed Enter at.
    """

    pointed = Signal(object)
    picked = Signal(str)

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
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.canvas.setAccessibleName(say("ui.chart.name"))
        self.canvas.setBackground(palette.colour("chart.ground"))
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.canvas)
        self.panels: dict[str, PanelView] = {}
        self.days: DayAxis | None = None
        self.cross = CrossHair(self.canvas, palette)
        self.cross.moved.connect(self._point)
        self.cross.clicked.connect(self._click)
        self._at: float | None = None

    def show_spec(self, spec: ChartSpec, marks: dict[str, str], *, last_day: bool = False) -> None:
        """Draw ``spec``. The same child's chart keeps its place; another child's shows all of its days.

        ``last_day`` shows the last 24 hours up to the last value instead.
        """
        before = self._spec
        self._spec, self._marks = spec, marks
        seen: tuple[float, float] | None = None
        if list(self.panels) != [panel.name for panel in spec.panels]:
            seen = self._first_box().viewRange()[0] if self.panels else None
            self._build()
        moved = before is None or (before.origin, before.x0, before.x1) != (spec.origin, spec.x0, spec.x1)
        for panel in spec.panels:
            self.panels[panel.name].show(panel, spec, marks, moved=moved)
        if self.days is not None:
            self.days.show_ticks(spec.ticks)
        if moved:
            end = min(max((*stops(spec), spec.x0 + 1)) + MARGIN, spec.x1) if last_day else spec.x1
            self._first_box().setXRange(end - 1 if last_day else spec.x0, end, padding=0)
            self.point_at(None)
        elif seen is not None:  # other panels, the same days
            self._first_box().setXRange(*seen, padding=0)
        self._light_up()

    def show_evidence(self, entry_ids: Iterable[str]) -> int:
        """Light up the readings with these ids and bring them into view; returns how many there are."""
        self._evidence = frozenset(entry_ids)
        return self._light_up()

    def point_at(self, x: float | None) -> None:
        """Put the cross-hair at ``x``, or take it away."""
        self._at = x
        boxes = [view.box for view in self.panels.values()]
        self.cross.show_at(None if x is None or not boxes else x, boxes)
        self.pointed.emit(x)

    def picture(self) -> QPixmap:
        """What is on screen, without the cross-hair."""
        at, self._at = self._at, None
        self.cross.show_at(None, [])
        picture = self.grab()
        self.point_at(at)
        return picture

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Left and Right go from value to value, Enter picks, Escape takes the cross-hair away."""
        match event.key():
            case Qt.Key.Key_Left | Qt.Key.Key_Right if event.modifiers() in NO_MODIFIERS:
                self._step(1 if event.key() == Qt.Key.Key_Right else -1)
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self._at is not None:
                self._pick(self._at)
            case Qt.Key.Key_Escape if self._at is not None:
                self.point_at(None)
            case _:
                super().keyPressEvent(event)

    def _step(self, by: int) -> None:
        """To the next or the last moment at which something stands."""
        places = stops(self._spec) if self._spec is not None else ()
        if not places:
            return
        at = self._at if self._at is not None else (places[-1] + 1 if by < 0 else places[0] - 1)
        on = [x for x in places if (x > at if by > 0 else x < at)]
        self.point_at(min(on) if on and by > 0 else max(on) if on else at)

    def _pick(self, x: float) -> None:
        """The value at ``x``, the temperature's before the others'."""
        points = [point for view in self.panels.values() if view.panel for point in view.panel.points]
        here = [point for point in points if point.entry_id and abs(point.x - x) < SAME]
        if here:
            self.picked.emit(here[0].entry_id)

    def _point(self, at: object) -> None:
        """The mouse is somewhere over the panels, or nowhere."""
        if not isinstance(at, QPointF) or not self.panels:
            self.point_at(None)
            return
        x = float(self._first_box().mapSceneToView(at).x())
        spec = self._spec
        assert spec is not None
        self.point_at(x if spec.x0 <= x <= spec.x1 else None)

    def _click(self, at: QPointF) -> None:
        """The nearest point within reach of the mouse."""
        found = [near for view in self.panels.values() if (near := view.near(at)) is not None]
        if found:
            self.picked.emit(min(found)[1])

    def set_palette(self, palette: Palette) -> None:
        """Draw in another palette from now on."""
        self._palette = palette
        self.canvas.setBackground(palette.colour("chart.ground"))
        self.cross.use(palette)
        self.panels = {}
        spec, self._spec = self._spec, None
        if spec is not None:
            self.show_spec(spec, self._marks)

    def stop(self) -> None:
        """Let go of the scene, so that nothing outlives the window."""
        self.cross.stop()
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

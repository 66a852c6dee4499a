"""One panel of the chart, painted from the back to the front.

What a colour says, a shape or a line says too: the page is read in black and white as well.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Any

from reportlab.lib.colors import Color, HexColor

from hlhdesk.charting import Arrow, Band, ChartSpec, Flag, Panel, Point, Step
from hlhdesk.report.fonts import BOLD, REGULAR
from hlhdesk.report.lettering import fitted, text, width_of
from hlhdesk.report.look import FAINT, INK, SOFT, WHITE
from hlhdesk.report.plot import RIGHT, Box, Frame, Room, along
from hlhdesk.report.symbols import marks, ring, ruling, solid, trace

GRID, GRID_WEEK = HexColor("#EEF0F3"), HexColor("#E1E4E9")
NORMAL, BLIND, HATCH = HexColor("#EAF2FB"), HexColor("#F1F2F4"), HexColor("#C4C9D1")
TEMPERATURE, READING, ALARM = HexColor("#1D4E9E"), HexColor("#7D9CCB"), HexColor("#B42318")
STYLES = {
    "ruxolitinib": (HexColor("#5B3F99"), HexColor("#E3DCF3")),
    "steroid": (HexColor("#0B6B62"), HexColor("#D3EAE6")),
}
LAB = (HexColor("#8A3B12"), HexColor("#F6E6DC"))
SIZE, SMALL = 7.2, 6.4
FINE, LINE, BOLD_LINE = 0.4, 0.8, 1.25
LEVELS, MANY_LEVELS, MANY_FLAGS = 6, 2, 16  # how far a label may stand from its mark
DENSE_DAY = 3.2  # points of paper for a day, below which single readings would blot
SPARSE_DAY = 1.1  # … below which even the marks of the peaks would


class PanelPainter:
    """Draws one panel, from the back to the front."""

    def __init__(self, canvas: Any, spec: ChartSpec, frame: Frame) -> None:
        self.canvas, self.spec, self.frame = canvas, spec, frame
        self.panel: Panel = frame.panel
        self.day = (frame.right - frame.left) / (spec.x1 - spec.x0)
        self.room = Room(Box(frame.left, frame.bottom, frame.right, frame.top + 7))
        self.line, self.fill = STYLES.get(self.panel.name, LAB)
        if self.panel.name == "temperature":
            self.line, self.fill = TEMPERATURE, NORMAL

    def draw(self) -> None:
        self._bands()
        self._grid()
        self._limits()
        self._steps()
        self._lines()
        self._points()
        self._flags()
        self._band_labels()
        self._title()

    def _title(self) -> None:
        frame, panel = self.frame, self.panel
        text(self.canvas, 0, frame.top - 6, panel.title, SIZE, INK, font=BOLD)
        unit = panel.unit
        text(self.canvas, 0, frame.top - 14.5, unit, SMALL, SOFT)
        shown_at = 1e9
        for tick in reversed(panel.ticks):
            y = frame.y(tick.at)
            if shown_at - y < SMALL or (y > frame.top - 12 and width_of(panel.title, SIZE, BOLD) > 55):
                continue
            text(self.canvas, frame.left - 4, y - 2.2, tick.label, SMALL, SOFT, anchor="end")
            shown_at = y

    def _grid(self) -> None:
        canvas, frame = self.canvas, self.frame
        canvas.setLineWidth(FINE)
        canvas.setStrokeColor(GRID)
        step = 1 if self.day > DENSE_DAY else 7 if self.day > SPARSE_DAY / 3 else 28
        ruling(canvas, Box(frame.left, frame.bottom, frame.right, frame.top), self.day * step, FINE)
        canvas.setStrokeColor(GRID_WEEK)
        trace(canvas, (((frame.left, frame.y(t.at)), (frame.right, frame.y(t.at))) for t in self.panel.ticks))
        canvas.setStrokeColor(FAINT)
        trace(canvas, [((frame.left, frame.bottom), (frame.right, frame.bottom))])

    def _bands(self) -> None:
        for band in self.panel.bands:
            left, right, bottom, top = self._corners(band)
            normal = band.role == "normal"
            self.canvas.setFillColor(NORMAL if normal else BLIND)
            self.canvas.rect(left, bottom, right - left, top - bottom, stroke=0, fill=1)
            if normal:
                self._beside((bottom + top) / 2, band.label, self.line)
            else:
                self._hatch(left, right, bottom, top)

    def _band_labels(self) -> None:
        for band in self.panel.bands:
            if band.role == "normal" or not band.label:
                continue
            left, right, bottom, _ = self._corners(band)
            width = width_of(band.label, SMALL)
            corners = [((left + right - width) / 2, bottom + 3 + 8 * level) for level in range(4)]
            box = self.room.place(width, SMALL, corners)
            if box is not None and (right - left > 4 or width < right - left):
                text(self.canvas, box.left, box.bottom + 1, band.label, SMALL, SOFT, halo=True)

    def _corners(self, band: Band) -> tuple[float, float, float, float]:
        frame = self.frame
        return (
            max(frame.x(band.x0), frame.left),
            min(frame.x(band.x1), frame.right),
            frame.y(band.y0),
            frame.y(band.y1),
        )

    def _hatch(self, left: float, right: float, bottom: float, top: float) -> None:
        canvas = self.canvas
        canvas.saveState()
        path = canvas.beginPath()
        path.rect(left, bottom, right - left, top - bottom)
        canvas.clipPath(path, stroke=0, fill=0)
        canvas.setStrokeColor(HATCH)
        canvas.setLineWidth(FINE)
        rise = top - bottom
        start = left - rise
        count = int((right - start) / 5) + 1
        trace(canvas, (((start + 5 * n, bottom), (start + 5 * n + rise, top)) for n in range(count)))
        canvas.restoreState()

    def _limits(self) -> None:
        canvas, frame = self.canvas, self.frame
        labels: list[tuple[float, str, Color]] = []
        for limit in self.panel.limits:
            colour = ALARM if limit.role in {"fever", "high-fever"} else self.line
            canvas.setStrokeColor(colour)
            canvas.setLineWidth(LINE if limit.role == "fever" else FINE)
            canvas.setDash([3, 2] if limit.role == "fever" else [1, 2])
            y = frame.y(limit.y)
            trace(canvas, [((frame.left, y), (frame.right, y))])
            labels.append((y, limit.label, colour))
        canvas.setDash([])
        for y, label, colour in spread(labels, SMALL + 0.6):
            self._beside(y, label, colour)

    def _beside(self, y: float, label: str, colour: Color) -> None:
        text(self.canvas, self.frame.right + 3, y - 2.2, fitted(label, RIGHT - 4, SMALL), SMALL, colour)

    def _steps(self) -> None:
        for step in self.panel.steps:
            self._step(step)
        for step in self.panel.steps:
            if step.label:
                self._step_label(step)

    def _step(self, step: Step) -> None:
        canvas, frame = self.canvas, self.frame
        left, right = max(frame.x(step.x0), frame.left), min(frame.x(step.x1), frame.right)
        bottom, top = frame.bottom, frame.y(step.y)
        given = step.source == "given"
        if given:
            canvas.setFillColor(self.fill)
            canvas.rect(left, bottom, right - left, top - bottom, stroke=0, fill=1)
        elif step.source == "not-recorded":
            self._hatch(left, right, bottom, max(top, bottom + 5))
        canvas.setStrokeColor(self.line if step.source != "not-recorded" else SOFT)
        canvas.setLineWidth(LINE if given else FINE + 0.1)
        canvas.setDash([] if given else [2, 1.5])
        trace(canvas, [((left, bottom), (left, top), (right, top), (right, bottom))])
        canvas.setDash([])
        self.room.take(Box(left, bottom, right, top + 0.4))

    def _step_label(self, step: Step) -> None:
        left, top = self.frame.x(step.x0) + 1, self.frame.y(step.y) + 2.2
        width = width_of(step.label, SMALL)
        box = self.room.place(width, SMALL - 1, [(left, top + level * SMALL / 2) for level in range(6)])
        if box is not None:
            text(self.canvas, box.left, box.bottom, step.label, SMALL, self.line)

    def _lines(self) -> None:
        canvas, frame = self.canvas, self.frame
        canvas.setLineJoin(1)
        for line in self.panel.lines:
            cooling = line.role == "cooling"
            if cooling and self.day <= DENSE_DAY:
                continue
            canvas.setStrokeColor(ALARM if cooling else self.line)
            canvas.setLineWidth(FINE if cooling else BOLD_LINE if line.role == "peak" else LINE)
            canvas.setDash([1.5, 1.2] if cooling else [])
            drawn = [tuple((frame.x(x), frame.y(y)) for x, y in part) for part in line.segments]
            trace(canvas, drawn)
            if not cooling and self.day > SPARSE_DAY:
                for box in along(drawn):
                    self.room.take(box)
        canvas.setDash([])

    def _points(self) -> None:
        if self.panel.name != "temperature":
            self._symbols(self.panel.points, self.line, 1.7, LINE)
            self._arrows()
            return
        peaks = [point for point in self.panel.points if point.peak]
        others = [point for point in self.panel.points if not point.peak]
        if self.day > DENSE_DAY:
            self._symbols((p for p in others if not p.hollow), READING, 1.5, FINE + 0.1)
            self._symbols((p for p in others if p.hollow), FAINT, 1.5, FINE)
            self.canvas.setStrokeColor(ALARM)
            self.canvas.setLineWidth(FINE + 0.1)
            for point in self.panel.points:
                if point.ringed:
                    ring(self.canvas, self.frame.x(point.x), self.frame.y(point.y), 2.4)
        if self.day > SPARSE_DAY:
            self._symbols(peaks, self.line, 2.0, LINE)
        for point in peaks:
            x, y = self.frame.x(point.x), self.frame.y(point.y)
            self.room.take(Box(x - 2, y - 2, x + 2, y + 2))

    def _symbols(self, points: Iterable[Point], colour: Color, size: float, width: float) -> None:
        """All points of one look: one path a symbol."""
        by_symbol: dict[str, list[tuple[float, float]]] = {}
        for point in points:
            by_symbol.setdefault(point.symbol, []).append((self.frame.x(point.x), self.frame.y(point.y)))
        self.canvas.setStrokeColor(colour)
        self.canvas.setLineWidth(width)
        for symbol, places in sorted(by_symbol.items()):
            self.canvas.setFillColor(colour if solid(symbol) else WHITE)
            marks(self.canvas, symbol, places, size)

    def _arrows(self) -> None:
        self.canvas.setStrokeColor(self.line)
        self.canvas.setLineWidth(LINE)
        for point in self.panel.points:
            if point.arrow is None:
                continue
            x, y = self.frame.x(point.x), self.frame.y(point.y)
            up = 1 if point.arrow is Arrow.UP else -1
            tip = y + 8 * up
            trace(
                self.canvas,
                [((x, y), (x, tip)), ((x - 2, tip - 2.5 * up), (x, tip), (x + 2, tip - 2.5 * up))],
            )
            width = width_of(point.text, SMALL)
            places = [(x + 4, y + 3), (x - width - 4, y + 3), (x + 4, y - 8), (x - width - 4, y - 8)]
            box = self.room.place(width, SMALL, places)
            if box is not None:
                text(self.canvas, box.left, box.bottom + 1, point.text, SMALL, self.line, halo=True)

    def _flags(self) -> None:
        marked = sorted(self.panel.flags, key=lambda flag: (flag.role != "relapse", flag.x))
        for flag in marked:
            if flag.role in {"relapse", "cannot-judge"}:
                self._ring(flag)
        for flag in marked:
            self._flag(flag)

    def _ring(self, flag: Flag) -> None:
        x, y = self.frame.x(flag.x), self.frame.y(flag.y)
        self.canvas.setStrokeColor(ALARM if flag.role == "relapse" else SOFT)
        self.canvas.setLineWidth(BOLD_LINE)
        self.canvas.setDash([] if flag.role == "relapse" else [1.5, 1])
        radius = 5 if self.day > SPARSE_DAY else 2.5
        ring(self.canvas, x, y, radius)
        self.canvas.setDash([])
        self.room.take(Box(x - radius, y - radius, x + radius, y + radius))

    def _flag(self, flag: Flag) -> None:
        loud = flag.role == "relapse"
        size = SIZE if loud else SMALL
        font = BOLD if flag.role != "cannot-judge" else REGULAR
        colour = ALARM if loud else SOFT if flag.role == "cannot-judge" else self.line
        width = width_of(flag.label, size, font)
        levels = MANY_LEVELS if len(self.panel.flags) > MANY_FLAGS else LEVELS
        box = self.room.place(width, size, self._corners_around(flag, width, size, levels))
        if box is not None:
            text(self.canvas, box.left, box.bottom + 1.4, flag.label, size, colour, font=font, halo=True)

    def _corners_around(
        self, flag: Flag, width: float, height: float, levels: int
    ) -> Iterator[tuple[float, float]]:
        """Where a flag's label may stand: doses above their step, normalisation below its peak, the rest above."""
        x, y = self.frame.x(flag.x), self.frame.y(flag.y)
        if flag.role == "dose-change":
            yield from ((x + 1.5, y + 1.2 + level * height) for level in range(3))
            return
        for level in range(levels):
            distance = 6 + level * (height + 1)
            above, below = y + distance, y - distance - height
            for bottom in (below, above) if flag.role == "normalised" else (above, below):
                for left in (x - width / 2, x + 4, x - width - 4):
                    yield left, bottom


def spread(labels: list[tuple[float, str, Color]], apart: float) -> list[tuple[float, str, Color]]:
    """Labels beside their lines, moved up where they would cover each other."""
    moved: list[tuple[float, str, Color]] = []
    for y, label, colour in sorted(labels, key=lambda item: (item[0], item[1])):
        lowest = moved[-1][0] + apart if moved else y
        moved.append((max(y, lowest), label, colour))
    return moved

"""The chart of a page: a ``ChartSpec`` drawn in vectors, shapes of one kind in one path."""

from __future__ import annotations

from typing import Any

from reportlab.platypus import Flowable

from hlhdesk.charting import ChartSpec
from hlhdesk.report.fonts import BOLD
from hlhdesk.report.lettering import text, width_of
from hlhdesk.report.look import FAINT, INK, SOFT
from hlhdesk.report.panel import FINE, SMALL, PanelPainter
from hlhdesk.report.plot import Frame, frames
from hlhdesk.report.symbols import trace


class CourseChart(Flowable):  # type: ignore[misc]
    """A ``ChartSpec`` as wide as the page allows."""

    def __init__(self, spec: ChartSpec, height: float) -> None:
        super().__init__()
        self.spec, self.height = spec, height
        self.width = 0.0

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """All the width there is, and the height that was asked for."""
        self.width = available_width
        return self.width, self.height

    def draw(self) -> None:
        """Draw at the canvas' origin."""
        draw_chart(self.canv, self.spec, self.width, self.height)


def draw_chart(canvas: Any, spec: ChartSpec, width: float, height: float) -> None:
    """The whole chart with its lower left corner at the origin."""
    placed = frames(spec, width, height)
    for frame in placed:
        PanelPainter(canvas, spec, frame).draw()
    _time_axis(canvas, spec, placed[-1])


def _time_axis(canvas: Any, spec: ChartSpec, frame: Frame) -> None:
    last = -1e9
    for tick in spec.ticks:
        x = frame.x(tick.at)
        half = max(width_of(tick.label, SMALL), width_of(tick.second, SMALL)) / 2
        if x - half < last:
            continue
        last = x + half + 3
        text(canvas, x, frame.bottom - 9, tick.label, SMALL, SOFT, anchor="middle")
        text(canvas, x, frame.bottom - 17, tick.second, SMALL, INK, anchor="middle", font=BOLD)
    canvas.setStrokeColor(FAINT)
    canvas.setLineWidth(FINE)
    trace(
        canvas,
        (((frame.x(tick.at), frame.bottom), (frame.x(tick.at), frame.bottom - 2)) for tick in spec.ticks),
    )

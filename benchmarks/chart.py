"""A value is added and the chart painted again: ours, raw QPainter, matplotlib; then scrolling.

All three draw the same ``ChartSpec`` at the same size into memory. QPainter stands for 1: it draws
what there is to draw and knows nothing of axes, zoom or cross-hairs.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Iterator

from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.figure import Figure
from PySide6.QtCore import QEvent, QLineF, QObject, QPointF, QRectF
from PySide6.QtGui import QColor, QImage, QPainter, QPen, QPolygonF
from PySide6.QtWidgets import QApplication

from benchmarks import ward
from benchmarks.ratios import Bar, interleaved, show, timed
from hlhdesk.charting import ChartSpec, Panel, build
from hlhdesk.definitions import load
from hlhdesk.model.chart import PatientChart
from hlhdesk.rules import derive
from hlhdesk.wording import Catalogue

WIDTH, HEIGHT = 1100, 700
OURS, PAINTER, MATPLOTLIB = "chart of the window", "QPainter", "matplotlib"
COLOUR = QColor("#1F5FA8")


def specs(days: int) -> Iterator[ChartSpec]:
    """The chart before and after one more reading, for ever."""
    definitions, words = load(), Catalogue.load("en")
    stay = ward.Stay(days)
    before, as_of = stay.chart(), stay.end
    later = stay.reading(days - 1, 22, "39.4", 30)
    after = PatientChart(before.patient_id, before.zone, (*before.entries, later))
    both = [build(chart, derive(chart, definitions, as_of), definitions, words) for chart in (after, before)]
    return itertools.cycle(both)


class PaintCounter(QObject):
    """Counts how often a widget was painted."""

    paints = 0

    def eventFilter(self, _: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Called by Qt; never takes an event away."""
        self.paints += event.type() == QEvent.Type.Paint
        return False


def our_chart() -> tuple[Callable[[ChartSpec], None], Callable[[float, float], None]]:
    """Show a specification and move along the days, each painted before it returns."""
    from ui.chart.view import ChartView  # noqa: PLC0415  after the application was made
    from ui.style import load_palette  # noqa: PLC0415

    view = ChartView(load_palette("light"), Catalogue.load("en"))
    view.resize(WIDTH, HEIGHT)
    view.show()

    counter = PaintCounter(view)
    view.canvas.viewport().installEventFilter(counter)

    def paint() -> None:
        before = counter.paints
        QApplication.processEvents()
        assert counter.paints > before, "the change was not painted"

    def display(spec: ChartSpec) -> None:
        view.show_spec(spec, {})
        paint()

    def move(first: float, last: float) -> None:
        next(iter(view.panels.values())).box.setXRange(first, last, padding=0)
        paint()

    return display, move


def paint_with_qpainter(spec: ChartSpec, first: float, last: float, image: QImage) -> None:
    """The same specification in the fewest calls."""
    image.fill(QColor("white"))
    painter = QPainter(image)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    top, shares = 0.0, sum(panel.height for panel in spec.panels)
    for panel in spec.panels:
        height = HEIGHT * panel.height / shares
        _paint_panel(painter, panel, first, last, QRectF(0, top, WIDTH, height))
        top += height
    painter.setClipping(False)
    for tick in spec.ticks:
        if first <= tick.at <= last:
            across = (tick.at - first) / (last - first) * WIDTH
            painter.drawText(QPointF(across, HEIGHT - 16), tick.label)
            painter.drawText(QPointF(across, HEIGHT - 2), tick.second)
    painter.end()


def _paint_panel(painter: QPainter, panel: Panel, first: float, last: float, place: QRectF) -> None:
    def at(x: float, y: float) -> QPointF:
        across = (x - first) / (last - first) * place.width()
        return QPointF(across, place.bottom() - (y - panel.y0) / (panel.y1 - panel.y0) * place.height())

    painter.setClipRect(place)
    for band in panel.bands:
        painter.fillRect(QRectF(at(band.x0, band.y1), at(band.x1, band.y0)), QColor("#F3F4F6"))
    painter.setPen(QPen(COLOUR, 1))
    painter.drawLines([QLineF(at(first, limit.y), at(last, limit.y)) for limit in panel.limits])
    painter.drawLines([QLineF(at(step.x0, step.y), at(step.x1, step.y)) for step in panel.steps])
    for line in panel.lines:
        for segment in line.segments:
            painter.drawPolyline(QPolygonF([at(x, y) for x, y in segment]))
    for point in panel.points:
        if first <= point.x <= last:
            painter.drawEllipse(at(point.x, point.y), 3, 3)
    for tick in panel.ticks:
        painter.drawText(at(first, tick.at), tick.label)
    for flag in panel.flags:
        painter.drawText(at(flag.x, flag.y), flag.label)
    for limit in panel.limits:
        painter.drawText(at(first, limit.y), limit.label)
    painter.drawText(place.topLeft() + QPointF(0, 12), panel.title)


def matplotlib_chart() -> Callable[[ChartSpec, float, float], None]:
    """A figure that is drawn again as a whole."""
    figure = Figure(figsize=(WIDTH / 100, HEIGHT / 100), dpi=100)
    canvas = FigureCanvasAgg(figure)

    def draw(spec: ChartSpec, first: float, last: float) -> None:
        figure.clear()
        rows = figure.subplots(len(spec.panels), 1, sharex=True)
        for axes, panel in zip(rows, spec.panels, strict=True):
            for limit in panel.limits:
                axes.axhline(limit.y)
            for band in panel.bands:
                axes.axvspan(band.x0, band.x1, alpha=0.1)
            for line in panel.lines:
                for segment in line.segments:
                    axes.plot([x for x, _ in segment], [y for _, y in segment])
            axes.plot(
                [point.x for point in panel.points], [point.y for point in panel.points], "o", markersize=3
            )
            for step in panel.steps:
                axes.plot([step.x0, step.x1], [step.y, step.y])
            axes.set_ylim(panel.y0, panel.y1)
        rows[0].set_xlim(first, last)
        canvas.draw()

    return draw


def main() -> bool:
    """Print both tables."""
    application = QApplication.instance() or QApplication([])
    image = QImage(WIDTH, HEIGHT, QImage.Format.Format_ARGB32_Premultiplied)
    display, move = our_chart()
    figure = matplotlib_chart()
    good = True
    for days in (28, 90):
        ours, painted, drawn = specs(days), specs(days), specs(days)

        def with_painter(found: Iterator[ChartSpec] = painted) -> None:
            spec = next(found)
            paint_with_qpainter(spec, spec.x0, spec.x1, image)

        def with_matplotlib(found: Iterator[ChartSpec] = drawn) -> None:
            spec = next(found)
            figure(spec, spec.x0, spec.x1)

        def with_ours(found: Iterator[ChartSpec] = ours) -> None:
            display(next(found))

        measured = interleaved(
            {PAINTER: timed(with_painter), OURS: timed(with_ours), MATPLOTLIB: timed(with_matplotlib)}
        )
        bars = (Bar(OURS, PAINTER, at_most=1.3), Bar(MATPLOTLIB, OURS, at_least=25))
        good &= show(f"One more reading on {days} days, painted", measured, PAINTER, bars)
    good &= scroll(display, move, figure, image)
    application.processEvents()
    return good


def scroll(
    display: Callable[[ChartSpec], None],
    move: Callable[[float, float], None],
    figure: Callable[[ChartSpec, float, float], None],
    image: QImage,
) -> bool:
    """Four weeks at a time through two and a half years."""
    spec = next(specs(900))
    display(spec)
    starts = itertools.cycle([spec.x0 + 14.0 * number for number in range(60)])
    measured = interleaved(
        {
            PAINTER: timed(lambda: paint_with_qpainter(spec, (x := next(starts)), x + 28.0, image)),
            OURS: timed(lambda: move((x := next(starts)), x + 28.0)),
            MATPLOTLIB: timed(lambda: figure(spec, (x := next(starts)), x + 28.0)),
        }
    )
    bars = (Bar(OURS, PAINTER, at_most=3.5), Bar(MATPLOTLIB, OURS, at_least=6))
    return show("Scrolling through 2.5 years, 28 days on screen", measured, PAINTER, bars)

"""The margins of the chart: titles and scales on the left, limits on the right, days below.

Each is painted into a device-coordinate cache and has a fixed width, so that panning costs nothing
and all panels stay aligned.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetricsF, QPainter
from PySide6.QtWidgets import QGraphicsItem

from hlhdesk.charting.spec import Panel, Tick
from hlhdesk.wording import Catalogue
from ui.chart.symbols import shape_of
from ui.style import Palette

LEFT, RIGHT, BELOW = 148, 112, 38
SCALE_ROOM = 34
SPACING = 13
"""Pixels between two panels."""
CLOSE = 0.8
"""How near two lines may stand, as a part of a line, before they are set smaller."""
OVERHANG, UNDER, ASIDE = 9, 15, 60


class Margin(pg.GraphicsWidget):  # type: ignore[misc]  # pyqtgraph is untyped
    """A painted margin beside a view box."""

    def __init__(self, box: pg.ViewBox, palette: Palette) -> None:
        super().__init__()
        self.box = box
        self.setCacheMode(QGraphicsItem.CacheMode.DeviceCoordinateCache)
        self.use(palette)

    def use(self, palette: Palette) -> None:
        """Paint in another palette."""
        self.colours = palette
        self.small = palette.font("small")
        self.small_bold = palette.font("small", bold=True)
        self.bold = palette.font("body", bold=True)
        self.tall = QFontMetricsF(self.small).height() - 1
        self.line = QFontMetricsF(self.bold).height()
        self.update()

    def y_of(self, value: float) -> float:
        """A value of the panel in this margin's pixels."""
        (low, high), height = self.box.viewRange()[1], self.size().height()
        return float(height * (high - value) / ((high - low) or 1.0))

    def boundingRect(self) -> QRectF:  # noqa: N802  Qt's name
        return QRectF(QPointF(0, 0), self.size()).adjusted(0, -OVERHANG, 0, UNDER)


def fitted(font: QFont, text: str, wide: float) -> QFont:
    """The font, smaller where a text would be cut in it."""
    needed = QFontMetricsF(font).horizontalAdvance(text)
    return font if needed <= wide else shrunk(font, wide / needed)


def shrunk(font: QFont, by: float) -> QFont:
    """The font at a part of its size."""
    if by >= 1:
        return font
    smaller = QFont(font)
    smaller.setPixelSize(max(int(font.pixelSize() * by), 1))
    return smaller


class LeftMargin(Margin):
    """Title, unit, scale, and the key of the symbols in use."""

    def __init__(self, box: pg.ViewBox, palette: Palette, say: Catalogue) -> None:
        self._panel: Panel | None = None
        self._key: list[tuple[str, str]] = []
        self._say = say
        super().__init__(box, palette)
        self.setFixedWidth(LEFT * palette.scale)

    def show_panel(self, panel: Panel) -> None:
        """Write the scale of another panel; nothing is painted again for other points on the same scale."""
        before = self._panel, self._key
        self._panel = panel
        self._key = _key_of(panel, self._say) if panel.name == "temperature" else []
        if before[0] is None or (_scale_of(before[0]), before[1]) != (_scale_of(panel), self._key):
            self.update()

    def paint(self, painter: QPainter, *_: Any) -> None:
        if self._panel is None:
            return
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        width, line = self.size().width(), self.line
        self._name(painter, self._panel, width - SCALE_ROOM * self.colours.scale)
        self._scale(painter, width)
        self._symbols(painter, line, width)

    def _name(self, painter: QPainter, panel: Panel, wide: float) -> None:
        """Title and unit, one below the other; in a low panel in smaller lines about its middle."""
        height, tall = self.size().height(), self.tall
        low = height < 2 * self.line - 4
        font, unit, top, step = self.bold, self.small, -1.0, self.line - 2
        if low:
            step = min(tall, (height + SPACING) / 2)  # no panel's words over the next one's
            font, unit = (shrunk(one, step / tall / CLOSE) for one in (self.small_bold, self.small))
            top = height / 2 - step
        painter.setFont(fitted(font, panel.title, wide - 2))
        painter.setPen(self.colours.colour("chart.ink"))
        painter.drawText(QRectF(2, top, wide, self.line), Qt.AlignmentFlag.AlignLeft, panel.title)
        painter.setFont(unit)
        painter.setPen(self.colours.colour("chart.muted"))
        painter.drawText(QRectF(2, top + step, wide, self.line), Qt.AlignmentFlag.AlignLeft, panel.unit)
        painter.setFont(self.small)

    def _scale(self, painter: QPainter, width: float) -> None:
        tall = self.tall
        last = None
        for tick in sorted(self._panel.ticks if self._panel else (), key=lambda tick: tick.at):
            y = self.y_of(tick.at)
            top = y - tall / 2
            if not -1 <= y <= self.size().height() + 1 or (last is not None and last - top < tall - 4):
                continue
            last = top
            painter.drawText(QRectF(0, top, width - 6, tall), Qt.AlignmentFlag.AlignRight, tick.label)

    def _symbols(self, painter: QPainter, line: float, width: float) -> None:
        tall = self.tall
        room = self.size().height() - 2 * line - 8
        shown = self._key[: max(int(room // tall), 0)]
        y = self.size().height() - len(shown) * tall
        for site, words in shown:
            self._symbol(painter, site, QPointF(8 * self.colours.scale, y + tall / 2))
            painter.setPen(self.colours.colour("chart.muted"))
            painter.drawText(
                QRectF(18 * self.colours.scale, y, width, tall),
                Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter,
                words,
            )
            y += tall

    def _symbol(self, painter: QPainter, site: str, at: QPointF) -> None:
        painter.save()
        painter.translate(at)
        if site == "ringed":
            painter.setPen(self.colours.colour("chart.cooling"))
            painter.drawEllipse(QPointF(0, 0), 5, 5)
        else:
            painter.scale(9 * self.colours.scale, 9 * self.colours.scale)
            colour = self.colours.colour("chart.temperature")
            pen = pg.mkPen(colour, width=1, cosmetic=True)
            painter.setPen(pen)
            painter.setBrush(self.colours.colour("chart.ground") if site == "hollow" else colour)
            painter.drawPath(shape_of("oral" if site == "hollow" else site))
        painter.restore()


def _key_of(panel: Panel, say: Catalogue) -> list[tuple[str, str]]:
    """The symbols that are on the panel, with their words."""
    sites = dict.fromkeys(point.symbol for point in panel.points)
    key = [(site, say.term("site", site)) for site in sites if say.has(f"site.{site}")]
    if any(point.hollow for point in panel.points):
        key.append(("hollow", say("ui.chart.hollow")))
    if any(point.ringed for point in panel.points):
        key.append(("ringed", say("ui.chart.ringed")))
    return key


def _scale_of(panel: Panel) -> tuple[object, ...]:
    return panel.title, panel.unit, panel.y0, panel.y1, panel.ticks


def _limits_of(panel: Panel) -> tuple[object, ...]:
    normal = [(band.y0, band.y1, band.label) for band in panel.bands if band.role == "normal"]
    return panel.y0, panel.y1, panel.limits, normal


def spread(centres: Sequence[float], tall: float, low: float, high: float) -> list[float]:
    """The tops of lines of text as near to their ``centres`` as they fit, none over another, between two ends.

    ``centres`` are in order. Where there is no room for all, they begin at ``low``.
    """
    tops: list[float] = []
    for centre in centres:
        tops.append(max(centre - tall / 2, tops[-1] + tall if tops else low))
    end = high
    for at in range(len(tops) - 1, -1, -1):
        tops[at] = min(tops[at], end - tall)
        end = tops[at]
    shift = max(low - tops[0], 0.0) if tops else 0.0
    return [top + shift for top in tops]


class RightMargin(Margin):
    """What the horizontal lines stand for."""

    def __init__(self, box: pg.ViewBox, palette: Palette) -> None:
        self._panel: Panel | None = None
        super().__init__(box, palette)
        self.setFixedWidth(RIGHT * palette.scale)

    def show_panel(self, panel: Panel) -> None:
        """Write the limits of another panel."""
        before, self._panel = self._panel, panel
        if before is None or _limits_of(before) != _limits_of(panel):
            self.update()

    def paint(self, painter: QPainter, *_: Any) -> None:
        if self._panel is None:
            return
        painter.setFont(self.small)
        tall = self.tall
        words = [(self.y_of(limit.y), limit.label, limit.role) for limit in self._panel.limits if limit.label]
        words += [
            (self.y_of((band.y0 + band.y1) / 2), band.label, "normalised")
            for band in self._panel.bands
            if band.role == "normal" and band.label
        ]
        words.sort()
        tops = spread([y for y, _, _ in words], tall - 2, -OVERHANG, self.size().height() + OVERHANG - 2)
        for top, (_y, text, role) in zip(tops, words, strict=True):
            name = f"chart.{role}" if f"chart.{role}" in self.colours.values else "chart.reference"
            painter.setPen(self.colours.colour(name))
            room = QRectF(6, top, self.size().width() - 6, tall)
            shown = QFontMetricsF(self.small).elidedText(text, Qt.TextElideMode.ElideRight, room.width())
            painter.drawText(room, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, shown)


class DayAxis(Margin):
    """Dates, with the treatment day below each; thinned until they can be read."""

    def __init__(self, box: pg.ViewBox, palette: Palette) -> None:
        self._ticks: tuple[Tick, ...] = ()
        super().__init__(box, palette)
        self.setFixedHeight(BELOW * palette.scale)
        box.sigXRangeChanged.connect(self._moved)

    def show_ticks(self, ticks: tuple[Tick, ...]) -> None:
        """Write other days."""
        if ticks != self._ticks:
            self._ticks = ticks
            self.update()

    def _moved(self, *_: Any) -> None:
        self.update()

    def boundingRect(self) -> QRectF:  # noqa: N802  Qt's name
        aside = ASIDE * self.colours.scale
        return super().boundingRect().adjusted(-aside, 0, aside, 0)

    def paint(self, painter: QPainter, *_: Any) -> None:
        low, high = self.box.viewRange()[0]
        width = self.size().width()
        per_day = width / ((high - low) or 1.0)
        metrics = QFontMetricsF(self.small)
        tall = self.tall
        end = -1.0
        for tick in self._ticks:
            x = (tick.at - low) * per_day
            widest = max(metrics.horizontalAdvance(part) for part in (tick.label, tick.second))
            if not -0.5 <= x <= width + 0.5 or (end >= 0 and x - widest / 2 < end + 6):
                continue
            end = x + widest / 2
            left = x - widest / 2
            painter.setFont(self.small)
            painter.setPen(self.colours.colour("chart.muted"))
            painter.drawText(QRectF(left, 3, widest, tall), Qt.AlignmentFlag.AlignCenter, tick.label)
            painter.setPen(self.colours.colour("chart.treatment-day"))
            painter.drawText(QRectF(left, 1 + tall, widest, tall), Qt.AlignmentFlag.AlignCenter, tick.second)

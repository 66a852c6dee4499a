"""The temperature panel: what was measured, where it says nothing, and what the rules concluded."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator
from datetime import date
from itertools import groupby

from hlhdesk.charting.source import ChartSource
from hlhdesk.charting.spec import Band, Flag, Limit, Line, Panel, Point, Tick
from hlhdesk.model.entries import NotMeasured, Temperature
from hlhdesk.model.message import Message
from hlhdesk.model.quantity import CELSIUS, celsius, celsius_shown
from hlhdesk.model.state import DayState, TemperatureDay, TemperatureValue

LOWEST, HIGHEST = 35, 42  # the paper chart's axis; it grows when a value lies outside
HEIGHT = 5.0
SITE_OF_BAND = "axillary"
UNSEEN = (DayState.UNKNOWN, DayState.UNDER_OBSERVED)


def temperature_panel(source: ChartSource) -> Panel:
    """The panel of one child."""
    points = tuple(_points(source))
    low, high = _range(point.y for point in points)
    catalogue = source.catalogue
    return Panel(
        name="temperature",
        title=catalogue("charting.panel.temperature"),
        unit=catalogue.unit(CELSIUS),
        y0=low,
        y1=high,
        ticks=tuple(Tick(degree, str(degree)) for degree in range(low, high + 1)),
        height=HEIGHT,
        limits=_limits(source),
        bands=(_normal_band(source), *_blind_bands(source, low, high)),
        lines=(
            Line("peak", tuple(_peak_segments(source))),
            Line("cooling", tuple(_cooling_segments(source))),
        ),
        points=points,
        flags=tuple(_flags(source)),
    )


def _days(source: ChartSource) -> list[TemperatureDay]:
    """The days of the state that are drawn."""
    return [day for day in source.state.temperature.days if source.axis.holds(day.on)]


def _readings(source: ChartSource) -> list[Temperature]:
    """The readings drawn, in order of time, after-cooling ones included."""
    found = [reading for reading in source.chart.temperatures if source.drawn(reading.at)]
    return sorted(found, key=lambda reading: (reading.at.instant, reading.id))


def _not_measured(source: ChartSource) -> dict[date, NotMeasured]:
    """Why a day has no reading."""
    found = [entry for entry in source.chart.not_measured if source.drawn_day(entry.on)]
    return {entry.on: entry for entry in sorted(found, key=lambda entry: (entry.on, entry.id))}


def _position(source: ChartSource, value: TemperatureValue) -> tuple[float, float]:
    """Where a value stands; a daily peak has no time and stands at noon of its day."""
    axis = source.axis
    x = axis.x(value.at.civil) if isinstance(value, Temperature) else axis.noon(value.on)
    quantity = value.value
    return x, float(quantity.number if quantity.unit == CELSIUS else celsius(quantity))


def _range(values: Iterable[float]) -> tuple[int, int]:
    found = list(values)
    return min([LOWEST, *map(math.floor, found)]), max([HIGHEST, *map(math.ceil, found)])


def _points(source: ChartSource) -> Iterator[Point]:
    peaks = {_key(day.peak) for day in source.state.temperature.days if day.peak is not None}
    masked: frozenset[str] = frozenset().union(*(day.masked for day in source.state.temperature.days))
    peaks_charted = [peak for peak in source.chart.daily_peaks if source.drawn_day(peak.on)]
    values: list[TemperatureValue] = [*_readings(source), *peaks_charted]
    placed = sorted(((*_position(source, value), value) for value in values), key=_placed)
    for x, y, value in placed:
        yield Point(
            x=x,
            y=y,
            symbol=value.site,
            text=source.catalogue.quantity(value.value),
            entry_id=value.id,
            hollow=bool(value.id) and value.id in masked,
            ringed=isinstance(value, Temperature) and value.after_cooling,
            peak=_key(value) in peaks,
            timed=isinstance(value, Temperature),
        )


def _key(value: TemperatureValue) -> tuple[str, object]:
    """What tells a value from others: its id, and for one without an id its place in time."""
    return value.id, value.at if isinstance(value, Temperature) else value.on


def _placed(placed: tuple[float, float, TemperatureValue]) -> tuple[float, float, str]:
    x, y, value = placed
    return x, y, value.id


def _peak_segments(source: ChartSource) -> Iterator[tuple[tuple[float, float], ...]]:
    """The daily peaks, joined only where every day between was observed.

    A day that was not measured for a time is a break too: its peak, if it has one, stands alone.
    """
    absent = _not_measured(source)
    run: list[tuple[float, float]] = []
    before: date | None = None
    for day in _days(source):
        seen = day.peak is not None and day.state not in UNSEEN
        joined = before is not None and (day.on - before).days == 1 and day.on not in absent
        if run and not (seen and joined and before not in absent):
            yield tuple(run)
            run = []
        if seen and day.peak is not None:
            run.append(_position(source, day.peak))
        before = day.on
    if run:
        yield tuple(run)


def _cooling_segments(source: ChartSource) -> Iterator[tuple[tuple[float, float], ...]]:
    """From the reading before cooling to the one after it."""
    before: Temperature | None = None
    for reading in _readings(source):
        if reading.after_cooling:
            if before is not None:
                yield _position(source, before), _position(source, reading)
        else:
            before = reading


def _limits(source: ChartSource) -> tuple[Limit, ...]:
    fever, catalogue = source.definitions.fever, source.catalogue
    return (
        Limit(
            float(fever.fever_from),
            "fever",
            catalogue("charting.limit.fever", limit=format(fever.fever_from, "f")),
        ),
        Limit(
            float(fever.high_fever_from),
            "high-fever",
            catalogue("charting.limit.high-fever", limit=format(fever.high_fever_from, "f")),
        ),
    )


def _normal_band(source: ChartSource) -> Band:
    fever = source.definitions.fever
    return Band(
        "normal",
        source.axis.x0,
        source.axis.x1,
        float(fever.low_below),
        float(fever.normal_below[SITE_OF_BAND]),
        source.catalogue("charting.band.normal"),
    )


def _blind_bands(source: ChartSource, low: float, high: float) -> Iterator[Band]:
    """Where nothing, or not enough, was observed: days in a row with the same reason are one band."""
    absent = _not_measured(source)
    unseen = {day.on: day.state for day in _days(source) if day.state in UNSEEN}

    def reason(on: date) -> tuple[str, Message] | None:
        if on in absent:
            why = absent[on].reason
            said = Message.of("charting.band.not-measured-reason", reason=why) if why else None
            return "not-measured", said or Message.of("charting.band.not-measured")
        if on in unseen:
            return "unobserved", Message.of(f"charting.band.{unseen[on].value}")
        return None

    for why, run in groupby(source.axis.days(), key=reason):
        if why is not None:
            days = list(run)
            end = source.axis.start(days[-1]) + 1
            yield Band(why[0], source.axis.start(days[0]), end, low, high, source.catalogue.text(why[1]))


def _flags(source: ChartSource) -> Iterator[Flag]:
    """Relapses, normalisations and days that cannot be judged."""
    days = {day.on: day for day in _days(source)}
    catalogue, course = source.catalogue, source.state.temperature
    for relapse in course.relapses:
        if relapse.on in days:
            x, y = _position(source, relapse.peak)
            shown = celsius_shown(relapse.peak.value)
            label = catalogue("charting.flag.relapse", value=shown, number=relapse.number)
            yield Flag("relapse", x, y, label, (relapse.peak.id,) if relapse.peak.id else ())
    for normal in course.normalisations:
        if normal.on in days:
            yield _day_flag(source, "normalised", days[normal.on])
    for unjudged in course.cannot_judge:
        if unjudged.on in days:
            yield _day_flag(source, "cannot-judge", days[unjudged.on])


def _day_flag(source: ChartSource, role: str, day: TemperatureDay) -> Flag:
    """A flag at the day's peak, or at noon on the fever limit when it has none."""
    x, y = source.axis.noon(day.on), float(source.definitions.fever.fever_from)
    evidence: tuple[str, ...] = ()
    if day.peak is not None:
        x, y = _position(source, day.peak)
        evidence = (day.peak.id,) if day.peak.id else ()
    return Flag(role, x, y, source.catalogue(f"charting.flag.{role}", on=day.on), evidence)

"""The time axis that all panels share, and round numbers for the other axis.

``x`` is true to time: days from midnight of the origin on the ward's civil clock.
"""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from hlhdesk.charting.spec import ChartSpec, Tick
from hlhdesk.model.moment import day_of, day_start
from hlhdesk.wording import Catalogue

DAY = timedelta(days=1)
HALF_DAY = timedelta(hours=12)
SPACING = (1, 2, 4, 7, 14, 28, 56, 91, 182, 364, 728)
ROUNDS = (2, 6, 10, 14, 18, 22)
HOURLY = 2
NO_BREAK_SPACE = "\u00a0"


@dataclass(frozen=True, slots=True)
class TimeAxis:
    """The ward's days from ``first`` to ``last``, both drawn whole."""

    first: date
    last: date
    day_starts_at: time

    @property
    def x0(self) -> float:
        return self.start(self.first)

    @property
    def x1(self) -> float:
        return self.start(self.last + DAY)

    def x(self, civil: datetime) -> float:
        """Where a civil time stands."""
        return (civil - datetime.combine(self.first, time())) / DAY

    def start(self, on: date) -> float:
        """Where the ward's day begins."""
        return self.x(day_start(on, self.day_starts_at))

    def noon(self, on: date) -> float:
        """The middle of the ward's day: where a value without a time stands."""
        return self.x(day_start(on, self.day_starts_at) + HALF_DAY)

    def day(self, civil: datetime) -> date:
        """The ward's day that holds a civil time."""
        return day_of(civil, self.day_starts_at)

    def holds(self, on: date) -> bool:
        """True when the day is drawn."""
        return self.first <= on <= self.last

    def days(self) -> Iterator[date]:
        """Every day drawn."""
        return (self.first + n * DAY for n in range((self.last - self.first).days + 1))


def time_ticks(
    axis: TimeAxis, treatment_start: date | None, catalogue: Catalogue, at_most: int = 16
) -> tuple[Tick, ...]:
    """Dates in the middle of their days, with the treatment day beneath.

    At most ``at_most`` of them, evenly spaced; day 0 is among them when the spacing is wider than a day.
    One or two days have the hours of the ward's rounds instead.
    """
    length = (axis.last - axis.first).days + 1
    if length <= HOURLY:
        return tuple(_hours(axis, treatment_start, catalogue))
    spacing = next((step for step in SPACING if length <= step * at_most), SPACING[-1])
    anchor = treatment_start or axis.first
    shown = [on for on in axis.days() if (on - anchor).days % spacing == 0]
    return tuple(
        Tick(axis.noon(on), _date(on, before, catalogue), _treatment_day(on, treatment_start, catalogue))
        for before, on in pairwise((None, *shown))
        if on is not None
    )


def _hours(axis: TimeAxis, treatment_start: date | None, catalogue: Catalogue) -> Iterator[Tick]:
    """Clock times, and beneath each the day that it belongs to."""
    for on in axis.days():
        for hour in ROUNDS:
            civil = datetime.combine(on, time(hour))
            at = axis.x(civil)
            if axis.x0 <= at <= axis.x1:
                day = _treatment_day(axis.day(civil), treatment_start, catalogue)
                second = (
                    catalogue("charting.tick.hour-day", on=on, day=day)
                    if day
                    else catalogue.date(on, "short")
                )
                yield Tick(at, catalogue("charting.tick.hour", at=civil.time()), second)


def _date(on: date, before: date | None, catalogue: Catalogue) -> str:
    """A date; the year is said with the first one and where it changes."""
    new_year = before is None or before.year != on.year
    return catalogue("charting.tick.date-year" if new_year else "charting.tick.date", on=on)


def _treatment_day(on: date, start: date | None, catalogue: Catalogue) -> str:
    if start is None or on < start:
        return ""
    return catalogue("charting.tick.treatment-day", day=(on - start).days)


def round_step(span: float, at_most: int) -> float:
    """The smallest of 1, 2, 2.5, 5 × 10ⁿ that divides ``span`` into at most ``at_most`` parts."""
    power = 10.0 ** math.floor(math.log10(span / at_most))
    return next(step * power for step in (1, 2, 2.5, 5, 10, 20) if step * power * at_most >= span)


def linear_axis(highest: float, at_most: int = 4) -> tuple[float, tuple[Tick, ...]]:
    """The upper end of an axis from 0 that holds ``highest``, and its ticks."""
    if highest <= 0:
        highest = 1.0
    step = round_step(highest, at_most)
    count = math.ceil(highest / step - 1e-9)
    return count * step, tuple(Tick(n * step, number(n * step)) for n in range(count + 1))


def decade_axis(lowest: float, highest: float) -> tuple[float, float, tuple[Tick, ...]]:
    """Whole decades around two positive numbers, as logarithms, and a tick for each decade."""
    low = math.floor(math.log10(lowest) + 1e-9)
    high = max(math.ceil(math.log10(highest) - 1e-9), low + 1)
    return low, high, tuple(Tick(n, number(10.0**n)) for n in range(low, high + 1))


def number(value: float) -> str:
    """A round number of an axis, thousands apart: ``10 000``."""
    text = f"{value:,.10g}" if value < 1 else f"{round(value, 6):,g}" if value < 1e6 else f"{value:,.0f}"
    return text.replace(",", NO_BREAK_SPACE)


def by_treatment_day(spec: ChartSpec) -> ChartSpec:
    """The same chart with the treatment day first and the date beneath, where there is one."""
    swapped = (
        Tick(tick.at, tick.second or tick.label, tick.label if tick.second else "") for tick in spec.ticks
    )
    return replace(spec, ticks=tuple(swapped))

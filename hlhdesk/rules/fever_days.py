"""Which state a day of the temperature chart has (clinical specification §2.1).

Absent data never reads as absent fever: a day is called normal only when it was observed enough.
"""

from __future__ import annotations

import itertools
from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import Decimal

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.definitions import FeverParameters
from hlhdesk.model.entries import DailyPeak, Temperature
from hlhdesk.model.moment import Moment, day_of, day_start, instant_of
from hlhdesk.model.quantity import ninths
from hlhdesk.model.state import DayState, TemperatureDay, TemperatureValue

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Value:
    """One temperature value, placed in time and on the common scale.

    ``heat`` is in ninths of a degree Celsius. ``counts_at`` is the instant of a reading; a daily
    peak counts at the end of its day.
    """

    entry: TemperatureValue
    heat: Decimal
    day: date
    counts_at: datetime
    masked: bool = False

    @property
    def is_reading(self) -> bool:
        return isinstance(self.entry, Temperature)

    @property
    def is_ward_peak(self) -> bool:
        return isinstance(self.entry, DailyPeak) and self.entry.source == "ward"

    @property
    def after_cooling(self) -> bool:
        return isinstance(self.entry, Temperature) and self.entry.after_cooling


def heat_of(limit: Decimal) -> Decimal:
    """A limit in °C on the scale of ``Value.heat``."""
    return limit * 9


def values_until(chart: PatientChart, fever: FeverParameters, as_of: Moment) -> tuple[Value, ...]:
    """All temperature values up to ``as_of`` that were not corrected away, in order of time."""
    doses = _antipyretics(chart, fever)
    today = day_of(as_of.civil, fever.day_starts_at)
    readings = (
        Value(
            entry,
            ninths(entry.value),
            day_of(entry.at.civil, fever.day_starts_at),
            entry.at.instant,
            doses.mask(entry.at.instant),
        )
        for entry in chart.temperatures
        if entry.at.instant <= as_of.instant
    )
    peaks = (
        Value(entry, ninths(entry.value), entry.on, day_end(entry.on, chart, fever))
        for entry in chart.daily_peaks
        if entry.on <= today
    )
    return tuple(sorted([*readings, *peaks], key=lambda value: (value.counts_at, value.heat, value.entry.id)))


def is_valid(value: Value, fever: FeverParameters) -> bool:
    """A reading after cooling counts only when it is a fever all the same."""
    return not value.after_cooling or value.heat >= heat_of(fever.fever_from)


def covers(value: Value, fever: FeverParameters) -> bool:
    """Whether a reading helps to show that its day was observed."""
    return (
        value.is_reading
        and not value.masked
        and not value.after_cooling
        and value.heat >= heat_of(fever.low_below)
    )


def day_end(day: date, chart: PatientChart, fever: FeverParameters) -> datetime:
    """The instant at which the ward's ``day`` ends."""
    return instant_of(day_start(day + ONE_DAY, fever.day_starts_at), chart.zone)


def temperature_days(
    chart: PatientChart, fever: FeverParameters, as_of: Moment, values: Sequence[Value]
) -> tuple[TemperatureDay, ...]:
    """Every day from the first value to the day of ``as_of``, without holes."""
    if not values:
        return ()
    by_day: dict[date, list[Value]] = {}
    for value in values:
        by_day.setdefault(value.day, []).append(value)
    today = day_of(as_of.civil, fever.day_starts_at)
    first = min(by_day)
    return tuple(
        _day(first + ONE_DAY * offset, by_day, chart, fever, as_of)
        for offset in range((today - first).days + 1)
    )


def _day(
    day: date, by_day: Mapping[date, list[Value]], chart: PatientChart, fever: FeverParameters, as_of: Moment
) -> TemperatureDay:
    found = by_day.get(day, [])
    valid = [value for value in found if is_valid(value, fever)]
    covered = bool(valid) and is_covered(day, valid, chart, fever)
    peak = max(valid, key=lambda value: value.heat) if valid else None
    return TemperatureDay(
        on=day,
        state=_state(day, valid, covered, fever, as_of),
        peak=peak.entry if peak else None,
        values=tuple(value.entry for value in valid),
        masked=frozenset(value.entry.id for value in valid if value.masked),
        covered=covered,
    )


def _state(
    day: date, valid: Sequence[Value], covered: bool, fever: FeverParameters, as_of: Moment
) -> DayState:
    """The first that holds, in the order of the specification."""
    if any(value.heat >= heat_of(fever.fever_from) for value in valid):
        return DayState.FEBRILE
    if is_open(day, valid, fever, as_of):
        return DayState.OPEN
    if not valid:
        return DayState.UNKNOWN
    if not covered:
        return DayState.UNDER_OBSERVED
    if any(value.heat >= heat_of(fever.normal_below[value.entry.site]) for value in valid):
        return DayState.SUBFEBRILE
    return DayState.NORMAL


def is_open(day: date, valid: Iterable[Value], fever: FeverParameters, as_of: Moment) -> bool:
    """The day of ``as_of`` before the end of its evening window, unless a ward peak closed it."""
    if day != day_of(as_of.civil, fever.day_starts_at):
        return False
    _, evening_ends = evening_of(day, fever)
    return as_of.civil < evening_ends and not any(value.is_ward_peak for value in valid)


def is_covered(day: date, valid: Sequence[Value], chart: PatientChart, fever: FeverParameters) -> bool:
    """Whether the day was observed enough to be called normal if nothing febrile was seen."""
    if any(value.is_ward_peak and value.heat >= heat_of(fever.low_below) for value in valid):
        return True
    covering = [value for value in valid if covers(value, fever)]
    return (
        _spread_out(covering, fever) >= fever.readings_for_normal
        and _one_in_the_evening(day, covering, fever)
        and _longest_gap(day, covering, chart, fever) <= _hours(fever.longest_gap_hours)
    )


def evening_of(day: date, fever: FeverParameters) -> tuple[datetime, datetime]:
    """The evening window of the ward's ``day``, both ends included, in civil time."""
    return _on_day(day, fever.evening_from, fever), _on_day(day, fever.evening_to, fever)


def _on_day(day: date, clock: time, fever: FeverParameters) -> datetime:
    """A clock time on the ward's day: before the day's start it belongs to the next calendar date."""
    return datetime.combine(day if clock >= fever.day_starts_at else day + ONE_DAY, clock)


def _spread_out(covering: Sequence[Value], fever: FeverParameters) -> int:
    """How many readings lie pairwise at least ``readings_apart_hours`` apart (taken greedily from the first)."""
    apart = _hours(fever.readings_apart_hours)
    count = 0
    last: datetime | None = None
    for value in covering:
        if last is None or value.counts_at - last >= apart:
            count += 1
            last = value.counts_at
    return count


def _one_in_the_evening(day: date, covering: Iterable[Value], fever: FeverParameters) -> bool:
    begins, ends = evening_of(day, fever)
    return any(
        isinstance(value.entry, Temperature) and begins <= value.entry.at.civil <= ends for value in covering
    )


def _longest_gap(
    day: date, covering: Sequence[Value], chart: PatientChart, fever: FeverParameters
) -> timedelta:
    """The longest stretch of the day without a covering reading, counted on instants."""
    start = instant_of(day_start(day, fever.day_starts_at), chart.zone)
    times = [start, *(value.counts_at for value in covering), day_end(day, chart, fever)]
    return max(later - earlier for earlier, later in itertools.pairwise(times))


def _hours(number: Decimal) -> timedelta:
    return timedelta(seconds=int(number * 3600))


@dataclass(frozen=True, slots=True)
class _Antipyretics:
    """The instants of the antipyretic doses given, by how long they mask."""

    by_duration: tuple[tuple[timedelta, tuple[datetime, ...]], ...]

    def mask(self, at: datetime) -> bool:
        """0 < time since the dose ≤ its duration, across midnight too."""
        for duration, instants in self.by_duration:
            before = bisect_left(instants, at)
            if before and at - instants[before - 1] <= duration:
                return True
        return False


def _antipyretics(chart: PatientChart, fever: FeverParameters) -> _Antipyretics:
    by_drug: dict[str, list[datetime]] = {}
    for dose in chart.doses:
        if dose.status == "given" and dose.drug in fever.antipyretic_hours:
            by_drug.setdefault(dose.drug, []).append(dose.at.instant)
    return _Antipyretics(
        tuple(
            (_hours(fever.antipyretic_hours[drug]), tuple(sorted(instants)))
            for drug, instants in by_drug.items()
        )
    )

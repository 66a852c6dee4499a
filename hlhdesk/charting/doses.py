"""The dose panels: ruxolitinib in mg a day, steroids as methylprednisolone equivalents in mg/kg a day."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime
from fractions import Fraction
from itertools import groupby

from hlhdesk.charting.axis import TimeAxis, linear_axis
from hlhdesk.charting.source import ChartSource
from hlhdesk.charting.spec import Flag, Panel, Step
from hlhdesk.model.entries import BodySize, Order
from hlhdesk.model.message import Message
from hlhdesk.model.quantity import plain, round_half_even
from hlhdesk.model.state import DoseDay, DoseSource
from hlhdesk.wording import Catalogue

RUXOLITINIB = "ruxolitinib"
RUXOLITINIB_HEIGHT = 1.1
STEROID_HEIGHT = 1.3
HEADROOM = 1.35  # of the highest step, so that its label has a place
LONG_AGO = datetime.min.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class _Level:
    """What one day draws: at most one bar of its own source and, where it differs, what was ordered."""

    source: DoseSource
    y: Fraction
    ordered: Fraction | None
    label: str


_Shown = tuple[DoseSource, Fraction, str]


def ruxolitinib_panel(source: ChartSource) -> Panel:
    """Steps in mg a day and a mark at each change of the order."""
    catalogue, state = source.catalogue, source.state
    days = state.ruxolitinib.days if state.ruxolitinib is not None else ()
    steps = tuple(_steps(source, days, lambda _: Fraction(1), labelled=False))
    flags = tuple(_dose_changes(source, days))
    heights = [*(step.y for step in steps), *(flag.y for flag in flags)]
    top, ticks = linear_axis(max(heights, default=0.0), at_most=2)
    return Panel(
        name="ruxolitinib",
        title=catalogue("charting.panel.ruxolitinib"),
        unit=catalogue("charting.unit.mg-per-day"),
        y0=0.0,
        y1=top * HEADROOM,
        ticks=ticks,
        height=RUXOLITINIB_HEIGHT,
        steps=steps,
        flags=flags,
    )


def steroid_panel(source: ChartSource) -> Panel:
    """Methylprednisolone equivalents: each day divided by the weight that was in force on it.

    Without any weight the panel is in mg a day; a day before the first weighing says so.
    """
    catalogue, chart, state = source.catalogue, source.chart, source.state
    days = state.steroid.days if state.steroid is not None else ()
    weighed = any(_weight(chart.body_sizes, day.on) is not None for day in days)

    def weight(on: date) -> Fraction | None:
        return _weight(chart.body_sizes, on) if weighed else Fraction(1)

    steps = tuple(_steps(source, days, weight, labelled=True))
    top, ticks = linear_axis(max((step.y for step in steps), default=0.0), at_most=3)
    per_kg = weighed or not days
    return Panel(
        name="steroid",
        title=catalogue("charting.panel.steroid"),
        unit=catalogue("charting.unit.mg-per-kg-per-day" if per_kg else "charting.unit.mg-per-day-no-weight"),
        y0=0.0,
        y1=top * HEADROOM,
        ticks=ticks,
        height=STEROID_HEIGHT,
        steps=steps,
    )


def _steps(
    source: ChartSource,
    days: Iterable[DoseDay],
    weight: Callable[[date], Fraction | None],
    *,
    labelled: bool,
) -> Iterator[Step]:
    """Days in a row with the same level become one step; beside what was given, what was ordered."""
    axis = source.axis
    levels = [(day.on, _level(day, weight(day.on), source.catalogue)) for day in days if axis.holds(day.on)]
    shown = [
        (on, (level.source, level.y, level.label) if level is not None else None) for on, level in levels
    ]
    yield from _runs(axis, shown, labelled=labelled)
    ordered = [
        (
            on,
            (DoseSource.ORDERED, level.ordered, "")
            if level is not None and level.ordered is not None
            else None,
        )
        for on, level in levels
    ]
    yield from _runs(axis, ordered, labelled=False)


def _runs(axis: TimeAxis, levels: Iterable[tuple[date, _Shown | None]], *, labelled: bool) -> Iterator[Step]:
    last_value: Fraction | None = None
    for level, run in groupby(levels, key=lambda item: item[1]):
        days = [on for on, _ in run]
        if level is None:
            last_value = None
            continue
        source, y, label = level
        if labelled and not label and y != last_value and source is not DoseSource.NOT_RECORDED:
            label = plain(round_half_even(y, 2))
        last_value = y
        yield Step(axis.start(days[0]), axis.start(days[-1]) + 1, float(y), source.value, label)


def _level(day: DoseDay, weight: Fraction | None, catalogue: Catalogue) -> _Level | None:
    """None where nothing was ordered or given; a day that was not recorded stands at what was ordered."""
    if day.mg is not None and not day.mg and day.ordered_mg is None:
        return None
    shown = day.mg if day.mg is not None else day.ordered_mg or Fraction(0)
    if weight is None:
        return _Level(DoseSource.NOT_RECORDED, Fraction(0), None, catalogue("charting.dose.no-weight"))
    label = ""
    if day.source is DoseSource.NOT_RECORDED:
        label = catalogue("charting.dose.not-recorded")
    elif day.partial and day.mg is not None and day.ordered_mg is not None:
        label = catalogue("charting.dose.partial", given=day.mg, ordered=day.ordered_mg)
    differs = day.source is DoseSource.GIVEN and day.ordered_mg is not None and day.ordered_mg != day.mg
    ordered = day.ordered_mg / weight if differs and day.ordered_mg is not None else None
    return _Level(day.source, shown / weight, ordered, label)


def _weight(sizes: Iterable[BodySize], on: date) -> Fraction | None:
    """The latest weight up to ``on``; of two on one day, the one recorded later."""
    known = [size for size in sizes if size.on <= on]
    if not known:
        return None
    latest = max(known, key=lambda size: (size.on, size.recorded_at or LONG_AGO, size.id))
    return Fraction(latest.weight_kg)


def _dose_changes(source: ChartSource, days: Iterable[DoseDay]) -> Iterator[Flag]:
    """A mark where what is ordered changes; where nothing was ordered, where what was given changes."""
    axis, catalogue = source.axis, source.catalogue
    orders = [order for order in source.chart.orders if order.drug == RUXOLITINIB]
    if not orders:
        yield from _changes_of_given(axis, days, catalogue)
        return
    by_day = {day.on: day for day in days}
    before: tuple[str, Fraction] | None = None
    for on in sorted(by_day):
        now = _regimen(orders, on, by_day[on], before)
        if now != before and axis.holds(on):
            label = catalogue.text(_regimen_label(orders, on)) if now else catalogue("charting.flag.stopped")
            level = now or before
            ids = tuple(sorted(order.id for order in orders if order.starts_on == on and order.id))
            yield Flag("dose-change", axis.start(on), float(level[1]) if level else 0.0, label, ids)
        before = now


def _regimen(
    orders: Iterable[Order], on: date, day: DoseDay, before: tuple[str, Fraction] | None
) -> tuple[str, Fraction] | None:
    """What is ordered on a day, so that a change of times alone is a change; None when nothing is."""
    if day.ordered_mg is None:
        return None
    started = [order for order in orders if order.starts_on == on]
    if not started and before is not None and before[1] == day.ordered_mg:
        return before
    shapes = sorted(f"{plain(order.dose_mg)}×{order.times_per_day}" for order in started)
    return " ".join(shapes), day.ordered_mg


def _regimen_label(orders: Iterable[Order], on: date) -> Message:
    """``2.5 mg × 2``; an additional order is joined with a plus."""
    started = sorted((order for order in orders if order.starts_on == on), key=lambda order: order.id)
    said = tuple(
        Message.of("charting.flag.dose", mg=order.dose_mg, times=order.times_per_day) for order in started
    )
    if len(said) == 1:
        return said[0]
    return (
        Message.of("charting.flag.dose-several", doses=said)
        if said
        else Message.of("charting.flag.dose-ended")
    )


def _changes_of_given(axis: TimeAxis, days: Iterable[DoseDay], catalogue: Catalogue) -> Iterator[Flag]:
    before: Fraction | None = None
    for day in days:
        if day.mg is not None and day.mg != (before or 0):
            if axis.holds(day.on):
                key = "charting.flag.given" if day.mg else "charting.flag.stopped"
                label = catalogue(key, mg=day.mg) if day.mg else catalogue(key)
                yield Flag("dose-change", axis.start(day.on), float(day.mg or before or 0), label)
            before = day.mg

"""All panels read at one moment, in words: what the cross-hair says."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime, time, timedelta
from fractions import Fraction

from hlhdesk.charting.spec import ChartSpec, Panel, Point, Step
from hlhdesk.model.message import Message, Term, Value
from hlhdesk.model.quantity import plain, round_half_even
from hlhdesk.wording import Catalogue

MINUTE = timedelta(minutes=1)


def stops(spec: ChartSpec) -> tuple[float, ...]:
    """Every moment at which something stands, in order: where the cross-hair goes by keys."""
    found = {point.x for panel in spec.panels for point in panel.points}
    found |= {max(step.x0, spec.x0) for panel in spec.panels for step in panel.steps}
    return tuple(sorted(x for x in found if spec.x0 <= x <= spec.x1))


def readout(spec: ChartSpec, x: float, catalogue: Catalogue) -> str:
    """``23 Aug, day 9: Temperature 39.2 °C axillary 14:00; Ruxolitinib 5 mg/day; Ferritin 4126 ng/mL 21 Aug``."""
    day = spec.origin + timedelta(days=int(x // 1))
    tick = next((tick for tick in spec.ticks if tick.at // 1 == x // 1), None)
    when: Value = day
    if tick is not None and tick.second:
        when = Message.of("readout.treatment-day", on=day, day=tick.second)
    parts = tuple(part for panel in spec.panels if (part := _part(spec, panel, x)) is not None)
    if not parts:
        return catalogue("readout.nothing", on=when)
    return catalogue("readout.all", on=when, parts=catalogue.clauses(map(catalogue.text, parts)))


def _part(spec: ChartSpec, panel: Panel, x: float) -> Message | None:
    steps = [step for step in panel.steps if step.x0 <= x < step.x1]
    if panel.steps:
        return Message.of("readout.steps", panel=panel.title, steps=tuple(_levels(panel, steps)))
    point = _read(panel, x)
    if point is None:
        return None
    said: Value = point.text
    if point.symbol != "lab":
        said = Message.of("readout.site", value=point.text, site=Term("site", point.symbol))
    return Message.of("readout.point", panel=panel.title, value=said, at=_when(spec, point, x))


def _levels(panel: Panel, steps: list[Step]) -> Iterator[Message]:
    """What was given and, where it differs, what was ordered; a day without either says so."""
    if not steps:
        yield Message.of("readout.none")
    for step in steps:
        if step.source == "not-recorded":
            yield Message.of("readout.not-recorded")
        else:
            amount = plain(round_half_even(Fraction(step.y), 3))
            yield Message.of(f"readout.{step.source}", amount=amount, unit=panel.unit)


def _read(panel: Panel, x: float) -> Point | None:
    """The nearest value of the same day; of a laboratory the latest up to then."""
    if panel.name == "temperature":
        same = [point for point in panel.points if point.x // 1 == x // 1]
        return min(same, key=lambda point: (abs(point.x - x), point.x), default=None)
    before = [point for point in panel.points if point.x <= x + MINUTE / timedelta(days=1)]
    return max(before, key=lambda point: point.x, default=None)


def _when(spec: ChartSpec, point: Point, x: float) -> Value:
    """The clock time of a value of the same day, else its day."""
    civil = datetime.combine(spec.origin, time()) + timedelta(days=point.x)
    if point.x // 1 != x // 1:
        return Message.of("readout.on", on=civil.date())
    if not point.timed:
        return Message.of("readout.that-day")
    return (civil + MINUTE / 2).time().replace(second=0, microsecond=0)

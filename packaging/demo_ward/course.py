"""The course of the temperature: what each day's peak is meant to be.

The means of the daily peaks follow §3.5 and Figures 1–3 of the paper: no difference before treatment,
group R below group C on treatment days 2–3 and 7–9.
"""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal
from enum import StrEnum

from demo_ward.people import Child

ONE_DAY = timedelta(days=1)
FEVER = Decimal("38.0")


class Watch(StrEnum):
    """How a day was observed."""

    HOME = "home"
    WARD = "ward"
    MASKED = "masked"
    ABSENT = "absent"


@dataclass(frozen=True)
class Day:
    """One day as it is meant to come out: its peak in °C and how it was observed."""

    on: date
    peak: Decimal
    watch: Watch = Watch.WARD

    @property
    def febrile(self) -> bool:
        """Whether the peak is a fever."""
        return self.peak >= FEVER


# Days that carry a story of their own: id and treatment day → peak.
STORIES: dict[tuple[str, int], str] = {
    ("R3", 1): "38.6",  # worked case M
    ("R3", 2): "37.0",
    ("R3", 3): "37.0",
    ("R3", 4): "38.9",
    ("R3", 5): "37.0",
    ("R3", 6): "37.0",
    ("C7", 9): "39.2",
    ("C7", 10): "38.9",
    ("C8", 8): "38.8",
    ("C11", 10): "37.6",
    ("C11", 11): "37.7",
    ("C11", 12): "37.2",
}
MASKED = {("R11", -4), ("R11", -3)}
ABSENT = {("R2", 15): "on leave", ("R7", 16): "in theatre"}


def _between(rng: random.Random, low: str, high: str) -> Decimal:
    tenths = rng.randint(int(Decimal(low) * 10), int(Decimal(high) * 10))
    return Decimal(tenths) / 10


def course(child: Child) -> list[Day]:
    """Every day from the first fever at home to discharge."""
    rng = child.rng("course")
    days = []
    on = child.onset
    while on <= child.discharged:
        number = (on - child.start).days
        peak = _peak(child, on, number, rng)
        told = STORIES.get((child.id, number))
        watch = Watch.HOME if on < child.admitted else Watch.WARD
        if (child.id, number) in MASKED:
            watch, peak = Watch.MASKED, _between(rng, "37.2", "37.5")
        if (child.id, number) in ABSENT:
            watch = Watch.ABSENT
        days.append(Day(on, Decimal(told) if told else peak, watch))
        on += ONE_DAY
    return days


def _peak(child: Child, on: date, number: int, rng: random.Random) -> Decimal:
    if on < child.admitted:
        return _between(rng, "38.6", "39.6")
    if child.settled is not None:
        return _settled_before(child, on, rng)
    if child.group == "R":
        return _on_ruxolitinib(child, number, rng)
    return _on_conventional(child, number, rng)


def _settled_before(child: Child, on: date, rng: random.Random) -> Decimal:
    """R4–R7: normal after conventional treatment, before and on ruxolitinib."""
    assert child.settled is not None
    if on < child.settled - ONE_DAY:
        return _between(rng, "38.7", "39.8")
    return _between(rng, "38.1", "38.5") if on < child.settled else _between(rng, "36.7", "37.2")


def _on_ruxolitinib(child: Child, number: int, rng: random.Random) -> Decimal:
    """R1–R3: normal from day 2 (Figure 1). R8–R11: no fever from day 2, normal from day 3 (Figure 2)."""
    if number < -1:
        return _between(rng, "38.7", "39.9")
    if number <= 0:
        return _between(rng, "39.1", "39.6")
    if number == 1:
        return _between(rng, "38.4", "38.7")
    if number < child.normal_on:
        return _between(rng, "37.6", "37.8")
    return _between(rng, "36.6", "37.1")


def _on_conventional(child: Child, number: int, rng: random.Random) -> Decimal:
    """Eight normal on day 3, three on day 5 or 6; eight of them febrile again for some days."""
    if number < -1:
        return _between(rng, "38.6", "39.8")
    if number <= 0:
        return _between(rng, "38.6", "39.2")
    if number == 1:
        return _between(rng, "38.2", "38.6")
    if number < child.normal_on:
        last = number == child.normal_on - 1
        return _between(rng, "38.0", "38.3") if last else _between(rng, "38.4", "38.8")
    relapse = child.relapse_on
    if relapse is not None and relapse <= number < relapse + child.relapse_days:
        last = number == relapse + child.relapse_days - 1
        return _between(rng, "38.2", "38.6") if last else _between(rng, "38.7", "39.3")
    if number == child.normal_on:
        return _between(rng, "37.0", "37.3")
    return _between(rng, "36.7", "37.2")

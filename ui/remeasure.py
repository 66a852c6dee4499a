"""The open "re-measured?" mark of the paper chart: a jump that somebody should look at again."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from fractions import Fraction
from itertools import islice

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.definitions import TemperatureEntry
from hlhdesk.model.entries import Temperature
from hlhdesk.model.moment import Moment
from hlhdesk.model.quantity import celsius


@dataclass(frozen=True, slots=True)
class Jump:
    """A reading that differs by ``change`` °C from the one ``before`` it."""

    reading: Temperature
    before: Temperature
    change: Fraction


def open_jump(chart: PatientChart, limits: TemperatureEntry, as_of: Moment) -> Jump | None:
    """The last reading by ``as_of``, when it is further from the one before than the ward's limit.

    The next reading answers the question, so a mark is open on the last one only. A fall after
    cooling is what cooling is for and leaves no mark.
    """
    known = [entry for entry in chart.temperatures if entry.at.instant <= as_of.instant]
    if len(known) < 2:
        return None
    last, before = islice(sorted(known, key=_order, reverse=True), 2)
    change = celsius(last.value) - celsius(before.value)
    if abs(change) <= Fraction(limits.remeasure_above_change) or (last.after_cooling and change < 0):
        return None
    return Jump(last, before, change)


def _order(reading: Temperature) -> tuple[datetime, str]:
    return reading.at.instant, reading.id

"""The open "re-measured?" mark of the paper chart: a jump that somebody should look at again."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.definitions import TemperatureEntry
from hlhdesk.model.entries import Temperature
from hlhdesk.model.quantity import celsius


@dataclass(frozen=True, slots=True)
class Jump:
    """A reading that differs by ``change`` °C from the one ``before`` it."""

    reading: Temperature
    before: Temperature
    change: Fraction


def open_jump(chart: PatientChart, limits: TemperatureEntry) -> Jump | None:
    """The last reading, when it is further from the one before than the ward's limit.

    The next reading answers the question, so a mark is open on the last one only. A fall after
    cooling is what cooling is for and leaves no mark.
    """
    readings = sorted(chart.temperatures, key=lambda entry: (entry.at.instant, entry.id))
    if len(readings) < 2:
        return None
    before, last = readings[-2:]
    change = celsius(last.value) - celsius(before.value)
    if abs(change) <= Fraction(limits.remeasure_above_change) or (last.after_cooling and change < 0):
        return None
    return Jump(last, before, change)

"""The times of a round, and when a value typed for one of them is charted."""

from __future__ import annotations

from datetime import datetime, time, timedelta
from zoneinfo import ZoneInfo

from hlhdesk.model.moment import Moment, instant_of

ROUND_TIMES = tuple(time(hour) for hour in (2, 6, 10, 14, 18, 22))
"""The paper chart's columns: every four hours."""
HALF_WAY = timedelta(hours=2)
NEAR = timedelta(hours=1)
DAY = timedelta(days=1)


def slots(now: Moment, zone: ZoneInfo) -> tuple[Moment, ...]:
    """The times of the last day, oldest first; the last is the one nearest to ``now``."""
    days = (now.day - DAY, now.day, now.day + DAY)
    civil = [datetime.combine(day, clock) for day in days for clock in ROUND_TIMES]
    every = [Moment(when, instant_of(when, zone), when.isoformat(timespec="minutes")) for when in civil]
    reached = [slot for slot in every if slot.instant - now.instant <= HALF_WAY]
    return tuple(reached[-len(ROUND_TIMES) :])


def awaited(now: Moment, zone: ZoneInfo, last: Moment | None) -> Moment | None:
    """The time of the round that has come and has no reading yet; ``last`` is when the last one was."""
    come = [slot for slot in slots(now, zone) if slot.instant <= now.instant][-1]
    if last is not None and last.instant >= come.instant - NEAR:
        return None
    return come


def charted_at(slot: Moment, now: Moment) -> Moment:
    """The slot's own time once it has come; before that, the time of typing."""
    return slot if slot.instant <= now.instant else now


def near(slot: Moment, at: Moment) -> bool:
    """True for what belongs to a slot rather than to the time between two."""
    return abs(slot.instant - at.instant) <= NEAR


def since(slot: Moment, recorded_at: datetime | None) -> bool:
    """True for what was written when the slot had begun, or later."""
    return recorded_at is not None and recorded_at >= slot.instant - HALF_WAY

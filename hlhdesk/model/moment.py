"""When things happened: the ward's civil time, and the instant that it stands for.

A day and a clock time are read from ``civil``; elapsed hours are counted on ``instant``, so a
night in which the clocks change has 9 or 7 hours between 22:00 and 06:00, as it really had.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

PATTERN = re.compile(
    r"(?P<civil>\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(?::\d{2})?)(?P<offset>Z|[+-]\d{2}:\d{2})?", re.ASCII
)
MIDNIGHT = time()
ACCEPTED = "YYYY-MM-DDTHH:MM, for example 2018-03-09T14:02"


class NotATime(ValueError):
    """A text that is no civil time of this ward; the message says why."""


@dataclass(frozen=True, slots=True)
class Moment:
    """A civil time of the ward with its instant.

    ``civil`` is the wall clock (naive), ``instant`` the same moment in UTC (aware), ``text`` what
    was written, an offset included.
    """

    civil: datetime
    instant: datetime
    text: str

    @classmethod
    def parse(cls, text: str, zone: ZoneInfo) -> Moment:
        """Read ``YYYY-MM-DDTHH:MM`` with an optional offset.

        The clock time is the ward's, as written; an offset only tells which instant it was.
        Raises NotATime.
        """
        match = PATTERN.fullmatch(text)
        if match is None:
            raise NotATime(f"{text!r} is not a time; accepted: {ACCEPTED}")
        try:
            civil = datetime.fromisoformat(match["civil"])
            aware = datetime.fromisoformat(text)
        except ValueError:
            raise NotATime(f"{text!r} does not exist in the calendar; accepted: {ACCEPTED}") from None
        if match["offset"] is None:
            return cls.of(civil, zone, text)
        try:
            return cls(civil, aware.astimezone(UTC), text)
        except OverflowError:
            raise NotATime(f"{text!r} is outside the calendar; accepted: {ACCEPTED}") from None

    @classmethod
    def of(cls, civil: datetime, zone: ZoneInfo, text: str | None = None) -> Moment:
        """The moment at which the ward's clock shows ``civil`` (the first one, where it does twice).

        Raises NotATime for a clock time that was skipped when the clocks went forward.
        """
        try:
            instant = civil.replace(tzinfo=zone).astimezone(UTC)
            back = instant.astimezone(zone).replace(tzinfo=None)
        except OverflowError:
            raise NotATime(f"{civil.isoformat()} is outside the calendar") from None
        if back != civil:
            raise NotATime(
                f"{civil.isoformat(timespec='minutes')!r} did not exist in {zone.key}:"
                " the clocks went forward; accepted: a time before or after the gap"
            )
        return cls(civil, instant, text or civil.isoformat(timespec="minutes"))

    @property
    def day(self) -> date:
        """The civil date."""
        return self.civil.date()

    @property
    def shown(self) -> str:
        """``YYYY-MM-DDTHH:MM``: the civil time to the minute, as ``status`` prints it."""
        return self.civil.isoformat(timespec="minutes")


def instant_of(civil: datetime, zone: ZoneInfo) -> datetime:
    """The instant of a boundary such as midnight; in a skipped hour, the instant of the change."""
    return civil.replace(tzinfo=zone).astimezone(UTC)


def day_of(civil: datetime, day_starts_at: time) -> date:
    """The ward's day that holds ``civil``, for a ward whose day starts at ``day_starts_at``."""
    if day_starts_at == MIDNIGHT:
        return civil.date()  # what most wards have, asked for every value of a long stay
    shift = timedelta(hours=day_starts_at.hour, minutes=day_starts_at.minute)
    return (civil - shift).date()


def day_start(day: date, day_starts_at: time) -> datetime:
    """The civil time at which the ward's ``day`` starts."""
    return datetime.combine(day, day_starts_at)


def end_of_day(day: date, zone: ZoneInfo) -> Moment:
    """The last minute of a civil day."""
    civil = datetime.combine(day, time(23, 59))
    return Moment(civil, instant_of(civil, zone), civil.isoformat(timespec="minutes"))

"""What time it is for a desk: the ward's civil time now, or a demo's own moment that runs on."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hlhdesk import clock
from hlhdesk.model.moment import Moment


def moment_at(instant: datetime, zone: ZoneInfo) -> Moment:
    """The ward's civil time at ``instant``; its text carries the offset where the clock shows it twice."""
    local = instant.astimezone(zone)
    civil = local.replace(tzinfo=None, fold=0)
    text = civil.isoformat(timespec="minutes")
    if civil.replace(tzinfo=zone).astimezone(UTC) != instant:
        text = local.isoformat(timespec="minutes")
    return Moment(civil, instant.astimezone(UTC), text)


CLOCKS_AGREE = timedelta(minutes=2)
"""What the time servers of a network move a clock by is no fault."""


def ahead_of_the_clock(written: str, zone: ZoneInfo) -> Moment | None:
    """The moment at which something was ``written`` (a line's UTC text) when the clock has not come so far; else None."""
    instant = datetime.fromisoformat(written)
    return moment_at(instant, zone) if instant - clock.now() > CLOCKS_AGREE else None


class WardClock:
    """Runs with the one clock of the program, from ``starts_at`` if that is given."""

    def __init__(self, zone: ZoneInfo, starts_at: datetime | None = None) -> None:
        self._zone = zone
        self._ahead = timedelta(0) if starts_at is None else starts_at - clock.now()

    def now(self) -> Moment:
        """The moment now."""
        return moment_at(clock.now() + self._ahead, self._zone)

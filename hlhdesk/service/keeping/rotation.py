"""Which backups stay: all of today and yesterday, then one a day, one a week, one a month."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

DAYS, WEEKS, MONTHS = 12, 10, 9

Period = Callable[[datetime], object]

_PERIODS: tuple[tuple[Period, int], ...] = (
    (lambda made: made.date(), DAYS),
    (lambda made: made.isocalendar()[:2], WEEKS),
    (lambda made: (made.year, made.month), MONTHS),
)


def staying(made: Iterable[datetime], now: datetime) -> frozenset[datetime]:
    """Those of the backups that stay, by the civil times at which they were made.

    All of today and yesterday stay, and whatever a clock that was set back left in the future. Of
    each of 12 more days, of 10 more weeks and of 9 more months the newest stays. Periods without a
    backup do not count: a computer that was off for a month loses nothing by it.
    """
    newest_first = sorted(set(made), reverse=True)
    yesterday = now.date() - timedelta(days=1)
    kept = {moment for moment in newest_first if moment.date() >= yesterday}
    for period, most in _PERIODS:
        kept |= set(_newest_of_each(newest_first, period, kept)[:most])
    return frozenset(kept)


def _newest_of_each(newest_first: list[datetime], period: Period, kept: set[datetime]) -> list[datetime]:
    """The newest backup of each period, without the periods whose newest one stays anyway."""
    first: dict[object, datetime] = {}
    for moment in newest_first:
        first.setdefault(period(moment), moment)
    return [moment for moment in first.values() if moment not in kept]

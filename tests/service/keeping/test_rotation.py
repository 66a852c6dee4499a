"""Which backups stay, as a table and as what must hold of any."""

from __future__ import annotations

from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hlhdesk.service.keeping.rotation import DAYS, MONTHS, WEEKS, staying

NOW = datetime(2018, 3, 9, 20, 30)  # a Friday


def at(text: str) -> datetime:
    return datetime.fromisoformat(text)


@pytest.mark.parametrize(
    ("made", "stays"),
    [
        ([], []),
        (["2018-03-09T20:00"], ["2018-03-09T20:00"]),
        # all of today and of yesterday, midnight included
        (
            ["2018-03-09T20:00", "2018-03-09T19:00", "2018-03-08T23:00", "2018-03-08T00:00"],
            ["2018-03-09T20:00", "2018-03-09T19:00", "2018-03-08T23:00", "2018-03-08T00:00"],
        ),
        # the newest of an earlier day
        (["2018-03-07T23:59", "2018-03-07T08:00", "2018-03-07T00:00"], ["2018-03-07T23:59"]),
        # a clock that was set back: what it left in the future stays
        (["2019-01-01T08:00", "2019-01-01T07:00"], ["2019-01-01T08:00", "2019-01-01T07:00"]),
        # a computer that was off for half a year: its last twelve days stay all the same
        (
            [f"2017-09-{day:02}T08:00" for day in range(1, 15)],
            [f"2017-09-{day:02}T08:00" for day in range(3, 15)],
        ),
        # beyond twelve days the newest of a week
        (
            [f"2018-02-{day:02}T08:00" for day in range(1, 29)],
            ["2018-02-04T08:00", "2018-02-11T08:00"] + [f"2018-02-{day:02}T08:00" for day in range(17, 29)],
        ),
    ],
)
def test_which_stay(made: list[str], stays: list[str]) -> None:
    assert staying(map(at, made), NOW) == frozenset(map(at, stays))


def rotated_daily(days: int, every: timedelta = timedelta(hours=6)) -> list[datetime]:
    """What is left of a ward's backups when each one rotates those before it."""
    kept: frozenset[datetime] = frozenset()
    start = at("2018-01-01T00:10")
    for step in range(int(timedelta(days=days) / every)):
        now = start + step * every
        kept = staying({*kept, now}, now)
    return sorted(kept)


def test_two_years_leave_every_promised_one() -> None:
    kept = rotated_daily(730)
    last = kept[-1]
    days = {moment.date() for moment in kept}
    assert {(last - timedelta(days=back)).date() for back in range(DAYS + 2)} <= days
    weekly = [moment for moment in kept if moment <= last - timedelta(days=DAYS + 2)]
    weeks = {moment.isocalendar()[:2] for moment in weekly}
    assert {(last - timedelta(weeks=back)).isocalendar()[:2] for back in range(3, WEEKS + 1)} <= weeks
    assert last - kept[0] >= timedelta(days=30 * (MONTHS - 1))
    assert max(after - before for before, after in pairwise(kept)) <= timedelta(days=32)
    assert len(kept) <= 8 + DAYS + WEEKS + MONTHS


MOMENTS = st.frozensets(st.datetimes(datetime(2017, 1, 1), datetime(2018, 3, 9, 20, 30)), max_size=80)


@given(MOMENTS)
def test_what_holds_of_any(made: frozenset[datetime]) -> None:
    stay = staying(made, NOW)
    yesterday = NOW.date() - timedelta(days=1)
    recent = {moment for moment in made if moment.date() >= yesterday}
    assert stay <= made
    assert recent <= stay
    assert len(stay - recent) <= DAYS + WEEKS + MONTHS
    assert staying(stay, NOW) == stay, "a second look takes nothing more away"
    if made:
        assert max(made) in stay, "the newest is never taken away"
    if len(made - recent) <= DAYS:
        assert len({moment.date() for moment in stay}) == len({moment.date() for moment in made})

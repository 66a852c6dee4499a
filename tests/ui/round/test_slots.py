"""The times of a round, and when a value that is typed for one of them is charted."""

from __future__ import annotations

from datetime import datetime

import pytest

from hlhdesk.model.moment import Moment
from tests.ui.wards import ZONE
from ui.round.slots import awaited, charted_at, near, since, slots


def civil(text: str) -> Moment:
    return Moment.of(datetime.fromisoformat(f"2018-03-{text}"), ZONE)


@pytest.mark.parametrize(
    ("now", "nearest"),
    [
        ("09T14:05", "09T14:00"),
        ("09T13:40", "09T14:00"),
        ("09T12:00", "09T14:00"),
        ("09T11:59", "09T10:00"),
        ("09T04:00", "09T06:00"),
        ("09T00:10", "09T02:00"),
        ("08T23:59", "08T22:00"),
    ],
)
def test_the_slot_nearest_now_is_the_last_of_a_whole_day(now: str, nearest: str) -> None:
    found = slots(civil(now), ZONE)
    assert found[-1] == civil(nearest)
    assert [slot.civil.hour for slot in sorted(found, key=lambda slot: slot.civil.hour)] == [
        2,
        6,
        10,
        14,
        18,
        22,
    ]
    assert found[-1].instant - found[0].instant == 5 * (found[1].instant - found[0].instant)


def test_what_has_not_come_yet_is_charted_when_it_is_typed() -> None:
    slot = civil("09T14:00")
    assert charted_at(slot, civil("09T14:05")) is slot
    assert charted_at(slot, civil("09T13:50")) == civil("09T13:50")


def test_what_belongs_to_a_slot() -> None:
    slot = civil("09T14:00")
    assert near(slot, civil("09T13:00"))
    assert near(slot, civil("09T15:00"))
    assert not near(slot, civil("09T15:01"))
    assert since(slot, civil("09T12:00").instant)
    assert not since(slot, civil("09T11:59").instant)
    assert not since(slot, None)


@pytest.mark.parametrize(
    ("now", "last", "due"),
    [
        ("09T14:00", None, "09T14:00"),
        ("09T14:00", "09T10:00", "09T14:00"),
        ("09T13:59", "09T10:00", None),
        ("09T17:59", "09T10:05", "09T14:00"),
        ("09T15:00", "09T13:00", None),
        ("09T15:00", "09T12:59", "09T14:00"),
        ("09T01:30", "08T18:00", "08T22:00"),
        ("09T01:30", "08T22:10", None),
    ],
)
def test_the_round_that_waits_for_its_reading(now: str, last: str | None, due: str | None) -> None:
    found = awaited(civil(now), ZONE, civil(last) if last else None)
    assert found == (civil(due) if due else None)

"""Ids are UUIDv7 and never go back."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from hlhdesk import clock
from hlhdesk.store import ids, new_id, utc_text


def test_ids_are_of_version_7_and_tell_their_time() -> None:
    before = datetime.now(UTC)
    made = UUID(new_id())
    assert made.version == 7
    assert made.variant == "specified in RFC 4122"
    told = datetime.fromtimestamp((made.int >> 80) / 1000, UTC)
    assert abs(told - before) < timedelta(seconds=5)


def test_ids_only_grow_even_within_a_millisecond_and_when_the_clock_jumps_back(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(ids, "_last", 0)
    times = [
        datetime(2018, 3, 9, 14, 2, tzinfo=UTC) - timedelta(hours=number // 100) for number in range(1000)
    ]
    waiting = iter(times)
    monkeypatch.setattr(clock, "now", lambda: next(waiting))
    made = [new_id() for _ in times]
    assert made == sorted(made)
    assert len(set(made)) == len(made)
    assert {UUID(each).version for each in made} == {7}


def test_instants_sort_as_texts() -> None:
    instants = [
        datetime(2018, 3, 9, 14, 2, tzinfo=UTC) + timedelta(microseconds=step) for step in (0, 1, 999_999)
    ]
    texts = [utc_text(instant) for instant in (*instants, datetime(999, 1, 1, tzinfo=UTC))]
    assert texts[0] == "2018-03-09T14:02:00.000000Z"
    assert texts[:3] == sorted(texts[:3])
    assert texts[3] == "0999-01-01T00:00:00.000000Z"
    assert [datetime.fromisoformat(text) for text in texts[:3]] == instants

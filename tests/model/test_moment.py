"""Civil times and instants: days are read from the clock on the wall, elapsed hours from instants."""

from __future__ import annotations

from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import pytest

from hlhdesk.model.moment import Moment, NotATime, day_of, day_start, end_of_day

BERLIN = ZoneInfo("Europe/Berlin")
SHANGHAI = ZoneInfo("Asia/Shanghai")

READ = [
    # text, zone → instant in UTC
    ("2018-03-09T14:02", SHANGHAI, "2018-03-09T06:02"),
    ("2018-03-09T14:02", BERLIN, "2018-03-09T13:02"),
    ("2018-07-09T14:02", BERLIN, "2018-07-09T12:02"),
    ("2018-03-09T14:02Z", BERLIN, "2018-03-09T14:02"),
    ("2018-03-09T14:02+08:00", BERLIN, "2018-03-09T06:02"),
    ("2018-03-09T14:02:30", SHANGHAI, "2018-03-09T06:02:30"),
    ("2026-10-25T02:30", BERLIN, "2026-10-25T00:30"),  # the first of two
    ("2026-10-25T02:30+02:00", BERLIN, "2026-10-25T00:30"),
    ("2026-10-25T02:30+01:00", BERLIN, "2026-10-25T01:30"),
]


@pytest.mark.parametrize(("text", "zone", "instant"), READ)
def test_read(text: str, zone: ZoneInfo, instant: str) -> None:
    moment = Moment.parse(text, zone)
    assert moment.instant == datetime.fromisoformat(instant).replace(tzinfo=UTC)
    assert moment.shown == text[:16]
    assert moment.text == text


REFUSED = [
    ("2018-03-09 14:02", "is not a time"),
    ("2018-03-09", "is not a time"),
    ("2018-3-9T14:02", "is not a time"),
    ("2018-03-09T14", "is not a time"),
    ("2018-03-09T14:02:30.5", "is not a time"),
    ("2018-03-09T14:02+8", "is not a time"),
    ("２０18-03-09T14:02", "is not a time"),
    (" 2018-03-09T14:02", "is not a time"),
    ("2018-02-30T14:02", "does not exist in the calendar"),
    ("2018-03-09T24:00", "does not exist in the calendar"),
    ("2018-03-09T14:60", "does not exist in the calendar"),
    ("2018-03-09T14:02+25:00", "does not exist in the calendar"),
    ("0000-03-09T14:02", "does not exist in the calendar"),
    ("0001-01-01T00:00+14:00", "outside the calendar"),
    ("2026-03-29T02:30", "did not exist in Europe/Berlin"),
]


@pytest.mark.parametrize(("text", "why"), REFUSED)
def test_refused(text: str, why: str) -> None:
    with pytest.raises(NotATime, match=why):
        Moment.parse(text, BERLIN)


def test_a_skipped_hour_is_accepted_with_an_offset() -> None:
    assert Moment.parse("2026-03-29T02:30+01:00", BERLIN).instant.hour == 1


@pytest.mark.parametrize("year", [1, 9999])
def test_the_ends_of_the_calendar_are_refused_not_crashed(year: int) -> None:
    text = "0001-01-01T00:00" if year == 1 else "9999-12-31T23:59"
    zone = SHANGHAI if year == 1 else ZoneInfo("America/New_York")
    with pytest.raises(NotATime, match="outside the calendar"):
        Moment.parse(text, zone)


def test_shown_to_the_minute() -> None:
    assert Moment.parse("2018-03-09T14:02:59+08:00", SHANGHAI).shown == "2018-03-09T14:02"


@pytest.mark.parametrize(
    ("civil", "starts", "day"),
    [
        ("2018-03-09T00:00", "00:00", 9),
        ("2018-03-09T23:59", "00:00", 9),
        ("2018-03-09T05:59", "06:00", 8),
        ("2018-03-09T06:00", "06:00", 9),
        ("2018-03-09T06:29", "06:30", 8),
    ],
)
def test_the_wards_day(civil: str, starts: str, day: int) -> None:
    assert day_of(datetime.fromisoformat(civil), time.fromisoformat(starts)) == date(2018, 3, day)


def test_start_and_end_of_a_day() -> None:
    assert day_start(date(2018, 3, 9), time(6)) == datetime(2018, 3, 9, 6)
    end = end_of_day(date(2018, 3, 9), SHANGHAI)
    assert (end.shown, end.instant) == ("2018-03-09T23:59", datetime(2018, 3, 9, 15, 59, tzinfo=UTC))

"""A day as it is typed: a table."""

from __future__ import annotations

from datetime import date

import pytest

from ui.typed_day import typed_day
from ui.typed_time import NotATypedTime

TODAY = date(2018, 3, 9)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("", None),
        ("  ", None),
        ("2018-03-05", date(2018, 3, 5)),
        ("20180305", date(2018, 3, 5)),
        ("2018/3/5", date(2018, 3, 5)),
        ("2018年3月5日", date(2018, 3, 5)),
        ("２０１８－０３－０５", date(2018, 3, 5)),
        ("-1", date(2018, 3, 8)),
        ("+7", date(2018, 3, 16)),
        ("-0", TODAY),
    ],
)
def test_a_day_is_read(text: str, expected: date | None) -> None:
    assert typed_day(text, TODAY) == expected


@pytest.mark.parametrize("text", ["5.3.", "3/5", "2018-02-30", "2018", "yesterday", "-99999", "+9999999"])
def test_what_is_no_day_is_refused(text: str) -> None:
    with pytest.raises(NotATypedTime):
        typed_day(text, TODAY)

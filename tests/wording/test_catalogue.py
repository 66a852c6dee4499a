"""Words: how values are said in English."""

from __future__ import annotations

from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from zoneinfo import ZoneInfo

import pytest

from hlhdesk.model.message import ClockTime, Message, Term, Value
from hlhdesk.model.moment import Moment
from hlhdesk.model.quantity import Comparator, Quantity
from hlhdesk.wording import Catalogue, MissingMessage

AT = Moment.parse("2018-03-09T14:02", ZoneInfo("UTC"))
BASE = Catalogue.load("en")
WORDS = Catalogue(
    "en",
    {
        **BASE.templates,
        "test.value": "{v}",
        "test.short": "{v:short}",
        "test.time": "{v:time}",
        "test.start": "{v:start} it is.",
        "test.degrees": "{v:degrees}",
        "test.unit": "{v:unit}",
        "test.plural": "{v} {v:plural:day|days}",
        "test.inner": "inner {n}",
    },
)


def quantity(number: str, unit: str, comparator: str = "=") -> Quantity:
    return Quantity(Decimal(number), unit, number, unit, Comparator(comparator))


SAID: list[tuple[str, Value, str]] = [
    ("test.value", "as it is {no template}", "as it is {no template}"),
    ("test.value", 3, "3"),
    ("test.value", Decimal("2.50"), "2.5"),
    ("test.value", Fraction(7, 3), "2.333"),
    ("test.value", Fraction(15, 2), "7.5"),
    ("test.value", date(2018, 3, 9), "9 Mar 2018"),
    ("test.short", date(2018, 3, 9), "9 Mar"),
    ("test.value", AT, "14:02 on 9 Mar 2018"),
    ("test.short", AT, "14:02 on 9 Mar"),
    ("test.time", AT, "14:02"),
    ("test.value", ClockTime(AT), "14:02"),
    ("test.value", time(8, 0), "08:00"),
    ("test.value", datetime(2018, 3, 9, 8), "08:00 on 9 Mar 2018"),
    ("test.value", quantity("39", "Cel"), "39.0 °C"),
    ("test.value", quantity("100.4", "[degF]"), "38.0 °C (100.4 °F)"),
    ("test.value", quantity("40000", "ng/mL", ">"), "> 40000 ng/mL"),
    ("test.value", quantity("0.5", "g/L", "<="), "≤ 0.5 g/L"),
    ("test.value", quantity("0.5", "g/L", ">="), "≥ 0.5 g/L"),
    ("test.value", quantity("0.5", "10*9/L"), "0.5 ×10⁹/L"),
    ("test.value", quantity("1.1", "{INR}"), "1.1"),
    ("test.value", quantity("0", "g/L", "nd"), "not detected"),
    ("test.value", Term("month", "3"), "Mar"),
    ("test.value", Message.of("test.inner", n=2), "inner 2"),
    ("test.value", (date(2018, 3, 9), date(2018, 3, 10)), "9 Mar 2018, 10 Mar 2018"),
    ("test.start", "fever", "Fever it is."),
    ("test.start", "methylPREDNISolone", "methylPREDNISolone it is."),
    ("test.start", "daily peak 39.0 °C", "Daily peak 39.0 °C it is."),
    ("test.degrees", Decimal(38), "38.0"),
    ("test.unit", "Cel", "°C"),
    ("test.unit", "d", "d"),
    ("test.plural", 1, "1 day"),
    ("test.plural", 0, "0 days"),
    ("test.plural", 2, "2 days"),
]


@pytest.mark.parametrize(("key", "value", "words"), SAID)
def test_said(key: str, value: Value, words: str) -> None:
    assert WORDS(key, v=value) == words


def test_an_unknown_key_is_a_bug() -> None:
    with pytest.raises(MissingMessage, match=r"no\.such\.key \(en\)"):
        BASE("no.such.key")
    assert not BASE.has("no.such.key")
    assert BASE.has("format.date")


def test_an_unknown_language_is_said() -> None:
    with pytest.raises(LookupError, match="no catalogue for the language 'xx'"):
        Catalogue.load("xx")


def test_a_name_with_braces_stays_text() -> None:
    """What a user typed is a value, never a template."""
    assert WORDS("test.value", v="{0.__class__}") == "{0.__class__}"

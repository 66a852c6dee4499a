"""Numbers as wards and laboratories write them, and everything that is none."""

from __future__ import annotations

from decimal import Decimal

import pytest

from hlhdesk.entry import Refusal, parse_decimal, parse_number
from hlhdesk.model.quantity import Comparator
from tests.entry.entry_words import DEFINITIONS, ENGLISH

EQUAL = Comparator.EQUAL


@pytest.mark.parametrize(
    ("text", "number", "comparator"),
    [
        ("39.4", "39.4", EQUAL),
        ("39,4", "39.4", EQUAL),
        ("39.40", "39.40", EQUAL),
        ("３８．５", "38.5", EQUAL),
        ("３８，５", "38.5", EQUAL),
        ("38。5", "38.5", EQUAL),
        ("38｡5", "38.5", EQUAL),
        (" 7 ", "7", EQUAL),
        (" " * 99 + "7", "7", EQUAL),
        ("\u300039.4\u3000", "39.4", EQUAL),
        ("0,400", "0.400", EQUAL),
        ("40.000", "40.000", EQUAL),
        ("4,0001", "4.0001", EQUAL),
        ("007", "7", EQUAL),
        ("0", "0", EQUAL),
        ("<0.5", "0.5", Comparator.LESS),
        ("< 0,5", "0.5", Comparator.LESS),
        ("＜0.5", "0.5", Comparator.LESS),
        (">40000", "40000", Comparator.GREATER),
        ("＞４００００", "40000", Comparator.GREATER),
        ("≥5", "5", Comparator.AT_LEAST),
        (">=5", "5", Comparator.AT_LEAST),
        ("≧5", "5", Comparator.AT_LEAST),
        ("≤ 5", "5", Comparator.AT_MOST),
        ("<=5", "5", Comparator.AT_MOST),
        ("＜＝5", "5", Comparator.AT_MOST),
        ("GREATER THAN 2000", "2000", Comparator.GREATER),
        ("Greater  than 2000", "2000", Comparator.GREATER),
        ("greater than or equal to 3", "3", Comparator.AT_LEAST),
        ("LESS THAN 0.4", "0.4", Comparator.LESS),
        ("less than or equal to 0.4", "0.4", Comparator.AT_MOST),
        ("not detected", "0", Comparator.NOT_DETECTED),
        ("Not Detected", "0", Comparator.NOT_DETECTED),
        ("TARGET NOT DETECTED", "0", Comparator.NOT_DETECTED),
        ("undetectable", "0", Comparator.NOT_DETECTED),
        ("未检出", "0", Comparator.NOT_DETECTED),
    ],
)
def test_number(text: str, number: str, comparator: Comparator) -> None:
    found = parse_number(text, DEFINITIONS)
    assert (str(found.value), found.comparator) == (number, comparator)
    assert found.text == text.strip(" \u3000")


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("", "nothing was entered"),
        ("   ", "nothing was entered"),
        ("\u3000", "nothing was entered"),
        ("UNABLE TO REPORT", "“UNABLE TO REPORT” is not a number"),
        ("haemolysed", "“haemolysed” is not a number"),
        ("NaN", "“NaN” is not a number"),
        ("nan", "“nan” is not a number"),
        ("inf", "“inf” is not a number"),
        ("-inf", "“-inf” is negative"),
        ("Infinity", "“Infinity” is not a number"),
        ("1e3", "“1e3” is written with an exponent"),
        ("1.5E-3", "“1.5E-3” is written with an exponent"),
        ("1_0", "“1_0” is not a number"),
        ("0x1F", "“0x1F” is not a number"),
        ("1/2", "“1/2” is not a number"),
        ("½", "“½” is not a number"),
        ("10³", "“10³” is not a number"),
        ("39.4 H", "“39.4 H” is not a number"),
        ("39 4", "“39 4” is not a number"),
        ("+5", "“+5” is not a number"),
        ("-5", "“-5” is negative"),
        ("−5", "“−5” is negative"),
        ("–5", "“–5” is negative"),
        ("<-5", "“<-5” is negative"),
        ("40,000", "“40,000” can be read in two ways"),
        (">40,000", "“>40,000” can be read in two ways"),
        ("1,234", "“1,234” can be read in two ways"),
        ("1,234.5", "“1,234.5” has two decimal marks"),
        ("1.234,5", "“1.234,5” has two decimal marks"),
        ("39..4", "“39..4” has two decimal marks"),
        ("39.4.", "“39.4.” has two decimal marks"),
        ("39.", "“39.” ends in a decimal mark"),
        (".5", "“.5” has no figure before the decimal mark"),
        (",5", "“,5” has no figure before the decimal mark"),
        (".", "“.” is not a number"),
        ("<", "“<” has no number"),
        ("GREATER THAN", "“GREATER THAN” is not a number"),
        ("GREATER THAN2000", "“GREATER THAN2000” is not a number"),
        ("<>5", "“<>5” is not a number"),
        ("==5", "“==5” is not a number"),
        ("٣٨", "“٣٨” is not written in the digits 0 to 9"),
        ("३८.५", "“३८.५” is not written in the digits 0 to 9"),
        ("3𝟖", "“3𝟖” is not written in the digits 0 to 9"),
        ("9999999999999999", "“9999999999999999” has too many digits"),
        ("0.1234567890123456", "“0.1234567890123456” has too many digits"),
        (" " * 100 + "7", f"“{' ' * 59}…” is longer than 100 characters"),
        ("9" * 200, f"“{'9' * 59}…” is longer than 100 characters"),
        ("39\u202e4", "a character that cannot be seen (U+202E RIGHT-TO-LEFT OVERRIDE) in “39\\u202e4”"),
        ("\u200e39.4", "a character that cannot be seen (U+200E LEFT-TO-RIGHT MARK) in “\\u200e39.4”"),
        ("39\x004", "a character that cannot be seen (U+0000 ) in “39\\u00004”"),
        ("39.4\n", "a character that cannot be seen (U+000A ) in “39.4\\u000a”"),
        ("\ufeff39", "a character that cannot be seen (U+FEFF ZERO WIDTH NO-BREAK SPACE) in “\\ufeff39”"),
        ("\ud83d", "a character that cannot be seen (U+D83D ) in “\\ud83d”"),
    ],
)
def test_no_number(text: str, reason: str) -> None:
    with pytest.raises(Refusal) as caught:
        parse_number(text, DEFINITIONS)
    assert ENGLISH.text(caught.value.message) == reason


def test_an_ambiguous_comma_offers_both_readings() -> None:
    with pytest.raises(Refusal) as caught:
        parse_number("40,000", DEFINITIONS)
    assert caught.value.accepted is not None
    assert ENGLISH.text(caught.value.accepted) == "40000 or 40.000"


def test_a_missing_zero_offers_the_number_with_it() -> None:
    with pytest.raises(Refusal) as caught:
        parse_decimal(",5")
    assert caught.value.accepted is not None
    assert ENGLISH.text(caught.value.accepted) == "0.5"


@pytest.mark.parametrize(("text", "number"), [("2.5", "2.5"), ("2,50", "2.50"), ("３．７５", "3.75")])
def test_a_number_that_is_never_censored(text: str, number: str) -> None:
    assert parse_decimal(text) == Decimal(number)


@pytest.mark.parametrize("text", ["<5", ">5", "≥5", "≤5", "＜5", "not detected", "LESS THAN 5"])
def test_a_comparator_where_none_is_possible(text: str) -> None:
    with pytest.raises(Refusal):
        parse_decimal(text)

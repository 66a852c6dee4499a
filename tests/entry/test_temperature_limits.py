"""Temperatures at entry: absolute limits, confirm limits, °F (clinical specification §2)."""

from __future__ import annotations

import pytest

from hlhdesk.entry import parse_entry, parse_temperature
from hlhdesk.model.entries import Kind
from hlhdesk.model.problem import Severity
from tests.entry.entry_words import CONTEXT, DEFINITIONS, problems, said, with_changes

TAKEN = "taken"
F_RANGE = "looks like °F"
C_RANGE = "looks like °C"


@pytest.mark.parametrize(
    ("value", "unit", "outcome"),
    [
        ("39.8", "Cel", TAKEN),
        ("35.0", "Cel", TAKEN),
        ("41.0", "Cel", TAKEN),
        ("41", "Cel", TAKEN),
        ("34.9", "Cel", "below 35.0 °C"),
        ("34.99", "Cel", "below 35.0 °C"),
        ("41.1", "Cel", "above 41.0 °C"),
        ("41.01", "Cel", "above 41.0 °C"),
        ("25.0", "Cel", "below 35.0 °C"),
        ("45.0", "Cel", "above 41.0 °C"),
        ("24.9", "Cel", "outside"),
        ("45.1", "Cel", "outside"),
        ("45.000000000000001", "Cel", "outside"),
        ("0", "Cel", "outside"),
        ("47.2", "Cel", "outside"),
        ("92.9", "Cel", "outside"),
        ("93", "Cel", F_RANGE),
        ("102.9", "Cel", F_RANGE),
        ("113", "Cel", F_RANGE),
        ("113.1", "Cel", "outside"),
        ("394", "Cel", "outside"),
        ("100.4", "[degF]", TAKEN),
        ("95", "[degF]", TAKEN),
        ("94.9", "[degF]", "below 35.0 °C"),
        ("105.8", "[degF]", TAKEN),
        ("105.9", "[degF]", "above 41.0 °C"),
        ("77", "[degF]", "below 35.0 °C"),
        ("76.9", "[degF]", "outside"),
        ("113", "[degF]", "above 41.0 °C"),
        ("113.1", "[degF]", "outside"),
        ("39.4", "[degF]", C_RANGE),
        ("39.4", "°F", C_RANGE),
        ("102.9", "°F", TAKEN),
        ("39.4", "°C", TAKEN),
        ("<39", "Cel", "not possible here"),
        (">41", "Cel", "not possible here"),
        ("39.4", "g/L", "is not one for this value"),
        ("39.4", "K", "is not known"),
        ("39.4", "", "the unit is missing"),
    ],
)
def test_a_temperature(value: str, unit: str, outcome: str) -> None:
    for kind in (Kind.TEMPERATURE, Kind.DAILY_PEAK):
        found = parse_entry(kind, with_changes(kind, value=value, unit=unit), CONTEXT)
        if outcome == TAKEN:
            assert found.problems == ()
        else:
            assert len(found.problems) == 1
            assert outcome in said(found.problems[0])
        asked = outcome.startswith(("below", "above"))
        assert (found.entry is None) == (outcome != TAKEN and not asked)
        assert [problem.severity is Severity.CONFIRM for problem in found.problems] == [asked] * len(
            found.problems
        )


def test_the_refusal_of_fahrenheit_says_so_and_what_is_accepted() -> None:
    body = with_changes(Kind.TEMPERATURE, value="102.9")
    assert problems(Kind.TEMPERATURE, body) == ["value: 102.9 °C: this looks like °F; 25.0 to 45.0 °C"]


def test_a_question_shows_both_units() -> None:
    body = with_changes(Kind.TEMPERATURE, value="94.2", unit="[degF]")
    assert problems(Kind.TEMPERATURE, body) == ["value: 34.6 °C (94.2 °F) is below 35.0 °C. Is that right?"]


@pytest.mark.parametrize(
    ("text", "number", "unit", "unit_text"),
    [
        ("39.4", "39.4", "Cel", "Cel"),
        ("39,4", "39.4", "Cel", "Cel"),
        (" 39.4 ", "39.4", "Cel", "Cel"),
        ("39.4C", "39.4", "Cel", "C"),
        ("39.4 °C", "39.4", "Cel", "°C"),
        ("３９．４℃", "39.4", "Cel", "℃"),
        ("102.9F", "102.9", "[degF]", "F"),
        ("102.9 f", "102.9", "[degF]", "f"),
        ("102.9 °F", "102.9", "[degF]", "°F"),
    ],
)
def test_the_quick_line(text: str, number: str, unit: str, unit_text: str) -> None:
    found = parse_temperature(text, DEFINITIONS)
    assert found.quantity is not None
    assert found.problems == ()
    assert (str(found.quantity.number), found.quantity.unit, found.quantity.unit_text) == (
        number,
        unit,
        unit_text,
    )


def test_the_quick_line_on_a_fahrenheit_ward() -> None:
    found = parse_temperature("102.9", DEFINITIONS, "[degF]")
    assert found.quantity is not None
    assert found.quantity.unit == "[degF]"


@pytest.mark.parametrize(
    ("text", "reason"),
    [
        ("47.2", "value: 47.2 °C is outside the possible range; 25.0 to 45.0 °C"),
        ("102.9", "value: 102.9 °C: this looks like °F; 25.0 to 45.0 °C"),
        ("39.4F", "value: “39.4” °F: this looks like °C; 25.0 to 45.0 °C"),
        ("", "value: nothing was entered; a number such as 39.4 or 39,4"),
        ("hot", "value: “hot” is not a number; a number such as 39.4 or 39,4"),
        ("39.4H", "unit: the unit “H” is not known; Cel, °C, ℃, C, c, degC, [degF], °F, ℉, F, f, degF"),
        ("39,400", "value: “39,400” can be read in two ways; 39400 or 39.400"),
    ],
)
def test_the_quick_line_refuses(text: str, reason: str) -> None:
    found = parse_temperature(text, DEFINITIONS)
    assert found.quantity is None
    got = [said(problem) for problem in found.problems]
    assert got == [reason] or got[0].startswith(reason.partition(";")[0])


def test_the_quick_line_asks() -> None:
    found = parse_temperature("41.2", DEFINITIONS)
    assert found.quantity is not None
    assert [problem.severity for problem in found.problems] == [Severity.CONFIRM]

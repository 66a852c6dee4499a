"""Quantities: exact conversion, printing, and what a censored result can decide."""

from __future__ import annotations

from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hlhdesk.model.quantity import (
    CELSIUS,
    FAHRENHEIT,
    Comparator,
    Quantity,
    at_least_one_decimal,
    celsius,
    celsius_shown,
    ninths,
    plain,
    round_half_even,
)


def temperature(text: str, unit: str = CELSIUS) -> Quantity:
    return Quantity(Decimal(text), unit, text, unit)


SHOWN = [
    # as typed, unit → as printed in °C
    ("37", CELSIUS, "37.0"),
    ("37.0", CELSIUS, "37.0"),
    ("37.25", CELSIUS, "37.25"),
    ("100.4", FAHRENHEIT, "38.0"),
    ("101.3", FAHRENHEIT, "38.5"),
    ("98.6", FAHRENHEIT, "37.0"),
    ("99.05", FAHRENHEIT, "37.2"),  # 37.25 exactly: half goes to even
    ("99.23", FAHRENHEIT, "37.4"),  # 37.35 exactly: half goes to even
]


@pytest.mark.parametrize(("text", "unit", "printed"), SHOWN)
def test_temperature_as_printed(text: str, unit: str, printed: str) -> None:
    assert celsius_shown(temperature(text, unit)) == printed


def test_fahrenheit_is_exact() -> None:
    assert celsius(temperature("100.4", FAHRENHEIT)) == 38
    assert celsius(temperature("100", FAHRENHEIT)) == Fraction(340, 9)


@given(st.integers(900, 1130), st.sampled_from([CELSIUS, FAHRENHEIT]))
def test_ninths_are_nine_times_celsius(tenths: int, unit: str) -> None:
    quantity = temperature(str(Decimal(tenths) / 10), unit)
    assert Fraction(ninths(quantity)) == 9 * celsius(quantity)


@pytest.mark.parametrize("function", [celsius, ninths])
def test_only_temperatures_are_temperatures(function: object) -> None:
    assert callable(function)
    with pytest.raises(ValueError, match="'g/L' is not a unit of temperature"):
        function(temperature("37", "g/L"))


@pytest.mark.parametrize(
    ("number", "printed"), [("5.0", "5"), ("2.50", "2.5"), ("10", "10"), ("0.750", "0.75"), ("1E+2", "100")]
)
def test_a_dose_has_no_trailing_zero(number: str, printed: str) -> None:
    assert plain(Decimal(number)) == printed


@pytest.mark.parametrize(("number", "printed"), [("38", "38.0"), ("38.0", "38.0"), ("38.25", "38.25")])
def test_a_temperature_limit_has_a_decimal(number: str, printed: str) -> None:
    assert at_least_one_decimal(Decimal(number)) == printed


@pytest.mark.parametrize(
    ("value", "places", "rounded"),
    [
        (Fraction(32, 152) * 10, 3, "2.105"),
        (Fraction(1, 2), 0, "0"),
        (Fraction(3, 2), 0, "2"),
        (Fraction(25, 100), 1, "0.2"),
        (Fraction(35, 100), 1, "0.4"),
        (Fraction(2), 3, "2.000"),
    ],
)
def test_rounding_is_half_even(value: Fraction, places: int, rounded: str) -> None:
    assert str(round_half_even(value, places)) == rounded


CENSORED = [
    # comparator with 5, limit → surely (<, <=, >, >=) the limit
    ("<", 4, (False, False, False, False)),
    ("<", 5, (True, True, False, False)),
    ("<=", 5, (False, True, False, False)),
    ("<=", 6, (True, True, False, False)),
    ("=", 4, (False, False, True, True)),
    ("=", 5, (False, True, False, True)),
    ("=", 6, (True, True, False, False)),
    (">=", 5, (False, False, False, True)),
    (">=", 4, (False, False, True, True)),
    (">", 5, (False, False, True, True)),
    (">", 6, (False, False, False, False)),
    ("nd", 6, (False, False, False, False)),
    ("nd", 0, (False, False, False, False)),
]


@pytest.mark.parametrize(("comparator", "limit", "decides"), CENSORED)
def test_what_a_result_decides(comparator: str, limit: int, decides: tuple[bool, bool, bool, bool]) -> None:
    result = Quantity(Decimal(5), "g/L", "5", "g/L", Comparator(comparator))
    bound = Fraction(limit)
    assert (
        result.surely_below(bound),
        result.surely_at_most(bound),
        result.surely_above(bound),
        result.surely_at_least(bound),
    ) == decides
    assert result.censored is (comparator != "=")


@given(
    st.sampled_from(["<", "<=", "=", ">=", ">"]),
    st.integers(-20, 20),
    st.integers(-20, 20),
    st.integers(-60, 60),
)
def test_a_censored_result_decides_only_when_every_number_agrees(
    comparator: str, number: int, limit: int, candidate: int
) -> None:
    result = Quantity(Decimal(number), "g/L", str(number), "g/L", Comparator(comparator))
    stands_for = {
        "<": candidate < number,
        "<=": candidate <= number,
        "=": candidate == number,
        ">=": candidate >= number,
        ">": candidate > number,
    }[comparator]
    bound = Fraction(limit)
    if stands_for:
        assert not result.surely_below(bound) or candidate < limit
        assert not result.surely_at_most(bound) or candidate <= limit
        assert not result.surely_above(bound) or candidate > limit
        assert not result.surely_at_least(bound) or candidate >= limit


def test_scaled_number_is_compared_instead() -> None:
    result = Quantity(Decimal(900), "/uL", "900", "/uL")
    assert result.surely_below(Fraction(1), Fraction(9, 10))
    assert not result.surely_below(Fraction(1))

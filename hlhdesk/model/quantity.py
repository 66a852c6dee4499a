"""A measured value as it was typed: text, exact number, unit and comparator.

Conversion is for display and comparison only; what was typed is never replaced.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_HALF_EVEN, Decimal
from enum import StrEnum
from fractions import Fraction

CELSIUS = "Cel"
FAHRENHEIT = "[degF]"


class Comparator(StrEnum):
    """How a result relates to its number; everything but EQUAL is *censored*."""

    LESS = "<"
    AT_MOST = "<="
    EQUAL = "="
    AT_LEAST = ">="
    GREATER = ">"
    NOT_DETECTED = "nd"


@dataclass(frozen=True, slots=True)
class Quantity:
    """One value with its unit.

    ``number`` is the exact decimal that was typed (0 for "not detected"), ``unit`` the UCUM
    code, ``text`` and ``unit_text`` what was typed for each.
    """

    number: Decimal
    unit: str
    text: str
    unit_text: str
    comparator: Comparator = Comparator.EQUAL

    @property
    def censored(self) -> bool:
        """True when the number is a limit of detection, not the value itself."""
        return self.comparator is not Comparator.EQUAL

    def surely_below(self, limit: Fraction, scaled: Fraction | None = None) -> bool:
        """True when every number that this result can stand for is < ``limit``.

        ``scaled`` is the number in the limit's unit; by default the number as typed.
        """
        number = Fraction(self.number) if scaled is None else scaled
        match self.comparator:
            case Comparator.EQUAL | Comparator.AT_MOST:
                return number < limit
            case Comparator.LESS:
                return number <= limit
            case _:
                return False

    def surely_at_most(self, limit: Fraction, scaled: Fraction | None = None) -> bool:
        """True when every number that this result can stand for is <= ``limit``."""
        number = Fraction(self.number) if scaled is None else scaled
        match self.comparator:
            case Comparator.EQUAL | Comparator.AT_MOST | Comparator.LESS:
                return number <= limit
            case _:
                return False

    def surely_above(self, limit: Fraction, scaled: Fraction | None = None) -> bool:
        """True when every number that this result can stand for is > ``limit``."""
        number = Fraction(self.number) if scaled is None else scaled
        match self.comparator:
            case Comparator.EQUAL | Comparator.AT_LEAST:
                return number > limit
            case Comparator.GREATER:
                return number >= limit
            case _:
                return False

    def surely_at_least(self, limit: Fraction, scaled: Fraction | None = None) -> bool:
        """True when every number that this result can stand for is >= ``limit``."""
        number = Fraction(self.number) if scaled is None else scaled
        match self.comparator:
            case Comparator.EQUAL | Comparator.AT_LEAST | Comparator.GREATER:
                return number >= limit
            case _:
                return False


def celsius(quantity: Quantity) -> Fraction:
    """The exact temperature in °C; 100.4 °F is exactly 38.

    Raises ValueError for a unit that is not a temperature.
    """
    if quantity.unit == CELSIUS:
        return Fraction(quantity.number)
    if quantity.unit == FAHRENHEIT:
        return (Fraction(quantity.number) - 32) * Fraction(5, 9)
    raise ValueError(f"{quantity.unit!r} is not a unit of temperature")


def ninths(quantity: Quantity) -> Decimal:
    """The exact temperature in ninths of a degree Celsius: the scale in which °C and °F are both decimals.

    Raises ValueError for a unit that is not a temperature.
    """
    if quantity.unit == CELSIUS:
        return quantity.number * 9
    if quantity.unit == FAHRENHEIT:
        return (quantity.number - 32) * 5
    raise ValueError(f"{quantity.unit!r} is not a unit of temperature")


def round_half_even(value: Fraction, places: int) -> Decimal:
    """``value`` as a decimal with exactly ``places`` decimals, ties to even."""
    scaled = value * 10**places
    return Decimal(round(scaled)).scaleb(-places)


def celsius_shown(quantity: Quantity) -> str:
    """A temperature in °C as it is printed: as recorded, at least one decimal.

    A °F value is shown in °C to one decimal, half-even.
    """
    if quantity.unit == CELSIUS:
        return at_least_one_decimal(quantity.number)
    return str(round_half_even(celsius(quantity), 1))


def at_least_one_decimal(number: Decimal) -> str:
    """``37`` prints as ``37.0``; ``37.25`` stays."""
    exponent = number.as_tuple().exponent
    if isinstance(exponent, int) and exponent > -1:
        number = number.quantize(Decimal("0.1"), rounding=ROUND_HALF_EVEN)
    return format(number, "f")


def plain(number: Decimal) -> str:
    """An exact decimal without exponent and without trailing zeros (ISMP: 5, never 5.0)."""
    text = format(number, "f")
    return text.rstrip("0").rstrip(".") if "." in text else text

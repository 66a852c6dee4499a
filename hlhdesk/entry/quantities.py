"""A value with its unit, within its limits: laboratory results, temperatures, vital signs."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from decimal import Decimal
from fractions import Fraction

from hlhdesk.entry.characters import quoted, refuse_unsafe, trimmed
from hlhdesk.entry.context import ParsedQuantity, Refusal
from hlhdesk.entry.numbers import parse_decimal, parse_number
from hlhdesk.model.definitions import Analyte, Definitions, Limits
from hlhdesk.model.message import Message
from hlhdesk.model.nearest import nearest
from hlhdesk.model.problem import Problem, Severity
from hlhdesk.model.quantity import CELSIUS, FAHRENHEIT, Comparator, Quantity, celsius

LONGEST_UNIT = 100
QUICK = re.compile(r"(?P<number>.*?[0-9０-９])\s*(?P<unit>[^0-9０-９.,\s]*)", re.DOTALL)


def parse_quantity(value_text: str, unit_text: str, analyte: str, definitions: Definitions) -> ParsedQuantity:
    """A laboratory result as typed, inside its analyte's absolute limits.

    Problems are at ``analyte``, ``value`` or ``unit``.
    """
    if analyte not in definitions.analytes:
        refusal = unknown_name(analyte, definitions.analytes)
        return ParsedQuantity(None, (refusal.problem("analyte"),))
    return _collected(lambda: lab_value(value_text, unit_text, definitions.analytes[analyte], definitions))


def parse_temperature(text: str, definitions: Definitions, default_unit: str = CELSIUS) -> ParsedQuantity:
    """A temperature as a nurse types it: ``39.4``, ``39,4``, ``102.9F``, ``39.4 °C``.

    The unit is the one that was typed, else ``default_unit``. Problems are at ``value`` or ``unit``;
    a value outside the confirm limits carries a question.
    """
    match = QUICK.fullmatch(trimmed(text))
    number, unit = (match["number"], match["unit"]) if match else (text, "")
    found = _collected(lambda: temperature_value(number, unit or default_unit, definitions))
    if found.quantity is None:
        return found
    return ParsedQuantity(found.quantity, temperature_questions(found.quantity, definitions))


def unknown_name(word: object, names: Iterable[str]) -> Refusal:
    """The refusal of a name that is on no list: the nearest known one, else the whole list."""
    known = tuple(names)
    near = nearest(word, known) if isinstance(word, str) else None
    accepted = (
        Message.of("entry.accepted-names", names=known)
        if near is None
        else Message.of("entry.accepted-nearest", name=near)
    )
    return Refusal(Message.of("entry.unknown-name", word=quoted(word)), accepted)


def lab_value(value: str, unit: str, analyte: Analyte, definitions: Definitions) -> Quantity:
    """A result of ``analyte``. Raises Refusal."""
    code = unit_code(unit, analyte.units, definitions)
    number = parse_number(value, definitions)
    found = Quantity(number.value, code, number.text, trimmed(unit), number.comparator)
    scaled = analyte.scaled(number.value, code)
    if number.comparator is not Comparator.NOT_DETECTED and not analyte.absolute.holds(scaled):
        raise outside(found, _in_unit(analyte, code), code)
    return found


def temperature_value(value: str, unit: str, definitions: Definitions) -> Quantity:
    """A temperature inside the absolute limits, compared exactly in °C. Raises Refusal."""
    code = unit_code(unit, (CELSIUS, FAHRENHEIT), definitions)
    number = parse_decimal(value)
    found = Quantity(number, code, trimmed(value), trimmed(unit))
    entry = definitions.temperature
    if entry.absolute.holds(celsius(found)):
        return found
    if code == CELSIUS and entry.looks_like_fahrenheit.holds(number):
        raise Refusal(
            Message.of("entry.looks-like-fahrenheit", value=found), _limits(entry.absolute, CELSIUS)
        )
    if code == FAHRENHEIT and entry.absolute.holds(number):
        raise Refusal(
            Message.of("entry.looks-like-celsius", word=quoted(value)), _limits(entry.absolute, CELSIUS)
        )
    raise outside(found, entry.absolute, CELSIUS)


def temperature_questions(value: Quantity, definitions: Definitions) -> tuple[Problem, ...]:
    """The question of a temperature outside the confirm limits: possible, and asked once."""
    confirm = definitions.temperature.confirm
    degrees = celsius(value)
    if confirm.holds(degrees):
        return ()
    low = confirm.low is not None and degrees < Fraction(confirm.low)
    key = "entry.confirm-low-temperature" if low else "entry.confirm-high-temperature"
    limit = confirm.low if low else confirm.high
    assert limit is not None
    return (
        Problem("value", Message.of(key, value=value, limit=_limit(limit, CELSIUS)), None, Severity.CONFIRM),
    )


def vital_value(value: str, unit: str, vital: str, definitions: Definitions) -> Quantity:
    """A vital sign in its unit, inside its absolute limits. Raises Refusal."""
    expected, limits = definitions.names.vitals[vital]
    code = unit_code(unit, (expected,), definitions)
    number = parse_decimal(value)
    found = Quantity(number, code, trimmed(value), trimmed(unit))
    if not limits.holds(number):
        raise outside(found, limits, code)
    return found


def unit_code(unit: str, accepted: tuple[str, ...], definitions: Definitions) -> str:
    """The UCUM code that a spelling means, if it is one of ``accepted``. Raises Refusal."""
    code = definitions.unit_codes.get(unit) or _looked_up(unit, definitions)
    if code in accepted:
        return code
    if code is not None:
        message = Message.of("entry.unit-not-here", word=quoted(unit))
        raise Refusal(message, _units(accepted, definitions), "unit")
    spellings = {
        spelling: option for option in accepted for spelling in (option, *definitions.units[option].spellings)
    }
    near = nearest(unit, spellings)
    message = Message.of("entry.unknown-unit", word=quoted(unit))
    if near is None:
        raise Refusal(message, _units(accepted, definitions), "unit")
    raise Refusal(message, Message.of("entry.accepted-nearest", name=near), "unit")


def outside(found: Quantity, limits: Limits, unit: str) -> Refusal:
    """The refusal of a value outside its absolute limits."""
    return Refusal(Message.of("entry.outside", value=found, word=quoted(found.text)), _limits(limits, unit))


def _looked_up(unit: str, definitions: Definitions) -> str | None:
    if not trimmed(unit):
        raise Refusal(Message.of("entry.no-unit"), None, "unit")
    if len(unit) > LONGEST_UNIT:
        message = Message.of("entry.too-long", word=quoted(unit), longest=LONGEST_UNIT)
        raise Refusal(message, None, "unit")
    try:
        refuse_unsafe(unit)
    except Refusal as refusal:
        raise Refusal(refusal.message, refusal.accepted, "unit") from None
    return definitions.unit_code(unit)


def _limit(number: Decimal, unit: str) -> Quantity:
    return Quantity(number, unit, format(number, "f"), unit)


def _units(codes: tuple[str, ...], definitions: Definitions) -> Message:
    return Message.of(
        "entry.accepted-names", names=tuple(definitions.units[code].display or code for code in codes)
    )


def _limits(limits: Limits, unit: str) -> Message:
    low, high = limits.low or Decimal(0), limits.high or Decimal(0)
    return Message.of("entry.accepted-range", low=format(low, "f"), high=_limit(high, unit))


def _in_unit(analyte: Analyte, unit: str) -> Limits:
    """The absolute limits in a unit of the same series, for the refusal's words."""
    factor = analyte.factors[unit]
    return Limits(
        *(
            None if end is None else _short(Fraction(end) / factor)
            for end in (analyte.absolute.low, analyte.absolute.high)
        )
    )


def _short(value: Fraction) -> Decimal:
    """A limit in another unit, rounded to four significant figures for reading."""
    exact = Decimal(value.numerator) / Decimal(value.denominator)
    return Decimal(format(Decimal(f"{exact:.4g}"), "f"))


def _collected(read: Callable[[], Quantity]) -> ParsedQuantity:
    try:
        return ParsedQuantity(read(), ())
    except Refusal as refusal:
        return ParsedQuantity(None, (refusal.problem("value"),))

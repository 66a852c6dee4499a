"""How each sort of field is read from a body and written to one; kinds.py puts them together."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from typing import Any

from hlhdesk.entry.characters import quoted, refuse_unsafe
from hlhdesk.entry.context import EntryContext, Refusal
from hlhdesk.entry.dates import parse_clock, parse_day, parse_moment
from hlhdesk.entry.numbers import parse_decimal, parse_number
from hlhdesk.entry.quantities import lab_value, temperature_value, unknown_name, vital_value
from hlhdesk.model.definitions import Definitions, Limits
from hlhdesk.model.entries import Entry
from hlhdesk.model.message import Message
from hlhdesk.model.moment import Moment
from hlhdesk.model.quantity import Quantity

Body = Mapping[str, object]
Read = Callable[[Any, EntryContext], object]
SHORT_TEXT, LONG_TEXT = 1000, 10 * 1000
MOST_ITEMS = 100
LARGEST = 10**10


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a kind.

    ``read`` takes the raw value to the entry's value or raises Refusal; ``write`` takes it back.
    ``default`` stands for an absent or null one that is not required; ``hidden`` leaves a default
    out of the body again.
    """

    name: str
    read: Read
    write: Callable[[Any], object]
    required: bool = True
    default: object = None


def as_text(raw: object) -> str:
    """The text of a raw value; a number that arrived as one is its digits. Raises Refusal."""
    if isinstance(raw, str):
        return raw
    if isinstance(raw, Decimal):
        return str(raw)
    if isinstance(raw, int) and not isinstance(raw, bool) and abs(raw) < LARGEST:
        return str(raw)
    raise Refusal(Message.of("entry.not-text", word=quoted(raw)), Message.of("entry.accepted-text"))


def free_text(name: str, *, required: bool = False, longest: int = SHORT_TEXT, lines: bool = False) -> Field:
    """Words as they were typed."""

    def read(raw: object, _: EntryContext) -> str:
        return words(raw, required=required, longest=longest, lines=lines)

    return Field(name, read, str, required)


def words(raw: object, *, required: bool, longest: int = SHORT_TEXT, lines: bool = False) -> str:
    """A text without anything invisible in it. Raises Refusal."""
    if not isinstance(raw, str):
        raise Refusal(Message.of("entry.not-text", word=quoted(raw)), Message.of("entry.accepted-text"))
    if len(raw) > longest:
        raise Refusal(Message.of("entry.too-long", word=quoted(raw), longest=longest))
    refuse_unsafe(raw, lines=lines)
    if required and not raw.strip():
        raise Refusal(Message.of("entry.empty"), Message.of("entry.accepted-text"))
    return raw


def choice(
    name: str, names: Callable[[Definitions], Any], *, required: bool = True, default: str | None = None
) -> Field:
    """A name from a closed list of the definitions."""

    def read(raw: object, context: EntryContext) -> str:
        known = names(context.definitions)
        if isinstance(raw, str) and raw in known:
            return raw
        raise unknown_name(raw, known)

    return Field(name, read, str, required, default)


def flag(name: str, *, required: bool = False, default: bool | None = None) -> Field:
    """True or false."""

    def read(raw: object, _: EntryContext) -> bool:
        if isinstance(raw, bool):
            return raw
        raise Refusal(Message.of("entry.not-a-flag", word=quoted(raw)), Message.of("entry.accepted-flag"))

    return Field(name, read, bool, required, default)


def day(name: str, *, required: bool = True, future: bool = False, birth: bool = False) -> Field:
    """A civil date; ``future`` allows one to come, ``birth`` one before the birth that is known."""

    def read(raw: object, context: EntryContext) -> date:
        return parse_day(as_text(raw), context, future=future, before_birth=birth)

    return Field(name, read, date.isoformat, required)


def moment(name: str) -> Field:
    """A moment of civil time."""

    def read(raw: object, context: EntryContext) -> Moment:
        return parse_moment(as_text(raw), context)

    return Field(name, read, lambda found: found.text)


def decimal(name: str, *, required: bool = False) -> Field:
    """A number that is never censored."""

    def read(raw: object, _: EntryContext) -> Decimal:
        return parse_decimal(as_text(raw))

    return Field(name, read, write_decimal, required)


def body_measure(name: str, limits: Callable[[Definitions], Limits], *, required: bool) -> Field:
    """A weight or a height inside its absolute limits."""

    def read(raw: object, context: EntryContext) -> Decimal:
        found, accepted = parse_decimal(as_text(raw)), limits(context.definitions)
        if accepted.holds(found):
            return found
        low, high = accepted.low or Decimal(0), accepted.high or Decimal(0)
        raise Refusal(
            Message.of("entry.outside-plain", word=quoted(as_text(raw))),
            Message.of("entry.accepted-range", low=low, high=high),
        )

    return Field(name, read, write_decimal, required)


def whole(name: str, least: int, most: int) -> Field:
    """A count between two ends, both included."""

    def read(raw: object, _: EntryContext) -> int:
        found = parse_decimal(as_text(raw))
        if found == found.to_integral_value() and least <= found <= most:
            return int(found)
        raise Refusal(
            Message.of("entry.outside-plain", word=quoted(as_text(raw))),
            Message.of("entry.accepted-whole", low=least, high=most),
        )

    return Field(name, read, int)


def texts(name: str) -> Field:
    """A list of words; an empty list is a statement of its own."""

    def read(raw: object, _: EntryContext) -> tuple[str, ...]:
        return tuple(_each(raw, name, lambda item: words(item, required=True)))

    return Field(name, read, list, required=False)


def clocks(name: str) -> Field:
    """A list of clock times, each once."""

    def read(raw: object, _: EntryContext) -> tuple[time, ...]:
        found = tuple(_each(raw, name, lambda item: parse_clock(as_text(item))))
        for index, clock in enumerate(found):
            if clock in found[:index]:
                message = Message.of("entry.twice", word=clock.isoformat("minutes"))
                raise Refusal(message, field=f"{name}[{index}]")
        return found

    return Field(name, read, lambda found: [clock.isoformat("minutes") for clock in found], False, ())


def temperature(body: Body, context: EntryContext) -> Quantity:
    """The temperature of a body's ``value`` and ``unit``."""
    return temperature_value(*_value_and_unit(body), context.definitions)


def laboratory(body: Body, context: EntryContext) -> Quantity:
    """The result of a body's ``value`` and ``unit``, for its ``analyte``."""
    value, unit = _value_and_unit(body)
    analyte = context.definitions.analytes.get(str(body.get("analyte")))
    if analyte is None:
        number = parse_number(value, context.definitions)
        return Quantity(number.value, "", number.text, unit, number.comparator)
    return lab_value(value, unit, analyte, context.definitions)


def vital(body: Body, context: EntryContext) -> Quantity:
    """The vital sign of a body's ``value`` and ``unit``."""
    value, unit = _value_and_unit(body)
    name = str(body.get("vital"))
    if name not in context.definitions.names.vitals:
        return Quantity(parse_decimal(value), "", value, unit)
    return vital_value(value, unit, name, context.definitions)


def write_decimal(number: Decimal) -> str:
    """An exact decimal with the decimals that were typed."""
    return format(number, "f")


def write_fields(entry: Entry, fields: tuple[Field, ...]) -> dict[str, object]:
    """The fields of an entry that say something, as a body has them."""
    body: dict[str, object] = {}
    for field in fields:
        value = getattr(entry, field.name)
        if value is None or (value == () and field.default == ()):
            continue
        body[field.name] = field.write(value)
        if isinstance(value, Quantity):
            body["unit"] = value.unit_text
    return body


def _value_and_unit(body: Body) -> tuple[str, str]:
    unit = body.get("unit")
    if not isinstance(unit, str):
        missing = unit is None
        message = Message.of("entry.no-unit") if missing else Message.of("entry.not-text", word=quoted(unit))
        raise Refusal(message, Message.of("entry.accepted-text"), "unit")
    return as_text(body.get("value")), unit


def _each(raw: object, name: str, read: Callable[[object], Any]) -> list[Any]:
    if not isinstance(raw, list | tuple):
        raise Refusal(Message.of("entry.not-a-list", word=quoted(raw)), Message.of("entry.accepted-list"))
    if len(raw) > MOST_ITEMS:
        raise Refusal(Message.of("entry.too-many", most=MOST_ITEMS))
    found = []
    for index, item in enumerate(raw):
        try:
            found.append(read(item))
        except Refusal as refusal:
            raise Refusal(refusal.message, refusal.accepted, f"{name}[{index}]") from None
    return found

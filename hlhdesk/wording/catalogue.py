"""The catalogue of one language: ``resources/messages/LANG/*.toml``.

A template names its values in braces, with an optional format:

- ``{on}`` a date as "9 Mar 2018"; ``{on:short}`` as "9 Mar"
- ``{at}`` a moment as "14:02 on 9 Mar 2018"; ``{at:short}`` as "14:02 on 9 Mar"; ``{at:time}`` as "14:02"
- ``{value}`` a quantity as it was typed with its unit in the ward's spelling ("39.4 °C")
- ``{n:plural:day|days}`` the first word for one, the second for any other number
- ``{drug:start}`` anything with a capital first letter, where its first word is written small throughout
- ``{unit:unit}`` a UCUM code in the ward's spelling ("°C")
- ``{limit:degrees}`` a decimal with at least one decimal place ("38.0")
- a tuple is joined as the language joins a list; a Message inside is said in place; a Term is looked up as
  ``kind.name``

What a language joins otherwise than another (a list, clauses, sentences) stands in ``format``.
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction
from functools import lru_cache
from importlib.resources import files
from string import Formatter
from typing import Any

from hlhdesk.model.message import ClockTime, Message, Term, Value
from hlhdesk.model.moment import Moment
from hlhdesk.model.quantity import (
    CELSIUS,
    FAHRENHEIT,
    Comparator,
    Quantity,
    at_least_one_decimal,
    celsius_shown,
    plain,
    round_half_even,
)

END_MARKS = (".", "!", "?", "。", "！", "？")


class MissingMessage(KeyError):
    """A key that the catalogue does not have: a bug, found by the catalogue's test."""


@dataclass(frozen=True)
class Catalogue:
    """The messages of one language. Calls that ask for an unknown key raise MissingMessage."""

    language: str
    templates: Mapping[str, str]

    @classmethod
    def load(cls, language: str = "en") -> Catalogue:
        """Read the catalogue of ``language``; raises LookupError when there is none."""
        return _load(language)

    def text(self, message: Message) -> str:
        """The sentence that ``message`` stands for."""
        return self._fill(self.template(message.key), dict(message.values))

    def __call__(self, key: str, **values: Value) -> str:
        """``catalogue("ui.save")``: a text by its key."""
        return self.text(Message.of(key, **values))

    def has(self, key: str) -> bool:
        """True when the catalogue can say ``key``."""
        return key in self.templates

    def template(self, key: str) -> str:
        """The template of ``key`` as written in the catalogue."""
        try:
            return self.templates[key]
        except KeyError:
            raise MissingMessage(f"{key} ({self.language})") from None

    def term(self, kind: str, name: str) -> str:
        """The word for a name of a closed list."""
        return self.template(f"{kind}.{name}")

    def unit(self, code: str) -> str:
        """The ward's spelling of a UCUM unit; a code without one is shown as it is."""
        return self.templates.get(f"unit.{code}", code)

    def sentences(self, said: Iterable[str]) -> str:
        """Sentences one after the other; empty ones are left out."""
        return self.template("format.sentence-gap").join(sentence for sentence in said if sentence)

    def clauses(self, said: Iterable[str]) -> str:
        """Parts of one sentence that hold commas of their own: ``a, b; c, d``."""
        return self.template("format.clause").join(said)

    def ended(self, text: str) -> str:
        """A text with its full stop."""
        return text if text.endswith(END_MARKS) else f"{text}{self.template('format.stop')}"

    def unended(self, text: str) -> str:
        """A text without its full stop, so that it can be continued."""
        return text.removesuffix(self.template("format.stop"))

    def say(self, value: Value, spec: str = "") -> str:  # noqa: C901  one case a type
        """One value in words, by its type."""
        match value:
            case str() | int():
                return str(value)
            case Decimal():
                return plain(value)
            case Fraction():
                return self._fraction(value)
            case Message():
                return self.text(value)
            case Term():
                return self.term(value.kind, value.name)
            case Quantity():
                return self.quantity(value)
            case Moment():
                return self._moment(value.civil, spec)
            case ClockTime():
                return self._clock(value.moment.civil.time())
            case datetime():
                return self._moment(value, spec)
            case date():
                return self.date(value, spec)
            case time():
                return self._clock(value)
            case tuple():
                return self.template("format.list").join(self.say(part, spec) for part in value)

    def date(self, day: date, spec: str = "") -> str:
        """A civil date in the language's habit; ``short`` leaves the year out."""
        key = "format.date-short" if spec == "short" else "format.date"
        month = self.template(f"month.{day.month}")
        return self.template(key).format(day=day.day, month=month, year=day.year)

    def quantity(self, quantity: Quantity) -> str:
        """A value with its unit: ``39.4 °C``, ``38.0 °C (100.4 °F)``, ``> 40000 ng/mL``."""
        if quantity.unit == CELSIUS:
            return f"{at_least_one_decimal(quantity.number)} {self.unit(CELSIUS)}"
        if quantity.unit == FAHRENHEIT:
            typed = f"{format(quantity.number, 'f')} {self.unit(FAHRENHEIT)}"
            return f"{celsius_shown(quantity)} {self.unit(CELSIUS)} ({typed})"
        if quantity.comparator is Comparator.NOT_DETECTED:
            return self.number(quantity)
        return f"{self.number(quantity)} {self.unit(quantity.unit)}".rstrip()

    def number(self, quantity: Quantity) -> str:
        """The number as typed with its comparator, without the unit."""
        if quantity.comparator is Comparator.NOT_DETECTED:
            return self.template("format.not-detected")
        number = format(quantity.number, "f")
        if quantity.comparator is Comparator.EQUAL:
            return number
        sign = {"<=": "≤", ">=": "≥"}.get(quantity.comparator.value, quantity.comparator.value)
        return f"{sign} {number}"

    def _fill(self, template: str, values: Mapping[str, Value]) -> str:
        return _Template(self).vformat(template, (), values)

    def _moment(self, civil: datetime, spec: str) -> str:
        if spec == "time":
            return self._clock(civil.time())
        return self.template("format.moment").format(
            time=self._clock(civil.time()), date=self.date(civil.date(), spec)
        )

    def _clock(self, clock: time) -> str:
        return clock.strftime("%H:%M")

    def _fraction(self, value: Fraction) -> str:
        """Exact where a decimal can be, else half-even to three decimals."""
        rounded = round_half_even(value, 3)
        return plain(rounded)


class _Template(Formatter):
    """Fills a template; formats by the value's type instead of Python's format mini-language."""

    def __init__(self, catalogue: Catalogue) -> None:
        self.catalogue = catalogue

    def format_field(self, value: Any, format_spec: str) -> str:
        if format_spec.startswith("plural:"):
            one, other = format_spec.removeprefix("plural:").split("|")
            return one if value == 1 else other
        if format_spec == "start":
            said = self.catalogue.say(value)
            return said[:1].upper() + said[1:] if said.split(maxsplit=1)[0].islower() else said
        if format_spec == "unit":
            return self.catalogue.unit(value)
        if format_spec == "degrees":
            return at_least_one_decimal(value)
        return self.catalogue.say(value, format_spec)


@lru_cache
def _load(language: str) -> Catalogue:
    folder = files("resources").joinpath("messages", language)
    if not folder.is_dir():
        raise LookupError(f"there is no catalogue for the language {language!r}")
    templates: dict[str, str] = {}
    for file in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if file.name.endswith(".toml"):
            _flatten(tomllib.loads(file.read_text(encoding="utf-8")), "", templates)
    return Catalogue(language, templates)


def _flatten(tree: Mapping[str, Any], prefix: str, into: dict[str, str]) -> None:
    for name, value in tree.items():
        key = f"{prefix}{name}"
        if isinstance(value, dict):
            _flatten(value, f"{key}.", into)
        elif key in into:
            raise ValueError(f"the message {key!r} is defined twice")
        else:
            into[key] = value

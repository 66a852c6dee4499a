"""A sentence before it has a language: a key of the catalogue and typed values.

Rules say *what* is the case; ``hlhdesk.wording`` says it in English or Chinese.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from fractions import Fraction

from hlhdesk.model.moment import Moment
from hlhdesk.model.quantity import Quantity


@dataclass(frozen=True, slots=True)
class Term:
    """A name from a closed list (a site, a drug, a state), worded by the catalogue as ``kind.name``."""

    kind: str
    name: str


@dataclass(frozen=True, slots=True)
class ClockTime:
    """A moment of which only the clock time is said ("at 14:00")."""

    moment: Moment


@dataclass(frozen=True, slots=True)
class Message:
    """One sentence or phrase: a catalogue key and its values."""

    key: str
    values: tuple[tuple[str, Value], ...] = ()

    @classmethod
    def of(cls, key: str, **values: Value) -> Message:
        """``Message.of("fever.relapse", number=1)``."""
        return cls(key, tuple(values.items()))

    def __iter__(self) -> Iterator[tuple[str, Value]]:
        return iter(self.values)


Value = (
    str
    | int
    | Decimal
    | Fraction
    | date
    | time
    | datetime
    | Moment
    | ClockTime
    | Quantity
    | Term
    | Message
    | tuple["Value", ...]
)

"""What parsing an entry depends on, and what it gives."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from hlhdesk.model.definitions import Definitions
from hlhdesk.model.entries import Entry
from hlhdesk.model.message import Message
from hlhdesk.model.moment import Moment
from hlhdesk.model.problem import Problem, Severity
from hlhdesk.model.quantity import Quantity


@dataclass(frozen=True, slots=True)
class EntryContext:
    """The definitions in force, the ward's zone, the present and the child's birth.

    Without ``now`` the future is not refused; without ``birth_date`` times before birth are not.
    """

    definitions: Definitions
    zone: ZoneInfo
    now: Moment | None
    birth_date: date | None


@dataclass(frozen=True, slots=True)
class Parsed:
    """An entry with its questions, or None with every reason for refusing it."""

    entry: Entry | None
    problems: tuple[Problem, ...]


@dataclass(frozen=True, slots=True)
class ParsedQuantity:
    """A value with its questions, or None with the reasons for refusing it."""

    quantity: Quantity | None
    problems: tuple[Problem, ...]


class Refusal(Exception):
    """Raised by a reader of one value; becomes a Problem at the field that was read."""

    def __init__(self, message: Message, accepted: Message | None = None, field: str = "") -> None:
        super().__init__(message.key)
        self.message = message
        self.accepted = accepted
        self.field = field

    def problem(self, field: str) -> Problem:
        """The refusal as a problem of ``field``, unless it names its own."""
        return Problem(self.field or field, self.message, self.accepted, Severity.REFUSE)

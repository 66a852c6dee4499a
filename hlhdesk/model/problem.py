"""Problems as values: what is wrong with an input, where, and what is accepted."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hlhdesk.model.message import Message


class Severity(StrEnum):
    """REFUSE: outside an absolute limit or unreadable. CONFIRM: possible, asked once."""

    REFUSE = "refuse"
    CONFIRM = "confirm"


@dataclass(frozen=True, slots=True)
class Problem:
    """One problem of one field; ``accepted`` says what would have been taken."""

    field: str
    message: Message
    accepted: Message | None = None
    severity: Severity = Severity.REFUSE


@dataclass(frozen=True, slots=True)
class Place:
    """Where an input stood: the file's name, the line of the value, the path of the field."""

    file: str
    line: int
    field: str

"""What the desk answers: saved, refused, or a question."""

from __future__ import annotations

from dataclasses import dataclass

from hlhdesk.model.batch import BatchProblem, ImportReport
from hlhdesk.model.entries import Entry
from hlhdesk.model.message import Message, Value
from hlhdesk.model.problem import Problem, Severity
from hlhdesk.model.state import Finding
from hlhdesk.store import StoreError


@dataclass(frozen=True, slots=True)
class Saved:
    """The entry as it is on the disk now, and its line in the history."""

    entry: Entry
    seq: int


@dataclass(frozen=True, slots=True)
class SavedTogether:
    """Several entries that were saved in one act, in their order."""

    saved: tuple[Saved, ...]


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """A finding of which somebody took note, and the line of the history that says so."""

    finding: Finding
    seq: int


Answer = Saved | SavedTogether | Acknowledged | ImportReport
"""What a command answers."""


@dataclass(frozen=True, slots=True)
class Change:
    """Whose charts changed; who hears it asks the desk for what is true now.

    ``entry_ids`` are the entries that were added, in their order.
    """

    patient_ids: frozenset[str]
    entry_ids: tuple[str, ...] = ()


class Refused(Exception):
    """Nothing was saved, and why. ``located`` holds the places when a file was refused."""

    def __init__(self, problems: tuple[Problem, ...], located: tuple[BatchProblem, ...] = ()) -> None:
        super().__init__(", ".join(sorted({problem.message.key for problem in problems})))
        self.problems = problems
        self.located = located

    @classmethod
    def because(cls, field: str, key: str, **values: Value) -> Refused:
        """One problem of one field."""
        return cls((Problem(field, Message.of(key, **values)),))


class NeedsConfirmation(Exception):
    """Nothing was saved yet: the values are possible but unusual. Ask, then send it ``confirmed``."""

    def __init__(self, problems: tuple[Problem, ...]) -> None:
        super().__init__(", ".join(sorted({problem.message.key for problem in problems})))
        self.problems = problems


class UnreadableEntry(StoreError):
    """An entry is undamaged, but the definitions in force cannot read it; it is not shown."""

    @classmethod
    def named(cls, patient_id: str, entry_id: str) -> UnreadableEntry:
        """With the child and the entry that it concerns."""
        return cls(Message.of("service.unreadable-entry", patient=patient_id, entry=entry_id))


def settled(problems: tuple[Problem, ...], *, confirmed: bool) -> tuple[Problem, ...]:
    """The questions that were confirmed. Raises Refused, or NeedsConfirmation when nobody was asked."""
    if any(problem.severity is Severity.REFUSE for problem in problems):
        raise Refused(problems)
    if problems and not confirmed:
        raise NeedsConfirmation(problems)
    return problems

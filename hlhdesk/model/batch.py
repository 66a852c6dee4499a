"""What a file asks to be charted, parsed and located, before the store has seen it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from hlhdesk.model.entries import Entry
from hlhdesk.model.problem import Place, Problem


@dataclass(frozen=True, slots=True)
class BatchEntry:
    """One entry for one child, where it stood, and its confirm-limit warnings."""

    patient_id: str
    entry: Entry
    place: Place
    warnings: tuple[Problem, ...] = ()


@dataclass(frozen=True, slots=True)
class Batch:
    """All entries of one file, in the file's order.

    ``creates_patients`` is True for chart files; a table's patients must be known already. ``zone``
    is the time zone by which the file was read, by its IANA name, where the file named one.
    """

    file: str
    entries: tuple[BatchEntry, ...]
    creates_patients: bool
    zone: str | None = None


@dataclass(frozen=True, slots=True)
class BatchProblem:
    """A problem with its place, ready to be printed as ``FILE:LINE: FIELD: …``."""

    place: Place
    problem: Problem


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import did: entries added, entries that were already there, new patients, warnings."""

    file: str
    added: int
    known: int
    new_patients: int
    warnings: tuple[BatchProblem, ...]


@dataclass(frozen=True, slots=True)
class PastedRow:
    """One line: its number and text, and its body without a time where it has none, or why it cannot be read."""

    line: int
    text: str
    body: Mapping[str, object] | None
    problem: Problem | None = None

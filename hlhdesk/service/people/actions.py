"""What a command or a page needs, so that the table of roles can be asked."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeVar

from hlhdesk.model.entries import Kind
from hlhdesk.service.commands import (
    AcknowledgeFinding,
    AdmitPatient,
    Command,
    CorrectEntry,
    ImportBatch,
    MoveEntry,
    RecordEntries,
    RecordEntry,
    RecordTemperature,
    RetractEntry,
    Together,
)
from hlhdesk.service.people.roles import Action
from hlhdesk.store import Record

_KINDS: Mapping[Kind, Action] = {
    Kind.ORDER: Action.ORDER,
    Kind.ANCHOR: Action.DIAGNOSE,
    Kind.DIAGNOSIS: Action.DIAGNOSE,
    Kind.CLOSURE: Action.DIAGNOSE,
}
"""What only a doctor charts; every other kind is anybody's at the bedside."""

_PAGES: Mapping[str, Action] = {"family": Action.PRINT, "downtime": Action.PRINT}
"""What anybody at the bedside prints; every other page is signed."""

Find = Callable[[str], Record | None]

AnyCommand = TypeVar("AnyCommand", bound=Command)


def action_of_kind(kind: Kind) -> Action:
    """What charting, correcting or taking back an entry of this kind needs."""
    return _KINDS.get(kind, Action.CHART)


def action_of_page(kind: str) -> Action:
    """What printing a page of this kind needs."""
    return _PAGES.get(kind, Action.SIGN)


def actions_of(command: Command, find: Find) -> frozenset[Action]:
    """Everything that a command needs; ``find`` gives the stored entry of an id."""
    match command:
        case RecordTemperature() | AdmitPatient():
            return frozenset({Action.CHART})
        case RecordEntry():
            return frozenset({action_of_kind(command.kind)})
        case RecordEntries():
            return frozenset(action_of_kind(kind) for kind, _ in command.items)
        case CorrectEntry() | RetractEntry() | MoveEntry():
            return frozenset({_of_entry(command.entry_id, find)})
        case AcknowledgeFinding():
            return frozenset({Action.ACKNOWLEDGE})
        case ImportBatch():
            return frozenset({Action.IMPORT})
        case Together():
            return frozenset().union(*(actions_of(one, find) for one in command.commands))


def _of_entry(entry_id: str, find: Find) -> Action:
    found = find(entry_id)
    return Action.CHART if found is None else action_of_kind(Kind(found.kind))


def signed(command: AnyCommand, name: str) -> AnyCommand:
    """The command in the name of whoever is signed in, whatever name it came with."""
    if isinstance(command, Together):
        return replace(command, commands=tuple(signed(one, name) for one in command.commands))
    return replace(command, by=name)

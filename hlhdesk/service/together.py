"""Several commands in one act: all of them or none (an admission, a discharge with its note)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import Any

from hlhdesk.model.problem import Problem
from hlhdesk.service.answers import NeedsConfirmation, Refused, Saved, SavedTogether, settled
from hlhdesk.service.commands import (
    AdmitPatient,
    Command,
    CorrectEntry,
    EntryCommand,
    RecordEntry,
    RecordTemperature,
    RetractEntry,
    Together,
)
from hlhdesk.service.correcting import correct_entry, retract_entry
from hlhdesk.service.recording import admit_patient, record_entry, record_temperature
from hlhdesk.service.work import Work

SINGLE: Mapping[type[Command], Callable[[Work, Any], Saved]] = {
    RecordTemperature: record_temperature,
    RecordEntry: record_entry,
    AdmitPatient: admit_patient,
    CorrectEntry: correct_entry,
    RetractEntry: retract_entry,
}
"""The handlers of the commands that save one entry."""


def do_together(work: Work, command: Together) -> SavedTogether:
    """Each command sees what those before it saved; every problem of all of them is said at once.

    After a child that is not admitted nothing can be charted for it: its problems are the only ones.
    """
    saved: list[Saved] = []
    problems: list[Problem] = []
    for place, one in enumerate(command.commands):
        try:
            saved.append(SINGLE[type(one)](work, _confirmed(one) if command.confirmed else one))
        except (Refused, NeedsConfirmation) as stopped:
            problems += (replace(found, field=f"{place}.{found.field}") for found in stopped.problems)
            if isinstance(one, AdmitPatient):
                break
    settled(tuple(problems), confirmed=False)
    return SavedTogether(tuple(saved))


def _confirmed(command: EntryCommand) -> EntryCommand:
    """The command with its questions answered, where it asks any."""
    if isinstance(command, RecordTemperature | RecordEntry | CorrectEntry):
        return replace(command, confirmed=True)
    return command

"""Which handler answers which command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from hlhdesk.service.acknowledging import acknowledge_finding
from hlhdesk.service.answers import Answer
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
)
from hlhdesk.service.correcting import correct_entry, retract_entry
from hlhdesk.service.importing import import_batch
from hlhdesk.service.moving import move_entry
from hlhdesk.service.recording import admit_patient, record_entries, record_entry, record_temperature
from hlhdesk.service.work import Work

Handler = Callable[[Work, Any], Answer]

HANDLERS: Mapping[type[Command], Handler] = {
    RecordTemperature: record_temperature,
    RecordEntry: record_entry,
    RecordEntries: record_entries,
    AdmitPatient: admit_patient,
    CorrectEntry: correct_entry,
    RetractEntry: retract_entry,
    AcknowledgeFinding: acknowledge_finding,
    MoveEntry: move_entry,
    ImportBatch: import_batch,
}

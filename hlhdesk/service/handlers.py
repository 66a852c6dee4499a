"""Which handler answers which command."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from hlhdesk.model.batch import ImportReport
from hlhdesk.service.answers import Saved
from hlhdesk.service.commands import (
    AdmitPatient,
    Command,
    CorrectEntry,
    ImportBatch,
    RecordEntry,
    RecordTemperature,
    RetractEntry,
)
from hlhdesk.service.correcting import correct_entry, retract_entry
from hlhdesk.service.importing import import_batch
from hlhdesk.service.recording import admit_patient, record_entry, record_temperature
from hlhdesk.service.work import Work

Handler = Callable[[Work, Any], Saved | ImportReport]

HANDLERS: Mapping[type[Command], Handler] = {
    RecordTemperature: record_temperature,
    RecordEntry: record_entry,
    AdmitPatient: admit_patient,
    CorrectEntry: correct_entry,
    RetractEntry: retract_entry,
    ImportBatch: import_batch,
}

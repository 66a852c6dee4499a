"""Commands to the desk and its answers; the answer comes after COMMIT."""

from hlhdesk.exchange import PastedRow
from hlhdesk.model.batch import ImportReport
from hlhdesk.service.acknowledging import (
    Acknowledgement,
    acknowledgement_of,
    lapsed_acknowledgement,
    status_of,
)
from hlhdesk.service.answers import (
    Acknowledged,
    Change,
    NeedsConfirmation,
    Refused,
    Saved,
    SavedTogether,
    UnreadableEntry,
)
from hlhdesk.service.checking import verify_file
from hlhdesk.service.commands import (
    AcknowledgeFinding,
    AdmitPatient,
    Command,
    CorrectEntry,
    ImportBatch,
    RecordEntries,
    RecordEntry,
    RecordTemperature,
    RetractEntry,
)
from hlhdesk.service.desk import Desk
from hlhdesk.service.printed import PrintedPage
from hlhdesk.store import DamagedEntry, Fault, Proof, Restored, StoreError, check_backup, restore

__all__ = [
    "AcknowledgeFinding",
    "Acknowledged",
    "Acknowledgement",
    "AdmitPatient",
    "Change",
    "Command",
    "CorrectEntry",
    "DamagedEntry",
    "Desk",
    "Fault",
    "ImportBatch",
    "ImportReport",
    "NeedsConfirmation",
    "PastedRow",
    "PrintedPage",
    "Proof",
    "RecordEntries",
    "RecordEntry",
    "RecordTemperature",
    "Refused",
    "Restored",
    "RetractEntry",
    "Saved",
    "SavedTogether",
    "StoreError",
    "UnreadableEntry",
    "acknowledgement_of",
    "check_backup",
    "lapsed_acknowledgement",
    "restore",
    "status_of",
    "verify_file",
]

"""Commands to the desk and its answers; the answer comes after COMMIT."""

from hlhdesk.model.batch import ImportReport, PastedRow
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
from hlhdesk.service.auditing import audit_rows
from hlhdesk.service.checking import verify_file
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
from hlhdesk.service.desk import Desk
from hlhdesk.service.history import HistoryLine, of_entry
from hlhdesk.service.keeping.drill import Drill, drill
from hlhdesk.service.keeping.facts import LastBackup
from hlhdesk.service.keeping.listing import CheckedBackup, checked_backups
from hlhdesk.service.keeping.making import BackedUp, back_up
from hlhdesk.service.keeping.preview import RestorePreview, WrittenEntry, preview, restore_backup
from hlhdesk.service.printed import PrintedPage
from hlhdesk.store import DamagedEntry, Fault, Proof, Restored, StoreError, check_backup, restore

__all__ = [
    "AcknowledgeFinding",
    "Acknowledged",
    "Acknowledgement",
    "AdmitPatient",
    "BackedUp",
    "Change",
    "CheckedBackup",
    "Command",
    "CorrectEntry",
    "DamagedEntry",
    "Desk",
    "Drill",
    "Fault",
    "HistoryLine",
    "ImportBatch",
    "ImportReport",
    "LastBackup",
    "MoveEntry",
    "NeedsConfirmation",
    "PastedRow",
    "PrintedPage",
    "Proof",
    "RecordEntries",
    "RecordEntry",
    "RecordTemperature",
    "Refused",
    "RestorePreview",
    "Restored",
    "RetractEntry",
    "Saved",
    "SavedTogether",
    "StoreError",
    "Together",
    "UnreadableEntry",
    "WrittenEntry",
    "acknowledgement_of",
    "audit_rows",
    "back_up",
    "check_backup",
    "checked_backups",
    "drill",
    "lapsed_acknowledgement",
    "of_entry",
    "preview",
    "restore",
    "restore_backup",
    "status_of",
    "verify_file",
]

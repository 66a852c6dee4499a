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
from hlhdesk.service.people.access import Access, Emergency, Password, enter, is_protected
from hlhdesk.service.people.making import (
    FirstUser,
    Protected,
    WardKeys,
    make_protected,
    protect,
    recover,
)
from hlhdesk.service.people.roles import MAY, Action, Role
from hlhdesk.service.people.session import Session
from hlhdesk.service.people.tries import SignInRefused
from hlhdesk.service.people.users import EmergencyAccess, User
from hlhdesk.service.photographs import Photograph
from hlhdesk.service.printed import PrintedPage
from hlhdesk.store import DamagedEntry, Fault, Locked, Proof, Restored, StoreError, check_backup, restore

__all__ = [
    "MAY",
    "Access",
    "AcknowledgeFinding",
    "Acknowledged",
    "Acknowledgement",
    "Action",
    "AdmitPatient",
    "BackedUp",
    "Change",
    "CheckedBackup",
    "Command",
    "CorrectEntry",
    "DamagedEntry",
    "Desk",
    "Drill",
    "Emergency",
    "EmergencyAccess",
    "Fault",
    "FirstUser",
    "HistoryLine",
    "ImportBatch",
    "ImportReport",
    "LastBackup",
    "Locked",
    "MoveEntry",
    "NeedsConfirmation",
    "Password",
    "PastedRow",
    "Photograph",
    "PrintedPage",
    "Proof",
    "Protected",
    "RecordEntries",
    "RecordEntry",
    "RecordTemperature",
    "Refused",
    "RestorePreview",
    "Restored",
    "RetractEntry",
    "Role",
    "Saved",
    "SavedTogether",
    "Session",
    "SignInRefused",
    "StoreError",
    "Together",
    "UnreadableEntry",
    "User",
    "WardKeys",
    "WrittenEntry",
    "acknowledgement_of",
    "audit_rows",
    "back_up",
    "check_backup",
    "checked_backups",
    "drill",
    "enter",
    "is_protected",
    "lapsed_acknowledgement",
    "make_protected",
    "of_entry",
    "preview",
    "protect",
    "recover",
    "restore",
    "restore_backup",
    "status_of",
    "verify_file",
]

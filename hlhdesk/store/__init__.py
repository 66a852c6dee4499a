"""The only room that knows SQLite: facts that are never changed, each with its line in a chained history."""

from hlhdesk.store.audit import AuditLine, SettingLine
from hlhdesk.store.backup import Proof, backup
from hlhdesk.store.errors import (
    BackupRefused,
    Busy,
    CannotWrite,
    Conflict,
    Damaged,
    DamagedEntry,
    Locked,
    NewerFile,
    NotOpened,
    StoreError,
)
from hlhdesk.store.files import copy_whole
from hlhdesk.store.ids import new_id
from hlhdesk.store.place import is_there
from hlhdesk.store.reading import ChartHead, Ledger
from hlhdesk.store.recent import newest_in_backup
from hlhdesk.store.record import Line, Record
from hlhdesk.store.restore import Restored, check_backup, restore
from hlhdesk.store.store import Store
from hlhdesk.store.transaction import Note, Transaction, utc_text
from hlhdesk.store.verify import Fault, verify

__all__ = [
    "AuditLine",
    "BackupRefused",
    "Busy",
    "CannotWrite",
    "ChartHead",
    "Conflict",
    "Damaged",
    "DamagedEntry",
    "Fault",
    "Ledger",
    "Line",
    "Locked",
    "NewerFile",
    "NotOpened",
    "Note",
    "Proof",
    "Record",
    "Restored",
    "SettingLine",
    "Store",
    "StoreError",
    "Transaction",
    "backup",
    "check_backup",
    "copy_whole",
    "is_there",
    "new_id",
    "newest_in_backup",
    "restore",
    "utc_text",
    "verify",
]

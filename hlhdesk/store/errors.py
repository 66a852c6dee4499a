"""What can go wrong with a database, each as a sentence for a person; nothing was saved when one is raised."""

from __future__ import annotations

from pathlib import Path
from typing import Self

from sqlcipher3 import dbapi2

from hlhdesk.model.message import Message, Value
from hlhdesk.store import keyring

DriverError: tuple[type[Exception], ...] = (dbapi2.Error, UnicodeDecodeError, MemoryError)
"""The driver's own errors (they are no ``sqlite3.Error``), and what it raises over damaged bytes."""


class StoreError(Exception):
    """The database could not do what was asked. ``message`` says it in words; nothing was saved."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.key)
        self.message = message

    @classmethod
    def of(cls, key: str, **values: Value) -> Self:
        """``NotOpened.of("store.not-a-database", path=…)``."""
        return cls(Message.of(key, **values))


class NotOpened(StoreError):
    """This file cannot be opened as a database: missing, a directory, another program's, on a share."""


class Locked(NotOpened):
    """The database is protected and nobody signed in: it is opened with a name and a password."""


class NewerFile(NotOpened):
    """The file was written by a newer program and is left alone."""


class Busy(StoreError):
    """Another program held the database for longer than this one waits."""


class CannotWrite(StoreError):
    """The disk is full, the file or its folder is read-only, or the disk reported an error."""


class Conflict(StoreError):
    """A rule of the database refused what was to be added."""


class BackupRefused(StoreError):
    """A backup was not made, or one is damaged and is not restored."""


class Damaged(StoreError):
    """The file is not as this program wrote it."""


class DamagedEntry(Damaged):
    """One child's chart holds a damaged or missing entry; its values are not shown.

    ``entry_id`` is None when the entry cannot be told.
    """

    def __init__(self, patient_id: str, entry_id: str | None, path: Path) -> None:
        key = "store.damaged-chart" if entry_id is None else "store.damaged-entry"
        super().__init__(Message.of(key, patient=patient_id, entry=entry_id or "", path=str(path)))
        self.patient_id = patient_id
        self.entry_id = entry_id


def keys_beside(path: Path) -> Path:
    """Where the wrapped keys of a protected database or backup lie."""
    return path.with_name(path.name + ".keys")


_WORDS: dict[int, tuple[type[StoreError], str]] = {
    dbapi2.SQLITE_ERROR: (Damaged, "store.damaged"),  # our own statements are right: a table is gone
    dbapi2.SQLITE_BUSY: (Busy, "store.busy"),
    dbapi2.SQLITE_LOCKED: (Busy, "store.busy"),
    dbapi2.SQLITE_PROTOCOL: (Busy, "store.busy"),
    dbapi2.SQLITE_NOMEM: (Damaged, "store.damaged"),  # a flipped length asks for the impossible
    dbapi2.SQLITE_TOOBIG: (Damaged, "store.damaged"),
    dbapi2.SQLITE_MISMATCH: (Damaged, "store.damaged"),
    dbapi2.SQLITE_READONLY: (CannotWrite, "store.read-only"),
    dbapi2.SQLITE_IOERR: (CannotWrite, "store.disk-error"),
    dbapi2.SQLITE_CORRUPT: (Damaged, "store.damaged"),
    dbapi2.SQLITE_NOTADB: (NotOpened, "store.not-a-database"),
    dbapi2.SQLITE_FULL: (CannotWrite, "store.disk-full"),
    dbapi2.SQLITE_CANTOPEN: (NotOpened, "store.cannot-open"),
    dbapi2.SQLITE_PERM: (NotOpened, "store.cannot-open"),
    dbapi2.SQLITE_AUTH: (NotOpened, "store.cannot-open"),
    dbapi2.SQLITE_CONSTRAINT: (Conflict, "store.conflict"),
}


def is_busy(error: Exception) -> bool:
    """True for an error that waiting can cure."""
    return _WORDS.get(_code(error), (None, ""))[0] is Busy


def in_words(error: Exception, path: Path) -> Exception:
    """The driver's error as a StoreError; one that is a bug of ours comes back as it is."""
    if isinstance(error, dbapi2.OperationalError | UnicodeDecodeError | MemoryError) and not _code(error):
        return Damaged.of("store.damaged", path=str(path))  # text that is no UTF-8, an impossible length
    if _code(error) not in _WORDS:
        return error
    kind, key = _WORDS[_code(error)]
    if _code(error) == dbapi2.SQLITE_NOTADB and keys_beside(path).exists():
        if not keyring.held():
            return Locked.of("store.locked", path=str(path))
        kind, key = Damaged, "store.damaged"  # the key that should open it does not
    return kind.of(key, path=str(path), reason=str(error))


def _code(error: Exception) -> int:
    return int(getattr(error, "sqlite_errorcode", 0) or 0) & 0xFF

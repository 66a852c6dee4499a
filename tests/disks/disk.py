"""A disk that tells what it was asked, and that fails when it is told to: a file system put under SQLite.

The program's own statements run on it through ``on_disk``, in a plain database. What a disk was told
and did not yet sync, a power cut may have kept, lost, torn or reordered: ``disk_states.py`` makes that.
"""

from __future__ import annotations

import contextlib
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import apsw
import pytest
from sqlcipher3 import dbapi2

from hlhdesk.store import driver

LOG_PAGES = 25
"""SQLite copies its log into the file after 1000 pages, a day's work; here after some saves."""

FAILURES = {
    "read": apsw.SQLITE_IOERR_READ,
    "write": apsw.SQLITE_IOERR_WRITE,
    "full": apsw.SQLITE_FULL,
    "readonly": apsw.SQLITE_READONLY,
    "sync": apsw.SQLITE_IOERR_FSYNC,
    "truncate": apsw.SQLITE_IOERR_TRUNCATE,
    "lock": apsw.SQLITE_IOERR_LOCK,
    "open": apsw.SQLITE_CANTOPEN,
    "delete": apsw.SQLITE_IOERR_DELETE,
}
"""What each kind of failing operation answers."""

_ASKED = {"full": "write", "readonly": "write"}
"""A write to a disk without room, or to one that was made read-only."""


class Event(NamedTuple):
    """One thing that the disk was asked, or, for ``answer``, what the program told meanwhile."""

    what: str
    name: str
    offset: int = 0
    data: bytes = b""


class Disk(apsw.VFS):
    """Passes everything on to the system's own files, and keeps it in ``events``.

    ``fail(kind, k)`` makes the k-th operation of a kind from now on fail, once or from then on.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self.events: list[Event] = []
        self._failing, self._left, self._once = "", 0, True
        self.failed = 0
        super().__init__(name, base="")

    def fail(self, kind: str, k: int, *, once: bool = True) -> None:
        """Let the k-th operation of this kind (1 is the next one) fail."""
        self._failing, self._left, self._once, self.failed = kind, k, once, 0

    def work(self) -> None:
        """Fail no more."""
        self._failing = ""

    def asked(self, event: Event) -> None:
        """Keep what was asked, or refuse it."""
        if event.what == _ASKED.get(self._failing, self._failing):
            self._left -= 1
            if self._left == 0 or (self._left < 0 and not self._once):
                self.failed += 1
                raise apsw.exception_for(FAILURES[self._failing])
        if event.what not in ("read", "lock", "open"):
            self.events.append(event)

    def xOpen(self, name: Any, flags: list[int]) -> apsw.VFSFile:  # noqa: N802  SQLite's name
        path = name.filename() if isinstance(name, apsw.URIFilename) else name
        self.asked(Event("open", _short(path)))
        return _File(self, name, flags, _short(path))

    def xDelete(self, filename: str, syncdir: bool) -> None:  # noqa: N802  SQLite's
        self.asked(Event("delete", _short(filename), int(syncdir)))
        super().xDelete(filename, syncdir)


class _File(apsw.VFSFile):
    def __init__(self, disk: Disk, name: Any, flags: list[int], short: str) -> None:
        super().__init__("", name, flags)
        self._disk, self._name = disk, short

    def xRead(self, amount: int, offset: int) -> bytes:  # noqa: N802  SQLite's name
        self._disk.asked(Event("read", self._name))
        return super().xRead(amount, offset)

    def xWrite(self, data: Any, offset: int) -> None:  # noqa: N802
        self._disk.asked(Event("write", self._name, offset, bytes(data)))
        super().xWrite(data, offset)

    def xSync(self, flags: int) -> None:  # noqa: N802
        self._disk.asked(Event("sync", self._name))
        super().xSync(flags)

    def xTruncate(self, newsize: int) -> None:  # noqa: N802
        self._disk.asked(Event("truncate", self._name, newsize))
        super().xTruncate(newsize)

    def xLock(self, level: int) -> None:  # noqa: N802
        self._disk.asked(Event("lock", self._name))
        super().xLock(level)


class _Connection:
    """What the store asks of its driver, done by a SQLite that takes another file system."""

    def __init__(self, path: Path, mode: str, disk: Disk) -> None:
        uri = f"{path.absolute().as_uri()}?mode={mode}"
        flags = apsw.SQLITE_OPEN_READWRITE | apsw.SQLITE_OPEN_CREATE | apsw.SQLITE_OPEN_URI
        with _driver_errors():
            self._connection = apsw.Connection(uri, flags=flags, vfs=disk.name)
        self._connection.set_busy_timeout(2_000)
        self._connection.set_wal_hook(_copy_log)

    @property
    def in_transaction(self) -> bool:
        return self._connection.in_transaction

    def execute(self, statement: str, values: Any = ()) -> Any:
        with _driver_errors():
            cursor = self._connection.execute(statement, tuple(values))
            return _Rows(cursor.fetchall())

    def close(self) -> None:
        with contextlib.suppress(apsw.Error):  # SQLite's own closing tells no error of the disk
            self._connection.close()


def _copy_log(connection: apsw.Connection, name: str, pages: int) -> int:
    """SQLite's own copying of the log, which fails in silence (the commit is safe), only sooner."""
    if pages >= LOG_PAGES:
        with contextlib.suppress(apsw.Error):
            connection.wal_checkpoint(name, apsw.SQLITE_CHECKPOINT_PASSIVE)
    return apsw.SQLITE_OK


class _Rows:
    """Rows that were read already: an error comes where the statement stands."""

    def __init__(self, rows: list[Any]) -> None:
        self._rows = iter(rows)

    def fetchone(self) -> Any:
        return next(self._rows, None)

    def fetchall(self) -> list[Any]:
        return list(self._rows)

    def __iter__(self) -> Iterator[Any]:
        return self._rows


@contextmanager
def _driver_errors() -> Iterator[None]:
    """The errors as the program's own driver raises them."""
    try:
        yield
    except apsw.Error as error:
        code = int(getattr(error, "extendedresult", 0) or 0)
        kind = dbapi2.IntegrityError if code & 0xFF == apsw.SQLITE_CONSTRAINT else dbapi2.OperationalError
        translated = kind(str(error))
        translated.sqlite_errorcode = code
        raise translated from error


@contextmanager
def on_disk(name: str) -> Iterator[Disk]:
    """While it lasts, every database is opened on a new disk."""
    disk = Disk(name)
    connect: Callable[..., Any] = lambda path, mode, key=None: _Connection(path, mode, disk)  # noqa: E731, ARG005
    try:
        with pytest.MonkeyPatch.context() as patch:
            patch.setattr(driver, "connect", connect)
            yield disk
    finally:
        disk.unregister()


def _short(path: str | None) -> str:
    return Path(path).name if path else ""

"""A connection whose promises were read back.

The driver's SQLite is newer than the interpreters' (whose WAL-reset bug lost data), and it can
encrypt; without a key the file is a plain SQLite database.
"""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

from sqlcipher3 import dbapi2

from hlhdesk.store import keyring, place
from hlhdesk.store.errors import CannotWrite, DriverError, NotOpened, in_words, is_busy

Connection = Any
"""The driver has no type hints."""

T = TypeVar("T")

PATIENCE_SECONDS = 30.0
"""How long a writer waits for another one before it says so."""

_STEP_SECONDS = 2.0  # the driver's own waiting, after which we look at the clock

Pragmas = tuple[tuple[str, int | str], ...]

WRITER: Pragmas = (
    ("busy_timeout", int(_STEP_SECONDS * 1000)),
    ("journal_mode", "wal"),
    ("synchronous", 2),  # FULL: each commit reaches the disk before it is answered
    ("fullfsync", 1),  # macOS: through the drive's cache
    ("checkpoint_fullfsync", 1),
    ("foreign_keys", 1),
    ("recursive_triggers", 1),
    ("trusted_schema", 0),
    ("cell_size_check", 1),
    ("temp_store", 2),  # no value of a chart in a file for temporary things
    ("secure_delete", 1),  # a photograph that is taken away is overwritten
)
"""Set on every connection that writes, and read back."""

READER: Pragmas = (
    ("busy_timeout", int(_STEP_SECONDS * 1000)),
    ("query_only", 1),
    ("foreign_keys", 1),
    ("trusted_schema", 0),
    ("cell_size_check", 1),
    ("temp_store", 2),
)
"""Set on every connection that reads only, and read back."""


def connect(path: Path, mode: str, key: bytes | None = None) -> Connection:
    """A bare connection in autocommit; ``mode`` is ``rw``, ``rwc``, ``ro`` or ``ro&immutable=1``.

    With a ``key`` it is a protected file's, or one that becomes one; without, the first key that
    this process holds and that opens the file is taken, and none for a plain file.
    """
    if key is not None:
        return _keyed(path, mode, key)
    for held in () if mode == "rwc" else keyring.held():
        connection = _keyed(path, mode, held)
        if _is_readable(connection):
            return connection
        connection.close()
    return plainly(path, mode)


def plainly(path: Path, mode: str) -> Connection:
    """A bare connection that uses no key."""
    return dbapi2.connect(
        f"{path.absolute().as_uri()}?mode={mode}", uri=True, isolation_level=None, timeout=_STEP_SECONDS
    )


def _keyed(path: Path, mode: str, key: bytes) -> Connection:
    connection = plainly(path, mode)
    connection.execute("PRAGMA cipher_log_level = NONE").fetchall()  # it would write to standard error
    connection.execute(f'PRAGMA key = "{raw_key(key)}"').fetchall()
    return connection


def raw_key(key: bytes) -> str:
    """A key as SQLCipher takes it: no derivation, which is for passwords."""
    return f"x'{key.hex()}'"


def _is_readable(connection: Connection) -> bool:
    """False for a file that is encrypted with another key, or not at all."""
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except DriverError as error:
        if getattr(error, "sqlite_errorcode", 0) == dbapi2.SQLITE_NOTADB:
            return False
        connection.close()
        raise
    return True


def check_existing(path: Path, *, on_share: bool = False) -> int:
    """The schema version in the header of ``path``, looked at without touching anything.

    ``on_share``: it may lie on a network share. Raises NotOpened when it is no database of this program.
    """
    place.check_regular(path, on_share=on_share)
    try:
        found, version = _header(path, "ro&immutable=1")
    except DriverError as error:
        log = path.with_name(path.name + "-wal")
        if not (log.exists() and log.stat().st_size):
            raise in_words(error, path) from error
        found, version = _logged_header(path)
    if found != place.APPLICATION_ID:
        raise NotOpened.of("store.other-application", path=str(path))
    return version


def _header(path: Path, mode: str) -> tuple[int, int]:
    connection = connect(path, mode)
    try:
        found = connection.execute("PRAGMA application_id").fetchone()[0]
        return int(found), int(connection.execute("PRAGMA user_version").fetchone()[0])
    finally:
        connection.close()


def _logged_header(path: Path) -> tuple[int, int]:
    """The header by way of the log: a file whose copying was cut short is whole only together with it."""
    try:
        return _header(path, "ro")
    except DriverError as error:
        raise in_words(error, path) from error


def open_writer(path: Path) -> Connection:
    """A connection that writes durably. Raises StoreError."""
    return _opened(path, "rw", WRITER)


def open_reader(path: Path) -> Connection:
    """A connection that writes nothing. Raises StoreError.

    Where SQLite cannot place its index beside the file (a folder that is read-only), the file is
    read as it is, provided that no log of unmerged commits lies beside it.
    """
    try:
        return _opened(path, "ro", READER)
    except (NotOpened, CannotWrite):
        log = path.with_name(path.name + "-wal")
        if log.exists() and log.stat().st_size:
            raise
        return open_immutable(path)


def open_immutable(path: Path) -> Connection:
    """A connection to a file that nobody writes, such as a backup: no locks, no files beside it."""
    return _opened(path, "ro&immutable=1", READER)


def _opened(path: Path, mode: str, pragmas: Pragmas) -> Connection:
    connection = None
    try:
        connection = connect(path, mode)
        keep(connection, path, pragmas)
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except BaseException as error:
        if connection is not None:
            connection.close()
        if isinstance(error, DriverError):
            raise in_words(error, path) from error
        raise
    return connection


def keep(connection: Connection, path: Path, pragmas: Pragmas) -> None:
    """Set each pragma and read it back; NotOpened names the first that did not hold."""
    for name, wanted in pragmas:
        set_pragma(connection, name, wanted)
        found = connection.execute(f"PRAGMA {name}").fetchone()
        if found is None or found[0] != wanted:
            raise NotOpened.of(
                "store.not-durable", path=str(path), setting=name, found=str(found and found[0])
            )


def set_pragma(connection: Connection, name: str, value: int | str) -> None:
    """One pragma; its answer is read by ``keep``."""
    connection.execute(f"PRAGMA {name} = {value}").fetchall()


def patiently(action: Callable[[], T], path: Path) -> T:
    """``action``, again while another program is in the way; driver's errors in words."""
    deadline = time.monotonic() + PATIENCE_SECONDS
    while True:
        try:
            return action()
        except DriverError as error:
            if not is_busy(error) or time.monotonic() > deadline:
                raise in_words(error, path) from error
            time.sleep(0.01)

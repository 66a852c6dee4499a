"""What was written last, and what was written after a line of the history."""

from __future__ import annotations

from pathlib import Path

from hlhdesk.store import driver, reading
from hlhdesk.store.driver import Connection
from hlhdesk.store.errors import BackupRefused, Damaged, DriverError
from hlhdesk.store.record import LINE_COLUMNS, Line, Record

Written = tuple[Record, Line]
"""An entry with its line of the history, which says when and by whom it was written."""

_ENTRIES = (
    f"SELECT {LINE_COLUMNS}, hash FROM history"  # noqa: S608  our own names
    " WHERE action = 'entry' AND seq > ? ORDER BY seq"
)


def entries_after(connection: Connection, seq: int, path: Path) -> list[Written]:
    """The entries after a line of the history, oldest first. Raises Damaged."""
    rows = connection.execute(_ENTRIES, (seq,)).fetchall()
    return [_with_entry(connection, reading.proved(row, path), path) for row in rows]


def newest_entry(connection: Connection, path: Path) -> Written | None:
    """The entry that was written last, or None in an empty database. Raises Damaged."""
    found = reading.last_entry(connection, path)
    return None if found is None else (found, reading.line_at(connection, found.seq, path))


def newest_in_backup(path: Path) -> Written | None:
    """The entry that was written last before a backup was made. Raises StoreError."""
    connection = driver.open_immutable(path)
    try:
        return newest_entry(connection, path)
    except DriverError as error:
        raise BackupRefused.of("store.backup-unreadable", path=str(path)) from error
    finally:
        connection.close()


def _with_entry(connection: Connection, line: Line, path: Path) -> Written:
    record = reading.entry(connection, str(line.entry_id), path)
    if record is None:
        raise Damaged.of("store.damaged", path=str(path))
    return record, line

"""The history as it is stored, for somebody who checks it without this program: nothing is left out or proved."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from hlhdesk.store import reading
from hlhdesk.store.driver import Connection
from hlhdesk.store.record import COLUMNS, LINE_COLUMNS, Line, Record

_LINES = f"SELECT {LINE_COLUMNS}, hash FROM history ORDER BY seq"  # noqa: S608  our own names
_ENTRY = f"SELECT {COLUMNS} FROM entry WHERE id = ?"  # noqa: S608  our own names
_OF_CHILD = (
    f"SELECT {', '.join(f'h.{name}' for name in LINE_COLUMNS.split(', '))}, h.hash"  # noqa: S608  our own names
    " FROM entry e JOIN history h ON h.seq = e.seq WHERE e.patient_id = ? AND e.seq > ? ORDER BY e.seq"
)


@dataclass(frozen=True, slots=True)
class AuditLine:
    """A line with the hash that is stored beside it, and the entry or the setting that it records."""

    line: Line
    hash: bytes
    record: Record | None = None
    setting: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class SettingLine:
    """A setting's value from a line of the history on."""

    key: str
    seq: int
    value: str


def audit_lines(connection: Connection) -> Iterator[AuditLine]:
    """Every line of the history, oldest first; read to the end within one snapshot."""
    settings = {one.seq: (one.key, one.value) for one in setting_lines(connection)}
    for row in connection.execute(_LINES):
        line = Line(*row[:-1])
        entry = None
        if line.action == "entry":
            entry = connection.execute(_ENTRY, (line.entry_id,)).fetchone()
        record = None if entry is None else Record._make(entry)
        yield AuditLine(line, row[-1], record, settings.get(line.seq))


def lines_of_child(connection: Connection, patient_id: str, after: int, path: Path) -> list[Line]:
    """The lines of a child's entries after one, oldest first. Raises Damaged."""
    rows = connection.execute(_OF_CHILD, (patient_id, after)).fetchall()
    return [reading.proved(row, path) for row in rows]


def setting_lines(connection: Connection) -> list[SettingLine]:
    """Every value that a setting ever had, oldest first."""
    rows = connection.execute("SELECT key, seq, value FROM setting ORDER BY seq")
    return [SettingLine(*row) for row in rows]

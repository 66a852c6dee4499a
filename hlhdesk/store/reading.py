"""Reading what is proved only: each entry by its digest, each chart by its count, the head by the last line."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hlhdesk.store.driver import Connection
from hlhdesk.store.errors import Damaged, DamagedEntry, DriverError, in_words, is_busy
from hlhdesk.store.record import COLUMNS, LINE_COLUMNS, Line, Record, digest

_CHART = f"SELECT {COLUMNS}, digest FROM entry WHERE patient_id = ? AND seq > ? ORDER BY seq"  # noqa: S608  our own names
_BY_ID = f"SELECT {COLUMNS}, digest FROM entry WHERE id = ?"  # noqa: S608  our own names
_LAST_ENTRY = "SELECT entry_id FROM history WHERE action = 'entry' ORDER BY seq DESC LIMIT 1"
_LINES = f"SELECT {LINE_COLUMNS}, hash FROM history WHERE action = ? ORDER BY seq"  # noqa: S608  our own names
_SEQ_OF = "SELECT seq FROM history WHERE hash = ? UNION ALL SELECT 0 FROM ledger WHERE seq = 0 AND hash = ?"
_LAST_LINE = f"SELECT {LINE_COLUMNS}, hash FROM history ORDER BY seq DESC LIMIT 1"  # noqa: S608  our own names
_LINE = f"SELECT {LINE_COLUMNS}, hash FROM history WHERE seq = ?"  # noqa: S608  our own names


@dataclass(frozen=True, slots=True)
class Ledger:
    """The head of the chain and the counts of the database."""

    seq: int
    hash: bytes
    entries: int
    patients: int
    settings: int


@dataclass(frozen=True, slots=True)
class ChartHead:
    """How far a child's chart goes: its number of entries and the history line of the last one."""

    entries: int
    seq: int


def ledger(connection: Connection, path: Path) -> Ledger:
    """The ledger, once the last line of the history agrees with it. Raises Damaged."""
    row = connection.execute("SELECT seq, hash, entries, patients, settings FROM ledger").fetchone()
    last = connection.execute(_LAST_LINE).fetchone()
    if row is None:
        raise Damaged.of("store.damaged", path=str(path))
    found = Ledger(*row)
    if (last is None) != (found.seq == 0):
        raise Damaged.of("store.damaged", path=str(path))
    if last is not None:
        line = proved(last, path)
        if (line.seq, line.hash) != (found.seq, found.hash):
            raise Damaged.of("store.damaged", path=str(path))
    return found


def line_at(connection: Connection, seq: int, path: Path) -> Line:
    """One line of the history. Raises Damaged when it is missing or is not what was written."""
    row = connection.execute(_LINE, (seq,)).fetchone()
    if row is None:
        raise Damaged.of("store.damaged", path=str(path))
    return proved(row, path)


def lines(connection: Connection, action: str, path: Path) -> list[Line]:
    """The lines with this action, oldest first. Raises Damaged when one is not what was written."""
    return [proved(row, path) for row in connection.execute(_LINES, (action,)).fetchall()]


def seq_of(connection: Connection, head: str) -> int | None:
    """The line that had this head; 0 for the head of an empty history, None for none of the two."""
    try:
        wanted = bytes.fromhex(head)
    except ValueError:
        return None
    row = connection.execute(_SEQ_OF, (wanted, wanted)).fetchone()
    return None if row is None else int(row[0])


def proved(row: tuple[Any, ...], path: Path) -> Line:
    """The line of a row of LINE_COLUMNS and hash; Damaged when the hash is not its own."""
    line = Line(*row[:-1])
    if line.hash != row[-1]:
        raise Damaged.of("store.damaged", path=str(path))
    return line


def patient_ids(connection: Connection, path: Path) -> tuple[str, ...]:
    """Every child, by id. Raises Damaged when the ledger counts others."""
    found = tuple(row[0] for row in connection.execute("SELECT patient_id FROM patient ORDER BY patient_id"))
    named = all(isinstance(patient_id, str) for patient_id in found)
    if not named or len(set(found)) != ledger(connection, path).patients:
        raise Damaged.of("store.damaged", path=str(path))
    return found


def chart_head(connection: Connection, patient_id: str) -> ChartHead | None:
    """None for an unknown child."""
    if not _writable(patient_id):
        return None
    row = connection.execute(
        "SELECT entries, last_seq FROM patient WHERE patient_id = ?", (patient_id,)
    ).fetchone()
    return None if row is None else ChartHead(*row)


def chart(
    connection: Connection, patient_id: str, after: ChartHead, path: Path
) -> tuple[ChartHead, list[Record]]:
    """The child's entries after ``after`` (all of them after ``ChartHead(0, 0)``) and the new head.

    Raises DamagedEntry for one that is not as it was written, or is missing; LookupError for an unknown child.
    """
    try:
        head = chart_head(connection, patient_id)
        rows = connection.execute(_CHART, (patient_id, after.seq)).fetchall() if _writable(patient_id) else []
    except DriverError as error:
        if is_busy(error) or not isinstance(in_words(error, path), Damaged):
            raise
        raise DamagedEntry(patient_id, None, path) from error
    if head is not None and not (isinstance(head.entries, int) and isinstance(head.seq, int)):
        raise DamagedEntry(patient_id, None, path)
    if head is None:
        if rows:
            raise DamagedEntry(patient_id, None, path)
        raise LookupError(patient_id)
    records = [_checked(row, path) for row in rows]
    numbers = [record.number for record in records]
    if numbers != list(range(after.entries + 1, head.entries + 1)) or (
        records and records[-1].seq != head.seq
    ):
        raise DamagedEntry(patient_id, None, path)
    return head, records


def entry(connection: Connection, entry_id: str, path: Path) -> Record | None:
    """The entry with this id. Raises DamagedEntry when it is not as it was written."""
    row = connection.execute(_BY_ID, (entry_id,)).fetchone() if _writable(entry_id) else None
    return None if row is None else _checked(row, path)


def last_entry(connection: Connection, path: Path) -> Record | None:
    """The entry that was stored last. Raises DamagedEntry when it is not as it was written."""
    found = connection.execute(_LAST_ENTRY).fetchone()
    return None if found is None else entry(connection, found[0], path)


def _writable(text: str) -> bool:
    """False for a text that no database can hold: half a character, as broken input brings it."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return False
    return True


def _checked(row: tuple[Any, ...], path: Path) -> Record:
    record = Record._make(row[:-1])
    if digest(record) != row[-1]:
        raise DamagedEntry(record.patient_id, record.id, path)
    return record


def settings(connection: Connection, path: Path) -> dict[str, str]:
    """The value in force of every setting, each proved by its line. Raises Damaged."""
    rows = connection.execute(
        "SELECT s.key, s.seq, s.value, h.digest FROM setting s LEFT JOIN history h ON h.seq = s.seq ORDER BY s.seq"
    ).fetchall()
    if len(rows) != ledger(connection, path).settings:
        raise Damaged.of("store.damaged", path=str(path))
    for key, seq, value, proof in rows:
        if setting_digest(key, seq, value) != proof:
            raise Damaged.of("store.damaged", path=str(path))
    return {key: value for key, _, value, _ in rows}


def setting_digest(key: str, seq: int, value: str) -> bytes:
    """What the history line of a setting holds."""
    return digest((key, seq, value))

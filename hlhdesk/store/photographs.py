"""A child's photograph: a row beside a line of the history, which holds the picture's SHA-256.

It is the one thing of a child that goes for good when it is replaced or taken away: the lines stay.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from hlhdesk.store import reading
from hlhdesk.store.driver import Connection
from hlhdesk.store.errors import Damaged
from hlhdesk.store.record import LINE_COLUMNS, Line

TAKEN, REMOVED = "photograph", "photograph-removed"
"""Actions of the history."""

_PICTURE = "SELECT seq, picture FROM photograph WHERE patient_id = ?"
_LAST_LINES = (
    f"SELECT {LINE_COLUMNS} FROM history WHERE seq IN"  # noqa: S608  our own names
    " (SELECT max(seq) FROM history WHERE action IN (?, ?) GROUP BY patient_id) ORDER BY patient_id"
)


@dataclass(frozen=True, slots=True)
class StoredPhotograph:
    """The picture's bytes, and the line of the history that tells of it."""

    picture: bytes
    line: Line


def proof_of(picture: bytes) -> dict[str, object]:
    """What the line says of the picture's bytes."""
    return {"bytes": len(picture), "sha256": sha256(picture).hexdigest()}


def photograph(connection: Connection, patient_id: str, path: Path) -> StoredPhotograph | None:
    """The child's photograph, proved by its line; None when there is none. Raises Damaged."""
    row = connection.execute(_PICTURE, (patient_id,)).fetchone()
    if row is None:
        return None
    line = reading.line_at(connection, row[0], path)
    if not _tells(line, patient_id, row[1]):
        raise Damaged.of("store.damaged", path=str(path))
    return StoredPhotograph(row[1], line)


def has(connection: Connection, patient_id: str) -> bool:
    """Whether the child has one."""
    return connection.execute(_PICTURE, (patient_id,)).fetchone() is not None


def insert(connection: Connection, patient_id: str, seq: int, picture: bytes) -> None:
    """Store the picture that the last line of the history, ``seq``, tells of."""
    connection.execute(
        "INSERT INTO photograph (patient_id, seq, picture) VALUES (?, ?, ?)", (patient_id, seq, picture)
    )


def drop(connection: Connection, patient_id: str) -> None:
    """Delete the picture, once a later line of the history tells of it."""
    connection.execute("DELETE FROM photograph WHERE patient_id = ?", (patient_id,))


def faulty(connection: Connection) -> Iterator[str]:
    """The children whose picture is not what the last line about it says; for a proved history."""
    rows = connection.execute("SELECT patient_id, seq, picture FROM photograph").fetchall()
    pictures = {patient_id: (seq, picture) for patient_id, seq, picture in rows}
    for row in connection.execute(_LAST_LINES, (TAKEN, REMOVED)).fetchall():
        line = Line(*row)
        seq, picture = pictures.pop(line.patient_id, (None, None))
        told = (
            seq is None
            if line.action == REMOVED
            else seq == line.seq and _tells(line, line.patient_id, picture)
        )
        if not told:
            yield str(line.patient_id)
    yield from map(str, pictures)


def _tells(line: Line, patient_id: str | None, picture: object) -> bool:
    """Whether a line is about exactly this picture of this child."""
    if not isinstance(picture, bytes) or (line.action, line.patient_id) != (TAKEN, patient_id):
        return False
    try:
        detail = json.loads(line.detail or "{}")
    except (ValueError, TypeError):  # of a damaged line
        return False
    return isinstance(detail, dict) and proof_of(picture).items() <= detail.items()

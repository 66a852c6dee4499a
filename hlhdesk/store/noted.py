"""The lines of the history that are no entry and no setting: what people did, saw and made of the charts."""

from __future__ import annotations

from pathlib import Path

from hlhdesk.store import reading
from hlhdesk.store.driver import Connection
from hlhdesk.store.record import LINE_COLUMNS, Line

_NOTES = (
    f"SELECT {LINE_COLUMNS}, hash FROM history"  # noqa: S608  our own names
    " WHERE seq > ? AND action NOT IN ('entry', 'setting') ORDER BY seq"
)


def notes_after(connection: Connection, seq: int, path: Path) -> tuple[int, list[Line]]:
    """The last line of the history, and the notes after ``seq``, oldest first. Raises Damaged."""
    end = reading.ledger(connection, path).seq
    return end, [reading.proved(row, path) for row in connection.execute(_NOTES, (seq,)).fetchall()]

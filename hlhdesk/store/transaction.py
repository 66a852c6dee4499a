"""What one transaction may do: add an entry with its history line, a child, a setting, a note; nothing else."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from hlhdesk import clock
from hlhdesk.store import photographs, reading
from hlhdesk.store.driver import Connection
from hlhdesk.store.reading import ChartHead, Ledger
from hlhdesk.store.record import COLUMNS, LINE_COLUMNS, LINE_FIELDS, Line, Record, digest, storable

_INSERT_ENTRY = f"INSERT INTO entry ({COLUMNS}, digest) VALUES ({', '.join('?' * 14)})"  # noqa: S608  our own names
_INSERT_LINE = f"INSERT INTO history ({LINE_COLUMNS}, hash) VALUES ({', '.join('?' * 10)})"  # noqa: S608  our own names

CREATED, ENTRY, SETTING = "created", "entry", "setting"
"""Actions that the store knows itself; callers name others (``confirmed``, ``imported``)."""


@dataclass(frozen=True, slots=True)
class Note:
    """A line of the history that is to be written: what was done, by whom, and what belongs to it."""

    action: str
    by: str | None
    detail: Mapping[str, object]


def utc_text(instant: datetime) -> str:
    """``YYYY-MM-DDTHH:MM:SS.ffffffZ``, in which texts sort as instants do."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%S.%fZ").rjust(27, "0")


class Transaction:
    """An open transaction of the one writer. All of it is committed, or nothing."""

    def __init__(self, connection: Connection, path: Path) -> None:
        self._connection = connection
        self._path = path
        start: Ledger = reading.ledger(connection, path)
        self._seq, self._head = start.seq, start.hash
        self.abandoned = False
        self.seqs: list[int] = []
        self.patient_ids: set[str] = set()
        self.entry_ids: list[str] = []

    def abandon(self) -> None:
        """At the end undo everything instead of committing (a dry run)."""
        self.abandoned = True

    def chart(self, patient_id: str, after: ChartHead | None = None) -> tuple[ChartHead, list[Record]]:
        """The child's entries, this transaction's own included; see ``reading.chart``."""
        return reading.chart(self._connection, patient_id, after or ChartHead(0, 0), self._path)

    def chart_head(self, patient_id: str) -> ChartHead | None:
        """None for an unknown child."""
        return reading.chart_head(self._connection, patient_id)

    def entry(self, entry_id: str) -> Record | None:
        """The entry with this id, or None."""
        return reading.entry(self._connection, entry_id, self._path)

    def superseded_by(self, entry_id: str) -> str | None:
        """The id of the entry that supersedes ``entry_id``, or None."""
        row = self._connection.execute("SELECT id FROM entry WHERE supersedes = ?", (entry_id,)).fetchone()
        return None if row is None else str(row[0])

    def add_patient(self, patient_id: str) -> None:
        """A child without entries; who it is, is an entry too."""
        self._connection.execute("INSERT INTO patient (patient_id) VALUES (?)", (patient_id,))

    def add(self, record: Record) -> Record:
        """Store an entry with its history line; the record comes back with its ``seq`` and ``number``."""
        head = self.chart_head(record.patient_id)
        number = head.entries + 1 if head is not None else 1
        stored = record._replace(seq=self._seq + 1, number=number)
        storable(stored)
        proof = digest(stored)
        self._write_line(
            Line(ENTRY, record.recorded_by, patient_id=record.patient_id, entry_id=record.id, digest=proof)
        )
        self._connection.execute(_INSERT_ENTRY, (*stored, proof))
        self.entry_ids.append(stored.id)
        return stored

    def note(
        self,
        action: str,
        *,
        by: str | None = None,
        patient_id: str | None = None,
        entry_id: str | None = None,
        detail: Mapping[str, object] | None = None,
    ) -> int:
        """A line of the history that is no entry (a confirmation, an import); returns its seq."""
        text = None if detail is None else json.dumps(detail, ensure_ascii=False, separators=(",", ":"))
        return self._write_line(Line(action, by, patient_id=patient_id, entry_id=entry_id, detail=text))

    def set(self, key: str, value: str, by: str | None = None) -> int:
        """A setting's new value; the old ones stay in the history."""
        seq = self._seq + 1
        self._write_line(Line(SETTING, by, digest=reading.setting_digest(key, seq, value)))
        self._connection.execute("INSERT INTO setting (key, seq, value) VALUES (?, ?, ?)", (key, seq, value))
        return seq

    def put_photograph(
        self, patient_id: str, picture: bytes, *, by: str | None = None, detail: Mapping[str, object]
    ) -> int:
        """The child's photograph from now on, with its line; one that was there before goes."""
        proof = photographs.proof_of(picture)
        seq = self.note(photographs.TAKEN, by=by, patient_id=patient_id, detail={**detail, **proof})
        photographs.drop(self._connection, patient_id)
        photographs.insert(self._connection, patient_id, seq, picture)
        return seq

    def drop_photograph(
        self, patient_id: str, *, by: str | None = None, detail: Mapping[str, object] | None = None
    ) -> bool:
        """Take the child's photograph away, with a line that says so; False when there is none."""
        if not photographs.has(self._connection, patient_id):
            return False
        self.note(photographs.REMOVED, by=by, patient_id=patient_id, detail=detail)
        photographs.drop(self._connection, patient_id)
        return True

    def _write_line(self, draft: Line) -> int:
        """Append ``draft`` to the chain: its place, time and predecessor are filled in here."""
        line = replace(draft, seq=self._seq + 1, recorded_at=utc_text(clock.now()), prev=self._head)
        storable(line.cells)
        row = (*(getattr(line, name) for name in LINE_FIELDS), line.hash)
        self._connection.execute(_INSERT_LINE, row)
        self._seq, self._head = line.seq, line.hash
        self.seqs.append(line.seq)
        if line.patient_id is not None:
            self.patient_ids.add(line.patient_id)
        return line.seq

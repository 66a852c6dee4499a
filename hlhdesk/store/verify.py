"""Everything that can be checked of a database, each check apart: what is wrong is listed, not raised."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from hlhdesk.model.message import Message, Value
from hlhdesk.store import reading
from hlhdesk.store.driver import Connection
from hlhdesk.store.errors import DriverError, StoreError, in_words, is_busy
from hlhdesk.store.photographs import faulty
from hlhdesk.store.record import LINE_COLUMNS, Line, Record, digest
from hlhdesk.store.schema import PHOTOGRAPHS, STEPS, Step, expected, newest, objects

_ZERO = bytes(32)
_MANY = 20  # of one sort; more say nothing new


@dataclass(frozen=True, slots=True)
class Fault:
    """One thing that is not as this program wrote it, with the child and entry it concerns, if any."""

    message: Message
    patient_id: str | None = None
    entry_id: str | None = None

    @classmethod
    def of(
        cls, key: str, patient_id: str | None = None, entry_id: str | None = None, **values: Value
    ) -> Fault:
        """``Fault.of("store.fault.…", child, entry, seq=7)``."""
        shown = {"patient": patient_id, "entry": entry_id}
        named = {name: value for name, value in shown.items() if value is not None}
        return cls(Message.of(key, **named, **values), patient_id, entry_id)


def verify(
    connection: Connection, path: Path, *, head: str | None = None, steps: tuple[Step, ...] = STEPS
) -> tuple[Fault, ...]:
    """All faults of a database, in one snapshot.

    ``head`` is a chain head that was printed on a page or kept with a backup: it must be in the
    history, or lines were cut off or rewritten.
    """
    connection.execute("BEGIN")
    try:
        return tuple(_faults(connection, path, head, steps))
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")


def _faults(connection: Connection, path: Path, head: str | None, steps: tuple[Step, ...]) -> Iterator[Fault]:
    checks: tuple[Callable[[], Iterator[Fault]], ...] = (
        lambda: _pages(connection),
        lambda: _references(connection),
        lambda: _schema(connection, steps),
        lambda: _chain(connection, head),
        lambda: _entries(connection),
        lambda: _covered(connection),
        lambda: _counts(connection),
        lambda: _corrections(connection),
        lambda: _settings(connection, path),
        lambda: _photographs(connection, steps),
    )
    for check in checks:
        yield from _guarded(check, path)


def _guarded(check: Callable[[], Iterator[Fault]], path: Path) -> Iterator[Fault]:
    """What a check found; a page that cannot be read ends the check and is a fault itself."""
    found = 0
    try:
        for fault in check():
            found += 1
            if found <= _MANY:
                yield fault
    except DriverError as error:
        said = in_words(error, path)
        if is_busy(error) or not isinstance(said, StoreError):
            raise said from error
        yield Fault.of("store.fault.unreadable", reason=str(error))
    except StoreError as error:
        yield Fault(error.message)
    if found > _MANY:
        yield Fault.of("store.fault.more", number=found - _MANY)


def _pages(connection: Connection) -> Iterator[Fault]:
    for (text,) in connection.execute("PRAGMA integrity_check(20)").fetchall():
        if text != "ok":
            yield Fault.of("store.fault.integrity", reason=text)


def _references(connection: Connection) -> Iterator[Fault]:
    for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check").fetchall():
        yield Fault.of("store.fault.reference", table=table, parent=parent)


def _schema(connection: Connection, steps: tuple[Step, ...]) -> Iterator[Fault]:
    """Tables, indexes and triggers, word for word: a dropped guard is a fault."""
    found, wanted = objects(connection), expected(steps)
    for name in sorted(wanted.keys() - found.keys()):
        yield Fault.of("store.fault.object-missing", name=name)
    for name in sorted(found.keys() - wanted.keys()):
        yield Fault.of("store.fault.object-foreign", name=name)
    for name in sorted(wanted.keys() & found.keys()):
        if wanted[name] != found[name]:
            yield Fault.of("store.fault.object-changed", name=name)


def _chain(connection: Connection, head: str | None) -> Iterator[Fault]:
    """Every line follows the one before, hashes to what it says, and the ledger names the last.

    A damaged cell may hold anything, nothing included.
    """
    seq, last, seen = 0, _ZERO, head is None
    rows = connection.execute(f"SELECT {LINE_COLUMNS}, hash FROM history ORDER BY seq")  # noqa: S608  our own names
    for place, row in enumerate(rows, 1):
        line = Line(*row[:-1])
        if not isinstance(seq, int) or line.seq != seq + 1 or line.prev != last:
            yield Fault.of("store.fault.chain-broken", seq=line.seq if isinstance(line.seq, int) else place)
        if line.hash != row[-1]:
            yield Fault.of("store.fault.line-changed", line.patient_id, line.entry_id, seq=line.seq)
        seq, last = line.seq, row[-1]
        seen = seen or (isinstance(last, bytes) and last.hex() == head)
    if connection.execute("SELECT seq, hash FROM ledger").fetchall() != [(seq, last)]:
        yield Fault.of("store.fault.head", seq=seq)
    if not seen:
        yield Fault.of("store.fault.head-unknown", head=head or "")


def _entries(connection: Connection) -> Iterator[Fault]:
    """Each entry is what its digest and its line say."""
    named = ", ".join(f"e.{name}" for name in Record._fields)
    rows = connection.execute(
        f"SELECT {named}, e.digest, h.action, h.entry_id, h.patient_id, h.digest"  # noqa: S608  our own names
        " FROM entry e LEFT JOIN history h ON h.seq = e.seq"
    )
    for *cells, proof, action, entry_id, patient_id, recorded in rows:
        record = Record._make(cells)
        if digest(record) != proof:
            yield Fault.of("store.fault.entry-changed", record.patient_id, record.id)
        elif (action, entry_id, patient_id, recorded) != ("entry", record.id, record.patient_id, proof):
            yield Fault.of("store.fault.entry-unrecorded", record.patient_id, record.id)


def _covered(connection: Connection) -> Iterator[Fault]:
    """Each line of an entry has its entry, each line of a setting its setting."""
    rows = connection.execute(
        "SELECT h.patient_id, h.entry_id FROM history h LEFT JOIN entry e"
        " ON e.patient_id = h.patient_id AND e.seq = h.seq AND e.id = h.entry_id"
        " WHERE h.action = 'entry' AND e.seq IS NULL"
    )
    for patient, entry in rows:
        yield Fault.of("store.fault.entry-missing", str(patient), str(entry))
    lost = connection.execute(
        "SELECT count(*) FROM history h WHERE h.action = 'setting'"
        " AND NOT EXISTS (SELECT 1 FROM setting s WHERE s.seq = h.seq)"
    ).fetchone()[0]
    if lost:
        yield Fault.of("store.fault.settings-missing", number=lost)


def _counts(connection: Connection) -> Iterator[Fault]:
    """The ledger's counts, and each child's, agree with what is there."""
    rows = connection.execute(
        "SELECT p.patient_id FROM patient p LEFT JOIN"
        " (SELECT patient_id, count(*) AS n, max(seq) AS last, max(number) AS top FROM entry GROUP BY patient_id) e"
        " ON e.patient_id = p.patient_id WHERE p.entries IS NOT ifnull(e.n, 0) OR p.last_seq IS NOT ifnull(e.last, 0)"
        " OR p.entries IS NOT ifnull(e.top, 0)"
    )
    for (patient,) in rows:
        yield Fault.of("store.fault.count", str(patient))
    said = connection.execute("SELECT entries, patients, settings FROM ledger").fetchone()
    found = connection.execute(
        "SELECT (SELECT count(*) FROM entry), (SELECT count(*) FROM patient), (SELECT count(*) FROM setting)"
    ).fetchone()
    if said != found:
        yield Fault.of("store.fault.counts")


def _corrections(connection: Connection) -> Iterator[Fault]:
    """A correction is of the same child and kind and comes after what it corrects; once only."""
    rows = connection.execute(
        "SELECT c.patient_id, c.id FROM entry c LEFT JOIN entry o ON o.id = c.supersedes"
        " WHERE c.supersedes IS NOT NULL"
        " AND (o.id IS NULL OR o.patient_id <> c.patient_id OR o.kind <> c.kind OR o.seq >= c.seq)"
    )
    for patient, entry in rows:
        yield Fault.of("store.fault.correction", str(patient), str(entry))
    twice = connection.execute(
        "SELECT min(patient_id), supersedes FROM entry WHERE supersedes IS NOT NULL"
        " GROUP BY supersedes HAVING count(*) > 1"
    )
    for patient, entry in twice:
        yield Fault.of("store.fault.correction", str(patient), str(entry))


def _settings(connection: Connection, path: Path) -> Iterator[Fault]:
    reading.settings(connection, path)
    yield from ()


def _photographs(connection: Connection, steps: tuple[Step, ...]) -> Iterator[Fault]:
    """Each picture is what the child's last line about it says, and is missing where that line says that it went."""
    if newest(steps) >= PHOTOGRAPHS:
        for patient in faulty(connection):
            yield Fault.of("store.fault.photograph", patient)

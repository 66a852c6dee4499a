"""One database file: opened with its promises read back, written by one connection, read with proof."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar

from hlhdesk.model.message import Message
from hlhdesk.store import driver, files, place, reading
from hlhdesk.store.audit import AuditLine, SettingLine, audit_lines, lines_of_child, setting_lines
from hlhdesk.store.create import create_database
from hlhdesk.store.driver import Connection, patiently
from hlhdesk.store.errors import CannotWrite, DriverError, NotOpened, in_words
from hlhdesk.store.noted import notes_after
from hlhdesk.store.photographs import StoredPhotograph, photograph
from hlhdesk.store.reading import ChartHead, Ledger
from hlhdesk.store.recent import Written, entries_after, newest_entry
from hlhdesk.store.record import Line, Record
from hlhdesk.store.schema import STEPS, Step
from hlhdesk.store.transaction import Note, Transaction
from hlhdesk.store.upgrade import refuse_newer, upgrade_if_older

T = TypeVar("T")

BEGIN = "BEGIN IMMEDIATE"
"""Take the write lock first: who reads before locking finds that the database moved on."""


class Store:
    """An open database. Use it from the thread that opened it; close it, or use it as a context.

    ``notices`` says in words what opening did besides (an upgrade, and where its backup lies).
    """

    def __init__(self, connection: Connection, path: Path, *, readonly: bool, tidy: bool = False) -> None:
        self._connection = connection
        self.path = path
        self.readonly = readonly
        self.notices: tuple[Message, ...] = ()
        self._tidy = tidy
        self._file = _identity(path)
        self._version = self._data_version()

    @classmethod
    def open(  # noqa: PLR0913  what an opening depends on, by name
        cls,
        path: Path,
        *,
        create: bool = False,
        readonly: bool = False,
        settings: Mapping[str, str] | None = None,
        steps: tuple[Step, ...] = STEPS,
        key: bytes | None = None,
        notes: Sequence[Note] = (),
    ) -> Self:
        """Open the database at ``path``; with ``create`` make one where there is none.

        ``settings`` and ``notes`` are the first of a new database; ``key`` encrypts it, and is held by who
        opens it (``keyring``). Raises StoreError: NotOpened for
        what is no database of this program, NewerFile, Busy, CannotWrite, Damaged.
        """
        if create and not readonly and not place.is_there(path):
            create_database(path, settings or {}, steps, key, notes)
        refuse_newer(driver.check_existing(path), path, steps)  # before SQLite touches anything
        tidy = readonly and not files.beside(path, "-wal").exists()
        connection = driver.open_reader(path) if readonly else driver.open_writer(path)
        try:
            notices = upgrade_if_older(connection, path, steps, readonly=readonly)
            store = cls(connection, path, readonly=readonly, tidy=tidy)
        except BaseException:
            connection.close()
            if tidy:
                _remove_index(path)
            raise
        store.notices = notices
        return store

    def close(self) -> None:
        """Release the file. Closing twice is harmless."""
        self._connection.close()
        if self._tidy:
            self._tidy = False
            _remove_index(self.path)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    @contextmanager
    def write(self) -> Iterator[Transaction]:
        """One transaction: committed on the disk when the block has ended without an error, else undone.

        Raises StoreError; then nothing was saved and the store goes on.
        """
        if self.readonly:
            raise CannotWrite.of("store.read-only", path=str(self.path))
        patiently(lambda: self._connection.execute(BEGIN), self.path)
        try:
            self._check_same_file()
            transaction = Transaction(self._connection, self.path)
            yield transaction
            if transaction.abandoned:
                self._undo()
                return
            self._commit()
        except DriverError as error:
            self._undo()
            raise in_words(error, self.path) from error
        except BaseException:
            self._undo()
            raise

    def ledger(self) -> Ledger:
        """Head and counts. Raises Damaged."""
        return self._read(lambda: reading.ledger(self._connection, self.path))

    def patient_ids(self) -> tuple[str, ...]:
        """Every child, by id. Raises Damaged."""
        return self._read(lambda: reading.patient_ids(self._connection, self.path))

    def chart_head(self, patient_id: str) -> ChartHead | None:
        """How far a child's chart goes; None for an unknown child."""
        return self._read(lambda: reading.chart_head(self._connection, patient_id))

    def chart(self, patient_id: str, after: ChartHead | None = None) -> tuple[ChartHead, list[Record]]:
        """A child's entries after ``after``; raises DamagedEntry, and LookupError for an unknown child."""
        start = after or ChartHead(0, 0)
        return self._read(lambda: reading.chart(self._connection, patient_id, start, self.path))

    def entry(self, entry_id: str) -> Record | None:
        """The entry with this id; raises DamagedEntry."""
        return self._read(lambda: reading.entry(self._connection, entry_id, self.path))

    def last_entry(self) -> Record | None:
        """The entry that was stored last; raises DamagedEntry."""
        return self._read(lambda: reading.last_entry(self._connection, self.path))

    def settings(self) -> dict[str, str]:
        """The settings in force. Raises Damaged."""
        return self._read(lambda: reading.settings(self._connection, self.path))

    def line(self, seq: int) -> Line:
        """One line of the history. Raises Damaged."""
        return self._read(lambda: reading.line_at(self._connection, seq, self.path))

    def lines(self, action: str) -> list[Line]:
        """The lines of the history with this action, oldest first. Raises Damaged."""
        return self._read(lambda: reading.lines(self._connection, action, self.path))

    def notes_after(self, seq: int) -> tuple[int, list[Line]]:
        """The last line's seq, and the lines after ``seq`` that are no entry and no setting. Raises Damaged."""
        return self._read(lambda: notes_after(self._connection, seq, self.path))

    def entries_after(self, seq: int) -> list[Written]:
        """The entries after a line of the history, each with its line, oldest first. Raises Damaged."""
        return self._read(lambda: entries_after(self._connection, seq, self.path))

    def newest_entry(self) -> Written | None:
        """The entry that was written last, with its line. Raises Damaged."""
        return self._read(lambda: newest_entry(self._connection, self.path))

    def photograph(self, patient_id: str) -> StoredPhotograph | None:
        """A child's photograph with its line; None when there is none. Raises Damaged."""
        return self._read(lambda: photograph(self._connection, patient_id, self.path))

    def lines_of_child(self, patient_id: str, after: int = 0) -> list[Line]:
        """The lines of a child's entries after one, oldest first. Raises Damaged."""
        return self._read(lambda: lines_of_child(self._connection, patient_id, after, self.path))

    def setting_lines(self) -> list[SettingLine]:
        """Every value that a setting ever had, oldest first."""
        return self._read(lambda: setting_lines(self._connection))

    def audit_lines(self) -> Iterator[AuditLine]:
        """Every line of the history as it is stored, nothing proved, in one snapshot. Raises StoreError."""
        try:
            self._connection.execute("BEGIN")
            yield from audit_lines(self._connection)
        except DriverError as error:
            raise in_words(error, self.path) from error
        finally:
            self._undo()

    def seq_of(self, head: str) -> int | None:
        """The line of the history that had this head (hexadecimal digits); None when none had."""
        return self._read(lambda: reading.seq_of(self._connection, head))

    def changes_after(self, seq: int) -> list[tuple[int, str | None]]:
        """The seq and child of each history line after ``seq``."""
        statement = "SELECT seq, patient_id FROM history WHERE seq > ? ORDER BY seq"
        return self._read(lambda: [(row[0], row[1]) for row in self._connection.execute(statement, (seq,))])

    def changed_elsewhere(self) -> bool:
        """True once after another connection committed; costs next to nothing.

        Raises NotOpened when the file is no longer the one that was opened: what others commit is not seen then.
        """
        if _identity(self.path) != self._file:
            raise NotOpened.of("store.elsewhere", path=str(self.path))
        version = self._data_version()
        changed, self._version = version != self._version, version
        return changed

    @property
    def connection(self) -> Connection:
        """For the store's own rooms (verify, backup)."""
        return self._connection

    def _data_version(self) -> int:
        return int(self._read(lambda: self._connection.execute("PRAGMA data_version").fetchone()[0]))

    def _read(self, action: Callable[[], T]) -> T:
        """``action`` in one snapshot, so that counts and rows belong together."""
        if self._connection.in_transaction:
            return patiently(action, self.path)
        return patiently(lambda: self._in_snapshot(action), self.path)

    def _in_snapshot(self, action: Callable[[], T]) -> T:
        self._connection.execute("BEGIN")
        try:
            return action()
        finally:
            self._undo()

    def _commit(self) -> None:
        """COMMIT; what it answers is what the caller may say."""
        self._check_same_file()
        self._connection.execute("COMMIT")

    def _undo(self) -> None:
        if self._connection.in_transaction:
            with contextlib.suppress(*DriverError):  # SQLite undid it itself
                self._connection.execute("ROLLBACK")

    def _check_same_file(self) -> None:
        """What is committed into a file that lost its name would be lost with it."""
        if _identity(self.path) != self._file:
            raise NotOpened.of("store.replaced", path=str(self.path))


def _identity(path: Path) -> tuple[int, int] | None:
    try:
        found = os.stat(path)  # noqa: PTH116  the path that was opened, as it is now
    except OSError:
        return None
    return found.st_dev, found.st_ino


def _remove_index(path: Path) -> None:
    """Let SQLite remove the empty log that a reader needed; it does so only when nobody else is there."""
    log = files.beside(path, "-wal")
    with contextlib.suppress(OSError, *DriverError):  # an empty log harms nobody
        if log.exists() and not log.stat().st_size:
            connection = driver.connect(path, "rw")
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
            connection.close()

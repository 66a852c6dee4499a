"""A restore drill: put the newest backup back in a place of its own, and see whether all is there."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

from hlhdesk.definitions import load_for
from hlhdesk.model.message import Message
from hlhdesk.model.moment import Moment
from hlhdesk.service.checking import check
from hlhdesk.service.keeping import facts
from hlhdesk.service.keeping.listing import backups
from hlhdesk.service.keeping.places import BackupFile
from hlhdesk.service.keeping.ward_zone import zone_of
from hlhdesk.service.wardclock import moment_at
from hlhdesk.store import BackupRefused, CannotWrite, Ledger, Proof, Store, StoreError, restore


@dataclass(frozen=True, slots=True)
class Drill:
    """What a drill found. ``problems`` is empty when the backup gave back what its record says.

    ``found`` is the ledger of the restored database; ``recorded`` what the history says of this
    backup, None when it names no such file. ``unrecorded`` says why the drill is not in the history.
    """

    file: Path
    at: Moment
    found: Ledger | None
    recorded: Proof | None
    problems: tuple[Message, ...]
    unrecorded: Message | None = None

    @property
    def passed(self) -> bool:
        """True when nothing was wrong."""
        return not self.problems


def drill(database: Path, by: str | None = None) -> Drill:
    """Restore the newest backup beside the database, verify it, compare it with its record, and note it.

    Raises BackupRefused when there is none, CannotWrite when there is no room for it.
    """
    zone = zone_of(database)
    file = _newest(database)
    recorded = _recorded(database, file.path)
    try:
        with TemporaryDirectory(prefix=f".{database.name}.drill-", dir=database.parent) as folder:
            found, problems = _tried(file.path, Path(folder) / database.name, zone, database, recorded)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise CannotWrite.of("store.cannot-write", path=str(database.parent), reason=reason) from error
    done = Drill(file.path, moment_at(file.made_at, zone), found, recorded, problems)
    return _noted(done, database, by)


def _newest(database: Path) -> BackupFile:
    found = backups(database)
    if not found:
        raise BackupRefused.of("keeping.none", path=str(database))
    return found[0]


def _recorded(database: Path, file: Path) -> Proof | None:
    """What the history says of this file; None when it cannot be asked or does not name it."""
    try:
        with Store.open(database, readonly=True) as store:
            known = facts.recorded_backups(store.notes_after(0)[1])
    except StoreError:
        return None
    return next((made.proof for made in reversed(known) if made.file == file.name), None)


def _tried(
    backup: Path, place: Path, zone: ZoneInfo, database: Path, recorded: Proof | None
) -> tuple[Ledger | None, tuple[Message, ...]]:
    try:
        proof = restore(backup, place).proof
        with Store.open(place, readonly=True) as store:
            faults = check(store, load_for(database), zone, proof.head)
            found = store.ledger()
    except StoreError as error:
        return None, (error.message,)
    problems = [fault.message for fault in faults]
    if recorded is not None and recorded != proof:
        problems.append(Message.of("keeping.drill.differs", recorded=recorded.head, found=proof.head))
    return found, tuple(problems)


def _noted(done: Drill, database: Path, by: str | None) -> Drill:
    detail = {
        "file": done.file.name,
        "passed": done.passed,
        "head": None if done.found is None else done.found.hash.hex(),
        "entries": None if done.found is None else done.found.entries,
        "patients": None if done.found is None else done.found.patients,
        "problems": [problem.key for problem in done.problems],
    }
    try:
        with Store.open(database) as store, store.write() as transaction:
            transaction.note(facts.DRILL, by=by, detail=detail)
    except StoreError as error:
        return Drill(done.file, done.at, done.found, done.recorded, done.problems, error.message)
    return done

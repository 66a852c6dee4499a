"""What restoring a backup would change, before anything is changed; and restoring it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

from hlhdesk import clock
from hlhdesk.definitions import load_for
from hlhdesk.model.message import Message
from hlhdesk.model.moment import Moment
from hlhdesk.service.answers import Refused
from hlhdesk.service.entries import entry_of
from hlhdesk.service.keeping import facts
from hlhdesk.service.keeping.companions import companions_back
from hlhdesk.service.keeping.ward_zone import zone_of
from hlhdesk.service.people.access import Access, is_protected
from hlhdesk.service.people.roles import Action
from hlhdesk.service.wardclock import moment_at
from hlhdesk.store import (
    BackupRefused,
    Ledger,
    Line,
    Proof,
    Record,
    Restored,
    Store,
    StoreError,
    check_backup,
    is_there,
    newest_in_backup,
    restore,
)
from hlhdesk.store.protect import is_plain
from hlhdesk.wording.entry_words import entry_words, when_of


@dataclass(frozen=True, slots=True)
class WrittenEntry:
    """An entry in words: whose, what, when it happened, when it was written and by whom."""

    patient_id: str
    said: Message
    happened: Moment | date
    at: Moment
    by: str | None


@dataclass(frozen=True, slots=True)
class RestorePreview:
    """What stands in the backup, what in the database, and what would be lost.

    ``now`` is None when the database is not there or cannot be read, which ``unreadable`` then
    says. ``same_history`` is False when the backup is no earlier state of this database. ``lost``
    are the entries that the backup does not hold, newest first; ``lost_today`` those written today.
    """

    backup: Proof
    backup_newest: WrittenEntry | None
    now: Ledger | None = None
    now_newest: WrittenEntry | None = None
    unreadable: Message | None = None
    same_history: bool = False
    lost: tuple[WrittenEntry, ...] = ()
    lost_today: tuple[WrittenEntry, ...] = ()


def preview(backup: Path, database: Path) -> RestorePreview:
    """Compare a backup, verified whole, with the database. Raises StoreError for a backup that is not used."""
    proof = check_backup(backup)
    say = _reader(database, zone_of(database))
    newest = newest_in_backup(backup)
    alone = RestorePreview(proof, say(*newest) if newest else None)
    if not is_there(database):
        return alone
    try:
        with Store.open(database, readonly=True) as store:
            return _compared(store, alone, say)
    except StoreError as error:
        return RestorePreview(proof, alone.backup_newest, unreadable=error.message)


def restore_backup(
    backup: Path, database: Path, by: str | None = None, access: Access | None = None
) -> Restored:
    """Put a backup in the place of the database, keep what it replaces, and say so in the history.

    What belongs beside a database (a ward's own parameters) comes back where it is missing. A
    protected one needs the ``access`` of somebody who may. Raises Refused and StoreError; then the
    database is as it was.
    """
    if is_protected(database) or is_protected(backup):
        _require(access, Action.RESTORE)
    if is_there(backup) and is_protected(database) and is_plain(backup):
        raise BackupRefused.of("people.backup-plain", path=str(backup))
    with companions_back(backup, database):
        done = restore(backup, database)
    detail = facts.restored_detail(backup, done)
    with Store.open(database) as store, store.write() as transaction:
        transaction.note(facts.RESTORED, by=by, detail=detail)
    return done


def _require(access: Access | None, action: Action) -> None:
    """Deny by default: nobody, or somebody who may not."""
    if access is None:
        raise Refused.because("user", "people.nobody")
    if not access.may(action):
        raise Refused.because("user", "people.not-allowed", name=access.user.name)


Reader = Callable[[Record, Line], WrittenEntry]


def _compared(store: Store, alone: RestorePreview, say: Reader) -> RestorePreview:
    same = store.seq_of(alone.backup.head) == alone.backup.seq
    after = store.entries_after(alone.backup.seq if same else 0)
    lost = tuple(say(record, line) for record, line in reversed(after))
    newest = store.newest_entry()
    return RestorePreview(
        backup=alone.backup,
        backup_newest=alone.backup_newest,
        now=store.ledger(),
        now_newest=say(*newest) if newest else None,
        same_history=same,
        lost=lost,
        lost_today=tuple(entry for entry in lost if entry.at.day == _today(store)),
    )


def _today(store: Store) -> date:
    return moment_at(clock.now(), zone_of(store.path)).day


def _reader(database: Path, zone: ZoneInfo) -> Reader:
    definitions = load_for(database)

    def say(record: Record, line: Line) -> WrittenEntry:
        entry = entry_of(record, definitions, zone)
        at = moment_at(datetime.fromisoformat(line.recorded_at), zone)
        return WrittenEntry(record.patient_id, entry_words(entry), when_of(entry), at, line.recorded_by)

    return say

"""Making a backup: proved, recorded in the history, carried to the second place, old ones taken away.

All of it on connections of its own, so that it can run beside the window, in another process.
"""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

from hlhdesk import clock
from hlhdesk.model.message import Message
from hlhdesk.service import settings
from hlhdesk.service.keeping import facts, wishes
from hlhdesk.service.keeping.carrying import carry
from hlhdesk.service.keeping.companions import cannot_write, proved_copy, remove_with_companions
from hlhdesk.service.keeping.places import BackupFile, backup_files, first_folder, new_path, second_folder
from hlhdesk.service.keeping.rotation import staying
from hlhdesk.store import Proof, Store, StoreError

LEFTOVER = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class BackedUp:
    """What was done. ``path`` is None when nothing had changed since the last backup.

    ``second`` says why the second place does not have it, ``unrecorded`` why the history does not
    name it; None where all went well. ``removed`` counts the backups that made room.
    """

    path: Path | None
    proof: Proof
    second: Message | None
    unrecorded: Message | None
    removed: int


@dataclass(frozen=True, slots=True)
class _Ward:
    database: Path
    wishes: wishes.Wishes
    zone: ZoneInfo
    database_id: str
    last: facts.LastBackup | None

    @property
    def second(self) -> Path | None:
        place = self.wishes.second_place
        return None if place is None else second_folder(place, self.database, self.database_id)


def back_up(
    database: Path, *, by: str | None = None, automatic: bool = False, if_changed: bool = False
) -> BackedUp:
    """Make a verified backup in the folder beside the database.

    With ``if_changed`` none is made when the last one holds all that there is; the second place
    gets what it lacks in any case. Raises StoreError when there is no backup; then nothing changed.
    """
    with Store.open(database, readonly=True) as store:
        ward = _ward(store)
        if if_changed and ward.last is not None and not ward.last.changed:
            path, proof, fresh = ward.last.path, ward.last.proof, False
        else:
            path = new_path(database)
            proof, fresh = _made(store, path), True
    second = _carried(ward, path, proof)
    unrecorded = None
    if fresh:
        detail = facts.made_detail(path, proof, second, automatic=automatic)
        unrecorded = _note(database, facts.MADE, detail, by)
    elif ward.last is not None and ward.last.second != second:
        unrecorded = _note(database, facts.CARRIED, facts.carried_detail(path, second), by)
    removed = _rotated(ward) if fresh else 0
    return BackedUp(path if fresh else None, proof, second, unrecorded, removed)


def _ward(store: Store) -> _Ward:
    wanted = store.settings()
    zone = settings.zone_named(wanted.get(settings.ZONE, "UTC"))
    seq, lines = store.notes_after(0)
    wish = wishes.wishes(wanted)
    last = facts.last_backup(tuple(lines), store.path, wish, seq, zone)
    return _Ward(store.path, wish, zone, facts.database_id(lines), last)


def _made(store: Store, path: Path) -> Proof:
    try:
        path.parent.mkdir(exist_ok=True)
        _sweep(path.parent, ".*.part*")
        _sweep(store.path.parent, f".{store.path.name}.*")
    except OSError as error:
        raise cannot_write(path.parent, error) from error
    return proved_copy(store, path)


def _carried(ward: _Ward, path: Path, proof: Proof) -> Message | None:
    if ward.second is None:
        return None
    return carry(path, proof, ward.second.parent, ward.second)


def _note(database: Path, action: str, detail: dict[str, object], by: str | None) -> Message | None:
    """Record it in the history; why that could not be, or None."""
    try:
        with Store.open(database) as store, store.write() as transaction:
            transaction.note(action, by=by, detail=detail)
    except StoreError as error:
        return error.message
    return None


def _rotated(ward: _Ward) -> int:
    """Take away what need not stay, in both places; a place that cannot be reached is left for next time."""
    removed = 0
    for folder in (first_folder(ward.database), ward.second):
        if folder is None:
            continue
        with contextlib.suppress(OSError):
            for file in _leaving(backup_files(folder, ward.database), ward.zone):
                remove_with_companions(file.path)
                removed += 1
    return removed


def _leaving(files: Iterable[BackupFile], zone: ZoneInfo) -> list[BackupFile]:
    civil = {file: _civil(file.made_at, zone) for file in files}
    stay = staying(civil.values(), _civil(clock.now(), zone))
    return [file for file, made in civil.items() if made not in stay]


def _civil(instant: datetime, zone: ZoneInfo) -> datetime:
    return instant.astimezone(zone).replace(tzinfo=None)


def _sweep(folder: Path, pattern: str) -> None:
    """Take away what a backup, an upgrade or a drill left behind that was cut off long ago."""
    now = clock.now()
    for left in folder.glob(pattern):
        age = now - datetime.fromtimestamp(left.stat().st_mtime, UTC)
        if age <= LEFTOVER:
            continue
        if left.is_dir():
            shutil.rmtree(left, ignore_errors=True)
        else:
            left.unlink(missing_ok=True)

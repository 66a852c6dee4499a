"""The backups that there are, each opened and verified: what it holds, or why it cannot be used."""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from zoneinfo import ZoneInfo

from hlhdesk.model.message import Message
from hlhdesk.model.moment import Moment
from hlhdesk.service.keeping import facts, wishes
from hlhdesk.service.keeping.places import BackupFile, backup_files, first_folder, second_folder
from hlhdesk.service.keeping.ward_zone import zone_of
from hlhdesk.service.wardclock import moment_at
from hlhdesk.store import Proof, Store, StoreError, check_backup


@dataclass(frozen=True, slots=True)
class CheckedBackup:
    """A backup and what opening it found: ``proof``, or the ``fault`` that forbids to use it."""

    path: Path
    at: Moment
    second: bool
    proof: Proof | None
    fault: Message | None = None


def backups(database: Path) -> tuple[BackupFile, ...]:
    """The backups of a database in both places, newest first; nothing is opened yet.

    A database that cannot be read any more still finds those beside it.
    """
    found = [*backup_files(first_folder(database), database)]
    second = _second(database)
    if second is not None:
        with contextlib.suppress(OSError):  # a stick that was pulled
            found += backup_files(second, database, second=True)
    return tuple(sorted(found, key=lambda file: (file.made_at, not file.second), reverse=True))


def checked(file: BackupFile, zone: ZoneInfo) -> CheckedBackup:
    """Open a backup and verify it whole."""
    at = moment_at(file.made_at, zone)
    try:
        return CheckedBackup(file.path, at, file.second, check_backup(file.path))
    except StoreError as error:
        return CheckedBackup(file.path, at, file.second, None, error.message)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        fault = Message.of("store.cannot-open", path=str(file.path), reason=reason)
        return CheckedBackup(file.path, at, file.second, None, fault)


def checked_backups(database: Path) -> Iterator[CheckedBackup]:
    """Every backup in both places, newest first, one after the other."""
    zone = zone_of(database)
    for file in backups(database):
        yield checked(file, zone)


def _second(database: Path) -> Path | None:
    try:
        with Store.open(database, readonly=True) as store:
            place = wishes.wishes(store.settings()).second_place
            return (
                None
                if place is None
                else second_folder(place, database, facts.database_id(store.notes_after(0)[1]))
            )
    except StoreError:
        return None

"""Where the backups of a database lie, and how their names say when they were made."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from hlhdesk import clock

FOLDER, ENDING = ".backups", ".backup"
_STAMP = "%Y%m%dT%H%M%S.%fZ"
_NAME = re.compile(r"(?P<name>.+)\.(?P<stamp>\d{8}T\d{6}\.\d{6}Z)\.backup")


@dataclass(frozen=True, slots=True)
class BackupFile:
    """A backup by its name: ``made_at`` is a UTC instant, ``second`` that it lies in the second place."""

    path: Path
    made_at: datetime
    second: bool = False


def first_folder(database: Path) -> Path:
    """The folder beside the database: ``ward.hlhdesk.backups``."""
    return database.with_name(database.name + FOLDER)


def second_folder(place: str, database: Path, database_id: str) -> Path:
    """A folder of this database's own in the second place, which several computers may share."""
    return Path(place) / f"{database.name}-{database_id[-12:]}{FOLDER}"


def new_path(database: Path) -> Path:
    """The name of a backup that is made now."""
    stamp = clock.now().astimezone(UTC).strftime(_STAMP)
    return first_folder(database) / f"{database.name}.{stamp}{ENDING}"


def backup_files(folder: Path, database: Path, *, second: bool = False) -> tuple[BackupFile, ...]:
    """The backups of the database in the folder, oldest first; other files are none of ours.

    Raises OSError when the folder is there and cannot be read.
    """
    if not folder.is_dir():
        return ()
    found = (_read(path, database, second=second) for path in folder.iterdir())
    return tuple(sorted((file for file in found if file), key=lambda file: file.made_at))


def has_backups(database: Path) -> bool:
    """True when backups lie beside a database, or beside where it was."""
    try:
        return bool(backup_files(first_folder(database), database))
    except OSError:
        return False


def _read(path: Path, database: Path, *, second: bool) -> BackupFile | None:
    match = _NAME.fullmatch(path.name)
    if match is None or match["name"] != database.name:
        return None
    try:
        made_at = datetime.strptime(match["stamp"], _STAMP).replace(tzinfo=UTC)
    except ValueError:
        return None
    return BackupFile(path, made_at, second)

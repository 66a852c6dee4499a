"""What lies beside a database and belongs to it: the ward's own parameters, and the keys of a protected one.

A database that comes back without them judges by other numbers, or cannot be opened: they go with
every backup, beside it and under its name.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from hlhdesk.definitions import ward_file
from hlhdesk.store import CannotWrite, Proof, Store, backup, copy_whole

PARAMETERS, KEYS = ".definitions.toml", ".keys"


def beside_database(database: Path) -> dict[str, Path]:
    """The companions that a database may have, by the ending that a backup's copy of them has."""
    return {PARAMETERS: ward_file(database), KEYS: database.with_name(database.name + KEYS)}


def beside_backup(backup: Path) -> Iterator[Path]:
    """The companions that a backup has."""
    for ending in (PARAMETERS, KEYS):
        path = backup.with_name(backup.name + ending)
        if path.is_file():
            yield path


def proved_copy(store: Store, path: Path) -> Proof:
    """A verified copy of the open database at ``path``, with what lies beside the database beside it.

    Raises BackupRefused and CannotWrite; then there is no copy: one that cannot be used as it is does not count.
    """
    proof = backup(store.connection, store.path, path)
    put = [path]
    try:
        for ending, own in beside_database(store.path).items():
            if own.is_file():
                copy_whole(own, path.with_name(path.name + ending))
                put.append(path.with_name(path.name + ending))
    except OSError as error:
        for file in put:
            file.unlink(missing_ok=True)
        raise cannot_write(path, error) from error
    return proof


def cannot_write(path: Path, error: OSError) -> CannotWrite:
    """The operating system's reason in words."""
    reason = error.strerror or type(error).__name__
    return CannotWrite.of("store.cannot-write", path=str(path), reason=reason)


def carry_companions(backup: Path, folder: Path) -> None:
    """Copy what lies beside a backup into another folder, unless it is there. Raises OSError."""
    for own in beside_backup(backup):
        if not (folder / own.name).exists():
            copy_whole(own, folder / own.name)


@contextmanager
def companions_back(backup: Path, database: Path) -> Iterator[None]:
    """Put back what the database lacks, unless the block fails; what lies beside it stays. Raises CannotWrite."""
    own = beside_database(database)
    put: list[Path] = []
    try:
        for ending, target in own.items():
            kept = backup.with_name(backup.name + ending)
            if kept.is_file() and not target.exists():
                copy_whole(kept, target)
                put.append(target)
        yield
    except BaseException as error:
        for path in put:
            path.unlink(missing_ok=True)
        if isinstance(error, OSError):
            raise cannot_write(database, error) from error
        raise


def remove_with_companions(backup: Path) -> None:
    """Take a backup away with what belongs to it, the backup first. Raises OSError."""
    companions = tuple(beside_backup(backup))
    backup.unlink(missing_ok=True)
    for path in companions:
        path.unlink(missing_ok=True)

"""Putting a backup in the place of a database: proved first, and what it replaces is kept."""

from __future__ import annotations

import shutil
from dataclasses import dataclass
from pathlib import Path

from hlhdesk.store import driver, files, place
from hlhdesk.store.backup import Proof, check_seal, proof_of, unseal
from hlhdesk.store.errors import BackupRefused, Busy, DriverError, is_busy


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put in place, and where the file that it replaced lies (None when there was none)."""

    proof: Proof
    kept: Path | None


def restore(backup: Path, path: Path) -> Restored:
    """Replace the database at ``path`` by ``backup``.

    Raises BackupRefused for a damaged backup, NewerFile, Busy while another program has the
    database open, CannotWrite; then the database at ``path`` is as it was.
    """
    place.check_new(path)
    if place.is_there(path) and place.is_there(backup) and backup.samefile(path):
        raise BackupRefused.of("store.backup-is-the-database", path=str(backup))
    proof = check_backup(backup)
    with files.disk_errors(path), files.unfinished(path) as part:
        shutil.copyfile(backup, files.private(part))
        unseal(part)
        files.sync(part)
        if proof_of(part) != proof:
            raise BackupRefused.of("store.backup-differs", path=str(backup))
        kept = _step_aside(path)
        part.replace(path)
        files.sync_folder(path.parent)
    return Restored(proof, kept)


def check_backup(backup: Path) -> Proof:
    """Verify a backup whole: its bytes, its chain, every entry. Raises NotOpened, NewerFile, BackupRefused."""
    driver.check_existing(backup, on_share=True)
    log = files.beside(backup, "-wal")
    if log.exists() and log.stat().st_size:
        raise BackupRefused.of("store.backup-in-use", path=str(backup))
    check_seal(backup)
    return proof_of(backup)


def _step_aside(path: Path) -> Path | None:
    """Keep the file at ``path`` under a second name, without a log that SQLite would merge into the new one."""
    if not path.exists():
        leftovers = [
            files.beside(path, suffix) for suffix in files.BESIDE if files.beside(path, suffix).exists()
        ]
        for leftover in leftovers:
            leftover.rename(files.beside(leftover, f".replaced-{files.stamp()}"))
        return None
    merge_log(path)
    kept = path.with_name(f"{path.name}.replaced-{files.stamp()}")
    for suffix in files.BESIDE:
        if files.beside(path, suffix).exists():  # of a damaged file: it goes with it
            files.beside(path, suffix).rename(files.beside(kept, suffix))
    files.keep_copy(path, kept)
    return kept


def merge_log(path: Path) -> None:
    """Merge the log into its file, which SQLite does only when nobody else has it open. Raises Busy."""
    connection = driver.connect(path, "rw")
    try:
        mode = connection.execute("PRAGMA journal_mode = delete").fetchone()[0]
    except DriverError as error:
        if is_busy(error):
            raise Busy.of("store.in-use", path=str(path)) from error
        return  # damaged: it is kept as it is
    finally:
        connection.close()
    if mode != "delete":
        raise Busy.of("store.in-use", path=str(path))

"""A plain database becomes an encrypted one: a copy is made, proved and put in its place; the plain file is kept."""

from __future__ import annotations

import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from hlhdesk.store import driver, files, place
from hlhdesk.store.backup import content, proof_of
from hlhdesk.store.driver import Connection
from hlhdesk.store.errors import BackupRefused, DriverError, NotOpened, in_words
from hlhdesk.store.keyring import holding
from hlhdesk.store.restore import merge_log
from hlhdesk.store.schema import newest, version_of
from hlhdesk.store.transaction import Note, Transaction


def is_plain(path: Path) -> bool:
    """Whether a file can be read without a key, a share's too. Raises NotOpened for what is no database's file."""
    place.check_regular(path, on_share=True)
    connection = driver.plainly(path, "ro")
    try:
        connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()
    except DriverError:
        return False
    finally:
        connection.close()
    return True


def encrypt(path: Path, key: bytes, notes: Sequence[Note], before: Callable[[], None]) -> Path:
    """Encrypt the plain database at ``path`` with ``key``; returns where the plain file was kept.

    ``before`` is called when the encrypted copy is proved and about to take its place (the keys
    are written then). Raises Busy while another program has the database open, NotOpened,
    CannotWrite, BackupRefused; then the plain database is as it was.
    """
    if driver.check_existing(path) != newest():
        raise NotOpened.of("store.needs-upgrade", path=str(path))
    kept = path.with_name(f"{path.name}.plain-{files.stamp()}")
    with files.disk_errors(path), files.unfinished(path) as part:
        merge_log(path)
        connection = driver.connect(path, "rw")
        try:
            _exclude_others(connection, path)
            proof_of(path)
            _export(connection, part, key)
            with holding(key):
                _compare(connection, path, part)
                _note(part, notes)
                files.sync(part)
                before()
                files.keep_copy(path, kept)
                if sys.platform == "win32":
                    connection.close()  # Windows replaces no open file
                part.replace(path)
                files.sync_folder(path.parent)
        except DriverError as error:
            raise in_words(error, path) from error
        finally:
            connection.close()
    return kept


def _exclude_others(connection: Connection, path: Path) -> None:
    """Nobody writes any more: what somebody saved now would stand in the plain file only."""
    driver.set_pragma(connection, "locking_mode", "EXCLUSIVE")
    driver.patiently(lambda: connection.execute("BEGIN EXCLUSIVE"), path)
    connection.execute("COMMIT")  # the lock stays until the connection is closed


def _export(connection: Connection, part: Path, key: bytes) -> None:
    part.touch(mode=0o600)
    connection.execute("PRAGMA cipher_log_level = NONE").fetchall()
    connection.execute(f'ATTACH ? AS protected KEY "{driver.raw_key(key)}"', (str(part),))
    try:
        connection.execute("SELECT sqlcipher_export('protected')").fetchall()
        connection.execute(f"PRAGMA protected.user_version = {version_of(connection)}")
        connection.execute(f"PRAGMA protected.application_id = {place.APPLICATION_ID}")
    finally:
        connection.execute("DETACH protected")


def _compare(connection: Connection, path: Path, part: Path) -> None:
    proof = proof_of(part)
    if content(connection, path, proof.seq) != proof:
        raise BackupRefused.of("store.backup-differs", path=str(path))


def _note(part: Path, notes: Sequence[Note]) -> None:
    connection = driver.open_writer(part)
    try:
        connection.execute("BEGIN IMMEDIATE")
        transaction = Transaction(connection, part)
        for note in notes:
            transaction.note(note.action, by=note.by, detail=note.detail)
        connection.execute("COMMIT")
        driver.set_pragma(connection, "journal_mode", "delete")
    finally:
        connection.close()

"""Bringing an older file to this program's schema: a verified backup first, then all steps or none."""

from __future__ import annotations

from pathlib import Path

from hlhdesk.model.message import Message
from hlhdesk.store import driver, files
from hlhdesk.store.backup import backup
from hlhdesk.store.driver import Connection, patiently
from hlhdesk.store.errors import DriverError, NewerFile, NotOpened, in_words
from hlhdesk.store.schema import Step, migrate, newest, version_of
from hlhdesk.store.transaction import Transaction

MIGRATED = "migrated"


def upgrade_if_older(
    connection: Connection, path: Path, steps: tuple[Step, ...], *, readonly: bool
) -> tuple[Message, ...]:
    """Nothing for a file that is up to date; else what was done, in words.

    Raises NewerFile for a newer program's file, NotOpened for an older one that may not be
    written, and whatever stopped the upgrade: then the file is as it was.
    """
    found, wanted = version_of(connection), newest(steps)
    refuse_newer(found, path, steps)
    if found == wanted:
        return ()
    if readonly:
        raise NotOpened.of("store.needs-upgrade", path=str(path))
    kept = path.with_name(f"{path.name}.before-version-{wanted}.{files.stamp()}.backup")
    backup(connection, path, kept, steps)
    try:
        _upgrade(connection, path, steps)
    except DriverError as error:
        raise in_words(error, path) from error
    driver.keep(connection, path, driver.WRITER)
    return (Message.of("store.upgraded", path=str(path), backup=str(kept), version=wanted),)


def refuse_newer(found: int, path: Path, steps: tuple[Step, ...]) -> None:
    """Raise NewerFile for a version that ``steps`` do not know."""
    if found > newest(steps):
        raise NewerFile.of("store.newer", path=str(path), found=found, known=newest(steps))


def _upgrade(connection: Connection, path: Path, steps: tuple[Step, ...]) -> None:
    patiently(lambda: connection.execute("BEGIN IMMEDIATE"), path)
    try:
        found = version_of(connection)
        if found < newest(steps):  # else another program was faster
            migrate(connection, steps)
            Transaction(connection, path).note(MIGRATED, detail={"from": found, "to": newest(steps)})
        connection.execute("COMMIT")
    finally:
        if connection.in_transaction:
            connection.execute("ROLLBACK")

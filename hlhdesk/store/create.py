"""A new database: built whole under another name, then given its own."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from hlhdesk import __version__
from hlhdesk.store import driver, files, place
from hlhdesk.store.errors import DriverError, in_words
from hlhdesk.store.ids import new_id
from hlhdesk.store.schema import Step, migrate, newest
from hlhdesk.store.transaction import CREATED, Note, Transaction


def create_database(
    path: Path,
    settings: Mapping[str, str],
    steps: tuple[Step, ...],
    key: bytes | None = None,
    notes: Sequence[Note] = (),
) -> None:
    """Make a database at ``path``; when another program made one meanwhile, that one stays.

    With a ``key`` it is encrypted. ``notes`` are the first lines of its history after its making.

    Raises StoreError, and then there is nothing at ``path``.
    """
    place.check_new(path)
    with files.disk_errors(path), files.unfinished(path) as part:
        try:
            files.private(part)  # the system says why it cannot, SQLite does not
            _build(part, settings, steps, key, notes)
        except DriverError as error:
            raise in_words(error, path) from error
        files.sync(part)
        try:
            files.place_new(part, path)
        except FileExistsError:
            return


def _build(
    part: Path,
    settings: Mapping[str, str],
    steps: tuple[Step, ...],
    key: bytes | None,
    notes: Sequence[Note],
) -> None:
    connection = driver.connect(part, "rwc", key)
    try:
        driver.keep(connection, part, driver.WRITER)
        connection.execute("BEGIN IMMEDIATE")
        migrate(connection, steps)
        transaction = Transaction(connection, part)
        detail = {"database": new_id(), "schema": newest(steps), "program": __version__}
        transaction.note(CREATED, detail=detail)
        for name, value in settings.items():
            transaction.set(name, value)
        for note in notes:
            transaction.note(note.action, by=note.by, detail=note.detail)
        connection.execute("COMMIT")
    finally:
        connection.close()  # merges the log into the file

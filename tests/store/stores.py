"""Small databases for the store's tests."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

from hlhdesk.store import Record, Store, driver, new_id, verify

AT = "2018-03-01T14:00:00.000000Z"
SETTINGS = {"zone": "Asia/Shanghai"}


def record(patient_id: str, value: str = "39.4", **more: Any) -> Record:
    """A temperature of a child."""
    body = json.dumps({"at": "2018-03-01T14:00", "value": value, "unit": "Cel", "site": "axillary"})
    return Record(new_id(), patient_id, "temperatures", body, "2018-03-01T14:00", AT, **more)


def ward(path: Path, children: int = 2, entries: int = 5, key: bytes | None = None) -> Path:
    """A closed database with ``entries`` temperatures for each of ``children`` children, one corrected.

    With a ``key``, which has to be held, it is encrypted.
    """
    made = Store.open(path, create=True, settings=SETTINGS, key=key)
    with made as store, store.write() as transaction:
        for number in range(children):
            patient_id = f"R{number + 1}"
            transaction.add_patient(patient_id)
            first = transaction.add(record(patient_id))
            for step in range(entries - 2):
                transaction.add(record(patient_id, f"36.{step % 10}"))
            transaction.add(record(patient_id, "38.4", supersedes=first.id, change_reason="slip"))
    return path


def raw(path: Path) -> driver.Connection:
    """A connection without any of the store's care, as a tamperer has it."""
    return driver.connect(path, "rw")


def drop_guards(connection: driver.Connection) -> list[str]:
    """Take all triggers away; returns the statements that put them back."""
    rows = connection.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
    for name, _ in rows:
        connection.execute(f"DROP TRIGGER {name}")
    return [sql for _, sql in rows]


def tamper(path: Path, *statements: str) -> None:
    """Change the file behind its guards, which stand again afterwards."""
    connection = raw(path)
    connection.execute("PRAGMA foreign_keys = 0")
    connection.execute("PRAGMA synchronous = 0")
    connection.execute("BEGIN")
    guards = drop_guards(connection)
    for statement in statements:
        connection.execute(statement)
    for guard in guards:
        connection.execute(guard)
    connection.execute("COMMIT")
    connection.close()


def faults(path: Path, head: str | None = None) -> list[str]:
    """The keys of what ``verify`` finds."""
    with Store.open(path, readonly=True) as store:
        return [fault.message.key for fault in verify(store.connection, path, head=head)]


def files_in(folder: Path) -> dict[str, bytes]:
    """Every file with its bytes."""
    return {file.name: file.read_bytes() for file in folder.iterdir() if file.is_file()}

"""The schema's versions: one SQL script each, applied by ``sqlite_utils`` in one transaction.

``sqlite_utils`` imports numpy, which a start must not wait for: it is loaded when a migration is
pending, never for a file that is up to date.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from sqlcipher3 import dbapi2

from hlhdesk.store.driver import Connection
from hlhdesk.store.place import APPLICATION_ID

MIGRATIONS_TABLE = "_sqlite_migrations"


@dataclass(frozen=True, slots=True)
class Step:
    """One migration: from the version before to ``version``, by a function over the connection."""

    version: int
    name: str
    run: Callable[[Connection], None]


def script(name: str) -> Callable[[Connection], None]:
    """A step that runs ``resources/schema/NAME`` (never ``executescript``, which would commit)."""

    def run(connection: Connection) -> None:
        for statement in statements(files("resources").joinpath("schema", name).read_text(encoding="utf-8")):
            connection.execute(statement)

    return run


PHOTOGRAPHS = 2
"""The version from which on a child may have a photograph."""

STEPS: tuple[Step, ...] = (
    Step(1, "entries_with_their_history", script("v1.sql")),
    Step(PHOTOGRAPHS, "photographs", script("v2.sql")),
)
"""All steps, oldest first; a released one is never edited."""


def newest(steps: tuple[Step, ...] = STEPS) -> int:
    """The schema version that this program writes."""
    return steps[-1].version


def version_of(connection: Connection) -> int:
    """The schema version that the file names."""
    return int(connection.execute("PRAGMA user_version").fetchone()[0])


def statements(text: str) -> Iterator[str]:
    """The statements of a script; the semicolons inside a trigger do not end it."""
    pending = ""
    for line in text.splitlines(keepends=True):
        if not pending and (not line.strip() or line.startswith("--")):
            continue
        pending += line
        if dbapi2.complete_statement(pending):
            yield pending.strip().removesuffix(";")
            pending = ""
    if pending.strip():
        raise ValueError(f"the script ends inside a statement: {pending[:60]!r}")


def migrate(connection: Connection, steps: tuple[Step, ...]) -> None:
    """Bring an open transaction's database to the newest version; commits nothing itself."""
    import sqlite_utils  # noqa: PLC0415  it brings numpy

    database = sqlite_utils.Database(connection, recursive_triggers=True)
    migrations: Any = sqlite_utils.Migrations("hlhdesk")
    for step in steps:
        migrations(name=f"{step.version:03d}_{step.name}")(_on_connection(step))
    migrations.apply(database)
    connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
    connection.execute(f"PRAGMA user_version = {newest(steps)}")


def _on_connection(step: Step) -> Callable[[Any], None]:
    return lambda database: step.run(database.conn)


def objects(connection: Connection) -> dict[str, str]:
    """The text of every table, index and trigger, by its name, without the migrations' own table."""
    rows = connection.execute("SELECT name, sql FROM sqlite_schema WHERE sql IS NOT NULL").fetchall()
    return {name: " ".join(sql.split()) for name, sql in rows if MIGRATIONS_TABLE not in name}


def expected(steps: tuple[Step, ...] = STEPS) -> dict[str, str]:
    """What ``objects`` finds in an untouched database of the newest version."""
    connection = connect_memory()
    try:
        for step in steps:
            step.run(connection)
        return objects(connection)
    finally:
        connection.close()


def connect_memory() -> Connection:
    """An empty database in memory."""
    return dbapi2.connect(":memory:", isolation_level=None)

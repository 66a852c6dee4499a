"""A schema that a later program might have: another table, filled from what is there."""

from __future__ import annotations

from hlhdesk.store.driver import Connection
from hlhdesk.store.schema import STEPS, Step, newest


def add_a_table(connection: Connection) -> None:
    """A table of the kinds that each child has, counted."""
    connection.execute(
        "CREATE TABLE kept (patient_id TEXT NOT NULL, kind TEXT NOT NULL, entries INTEGER NOT NULL,"
        " PRIMARY KEY (patient_id, kind)) STRICT, WITHOUT ROWID"
    )
    connection.execute("INSERT INTO kept SELECT patient_id, kind, count(*) FROM entry GROUP BY 1, 2")
    connection.execute("CREATE INDEX kept_by_kind ON kept (kind)")


LATER = (*STEPS, Step(newest() + 1, "kept_by_kind", add_a_table))

"""Who can rewrite the whole file makes everything in it agree; a head that was printed or kept elsewhere still tells."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest

from hlhdesk.store import Store
from hlhdesk.store.driver import Connection
from hlhdesk.store.record import COLUMNS, LINE_COLUMNS, Line, Record, digest
from tests.campaigns import size
from tests.promises import Shown
from tests.store.stores import drop_guards, faults, raw, ward

TAMPERINGS = size("tamperings") // 2
"""Of each way."""


def cut(connection: Connection, rng: random.Random) -> None:
    """Take the last lines away with all that they recorded."""
    (last,) = connection.execute("SELECT max(seq) FROM history").fetchone()
    kept = rng.randrange(4, last)  # the creation, the settings and the children stay
    for table in ("entry", "setting", "history"):
        connection.execute(f"DELETE FROM {table} WHERE seq > ?", (kept,))


def rewrite(connection: Connection, rng: random.Random) -> None:
    """Give an entry another value, and every line from there on the hash that follows from it."""
    rows = connection.execute(f"SELECT {COLUMNS} FROM entry ORDER BY seq").fetchall()
    old = Record._make(rng.choice(rows))
    new = old._replace(
        body=old.body.replace('"site":"axillary"', '"site":"oral"').replace("axillary", "oral")
    )
    connection.execute("UPDATE entry SET body = ?, digest = ? WHERE id = ?", (new.body, digest(new), new.id))
    prev = bytes(32)
    for row in connection.execute(f"SELECT {LINE_COLUMNS} FROM history ORDER BY seq").fetchall():
        line = replace(Line(*row), prev=prev)
        if line.seq == new.seq:
            line = replace(line, digest=digest(new))
        connection.execute(
            "UPDATE history SET digest = ?, prev = ?, hash = ? WHERE seq = ?",
            (line.digest, line.prev, line.hash, line.seq),
        )
        prev = line.hash


def agree(connection: Connection) -> None:
    """Let every count and the ledger say what is there now."""
    connection.execute(
        "UPDATE patient SET entries = (SELECT count(*) FROM entry e WHERE e.patient_id = patient.patient_id),"
        " last_seq = (SELECT ifnull(max(seq), 0) FROM entry e WHERE e.patient_id = patient.patient_id)"
    )
    connection.execute(
        "UPDATE ledger SET (seq, hash) = (SELECT seq, hash FROM history ORDER BY seq DESC LIMIT 1),"
        " entries = (SELECT count(*) FROM entry), patients = (SELECT count(*) FROM patient),"
        " settings = (SELECT count(*) FROM setting)"
    )


@pytest.mark.parametrize("way", [cut, rewrite])
def test_a_history_that_agrees_with_itself_is_found_by_a_kept_head(
    tmp_path: Path, shown: Shown, way: Callable[[Connection, random.Random], None]
) -> None:
    path = ward(tmp_path / "ward.db", entries=12)
    with Store.open(path, readonly=True) as store:
        head = store.ledger().hash.hex()
    whole, rng, inside, found = path.read_bytes(), random.Random(2018), 0, 0
    for _ in range(TAMPERINGS):
        path.write_bytes(whole)
        connection = raw(path)
        connection.execute("PRAGMA foreign_keys = 0")
        connection.execute("PRAGMA synchronous = 0")
        connection.execute("BEGIN")
        guards = drop_guards(connection)
        way(connection, rng)
        agree(connection)
        for guard in guards:
            connection.execute(guard)
        connection.execute("COMMIT")
        connection.close()
        inside += faults(path) == []
        found += "store.fault.head-unknown" in faults(path, head)
    shown(
        f"history cannot change unnoticed: {way.__name__} and made to agree",
        f"{found} of {TAMPERINGS} found by a kept head",
    )
    assert inside == TAMPERINGS, "the forgery is good: nothing inside the file can tell"
    assert found == TAMPERINGS

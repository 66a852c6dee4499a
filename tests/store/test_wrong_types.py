"""A cell that holds what no program writes there: nothing for a number, a number for a text. It is found, and nothing crashes."""

from __future__ import annotations

import contextlib
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from hlhdesk.store import Store, StoreError
from tests.store.stores import drop_guards, faults, raw, ward

KEYS = {"entry": "seq", "history": "seq", "patient": "patient_id", "setting": "seq", "ledger": "one"}
RULES_GONE = {f"store.fault.object-{what}" for what in ("changed", "missing")} | {"store.fault.more"}
VALUES = ("NULL", "'text'", "7", "2.5", "x'00'", "x'ff'", "zeroblob(32)")


@pytest.fixture(scope="module")
def loose(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A ward whose tables lost every rule, as a page that is damaged knows none."""
    path = ward(tmp_path_factory.mktemp("loose") / "ward.db")
    connection = raw(path)
    drop_guards(connection)
    connection.execute("PRAGMA foreign_keys = 0")
    for table in KEYS:
        connection.execute(f"CREATE TABLE loose AS SELECT * FROM {table}")
        connection.execute(f"DROP TABLE {table}")
        connection.execute(f"ALTER TABLE loose RENAME TO {table}")
    connection.close()
    return path


def cells(path: Path) -> Iterator[tuple[str, str]]:
    connection = raw(path)
    for table in KEYS:
        for _, column, *_ in connection.execute(f"PRAGMA table_info({table})").fetchall():
            if column != "one":  # the number of the ledger's only row, which nobody reads
                yield table, column
    connection.close()


def read_all(path: Path) -> None:
    with Store.open(path, readonly=True) as store:
        store.settings()
        for patient_id in store.patient_ids():
            store.chart(patient_id)
        store.lines("entry")
        store.newest_entry()
        store.notes_after(0)


@pytest.mark.parametrize("value", VALUES)
def test_a_cell_of_any_other_type_is_found(tmp_path: Path, loose: Path, value: str) -> None:
    tried, unseen = 0, []
    for table, column in cells(loose):
        path, key = Path(shutil.copy(loose, tmp_path / "case.db")), KEYS[table]
        connection = raw(path)
        row = connection.execute(f"SELECT rowid, {column} FROM {table} ORDER BY {key} DESC").fetchone()
        connection.execute(f"UPDATE {table} SET {column} = {value} WHERE rowid = {row[0]}")
        after = connection.execute(f"SELECT {column} FROM {table} WHERE rowid = {row[0]}").fetchone()[0]
        connection.close()
        if after == row[1]:
            continue
        tried += 1
        if not set(faults(path)) - RULES_GONE:
            unseen.append((table, column, row[1], after))
        with contextlib.suppress(StoreError, LookupError):
            read_all(path)
    assert tried > 30
    assert unseen == []

"""History cannot change unnoticed: tampering with the file, guards removed and put back."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from hlhdesk.store import DamagedEntry, Store, transaction
from hlhdesk.store.driver import Connection
from hlhdesk.store.errors import DriverError
from hlhdesk.store.record import LINE_FIELDS, Line, Record, digest
from hlhdesk.store.transaction import Transaction
from tests.campaigns import size
from tests.promises import Shown
from tests.store.stores import drop_guards, faults, raw, record, tamper, ward

TAMPERINGS = size("tamperings")
LAST = "(SELECT max(seq) FROM history)"
A_SETTING = "(SELECT max(seq) FROM setting)"
FIRST = "(SELECT min(seq) FROM entry WHERE patient_id = 'R1')"
LATEST = "(SELECT max(seq) FROM entry WHERE patient_id = 'R2')"


def test_an_untouched_database_has_no_fault(tmp_path: Path) -> None:
    assert faults(ward(tmp_path / "ward.db")) == []
    tamper(ward(tmp_path / "other.db"))
    assert faults(tmp_path / "other.db") == [], "removing the guards and putting them back changes nothing"


@pytest.mark.parametrize(
    ("found", "statements"),
    [
        ("entry-changed", [f"UPDATE entry SET body = replace(body, '39.4', '36.4') WHERE seq = {FIRST}"]),
        ("entry-changed", [f"UPDATE entry SET kind = 'notes' WHERE seq = {FIRST}"]),
        ("entry-changed", [f"UPDATE entry SET recorded_by = 'Li' WHERE seq = {FIRST}"]),
        (
            "entry-changed",
            [f"UPDATE entry SET recorded_at = '2019-01-01T00:00:00.000000Z' WHERE seq = {FIRST}"],
        ),
        ("entry-changed", [f"UPDATE entry SET happened = '2018-03-02T14:00' WHERE seq = {FIRST}"]),
        ("entry-changed", [f"UPDATE entry SET unconfirmed = 1 WHERE seq = {FIRST}"]),
        ("entry-changed", [f"UPDATE entry SET retracted = 1 WHERE seq = {FIRST}"]),
        ("entry-changed", [f"UPDATE entry SET change_reason = 'no' WHERE seq = {LATEST}"]),
        ("entry-changed", [f"UPDATE entry SET supersedes = NULL WHERE seq = {LATEST}"]),
        ("entry-changed", [f"UPDATE entry SET digest = zeroblob(32) WHERE seq = {FIRST}"]),
        ("entry-changed", ["UPDATE entry SET id = 'other' WHERE seq = (SELECT max(seq) - 1 FROM entry)"]),
        ("entry-missing", [f"DELETE FROM entry WHERE seq = {LATEST}"]),
        (
            "entry-missing",
            [f"DELETE FROM entry WHERE seq = {LATEST}", "UPDATE patient SET entries = entries - 1"],
        ),
        ("count", ["UPDATE patient SET entries = entries + 1 WHERE patient_id = 'R1'"]),
        ("count", ["UPDATE patient SET last_seq = last_seq + 1 WHERE patient_id = 'R1'"]),
        ("counts", ["INSERT INTO patient (patient_id) VALUES ('R9')"]),
        ("counts", ["UPDATE ledger SET entries = entries - 1"]),
        ("reference", ["DELETE FROM patient WHERE patient_id = 'R1'"]),
        ("line-changed", ["UPDATE history SET recorded_by = 'Li' WHERE seq = 4"]),
        ("line-changed", ["UPDATE history SET recorded_at = '2019-01-01T00:00:00.000000Z' WHERE seq = 4"]),
        ("line-changed", ["UPDATE history SET action = 'confirmed', digest = NULL WHERE seq = 4"]),
        ("line-changed", ["UPDATE history SET detail = '{}' WHERE seq = 1"]),
        ("line-changed", ["UPDATE history SET hash = zeroblob(32) WHERE seq = 4"]),
        ("chain-broken", ["UPDATE history SET prev = zeroblob(32) WHERE seq = 4"]),
        ("chain-broken", ["DELETE FROM history WHERE seq = 4"]),
        ("chain-broken", ["UPDATE history SET seq = seq + 1000 WHERE seq = 4"]),
        ("head", [f"DELETE FROM history WHERE seq = {LAST}"]),
        ("head", ["UPDATE ledger SET hash = zeroblob(32)"]),
        ("head", ["UPDATE ledger SET seq = seq + 1"]),
        ("head", ["DELETE FROM ledger"]),
        ("counts", ["DELETE FROM ledger"]),
        ("settings-missing", ["DELETE FROM setting", "UPDATE ledger SET settings = 0"]),
        ("damaged", ["UPDATE setting SET value = 'UTC'"]),
        ("damaged", ["UPDATE setting SET key = 'zone2'"]),
    ],
)
def test_tampering_is_found(tmp_path: Path, found: str, statements: list[str]) -> None:
    path = ward(tmp_path / "ward.db")
    tamper(path, *statements)
    assert any(key.endswith(f".{found}") for key in faults(path)), faults(path)


def test_the_child_and_the_entry_are_named(tmp_path: Path) -> None:
    path = ward(tmp_path / "ward.db")
    with Store.open(path) as store:
        entry = store.chart("R1")[1][2]
    tamper(path, f"UPDATE entry SET body = '{{}}' WHERE id = '{entry.id}'")
    with Store.open(path, readonly=True) as store:
        with pytest.raises(DamagedEntry) as refused:
            store.chart("R1")
        assert (refused.value.patient_id, refused.value.entry_id) == ("R1", entry.id)
        assert dict(refused.value.message)["entry"] == entry.id
        with pytest.raises(DamagedEntry):
            store.entry(entry.id)
        assert len(store.chart("R2")[1]) == 5, "the other children are shown"


def test_a_missing_entry_closes_the_chart(tmp_path: Path) -> None:
    path = ward(tmp_path / "ward.db")
    for statement in (
        f"DELETE FROM entry WHERE seq = {LATEST}",
        "DELETE FROM entry WHERE number = 3 AND patient_id = 'R1'",
    ):
        tamper(path, statement)
    with Store.open(path, readonly=True) as store:
        for patient_id in ("R1", "R2"):
            with pytest.raises(DamagedEntry) as refused:
                store.chart(patient_id)
            assert refused.value.entry_id is None


@pytest.mark.parametrize("target", ["of-another-child", "of-a-later-entry"])
def test_corrections_that_the_guards_would_have_refused_are_found_even_with_good_digests(
    tmp_path: Path, target: str
) -> None:
    path = ward(tmp_path / "ward.db")
    connection = raw(path)
    connection.execute("PRAGMA foreign_keys = 0")
    guards = drop_guards(connection)
    if target == "of-another-child":
        of = connection.execute("SELECT id FROM entry WHERE patient_id = 'R2' AND number = 2").fetchone()[0]
        forge(connection, path, record("R1", supersedes=of, change_reason="forged"))
    else:
        forge(connection, path, record("R1", supersedes="later", change_reason="forged"))
        forge(connection, path, record("R1")._replace(id="later"))
    for guard in guards:
        connection.execute(guard)
    connection.close()
    assert faults(path) == ["store.fault.correction"]


def forge(connection: Connection, path: Path, entry: Record) -> None:
    """Add an entry with its line, counts and digests all right, but without a guard."""
    connection.execute("BEGIN")
    Transaction(connection, path).add(entry)
    seq, line_hash = connection.execute("SELECT seq, hash FROM history ORDER BY seq DESC").fetchone()
    connection.execute("UPDATE ledger SET seq = ?, hash = ?, entries = entries + 1", (seq, line_hash))
    connection.execute(
        "UPDATE patient SET entries = entries + 1, last_seq = ? WHERE patient_id = ?", (seq, entry.patient_id)
    )
    connection.execute("COMMIT")


def test_a_cut_tail_with_everything_made_to_agree_is_found_by_a_head_from_a_page(tmp_path: Path) -> None:
    path = ward(tmp_path / "ward.db")
    with Store.open(path, readonly=True) as store:
        head = store.ledger().hash.hex()
    seq = "(SELECT max(seq) FROM entry)"
    tamper(
        path,
        f"UPDATE patient SET entries = entries - 1, last_seq = {seq} - 1 WHERE patient_id = 'R2'",
        f"DELETE FROM entry WHERE seq = {seq}",
        f"DELETE FROM history WHERE seq = {LAST}",
        "UPDATE ledger SET seq = seq - 1, entries = entries - 1,"
        " hash = (SELECT hash FROM history ORDER BY seq DESC LIMIT 1)",
    )
    assert faults(path) == [], "nothing inside the file can tell"
    assert faults(path, head) == ["store.fault.head-unknown"]


def test_a_head_that_was_printed_earlier_is_in_the_history(tmp_path: Path) -> None:
    path = ward(tmp_path / "ward.db")
    with Store.open(path) as store:
        head = store.ledger().hash.hex()
        with store.write() as open_transaction:
            open_transaction.add(record("R1"))
    assert faults(path, head) == []
    assert faults(path, "00" * 32) == ["store.fault.head-unknown"]


def test_a_skipped_link_of_the_chain_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The broken variant: a writer that does not chain its lines."""
    path = ward(tmp_path / "ward.db")
    monkeypatch.setattr(transaction, "Line", Unchained)
    with Store.open(path) as store:
        connection = store.connection
        drop_guards(connection)
        with store.write() as open_transaction:
            open_transaction.add(record("R1"))
    found = faults(path)
    assert "store.fault.line-changed" in found


class Unchained(Line):
    """Hashes its line without the one before."""

    @property
    def hash(self) -> bytes:
        return digest([str(getattr(self, name)) for name in LINE_FIELDS if name != "prev"])


def test_a_swallowed_error_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The broken variant: the line is written, the entry is not, and nobody says so."""
    path = ward(tmp_path / "ward.db")
    monkeypatch.setattr(transaction, "_INSERT_ENTRY", "SELECT " + ", ".join("?" * 14))
    with Store.open(path) as store:
        with pytest.raises(Exception, match="conflict"), store.write() as open_transaction:
            open_transaction.add(record("R1"))
        store.connection.execute("PRAGMA foreign_keys = 0")
        with store.write() as open_transaction:
            open_transaction.add(record("R1"))
    found = faults(path)
    assert "store.fault.entry-missing" in found
    assert "store.fault.reference" in found


def test_random_tampering_with_any_cell_is_found(tmp_path: Path, shown: Shown) -> None:
    """One cell of one row, set to something else: every one is found."""
    path = ward(tmp_path / "ward.db")
    whole = path.read_bytes()
    rng = random.Random(2018)
    connection = raw(path)
    cells = [
        (table, column, kind)
        for table in ("entry", "history", "patient", "setting", "ledger")
        for _, column, kind, *_ in connection.execute(f"PRAGMA table_info({table})").fetchall()
    ]
    rows = {
        table: connection.execute(f"SELECT count(*) FROM {table}").fetchone()[0]
        for table in {cell[0] for cell in cells}
    }
    connection.close()
    missed, done = [], 0
    while done < TAMPERINGS:
        table, column, kind = rng.choice(cells)
        row = rng.randrange(rows[table])
        path.write_bytes(whole)
        try:
            change(path, table, column, kind, row)
        except DriverError:
            continue  # a CHECK or a UNIQUE constraint stands in the tamperer's way
        if path.read_bytes() == whole:
            continue
        done += 1
        if not faults(path):
            missed.append((table, column, row))
    shown("history cannot change unnoticed", f"{done - len(missed)} of {done} tampered cells found")
    assert missed == []


def change(path: Path, table: str, column: str, kind: str, row: int) -> None:
    """Set one cell to another value of its type."""
    new = {"TEXT": f"ifnull({column}, '') || 'x'", "INTEGER": f"{column} + 1", "BLOB": "randomblob(32)"}[kind]
    if column in {"recorded_at", "happened"}:
        new = "'2011-11-11T11:11:11.111111Z'"
    key = {"entry": "seq", "history": "seq", "patient": "patient_id", "setting": "seq", "ledger": "one"}[
        table
    ]
    tamper(
        path,
        f"UPDATE {table} SET {column} = {new} WHERE {key} = (SELECT {key} FROM {table} LIMIT 1 OFFSET {row})",
    )

"""All of a transaction, or nothing; and whatever happens, plain words and a store that goes on."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from hlhdesk.store import Busy, Damaged, NotOpened, Store, driver
from hlhdesk.store.errors import DriverError, in_words
from hlhdesk.wording import Catalogue
from tests.store.stores import faults, raw, record, tamper, ward

ROOT = Path(__file__).resolve().parents[2]


def half_done(store: Store) -> None:
    """Writes, and then fails."""
    with store.write() as transaction:
        transaction.add(record("R1"))
        transaction.set("zone", "UTC")
        raise ZeroDivisionError


def test_an_error_in_the_block_undoes_all_of_it(tmp_path: Path) -> None:
    with Store.open(ward(tmp_path / "ward.db")) as store:
        before = store.ledger()
        with pytest.raises(ZeroDivisionError):
            half_done(store)
        assert store.ledger() == before
        assert store.settings() == {"zone": "Asia/Shanghai"}
    assert faults(tmp_path / "ward.db") == []


def test_an_abandoned_transaction_is_undone(tmp_path: Path) -> None:
    with Store.open(ward(tmp_path / "ward.db")) as store:
        before = store.ledger()
        with store.write() as transaction:
            transaction.add_patient("R3")
            transaction.add(record("R3"))
            assert len(transaction.chart("R3")[1]) == 1
            transaction.abandon()
        assert store.ledger() == before


def test_a_transaction_reads_its_own_entries(tmp_path: Path) -> None:
    with Store.open(ward(tmp_path / "ward.db")) as store, store.write() as transaction:
        head, old = transaction.chart("R1")
        added = transaction.add(record("R1"))
        assert transaction.entry(added.id) == added
        assert transaction.chart("R1", head)[1] == [added]
        assert transaction.chart("R1")[1] == [*old, added]


def test_a_setting_keeps_its_old_values(tmp_path: Path) -> None:
    path = ward(tmp_path / "ward.db")
    with Store.open(path) as store:
        for value in ("UTC", "Europe/London"):
            with store.write() as transaction:
                transaction.set("zone", value, by="Li")
        assert store.settings() == {"zone": "Europe/London"}
        kept = store.connection.execute("SELECT value FROM setting ORDER BY seq").fetchall()
        assert kept == [("Asia/Shanghai",), ("UTC",), ("Europe/London",)]
    assert faults(path) == []


def test_a_writer_waits_for_another_and_then_says_so_in_its_own_words(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(driver, "PATIENCE_SECONDS", 0.0)
    monkeypatch.setattr(
        driver, "WRITER", tuple((k, 1 if k == "busy_timeout" else v) for k, v in driver.WRITER)
    )
    path = ward(tmp_path / "ward.db")
    with Store.open(path) as patient, Store.open(path) as holder:
        with holder.write() as transaction:
            transaction.add(record("R1"))
            with pytest.raises(Busy) as refused, patient.write():
                pytest.fail("two writers at once")
            assert len(patient.chart("R1")[1]) == 5, "readers are not held up"
        words = Catalogue.load("en").text(refused.value.message)
        assert "locked" not in words
        with patient.write() as transaction:
            transaction.add(record("R1"))
        assert len(holder.chart("R1")[1]) == 7


def test_a_file_that_was_replaced_while_open_takes_nothing_more(tmp_path: Path) -> None:
    path, other = ward(tmp_path / "ward.db"), ward(tmp_path / "other.db")
    with Store.open(path) as store:
        other.replace(path)
        with pytest.raises(NotOpened) as refused, store.write() as transaction:
            transaction.add(record("R1"))
        assert refused.value.message.key == "store.replaced"
        path.unlink()
        with pytest.raises(NotOpened), store.write():
            pass


def test_changes_of_other_connections_are_seen_once(tmp_path: Path) -> None:
    path = ward(tmp_path / "ward.db")
    with Store.open(path) as one, Store.open(path) as other:
        assert not one.changed_elsewhere()
        seq = one.ledger().seq
        with one.write() as transaction:
            transaction.add(record("R1"))
        assert not one.changed_elsewhere(), "its own commits are none"
        with other.write() as transaction:
            transaction.add(record("R2"))
            transaction.set("ward_name", "East")
        assert one.changed_elsewhere()
        assert not one.changed_elsewhere()
        assert [patient for _, patient in one.changes_after(seq)] == ["R1", "R2", None]


def test_nothing_is_added_to_a_chain_whose_end_was_changed(tmp_path: Path) -> None:
    path = ward(tmp_path / "ward.db")
    tamper(path, "UPDATE history SET recorded_by = 'X' WHERE seq = (SELECT max(seq) FROM history)")
    with Store.open(path) as store, pytest.raises(Damaged), store.write() as transaction:
        transaction.add(record("R1"))


@pytest.mark.parametrize(
    ("code", "key"),
    [
        ("SQLITE_BUSY", "store.busy"),
        ("SQLITE_FULL", "store.disk-full"),
        ("SQLITE_IOERR", "store.disk-error"),
        ("SQLITE_READONLY", "store.read-only"),
        ("SQLITE_CORRUPT", "store.damaged"),
        ("SQLITE_NOTADB", "store.not-a-database"),
        ("SQLITE_CANTOPEN", "store.cannot-open"),
    ],
)
def test_every_error_of_the_driver_has_words(code: str, key: str) -> None:
    from sqlcipher3 import dbapi2  # noqa: PLC0415

    error = dbapi2.OperationalError("database is locked")
    error.sqlite_errorcode = getattr(dbapi2, code) | 0x300
    said = in_words(error, Path("ward.db"))
    assert isinstance(said, Exception)
    assert said.message.key == key  # type: ignore[attr-defined]
    assert Catalogue.load("en").text(said.message)  # type: ignore[attr-defined]


def test_a_bug_of_ours_stays_a_bug(tmp_path: Path) -> None:
    with Store.open(ward(tmp_path / "ward.db")) as store:
        with pytest.raises(DriverError), store.write():
            store.connection.execute("SELECT ?", ())
        assert not store.connection.in_transaction


FULL_DISK = """
import json, resource, sys
from pathlib import Path
from hlhdesk.store import CannotWrite, Store
from tests.store.stores import record
path = Path(sys.argv[1])
saved, refused, after = [], [], []
store = Store.open(path)
def save(into):
    entry = record("R1")
    with store.write() as transaction:
        transaction.add(entry)
    into.append(entry.id)
log = path.with_name(path.name + "-wal")
save(saved)
for room in (40_000, 9_000, 100):
    limit = max(log.stat().st_size, path.stat().st_size) + room
    resource.setrlimit(resource.RLIMIT_FSIZE, (limit, resource.RLIM_INFINITY))
    for _ in range(60):
        try:
            save(saved)
        except CannotWrite as error:
            refused.append(error.message.key)
    assert len(store.chart("R1")[1]) == 5 + len(saved) + len(after)
    resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    save(after)
try:
    resource.setrlimit(resource.RLIMIT_FSIZE, (30_000, resource.RLIM_INFINITY))
    from hlhdesk.store import backup
    backup(store.connection, path, path.with_name("copy.db"))
except CannotWrite as error:
    refused.append("backup " + error.message.key)
print(json.dumps({"saved": saved + after, "refused": refused}))
"""


@pytest.mark.skipif(sys.platform == "win32", reason="RLIMIT_FSIZE is of POSIX")
def test_on_a_full_disk_what_was_saved_is_there_and_work_goes_on(tmp_path: Path) -> None:
    path = ward(tmp_path / "ward.db")
    done = subprocess.run(
        [sys.executable, "-c", FULL_DISK, str(path)], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    assert len(told["refused"]) > 3, "the disk was full"
    assert told["refused"][-1].startswith("backup store.")
    with Store.open(path) as store:
        assert {entry.id for entry in store.chart("R1")[1][5:]} == set(told["saved"])
    assert faults(path) == []
    assert not (tmp_path / "copy.db").exists()
    assert [file.name for file in tmp_path.iterdir()] == ["ward.db"]


def test_raw_connections_are_what_they_seem(tmp_path: Path) -> None:
    """The tests' tamperer really gets round the guards, or the tests that use it would prove nothing."""
    path = ward(tmp_path / "ward.db")
    tamper(path, "UPDATE entry SET body = '{}'")
    connection = raw(path)
    assert connection.execute("SELECT count(*) FROM entry WHERE body = '{}'").fetchone() == (10,)
    connection.close()

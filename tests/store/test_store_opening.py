"""What may be opened, and what is promised before the first row is written."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest

from hlhdesk.store import (
    BackupRefused,
    Busy,
    CannotWrite,
    Damaged,
    NewerFile,
    NotOpened,
    Store,
    StoreError,
    backup,
    driver,
    restore,
)
from hlhdesk.store.errors import DriverError
from hlhdesk.store.place import APPLICATION_ID
from hlhdesk.store.schema import Step, newest
from tests.store.stores import SETTINGS, faults, files_in, raw, record, ward

ROOT = Path(__file__).resolve().parents[2]


def pragma(store: Store, name: str) -> object:
    return store.connection.execute(f"PRAGMA {name}").fetchone()[0]


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("journal_mode", "wal"),
        ("synchronous", 2),
        ("foreign_keys", 1),
        ("recursive_triggers", 1),
        ("trusted_schema", 0),
        ("cell_size_check", 1),
        ("application_id", APPLICATION_ID),
        ("secure_delete", 1),
        ("user_version", newest()),
    ],
)
def test_a_writer_keeps_its_promises(tmp_path: Path, name: str, value: object) -> None:
    with Store.open(ward(tmp_path / "ward.db")) as store:
        assert pragma(store, name) == value


@pytest.mark.parametrize(
    ("setting", "instead"),
    [
        ("synchronous", 1),
        ("synchronous", 0),
        ("journal_mode", "delete"),
        ("foreign_keys", 0),
        ("trusted_schema", 1),
    ],
)
def test_a_promise_that_does_not_hold_is_noticed_before_anything_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setting: str, instead: int | str
) -> None:
    """The broken variants NORMAL and DELETE/FULL lose commits at a power cut, which no kill can show."""
    path, kept = ward(tmp_path / "ward.db"), driver.set_pragma

    def broken(connection: driver.Connection, name: str, value: int | str) -> None:
        kept(connection, name, instead if name == setting else value)

    monkeypatch.setattr(driver, "set_pragma", broken)
    with pytest.raises(NotOpened) as refused:
        Store.open(path)
    assert refused.value.message.key == "store.not-durable"
    assert dict(refused.value.message)["setting"] == setting
    with pytest.raises(NotOpened):
        Store.open(tmp_path / "new.db", create=True)
    assert not (tmp_path / "new.db").exists()


def folder(path: Path) -> None:
    path.mkdir()


def nothing(path: Path) -> None:
    path.write_bytes(b"")


def prose(path: Path) -> None:
    path.write_text("temperature 39.4\n" * 100)


def only_a_header(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\x00")


def other_program(path: Path) -> None:
    connection = driver.connect(path, "rwc")
    connection.execute("CREATE TABLE bookmark (url TEXT)")
    connection.close()


def newer(path: Path) -> None:
    ward(path)
    connection = raw(path)
    connection.execute("PRAGMA user_version = 99")
    connection.close()


@pytest.mark.parametrize(
    ("make", "key"),
    [
        (lambda *_: None, "store.missing"),
        (folder, "store.is-a-directory"),
        (nothing, "store.not-a-database"),
        (prose, "store.not-a-database"),
        (only_a_header, "store.not-a-database"),
        (other_program, "store.other-application"),
        (newer, "store.newer"),
    ],
)
@pytest.mark.parametrize("readonly", [True, False])
def test_what_is_no_database_of_this_program_is_refused_and_left_alone(
    tmp_path: Path, make: Callable[[Path], None], key: str, readonly: bool
) -> None:
    path = tmp_path / "ward.db"
    make(path)
    before = files_in(tmp_path)
    with pytest.raises(StoreError) as refused:
        Store.open(path, readonly=readonly)
    assert refused.value.message.key == key
    assert files_in(tmp_path) == before


def test_a_newer_file_has_its_own_error(tmp_path: Path) -> None:
    newer(tmp_path / "ward.db")
    with pytest.raises(NewerFile):
        Store.open(tmp_path / "ward.db")


def test_creating_makes_the_file_whole_and_only_once(tmp_path: Path) -> None:
    path = tmp_path / "ward.db"
    with Store.open(path, create=True, settings=SETTINGS) as store:
        assert store.settings() == SETTINGS
        assert store.line(1).action == "created"
        head = store.ledger().hash
    with Store.open(path, create=True, settings={"zone": "UTC"}) as store:
        assert store.settings() == SETTINGS, "what is there stays"
        assert store.ledger().hash == head
    assert [file.name for file in tmp_path.iterdir()] == ["ward.db"], "nothing is left beside it"
    assert faults(path) == []


def test_a_database_needs_its_folder(tmp_path: Path) -> None:
    with pytest.raises(NotOpened) as refused:
        Store.open(tmp_path / "missing" / "ward.db", create=True)
    assert refused.value.message.key == "store.no-folder"


def test_a_creation_that_fails_leaves_nothing(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("hlhdesk.store.create.migrate", lambda *_: 1 / 0)
    with pytest.raises(ZeroDivisionError):
        Store.open(tmp_path / "ward.db", create=True)
    assert list(tmp_path.iterdir()) == []


def test_reading_changes_no_file_and_leaves_none(tmp_path: Path) -> None:
    path = ward(tmp_path / "ward.db")
    before = files_in(tmp_path)
    with Store.open(path, readonly=True) as store:
        assert len(store.chart("R1")[1]) == 5
        with pytest.raises(CannotWrite), store.write():
            pass
        with pytest.raises(DriverError):
            store.connection.execute("INSERT INTO patient (patient_id) VALUES ('X')")
    assert files_in(tmp_path) == before


def test_a_reader_sees_what_a_writer_committed_and_disturbs_nobody(tmp_path: Path) -> None:
    path = ward(tmp_path / "ward.db")
    with Store.open(path) as writer, Store.open(path, readonly=True) as reader:
        with writer.write() as transaction:
            transaction.add(record("R1"))
        assert len(reader.chart("R1")[1]) == 6
        reader.close()
        with writer.write() as transaction:
            transaction.add(record("R1"))
        assert len(writer.chart("R1")[1]) == 7


def test_a_log_that_a_killed_program_left_is_read(tmp_path: Path) -> None:
    path = ward(tmp_path / "ward.db")
    copy = tmp_path / "copy"
    copy.mkdir()
    with Store.open(path) as writer:
        with writer.write() as transaction:
            transaction.add(record("R1"))
        for file in tmp_path.glob("ward.db*"):
            shutil.copy(file, copy / file.name)
    with Store.open(copy / "ward.db", readonly=True) as reader:
        assert len(reader.chart("R1")[1]) == 6


def test_a_folder_that_cannot_be_entered_is_said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(path: Path) -> bool:
        raise PermissionError(13, "Permission denied")

    monkeypatch.setattr(Path, "is_dir", denied)
    for create in (True, False):
        with pytest.raises(NotOpened) as refused:
            Store.open(tmp_path / "ward.db", create=create)
        assert refused.value.message.key == "store.cannot-open"


@pytest.mark.skipif(not hasattr(os, "geteuid"), reason="file modes are of POSIX")
def test_a_read_only_folder_can_be_read_and_says_why_it_cannot_be_written() -> None:
    shelf = Path(tempfile.mkdtemp())  # pytest's own folders are closed to others
    path = ward(shelf / "ward.db")
    path.chmod(0o444)
    shelf.chmod(0o555)
    program = (
        "import os, sqlite_utils; from pathlib import Path; from hlhdesk.store import *\n"
        "if os.geteuid() == 0: os.setegid(65534); os.seteuid(65534)  # root may write everywhere\n"
        f"path = Path({str(path)!r})\n"
        "with Store.open(path, readonly=True) as store: print(len(store.chart('R1')[1]))\n"
        "for open_it in (lambda: Store.open(path), lambda: Store.open(path.with_name('new.db'), create=True)):\n"
        "    try: open_it()\n"
        "    except StoreError as error: print(type(error).__name__, error.message.key)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    shelf.chmod(0o755)
    shutil.rmtree(shelf)
    assert done.stdout.splitlines() == [
        "5",
        "CannotWrite store.read-only",
        "CannotWrite store.cannot-write",
    ], done.stderr


def test_opening_what_is_up_to_date_needs_the_driver_alone(tmp_path: Path) -> None:
    path = ward(tmp_path / "ward.db")
    program = (
        "import sys; from pathlib import Path; from hlhdesk.store import Store\n"
        f"with Store.open(Path({str(path)!r})) as store: assert store.patient_ids() == ('R1', 'R2')\n"
        "print(sorted({'sqlite_utils', 'numpy', 'sqlcipher3'} & set(sys.modules)))"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "['sqlcipher3']"


SECOND_WINDOW = """
import sys; from pathlib import Path
from hlhdesk.store import Busy, Store, restore
from tests.store.stores import record
path = Path(sys.argv[1])
with Store.open(path) as store, store.write() as transaction:
    transaction.add(record("R1"))
try:
    restore(path.with_name("copy.backup"), path)
except Busy:
    print("busy")
"""


def looks_at_it(path: Path) -> None:
    """Everything that this program does with a database's path while it may be open."""
    copy = path.with_name("copy.backup")
    with Store.open(path, readonly=True) as reader:
        backup(reader.connection, path, copy)
    for source, target, error in (
        (path, path, BackupRefused),
        (copy, path, Busy),
        (path, copy, BackupRefused),
    ):
        with pytest.raises(error):
            restore(source, target)
    with pytest.raises(NewerFile):
        Store.open(path, steps=(Step(0, "older", lambda _: None),))
    Store.open(path, create=True).close()


def locks(path: Path) -> list[str]:
    """What this process holds of the file itself, where the system tells."""
    told = Path("/proc/locks")
    lines = told.read_text().splitlines() if told.exists() else []
    held = [line.split()[2:] for line in lines if line.split()[-3].endswith(f":{path.stat().st_ino}")]
    assert held or not told.exists(), "an open database is locked"
    return [" ".join(line) for line in held]


def test_looking_at_an_open_database_gives_up_none_of_its_locks(tmp_path: Path) -> None:
    """On POSIX closing any handle of a file drops all locks that the process holds on it.

    The next program could then merge and remove the log that this one still writes to.
    """
    path = ward(tmp_path / "ward.db")
    with Store.open(path) as store:
        with store.write() as transaction:
            mine = transaction.add(record("R1"))
        held = locks(path)
        looks_at_it(path)
        assert locks(path) == held
        done = subprocess.run(
            [sys.executable, "-c", SECOND_WINDOW, str(path)],
            cwd=ROOT,
            check=True,
            capture_output=True,
            text=True,
        )
        assert done.stdout == "busy\n", "nobody replaces a database that is open here"
        with store.write() as transaction:
            later = transaction.add(record("R1"))
        with Store.open(path, readonly=True) as reader:
            assert len(reader.chart("R1")[1]) == 8
            assert reader.entry(mine.id) == mine
            assert reader.entry(later.id) == later
    assert faults(path) == []


def test_a_file_whose_copying_was_cut_short_is_opened_by_its_log(tmp_path: Path) -> None:
    """The header already counts pages that only the log holds: a power cut in the middle of the copying."""
    path, cut = ward(tmp_path / "ward.db"), tmp_path / "cut.db"
    with Store.open(path) as store:
        old = path.read_bytes()
        with store.write() as transaction:
            for _ in range(60):
                transaction.add(record("R1"))
        shutil.copy(tmp_path / "ward.db-wal", tmp_path / "cut.db-wal")
    new = path.read_bytes()
    assert len(new) > len(old)
    cut.write_bytes(new[:4096] + old[4096:])
    with Store.open(cut) as store:
        assert len(store.chart("R1")[1]) == 65
    assert faults(cut) == []
    cut.write_bytes(new[:4096] + old[4096:])
    with pytest.raises(Damaged):
        Store.open(cut)  # without its log it is no whole file

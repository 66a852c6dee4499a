"""A backup is proved or refused; restoring keeps what it replaces."""

from __future__ import annotations

import random
import shutil
import subprocess
import sys
from contextlib import nullcontext
from pathlib import Path

import pytest

from hlhdesk.store import (
    BackupRefused,
    Busy,
    NewerFile,
    NotOpened,
    Store,
    StoreError,
    backup,
    check_backup,
    restore,
)
from hlhdesk.store import backup as backup_room
from hlhdesk.store.keyring import holding
from hlhdesk.store.wrapping import new_data_key
from tests.campaigns import size
from tests.promises import Shown
from tests.store.stores import drop_guards, faults, files_in, raw, record, tamper, ward

DAMAGED = size("damaged_backups")


def made(tmp_path: Path, key: bytes | None = None) -> tuple[Path, Path]:
    """A database and its backup."""
    path, copy = ward(tmp_path / "ward.db", children=3, entries=30, key=key), tmp_path / "copy.backup"
    with Store.open(path) as store:
        backup(store.connection, path, copy)
    return path, copy


def test_a_backup_holds_the_same(tmp_path: Path) -> None:
    path, copy = made(tmp_path)
    with Store.open(path) as store:
        proof, ledger = check_backup(copy), store.ledger()
    assert (proof.seq, proof.head) == (ledger.seq, ledger.hash.hex())
    assert (proof.entries, proof.patients) == (90, 3)
    assert sorted(file.name for file in tmp_path.iterdir()) == ["copy.backup", "ward.db"]


def test_a_reader_can_back_up(tmp_path: Path) -> None:
    path = ward(tmp_path / "ward.db")
    with Store.open(path, readonly=True) as store:
        assert backup(store.connection, path, tmp_path / "copy.backup").entries == 10
        with pytest.raises(Exception, match="readonly"):
            store.connection.execute("DELETE FROM ledger")


def test_a_backup_replaces_nothing(tmp_path: Path) -> None:
    path, copy = made(tmp_path)
    before = copy.read_bytes()
    with Store.open(path) as store:
        for target in (copy, path, tmp_path):
            with pytest.raises(BackupRefused):
                backup(store.connection, path, target)
        with pytest.raises(StoreError) as refused:
            backup(store.connection, path, tmp_path / "missing" / "copy")
    assert refused.value.message.key == "store.cannot-write"
    assert copy.read_bytes() == before


def test_a_backup_of_a_damaged_database_is_not_made(tmp_path: Path) -> None:
    path = ward(tmp_path / "ward.db")
    tamper(path, "UPDATE entry SET body = '{}' WHERE number = 2")
    with Store.open(path) as store, pytest.raises(BackupRefused) as refused:
        backup(store.connection, path, tmp_path / "copy.backup")
    assert refused.value.message.key == "store.source-damaged"
    assert dict(refused.value.message.values)["path"] == str(path), "the database, not the unfinished copy"
    assert [file.name for file in tmp_path.iterdir()] == ["ward.db"]


def test_a_copy_that_differs_from_its_source_is_not_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path, other = ward(tmp_path / "ward.db"), ward(tmp_path / "other.db", children=1)
    room = sys.modules[backup_room.__module__]
    monkeypatch.setattr(room, "_copy", lambda _, part: shutil.copy(other, part))
    with Store.open(path) as store, pytest.raises(BackupRefused) as refused:
        backup(store.connection, path, tmp_path / "copy.backup")
    assert refused.value.message.key == "store.backup-differs"
    assert not (tmp_path / "copy.backup").exists()


@pytest.mark.parametrize("encrypted", [False, True])
def test_every_damaged_backup_is_refused(tmp_path: Path, shown: Shown, encrypted: bool) -> None:
    key = new_data_key() if encrypted else None
    with holding(key) if key else nullcontext():
        accepted = damaged_and_accepted(tmp_path, key)
    what = "backups restore, damaged ones never" + (", encrypted" if encrypted else "")
    shown(what, f"{DAMAGED - len(accepted)} of {DAMAGED} damaged ones refused")
    assert accepted == []


def damaged_and_accepted(tmp_path: Path, key: bytes | None) -> list[tuple[int, int]]:
    """Damage a backup in many ways and restore it each time; the ways that were taken, which are none."""
    path, copy = made(tmp_path, key)
    whole, before, rng = copy.read_bytes(), path.read_bytes(), random.Random(2018)
    accepted = []
    for number in range(DAMAGED):
        place = rng.randrange(len(whole))
        if number % 3:
            copy.write_bytes(
                whole[:place] + bytes([whole[place] ^ 1 << rng.randrange(8)]) + whole[place + 1 :]
            )
        else:
            copy.write_bytes(whole[:place])
        try:
            restore(copy, path)
            accepted.append((number, place))
        except StoreError:
            pass
    assert path.read_bytes() == before
    assert sorted(file.name for file in tmp_path.iterdir()) == ["copy.backup", "ward.db"]
    return accepted


def test_a_forged_backup_with_good_pages_is_refused(tmp_path: Path) -> None:
    path, copy = made(tmp_path)
    forged = Path(shutil.copy(path, tmp_path / "forged.db"))
    tamper(forged, "UPDATE entry SET body = '{}' WHERE number = 2")
    with pytest.raises(BackupRefused):
        restore(forged, path)
    connection = raw(forged)
    drop_guards(connection)
    connection.close()
    assert copy.exists()


def test_restoring_gives_back_the_same_head_and_keeps_what_it_replaces(tmp_path: Path) -> None:
    path, copy = made(tmp_path)
    with Store.open(path) as store:
        head = store.ledger()
        with store.write() as transaction:
            later = transaction.add(record("R1"))
    done = restore(copy, path)
    with Store.open(path) as store:
        assert store.ledger() == head
        assert store.entry(later.id) is None
    assert faults(path) == []
    assert done.kept is not None
    with Store.open(done.kept) as kept:
        assert kept.entry(later.id) == later
    again = restore(done.kept, path)
    assert again.proof.entries == 91, "a kept file is a backup too"


def test_restoring_where_nothing_is(tmp_path: Path) -> None:
    _, copy = made(tmp_path)
    done = restore(copy, tmp_path / "new.db")
    assert done.kept is None
    assert faults(tmp_path / "new.db") == []


def test_a_stale_log_is_never_merged_into_what_was_restored(tmp_path: Path) -> None:
    path, copy = made(tmp_path)
    crashed = tmp_path / "crashed"
    crashed.mkdir()
    with Store.open(path) as store:
        with store.write() as transaction:
            later = transaction.add(record("R1"))
        for suffix in ("", "-wal", "-shm"):
            shutil.copy(f"{path}{suffix}", crashed / f"ward.db{suffix}")
    done = restore(copy, crashed / "ward.db")
    assert faults(crashed / "ward.db") == []
    with Store.open(crashed / "ward.db") as store:
        assert store.entry(later.id) is None
    assert done.kept is not None
    with Store.open(done.kept) as kept:
        assert kept.entry(later.id) == later, "what the log held was merged into the kept file"


def test_a_log_without_its_database_is_moved_aside(tmp_path: Path) -> None:
    _, copy = made(tmp_path)
    (tmp_path / "lost.db-wal").write_bytes(b"\x37\x7f\x06\x82" + bytes(100))
    restore(copy, tmp_path / "lost.db")
    assert faults(tmp_path / "lost.db") == []
    assert len(list(tmp_path.glob("lost.db-wal.replaced-*"))) == 1


def test_a_damaged_database_is_replaced_and_kept_with_its_log(tmp_path: Path) -> None:
    path, copy = made(tmp_path)
    path.write_bytes(b"SQLite format 3\x00" + bytes(4080) + path.read_bytes()[4096:])
    (tmp_path / "ward.db-wal").write_bytes(b"rest of a log")
    done = restore(copy, path)
    assert faults(path) == []
    assert done.kept is not None
    assert done.kept.read_bytes()[16:100] == bytes(84)


def test_a_database_that_is_open_elsewhere_is_not_replaced(tmp_path: Path) -> None:
    path, copy = made(tmp_path)
    with Store.open(path) as store:
        with store.write() as transaction:
            transaction.add(record("R1"))
        with pytest.raises(Busy) as refused:
            restore(copy, path)
        assert refused.value.message.key == "store.in-use"
        with store.write() as transaction:
            transaction.add(record("R1"))
    with Store.open(path) as store:
        assert len(store.chart("R1")[1]) == 32


def test_what_is_no_backup_is_refused_and_nothing_touched(tmp_path: Path) -> None:
    path, copy = made(tmp_path)
    (tmp_path / "prose").write_text("not a backup" * 100)
    newer = tmp_path / "newer.db"
    shutil.copy(path, newer)
    connection = raw(newer)
    connection.execute("PRAGMA user_version = 99")
    connection.close()
    before = files_in(tmp_path)
    for wrong, error in (
        (tmp_path / "prose", NotOpened),
        (tmp_path / "missing", NotOpened),
        (newer, NewerFile),
        (path, BackupRefused),
    ):
        with pytest.raises(error):
            restore(wrong, path)
    assert files_in(tmp_path) == before
    assert copy.exists()


def test_a_backup_while_another_process_writes_is_one_moment_of_it(tmp_path: Path) -> None:
    path = ward(tmp_path / "ward.db")
    program = (
        "import sys; from pathlib import Path; from hlhdesk.store import Store; from tests.store.stores import record\n"
        f"with Store.open(Path({str(path)!r})) as store:\n"
        "    for _ in range(120):\n"
        "        with store.write() as transaction:\n"
        "            transaction.add(record('R1')); transaction.add(record('R2'))\n"
    )
    root = Path(__file__).resolve().parents[2]
    writer = subprocess.Popen([sys.executable, "-c", program], cwd=root)
    made = 0
    with Store.open(path) as store:
        while writer.poll() is None:
            proof = backup(store.connection, path, tmp_path / f"{made}.backup")
            assert proof.entries % 2 == 0, "never half a transaction"
            made += 1
        assert writer.returncode == 0
        assert store.ledger().entries == 10 + 240
    assert made > 1

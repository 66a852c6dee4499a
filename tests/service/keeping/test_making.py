"""Backups are proved, recorded, carried to a second place and rotated, and nothing that goes wrong is silent."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from hlhdesk.model.message import Message
from hlhdesk.service import BackedUp, Desk, RecordTemperature, Refused, StoreError, back_up
from hlhdesk.service.keeping.words import last_words
from hlhdesk.store import Store, check_backup
from hlhdesk.wording import Catalogue
from tests.service.desks import NOW, desk_with, stop_the_clock

FOLDER = "ward.db.backups"


@pytest.fixture(autouse=True)
def at_half_past_eight(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_the_clock(monkeypatch)


@pytest.fixture
def ward(tmp_path: Path) -> Path:
    path = tmp_path / "ward.db"
    with desk_with(path, "R3") as desk:
        desk.execute(RecordTemperature("R3", "39.4"))
    return path


@pytest.fixture
def later(monkeypatch: pytest.MonkeyPatch) -> Callable[..., datetime]:
    """The clock moves on."""
    shown = [NOW]

    def move(**by: float) -> datetime:
        shown[0] += timedelta(**by)
        stop_the_clock(monkeypatch, shown[0])
        return shown[0]

    return move


def charted(path: Path, value: str = "38.2") -> None:
    with Desk.open(path) as desk:
        desk.execute(RecordTemperature("R3", value))


def made(path: Path) -> Path:
    done = back_up(path)
    assert done.path is not None
    return done.path


def names(folder: Path) -> list[str]:
    return sorted(file.name for file in folder.iterdir())


def test_a_backup_is_proved_and_in_the_history(ward: Path) -> None:
    with Desk.open(ward) as desk:
        assert desk.last_backup() is None
        assert desk.backup_due()
        head = desk.head()
    done = back_up(ward, by="Li")
    assert done.path is not None
    assert done.path.parent == ward.with_name(FOLDER)
    assert (done.second, done.unrecorded, done.removed) == (None, None, 0)
    assert check_backup(done.path) == done.proof
    assert done.proof.head == head
    with Desk.open(ward, readonly=True) as desk:
        last = desk.last_backup()
        assert last is not None
        assert (last.path, last.proof, last.at.shown) == (done.path, done.proof, "2018-03-09T20:30")
        assert (last.age, last.changed, last.old, last.second) == (timedelta(0), False, False, None)
        assert not desk.backup_due()
        assert desk.verify() == ()


def test_the_last_one_s_age_and_when_it_is_old(ward: Path, later: Callable[..., datetime]) -> None:
    made(ward)
    with Desk.open(ward) as desk:
        later(hours=30)
        last = desk.last_backup()
        assert last is not None
        assert (last.age, last.old, desk.backup_due()) == (timedelta(hours=30), False, False)
        desk.execute(RecordTemperature("R3", "38.2"))
        last = desk.last_backup()
        assert last is not None
        assert (last.changed, last.old, desk.backup_due()) == (True, True, True)
        later(hours=-40)
        last = desk.last_backup()
        assert last is not None
        assert last.old, "a clock that was set back does not make a backup young"
        assert desk.backup_due()


def test_it_is_due_as_often_as_the_ward_wants(ward: Path, later: Callable[..., datetime]) -> None:
    made(ward)
    charted(ward)
    with Desk.open(ward) as desk:
        assert not desk.backup_due()
        later(minutes=59)
        assert not desk.backup_due()
        desk.set_setting("backup_minutes", "30")
        assert desk.backup_due()
        for key, value in (("backup_minutes", "4"), ("backup_minutes", "-5"), ("backup_old_hours", "x")):
            with pytest.raises(Refused):
                desk.set_setting(key, value)


def test_a_backup_that_is_gone_or_cut_is_not_the_last_one(ward: Path, later: Callable[..., datetime]) -> None:
    first = made(ward)
    charted(ward)
    later(minutes=1)
    second = made(ward)
    with Desk.open(ward, readonly=True) as desk:
        os.truncate(second, 4096)
        last = desk.last_backup()
        assert last is not None
        assert last.path == first
        first.unlink()
        assert desk.last_backup() is None


def test_nothing_new_makes_no_backup(ward: Path, later: Callable[..., datetime]) -> None:
    made(ward)
    later(hours=2)
    assert back_up(ward, if_changed=True).path is None
    charted(ward)
    assert back_up(ward, if_changed=True).path is not None
    assert len(names(ward.with_name(FOLDER))) == 2


def test_a_damaged_database_gets_no_backup_and_keeps_its_old_ones(
    ward: Path, later: Callable[..., datetime]
) -> None:
    kept = made(ward)
    later(minutes=1)
    connection = Store.open(ward)
    connection.connection.execute("DROP TRIGGER entry_never_goes")
    connection.close()
    with pytest.raises(StoreError) as refused:
        back_up(ward)
    assert refused.value.message.key == "store.source-damaged"
    assert names(ward.with_name(FOLDER)) == [kept.name]


def second_of(done: BackedUp) -> str | None:
    return None if done.second is None else done.second.key


def test_the_second_place_is_filled_when_it_is_there(ward: Path, tmp_path: Path) -> None:
    stick = tmp_path / "stick"
    with Desk.open(ward) as desk:
        desk.set_setting("backup_second_place", str(stick))
    done = back_up(ward)
    assert second_of(done) == "keeping.second.absent"
    assert not stick.exists(), "where a stick is not plugged in, nothing is written in its stead"
    with Desk.open(ward) as desk:
        last = desk.last_backup()
        assert last is not None
        assert last.second == done.second
        assert desk.backup_due(), "tried again"
        stick.mkdir()
        again = back_up(ward, if_changed=True)
        assert (again.path, again.second) == (None, None)
        last = desk.last_backup()
        assert last is not None
        assert (last.second, desk.backup_due()) == (None, False)
    assert done.path is not None
    (folder,) = stick.iterdir()
    assert (folder / done.path.name).read_bytes() == done.path.read_bytes()


@pytest.mark.parametrize("what", ["full", "differs", "refused"])
def test_a_second_place_that_fails_is_said_and_keeps_no_half_file(
    ward: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, what: str
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with Desk.open(ward) as desk:
        desk.set_setting("backup_second_place", str(stick))
    room = "hlhdesk.service.keeping.carrying"
    if what == "full":
        usage = shutil.disk_usage(stick)
        monkeypatch.setattr(f"{room}.shutil.disk_usage", lambda _: usage._replace(free=10))
    elif what == "differs":
        monkeypatch.setattr(f"{room}.check_backup", lambda path: replace(check_backup(path), entries=0))
    else:
        monkeypatch.setattr(f"{room}.copy_whole", _no_space)
    done = back_up(ward)
    assert second_of(done) == f"keeping.second.{what}"
    assert done.path is not None, "the first place has it"
    assert [file for file in stick.rglob("*") if file.is_file()] == []
    said = Catalogue.load("en").text(done.second or Message.of(""))
    assert str(stick) in said


def _no_space(*_: object) -> None:
    raise OSError(28, "No space left on device")


def test_a_database_that_cannot_be_written_is_backed_up_and_says_it_is_not_recorded(
    ward: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened = Store.open

    def no_writer(path: Path, *, readonly: bool = False) -> Store:
        if not readonly:
            raise StoreError.of("store.read-only", path=str(path))
        return opened(path, readonly=True)

    monkeypatch.setattr(Store, "open", no_writer)
    done = back_up(ward)
    assert done.path is not None
    assert done.unrecorded is not None
    assert done.unrecorded.key == "store.read-only"


def test_old_backups_make_room_in_both_places(
    ward: Path, tmp_path: Path, later: Callable[..., datetime]
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    with Desk.open(ward) as desk:
        desk.set_setting("backup_second_place", str(stick))
    oldest = [made(ward)]
    for _ in range(2):
        later(minutes=10)
        oldest.append(made(ward))
    (second,) = stick.iterdir()
    foreign = [
        folder / name for folder in (ward.with_name(FOLDER), second) for name in ("notes.txt", "x.backup")
    ]
    for file in foreign:
        file.write_text("somebody's own", encoding="utf-8")
    later(days=3)
    done = back_up(ward)
    assert done.removed == 4
    assert done.path is not None
    for folder in (ward.with_name(FOLDER), second):
        assert names(folder) == sorted([oldest[-1].name, done.path.name, "notes.txt", "x.backup"])


def test_what_a_cut_off_backup_left_goes_after_a_day(ward: Path, later: Callable[..., datetime]) -> None:
    folder = ward.with_name(FOLDER)
    folder.mkdir()
    left = [folder / ".ward.db.x.backup.1-2.part", folder / ".ward.db.y.backup.1-2.part-wal"]
    for age, file in zip((25, 23), left, strict=True):
        file.write_bytes(b"half")
        stamp = (NOW - timedelta(hours=age)).timestamp()
        os.utime(file, (stamp, stamp))
    drill = ward.with_name(".ward.db.drill-x")
    drill.mkdir()
    (drill / "ward.db").write_bytes(b"half")
    os.utime(drill, (stamp, stamp))
    made(ward)
    assert [file.exists() for file in left] == [False, True]
    assert drill.exists()
    stamp = (NOW - timedelta(hours=25)).timestamp()
    os.utime(drill, (stamp, stamp))
    later(minutes=1)
    made(ward)
    assert not drill.exists()


def test_invented_children_are_not_backed_up_by_themselves(tmp_path: Path) -> None:
    with desk_with(tmp_path / "demo.db", "R3") as desk:
        assert desk.backup_due()
        desk.set_setting("demo", "yes")
        assert not desk.backup_due()


@pytest.mark.parametrize(
    ("hours", "writes", "said"),
    [
        (0, True, "last verified backup 20:30"),
        (24, False, "last verified backup 20:30 on 9 Mar"),
        (30, True, "last verified backup 20:30 on 9 Mar: 30 hours ago"),
        (-5, True, "last verified backup 20:30: the clock of this computer was set back"),
    ],
)
def test_the_foot_of_the_window(
    ward: Path, later: Callable[..., datetime], hours: int, writes: bool, said: str
) -> None:
    made(ward)
    if writes:
        charted(ward)
    later(hours=hours)
    with Desk.open(ward, readonly=True) as desk:
        assert Catalogue.load("en").text(last_words(desk.last_backup(), desk.now().day)) == said


def test_without_any_backup_the_foot_says_so() -> None:
    assert Catalogue.load("en").text(last_words(None, NOW.date())) == "no verified backup yet"

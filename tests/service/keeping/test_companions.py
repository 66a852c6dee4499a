"""What belongs beside a database goes with its backups and comes back with them."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from hlhdesk.definitions import ward_file
from hlhdesk.service import Desk, StoreError, back_up, restore_backup
from hlhdesk.service.keeping.companions import KEYS, PARAMETERS
from tests.service.desks import NOW, desk_with, stop_the_clock


@pytest.fixture(autouse=True)
def at_half_past_eight(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_the_clock(monkeypatch)


@pytest.fixture
def ward(tmp_path: Path) -> Path:
    """A database with a ward's own parameter, a file of keys, and a second place."""
    path = tmp_path / "ward.db"
    (tmp_path / "stick").mkdir()
    with desk_with(path, "R3") as desk:
        desk.set_parameters({parameter(desk): "38.1"})
        desk.set_setting("backup_second_place", str(tmp_path / "stick"))
    path.with_name(f"ward.db{KEYS}").write_bytes(b"wrapped")
    return path


def parameter(desk: Desk) -> str:
    """Some parameter of a temperature."""
    return next(one.key for one in desk.definitions.parameters if one.key.endswith("fever_from"))


def made(path: Path) -> Path:
    done = back_up(path)
    assert (done.second, done.unrecorded) == (None, None)
    assert done.path is not None
    return done.path


def companions(folder: Path) -> list[str]:
    return sorted(file.name.partition(".backup")[2] for file in folder.rglob("*.backup*") if file.is_file())


def test_they_go_with_every_backup_and_with_it_away(
    ward: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = made(ward)
    everything = ["", PARAMETERS, KEYS]
    assert companions(first.parent) == companions(tmp_path / "stick") == everything
    for hours in (1, 24 * 4):
        stop_the_clock(monkeypatch, NOW + timedelta(hours=hours))
        made(ward)
    assert not first.exists()
    assert companions(first.parent) == companions(tmp_path / "stick") == sorted(2 * everything)


@pytest.mark.parametrize("place", ["beside", "stick"])
def test_a_lost_disk_comes_back_with_the_ward_s_own_numbers(ward: Path, tmp_path: Path, place: str) -> None:
    backup = made(ward)
    if place == "stick":
        (backup,) = (tmp_path / "stick").rglob("*.backup")
    own = ward_file(ward).read_text(encoding="utf-8")
    lost = tmp_path / "other disk" / "ward.db"
    lost.parent.mkdir()
    restore_backup(backup, lost)
    assert ward_file(lost).read_text(encoding="utf-8") == own
    assert lost.with_name(f"ward.db{KEYS}").read_bytes() == b"wrapped"
    with Desk.open(lost, readonly=True) as desk:
        assert desk.definitions.ward_version == "1"
        assert desk.verify() == ()


def test_what_lies_beside_the_database_stays(ward: Path) -> None:
    backup = made(ward)
    with Desk.open(ward) as desk:
        desk.set_parameters({parameter(desk): "38.2"})
    in_force = ward_file(ward).read_bytes()
    restore_backup(backup, ward)
    assert ward_file(ward).read_bytes() == in_force


def test_a_backup_without_what_belongs_to_it_is_not_kept(ward: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    fails: Callable[..., None] = full
    monkeypatch.setattr("hlhdesk.service.keeping.companions.copy_whole", fails)
    with pytest.raises(StoreError) as refused:
        back_up(ward)
    assert refused.value.message.key == "store.cannot-write"
    assert list(ward.with_name("ward.db.backups").iterdir()) == []


def test_a_restore_that_fails_brings_nothing_back(ward: Path, tmp_path: Path) -> None:
    backup = made(ward)
    backup.write_bytes(backup.read_bytes()[:-1])
    lost = tmp_path / "other disk" / "ward.db"
    lost.parent.mkdir()
    with pytest.raises(StoreError):
        restore_backup(backup, lost)
    assert list(lost.parent.iterdir()) == []


def test_a_copy_that_somebody_asks_for_has_them_and_replaces_nothing(ward: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy"
    foreign = tmp_path / f"copy{KEYS}"
    foreign.write_bytes(b"another database's")
    with Desk.open(ward, readonly=True) as desk:
        with pytest.raises(StoreError):
            desk.backup(copy)
        assert not copy.exists()
        assert not (tmp_path / f"copy{PARAMETERS}").exists()
        assert foreign.read_bytes() == b"another database's"
        foreign.unlink()
        desk.backup(copy)
    assert (tmp_path / f"copy{PARAMETERS}").is_file()
    assert foreign.read_bytes() == b"wrapped"

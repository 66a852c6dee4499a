"""A drill restores the newest backup elsewhere, and tells a good one from a bad one."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from hlhdesk.service import Desk, Drill, RecordTemperature, StoreError, back_up, drill
from hlhdesk.service.keeping.words import drill_words
from hlhdesk.store import Store, backup
from hlhdesk.wording import Catalogue
from tests.service.desks import desk_with


def ward_with_backup(path: Path) -> Path:
    with desk_with(path, "R3") as desk:
        desk.execute(RecordTemperature("R3", "39.4"))
    made = back_up(path).path
    assert made is not None
    return made


def said(done: Drill) -> list[str]:
    return [message.key for message in drill_words(done)]


def noted(path: Path) -> dict[str, object]:
    with Store.open(path, readonly=True) as store:
        line = store.line(store.ledger().seq)
        assert line.action == "restore-drill"
        detail = json.loads(line.detail or "")
        assert isinstance(detail, dict)
        return detail


def test_a_drill_gives_back_the_same_and_is_history(tmp_path: Path) -> None:
    path = tmp_path / "ward.db"
    file = ward_with_backup(path)
    with Desk.open(path) as desk:
        desk.execute(RecordTemperature("R3", "38.2"))
        charts = desk.chart("R3")
        done = drill(path, by="Li")
        assert desk.chart("R3") is charts, "the database itself is left alone"
    assert done.passed
    assert done.file == file
    assert done.recorded is not None
    assert done.found is not None
    assert (done.found.hash.hex(), done.found.entries) == (done.recorded.head, 2)
    assert said(done) == ["keeping.drill.passed", "keeping.drill.found", "keeping.drill.as-recorded"]
    assert noted(path)["passed"] is True
    assert sorted(entry.name for entry in tmp_path.iterdir()) == ["ward.db", "ward.db.backups"]


def test_a_damaged_backup_fails_it(tmp_path: Path) -> None:
    path = tmp_path / "ward.db"
    file = ward_with_backup(path)
    whole = bytearray(file.read_bytes())
    whole[5000] ^= 1
    file.write_bytes(whole)
    done = drill(path)
    assert not done.passed
    assert said(done) == ["keeping.drill.failed", "store.backup-changed"]
    assert noted(path)["problems"] == ["store.backup-changed"]
    assert "NOT" in Catalogue.load("en").text(drill_words(done)[0])


def test_a_whole_backup_of_something_else_fails_it(tmp_path: Path) -> None:
    path, other = tmp_path / "ward.db", tmp_path / "other.db"
    file = ward_with_backup(path)
    ward_with_backup(other)
    file.unlink()
    with Store.open(other) as store:
        backup(store.connection, other, file)
    done = drill(path)
    assert said(done) == ["keeping.drill.failed", "keeping.drill.found", "keeping.drill.differs"]


def test_a_file_that_the_history_does_not_name(tmp_path: Path) -> None:
    path = tmp_path / "ward.db"
    file = ward_with_backup(path)
    file.rename(file.with_name("ward.db.20300101T000000.000000Z.backup"))
    done = drill(path)
    assert done.passed
    assert "keeping.drill.no-record" in said(done)


def test_without_a_backup_there_is_no_drill(tmp_path: Path) -> None:
    path = tmp_path / "ward.db"
    with desk_with(path, "R3"), pytest.raises(StoreError) as refused:
        drill(path)
    assert refused.value.message.key == "keeping.none"


def test_a_database_that_cannot_be_written_is_tried_and_says_that_it_is_not_recorded(tmp_path: Path) -> None:
    path = tmp_path / "ward.db"
    ward_with_backup(path)
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + bytes(len(whole) - 4096))
    done = drill(path)
    assert done.passed
    assert done.recorded is None
    assert done.unrecorded is not None

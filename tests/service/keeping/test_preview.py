"""Before a backup is put back, what would change is said; and the history keeps that it was."""

from __future__ import annotations

import json
from datetime import timedelta
from pathlib import Path

import pytest

from hlhdesk.model.message import Message
from hlhdesk.service import Desk, RecordTemperature, StoreError, back_up, preview, restore_backup
from hlhdesk.service.keeping.words import MOST, preview_words
from hlhdesk.store import Store
from hlhdesk.wording import Catalogue
from tests.service.desks import NOW, desk_with, stop_the_clock

RELEASED = Path(__file__).parents[2] / "store" / "data"


@pytest.fixture(autouse=True)
def at_half_past_eight(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_the_clock(monkeypatch)


def ward_with_backup(path: Path) -> Path:
    with desk_with(path, "R3", "R4") as desk:
        desk.execute(RecordTemperature("R3", "39.4", at="2018-03-09T14:00", by="Li"))
    made = back_up(path).path
    assert made is not None
    return made


def said(found: object) -> str:
    say = Catalogue.load("en")
    return "\n".join(say.text(message) for message in preview_words(found))  # type: ignore[arg-type]


def test_what_would_be_lost_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "ward.db"
    backup = ward_with_backup(path)
    before = path.read_bytes()
    with Desk.open(path) as desk:
        desk.execute(RecordTemperature("R4", "38.1", at="2018-03-09T18:00", by="Wu"))
        stop_the_clock(monkeypatch, NOW + timedelta(days=1))
        desk.execute(RecordTemperature("R3", "37.2", at="2018-03-10T20:00"))
    found = preview(backup, path)
    assert found.same_history
    assert [entry.patient_id for entry in found.lost] == ["R3", "R4"]
    assert [entry.patient_id for entry in found.lost_today] == ["R3"]
    assert found.now is not None
    assert (found.backup.entries, found.now.entries) == (3, 5)
    text = said(found)
    assert "2 entries would be lost, 1 of them written today:" in text
    assert "R4: 38.1 °C axillary (18:00 on 9 Mar 2018), written 20:30 on 9 Mar 2018 by Wu" in text
    assert "by no name" in text
    assert path.read_bytes() != before, "the entries above; the preview itself writes nothing"


def test_nothing_would_be_lost(tmp_path: Path) -> None:
    path = tmp_path / "ward.db"
    backup = ward_with_backup(path)
    found = preview(backup, path)
    assert (found.lost, found.same_history) == ((), True)
    assert found.backup_newest == found.now_newest
    assert "Nothing would be lost" in said(found)


def test_another_database_s_backup_is_told_apart(tmp_path: Path) -> None:
    path, other = tmp_path / "ward.db", tmp_path / "other.db"
    ward_with_backup(path)
    backup = ward_with_backup(other)
    found = preview(backup, path)
    assert not found.same_history
    assert len(found.lost) == 3
    assert "no earlier state of this database" in said(found)


def test_a_long_loss_is_counted(tmp_path: Path) -> None:
    path = tmp_path / "ward.db"
    backup = ward_with_backup(path)
    with Desk.open(path) as desk:
        for step in range(MOST + 3):
            desk.execute(RecordTemperature("R3", "38.1", at=f"2018-03-08T{step:02}:00"))
    assert said(preview(backup, path)).endswith("and 3 more")


def test_a_missing_and_a_damaged_database(tmp_path: Path) -> None:
    path = tmp_path / "ward.db"
    backup = ward_with_backup(path)
    whole = path.read_bytes()
    path.write_bytes(whole[:4096] + bytes(len(whole) - 4096))
    found = preview(backup, path)
    assert found.now is None
    assert found.unreadable is not None
    assert "cannot be read" in said(found)
    path.unlink()
    assert "There is no database in its place" in said(preview(backup, path))


def test_a_damaged_backup_is_refused_and_nothing_changes(tmp_path: Path) -> None:
    path = tmp_path / "ward.db"
    backup = ward_with_backup(path)
    before = path.read_bytes()
    backup.write_bytes(backup.read_bytes()[:-1])
    for act in (preview, restore_backup):
        with pytest.raises(StoreError):
            act(backup, path)
    assert path.read_bytes() == before


def test_a_restored_database_says_so(tmp_path: Path) -> None:
    path = tmp_path / "ward.db"
    backup = ward_with_backup(path)
    with Desk.open(path) as desk:
        desk.execute(RecordTemperature("R4", "38.1"))
    done = restore_backup(backup, path, by="Li")
    assert done.kept is not None
    with Store.open(path, readonly=True) as store:
        line = store.line(store.ledger().seq)
        assert (line.action, line.recorded_by) == ("restored", "Li")
        assert json.loads(line.detail or "")["kept"] == done.kept.name
    with Desk.open(path, readonly=True) as desk:
        assert desk.verify(done.proof.head) == ()
        assert desk.chart("R4").temperatures == ()
        last = desk.last_backup()
        assert last is not None, "what was put back is a verified backup"
        assert (last.path, last.proof, last.changed) == (backup, done.proof, False)


def test_the_words_of_an_unreadable_database_name_the_reason() -> None:
    reason = Message.of("store.damaged", path="ward.db")
    assert "is damaged" in Catalogue.load("en").text(Message.of("keeping.preview.unreadable", reason=reason))


@pytest.mark.parametrize("fixture", sorted(RELEASED.glob("schema-v*.db")), ids=lambda path: path.name)
def test_a_backup_of_every_released_version_comes_back(tmp_path: Path, fixture: Path) -> None:
    path = tmp_path / "ward.db"
    found = preview(fixture, path)
    assert (found.backup.entries, found.now) == (10, None)
    assert restore_backup(fixture, path).proof == found.backup
    with Desk.open(path, readonly=True) as desk:
        assert desk.verify(found.backup.head) == ()
        assert desk.patients() == ("R1", "R2")

"""Every released schema stays openable; an upgrade is whole, after a verified backup, or did not happen."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from hlhdesk.store import NewerFile, NotOpened, Store, StoreError, check_backup
from hlhdesk.store.driver import Connection
from hlhdesk.store.schema import STEPS, Step, newest, statements
from hlhdesk.wording import Catalogue
from tests.store.later_schema import LATER, add_a_table
from tests.store.stores import faults, files_in, record, ward

DATA = Path(__file__).parent / "data"


def fail_half_way(connection: Connection) -> None:
    add_a_table(connection)
    raise OSError("the power went")


FAILING = (*STEPS, Step(newest() + 1, "shifts", fail_half_way))


@pytest.mark.parametrize("fixture", sorted(DATA.glob("schema-v*.db")), ids=lambda path: path.name)
def test_every_released_schema_opens_with_all_that_it_held(tmp_path: Path, fixture: Path) -> None:
    path = Path(shutil.copy(fixture, tmp_path / "ward.db"))
    with Store.open(path) as store:
        head, records = store.chart("R1")
        assert store.patient_ids() == ("R1", "R2")
        assert store.settings()["zone"] == "Asia/Shanghai"
        assert head.entries == len(records) == 5
        assert records[-1].supersedes == records[0].id
        with store.write() as transaction:
            transaction.add(record("R1"))
    assert faults(path) == []


def test_there_is_a_fixture_of_every_version() -> None:
    assert [path.name for path in sorted(DATA.glob("schema-v*.db"))] == [
        f"schema-v{version}.db" for version in range(1, newest() + 1)
    ]


def test_an_upgrade_keeps_everything_and_a_verified_backup(tmp_path: Path) -> None:
    path = ward(tmp_path / "ward.db")
    with Store.open(path, readonly=True) as store:
        before, head = store.chart("R1")[1], store.ledger().hash.hex()
    with Store.open(path, steps=LATER) as store:
        assert store.chart("R1")[1] == before
        assert store.line(store.ledger().seq).action == "migrated"
        (notice,) = store.notices
    kept = Path(str(dict(notice.values)["backup"]))
    assert check_backup(kept).head == head
    assert str(kept) in Catalogue.load("en").text(notice)
    with Store.open(path, steps=LATER) as store:
        assert store.notices == (), "once"
    with pytest.raises(NewerFile):
        Store.open(path)


def test_an_upgrade_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    path = ward(tmp_path / "ward.db")
    before = path.read_bytes()
    with pytest.raises(OSError, match="power"):
        Store.open(path, steps=FAILING)
    assert path.read_bytes() == before
    assert faults(path) == []
    with Store.open(path, steps=LATER) as store:
        assert store.patient_ids() == ("R1", "R2")


def test_without_a_backup_there_is_no_upgrade(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = ward(tmp_path / "ward.db")
    before = files_in(tmp_path)

    def no_room(*_: object) -> None:
        raise StoreError.of("store.disk-full", path="x")

    monkeypatch.setattr("hlhdesk.store.upgrade.backup", no_room)
    with pytest.raises(StoreError):
        Store.open(path, steps=LATER)
    assert files_in(tmp_path) == before


def test_a_reader_does_not_upgrade(tmp_path: Path) -> None:
    path = ward(tmp_path / "ward.db")
    before = files_in(tmp_path)
    with pytest.raises(NotOpened) as refused:
        Store.open(path, readonly=True, steps=LATER)
    assert refused.value.message.key == "store.needs-upgrade"
    assert files_in(tmp_path) == before


def test_a_script_is_cut_at_its_statements() -> None:
    text = "-- a note\n\nCREATE TABLE a (b);\nCREATE TRIGGER c AFTER INSERT ON a\nBEGIN SELECT 1; SELECT 2; END;\n"
    assert list(statements(text)) == [
        "CREATE TABLE a (b)",
        "CREATE TRIGGER c AFTER INSERT ON a\nBEGIN SELECT 1; SELECT 2; END",
    ]
    with pytest.raises(ValueError, match="inside a statement"):
        list(statements("CREATE TABLE a (b"))

"""Facts are append-only: the file itself refuses everything else."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from hlhdesk.store import Conflict, Store
from hlhdesk.store.schema import expected
from tests.store.stores import AT, faults, raw, record, ward

GUARDS = sorted(name for name, sql in expected().items() if sql.startswith("CREATE TRIGGER"))


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE entry SET body = '{}'",
        "UPDATE entry SET unconfirmed = 1 WHERE seq = (SELECT max(seq) FROM entry)",
        "DELETE FROM entry",
        "INSERT OR REPLACE INTO entry SELECT * FROM entry LIMIT 1",
        "REPLACE INTO entry SELECT patient_id, seq + 1000, number, id, kind, '{}', happened, recorded_at, recorded_by,"
        " unconfirmed, supersedes, change_reason, retracted, digest FROM entry LIMIT 1",
        "INSERT INTO entry SELECT patient_id, seq + 1000, number + 1000, 'new', kind, body, happened, recorded_at,"
        " recorded_by, 0, NULL, NULL, 0, digest FROM entry LIMIT 1",
        "UPDATE history SET recorded_by = 'somebody'",
        "DELETE FROM history WHERE seq = (SELECT max(seq) FROM history)",
        "INSERT OR REPLACE INTO history SELECT * FROM history WHERE seq = 1",
        "INSERT INTO history SELECT seq + 1000, recorded_at, recorded_by, action, patient_id, entry_id, digest, detail,"
        " prev, hash FROM history WHERE seq = 1",
        "UPDATE setting SET value = 'UTC'",
        "DELETE FROM setting",
        "INSERT OR REPLACE INTO setting SELECT * FROM setting",
        "INSERT INTO setting VALUES ('zone', 1, 'UTC')",
        "UPDATE patient SET patient_id = 'X' WHERE patient_id = 'R1'",
        "UPDATE patient SET entries = 0",
        "DELETE FROM patient",
        "INSERT OR REPLACE INTO patient (patient_id) VALUES ('R1')",
        "UPDATE ledger SET hash = zeroblob(32)",
        "UPDATE ledger SET seq = seq - 1",
        "DELETE FROM ledger",
        "INSERT OR REPLACE INTO ledger SELECT * FROM ledger",
    ],
)
@pytest.mark.parametrize("recursive", [0, 1])
def test_no_statement_changes_what_was_written(tmp_path: Path, statement: str, recursive: int) -> None:
    path = ward(tmp_path / "ward.db")
    connection = raw(path)
    connection.execute(f"PRAGMA recursive_triggers = {recursive}")
    with pytest.raises(dbapi2.IntegrityError):
        connection.execute(statement)
    connection.close()
    assert faults(path) == []


def test_there_are_guards() -> None:
    assert len(GUARDS) >= 20


@pytest.mark.parametrize("name", GUARDS)
def test_a_dropped_guard_is_found(tmp_path: Path, name: str) -> None:
    path = ward(tmp_path / "ward.db")
    connection = raw(path)
    connection.execute(f"DROP TRIGGER {name}")
    connection.close()
    assert faults(path) == ["store.fault.object-missing"]


def test_a_weakened_guard_is_found(tmp_path: Path) -> None:
    path = ward(tmp_path / "ward.db")
    connection = raw(path)
    connection.execute("DROP TRIGGER entry_never_changes")
    connection.execute("CREATE TRIGGER entry_never_changes BEFORE UPDATE ON entry WHEN 0 BEGIN SELECT 1; END")
    connection.close()
    assert faults(path) == ["store.fault.object-changed"]


def test_a_foreign_object_is_found(tmp_path: Path) -> None:
    path = ward(tmp_path / "ward.db")
    connection = raw(path)
    connection.execute("CREATE TRIGGER spy AFTER INSERT ON patient BEGIN SELECT 1; END")
    connection.close()
    assert faults(path) == ["store.fault.object-foreign"]


@pytest.mark.parametrize(
    "wrong",
    [
        {"kind": "Temperatures"},
        {"kind": ""},
        {"body": "not JSON"},
        {"body": "[]"},
        {"body": None},
        {"happened": "2018"},
        {"recorded_at": "2018-03-01T14:00"},
        {"recorded_at": "2018-03-01T14:00:00.000000"},
        {"recorded_at": None},
        {"recorded_by": ""},
        {"unconfirmed": 2},
        {"unconfirmed": None},
        {"retracted": -1},
        {"id": ""},
        {"id": "x" * 65},
        {"patient_id": "nobody"},
        {"supersedes": "nothing", "change_reason": "slip"},
    ],
)
def test_an_entry_that_breaks_a_rule_of_the_file_is_refused(tmp_path: Path, wrong: dict[str, object]) -> None:
    with Store.open(ward(tmp_path / "ward.db")) as store:
        before = store.ledger()
        with pytest.raises(Conflict), store.write() as transaction:
            transaction.add(record("R1")._replace(**wrong))  # type: ignore[arg-type]
        assert store.ledger() == before
        with store.write() as transaction:
            transaction.add(record("R1"))
        assert store.ledger().entries == before.entries + 1, "the store goes on"


@pytest.mark.parametrize("text", ["a\x00b", "\x01", "half \ud800"])
def test_a_text_that_a_digest_could_confuse_is_a_bug(tmp_path: Path, text: str) -> None:
    with Store.open(ward(tmp_path / "ward.db")) as store:
        before = store.ledger()
        with pytest.raises(ValueError), store.write() as transaction:  # noqa: PT011
            transaction.add(record("R1", recorded_by=text))
        assert store.ledger() == before


def test_an_entry_is_superseded_once_and_by_its_like(tmp_path: Path) -> None:
    with Store.open(ward(tmp_path / "ward.db")) as store:
        first, last = store.chart("R1")[1][0], store.chart("R1")[1][-1]
        for wrong in (
            record("R1", supersedes=first.id, change_reason="again"),
            record("R2", supersedes=last.id, change_reason="of another child"),
            record("R1", supersedes=last.id, change_reason="of another kind")._replace(kind="notes"),
            record("R1", supersedes=last.id),
            record("R1", supersedes=last.id, change_reason="  "),
        ):
            with pytest.raises(Conflict), store.write() as transaction:
                transaction.add(wrong)
        with store.write() as transaction:
            added = transaction.add(record("R1", supersedes=last.id, change_reason="slip", retracted=1))
            assert transaction.superseded_by(last.id) == added.id
        assert [kept.id for kept in store.chart("R1")[1]][-1] == added.id


def test_a_line_without_its_entry_cannot_be_committed(tmp_path: Path) -> None:
    with Store.open(ward(tmp_path / "ward.db")) as store:
        before = store.ledger()
        with pytest.raises(Conflict), store.write() as transaction:
            transaction.note("confirmed", patient_id="R1", entry_id="never-written")
        assert store.ledger() == before


def test_what_is_stored_comes_back_as_it_was(tmp_path: Path) -> None:
    text = "孩子 “39,4” \u202e ' -- ; \n ½"
    written = record("R1", recorded_by="Li 李", change_reason=None)._replace(
        body='{"text":"' + text.replace("\n", "\\n") + '"}'
    )
    with Store.open(ward(tmp_path / "ward.db")) as store:
        with store.write() as transaction:
            stored = transaction.add(written)
        assert store.entry(written.id) == stored == written._replace(seq=stored.seq, number=stored.number)
        assert store.last_entry() == stored
        assert store.entry("unknown") is None
        assert stored.recorded_at == AT

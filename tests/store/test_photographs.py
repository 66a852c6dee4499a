"""A photograph is proved by the history, goes for good when it is taken away, and never stands for another one."""

from __future__ import annotations

import json
import random
from hashlib import sha256
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from hlhdesk.model.message import Message
from hlhdesk.store import Damaged, Store, StoreError, backup, restore, verify
from tests.campaigns import size
from tests.promises import Shown
from tests.store.stores import faults, raw, tamper, ward

FACE = b"\xff\xd8\xff" + b"the first face " * 400 + b"\xff\xd9"
OTHER = b"\xff\xd8\xff" + b"another face " * 300 + b"\xff\xd9"
FLIPS = size("flips")


def put(path: Path, picture: bytes = FACE, patient_id: str = "R1") -> None:
    with Store.open(path) as store, store.write() as transaction:
        transaction.put_photograph(patient_id, picture, by="Li", detail={"agreed": "mother"})


def shown_picture(path: Path, patient_id: str = "R1") -> bytes | None:
    with Store.open(path, readonly=True) as store:
        found = store.photograph(patient_id)
        return None if found is None else found.picture


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A ward in which one of two children has a photograph."""
    made = ward(tmp_path / "ward.db")
    put(made)
    return made


def test_it_is_of_one_child_and_told_in_the_history(path: Path) -> None:
    assert shown_picture(path) == FACE
    assert shown_picture(path, "R2") is None
    assert shown_picture(path, "nobody") is None
    with Store.open(path) as store:
        found = store.photograph("R1")
        assert found is not None
        assert (found.line.action, found.line.recorded_by, found.line.patient_id) == (
            "photograph",
            "Li",
            "R1",
        )
    assert faults(path) == []


def test_the_line_holds_its_length_and_its_sha_256(path: Path) -> None:
    """For an auditor who has the export of the history and the picture, and not this program."""
    with Store.open(path) as store:
        found = store.photograph("R1")
        assert found is not None
        assert json.loads(found.line.detail or "") == {
            "agreed": "mother",
            "bytes": len(FACE),
            "sha256": sha256(FACE).hexdigest(),
        }


def test_a_damaged_one_is_named_with_its_file_and_its_child(path: Path) -> None:
    tamper(path, "UPDATE photograph SET picture = x'ffd8ffd9'")
    with Store.open(path, readonly=True) as store:
        with pytest.raises(Damaged) as damaged:
            store.photograph("R1")
        assert damaged.value.message == Message.of("store.damaged", path=str(path))
        assert [fault.patient_id for fault in verify(store.connection, path)] == ["R1"]


def test_a_line_that_is_no_json_any_more_proves_nothing(path: Path) -> None:
    tamper(
        path,
        "PRAGMA ignore_check_constraints = 1",
        "UPDATE history SET detail = 'x' WHERE action = 'photograph'",
    )
    assert "store.fault.photograph" in faults(path)
    with pytest.raises(StoreError):
        shown_picture(path)


def test_another_one_takes_its_place(path: Path) -> None:
    put(path, OTHER)
    assert shown_picture(path) == OTHER
    with Store.open(path) as store:
        assert len(store.lines("photograph")) == 2, "both are told"
    assert faults(path) == []


def test_what_was_taken_away_is_nowhere_in_the_file(path: Path) -> None:
    with Store.open(path) as store:
        with store.write() as transaction:
            assert transaction.drop_photograph("R1", by="Li", detail={"reason": "withdrawn"})
        with store.write() as transaction:
            assert not transaction.drop_photograph("R1"), "once"
    assert shown_picture(path) is None
    left = b"".join(file.read_bytes() for file in path.parent.iterdir())
    assert b"the first face" not in left
    with Store.open(path) as store:
        assert [line.action for line in store.lines("photograph-removed")] == ["photograph-removed"]
    assert faults(path) == []


def test_what_was_undone_was_never_there(path: Path) -> None:
    with Store.open(path) as store, store.write() as transaction:
        transaction.put_photograph("R1", OTHER, detail={})
        transaction.abandon()
    assert shown_picture(path) == FACE


def test_a_backup_holds_it(path: Path, tmp_path: Path) -> None:
    with Store.open(path) as store:
        backup(store.connection, path, tmp_path / "kept.backup")
        with store.write() as transaction:
            transaction.drop_photograph("R1")
    restore(tmp_path / "kept.backup", path)
    assert shown_picture(path) == FACE


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE photograph SET picture = x'00'",
        "UPDATE photograph SET patient_id = 'R2'",
        "DELETE FROM photograph",
        "INSERT OR REPLACE INTO photograph SELECT * FROM photograph",
        "INSERT INTO photograph SELECT 'R2', seq, picture FROM photograph",
        "INSERT INTO photograph SELECT 'R2', 1, picture FROM photograph",
        "INSERT INTO photograph SELECT 'R2', (SELECT max(seq) FROM history), picture FROM photograph",
    ],
)
def test_no_statement_goes_past_the_history(path: Path, statement: str) -> None:
    connection = raw(path)
    with pytest.raises(dbapi2.IntegrityError):
        connection.execute(statement)
    connection.close()
    assert shown_picture(path) == FACE
    assert faults(path) == []


@pytest.mark.parametrize(
    ("statement", "refused"),
    [
        ("UPDATE photograph SET picture = x'ffd8ffd9'", True),
        ("UPDATE photograph SET patient_id = 'R2'", True),
        ("UPDATE photograph SET seq = 1", True),
        ("DELETE FROM photograph", False),
    ],
)
def test_a_tampered_one_is_not_shown_and_found(path: Path, statement: str, refused: bool) -> None:
    tamper(path, statement)
    assert "store.fault.photograph" in faults(path)
    for child in ("R1", "R2"):
        try:
            assert shown_picture(path, child) is None
        except StoreError:
            assert refused


def test_one_that_was_taken_away_and_put_back_is_found(path: Path) -> None:
    with Store.open(path) as store, store.write() as transaction:
        transaction.drop_photograph("R1")
    tamper(path, f"INSERT INTO photograph SELECT 'R1', max(seq) - 1, x'{FACE.hex()}' FROM history")
    assert "store.fault.photograph" in faults(path)


def test_a_flipped_bit_shows_no_other_face(path: Path, shown: Shown) -> None:
    whole, rng = path.read_bytes(), random.Random(2018)
    refused = harmless = 0
    for _ in range(FLIPS):
        place = rng.randrange(len(whole))
        path.write_bytes(whole[:place] + bytes([whole[place] ^ 1 << rng.randrange(8)]) + whole[place + 1 :])
        try:
            assert shown_picture(path) in {FACE, None}
            harmless += 1
        except StoreError:
            refused += 1
        for file in path.parent.glob("ward.db-*"):
            file.unlink()
    shown(
        "a damaged file is never shown as good: photographs",
        f"{refused} refused, {harmless} without effect on what is shown, 0 wrong",
    )
    assert refused > 0

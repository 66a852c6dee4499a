"""The keys beside a database: the old file or the new one, and nothing that is not of this program."""

from __future__ import annotations

import json
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from hlhdesk.store import keyfile
from hlhdesk.store.keyfile import KeyFile, KeysUnreadable, Tries
from hlhdesk.store.wrapping import RECOVERY, USER, Cost, new_data_key, wrap

CHEAP = Cost(1, 8, 1)
AT = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)


@pytest.fixture
def keys() -> KeyFile:
    key = new_data_key()
    made = KeyFile(bytes(16), ()).with_wrap(wrap(key, "a password", USER, "u1", CHEAP), "Ann")
    made = made.with_wrap(wrap(key, "recovery", RECOVERY, "", CHEAP))
    return replace(made, tries={"u1": Tries(2, AT)})


def test_what_is_written_is_read(tmp_path: Path, keys: KeyFile) -> None:
    keyfile.write(tmp_path / "ward.db", keys)
    assert keyfile.read(tmp_path / "ward.db") == keys
    assert [path.name for path in tmp_path.iterdir()] == ["ward.db.keys"]


def test_a_name_is_found_however_it_is_written_and_stands_nowhere(tmp_path: Path, keys: KeyFile) -> None:
    assert {keys.owner_of(name) for name in ("Ann", "ann", " ANN ", "Ａｎｎ")} == {"u1"}
    assert keys.owner_of("Anna") is None
    keyfile.write(tmp_path / "ward.db", keys)
    assert b"Ann" not in (tmp_path / "ward.db.keys").read_bytes()


CHANGES: list[Callable[[Any], object]] = [
    lambda found: found.update(format="other"),
    lambda found: found.update(version=2),
    lambda found: found.pop("salt"),
    lambda found: found.update(salt="00"),
    lambda found: found["wraps"][0].update(sealed="zz"),
    lambda found: found["wraps"][0].update(nonce=""),
    lambda found: found["wraps"][0].update(kind="master"),
    lambda found: found["wraps"][0]["argon2id"].update(memory_kib=1 << 30),
    lambda found: found["wraps"][0]["argon2id"].update(passes=True),
    lambda found: found["wraps"].append(found["wraps"][0]),
    lambda found: found.update(wraps=7),
    lambda found: found["tries"].update(u1={"failed": -1, "last": AT.isoformat()}),
    lambda found: found["tries"].update(u1={"failed": 1, "last": "2026-03-01T08:00"}),
    lambda found: found.update(names={"a": 1}),
]


@pytest.mark.parametrize("change", CHANGES)
def test_what_this_program_did_not_write_is_refused(
    tmp_path: Path, keys: KeyFile, change: Callable[[Any], object]
) -> None:
    keyfile.write(tmp_path / "ward.db", keys)
    path = tmp_path / "ward.db.keys"
    found = json.loads(path.read_text())
    change(found)
    path.write_text(json.dumps(found))
    with pytest.raises(KeysUnreadable):
        keyfile.read(tmp_path / "ward.db")


@pytest.mark.parametrize("text", ["", "[]", "null", "{", "[" * 5000, "\udcff"])
def test_no_document_at_all_is_refused(tmp_path: Path, text: str) -> None:
    (tmp_path / "ward.db.keys").write_bytes(text.encode("utf-8", "surrogateescape"))
    with pytest.raises(KeysUnreadable):
        keyfile.read(tmp_path / "ward.db")


def test_changes_at_once_are_all_kept(tmp_path: Path, keys: KeyFile) -> None:
    database = tmp_path / "ward.db"
    keyfile.write(database, keys)

    def add(number: int) -> None:
        keyfile.update(database, lambda old: replace(old, names={**old.names, str(number): "x"}))

    with ThreadPoolExecutor(4) as threads:
        list(threads.map(add, range(20)))
    assert len(keyfile.read(database).names) == 21


def test_a_change_that_fails_changes_nothing(tmp_path: Path, keys: KeyFile) -> None:
    database = tmp_path / "ward.db"
    keyfile.write(database, keys)

    def fail(_: KeyFile) -> KeyFile:
        raise ValueError

    with pytest.raises(ValueError, match=r"^$"):
        keyfile.update(database, fail)
    assert keyfile.read(database) == keys

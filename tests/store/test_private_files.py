"""Nobody but its owner reads a database, its log, a backup or what was restored: an open one has no other guard."""

from __future__ import annotations

import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from hlhdesk.store import Store, restore
from hlhdesk.store.backup import backup
from tests.store.stores import record, ward

pytestmark = pytest.mark.skipif(os.name == "nt", reason="Windows guards the folder of each user")


@pytest.fixture(autouse=True)
def everybody_may_read() -> Iterator[None]:
    """A system whose new files are readable by all."""
    before = os.umask(0o022)
    yield
    os.umask(before)


def readable_by_others(folder: Path) -> list[str]:
    return [file.name for file in folder.iterdir() if stat.S_IMODE(file.stat().st_mode) & 0o077]


def test_no_file_of_a_ward_is_readable_by_others(tmp_path: Path) -> None:
    path, copy = ward(tmp_path / "ward.db"), tmp_path / "copy.backup"
    with Store.open(path) as store:
        backup(store.connection, path, copy)
        with store.write() as transaction:
            transaction.add(record("R1", "38.1"))
        assert (tmp_path / "ward.db-wal").exists()
        assert readable_by_others(tmp_path) == []
    restore(copy, path)
    assert len(list(tmp_path.iterdir())) == 3, "what was replaced is kept"
    assert readable_by_others(tmp_path) == []

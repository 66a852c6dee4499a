"""An upgrade that is killed happened whole or not at all, and its backup is sound or not there."""

from __future__ import annotations

import os
import random
import shutil
import time
from contextlib import nullcontext
from pathlib import Path

import pytest

from hlhdesk.store import NewerFile, Record, Store, StoreError, check_backup, verify
from hlhdesk.store.keyring import holding
from hlhdesk.store.schema import STEPS
from hlhdesk.store.wrapping import new_data_key
from tests.campaigns import size
from tests.promises import Shown
from tests.service.nursery import nursery
from tests.store.later_schema import LATER
from tests.store.stores import ward

KILLS = size("migration_kills")
BROKEN_KILLS, ROUNDS = 12, 12

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the programs are forks")


def whole(path: Path, written: list[Record]) -> str | None:
    """``old`` or ``new`` for a file that is wholly of one schema and holds what was written; None for another."""
    try:
        with Store.open(path, readonly=True) as store:
            sound = store.chart("R1")[1] == written and not verify(store.connection, path)
            return "old" if sound else None
    except NewerFile:
        pass
    except StoreError:
        return None
    with Store.open(path, readonly=True, steps=LATER) as store:
        migrated = store.line(store.ledger().seq).action == "migrated"
        sound = store.chart("R1")[1] == written and not verify(store.connection, path, steps=LATER)
        return "new" if sound and migrated else None


def kill_often(
    tmp_path: Path, variant: str | None, kills: int, key: bytes | None = None
) -> tuple[list[str | None], int]:
    """What each killed upgrade left, and how many backups were sound; with a ``key``, which is held, encrypted."""
    first = ward(tmp_path / "first.db", children=3, entries=60, key=key)
    with Store.open(first, readonly=True) as store:
        written = store.chart("R1")[1]
    rng, left, backups = random.Random(2018), list[str | None](), 0
    with nursery() as home:
        spent = 0.0
        for number in range(kills + 1):
            folder = tmp_path / str(number)
            folder.mkdir()
            path = Path(shutil.copy(first, folder / "ward.db"))
            child = home.start("upgrade", str(path), variant, (key or b"").hex())
            assert home.hear(60) == "begins"
            began = time.monotonic()
            if not number:  # undisturbed, to know how long it takes
                assert home.hear(60) == "upgraded"
                spent = time.monotonic() - began
            else:
                time.sleep(rng.random() * spent * 1.1)
            home.kill(child)
            for kept in folder.glob("ward.db.before-*"):
                assert check_backup(kept).entries == 180
                backups += 1
            left.append(whole(path, written))
            shutil.rmtree(folder)
    return left, backups


@pytest.mark.parametrize("encrypted", [False, True])
def test_a_killed_upgrade_is_whole_or_did_not_happen(tmp_path: Path, shown: Shown, encrypted: bool) -> None:
    key = new_data_key() if encrypted else None
    with holding(key) if key else nullcontext():
        left, backups = kill_often(tmp_path, None, KILLS, key)
    old, new = left.count("old"), left.count("new")
    figure = f"{KILLS} kills in mid-migration: {old} as before, {new - 1} upgraded whole, {left.count(None)} damaged"
    shown("upgrades, encrypted" if encrypted else "upgrades", f"{figure}; {backups} sound backups")
    assert None not in left
    assert new >= 1
    assert backups >= new, "no upgrade without its backup"


def test_an_upgrade_in_two_transactions_is_caught(tmp_path: Path) -> None:
    for number in range(ROUNDS):  # caught by chance: killed until it was, or so often that it must have been
        place = tmp_path / f"round-{number}"
        place.mkdir()
        left, _ = kill_often(place, "commits-each-step", BROKEN_KILLS)
        if None in left:
            return
    pytest.fail("an upgrade in two transactions was never left half-way")


def test_the_later_schema_is_later() -> None:
    assert LATER[:-1] == STEPS

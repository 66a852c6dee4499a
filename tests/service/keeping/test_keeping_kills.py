"""A program that is killed while it backs up or restores leaves no half backup and no half database."""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest

from hlhdesk.service import Desk, RecordTemperature, StoreError, back_up, verify_file
from hlhdesk.service.keeping.places import backup_files, first_folder
from hlhdesk.store import check_backup
from tests.campaigns import size
from tests.promises import Shown
from tests.service.desks import desk_with
from tests.service.nursery import nursery

KILLS = size("keeping_kills")
BROKEN_KILLS, ROUNDS = 20, 12
"""A broken program is caught by chance: it is killed until it was, or so often that it must have been."""

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the programs are forks")


@pytest.fixture
def ward(tmp_path: Path) -> Path:
    path = tmp_path / "ward.db"
    with desk_with(path, "R1") as desk:
        for step in range(20):
            desk.execute(RecordTemperature("R1", "38.1", at=f"2018-03-08T{step:02}:00"))
    return path


def killed_somewhere(
    path: Path, kills: int, program: str, *arguments: str | None, seed: int = 2018
) -> list[str]:
    """Start and kill a program again and again; what it told."""
    told: list[str] = []
    rng = random.Random(seed)
    with nursery() as home:
        for _ in range(kills):
            child = home.start(program, str(path), *arguments)
            told += home.hear_some(1, 60)
            time.sleep(rng.random() * 0.15)
            told += home.kill(child)
            assert verify_file(path) == ()
    return told


def test_every_backup_with_a_name_is_whole(ward: Path, shown: Shown) -> None:
    told = killed_somewhere(ward, KILLS, "back_up_until_killed", None)
    assert len(told) >= KILLS
    found = backup_files(first_folder(ward), ward)
    for file in found:
        check_backup(file.path)
    assert set(told) <= {file.path.name for file in found}, "what was answered is there"
    shown(
        "backups restore: killed while one is made",
        f"{KILLS} kills: {len(found)} backups with a name, all whole, 0 of {len(told)} that were told lost",
    )


def test_a_program_that_builds_a_backup_under_its_name_is_caught(ward: Path) -> None:
    for seed in range(ROUNDS):
        killed_somewhere(ward, BROKEN_KILLS, "back_up_until_killed", "backs-up-in-place", seed=seed)
        if half_backups(ward):
            return
    pytest.fail("a backup that is built under its own name was never half of one")


def half_backups(ward: Path) -> int:
    """How many backups with a name are none."""
    half = 0
    for file in backup_files(first_folder(ward), ward):
        try:
            check_backup(file.path)
        except StoreError:
            half += 1
    return half


def test_a_restore_is_whole_or_did_not_happen(ward: Path, shown: Shown) -> None:
    backup = back_up(ward).path
    assert backup is not None
    with Desk.open(ward) as desk:
        desk.execute(RecordTemperature("R1", "39.4"))
    told = killed_somewhere(ward, KILLS, "restore_until_killed", str(backup))
    with Desk.open(ward) as desk:
        assert len(desk.chart("R1").temperatures) == 20
        assert desk.verify(told[-1]) == ()
    kept = sorted(ward.parent.glob("ward.db.replaced-*Z"))
    assert any(len(charted(file)) == 21 for file in kept), (
        "what was charted before lies in a file that was kept"
    )
    shown(
        "backups restore: killed while one is put back",
        f"{KILLS} kills: 0 half restored, all kept files there",
    )


def charted(file: Path) -> tuple[object, ...]:
    with Desk.open(file, readonly=True) as desk:
        return desk.chart("R1").temperatures

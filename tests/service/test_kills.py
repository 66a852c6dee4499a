"""What the screen confirmed survives a killed program.

Programs save through the real desk and tell each id after its answer; each is killed with SIGKILL
at a moment of chance. Then the database is opened and verified: every id that was told is there.
"""

from __future__ import annotations

import os
import random
import time
from pathlib import Path

import pytest

from hlhdesk.service import Desk, Password, RecordTemperature, enter
from tests.campaigns import size
from tests.promises import Shown
from tests.service.desks import desk_with
from tests.service.nursery import Nursery, nursery
from tests.service.people.wards import ANN, ANN_PASSWORD, with_child
from tests.service.people.wards import ward as protected_ward

KILLS = size("kills")
BROKEN_KILLS, ROUNDS = 20, 12
"""A broken program is caught by chance: it is killed until it was, or so often that it must have been."""

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the programs are forks")


def killed_once(
    home: Nursery, path: Path, variant: str | None, rng: random.Random, number: int, key: str
) -> list[str]:
    """Start a program, kill it somewhere, give what it told."""
    child = home.start("save_until_killed", str(path), variant, number, key)
    told = home.hear_some(1, 60)
    assert told, "the program saved something"
    if rng.random() < 0.5:
        told += home.hear_some(rng.randrange(12), 10)  # killed right after an answer
    else:
        time.sleep(rng.random() * 0.04)
    return told + home.kill(child)


def kill_often(path: Path, variant: str | None, kills: int, key: bytes = b"") -> tuple[int, int, int]:
    """How many ids were told, how many of them are lost, how many kills left a fault behind.

    With a ``key``, which has to be held, the database is there already and encrypted.
    """
    told: set[str] = set()
    faulty = 0
    rng = random.Random(2018)
    if not key:
        with desk_with(path, "R1"):
            pass
    with nursery() as home:
        for number in range(kills):
            told.update(killed_once(home, path, variant, rng, number, key.hex()))
            with Desk.open(path) as desk:
                faulty += bool(desk.verify())
    with Desk.open(path, readonly=True) as desk:
        kept = {row[0] for row in desk._store.connection.execute("SELECT id FROM entry")}
    return len(told), len(told - kept), faulty


def test_what_was_answered_survives_every_kill(tmp_path: Path, shown: Shown) -> None:
    told, lost, faulty = kill_often(tmp_path / "ward.db", None, KILLS)
    shown(
        "what the screen confirmed survives a killed program",
        f"{KILLS} kills: {told} acknowledged entries, {lost} lost, {faulty} half written",
    )
    assert told >= KILLS
    assert (lost, faulty) == (0, 0)


def test_what_was_answered_survives_every_kill_in_an_encrypted_file(tmp_path: Path, shown: Shown) -> None:
    path = tmp_path / "ward.db"
    protected_ward(path)
    with_child(path, "R1")
    access = enter(path, Password(ANN, ANN_PASSWORD))
    with access.holding():
        told, lost, faulty = kill_often(path, None, KILLS, access.key)
    shown(
        "what the screen confirmed survives a killed program, encrypted",
        f"{KILLS} kills: {told} acknowledged entries, {lost} lost, {faulty} half written",
    )
    assert told >= KILLS
    assert (lost, faulty) == (0, 0)
    assert b"SQLite format" not in path.read_bytes()[:100]


@pytest.mark.parametrize("variant", ["answers-before-commit", "swallows-the-error-of-commit"])
def test_a_program_that_answers_too_early_is_caught(tmp_path: Path, variant: str) -> None:
    rounds = (kill_often(tmp_path / f"{number}.db", variant, BROKEN_KILLS) for number in range(ROUNDS))
    assert any(lost > 0 for _, lost, _ in rounds)


def test_a_program_that_writes_in_two_steps_is_caught(tmp_path: Path) -> None:
    variant = "writes-line-and-entry-apart"
    rounds = (kill_often(tmp_path / f"{number}.db", variant, BROKEN_KILLS) for number in range(ROUNDS))
    assert any(faulty > 0 for _, _, faulty in rounds)


def standing_after_kills(path: Path, variant: str | None, kills: int) -> tuple[set[int], int]:
    """How many readings stood after each kill, on both children together; how many kills left a fault."""
    with desk_with(path, "R1", "R2") as desk:
        desk.execute(RecordTemperature("R1", "39.4"))
    counts: set[int] = set()
    faulty = 0
    rng = random.Random(2019)
    with nursery() as home:
        for _ in range(kills):
            child = home.start("move_until_killed", str(path), variant)
            assert home.hear_some(1, 60), "the program moved something"
            time.sleep(rng.random() * 0.03)
            home.kill(child)
            with Desk.open(path) as desk:
                counts.add(sum(len(desk.chart(patient_id).temperatures) for patient_id in ("R1", "R2")))
                faulty += bool(desk.verify())
            if counts != {1}:
                break
    return counts, faulty


def test_a_move_that_is_killed_leaves_the_entry_on_one_chart(tmp_path: Path) -> None:
    assert standing_after_kills(tmp_path / "ward.db", None, KILLS) == ({1}, 0)


def test_a_program_that_moves_in_two_steps_is_caught(tmp_path: Path) -> None:
    counts, faulty = standing_after_kills(
        tmp_path / "ward.db", "writes-line-and-entry-apart", 5 * BROKEN_KILLS
    )
    assert counts != {1} or faulty

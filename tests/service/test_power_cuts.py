"""What the screen confirmed survives a power cut at any write of the program's own statements.

The desk saves on a disk that tells what it was asked. Then the power is cut at moments of chance:
of what was not synced, the disk kept any part. The database that is left is opened by the program.
"""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from hlhdesk.definitions import load
from hlhdesk.model.definitions import Definitions
from hlhdesk.service import CorrectEntry, Desk, RecordTemperature, RetractEntry, StoreError
from hlhdesk.store import driver
from tests.campaigns import size
from tests.disks.disk import Disk, Event, on_disk
from tests.disks.states import Files, Replay
from tests.promises import Shown
from tests.service.desks import READING, desk_with

CUTS = size("power_cuts")
BROKEN_CUTS = 120
SHIFTS, SAVES = 4, 9
DEFINITIONS = load()


def record(path: Path) -> tuple[Files, list[Event]]:
    """A ward that charts, closes and opens: the files before, and what the disk was asked meanwhile."""
    with desk_with(path, "R1"):
        pass
    start = {path.name: path.read_bytes()}
    with on_disk("telling") as disk:
        for shift in range(SHIFTS):
            with Desk.open(path, definitions=DEFINITIONS) as desk:
                chart_some(desk, disk, shift)
    return start, disk.events


def chart_some(desk: Desk, disk: Disk, shift: int) -> None:
    """Readings, corrections and a retraction; each is told once the desk has answered."""
    for number in range(SAVES):
        saved = desk.execute(
            RecordTemperature("R1", f"{36 + (shift * SAVES + number) % 40 / 10}", confirmed=True)
        )
        disk.events.append(Event("answer", saved.entry.id))
        if number % 3 == 1:
            again = desk.execute(CorrectEntry(saved.entry.id, READING, "slip", confirmed=True))
            disk.events.append(Event("answer", again.entry.id))
        if number % 4 == 3:
            taken = desk.execute(RetractEntry(saved.entry.id, "slip")) if number % 3 != 1 else None
            if taken is not None:
                disk.events.append(Event("answer", taken.entry.id))


def cut_often(folder: Path, cuts: int) -> tuple[int, int]:
    """Cut the power ``cuts`` times: how often something answered was lost, and how often the file was damaged."""
    start, events = record(folder / "ward.db")
    rng = random.Random(2018)
    moments = sorted(rng.randrange(1, len(events) + 1) for _ in range(cuts))
    replay, answered, told = Replay(start), set[str](), 0
    lost = damaged = 0
    for moment in moments:
        for event in events[told:moment]:
            if event.what == "answer":
                answered.add(event.name)
            else:
                replay.tell(event)
        told = max(told, moment)
        kept = found_after(folder / "cut", replay.cut(rng), DEFINITIONS)
        damaged += kept is None
        lost += kept is not None and not answered <= kept
    return lost, damaged


def found_after(folder: Path, files: Files, definitions: Definitions) -> set[str] | None:
    """The ids that the program finds in what is left; None when it is damaged."""
    folder.mkdir(exist_ok=True)
    for old in folder.iterdir():
        old.unlink()
    for name, content in files.items():
        (folder / name).write_bytes(content)
    try:
        with Desk.open(folder / "ward.db", definitions=definitions) as desk:
            if desk.verify():
                return None
            return {entry.id for entry in desk.chart("R1").entries}
    except StoreError:
        return None


def test_what_was_answered_survives_every_power_cut(tmp_path: Path, shown: Shown) -> None:
    lost, damaged = cut_often(tmp_path, CUTS)
    shown("what the screen confirmed survives a power cut", f"{CUTS} cuts: {lost} lost, {damaged} damaged")
    assert (lost, damaged) == (0, 0)


@pytest.mark.parametrize("setting", [("synchronous", 1), ("journal_mode", "delete")])
def test_a_program_that_asks_less_of_the_disk_is_caught(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, setting: tuple[str, int | str]
) -> None:
    """Synchronisation NORMAL, and a rollback journal whose deletion is not synced."""
    weaker = tuple(setting if name == setting[0] else (name, value) for name, value in driver.WRITER)
    monkeypatch.setattr(driver, "WRITER", weaker)
    lost, _ = cut_often(tmp_path, BROKEN_CUTS)
    assert lost > 0


def test_a_disk_that_forgets_what_it_synced_is_told_apart() -> None:
    """The simulation itself: what was synced stays in every state, what was not is sometimes gone."""
    replay, rng = Replay({}), random.Random(7)
    for event in (Event("write", "a", 0, b"kept"), Event("sync", "a"), Event("write", "a", 4, b"perhaps")):
        replay.tell(event)
    states = {replay.cut(rng)["a"] for _ in range(200)}
    assert all(state.startswith(b"kept") for state in states)
    assert {b"kept", b"keptperhaps"} <= states

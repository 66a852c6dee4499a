"""A disk that fails at any operation: what was answered is there, what was not is not, in words, and work goes on.

Every k-th operation of each kind fails, for every k: once, and from then on until the disk is well again.
"""

from __future__ import annotations

import contextlib
import shutil
from dataclasses import dataclass, field
from pathlib import Path

import pytest

from hlhdesk.definitions import load
from hlhdesk.service import CorrectEntry, Desk, RecordTemperature, Refused, StoreError
from hlhdesk.store import Store
from hlhdesk.store.errors import DriverError
from hlhdesk.wording import Catalogue
from tests.campaigns import size
from tests.disks.disk import FAILURES, Disk, on_disk
from tests.promises import Shown
from tests.service.desks import READING, desk_with

LARGEST = size("io_failures")
DEFINITIONS = load()
HARMLESS = {"delete", "truncate"}
"""A log that cannot be shortened or removed stays behind; the next opening takes it up."""
SAY = {language: Catalogue.load(language) for language in ("en", "zh")}


@dataclass
class Shift:
    """What happened while a disk failed: the answers, and the words of what was refused."""

    answered: set[str] = field(default_factory=set)
    refused: list[StoreError] = field(default_factory=list)
    failed: int = 0


def opened(path: Path, shift: Shift, disk: Disk) -> Desk:
    """The desk, opened again once the disk is well when the first try was refused."""
    try:
        return Desk.open(path, definitions=DEFINITIONS)
    except StoreError as error:
        shift.refused.append(error)
        shift.failed += disk.failed
        disk.work()
        return Desk.open(path, definitions=DEFINITIONS)


def work_on(path: Path, kind: str, k: int, *, once: bool) -> Shift:
    """Open, chart and correct while the k-th operation of this kind fails; then chart on without opening again."""
    shift = Shift()
    with on_disk("failing") as disk:
        disk.fail(kind, k, once=once)
        desk = opened(path, shift, disk)
        for number in range(2):
            chart(desk, shift, f"{37 + number / 10}")
        shift.failed += disk.failed
        disk.work()
        before = len(shift.refused)
        chart(desk, shift, "39.9")
        assert len(shift.refused) == before, "the disk is well again: work goes on without opening again"
        if kind in HARMLESS:
            disk.fail(kind, k, once=once)
        desk.close()
        shift.failed += disk.failed if kind in HARMLESS else 0
    return shift


def chart(desk: Desk, shift: Shift, value: str) -> None:
    """A reading and its correction."""
    try:
        saved = desk.execute(RecordTemperature("R1", value, confirmed=True)).entry
        shift.answered.add(saved.id)
        again = desk.execute(CorrectEntry(saved.id, READING, "slip", confirmed=True)).entry
        shift.answered.add(again.id)
    except StoreError as error:
        shift.refused.append(error)


def present(path: Path) -> set[str]:
    """The ids of a sound file's readings."""
    with Desk.open(path, definitions=DEFINITIONS) as desk:
        assert desk.verify() == ()
        return {entry.id for entry in desk.chart("R1").entries if entry.id != desk.chart("R1").identity.id}


@pytest.mark.parametrize("once", [True, False], ids=["once", "until-repaired"])
@pytest.mark.parametrize("kind", FAILURES)
def test_every_kth_failure(tmp_path: Path, shown: Shown, kind: str, once: bool) -> None:
    whole = tmp_path / "whole.db"
    with desk_with(whole, "R1"):
        pass
    path, refusals, k = tmp_path / "ward.db", 0, 0
    for k in range(1, LARGEST + 1):
        shutil.copy(whole, path)
        shift = work_on(path, kind, k, once=once)
        assert present(path) == shift.answered, f"{kind} {k}: saved is not present"
        for error in shift.refused:
            assert all(say.text(error.message) for say in SAY.values()), f"{kind} {k}"
        refusals += len(shift.refused)
        if not shift.failed:
            break  # there is no k-th one
    way = "once" if once else "until repaired"
    shown(f"a failing disk: {kind}, {way}", f"{k} places: saved = present, {refusals} refused in words")
    assert refusals > 0 or kind in HARMLESS, "a failure that nothing notices proves nothing"


def test_a_program_that_swallows_the_error_is_caught(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    commit = Store._commit

    def committing(self: Store) -> None:
        with contextlib.suppress(*DriverError):
            commit(self)

    monkeypatch.setattr(Store, "_commit", committing)
    missing = 0
    for k in range(1, 9):
        path = tmp_path / f"{k}.db"
        with desk_with(path, "R1"):
            pass
        try:
            missing += len(work_on(path, "sync", k, once=True).answered - present(path))
        except Refused:  # what it said it saved was not there to be corrected
            missing += 1
    assert missing > 0

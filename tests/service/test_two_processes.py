"""Two windows, imports and backups at once: nothing lost, nothing doubled, nobody told of a lock."""

from __future__ import annotations

import os
from contextlib import nullcontext
from pathlib import Path

import pytest

from hlhdesk.model.entries import Kind
from hlhdesk.service import AdmitPatient, Desk, ImportBatch, Password, check_backup, enter
from hlhdesk.store.keyring import holding
from tests.campaigns import size
from tests.promises import Shown
from tests.service.desks import IDENTITY, READING, batch, desk_with
from tests.service.nursery import nursery
from tests.service.people.wards import ANN, ANN_PASSWORD
from tests.service.people.wards import ward as protected_ward

EACH = size("transactions") // 2
"""Of each process."""

pytestmark = pytest.mark.skipif(not hasattr(os, "fork"), reason="the programs are forks")


def import_one(desk: Desk, number: int) -> None:
    """A file with one reading of the other child, at a time of its own."""
    at = f"2018-03-{number // 1000 % 20 + 1:02}T{number // 60 % 16:02}:{number % 60:02}"
    report = desk.execute(ImportBatch(batch(desk, ("R2", Kind.TEMPERATURE, {**READING, "at": at}))))
    assert report.added == 1


def write_together(
    path: Path, variant: str | None, each: int, key: bytes = b""
) -> tuple[list[str], list[str], int]:
    """The ids that two processes were told, what they were refused, and the imports and backups made meanwhile.

    With a ``key``, which is held, the ward is there already and encrypted.
    """
    told: list[str] = []
    refused: list[str] = []
    backups = 0
    ward = Desk.open(path) if key else desk_with(path, "R1", "R2")
    with ward as desk, nursery() as one, nursery() as other:
        for home in (one, other):
            home.start("save_some", str(path), variant, each, key.hex())
        for home in (one, other):
            while (said := home.hear(0.01)) is None:
                copy = path.with_name(f"{backups}.backup")
                desk.backup(copy)
                check_backup(copy)
                copy.unlink()
                import_one(desk, backups)
                backups += 1
            told, refused = told + said[0], refused + said[1]
            home.rest()
    return told, refused, backups


@pytest.mark.parametrize("encrypted", [False, True])
def test_nothing_is_lost_doubled_or_locked(tmp_path: Path, shown: Shown, encrypted: bool) -> None:
    path = tmp_path / "ward.db"
    if encrypted:
        protected_ward(path)
        key = enter(path, Password(ANN, ANN_PASSWORD)).key
    else:
        key = b""
    with holding(key) if key else nullcontext():
        _together(path, key, shown)


def _together(path: Path, key: bytes, shown: Shown) -> None:
    if key:
        with Desk.open(path) as desk:
            for patient_id in ("R1", "R2"):
                desk.execute(AdmitPatient(patient_id, IDENTITY))
    told, refused, backups = write_together(path, None, EACH, key)
    with Desk.open(path, readonly=True) as desk:
        kept = [entry.id for entry in desk.chart("R1").temperatures]
        imported = len(desk.chart("R2").temperatures)
        faults = desk.verify()
    shown(
        "two windows, imports and backups at once" + (", encrypted" if key else ""),
        f"{len(told)} transactions of two processes, {backups} backups and {imported} imports meanwhile: {len(refused)} refused",
    )
    assert refused == []
    assert len(told) == 2 * EACH
    assert sorted(kept) == sorted(told), "none lost, none doubled"
    assert faults == ()
    assert imported == backups > 0


def test_a_program_that_begins_deferred_is_caught(tmp_path: Path) -> None:
    _, refused, _ = write_together(tmp_path / "ward.db", "begins-deferred", EACH)
    assert refused, "reading first and locking later fails as soon as two write"
    assert set(refused) == {"store.busy"}

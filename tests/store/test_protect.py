"""A plain database becomes an encrypted one, whole or not at all, and the plain file is kept."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from hlhdesk.service import (
    Desk,
    FirstUser,
    Password,
    RecordTemperature,
    enter,
    is_protected,
    protect,
)
from hlhdesk.store import Busy, NotOpened
from tests.service.desks import desk_with
from tests.service.people.wards import ANN, ANN_PASSWORD, CHEAP, desk_of

CANARY = b"Example Three"

CHILD = """
import os, sys
from pathlib import Path
from hlhdesk.service import FirstUser, protect
from hlhdesk.store import files, keyfile, protect as store_protect
from hlhdesk.store.wrapping import Cost

left = [int(sys.argv[2])]

def deadly(function):
    def call(*arguments, **named):
        left[0] -= 1
        if left[0] < 0:
            os._exit(9)
        return function(*arguments, **named)
    return call

for place, name in (
    (files, "sync"), (files, "sync_folder"), (files, "keep_copy"), (keyfile, "write"), (Path, "replace"),
    (Path, "rename"), (store_protect, "merge_log"), (store_protect, "_exclude_others"), (store_protect, "_export"),
    (store_protect, "_compare"), (store_protect, "_note"),
):
    setattr(place, name, deadly(getattr(place, name)))
protect(Path(sys.argv[1]), FirstUser("Ann Admin", "canary correct horse"), cost=Cost(1, 8, 1))
"""


def plain(path: Path) -> str:
    """A plain database with a child; its head."""
    with desk_with(path, "P1") as desk:
        desk.execute(RecordTemperature("P1", "39.4"))
        return desk.head()


def test_everything_is_there_and_the_file_is_unreadable(tmp_path: Path) -> None:
    path = tmp_path / "ward.db"
    head = plain(path)
    assert CANARY in path.read_bytes()
    done = protect(path, FirstUser(ANN, ANN_PASSWORD), cost=CHEAP)
    assert CANARY not in path.read_bytes()
    with desk_of(path) as desk:
        assert len(desk.chart("P1").entries) == 2
        assert desk.verify(head) == ()
    with Desk.open(done.kept, readonly=True) as desk:
        assert (desk.head(), desk.verify()) == (head, ())


def test_it_is_done_once_and_only_alone(tmp_path: Path) -> None:
    path = tmp_path / "ward.db"
    plain(path)
    with Desk.open(path) as other:
        with pytest.raises(Busy):
            protect(path, FirstUser(ANN, ANN_PASSWORD), cost=CHEAP)
        assert other.verify() == ()
    assert not is_protected(path)
    protect(path, FirstUser(ANN, ANN_PASSWORD), cost=CHEAP)
    with pytest.raises(NotOpened):
        protect(path, FirstUser(ANN, ANN_PASSWORD), cost=CHEAP)


def test_killed_at_any_step_it_is_the_plain_one_or_the_protected_one(tmp_path: Path) -> None:
    step, seen = 0, set()
    while True:
        path = tmp_path / f"{step}" / "ward.db"
        path.parent.mkdir()
        head = plain(path)
        code = subprocess.run(
            [sys.executable, "-c", CHILD, str(path), str(step)], cwd=Path(__file__).parents[2], check=False
        ).returncode
        assert code in (0, 9)
        protected = is_protected(path)
        seen.add(protected)
        access = enter(path, Password(ANN, ANN_PASSWORD)) if protected else None
        with Desk.open(path, access=access) as desk:
            assert len(desk.chart("P1").entries) == 2
            assert desk.verify(head) == ()
        if not protected:
            protect(path, FirstUser(ANN, ANN_PASSWORD), cost=CHEAP)  # what was left behind is in nobody's way
        if code == 0:
            break
        step += 1
    assert step >= 10
    assert seen == {False, True}

"""The foot of the window says how old the last backup is; one that is due is made without a key waiting."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from hlhdesk.service import Desk, RecordTemperature, back_up
from hlhdesk.wording import Catalogue
from tests.service.desks import NOW, desk_with, stop_the_clock
from ui.backup_at_close import back_up_at_close, restored
from ui.backup_state import AGAIN_MS, BackupState
from ui.bridge import Bridge
from ui.chores import Outcome


@pytest.fixture(autouse=True)
def at_half_past_eight(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_the_clock(monkeypatch)


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with desk_with(tmp_path / "ward.db", "R3") as opened:
        yield opened


Made = Callable[[Desk], BackupState]


@pytest.fixture
def made(qtbot: QtBot, monkeypatch: pytest.MonkeyPatch) -> Iterator[Made]:
    """A state whose commands are only remembered, under ``asked``."""
    kept: list[QObject] = []

    def make(desk: Desk) -> BackupState:
        bridge = Bridge(desk, Catalogue.load("en"))
        state = BackupState(bridge, bridge)
        qtbot.addWidget(state.label)
        kept.append(bridge)
        state.asked = []  # type: ignore[attr-defined]
        monkeypatch.setattr(state.chore, "run", state.asked.append)  # type: ignore[attr-defined]
        return state

    yield make
    kept.clear()


def asked(state: BackupState) -> list[tuple[str, ...]]:
    found = state.asked  # type: ignore[attr-defined]
    assert isinstance(found, list)
    return found


def test_without_a_backup_it_warns_and_makes_one(desk: Desk, made: Made) -> None:
    state = made(desk)
    assert (state.label.text(), state.label.property("warns")) == ("no verified backup yet", "true")
    state.look()
    assert asked(state) == [("backups", "--now", "--if-changed", "--automatic", "--db", str(desk.path))]


def test_one_that_failed_is_said_and_not_tried_every_minute(
    desk: Desk, made: Made, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    state = made(desk)
    state.look()
    with qtbot.waitSignal(state._bridge.failed) as said:
        state.chore.ended.emit(Outcome(2, (), ("The disk is full",)))
    assert said.args == ["The backup was not made: The disk is full"]
    assert state.label.toolTip() == "The disk is full"
    state.look()
    assert len(asked(state)) == 1
    monkeypatch.setattr(state._tried, "hasExpired", lambda limit: limit == AGAIN_MS)
    state.look()
    assert len(asked(state)) == 2


def test_a_second_place_that_is_away_warns_quietly(
    desk: Desk, made: Made, qtbot: QtBot, tmp_path: Path
) -> None:
    desk.set_setting("backup_second_place", str(tmp_path / "stick"))
    back_up(desk.path)
    state = made(desk)
    with qtbot.assertNotEmitted(state._bridge.failed):
        state.chore.ended.emit(Outcome(1, ("Verified backup",), ("The stick is not there",)))
    assert (state.label.text(), state.label.property("warns")) == ("last verified backup 20:30", "true")
    assert state.label.toolTip() == "The stick is not there"


def test_a_good_one_is_said_calmly_and_an_old_one_warns(
    desk: Desk, made: Made, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(desk.path)
    state = made(desk)
    assert (state.label.text(), state.label.property("warns")) == ("last verified backup 20:30", "false")
    state.look()
    assert asked(state) == []
    desk.execute(RecordTemperature("R3", "39.4"))
    stop_the_clock(monkeypatch, NOW + timedelta(hours=48))
    state.look()
    assert state.label.text() == "last verified backup 20:30 on 9 Mar: 48 hours ago"
    assert state.label.property("warns") == "true"
    assert len(asked(state)) == 1


def test_a_demo_is_quiet(desk: Desk, made: Made) -> None:
    desk.set_setting("demo", "yes")
    state = made(desk)
    state.look()
    assert (state.label.text(), asked(state)) == ("", [])


def test_at_the_close_what_no_backup_holds_is_left_to_another_process(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[tuple[str, ...]] = []

    def start(_language: str, command: tuple[str, ...], handed: str | None) -> bool:
        assert handed is None  # an open database
        started.append(command)
        return True

    monkeypatch.setattr("ui.backup_at_close.start_detached", start)
    assert back_up_at_close(desk, "en")
    back_up(desk.path)
    assert not back_up_at_close(desk, "en")
    desk.execute(RecordTemperature("R3", "39.4"))
    assert back_up_at_close(desk, "en")
    assert len(started) == 2
    desk.set_setting("demo", "yes")
    assert not back_up_at_close(desk, "en")


def test_putting_back_says_what_is_kept_or_why_not(tmp_path: Path) -> None:
    path = tmp_path / "ward.db"
    with desk_with(path, "R3"):
        pass
    backup = back_up(path).path
    assert backup is not None
    say = Catalogue.load("en")
    with Desk.open(path):
        said, failed = restored(backup, path, "Li", say)
        assert (failed, "is open in another window" in said) == (True, True)
    said, failed = restored(backup, path, "Li", say)
    assert (failed, "is kept as" in said) == (False, True)

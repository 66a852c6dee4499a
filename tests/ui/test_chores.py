"""Commands of the program in a process of their own."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hlhdesk.service import Password, enter
from tests.service.desks import desk_with
from tests.service.people.wards import ANN, ANN_PASSWORD, ward
from ui import chores
from ui.backup_state import AUTOMATIC
from ui.chores import Chore, Outcome, start_detached

LONG_MS = 60_000


@pytest.fixture
def chore(qtbot: QtBot) -> Chore:
    return Chore("en")


def ended(chore: Chore, qtbot: QtBot, *arguments: str) -> Outcome:
    with qtbot.waitSignal(chore.ended, timeout=LONG_MS) as signal:
        assert chore.run(arguments)
        assert not chore.run(arguments), "one at a time"
    assert not chore.running
    outcome = signal.args[0]
    assert isinstance(outcome, Outcome)
    return outcome


def test_a_command_that_works_and_one_that_is_refused(chore: Chore, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "ward.db"
    with desk_with(path, "R3"):
        pass
    done = ended(chore, qtbot, "backups", "--now", "--db", str(path))
    assert (done.code, done.done, done.problems) == (0, True, ())
    assert done.lines[0].startswith("Verified backup at ")
    refused = ended(chore, qtbot, "drill", "--db", str(tmp_path / "missing.db"))
    assert (refused.code, refused.done, refused.lines) == (2, False, ())
    assert refused.problems[0].startswith("There is no backup of ")


def test_a_program_that_cannot_be_started_is_said(
    chore: Chore, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(chores, "program", lambda: (str(tmp_path / "nothing"), [], tmp_path))
    with qtbot.waitSignal(chore.ended, timeout=LONG_MS) as signal:
        chore.run(("backups",))
    assert signal.args[0].code == -1
    assert signal.args[0].problems
    assert not start_detached("en", ("backups",))


@pytest.mark.parametrize(
    ("started", "there", "runs"),
    [
        ("hlhdeskw.exe", ["hlhdesk.exe", "hlhdeskw.exe"], "hlhdesk.exe"),
        ("hlhdesk.exe", ["hlhdesk.exe", "hlhdeskw.exe"], "hlhdesk.exe"),
        ("hlhdeskw.exe", ["hlhdeskw.exe"], "hlhdeskw.exe"),
        ("hlhdesk", ["hlhdesk"], "hlhdesk"),
    ],
)
def test_a_packed_program_runs_the_starter_whose_answers_can_be_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, started: str, there: list[str], runs: str
) -> None:
    for name in there:
        (tmp_path / name).touch()
    monkeypatch.setattr(sys, "frozen", True, raising=False)
    monkeypatch.setattr(sys, "executable", str(tmp_path / started))
    assert chores.program() == (str(tmp_path / runs), [], tmp_path)


def test_closing_waits_for_what_works(chore: Chore, qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "ward.db"
    with desk_with(path, "R3"):
        pass
    chore.run(("backups", "--now", "--db", str(path)))
    chore.stop()
    assert len(list(path.with_name("ward.db.backups").iterdir())) == 1


def test_one_is_left_behind_that_outlives_the_program(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "ward.db"
    with desk_with(path, "R3"):
        pass
    assert start_detached("en", (*AUTOMATIC, "--db", str(path)))
    folder = path.with_name("ward.db.backups")
    qtbot.waitUntil(lambda: folder.is_dir() and len(list(folder.glob("ward*.backup"))) == 1, timeout=LONG_MS)


def test_another_process_is_signed_in_by_a_pipe(qtbot: QtBot, tmp_path: Path) -> None:
    path = tmp_path / "ward.db"
    ward(path)
    handed = enter(path, Password(ANN, ANN_PASSWORD)).handed()
    assert ended(Chore("en"), qtbot, "verify", "--db", str(path)).code == 2
    assert ended(Chore("en", None, lambda: handed), qtbot, "verify", "--db", str(path)).code == 0
    assert start_detached("en", (*AUTOMATIC, "--db", str(path)), handed)
    qtbot.waitUntil(lambda: any(tmp_path.glob("*/*.keys")), timeout=LONG_MS)

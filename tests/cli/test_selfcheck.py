"""The self-check: passes on a whole program, and says what is missing on a broken one."""

from __future__ import annotations

from pathlib import Path

import pytest
from click.testing import CliRunner

from hlhdesk.cli import cli
from hlhdesk.commands import selfcheck as module
from hlhdesk.commands.selfcheck import CHECKS, Ground, selfcheck
from hlhdesk.commands.shell import Shell
from hlhdesk.store.driver import plainly


@pytest.fixture
def shell() -> Shell:
    return Shell("en", lambda *_args, **_more: 0)


def test_a_whole_program_passes(shell: Shell, capsys: pytest.CaptureFixture[str]) -> None:
    assert selfcheck(shell) == 0
    lines = capsys.readouterr().out.splitlines()
    assert [line.split(": ")[0] for line in lines[1:-1]] == ["passed"] * len(CHECKS)
    assert lines[-1] == "Everything is in order."


def test_it_is_an_option_of_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "CHECKS", {"resources": CHECKS["resources"]})
    done = CliRunner().invoke(cli, ["--lang", "zh", "--selfcheck"], standalone_mode=False)
    assert done.return_value == 0
    assert "全部检查通过" in done.output


@pytest.mark.parametrize(
    ("name", "broken"),
    [
        ("resources", ("hlhdesk.commands.selfcheck.NEEDED", ("fonts/gone.ttf",))),
        ("store", ("hlhdesk.commands.selfcheck.AGAIN", "99")),
        ("relapse", ("hlhdesk.commands.selfcheck.PEAKS", ((5, "36.8"), (4, "36.8")))),
        ("pages", ("hlhdesk.commands.selfcheck.NAME", "only Latin")),
    ],
)
def test_what_is_broken_is_said_and_the_exit_code_is_1(
    name: str,
    broken: tuple[str, object],
    shell: Shell,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(*broken)
    wanted = {key: check for key, check in CHECKS.items() if not key.startswith("window")}
    monkeypatch.setattr(module, "CHECKS", wanted)
    assert selfcheck(shell) == 1
    what = shell.say(f"selfcheck.{name}")
    line = next(line for line in capsys.readouterr().out.splitlines() if f": {what}: " in line)
    assert line.startswith("FAILED")


@pytest.mark.parametrize(
    ("what", "broken"),
    [
        ("opens with a wrong password", ("hlhdesk.store.wrapping.normal", lambda _secret: "any")),
        (
            "is not encrypted: SQLite format",
            ("hlhdesk.store.driver._keyed", lambda path, mode, _key: plainly(path, mode)),
        ),
    ],
)
def test_a_database_that_is_not_protected_is_said(
    what: str,
    broken: tuple[str, object],
    shell: Shell,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(*broken)
    with pytest.raises(module.Wrong, match=what):
        CHECKS["protected"](Ground(shell, tmp_path))


def test_a_window_without_the_relapse_is_said(
    shell: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "PEAKS", ((5, "36.8"),))
    ground = Ground(shell, tmp_path)
    CHECKS["store"](ground)
    with pytest.raises(module.Wrong, match="the relapse is not on screen"):
        CHECKS["window-en"](ground)


def test_a_window_that_cannot_start_is_said(shell: Shell, tmp_path: Path) -> None:
    """Whatever ends the window's process, the check lives on and says so."""
    with pytest.raises(module.Wrong):
        CHECKS["window-en"](Ground(shell, tmp_path))

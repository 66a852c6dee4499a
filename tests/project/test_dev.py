"""``packaging/dev.py``: what it says and does on machines that lack something."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

import dev
import dev_commands
import dev_environment
import dev_qt
import pytest
from dev_environment import Environment, Stopped


class Machine:
    """Answers for commands instead of running them, and remembers them."""

    def __init__(self, *codes: int) -> None:
        self.codes = list(codes)
        self.commands: list[list[str]] = []

    def run(self, command: Sequence[str], **_: object) -> subprocess.CompletedProcess[str]:
        self.commands.append([str(word) for word in command])
        code = self.codes.pop(0) if self.codes else 0
        return subprocess.CompletedProcess(
            list(command), code, "", "libEGL.so.1: cannot open" if code else ""
        )

    def call(self, command: Sequence[str], **_: object) -> int:
        return self.run(command).returncode


@pytest.fixture
def machine(monkeypatch: pytest.MonkeyPatch) -> Machine:
    """Every command succeeds; apt-get exists; this is root."""
    machine = Machine()
    monkeypatch.setattr(subprocess, "run", machine.run)
    monkeypatch.setattr(subprocess, "call", machine.call)
    monkeypatch.setattr("shutil.which", lambda name: name)
    monkeypatch.setattr(dev_environment, "is_root", lambda: True)
    return machine


@pytest.fixture
def lock(tmp_path: Path) -> Path:
    file = tmp_path / "requirements.lock"
    file.write_text("click==8.5.1 --hash=sha256:00\n", encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("version", "refused"),
    [((2, 7), True), ((3, 10), True), ((3, 11), False), ((3, 13), False), ((4, 0), False)],
)
def test_an_old_python_gets_a_plain_answer(version: tuple[int, int], refused: bool) -> None:
    answer = dev.too_old(version)
    assert bool(answer) is refused
    if refused:
        assert answer.startswith(
            f"HLHdesk needs Python 3.11 or newer; this is Python {version[0]}.{version[1]}."
        )


def test_the_lock_is_installed_once(machine: Machine, tmp_path: Path, lock: Path) -> None:
    folder = tmp_path / ".venv"
    Environment(folder).python.parent.mkdir(parents=True)
    Environment(folder).python.touch()
    dev_environment.ready([lock], folder)
    installs = [command for command in machine.commands if "install" in command]
    assert len(installs) == 1
    assert "--require-hashes" in installs[0]
    dev_environment.ready([lock], folder)
    assert len([command for command in machine.commands if "install" in command]) == 1
    lock.write_text("click==8.5.2 --hash=sha256:01\n", encoding="utf-8")
    dev_environment.ready([lock], folder)
    assert len([command for command in machine.commands if "install" in command]) == 2


def test_a_failed_installation_is_tried_again(machine: Machine, tmp_path: Path, lock: Path) -> None:
    environment = Environment(tmp_path / ".venv")
    environment.python.parent.mkdir(parents=True)
    environment.python.touch()
    machine.codes = [0, 1]  # its pip starts; the installation fails
    with pytest.raises(Stopped, match=r"pip could not install requirements\.lock"):
        dev_environment.ready([lock], environment.folder)
    assert not environment.holds(lock)


def test_the_fingerprint_is_the_same_for_both_line_ends(tmp_path: Path) -> None:
    (tmp_path / "a").write_bytes(b"one\ntwo\n")
    (tmp_path / "b").write_bytes(b"one\r\ntwo\r\n")
    assert dev_environment.fingerprint(tmp_path / "a") == dev_environment.fingerprint(tmp_path / "b")


def test_a_python_without_venv_is_completed_by_root(
    machine: Machine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr("importlib.util.find_spec", lambda _: None)
    with pytest.raises(Stopped, match="pip does not start"):  # nothing real was made here
        dev_environment.ready([], tmp_path / ".venv")
    assert machine.commands[:2] == [
        ["apt-get", "update", "-qq"],
        f"apt-get install --no-install-recommends python{sys.version_info[0]}.{sys.version_info[1]}-venv --yes -qq".split(),
    ]


def test_who_is_not_root_is_told_the_line_to_type(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev_environment, "is_root", lambda: False)
    with pytest.raises(Stopped, match="sudo apt-get install --no-install-recommends libegl1 libgl1"):
        dev_environment.bring(["libegl1", "libgl1"], "Qt's system libraries")
    assert machine.commands == []


def test_a_system_without_apt_is_told_the_packages(machine: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("shutil.which", lambda _: None)
    with pytest.raises(Stopped, match="On Debian or Ubuntu the packages are: libegl1"):
        dev_environment.bring(["libegl1"], "Qt's system libraries")
    assert machine.commands == []


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="other systems bring these libraries along")
class TestQtLibraries:
    def test_nothing_is_installed_when_qt_starts(self, machine: Machine) -> None:
        dev_qt.bring_libraries(Environment(Path(".venv")), screen=False)
        assert not any(command[0] == "apt-get" for command in machine.commands)

    def test_missing_libraries_are_brought(self, machine: Machine) -> None:
        machine.codes = [1]
        dev_qt.bring_libraries(Environment(Path(".venv")), screen=False)
        install = next(command for command in machine.commands if "install" in command)
        assert set(dev_qt.WITHOUT_SCREEN) <= set(install)
        assert not set(dev_qt.FOR_SCREEN) & set(install)

    def test_a_screen_needs_more(self, machine: Machine) -> None:
        machine.codes = [0, 1]
        dev_qt.bring_libraries(Environment(Path(".venv")), screen=True)
        install = next(command for command in machine.commands if "install" in command)
        assert set(dev_qt.FOR_SCREEN) <= set(install)

    def test_qt_that_still_fails_is_said(self, machine: Machine) -> None:
        machine.codes = [1, 0, 0, 1]
        with pytest.raises(Stopped, match=r"Qt still does not start:\nlibEGL\.so\.1"):
            dev_qt.bring_libraries(Environment(Path(".venv")), screen=False)

    def test_pango_is_brought_for_the_rival_of_the_pages(self, machine: Machine) -> None:
        machine.codes = [1]
        dev_qt.bring_pango(Environment(Path(".venv")))
        install = next(command for command in machine.commands if "install" in command)
        assert set(dev_qt.FOR_WEASYPRINT) <= set(install)

    def test_pango_that_nobody_may_bring_ends_nothing(
        self, machine: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
    ) -> None:
        monkeypatch.setattr(dev_environment, "is_root", lambda: False)
        machine.codes = [1]
        dev_qt.bring_pango(Environment(Path(".venv")))
        assert "sudo apt-get install --no-install-recommends libpango-1.0-0" in capsys.readouterr().out
        assert len(machine.commands) == 1


@pytest.mark.parametrize(
    ("variables", "platform", "screen"),
    [
        ({}, "linux", False),
        ({"DISPLAY": ""}, "linux", False),
        ({"DISPLAY": ":0"}, "linux", True),
        ({"WAYLAND_DISPLAY": "wayland-0"}, "linux", True),
        ({}, "win32", True),
        ({}, "darwin", True),
    ],
)
def test_where_a_window_can_be_shown(variables: Mapping[str, str], platform: str, screen: bool) -> None:
    assert dev_qt.has_screen(variables, platform) is screen


@pytest.fixture
def standing(machine: Machine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Machine:
    """The environment stands already."""
    monkeypatch.setattr(dev_commands, "ready", lambda _: Environment(tmp_path))
    monkeypatch.setattr(dev_commands, "bring_libraries", lambda *_, **__: None)
    return machine


def test_run_opens_the_demo_ward(standing: Machine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(dev_commands, "has_screen", lambda: True)
    assert dev_commands.main(["run"]) == 0
    assert standing.commands[-1][1:] == ["-m", "hlhdesk", "demo"]


@pytest.mark.parametrize("codes", [(), (1,)], ids=["no screen", "a screen that does not answer"])
def test_run_without_a_screen_does_the_headless_demo(
    standing: Machine, monkeypatch: pytest.MonkeyPatch, codes: tuple[int, ...]
) -> None:
    monkeypatch.setattr(dev_commands, "has_screen", lambda: bool(codes))
    standing.codes = list(codes)
    assert dev_commands.main(["run"]) == 0
    assert standing.commands[-1][1:] == [
        "-m",
        "hlhdesk",
        "demo",
        "--headless",
        "--out",
        str(dev_environment.ROOT / "demo-out"),
    ]


def test_test_runs_every_check_and_then_the_suite(
    standing: Machine, capsys: pytest.CaptureFixture[str]
) -> None:
    assert dev_commands.main(["test", "tests/rules", "-x"]) == 0
    assert len(standing.commands) == 6
    assert standing.commands[-1][1:] == [
        "-m",
        "pytest",
        "-q",
        "-n",
        dev_commands.WORKERS,
        "tests/rules",
        "-x",
    ]
    said = capsys.readouterr().out
    for name in ("ruff check", "ruff format", "mypy", "import rules", "hazard log"):
        assert f"{name}: ok" in said
    assert "everything passed" in said


@pytest.mark.parametrize("failing", range(6))
def test_one_failure_anywhere_fails_the_whole(
    standing: Machine, capsys: pytest.CaptureFixture[str], failing: int
) -> None:
    standing.codes = [int(number == failing) for number in range(6)]
    assert dev_commands.main(["test"]) == 1
    assert len(standing.commands) == 6, "the others still ran"
    name = ["ruff check", "ruff format", "mypy", "import rules", "hazard log", "pytest"][failing]
    assert f"failed: {name}" in capsys.readouterr().out


def test_what_a_person_must_bring_is_said_without_a_traceback(
    standing: Machine, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def stop(_: object) -> Environment:
        raise Stopped("Qt's system libraries is missing.")

    monkeypatch.setattr(dev_commands, "ready", stop)
    assert dev_commands.main(["check"]) == 2
    assert capsys.readouterr().err == "Qt's system libraries is missing.\n"

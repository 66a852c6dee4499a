"""Work of the program's own commands in a process of its own: however long it takes, no key waits for it."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QProcess, Signal

import hlhdesk

PREFIX = "hlhdesk: "


@dataclass(frozen=True)
class Outcome:
    """What a command answered: its exit code, its lines, and the problems that it named."""

    code: int
    lines: tuple[str, ...]
    problems: tuple[str, ...]

    @property
    def done(self) -> bool:
        """True when the command did all that it was asked."""
        return self.code == 0


def program() -> tuple[str, list[str], Path]:
    """This program as a command: what to start, its first arguments, and the folder to start it in."""
    if getattr(sys, "frozen", False):
        own = Path(sys.executable)
        return str(with_terminal(own)), [], own.parent
    return sys.executable, ["-m", "hlhdesk"], Path(hlhdesk.__file__).parents[1]


def with_terminal(starter: Path) -> Path:
    """The starter whose answers can be read: on Windows the window's own (``hlhdeskw.exe``) has nowhere to write."""
    other = starter.with_name(f"{starter.stem.removesuffix('w')}{starter.suffix}")
    return other if other.exists() else starter


class Chore(QObject):
    """Runs one command at a time; ``ended`` carries its Outcome.

    ``hand`` gives what signs in to a protected database: it goes through a pipe and nowhere else.
    """

    started = Signal()
    ended = Signal(object)

    def __init__(
        self, language: str, parent: QObject | None = None, hand: Callable[[], str | None] = lambda: None
    ) -> None:
        super().__init__(parent)
        self._hand = hand
        self._language = language
        self._process: QProcess | None = None

    @property
    def running(self) -> bool:
        """True while a command works."""
        return self._process is not None

    def run(self, arguments: Sequence[str]) -> bool:
        """Start a command; False while another one works."""
        if self._process is not None:
            return False
        name, first, folder = program()
        process = QProcess(self)
        process.setProgram(name)
        handed = self._hand()
        process.setArguments([*first, "--lang", self._language, *_signing(arguments, handed)])
        process.setWorkingDirectory(str(folder))
        process.finished.connect(self._finished)
        process.errorOccurred.connect(self._failed)
        self._process = process
        process.start(QProcess.OpenModeFlag.ReadWrite)
        if handed is not None:
            process.write(f"{handed}\n".encode())
        process.closeWriteChannel()
        self.started.emit()
        return True

    def stop(self) -> None:
        """Wait for what works to end: it is not cut off half-way."""
        if self._process is not None:
            self._process.waitForFinished(-1)

    def cut_off(self) -> None:
        """Kill what works: for a command that only reads."""
        if self._process is not None:
            self._process.kill()
            self._process.waitForFinished(-1)

    def _finished(self, code: int, status: QProcess.ExitStatus) -> None:
        process = self._process
        if process is None:
            return
        lines = _lines(bytes(process.readAllStandardOutput().data()))
        problems = tuple(
            line.removeprefix(PREFIX) for line in _lines(bytes(process.readAllStandardError().data()))
        )
        self._end(Outcome(code if status is QProcess.ExitStatus.NormalExit else -1, lines, problems))

    def _failed(self, error: QProcess.ProcessError) -> None:
        if error is QProcess.ProcessError.FailedToStart and self._process is not None:
            self._end(Outcome(-1, (), (self._process.errorString(),)))

    def _end(self, outcome: Outcome) -> None:
        if self._process is not None:
            self._process.deleteLater()
        self._process = None
        self.ended.emit(outcome)


def _signing(arguments: Sequence[str], handed: str | None) -> Sequence[str]:
    return arguments if handed is None else (*arguments, "--access-stdin")


def start_detached(language: str, arguments: Sequence[str], handed: str | None = None) -> bool:
    """Start a command that outlives this program; False when it cannot be started."""
    name, first, folder = program()
    if handed is not None:
        whole = [name, *first, "--lang", language, *_signing(arguments, handed)]
        return _started_with(whole, folder, handed)
    process = QProcess()
    process.setProgram(name)
    process.setArguments([*first, "--lang", language, *arguments])
    process.setWorkingDirectory(str(folder))
    process.setStandardOutputFile(QProcess.nullDevice())
    process.setStandardErrorFile(QProcess.nullDevice())
    started: object = process.startDetached()
    return bool(started[0] if isinstance(started, tuple) else started)  # its type says a tuple, it is a bool


def _started_with(command: list[str], folder: Path, handed: str) -> bool:
    """Qt gives a detached program no pipe."""
    try:
        process = subprocess.Popen(  # noqa: S603  our own program
            command,
            cwd=folder,
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        )
    except OSError:
        return False
    assert process.stdin is not None  # a pipe was asked for
    process.stdin.write(f"{handed}\n".encode())
    process.stdin.close()
    process.returncode = 0  # it outlives us: nobody waits for it
    return True


def _lines(data: bytes) -> tuple[str, ...]:
    return tuple(data.decode("utf-8", "replace").splitlines())

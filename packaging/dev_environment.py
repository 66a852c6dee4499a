"""The program's own Python environment: ``.venv`` at the root, filled from the hash-pinned lock.

Standard library only: this runs before anything is installed.
"""

from __future__ import annotations

import hashlib
import importlib.util
import os
import shutil
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
MINIMUM = (3, 11)


class Stopped(Exception):
    """Something is missing that only a person can bring; the text says what to type."""


@dataclass(frozen=True)
class Environment:
    """A virtual environment in ``folder`` and what is installed there."""

    folder: Path

    @property
    def python(self) -> Path:
        """Its interpreter, where the platform keeps it."""
        if os.name == "nt":
            return self.folder / "Scripts" / "python.exe"
        return self.folder / "bin" / "python"

    def tool(self, name: str) -> str:
        """A command that a package brought, by its path."""
        return str(self.python.with_name(f"{name}.exe" if os.name == "nt" else name))

    def works(self) -> bool:
        """True when its interpreter starts, is new enough and has pip."""
        if not self.python.exists():
            return False
        question = f"import sys, pip; sys.exit(sys.version_info[:2] < {MINIMUM!r})"
        return quiet([str(self.python), "-c", question]) == 0

    def stamp(self, lock: Path) -> Path:
        """Holds the hash of the lock that was installed last."""
        return self.folder / f".{lock.name}.sha256"

    def holds(self, lock: Path) -> bool:
        """True when exactly this lock was installed to its end."""
        stamp = self.stamp(lock)
        return stamp.exists() and stamp.read_text(encoding="ascii") == fingerprint(lock)


def fingerprint(lock: Path) -> str:
    """SHA-256 of the lock's text, the same for both kinds of line end."""
    return hashlib.sha256(lock.read_bytes().replace(b"\r\n", b"\n")).hexdigest()


def ready(locks: Sequence[Path], folder: Path = ROOT / ".venv") -> Environment:
    """The environment with every lock installed. Raises Stopped when it cannot be made."""
    environment = Environment(folder)
    if not environment.works():
        _make(environment)
    for lock in locks:
        if not environment.holds(lock):
            _install(environment, lock)
    return environment


def _make(environment: Environment) -> None:
    step(f"making {environment.folder.name} with Python {sys.version_info.major}.{sys.version_info.minor}")
    if importlib.util.find_spec("ensurepip") is None or importlib.util.find_spec("venv") is None:
        bring([f"python{sys.version_info.major}.{sys.version_info.minor}-venv"], "Python's venv module")
    if subprocess.call([sys.executable, "-m", "venv", "--clear", str(environment.folder)]) != 0:
        raise Stopped(f"python -m venv could not make {environment.folder}; its reason is above.")
    if not environment.works():
        raise Stopped(f"{environment.folder} was made but its pip does not start.")


def _install(environment: Environment, lock: Path) -> None:
    # The lock names every file: pip must not resolve, or a release newer than the lock can stop it.
    step(f"installing {lock.name} (every file is checked against its hash)")
    command = [str(environment.python), "-m", "pip", "install", "--quiet", "--no-input"]
    command += ["--disable-pip-version-check", "--require-hashes", "--no-deps", "-r", str(lock)]
    if subprocess.call(command) != 0:
        raise Stopped(
            f"pip could not install {lock.name}; its reason is above. Nothing was changed outside .venv."
        )
    environment.stamp(lock).write_text(fingerprint(lock), encoding="ascii")


def bring(packages: Sequence[str], what: str) -> None:
    """Install Debian packages as root, or raise Stopped with the line to type."""
    line = "apt-get install --no-install-recommends " + " ".join(packages)
    if shutil.which("apt-get") is None:
        raise Stopped(f"{what} is missing. On Debian or Ubuntu the packages are: {' '.join(packages)}")
    if not is_root():
        raise Stopped(f"{what} is missing. Type this once, then start again:\n  sudo {line}")
    step(f"bringing {what}: {line}")
    quiet_apt = {**os.environ, "DEBIAN_FRONTEND": "noninteractive"}
    for command in (["apt-get", "update", "-qq"], [*line.split(), "--yes", "-qq"]):
        done = subprocess.run(command, env=quiet_apt, capture_output=True, text=True, check=False)
        if done.returncode != 0:
            raise Stopped(f"{' '.join(command)} failed:\n{done.stdout}{done.stderr}")


def is_root() -> bool:
    """True when this process may install system packages."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def quiet(command: Sequence[str], environment: dict[str, str] | None = None) -> int:
    """The exit code of a command whose output nobody needs."""
    return subprocess.run(command, env=environment, capture_output=True, check=False).returncode


def step(text: str) -> None:
    """One line that says what happens now."""
    sys.stdout.write(f"· {text}\n")
    sys.stdout.flush()

"""Runs the command line in a test, in this process, and gives what it printed."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

DATA = Path(__file__).resolve().parents[1] / "data"
WORKED = DATA / "worked-fever.json"
EXAMPLE = DATA / "contract-example.json"
REAL = DATA / "real"


@dataclass(frozen=True)
class Done:
    """The exit code and what was printed."""

    code: int
    out: str
    err: str

    @property
    def problems(self) -> list[str]:
        """The lines on standard error."""
        return self.err.splitlines()


Run = Callable[..., Done]


def status(run: Run, db: Path, *arguments: str) -> Any:
    """The document of ``status --json``."""
    done = run("status", "--db", db, "--json", *arguments)
    assert (done.code, done.err) == (0, "")
    return json.loads(done.out)


def content(folder: Path) -> dict[str, bytes]:
    """Every file of a folder with its bytes."""
    return {str(file.relative_to(folder)): file.read_bytes() for file in folder.rglob("*") if file.is_file()}

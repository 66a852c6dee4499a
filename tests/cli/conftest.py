"""Fixtures of the command line's tests."""

from __future__ import annotations

from pathlib import Path

import pytest

from hlhdesk.cli import main
from tests.cli.shell import EXAMPLE, WORKED, Done, Run


@pytest.fixture
def run(capfd: pytest.CaptureFixture[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Runs a command; the user's data folder is a new one, and no window was ever told a language."""
    monkeypatch.setenv("XDG_DATA_HOME", str(tmp_path / "data-home"))
    monkeypatch.setattr("hlhdesk.cli.window_language", lambda: None)

    def call(*arguments: object) -> Done:
        capfd.readouterr()
        code = main([str(argument) for argument in arguments])
        return Done(code, *capfd.readouterr())

    return call


@pytest.fixture
def db(tmp_path: Path) -> Path:
    """Where a test's database is; it is not there yet."""
    return tmp_path / "ward.hlhdesk"


@pytest.fixture
def worked(run: Run, db: Path) -> Path:
    """A database with the worked cases."""
    assert run("import", WORKED, "--db", db).code == 0
    return db


@pytest.fixture
def example(run: Run, db: Path) -> Path:
    """A database with the example of the contract."""
    assert run("import", EXAMPLE, "--db", db).code == 0
    return db

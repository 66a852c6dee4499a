"""One shift in a process of its own: no patient's data in what it writes by itself, no network in what it loads."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

from tests.project.code_reading import ROOT
from tests.promises import Shown

CANARY = re.compile(rb"canarybird|canary-7731", re.IGNORECASE)
NETWORKED = re.compile(r"/lib(?:Qt6Network|Qt6WebSockets|Qt6WebEngine|ssl|curl|nghttp)[\w]*\.", re.IGNORECASE)
MODULES = {
    "ssl",
    "_ssl",
    "http.client",
    "urllib.request",
    "asyncio",
    "requests",
    "smtplib",
    "ftplib",
    "PySide6.QtNetwork",
}


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything that a user has, empty before the shift, and what is there after it."""
    folder = tmp_path_factory.mktemp("home")
    places = {f"XDG_{name.upper()}_HOME": str(folder / name) for name in ("data", "config", "state", "cache")}
    (folder / "tmp").mkdir()
    surroundings = {**os.environ, **places, "HOME": str(folder), "TMPDIR": str(folder / "tmp")}
    done = subprocess.run(
        [sys.executable, "-m", "tests.project.whole_session", str(folder / "ward")],
        cwd=ROOT,
        env=surroundings,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    (folder / "said").write_text(done.stderr, encoding="utf-8")
    return folder


def test_no_patient_data_but_in_the_database_its_backups_and_exports(home: Path, shown: Shown) -> None:
    files = [file for file in home.rglob("*") if file.is_file()]
    held = {str(file.relative_to(home)) for file in files if CANARY.search(file.read_bytes())}
    asked_for = {
        name
        for name in held
        if name.startswith(("ward/exports/", "ward/ward.hlhdesk.backups/")) or name == "ward/ward.hlhdesk"
    }
    shown(
        "logs, settings and reports hold no patient data",
        f"{len(files)} files of a shift: {len(held - asked_for)} hits elsewhere",
    )
    assert held - asked_for == set()
    assert "ward/ward.hlhdesk" in held
    log = next(home.rglob("hlhdesk.log")).read_text(encoding="utf-8")
    assert "LookupError at work" in log, "the error was met and is in the log"


@pytest.mark.skipif(sys.platform != "linux", reason="what a process has mapped is read from /proc")
def test_no_library_of_a_network_is_loaded(home: Path, shown: Shown) -> None:
    loaded = json.loads((home / "ward" / "loaded.json").read_text(encoding="utf-8"))
    assert len(loaded["libraries"]) > 20
    found = [name for name in loaded["libraries"] if NETWORKED.search(name)]
    shown(
        "the program is offline",
        f"{len(loaded['libraries'])} libraries of a shift: {len(found)} of a network",
    )
    assert found == []
    assert MODULES & set(loaded["modules"]) == set()

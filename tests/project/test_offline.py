"""The program is offline: the hook that watches the suite sees what it has to see."""

from __future__ import annotations

import ast
import socket
import subprocess
import sys
from pathlib import Path

import offline_watch
import pytest

ROOT = Path(__file__).resolve().parents[2]
NETWORKED = {"QtNetwork", "QtWebSockets", "QtNetworkAuth", "QtHttpServer"}


@pytest.mark.parametrize(
    ("event", "arguments", "platform", "reaches"),
    [
        ("socket.connect", (None, ("192.0.2.1", 80)), "linux", True),
        ("socket.connect", (None, ("127.0.0.1", 80)), "linux", True),
        ("socket.connect", (None, ("127.0.0.1", 80)), "win32", False),
        ("socket.connect", (None, "/run/dbus/system_bus_socket"), "linux", False),
        ("socket.connect", (None, b"\0abstract"), "linux", False),
        ("socket.bind", (None, ("0.0.0.0", 0)), "win32", True),
        ("socket.getaddrinfo", ("ward.example", 443, 0, 0, 0), "linux", True),
        ("urllib.Request", ("https://ward.example", None, {}, "GET"), "linux", True),
        ("open", ("chart.json", "r", 0), "linux", False),
    ],
)
def test_what_reaches_out(event: str, arguments: tuple[object, ...], platform: str, reaches: bool) -> None:
    assert offline_watch.reaches_out(event, arguments, platform) is reaches


def test_an_attempt_is_refused_and_kept_even_when_swallowed() -> None:
    with socket.socket() as wire, pytest.raises(offline_watch.Online):
        wire.connect(("192.0.2.1", 9))
    assert offline_watch.attempts == ["socket.connect (('192.0.2.1', 9),)"]
    offline_watch.attempts.clear()


def test_a_started_program_is_watched_too() -> None:
    reach = "import socket; socket.socket().connect(('192.0.2.1', 9))"
    done = subprocess.run([sys.executable, "-c", reach], capture_output=True, text=True, check=False)
    assert done.returncode == 1
    assert "Online" in done.stderr


def test_no_file_imports_the_network_part_of_qt() -> None:
    files = [file for room in ("hlhdesk", "ui", "packaging") for file in (ROOT / room).rglob("*.py")]
    assert files
    asked = {
        alias.name
        for file in files
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8")))
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("PySide6")
        for alias in node.names
    }
    assert not asked & NETWORKED

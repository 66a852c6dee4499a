"""``hlhdesk open``: the window over a database."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from hlhdesk.commands.desk import refusals
from hlhdesk.commands.shell import Shell, db_option
from hlhdesk.commands.target import zone_named
from hlhdesk.service import Desk


@click.command("open")
@db_option
@click.option("--zone", metavar="IANA", help="The ward's time zone, when the first database is made.")
@click.pass_obj
def open_(shell: Shell, db: Path | None = None, zone: str | None = None) -> int:
    """Open the window. The default database is made at the first start."""
    path = shell.database(db)
    if not has_screen():
        raise shell.refuse("cli.no-screen")
    if path.exists() or db or shell.db:
        with refusals(shell), Desk.open(path, readonly=True):
            pass
    else:
        path.parent.mkdir(parents=True, exist_ok=True)
        with refusals(shell), Desk.open(path, create=True, zone=zone_named(shell, zone).key):
            pass
    return shell.window(path, demo=False, language=shell.asked_language)


def has_screen() -> bool:
    """Whether a window can be shown: always on Windows and macOS, elsewhere with a display or a Qt platform."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))

"""``hlhdesk open``: the window over a database."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Any

import click

from hlhdesk.commands.shell import Refusal, Shell, db_option

MENDED_BY_A_BACKUP = ("store.missing", "store.not-a-database", "store.damaged")


@click.command("open")
@db_option
@click.option("--zone", metavar="IANA", help="The ward's time zone, when the first database is made.")
@click.pass_obj
def open_(shell: Shell, db: Path | None = None, zone: str | None = None) -> int:
    """Open the window. The default database is made at the first start."""
    path = shell.database(db)
    if not has_screen():
        raise shell.refuse("cli.no-screen")
    first = shell.first(path, shell.asked_language)
    if first is not None and not first.read_rest():
        return 0
    try:
        return _opened(shell, path, zone, named=bool(db or shell.db), first=first)
    finally:
        if first is not None and not first.left:
            first.give_up()


def _opened(shell: Shell, path: Path, zone: str | None, *, named: bool, first: Any) -> int:
    """The window, once the database opens; what is refused is said in a window where nobody reads a terminal."""
    if not somebody_reads():  # then the window says what is refused
        shell = shell.speaking(shell.asked_language or shell.window_language())
    try:
        if not _try_to_open(shell, path, zone, named=named):
            return 0
    except Refusal as refusal:
        if first is not None:
            first.give_up()
        if not _rescued(shell, path, refusal):
            if not somebody_reads():
                shell.tell(refusal.lines, shell.asked_language)
            raise
    return shell.window(path, demo=False, language=shell.asked_language, first=first)


def _rescued(shell: Shell, path: Path, refusal: Refusal) -> bool:
    """Whether a backup was put in the place of a database that is missing or damaged."""
    from hlhdesk.service import StoreError  # noqa: PLC0415  the first window does not wait for it
    from hlhdesk.service.keeping.places import has_backups  # noqa: PLC0415  nor for this

    error = refusal.__cause__
    mended = isinstance(error, StoreError) and error.message.key in MENDED_BY_A_BACKUP
    return mended and has_backups(path) and shell.rescue(path, refusal.lines, shell.asked_language)


def _try_to_open(shell: Shell, path: Path, zone: str | None, *, named: bool) -> bool:
    """True when there is a database that opens; False when the first start was left without one."""
    from hlhdesk.commands.desk import refusals  # noqa: PLC0415  the first window does not wait for it
    from hlhdesk.commands.target import zone_named  # noqa: PLC0415  nor for this
    from hlhdesk.service import Desk, is_protected  # noqa: PLC0415  nor for this
    from hlhdesk.service.keeping.places import has_backups  # noqa: PLC0415  nor for this

    if named or os.path.lexists(path) or has_backups(path):  # lost, not new; neither raises
        with refusals(shell):
            if not is_protected(path):  # the window asks who signs in
                Desk.open(path, readonly=True).close()
            return True
    with refusals(shell):
        return shell.begin(shell.room_for(path), zone_named(shell, zone).key, shell.asked_language)


def somebody_reads() -> bool:
    """Whether standard error is a terminal; a program that an icon started has nobody there."""
    return sys.stderr is not None and sys.stderr.isatty()


def has_screen() -> bool:
    """Whether a window can be shown: always on Windows and macOS, elsewhere with a display or a Qt platform."""
    if sys.platform in ("win32", "darwin"):
        return True
    return any(os.environ.get(name) for name in ("DISPLAY", "WAYLAND_DISPLAY", "QT_QPA_PLATFORM"))

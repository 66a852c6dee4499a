"""``hlhdesk --selfcheck``: does this installation work? Everything is tried in a folder of its own, nothing of a ward is touched.

The window is tried in a process of its own: when Qt cannot start, it ends the process that asked.
"""

from __future__ import annotations

import os
import secrets
import subprocess
import sys
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from importlib.resources import files
from pathlib import Path
from time import perf_counter

import click

from hlhdesk import __version__
from hlhdesk.commands.pages import discharge_pdf
from hlhdesk.commands.shell import LANGUAGES, Shell
from hlhdesk.definitions import load
from hlhdesk.model.entries import Kind
from hlhdesk.model.moment import Moment
from hlhdesk.service import (
    Access,
    AdmitPatient,
    Desk,
    FirstUser,
    Locked,
    Password,
    RecordEntry,
    RecordTemperature,
    Role,
    SignInRefused,
    enter,
    make_protected,
    verify_file,
)
from hlhdesk.wording import Catalogue

CHILD, NAME = "SELF-1", "SELFCHECK 玥 喆 ℃"
PEAKS = ((5, "39.2"), (4, "36.8"), (3, "36.8"), (2, "36.9"))
"""How many days ago, and the peak: fever that normalised."""
AGAIN = "38.9"
NEEDED = (
    "definitions/set.toml",
    "demo/ward.json",
    "fonts/HLHdeskSansSC-Regular.ttf",
    "fonts/OFL.txt",
    "icons/hlhdesk.png",
    "schema/chart-1.schema.json",
    "schema/status-1.schema.json",
    "style/window.qss",
    "style/light.toml",
    "style/dark.toml",
    "style/contrast.toml",
    "style/symbols.toml",
)
WINDOW_SECONDS = 180


class Wrong(Exception):
    """A check that found something; the text says what."""


@dataclass(frozen=True)
class Ground:
    """Where the checks work."""

    shell: Shell
    folder: Path

    @property
    def database(self) -> Path:
        """The temporary database."""
        return self.folder / "selfcheck.hlhdesk"


def selfcheck(shell: Shell) -> int:
    """Run every check and print a line for each; 0 when all are in order, else 1."""
    click.echo(shell.say("selfcheck.begin", program=__version__, python=sys.version.split()[0]))
    good = True
    with tempfile.TemporaryDirectory(prefix="hlhdesk-selfcheck-") as folder:
        ground = Ground(shell, Path(folder))
        for name, check in CHECKS.items():
            good &= _told(shell, name, lambda check=check: check(ground))  # type: ignore[misc]
    click.echo(shell.say("selfcheck.good" if good else "selfcheck.bad"))
    return 0 if good else 1


def _told(shell: Shell, name: str, check: Callable[[], str]) -> bool:
    what = shell.say(f"selfcheck.{name}")
    try:
        found = check()
    except Exception as error:
        click.echo(shell.say("selfcheck.failed", what=what, why=f"{type(error).__name__}: {error}"))
        return False
    click.echo(shell.say("selfcheck.passed", what=what, found=found))
    return True


def _resources(_: Ground) -> str:
    root = files("resources")
    missing = [name for name in NEEDED if not root.joinpath(name).is_file()]
    if missing:
        raise Wrong(", ".join(missing))
    catalogues = [Catalogue.load(language) for language in LANGUAGES]
    if len({frozenset(catalogue.templates) for catalogue in catalogues}) > 1:
        raise Wrong("the catalogues of the languages differ")
    return f"{load().version}, {len(catalogues[0].templates)} × {len(catalogues)}"


def _store(ground: Ground) -> str:
    with Desk.open(ground.database, create=True) as desk:
        now = desk.now()
        desk.execute(AdmitPatient(CHILD, {"name": NAME, "sex": "female", "birth_date": "2010-01-01"}))
        for ago, value in PEAKS:
            on = (now.day - timedelta(days=ago)).isoformat()
            body = {"on": on, "value": value, "unit": "Cel", "site": "axillary"}
            desk.execute(RecordEntry(CHILD, Kind.DAILY_PEAK, body))
        first = (now.day - timedelta(days=PEAKS[0][0])).isoformat()
        desk.execute(RecordEntry(CHILD, Kind.ADMISSION, {"admitted_on": first}))
        desk.execute(RecordTemperature(CHILD, AGAIN))
    faults = verify_file(ground.database)
    if faults:
        raise Wrong(", ".join(fault.message.key for fault in faults))
    return ground.database.name


def _protected(ground: Ground) -> str:
    """Encrypted, opened with a password, and shut for whoever has none."""
    database = ground.folder / "protected.hlhdesk"
    who = Password("Selfcheck", secrets.token_urlsafe(16))
    make_protected(database, FirstUser(who.name, who.password, frozenset({Role.NURSE})))
    began = perf_counter()
    access = enter(database, who)
    needed = perf_counter() - began
    with Desk.open(database, access=access) as desk:
        desk.execute(AdmitPatient(CHILD, {"name": NAME, "sex": "female", "birth_date": "2010-01-01"}))
    with Desk.open(database, readonly=True, access=access) as desk:
        if desk.chart(CHILD).identity.name != NAME:
            raise Wrong(f"{database.name}: {CHILD} is not as it was charted")
    _shut(database, who)
    return f"{database.name}, {needed:.1f} s"


def _shut(database: Path, who: Password) -> None:
    """Raises Wrong where the database can be read without its password."""
    readable = [word for word in ("SQLite format", CHILD) if word.encode() in database.read_bytes()]
    if readable:
        raise Wrong(f"{database.name} is not encrypted: {', '.join(readable)}")
    if _lets_in(lambda: enter(database, Password(who.name, f"{who.password}x"))):
        raise Wrong(f"{database.name} opens with a wrong password")
    if _lets_in(lambda: Desk.open(database, readonly=True)):
        raise Wrong(f"{database.name} opens without a password")


def _lets_in(opening: Callable[[], Access | Desk]) -> bool:
    try:
        opened = opening()
    except (SignInRefused, Locked):
        return False
    if isinstance(opened, Desk):
        opened.close()
    return True


def _relapse(ground: Ground) -> str:
    with Desk.open(ground.database, readonly=True) as desk:
        findings = desk.state(CHILD).findings
    found = next((finding for finding in findings if finding.code == "fever.relapse"), None)
    if found is None:
        raise Wrong("no relapse was raised")
    return ground.shell.catalogue.text(found.text)


def _pages(ground: Ground) -> str:
    """Both languages written and read back."""
    import pypdfium2  # noqa: PLC0415  for pages only

    sizes = []
    with Desk.open(ground.database, readonly=True) as desk:
        now: Moment = desk.now()
        for language in LANGUAGES:
            pdf = discharge_pdf(ground.shell, desk, CHILD, now, Catalogue.load(language))
            document = pypdfium2.PdfDocument(pdf)
            try:
                text = "".join(page.get_textpage().get_text_range() for page in document)
            finally:
                document.close()
            lost = [part for part in ("玥", "喆", "℃", AGAIN) if part not in text]
            if lost:
                raise Wrong(f"{language}: {' '.join(lost)}")
            sizes.append(f"{language} {len(pdf) // 1024} kB")
    return ", ".join(sizes)


def _window(language: str) -> Callable[[Ground], str]:
    """The window in a process of its own, without a screen."""

    def check(ground: Ground) -> str:
        own = [sys.executable] if getattr(sys, "frozen", False) else [sys.executable, "-m", "hlhdesk"]
        command = [*own, "--lang", language, "--db", str(ground.database), "--selfcheck-window"]
        environment = os.environ | {"QT_QPA_PLATFORM": "offscreen"}
        environment |= dict.fromkeys(("HOME", "XDG_CONFIG_HOME", "XDG_STATE_HOME"), str(ground.folder))
        done = subprocess.run(  # noqa: S603  our own program
            command,
            env=environment,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            text=True,
            encoding="utf-8",
            errors="replace",
            timeout=WINDOW_SECONDS,
            check=False,
        )
        if done.returncode != 0:
            raise Wrong((done.stderr or done.stdout).strip()[-400:] or f"exit code {done.returncode}")
        return done.stdout.strip()

    return check


CHECKS: dict[str, Callable[[Ground], str]] = {
    "resources": _resources,
    "store": _store,
    "protected": _protected,
    "relapse": _relapse,
    "pages": _pages,
    **{f"window-{language}": _window(language) for language in LANGUAGES},
}

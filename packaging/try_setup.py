"""The Windows installers tried under wine: installed, self-checked, charted with, removed, and the charts still there."""

from __future__ import annotations

import hashlib
import threading
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from build_wine import Wine, windows_path
from dev_environment import step

PER_USER = "users/*/AppData/Local/Programs/HLHdesk"
PER_MACHINE = "Program Files/HLHdesk"
STARTER = "hlhdesk.exe"
CHARTS = "ward.hlhdesk"
REFUSED = 2
OPEN_AFTER = 2.0
Removal = Callable[[Path], Sequence[str]]
Trial = Callable[[Path], list[str]]


def selfcheck_in(wine: Wine, folder: Path) -> bool:
    """Run the packed program's own check under wine and print what it says."""
    done = wine.run([str(folder / STARTER), "--selfcheck"])
    for line in done.stdout.splitlines():
        step(f"  {line}")
    return done.returncode == 0


def try_setup(wine: Wine, setup: Path) -> list[str]:
    """Install silently, install over it, remove; returns what went wrong."""
    step(f"trying {setup.name} under wine")

    def open_ones(folder: Path) -> list[str]:
        return _refuses_while_open(wine, setup, folder / STARTER)

    return _tried(wine, [str(setup), "/S"], PER_USER, _remove_setup, open_ones)


def try_msi(wine: Wine, msi: Path) -> list[str]:
    """The same for the MSI."""
    step(f"trying {msi.name} under wine")
    path = windows_path(msi)

    def remove(_: Path) -> Sequence[str]:
        return ("msiexec", "/x", path, "/qn")

    return _tried(wine, ["msiexec", "/i", path, "/qn"], PER_MACHINE, remove)


def _refuses_while_open(wine: Wine, setup: Path, starter: Path) -> list[str]:
    """Neither setup nor removal touches a program that runs."""
    running = threading.Thread(target=wine.run, args=([str(starter), "--selfcheck"],))
    running.start()
    try:
        time.sleep(OPEN_AFTER)
        codes = [
            wine.run(command).returncode for command in ([str(setup), "/S"], _remove_setup(starter.parent))
        ]
        still = running.is_alive()
    finally:
        running.join()
    if not still:
        return ["the program had ended before it could be tried whether it is refused while open"]
    if codes != [REFUSED, REFUSED]:
        return [f"setup and removal ended with {codes} while the program was open, not with {REFUSED}"]
    step("  refused while the program is open: ok")
    return []


def _remove_setup(folder: Path) -> Sequence[str]:
    """The uninstaller told where it is, so that it works in its own process and can be waited for."""
    return (str(folder / "uninstall.exe"), "/S", f"_?={windows_path(folder)}")


def _tried(
    wine: Wine, install: Sequence[str], pattern: str, remove: Removal, more: Trial | None = None
) -> list[str]:
    failed: list[str] = []
    for what in ("install", "install over it"):
        if wine.run(install).returncode != 0:
            return [f"it could not {what}"]
        step(f"  {what}: ok")
    found = [*wine.drive.glob(pattern)]
    if len(found) != 1 or not (found[0] / STARTER).is_file():
        return ["it installed nothing"]
    folder = found[0]
    if not selfcheck_in(wine, folder):
        failed.append("the installed program failed its self-check")
    if more is not None:
        failed += more(folder)
    failed += _charts_stay(wine, folder, remove)
    if not failed:
        step("  self-check, demo ward, removal: ok; the charts are still there, unchanged")
    return failed


def _charts_stay(wine: Wine, folder: Path, remove: Removal) -> list[str]:
    """Chart a demo ward, remove the program: what was charted is still there, byte for byte."""
    charts = wine.drive / CHARTS
    charts.unlink(missing_ok=True)
    pages = windows_path(wine.drive / "pages")
    made = wine.run(
        [str(folder / STARTER), "demo", "--headless", "--db", windows_path(charts), "--out", pages]
    )
    if made.returncode != 0 or not charts.is_file():
        return [f"it could not make a demo ward: {made.stdout[-500:]}"]
    before = _fingerprint(charts)
    failed = [] if wine.run(remove(folder)).returncode == 0 else ["it could not be removed"]
    if (folder / STARTER).exists() or (folder / "_internal").exists():
        failed.append("removing it left the program")
    if not charts.is_file() or _fingerprint(charts) != before:
        failed.append("removing it took the charts away or changed them")
    return failed


def _fingerprint(file: Path) -> str:
    return hashlib.sha256(file.read_bytes()).hexdigest()

"""A shift in the window: children are opened and temperatures charted for as many events as an hour has, and memory is watched."""

from __future__ import annotations

import gc
import itertools
import os
import sys
import tempfile
from pathlib import Path

from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication

from benchmarks import screen, ward
from ui.window import MainWindow

CHILDREN, DAYS = 12, 28
SWITCHES, ENTRIES = 60, 240
HOUR_SWITCHES, HOUR_ENTRIES, MINUTES = 720, 240, 120
"""An hour in which somebody opens a child every five seconds and charts every fifteen; states are judged anew twice a minute."""
MOST_DRIFT = 3.0
TABS = ("flowsheet", "labs", "hlh", "follow-up", "chart")


def resident() -> int:
    """The memory of this process that is not given back to the system, in bytes."""
    gc.collect()
    with Path("/proc/self/statm").open(encoding="ascii") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE")


def settle() -> None:
    """Let the window do what waits, deletions included."""
    for _ in range(3):
        QApplication.processEvents()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)


def shift(window: MainWindow, switches: int, entries: int, minutes: int = 0) -> None:
    """Open children, walk through their tabs and chart temperatures, evenly mixed."""
    values, tabs = itertools.cycle(["36.6", "36.7", "36.8", "37.0"]), itertools.cycle(TABS)
    for number in range(max(switches, entries, minutes)):
        if number < switches:
            window.board.step(1)
            window.tabs.open(next(tabs))
        if number < minutes:
            window.bridge.minute_passed.emit()
        if number < entries:
            window.entry.value.setText(next(values))
            window.entry.submit()
        settle()
    window.tabs.open("chart")
    settle()


def main() -> bool:
    """Print how much memory grew over a short shift and over an hour's worth of events."""
    if not sys.platform.startswith("linux"):
        print("\nmemory is read from /proc: this benchmark runs on Linux")
        return True
    good = True
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ward.db"
        ward.database(path, CHILDREN, DAYS)
        with screen.open_window(path) as (window, _):
            shift(window, CHILDREN * len(TABS), 24)  # every child and tab once: what is kept is kept now
            print(f"\nMemory of the window, {CHILDREN} children of {DAYS} days")
            for name, switches, entries, minutes in (
                ("60 switches and 240 entries", SWITCHES, ENTRIES, 0),
                ("an hour of events", HOUR_SWITCHES, HOUR_ENTRIES, MINUTES),
            ):
                before = resident()
                shift(window, switches, entries, minutes)
                drift = 100 * (resident() - before) / before
                met = drift <= MOST_DRIFT
                good &= met
                said = f"  {name:<32} {before / 2**20:8.1f} MB  {drift:+.2f} %"
                print(f"{said}   bar: ≤ {MOST_DRIFT:g} % — {'met' if met else 'NOT MET'}")
    return good

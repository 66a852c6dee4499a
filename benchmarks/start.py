"""From the start of the process to the first painted window, and to the live chart.

A minimal PySide6 window stands for 1. Both processes are watched by the same event filter; the
clock is the machine's monotonic one, which parent and child share.
"""

from __future__ import annotations

import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from benchmarks.ratios import Bar, interleaved, show

CACHE = Path(tempfile.gettempdir()) / "hlhdesk-bench-cache"
MINIMAL = """
from PySide6.QtWidgets import QApplication, QLabel, QMainWindow
app = QApplication([])
window = QMainWindow()
window.setCentralWidget(QLabel("ward"))
window.resize(1280, 800)
window.show()
app.exec()
"""
HLHDESK = """
import sys
from hlhdesk.cli import main
main(["--lang", "en", "open", "--db", sys.argv[1]])
"""


def run_watched(program: str, arguments: list[str], wait_for_chart: bool) -> dict[str, object]:
    """Run a program under the watcher; returns what it saw."""
    code = f"from benchmarks.watcher import watch; watch({wait_for_chart!r})\n{program}"
    environment = {**os.environ, "PYTHONPYCACHEPREFIX": str(CACHE), "BENCH_START": str(time.monotonic())}
    environment.pop("PYTHONDONTWRITEBYTECODE", None)  # an installed program is compiled once
    done = subprocess.run(
        [sys.executable, "-c", code, *arguments], env=environment, capture_output=True, text=True, check=False
    )
    if done.returncode != 0 or not done.stdout:
        raise RuntimeError(f"the watched program failed:\n{done.stderr}")
    seen: dict[str, object] = json.loads(done.stdout.splitlines()[-1])
    return seen


def main() -> bool:
    """Print the tables and the modules that were loaded at the first paint."""
    with tempfile.TemporaryDirectory() as folder:
        db = Path(folder) / "demo.db"
        subprocess.run(
            [sys.executable, "-m", "hlhdesk", "demo", "--db", str(db), "--headless", "--out", folder],
            check=True,
            capture_output=True,
        )
        last: dict[str, object] = {}

        def timing(program: str, arguments: list[str], what: str) -> Callable[[], float]:
            def measure() -> float:
                found = run_watched(program, arguments, what == "chart")
                last.update(found)
                return float(str(found[what]))

            return measure

        measured = interleaved(
            {
                "minimal window": timing(MINIMAL, [], "window"),
                "HLHdesk, ward board": timing(HLHDESK, [str(db)], "window"),
                "HLHdesk, live chart": timing(HLHDESK, [str(db)], "chart"),
            }
        )
    bars = (
        Bar("HLHdesk, ward board", "minimal window", at_most=1.35),
        Bar("HLHdesk, live chart", "minimal window", at_most=4.5),
    )
    good = show("Start to first paint", measured, "minimal window", bars)
    early = last["late"]
    sys.stdout.write(f"  loaded too early: {early or 'nothing'}\n")
    sys.stdout.write(f"  modules at first paint: {last['modules']}\n")
    sys.stdout.write(f"  median minimal window {statistics.median(measured['minimal window']):.2f} s\n")
    return good and not early

"""A nurse presses Enter: durable, judged and painted. A bare fdatasync of one page stands for 1."""

from __future__ import annotations

import itertools
import os
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication

from benchmarks import screen, ward
from benchmarks.ratios import interleaved, show, timed
from hlhdesk.service import Desk, RecordTemperature

ROUNDS = 60
BARE, COMMAND, WHOLE = "write and fdatasync 4 kB", "command, durable", "Enter to painted chart"
FRAME_MS = 1000 / 60


def main() -> bool:
    """Print the table for a stay of four weeks and for one of 900 days."""
    return all([measure(28), measure(900)])


def measure(days: int) -> bool:
    """Print one table."""
    with tempfile.TemporaryDirectory() as folder:
        path, other = Path(folder) / "ward.db", Path(folder) / "other.db"
        ward.database(path, 2, days)
        ward.database(other, 1, days)
        values = itertools.cycle(["36.6", "36.7", "36.8", "36.9"])
        with (
            (Path(folder) / "bare").open("wb") as bare,
            Desk.open(other) as desk,
            screen.open_window(path) as (window, paints),
        ):

            def write() -> None:
                bare.write(os.urandom(4096))
                bare.flush()
                (os.fdatasync if hasattr(os, "fdatasync") else os.fsync)(bare.fileno())

            def press_enter() -> None:
                before = paints.count
                window.entry.submit()
                QApplication.processEvents()
                screen.wait(lambda: paints.count > before)

            typed = timed(press_enter)

            def enter() -> float:
                window.entry.value.setText(next(values))
                seconds = typed()
                assert window.entry.value.text() == "", "the value was not saved"
                QApplication.processEvents()
                return seconds

            def command() -> None:
                desk.execute(RecordTemperature("B0", next(values)))

            measured = interleaved({BARE: timed(write), COMMAND: timed(command), WHOLE: enter}, ROUNDS)
    good = show(f"One temperature into a stay of {days} days", measured, BARE)
    slow = sorted(measured[WHOLE])[round(0.95 * ROUNDS) - 1] * 1000
    met = slow < FRAME_MS
    print(f"  bar: p95 of {WHOLE} < {FRAME_MS:.1f} ms: {slow:.1f} — {'met' if met else 'NOT MET'}")
    return good and met

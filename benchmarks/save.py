"""A nurse presses Enter: durable, judged and painted. A bare fdatasync of one page stands for 1."""

from __future__ import annotations

import itertools
import os
import tempfile
from dataclasses import replace
from pathlib import Path

from PySide6.QtWidgets import QApplication

from benchmarks import screen, ward
from benchmarks.ratios import interleaved, show, timed
from hlhdesk.service import Desk, FirstUser, Password, RecordTemperature, Role, enter, protect

ROUNDS = 60
BARE, COMMAND, WHOLE = "write and fdatasync 4 kB", "command, durable", "Enter to painted chart"
PLAIN, SEALED = "command, durable, open", "command, durable, encrypted"
FRAME_MS = 1000 / 60


def main() -> bool:
    """Print the table for a stay of four weeks and for one of 900 days."""
    return all([measure(28), measure(900), encrypted()])


def encrypted() -> bool:
    """Print what encryption costs a save; the same ward, open and protected."""
    first = FirstUser("Ann", "a password of the bench")
    values = itertools.cycle(["36.6", "36.7", "36.8", "36.9"])
    with tempfile.TemporaryDirectory() as folder:
        plain, sealed = Path(folder) / "plain.db", Path(folder) / "sealed.db"
        for path in (plain, sealed):
            ward.database(path, 1, 28)
        protect(sealed, replace(first, roles=frozenset({Role.NURSE})))
        access = enter(sealed, Password(first.name, first.password))
        with Desk.open(plain) as one, Desk.open(sealed, access=access) as other:
            measured = interleaved(
                {
                    PLAIN: timed(lambda: one.execute(RecordTemperature("B0", next(values)))),
                    SEALED: timed(lambda: other.execute(RecordTemperature("B0", next(values)))),
                },
                ROUNDS,
            )
    return show("One temperature, open and encrypted", measured, PLAIN)


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

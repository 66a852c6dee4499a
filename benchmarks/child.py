"""A doctor opens another child of some 9,000 entries. Reading it from the file stands for 1."""

from __future__ import annotations

import itertools
import tempfile
from pathlib import Path

from PySide6.QtWidgets import QApplication

from benchmarks import screen, ward
from benchmarks.ratios import Bar, interleaved, show, timed
from hlhdesk.service import Desk

DAYS, CHILDREN = 900, 3
FETCH, OPEN = "chart read from the file, proved", "another child, painted"


def main() -> bool:
    """Print the table. The window has read its charts at start, as it does on a ward."""
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "ward.db"
        ward.database(path, CHILDREN, DAYS)
        names = itertools.cycle([f"B{seed}" for seed in range(CHILDREN)])
        cold = itertools.cycle([f"B{seed}" for seed in range(CHILDREN)])
        with screen.open_window(path) as (window, paints):
            next(names)

            def fetch() -> None:
                with Desk.open(path, readonly=True) as desk:
                    assert len(desk.chart(next(cold)).entries) > 8000

            def open_child() -> None:
                before = paints.count
                window.bridge.open_child(next(names))
                QApplication.processEvents()
                screen.wait(lambda: paints.count > before)

            measured = interleaved({FETCH: timed(fetch), OPEN: timed(open_child)})
    return show("Opening another child", measured, FETCH, (Bar(OPEN, FETCH, at_most=2),))

"""The window paints before the heavy libraries are read, and the chart comes without being asked for."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from pytestqt.qtbot import QtBot

from hlhdesk.service import Desk
from ui.chart.holder import SLICES, Loader

ROOT = Path(__file__).parents[2]
HEAVY = (
    "pyqtgraph",
    "numpy",
    "reportlab",
    "PIL",
    "sqlite_utils",
    "matplotlib",
    "pypdfium2",
    "PySide6.QtPrintSupport",
)

SCRIPT = """
import sys
from pathlib import Path
from ui import app, window

painted = []
after = window.MainWindow._after_first_paint

def first_paint(self):
    painted.extend(name for name in {heavy!r} if name in sys.modules)
    print("painted with", painted)
    self.ready.connect(self.close)
    after(self)

window.MainWindow._after_first_paint = first_paint
code = app.run(Path(sys.argv[1]))
print("closed with", code)
"""


def started(script: str, database: Path, folder: Path) -> list[str]:
    """What a start says that is a process of its own."""
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]),
        **dict.fromkeys(("HOME", "XDG_STATE_HOME", "XDG_CONFIG_HOME", "LOCALAPPDATA"), str(folder)),
    }
    done = subprocess.run(
        [sys.executable, "-c", script, str(database)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    said = [line for line in done.stderr.splitlines() if "propagateSizeHints" not in line]
    assert said == []  # but what the platform without a screen says of itself
    return done.stdout.splitlines()


def test_the_first_paint_needs_no_heavy_library(tmp_path: Path) -> None:
    database = tmp_path / "ward.hlhdesk"
    with Desk.open(database, create=True):
        pass  # making a database reads the library of migrations; opening one does not
    assert started(SCRIPT.format(heavy=HEAVY), database, tmp_path) == ["painted with []", "closed with 0"]
    assert [file.name for file in tmp_path.rglob("*.log")] == ["hlhdesk.log"]


FIRST = """
import sys
from hlhdesk.cli import main
from ui import first_window

read_rest = first_window.FirstWindow.read_rest

def reading(self):
    print("painted", self.painted, "with", [name for name in {late!r} if name in sys.modules])
    self.search.setText("EX-9")
    self.search.returnPressed.emit()
    done = read_rest(self)
    from ui.window import MainWindow
    after.append(MainWindow._after_first_paint)
    MainWindow._after_first_paint = first_paint
    return done

after = []

def first_paint(self):
    print("typed", self.board.search.text(), "in the same place", self.geometry() == place[0])
    self.ready.connect(self.close)
    after[0](self)

place = []
give_way = first_window.FirstWindow.give_way

def giving(self, window):
    place.append(self.geometry())
    give_way(self, window)

first_window.FirstWindow.read_rest = reading
first_window.FirstWindow.give_way = giving
print("closed with", main(["open", "--db", sys.argv[1]]))
"""
LATE = (*HEAVY, "hlhdesk.service", "hlhdesk.rules", "hlhdesk.model.entries", "sqlcipher3", "ui.window")


def test_the_first_window_is_painted_before_the_program_is_read(tmp_path: Path) -> None:
    """And what is typed into it is found in the window that takes its place."""
    database = tmp_path / "ward.hlhdesk"
    with Desk.open(database, create=True):
        pass
    assert started(FIRST.format(late=LATE), database, tmp_path) == [
        "painted True with []",
        "typed EX-9 in the same place True",
        "closed with 0",
    ]


def test_qt_is_looked_up_before_the_library_is_read_on_its_thread(
    qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    """PySide makes a class at its first look-up; in two threads at once that ended the process."""
    left: list[object] = []
    loader = Loader()
    monkeypatch.setattr(
        "ui.chart.holder.importlib.import_module", lambda _name: left.append(next(loader._names, None))
    )
    with qtbot.waitSignal(loader.ready):
        loader.start()
    assert left == [None] * len(SLICES)

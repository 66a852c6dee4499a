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


def test_the_first_paint_needs_no_heavy_library(tmp_path: Path) -> None:
    database = tmp_path / "ward.hlhdesk"
    with Desk.open(database, create=True):
        pass  # making a database reads the library of migrations; opening one does not
    environment = os.environ | {
        "QT_QPA_PLATFORM": "offscreen",
        "PYTHONPATH": os.pathsep.join([str(ROOT), *sys.path]),
        **dict.fromkeys(("HOME", "XDG_STATE_HOME", "LOCALAPPDATA"), str(tmp_path)),
    }
    done = subprocess.run(
        [sys.executable, "-c", SCRIPT.format(heavy=HEAVY), str(database)],
        env=environment,
        capture_output=True,
        text=True,
        check=False,
        timeout=120,
    )
    said = [line for line in done.stderr.splitlines() if "propagateSizeHints" not in line]
    assert said == []  # but what the platform without a screen says of itself
    assert done.stdout.splitlines() == ["painted with []", "closed with 0"]
    assert [file.name for file in tmp_path.rglob("*.log")] == ["hlhdesk.log"]


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

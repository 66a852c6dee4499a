"""The window's part of the self-check: opened over a database, painted, its words and its chart on screen."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

from PySide6.QtCore import QEventLoop, QLibraryInfo, QTimer
from PySide6.QtGui import QImage

from hlhdesk.service import Desk
from ui.app import application, build_window
from ui.window import MainWindow

LONGEST_MS = 40_000
PLATFORMS = {"linux": "libqxcb.so", "win32": "qwindows.dll", "darwin": "libqcocoa.dylib"}
FEWEST_COLOURS = 20


class NotPainted(Exception):
    """The window did not come to stand as it should; the text says what is missing."""


def check_window(db: Path, language: str) -> str:
    """Open the window, wait for its chart and look at what was painted. Raises NotPainted."""
    app = application()
    _plugins()
    with Desk.open(db) as desk:
        window = build_window(desk, language)
        window.show()
        try:
            _wait(window)
            app.processEvents()
            return _looked_at(window)
        finally:
            window.close()


def _plugins() -> None:
    """The plugin of this system's screen, and Qt's own words in Chinese."""
    plugins = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.PluginsPath))
    words = Path(QLibraryInfo.path(QLibraryInfo.LibraryPath.TranslationsPath))
    needed = [plugins / "platforms" / PLATFORMS[sys.platform]] if sys.platform in PLATFORMS else []
    missing = [file.name for file in (*needed, words / "qtbase_zh_CN.qm") if not file.exists()]
    if missing:
        raise NotPainted(", ".join(missing))


def _wait(window: MainWindow) -> None:
    """Until the chart stands."""
    loop = QEventLoop()
    window.chart.holder.view_made.connect(loop.quit)
    QTimer.singleShot(LONGEST_MS, loop.quit)
    loop.exec()
    if window.chart.holder.view is None:
        import_module("ui.chart.view")  # says by itself what is missing
        raise NotPainted("the chart did not come")


def _looked_at(window: MainWindow) -> str:
    image: QImage = window.grab().toImage()
    wide, high = image.width(), image.height()
    colours = {image.pixel(x, y) for x in range(0, wide, 7) for y in range(0, high, 5)}
    if len(colours) < FEWEST_COLOURS:
        raise NotPainted(f"{len(colours)} colours on {wide} × {high}")
    loud = [row.finding.code for row in window.findings.rows]
    if "fever.relapse" not in loud:
        raise NotPainted("the relapse is not on screen")
    return f"{wide} × {high}, {len(colours)} colours"

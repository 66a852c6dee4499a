"""The composition root: opens the desk, builds the window, runs it."""

from __future__ import annotations

import gc
import sys
from pathlib import Path

from PySide6.QtWidgets import QApplication

from hlhdesk.service import Desk
from hlhdesk.wording import Catalogue
from ui.bridge import Bridge, WardDesk
from ui.log import catch_qt, catch_rest, log_folder, write_log
from ui.style import load_palette
from ui.window import MainWindow


def run(db_path: Path, *, demo: bool = False, language: str = "en") -> int:
    """Open the database and show the window until it is closed; returns the exit code.

    ``demo`` is a check of the caller's intent: a demo database says itself that it is one.
    Raises what ``Desk.open`` raises.
    """
    write_log(log_folder())
    catch_qt()
    app = application()
    with Desk.open(db_path, create=not demo) as desk:
        window = build_window(desk, language)
        keep_still(window)
        catch_rest(window.tell_problem)
        window.show()
        return app.exec()


def application(palette: str = "light") -> QApplication:
    """The Qt application, made once, in one style on every system."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("HLHdesk")
    app.setStyle("Fusion")
    app.setPalette(load_palette(palette).for_qt())
    return app


def build_window(desk: WardDesk, language: str = "en") -> MainWindow:
    """The window over a desk, not yet shown."""
    bridge = Bridge(desk, Catalogue.load(language))
    window = MainWindow(bridge)
    bridge.setParent(window)
    return window


def keep_still(window: MainWindow) -> None:
    """Once the window stands, leave what is there out of every later search for garbage.

    A whole search takes several frames with a ward in memory, and always comes while somebody types.
    """
    window.chart.holder.view_made.connect(_freeze)


def _freeze() -> None:
    gc.collect()
    gc.freeze()

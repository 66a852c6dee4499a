"""The Qt application, made once, in one style on every system. It loads next to nothing: a start waits for it."""

from __future__ import annotations

import sys

from PySide6.QtGui import QIcon
from PySide6.QtWidgets import QApplication

from ui.style import load_palette


def application(palette: str = "light", *, icon: bool = True) -> QApplication:
    """The application that there is, else a new one; without its ``icon`` it is there sooner."""
    found = QApplication.instance()
    app = found if isinstance(found, QApplication) else QApplication(sys.argv[:1])
    app.setApplicationName("HLHdesk")
    app.setDesktopFileName("hlhdesk")
    app.setStyle("Fusion")
    app.setPalette(load_palette(palette).for_qt())
    if icon:
        app.setWindowIcon(own_icon())
    return app


def own_icon() -> QIcon:
    """The program's icon."""
    from importlib.resources import files  # noqa: PLC0415  not before the first paint

    from PySide6.QtGui import QPixmap  # noqa: PLC0415  nor this

    picture = QPixmap()
    picture.loadFromData(files("resources").joinpath("icons", "hlhdesk.png").read_bytes())
    return QIcon(picture)

"""The program's own font, for names that the system's fonts cannot show."""

from __future__ import annotations

from importlib.resources import files

from PySide6.QtGui import QFontDatabase

from ui.style import OWN_FAMILY

KINDS = (".ttf", ".otf")


def load_own_font() -> bool:
    """Register the fonts of ``resources/fonts``; a style sheet set from now on finds them.

    Called after the first paint: reading them takes longer than the first window may. False when
    the program was installed without them.
    """
    if OWN_FAMILY not in QFontDatabase.families():
        folder = files("resources").joinpath("fonts")
        for file in folder.iterdir() if folder.is_dir() else ():
            if file.name.endswith(KINDS):
                QFontDatabase.addApplicationFontFromData(file.read_bytes())
    return OWN_FAMILY in QFontDatabase.families()

"""The program's own font, for names that the system's fonts cannot show."""

from __future__ import annotations

from importlib.resources import files

from PySide6.QtGui import QFontDatabase

from ui.style import OWN_FAMILY, RARE_FAMILY

KINDS = (".ttf", ".otf")
REGULAR = "-Regular.ttf"


def load_own_font() -> bool:
    """Register the fonts of ``resources/fonts``; a style sheet set from now on finds them.

    Called after the first paint: reading them takes longer than the first window may. False when
    the program was installed without them.
    """
    if OWN_FAMILY not in QFontDatabase.families():
        folder = files("resources").joinpath("fonts")
        for file in folder.iterdir() if folder.is_dir() else ():
            if file.name.endswith(KINDS):
                data = file.read_bytes()
                QFontDatabase.addApplicationFontFromData(data)
                if file.name.endswith(REGULAR):
                    QFontDatabase.addApplicationFontFromData(named_rare(data))
    return OWN_FAMILY in QFontDatabase.families()


def named_rare(font: bytes) -> bytes:
    """The same font under the other family name, which is as long: nothing in the file moves."""
    for old, new in ((OWN_FAMILY, RARE_FAMILY), (OWN_FAMILY.replace(" ", ""), RARE_FAMILY.replace(" ", ""))):
        for encoding in ("utf-16-be", "ascii"):
            font = font.replace(old.encode(encoding), new.encode(encoding))
    return font

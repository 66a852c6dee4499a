"""What of everything that PyInstaller found the program needs: roots, and the libraries that they reach.

Each root that is left out is left out for a reason that stands beside it. A library stays when something that
stays is linked to it; nobody keeps a list of libraries.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping
from pathlib import PurePath

Entry = tuple[str, str, str]
"""PyInstaller's: where it goes, where it is from, what it is."""
Imports = Callable[[str], Iterable[str]]
"""The names of the libraries that a file is linked to."""

LEFT_OUT: Mapping[str, str] = {
    r"(^|/)libqgtk3": "the GTK theme pulls in thirty libraries that a ward's PC may lack",
    r"/platforms/(lib)?q(eglfs|linuxfb|vnc|vkkhrdisplay|minimal|minimalegl|wayland|direct2d)": "screens that no ward has",
    r"/(egldeviceintegrations|wayland-[a-z-]+|xcbglintegrations|networkinformation|tls|generic|qmltooling)/": "for those screens, and for networks",
    r"/imageformats/(lib)?q(tiff|webp|gif|icns|tga|wbmp|pdf|svg|jp2|heif)": "formats of pictures that nothing here reads",
    r"/platformthemes/(lib)?qxdgdesktopportal": "asks a service that a ward's PC may lack",
    r"opengl32sw\.dll$": "draws in three dimensions without a graphics card",
    r"(^|/)(PIL/_(avif|webp|imagingcms|imagingtk|imagingft))": "formats of pictures that nothing here reads",
    r"(^|/)(readline|_curses|_curses_panel|_dbm|_gdbm|nis|ossaudiodev|_tkinter)\.": "terminals and toys",
    r"PySide6/QtNetwork\.": "a module of Qt that nothing here uses",
    r"(^|/)numpy/random/": "dice",
    r"^lib(stdc\+\+|gcc_s|expat)\.so": "the system's drivers of the screen are linked to its own, and fail over an older one",
    r"^libcups\.so": "every Linux that prints has its own, with the twelve libraries behind it",
}
ALWAYS = re.compile(r"^(lib)?python3|^vcruntime|^msvcp|^api-ms-win|^ucrtbase", re.IGNORECASE)
"""What the start itself loads."""
LIBRARIES = re.compile(
    r"^[^/]+$|^PySide6/Qt/lib/|^PySide6/Qt6[^/]*\.dll$|^[a-zA-Z0-9_]+\.libs/|^PySide6/[^/]*\.dll$"
)
"""Where libraries lie that are only there because something else is linked to them."""


def place(entry: Entry) -> str:
    """Where an entry goes, with slashes on every system."""
    return entry[0].replace("\\", "/")


def reason(entry: Entry) -> str | None:
    """Why an entry is left out, or None."""
    return next((why for pattern, why in LEFT_OUT.items() if re.search(pattern, place(entry))), None)


def trimmed(binaries: Iterable[Entry], imports: Imports) -> list[Entry]:
    """The binaries that stay: the roots without a reason against them, and every library that they reach."""
    wanted = [entry for entry in binaries if reason(entry) is None]
    libraries: dict[str, list[Entry]] = {}
    stay: list[Entry] = []
    for entry in wanted:
        if is_library(entry):
            libraries.setdefault(base(entry), []).append(entry)
        else:
            stay.append(entry)
    queue = list(stay)
    while queue:
        for name in imports(queue.pop()[1]):
            for found in libraries.pop(PurePath(name.replace("\\", "/")).name.lower(), ()):
                stay.append(found)
                queue.append(found)
    return stay


def is_library(entry: Entry) -> bool:
    """True for what lies where only the linked lie, and is no extension of Python's own."""
    return bool(LIBRARIES.search(place(entry))) and entry[2] != "EXTENSION" and not ALWAYS.search(base(entry))


def base(entry: Entry) -> str:
    """The name by which others are linked to it."""
    return PurePath(place(entry)).name.lower()

"""What stays in a bundle: what has no reason against it, and every library that it reaches."""

from __future__ import annotations

import pytest
from bundle_trim import Entry, is_library, reason, trimmed

EXTENSION: Entry = ("numpy/_core/x.so", "/src/x.so", "EXTENSION")
PLUGIN: Entry = ("PySide6/Qt/plugins/platforms/libqxcb.so", "/src/qxcb", "BINARY")
GTK: Entry = ("PySide6/Qt/plugins/platformthemes/libqgtk3.so", "/src/qgtk3", "BINARY")
QT: Entry = ("PySide6/Qt/lib/libQt6Gui.so.6", "/src/gui", "BINARY")
CORE: Entry = ("PySide6/Qt/lib/libQt6Core.so.6", "/src/core", "BINARY")
LIB_GTK: Entry = ("libgtk-3.so.0", "/src/gtk", "BINARY")
BLAS: Entry = ("numpy.libs/libopenblas.so", "/src/blas", "BINARY")
PYTHON: Entry = ("libpython3.11.so.1.0", "/src/python", "BINARY")
LINKED = {
    "/src/x.so": ["libopenblas.so", "libc.so.6"],
    "/src/qxcb": ["libQt6Gui.so.6"],
    "/src/gui": ["/usr/lib/libQt6Core.so.6"],
    "/src/qgtk3": ["libgtk-3.so.0"],
}
ALL = [EXTENSION, PLUGIN, GTK, QT, CORE, LIB_GTK, BLAS, PYTHON]


def test_what_is_reached_stays_and_what_only_the_left_out_need_goes() -> None:
    stay = trimmed(ALL, lambda file: LINKED.get(file, []))
    assert set(stay) == {EXTENSION, PLUGIN, QT, CORE, BLAS, PYTHON}


@pytest.mark.parametrize(
    ("place", "out"),
    [
        ("PySide6/Qt/plugins/platforms/libqoffscreen.so", False),
        ("PySide6\\plugins\\platforms\\qoffscreen.dll", False),
        ("PySide6\\plugins\\platforms\\qwindows.dll", False),
        ("PySide6/Qt/plugins/platforms/libqeglfs.so", True),
        ("PySide6\\plugins\\platforms\\qminimal.dll", True),
        ("PySide6/Qt/plugins/imageformats/libqjpeg.so", False),
        ("PySide6/Qt/plugins/imageformats/libqwebp.so", True),
        ("PySide6\\opengl32sw.dll", True),
        ("libstdc++.so.6", True),
        ("libexpat.so.1", True),
        ("libpng16.so.16", False),
        ("PIL/_imaging.so", False),
        ("PIL/_avif.so", True),
    ],
)
def test_each_reason(place: str, out: bool) -> None:
    assert (reason((place, "/src", "BINARY")) is not None) is out


@pytest.mark.parametrize(
    ("entry", "library"),
    [
        (QT, True),
        (LIB_GTK, True),
        (BLAS, True),
        (EXTENSION, False),
        (PLUGIN, False),
        (PYTHON, False),
        (("PySide6\\Qt6Core.dll", "", "BINARY"), True),
        (("pypdfium2_raw/libpdfium.so", "", "BINARY"), False),
        (("vcruntime140.dll", "", "BINARY"), False),
    ],
)
def test_what_is_only_there_to_be_linked_to(entry: Entry, library: bool) -> None:
    assert is_library(entry) is library

"""The fonts of the pages, and the check that every character has a glyph before a page is made."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from importlib.resources import as_file, files
from typing import Any

from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from hlhdesk.report.missing import MissingGlyph

REGULAR, BOLD = "HLHdeskSansSC-Regular", "HLHdeskSansSC-Bold"
LINE_BREAK = "\n"
BEYOND_BMP = re.compile(r"<([0-9A-F]{5})>")


class PageFont(TTFont):  # type: ignore[misc]
    """A font whose characters beyond U+FFFF can be copied from the page.

    reportlab writes their code points as five hexadecimal digits where a PDF wants UTF-16.
    """

    def addObjects(self, doc: Any) -> None:  # noqa: N802  reportlab's name
        """Write the font, then mend its character maps."""
        super().addObjects(doc)
        for name, written in doc.idToObject.items():
            content = getattr(written, "content", "")
            if str(name).startswith("toUnicodeCMap:") and isinstance(content, str):
                written.content = BEYOND_BMP.sub(_utf16, content)


def _utf16(match: re.Match[str]) -> str:
    return f"<{chr(int(match[1], 16)).encode('utf-16-be').hex().upper()}>"


@lru_cache(maxsize=1)
def register() -> dict[str, frozenset[int]]:
    """Make the fonts known to reportlab, once; the characters of each by its name."""
    found = {}
    for name in (REGULAR, BOLD):
        with as_file(files("resources").joinpath("fonts", f"{name}.ttf")) as path:
            font = PageFont(name, str(path))
        pdfmetrics.registerFont(font)
        found[name] = frozenset(font.face.charToGlyph)
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)
    return found


def check(texts: Iterable[str]) -> None:
    """Raises MissingGlyph naming every character without a glyph."""
    known = register()[REGULAR]
    missing: dict[str, str] = {}
    for text in texts:
        for character in text:
            if ord(character) not in known and character != LINE_BREAK:
                missing.setdefault(character, text)
    if missing:
        raise MissingGlyph(tuple(missing), next(iter(missing.values())))


def in_bold(character: str) -> bool:
    """True when the bold font has it; a rarer character of a bold line is set in Regular."""
    return ord(character) in register()[BOLD]

"""The fonts of the pages, and the check that every character has a glyph before a page is made."""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy
from functools import cache, lru_cache, partial
from importlib.resources import as_file, files
from typing import Any

from reportlab import rl_config
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from hlhdesk.report.missing import MissingGlyph
from hlhdesk.report.subset import Subset, add_font, literal

REGULAR, BOLD = "HLHdeskSansSC-Regular", "HLHdeskSansSC-Bold"
HEAVY = "HLHdeskSansSC-Heavy"  # Regular by another name: its edges are drawn too (``heavy.py``)
CHINESE_FROM = "\u2e80"
LINE_BREAK = "\n"
WORDS_KEPT = 4096


class PageFont(TTFont):  # type: ignore[misc]
    """A font that is one part of a document, whatever characters are used, and that measures a word once."""

    def __init__(self, name: str, path: str) -> None:
        super().__init__(name, path, shapable=False)
        self.face.get_table = partial(_table, self.face)
        widths, other = self.face.charWidths, self.face.defaultWidth
        self._units = lru_cache(maxsize=WORDS_KEPT)(
            lambda text: sum(widths.get(ord(character), other) for character in text)
        )

    def stringWidth(self, text: str, size: float, encoding: str = "utf8") -> float:  # noqa: ARG002, N802  reportlab's
        """The width in points; the words of one page come again on the next."""
        return float(0.001 * size * self._units(text))

    def splitString(self, text: str, doc: Any, encoding: str = "utf8") -> list[tuple[int, bytes]]:  # noqa: ARG002, N802  reportlab's
        """The codes of a text: the number of the part (the only one), and two bytes a character."""
        subset = self.state.get(doc) or self.state.setdefault(doc, Subset())
        return [(0, b"".join(subset.code(character) for character in text))]

    def addObjects(self, doc: Any) -> None:  # noqa: N802  reportlab's name
        """Write the font into the document."""
        name = self.getSubsetInternalName(0, doc)[1:]
        add_font(doc, name, self.face, tuple(self.state.pop(doc).numbers))


def _table(face: Any, tag: str) -> bytes | memoryview:
    """A table of the font for a subset: the outlines, megabytes, without a copy."""
    start, length = face.get_table_pos(tag)
    return (
        memoryview(face._ttf_data)[start : start + length]
        if tag == "glyf"
        else face._ttf_data[start : start + length]
    )


@cache
def register() -> dict[str, frozenset[int]]:
    """Make the fonts known to reportlab, once; the characters of each by its name."""
    rl_config.useA85 = 0  # binary streams: a fifth smaller, and every reader of today takes them
    found = {}
    for name in (REGULAR, BOLD):
        with as_file(files("resources").joinpath("fonts", f"{name}.ttf")) as path:
            font = PageFont(name, str(path))
        pdfmetrics.registerFont(font)
        found[name] = frozenset(font.face.charToGlyph)
    heavy = copy(pdfmetrics.getFont(REGULAR))
    heavy.fontName = HEAVY
    pdfmetrics.registerFont(heavy)  # the same face, so it stands for the same font and the same subset
    pdfmetrics.registerFontFamily(REGULAR, normal=REGULAR, bold=BOLD, italic=REGULAR, boldItalic=BOLD)
    return found


def operators(text: str, font: str, size: float, document: Any) -> tuple[str, str]:
    """The operators of a PDF that choose a font and that show a text in it."""
    face = pdfmetrics.getFont(font)
    said = "".join(literal(codes) for _, codes in face.splitString(text, document))
    return f"{face.getSubsetInternalName(0, document)} {size:g} Tf", f"({said}) Tj"


def check(texts: Sequence[str]) -> None:
    """Raises MissingGlyph naming every character without a glyph."""
    known = printable()
    if known.issuperset(set("".join(texts))):
        return
    first = next(text for text in texts if not known.issuperset(text))
    missing = dict.fromkeys(character for text in texts for character in text if character not in known)
    raise MissingGlyph(tuple(missing), first)


def in_bold(text: str) -> bool:
    """True when bold outlines are used for every character; Chinese and rarer ones of a bold line are heavy."""
    return _western().issuperset(text)


@cache
def _western() -> frozenset[str]:
    return frozenset(character for character in _characters(BOLD) if character < CHINESE_FROM)


@cache
def printable() -> frozenset[str]:
    """Every character that a page can show."""
    return _characters(REGULAR) | {LINE_BREAK}


@cache
def _characters(font: str) -> frozenset[str]:
    return frozenset(map(chr, register()[font]))

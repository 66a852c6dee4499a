"""The only way from a text to a page: every character is text, whatever it looks like.

reportlab's paragraphs are markup, and ``<img>`` in them would read a file.
"""

from __future__ import annotations

from itertools import groupby
from xml.sax.saxutils import escape

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph

from hlhdesk.report.fonts import BOLD, LINE_BREAK, REGULAR, in_bold

QUOTES = {'"': "&quot;", "'": "&#39;"}


def plain(text: str) -> str:
    """Text as markup that shows exactly this text."""
    return escape(text, QUOTES).replace(LINE_BREAK, "<br/>")


def strong(text: str) -> str:
    """The same in bold; characters that the bold font lacks in Regular."""
    return "".join(f'<font face="{font}">{plain(part)}</font>' for font, part in runs(text, BOLD))


def runs(text: str, font: str) -> list[tuple[str, str]]:
    """The text cut into pieces that one font can set each."""
    if font != BOLD:
        return [(REGULAR, text)]
    return [
        (BOLD if bold else REGULAR, "".join(part))
        for bold, part in groupby(text, lambda character: in_bold(character) or character == LINE_BREAK)
    ]


def paragraph(text: str, style: ParagraphStyle, *, bullet: str | None = None, lead: str = "") -> Paragraph:
    """A text as a paragraph, its ``lead`` in bold."""
    marked = strong(text) if style.fontName == BOLD else plain(text)
    if lead:
        marked = f"{strong(lead)} {marked}"
    return Paragraph(marked, style, bulletText=bullet)

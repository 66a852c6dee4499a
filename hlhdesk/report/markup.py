"""The only way from a text to a paragraph: every character is text, whatever it looks like.

reportlab's paragraphs are markup by nature, and ``<img>`` in them would read a file. Here they are
made of finished fragments, so that nothing is ever parsed.
"""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Paragraph
from reportlab.platypus.paraparser import ParaFrag

from hlhdesk.report.fonts import BOLD, LINE_BREAK, REGULAR, in_bold

Part = tuple[str, str, Any]
"""A text, its font and its colour."""


class Measured(Paragraph):  # type: ignore[misc]
    """A paragraph that is broken into lines once for a width: tables ask for its height again and again."""

    def wrap(self, available_width: float, available_height: float) -> tuple[float, float]:
        """Its size at this width; a paragraph that could not be split has forgotten its lines."""
        known: tuple[float, tuple[float, float]] | None = getattr(self, "measured", None)
        if known is None or known[0] != available_width or not hasattr(self, "blPara"):
            known = available_width, super().wrap(available_width, available_height)
            self.measured = known
        return known[1]


def paragraph(text: str, style: ParagraphStyle, *, bullet: str | None = None, lead: str = "") -> Paragraph:
    """A text as a paragraph, its ``lead`` in bold."""
    parts: list[Part] = [(text, style.fontName, style.textColor)]
    if lead:
        parts.insert(0, (f"{lead} " if text else lead, BOLD, style.textColor))
    return mixed(style, *parts, bullet=bullet)


def mixed(style: ParagraphStyle, *parts: Part, bullet: str | None = None) -> Paragraph:
    """A paragraph of parts in fonts and colours of their own."""
    fragments = [
        fragment
        for text, font, colour in parts
        for name, piece in runs(text, font)
        for fragment in _fragments(piece, name, colour, style)
    ]
    return Measured(
        "", style, bulletText=bullet, frags=fragments or list(_fragments("", REGULAR, None, style))
    )


def _fragments(text: str, font: str, colour: Any, style: ParagraphStyle) -> Iterator[ParaFrag]:
    for number, line in enumerate(text.split(LINE_BREAK)):
        if number:
            yield _fragment("", font, colour, style, lineBreak=True)
        if line or not text:
            yield _fragment(line, font, colour, style)


def _fragment(text: str, font: str, colour: Any, style: ParagraphStyle, **more: bool) -> ParaFrag:
    """What reportlab's own parser would have made of a plain text."""
    return ParaFrag(
        text=text,
        fontName=font,
        fontSize=style.fontSize,
        textColor=colour or style.textColor,
        bold=0,
        italic=0,
        rise=0,
        greek=0,
        link=[],
        us_lines=[],
        **more,
    )


def runs(text: str, font: str) -> list[tuple[str, str]]:
    """The text cut into pieces that one font can set each: rarer characters of a bold text in Regular."""
    if font != BOLD:
        return [(REGULAR, text)]
    if in_bold(text):
        return [(BOLD, text)]
    return [
        (BOLD if bold else REGULAR, "".join(part))
        for bold, part in groupby(text, lambda character: in_bold(character) or character == LINE_BREAK)
    ]

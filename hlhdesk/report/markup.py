"""The only way from a text to a paragraph: every character is text, whatever it looks like.

reportlab's paragraphs are markup by nature, and ``<img>`` in them would read a file. Here they are
made of finished fragments, so that nothing is ever parsed.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import chain, groupby
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.pdfbase import pdfmetrics
from reportlab.platypus import Paragraph
from reportlab.platypus.paraparser import ParaFrag

from hlhdesk.report.chinese import CHINESE, lines
from hlhdesk.report.fonts import BOLD, HEAVY, LINE_BREAK, REGULAR, in_bold

# No line ends between a number and its unit, inside a date or before the number in parentheses that follows another;
# the gap is written as a blank like any other.
GAP_OF_A_NUMBER = re.compile(r"(?<=\d) (?=[A-Za-z°%×µ])|(?<=\d [A-Z][a-z]{2}) (?=\d{4})|(?<=\d) (?=\(\d+\))")

FEWEST_LINES = 2  # of a paragraph on each of two pages
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


class ChineseText(Paragraph):  # type: ignore[misc]
    """A paragraph that is broken into lines as Chinese is, also where it goes on on the next page.

    reportlab sees it when it is drawn, and then only the lines of that page: a note of 10,000 characters
    is measured once, not once a page.
    """

    def __init__(self, style: ParagraphStyle, parts: list[Part], bullet: str | None = None) -> None:
        super().__init__("", style, bulletText=bullet, frags=list(_fragments("", REGULAR, None, style)))
        self.parts = parts
        self.lines: list[list[Part]] = []
        self.broken_at: float | None = None

    def wrap(self, available_width: float, _available_height: float) -> tuple[float, float]:
        """Its size at this width."""
        style = self.style
        if self.broken_at != available_width:
            later = available_width - style.leftIndent - style.rightIndent
            self.lines = list(_lines(self.parts, style.fontSize, later - style.firstLineIndent, later))
            self.broken_at = available_width
        self.width, self.height = available_width, style.leading * max(len(self.lines), 1)
        return self.width, self.height

    def split(self, available_width: float, available_height: float) -> list[Paragraph]:
        """The lines that fit, and the rest; no line stands alone on either side."""
        if self.broken_at is None:  # a table names its column's width here, and not the width inside its cell
            self.wrap(available_width, available_height)
        fit = int((available_height + 1e-6) / self.style.leading)
        if fit >= len(self.lines):
            return [self]
        fit = min(fit, len(self.lines) - FEWEST_LINES)
        if fit < FEWEST_LINES:
            return []
        return [self._of(self.lines[:fit], self.bulletText), self._of(self.lines[fit:], None)]

    def _of(self, found: list[list[Part]], bullet: str | None) -> ChineseText:
        part = ChineseText(self.style, list(chain(*found)), bullet)
        part.lines, part.broken_at = found, self.broken_at
        return part

    def draw(self) -> None:
        """Its lines."""
        if self.lines:
            self.frags = _of_lines(self.lines, self.style)
        super().wrap(self.width, self.height)
        super().draw()


def _lines(parts: list[Part], size: float, first: float, later: float) -> Iterator[list[Part]]:
    """The parts cut where lines end; an explicit line end stays at the end of its line."""
    room = first
    for row in _rows(parts):
        text = "".join(piece for piece, _, _ in row)
        widths = [_width(character, font, size) for piece, font, _ in row for character in piece]
        yield from _cut(row, [len(said) for said in lines(text, widths, room, later)])
        room = later


def _width(character: str, font: str, size: float) -> float:
    return 0.0 if character == LINE_BREAK else float(pdfmetrics.stringWidth(character, font, size))


def _rows(parts: list[Part]) -> Iterator[list[Part]]:
    row: list[Part] = []
    for text, font, colour in parts:
        for piece in text.splitlines(keepends=True) if LINE_BREAK in text else [text]:
            row.append((piece, font, colour))
            if piece.endswith(LINE_BREAK):
                yield row
                row = []
    if row:
        yield row


def _cut(row: list[Part], counts: Iterable[int]) -> Iterator[list[Part]]:
    """The parts in pieces of so many characters each, which are all of theirs."""
    number = begin = 0
    for count in counts:
        taken: list[Part] = []
        left = count
        while left:
            text, font, colour = row[number]
            piece = text[begin : begin + left]
            if piece:
                taken.append((piece, font, colour))
            begin, left = begin + len(piece), left - len(piece)
            if begin == len(text):
                number, begin = number + 1, 0
        yield taken


def _of_lines(found: list[list[Part]], style: ParagraphStyle) -> list[ParaFrag]:
    fragments = []
    for number, line in enumerate(found):
        if number:
            fragments.append(_fragment("", REGULAR, None, style, lineBreak=True))
        fragments += [
            _fragment(text.removesuffix(LINE_BREAK), font, colour, style) for text, font, colour in line
        ]
    return fragments


def _of_parts(parts: list[Part], style: ParagraphStyle) -> list[ParaFrag]:
    found = [fragment for text, font, colour in parts for fragment in _fragments(text, font, colour, style)]
    return found or list(_fragments("", REGULAR, None, style))


def paragraph(text: str, style: ParagraphStyle, *, bullet: str | None = None, lead: str = "") -> Paragraph:
    """A text as a paragraph, its ``lead`` in bold."""
    parts: list[Part] = [(text, style.fontName, style.textColor)]
    if lead:
        gap = "" if not text or CHINESE.match(lead[-1]) else " "
        parts.insert(0, (f"{lead}{gap}", BOLD, style.textColor))
    return mixed(style, *parts, bullet=bullet)


def mixed(style: ParagraphStyle, *parts: Part, bullet: str | None = None) -> Paragraph:
    """A paragraph of parts in fonts and colours of their own."""
    pieces = [(piece, name, colour) for text, font, colour in parts for name, piece in runs(text, font)]
    if any(CHINESE.search(text) for text, _, _ in parts):
        return ChineseText(style, pieces, bullet)
    kept = [(GAP_OF_A_NUMBER.sub("\xa0", piece), name, colour) for piece, name, colour in pieces]
    return Measured("", style, bulletText=bullet, frags=_of_parts(kept, style))


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
    """The text cut into pieces that one font can set each: Chinese and rarer characters of a bold text are heavy."""
    if font != BOLD:
        return [(REGULAR, text)]
    if in_bold(text):
        return [(BOLD, text)]
    return [
        (BOLD if bold else HEAVY, "".join(part))
        for bold, part in groupby(text, lambda character: in_bold(character) or character == LINE_BREAK)
    ]

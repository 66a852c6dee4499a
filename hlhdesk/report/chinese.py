"""Lines of Chinese: they end between characters, never before a mark, inside a number or before its unit."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

CHINESE = re.compile("[\u3000-\u9fff\uff00-\uffef]")
OPENING, CLOSING = "（“‘《", "，。、；：！？）”’》…"
DATE = r"(?:\d+年)?\d+月\d+日"
NUMBER = rf"(?:{DATE}|\d[\d.,:/–-]*(?: ?(?:°C|°F|%|[×µa-zA-Z][\w/·²³⁰-⁹µ]*)|[年月日天次岁级项页])*)"
LATIN = r"[^\s\u2e80-\uffef]+"
PIECE = re.compile(
    rf"[{OPENING}]*(?:(?:[≥≤<>] ?)?{NUMBER}|{LATIN}|[^\s{OPENING}]|\s)[{CLOSING}]*\s*|.", re.DOTALL
)


def ends(text: str) -> Iterator[int]:
    """Every place in the text where a line may end."""
    return (found.end() for found in PIECE.finditer(text))


def lines(text: str, widths: Sequence[float], first: float, later: float) -> list[str]:
    """The text in lines for a first and the later widths; ``widths`` are those of its characters.

    Blanks at the end of a line need no room. A piece that is wider than a line is cut anywhere.
    """
    cuts, start, kept, room = [0], 0, 0, first
    for end in ends(text):
        while _width(text, widths, start, end) > room:
            start = kept if kept > start else _most(widths, start, room)
            cuts.append(start)
            room = later
        kept = end
    return [text[begin:end] for begin, end in zip(cuts, [*cuts[1:], len(text)], strict=True)]


def _width(text: str, widths: Sequence[float], start: int, end: int) -> float:
    while end > start and text[end - 1].isspace():
        end -= 1
    return sum(widths[start:end])


def _most(widths: Sequence[float], start: int, room: float) -> int:
    """How far the characters from ``start`` fit; at least one of them."""
    end, used = start + 1, widths[start]
    while end < len(widths) and used + widths[end] <= room:
        used += widths[end]
        end += 1
    return end

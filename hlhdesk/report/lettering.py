"""Single lines of text on a canvas: measured, cut to fit, each character in a font that has it."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import Any

from reportlab.lib.colors import Color
from reportlab.pdfbase import pdfmetrics

from hlhdesk.report.fonts import HEAVY, REGULAR, operators
from hlhdesk.report.heavy import thickened
from hlhdesk.report.markup import runs

LINES_KEPT = 256  # the line at the foot comes again on each page


def width_of(said: str, size: float, font: str = REGULAR) -> float:
    """The width of a text in points."""
    return float(sum(pdfmetrics.stringWidth(part, name, size) for name, part in runs(said, font)))


@lru_cache(maxsize=LINES_KEPT)
def fitted(said: str, width: float, size: float, font: str = REGULAR) -> str:
    """The text, cut with an ellipsis where it is wider than ``width``."""
    if width_of(said, size, font) <= width:
        return said
    low, high = 0, len(said)
    while low < high:
        middle = (low + high + 1) // 2
        if width_of(said[:middle] + "…", size, font) <= width:
            low = middle
        else:
            high = middle - 1
    return said[:low].rstrip() + "…"


def filled(
    parts: Sequence[str], width: float, size: float, separator: str = " · ", font: str = REGULAR
) -> list[str]:
    """The parts in as many lines as they need; a part alone too wide for a line is cut."""
    lines: list[str] = []
    for part in parts:
        joined = f"{lines[-1]}{separator}{part}" if lines else part
        if lines and width_of(joined, size, font) <= width:
            lines[-1] = joined
        else:
            lines.append(fitted(part, width, size, font))
    return lines


def text(  # noqa: PLR0913, PLR0917  a text has a place and a look
    canvas: Any,
    x: float,
    y: float,
    said: str,
    size: float,
    colour: Color,
    *,
    anchor: str = "start",
    font: str = REGULAR,
    halo: bool = False,
) -> None:
    """One line of text, each part in a font that has it; ``halo`` lays white behind it."""
    if not said:
        return
    width = width_of(said, size, font)
    x -= {"start": 0.0, "middle": width / 2, "end": width}[anchor]
    if halo:
        canvas.setFillColor(Color(1, 1, 1, 0.8))
        canvas.rect(x - 0.8, y - size * 0.2, width + 1.6, size * 1.02, stroke=0, fill=1)
    canvas.setFillColor(colour)
    for name, part in runs(said, font):
        canvas._code.append(_shown(canvas, name, size, x, y, part))
        x += pdfmetrics.stringWidth(part, name, size)


def _shown(canvas: Any, font: str, size: float, x: float, y: float, part: str) -> str:  # noqa: PLR0913, PLR0917  a text has a place
    """The operators that show a text in one font: what ``drawString`` writes, without its text object."""
    chosen, shown = operators(part, font, size, canvas._doc)
    if font == HEAVY:
        return f"q BT 1 0 0 1 {x:.2f} {y:.2f} Tm {chosen} {thickened(shown, size, canvas._fillColorObj)} ET Q"
    return f"BT 1 0 0 1 {x:.2f} {y:.2f} Tm {chosen} {shown} ET"

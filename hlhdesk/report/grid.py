"""Tables of flowables without borders of their own; rows may break across pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from reportlab.platypus import Table

from hlhdesk.report.fonts import REGULAR

Command = tuple[Any, ...]
WHOLE = ((0, 0), (-1, -1))


def grid(
    rows: Sequence[Sequence[Any]],
    widths: Sequence[float],
    commands: Iterable[Command],
    *,
    heads: int = 0,
    height: float | None = None,
) -> Table:
    """A table with the page's font in its empty cells too (reportlab's own is not embedded).

    Rows below the heads are ``height`` points high, without one as high as they need.
    """
    heights = [None] * heads + [height] * (len(rows) - heads)
    table = Table(rows, colWidths=list(widths), rowHeights=heights, repeatRows=heads, splitInRow=1)
    table.setStyle([("FONTNAME", *WHOLE, REGULAR), ("VALIGN", *WHOLE, "TOP"), *commands])
    return table


def padding(left: float, right: float, top: float, bottom: float) -> list[Command]:
    """The same padding in every cell."""
    return [
        ("LEFTPADDING", *WHOLE, left),
        ("RIGHTPADDING", *WHOLE, right),
        ("TOPPADDING", *WHOLE, top),
        ("BOTTOMPADDING", *WHOLE, bottom),
    ]

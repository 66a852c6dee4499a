"""Tables of flowables without borders of their own; rows may break across pages."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from reportlab.platypus import Table

from hlhdesk.report.fonts import REGULAR

Command = tuple[Any, ...]
WHOLE = ((0, 0), (-1, -1))


def grid(
    rows: Sequence[Sequence[Any]], widths: Sequence[float], commands: Iterable[Command], *, heads: int = 0
) -> Table:
    """A table with the page's font in its empty cells too (reportlab's own is not embedded)."""
    table = Table(rows, colWidths=list(widths), repeatRows=heads, splitInRow=1)
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

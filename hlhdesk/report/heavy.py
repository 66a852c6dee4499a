"""Bold Chinese without a second set of outlines: the regular ones, their edges drawn too.

Two weights of some three hundred Chinese characters were a third of every Chinese page.
"""

from __future__ import annotations

from typing import Any

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from hlhdesk.report.fonts import HEAVY

EDGE = 0.03  # of the em: a stem of Regular becomes about as thick as one of Bold


def thickened(shown: str, size: float, colour: Color) -> str:
    """The operators that show a text, filled and edged in its colour; the next text is only filled."""
    red, green, blue = colour.rgb()
    return f"2 Tr {EDGE * size:.2f} w {red:.3g} {green:.3g} {blue:.3g} RG {shown} 0 Tr"


class HeavyText(PDFTextObject):  # type: ignore[misc]
    """A text object that knows the heavy font; it begins in the colour of its canvas."""

    def __init__(self, canvas: Canvas, x: float, y: float, *, direction: str | None = None) -> None:
        super().__init__(canvas, x, y, direction=direction)
        self._fillColorObj = canvas._fillColorObj

    def _formatText(self, text: Any) -> str:  # noqa: N802  reportlab's name
        shown: str = super()._formatText(text)
        return thickened(shown, self._fontsize, self._fillColorObj) if self._fontname == HEAVY else shown


class PageCanvas(Canvas):  # type: ignore[misc]
    """A canvas whose paragraphs can be heavy."""

    def beginText(self, x: float = 0, y: float = 0, direction: str | None = None) -> HeavyText:  # noqa: N802  reportlab's name
        """A fresh text object."""
        return HeavyText(self, x, y, direction=direction)

"""Bold Chinese without a second set of outlines: the regular ones, their edges drawn too.

Two weights of some three hundred Chinese characters were a third of every Chinese page.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from reportlab.lib.colors import Color
from reportlab.pdfgen.canvas import Canvas
from reportlab.pdfgen.textobject import PDFTextObject

from hlhdesk.report.fonts import HEAVY, operators
from hlhdesk.report.packing import packed

EDGE = 0.03  # of the em: a stem of Regular becomes about as thick as one of Bold


def thickened(shown: str, size: float, colour: Color) -> str:
    """The operators that show a text, filled and edged in its colour; the next text is only filled."""
    red, green, blue = colour.rgb()
    return f"2 Tr {EDGE * size:.2f} w {red:.3g} {green:.3g} {blue:.3g} RG {shown} 0 Tr"


class PageText(PDFTextObject):  # type: ignore[misc]
    """A text object that knows the heavy font and names a font only where it changes; it begins in the colour of its canvas."""

    def __init__(self, canvas: Canvas, x: float, y: float, *, direction: str | None = None) -> None:
        super().__init__(canvas, x, y, direction=direction)
        self._fillColorObj = canvas._fillColorObj
        self._chosen, self._led = "", 0.0

    def setLeading(self, leading: float) -> None:  # noqa: N802  reportlab's name
        """How far below a line the next one stands, in points."""
        super().setLeading(leading)
        self._led = leading

    def _formatText(self, text: str) -> str:  # noqa: N802  reportlab's name
        chosen, shown = operators(text, self._fontname, self._fontsize, self._doc)
        said = [] if chosen == self._chosen else [chosen]
        if self._leading != self._led:
            said.append(f"{self._leading:g} TL")
        said.append(
            thickened(shown, self._fontsize, self._fillColorObj) if self._fontname == HEAVY else shown
        )
        self._chosen, self._led = chosen, self._leading
        return " ".join(said)


class PageCanvas(Canvas):  # type: ignore[misc]
    """A canvas whose paragraphs can be heavy, and whose document is packed."""

    def __init__(self, *arguments: Any, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._doc.format = partial(packed, self._doc)

    def beginText(self, x: float = 0, y: float = 0, direction: str | None = None) -> PageText:  # noqa: N802  reportlab's name
        """A fresh text object."""
        return PageText(self, x, y, direction=direction)

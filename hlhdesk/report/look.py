"""How pages look: sizes in points, colours, paragraph styles. One hierarchy for all documents."""

from __future__ import annotations

from typing import Any

from reportlab.lib.colors import HexColor
from reportlab.lib.pagesizes import A4
from reportlab.lib.styles import ParagraphStyle

from hlhdesk.report.blocks import Tone, Voice
from hlhdesk.report.fonts import BOLD, REGULAR

PAGE_WIDTH, PAGE_HEIGHT = A4
MARGIN = 43.0
WIDTH = PAGE_WIDTH - 2 * MARGIN
TOP_FIRST, TOP_LATER, BOTTOM = 34.0, 46.0, 52.0

INK, SOFT, FAINT = HexColor("#111827"), HexColor("#4B5563"), HexColor("#9CA3AF")
RULE, TINT, STRIPE, WHITE = HexColor("#C9CED6"), HexColor("#F3F4F6"), HexColor("#F8F9FB"), HexColor("#FFFFFF")
WARNING = HexColor("#B42318")

TONES = {
    Tone.RELAPSE: (HexColor("#B42318"), HexColor("#FEF1F0")),
    Tone.FEVER: (HexColor("#B54708"), HexColor("#FFF4E8")),
    Tone.SETTLING: (HexColor("#7A5D00"), HexColor("#FEF9E1")),
    Tone.NORMALISED: (HexColor("#175CA8"), HexColor("#F0F6FC")),
    Tone.NEUTRAL: (HexColor("#344054"), HexColor("#F3F4F6")),
}

SIZE, LEADING = 8.6, 11.2
NOTE_SIZE, NOTE_LEADING = 7.2, 9.0


def style(name: str, **changes: Any) -> ParagraphStyle:
    """A paragraph style over the body's."""
    base: dict[str, Any] = {
        "fontName": REGULAR,
        "fontSize": SIZE,
        "leading": LEADING,
        "textColor": INK,
        "bulletFontName": REGULAR,
        "bulletFontSize": changes.get(
            "fontSize", SIZE
        ),  # what stands between the bullet and its text depends on it
        "allowOrphans": 0,
        "allowWidows": 0,
    }
    return ParagraphStyle(name, **(base | changes))


BODY = style("body", spaceAfter=1.2)
STRONG = style("strong", fontName=BOLD, spaceAfter=1.2)
NOTE = style("note", fontSize=NOTE_SIZE, leading=NOTE_LEADING, textColor=SOFT, spaceBefore=1)
BULLET = style("bullet", leftIndent=9, bulletIndent=1, spaceAfter=1.2)
LARGE = style("large", fontSize=11, leading=15, spaceAfter=2)
LARGE_STRONG = style("large-strong", fontName=BOLD, fontSize=11, leading=15, spaceAfter=2)
LARGE_BULLET = style("large-bullet", fontSize=11, leading=15, leftIndent=12, bulletIndent=2, spaceAfter=2)
VOICES = {
    Voice.BODY: BODY,
    Voice.STRONG: STRONG,
    Voice.NOTE: NOTE,
    Voice.BULLET: BULLET,
    Voice.LARGE: LARGE,
    Voice.LARGE_STRONG: LARGE_STRONG,
    Voice.LARGE_BULLET: LARGE_BULLET,
}

TITLE = style("title", fontName=BOLD, fontSize=19, leading=23)
NAME = style("name", fontName=BOLD, fontSize=14, leading=18)
HEADING = style("heading", fontName=BOLD, fontSize=10.2, leading=13)
LABEL = style("label", fontSize=6.8, leading=8.6, textColor=SOFT)
VALUE = style("value", fontName=BOLD, fontSize=8.3, leading=10.6)
RIGHT = style("right", alignment=2, textColor=SOFT)
MARK = style("mark", fontName=BOLD, fontSize=7.4, leading=9.6, alignment=2, textColor=WARNING)
CELL = style("cell", fontSize=8.2, leading=10.4)
CELL_SOFT = style("cell-soft", fontSize=8.2, leading=10.4, textColor=SOFT)
CELL_RIGHT = style("cell-right", fontSize=8.2, leading=10.4, textColor=SOFT, alignment=2)
CELL_STRONG = style("cell-strong", fontName=BOLD, fontSize=8.2, leading=10.4)
HEAD = style("head", fontName=BOLD, fontSize=7.2, leading=9, textColor=SOFT)
HEAD_RIGHT = style("head-right", fontName=BOLD, fontSize=7.2, leading=9, textColor=SOFT, alignment=2)

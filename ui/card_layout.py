"""Where each piece of a card stands: what does not fit beside something takes another line, and nothing is cut."""

from __future__ import annotations

from dataclasses import dataclass, field

from PySide6.QtCore import QRect, Qt
from PySide6.QtGui import QFont, QFontMetrics, QTextLayout, QTextOption

from ui.cards import Badge, Card
from ui.style import Palette

LINE, SMALL_LINE, BADGE_LINE = 20, 18, 17
GAP = 2
BETWEEN = 8
BADGE_SIDES, BADGE_GAP = 12, 5
WIDEST_BED = 0.4
NARROWEST = 60
"""Pixels in which a line of words is still read; beside a wider figure they go below it."""
RIGHT = Qt.AlignmentFlag.AlignRight
LEFT = Qt.AlignmentFlag.AlignLeft


class CardLook:
    """Fonts and sizes of one palette."""

    def __init__(self, palette: Palette) -> None:
        self.palette = palette
        self.small = palette.font("small")
        self.small_bold = palette.font("small", bold=True)
        self.strong = palette.font("strong", bold=True)
        self.less_strong = palette.font("body", bold=True)
        self.value = palette.font("value", bold=True)

    def px(self, pixels: int) -> int:
        """Pixels at the text size in force."""
        return round(pixels * self.palette.scale)


@dataclass(frozen=True)
class Piece:
    """One line of text of a card, in the card's own coordinates; a ``badge`` is drawn in a box of its colours."""

    rect: QRect
    text: str
    font: QFont
    ink: str = "ink"
    side: Qt.AlignmentFlag = LEFT
    badge: str = ""


@dataclass
class CardLayout:
    """The pieces of a card that is ``width`` wide, and how high they make it."""

    look: CardLook
    width: int
    pieces: list[Piece] = field(default_factory=list)
    height: int = 0

    @classmethod
    def of(cls, card: Card, look: CardLook, width: int) -> CardLayout:
        """Lay a card out."""
        made = cls(look, max(width, NARROWEST))
        number_shown = made._who(card)
        made._peak(card, number_shown=number_shown)
        made._states(card)
        made._due(card)
        return made

    def _who(self, card: Card) -> bool:
        """Bed and name, the hospital number where there is room; whether it is there."""
        look, line = self.look, self.look.px(LINE) + 1
        bed = card.bed or "–"
        left = 0
        if width_of(look.strong, bed) <= self.width * WIDEST_BED:
            self._put(QRect(0, self.height, self.width, line), bed, look.strong)
            left = width_of(look.strong, bed) + BETWEEN
        else:
            self._lines(bed, look.strong, line)
        room = self.width - left
        font = look.strong if width_of(look.strong, card.name) <= room else look.less_strong
        self._lines(card.name, font, line, left=left)
        last = self.pieces[-1]
        free = self.width - last.rect.left() - width_of(font, last.text) - BETWEEN
        if width_of(look.small, card.patient_id) > free:
            return False
        self._put(last.rect, card.patient_id, look.small, "muted", side=RIGHT)
        return True

    def _peak(self, card: Card, *, number_shown: bool) -> None:
        """Age and treatment day, the last peak on the right."""
        look, line = self.look, self.look.px(LINE)
        top = self.height
        self._put(QRect(0, top, self.width, line), card.peak, look.value, side=RIGHT)
        room = self.width - width_of(look.value, card.peak) - BETWEEN
        self.height += line
        words = card.second_line if number_shown else f"{card.patient_id} · {card.second_line}"
        if room < NARROWEST:
            self._lines(words, look.small, look.px(SMALL_LINE), ink="muted")
            return
        self.height = top
        self._lines(words, look.small, line, room=room, ink="muted")

    def _states(self, card: Card) -> None:
        """The states side by side, the day of the peak on the right of the first line."""
        look, line = self.look, self.look.px(BADGE_LINE)
        self.height += look.px(GAP)
        when = width_of(look.small, card.peak_when)
        self._put(QRect(0, self.height, self.width, line), card.peak_when, look.small, "muted", side=RIGHT)
        right, x, begun = self.width - when - BADGE_GAP if when else self.width, 0, self.height
        for badge in card.badges:
            if x + badge_width(look.small_bold, badge) > right and x:
                x, right = 0, self.width
                self.height += line + look.px(GAP)
            if badge_width(look.small_bold, badge) > right and self.height == begun and when:
                right = self.width
                self.height += line + look.px(GAP)
            x = self._badge(badge, x, right, line)
        self.height += line

    def _badge(self, badge: Badge, x: int, right: int, line: int) -> int:
        """One badge at ``x``, on several lines where even a whole one is too narrow; where the next one may stand."""
        font = self.look.small_bold
        room = max(right - x - BADGE_SIDES, NARROWEST - BADGE_SIDES)
        for at, text in enumerate(wrapped(font, badge.text, room)):
            if at:
                self.height += line
            width = width_of(font, text) + BADGE_SIDES
            self._put(QRect(x, self.height, width, line), text, font, badge=badge.look)
        return x + width + BADGE_GAP

    def _due(self, card: Card) -> None:
        look = self.look
        self.height += look.px(GAP)
        font = look.small_bold if card.draft else look.small
        self._lines(card.draft or card.due, font, look.px(SMALL_LINE))

    def _lines(  # noqa: PLR0913  where and how a text stands, by name
        self, text: str, font: QFont, line: int, *, left: int = 0, room: int | None = None, ink: str = "ink"
    ) -> None:
        """A text on as many lines as it takes."""
        width = self.width - left if room is None else room
        for part in wrapped(font, text, width):
            self._put(QRect(left, self.height, width, line), part, font, ink)
            self.height += line

    def _put(  # noqa: PLR0913  the parts of a piece
        self,
        rect: QRect,
        text: str,
        font: QFont,
        ink: str = "ink",
        *,
        side: Qt.AlignmentFlag = LEFT,
        badge: str = "",
    ) -> None:
        if text:
            self.pieces.append(Piece(rect, text, font, ink, side, badge))


def width_of(font: QFont, text: str) -> int:
    """How wide a text is on one line."""
    return QFontMetrics(font).horizontalAdvance(text)


def badge_width(font: QFont, badge: Badge) -> int:
    """How wide a badge is on one line."""
    return width_of(font, badge.text) + BADGE_SIDES


def wrapped(font: QFont, text: str, width: int) -> list[str]:
    """The lines of a text: broken between words, and inside a word that is wider than a line."""
    if width_of(font, text) <= width:
        return [text]
    layout = QTextLayout(text, font)
    layout.setTextOption(_option())
    layout.beginLayout()
    lines: list[str] = []
    while (line := layout.createLine()).isValid():
        line.setLineWidth(width)
        lines.append(_cut(text, line.textStart(), line.textLength()).strip())
    layout.endLayout()
    return lines


def _option() -> QTextOption:
    option = QTextOption()
    option.setWrapMode(QTextOption.WrapMode.WrapAtWordBoundaryOrAnywhere)
    return option


def _cut(text: str, start: int, length: int) -> str:
    """A part by Qt's count, which is of UTF-16 units: rare characters are two."""
    units = text.encode("utf-16-le", "surrogatepass")
    return units[2 * start : 2 * (start + length)].decode("utf-16-le", "surrogatepass")

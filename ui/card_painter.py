"""How a card is painted: who, how hot and when, the state in words and colour, what is due."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QFont, QFontMetrics, QPainter, QPen

from ui.cards import Badge, Card
from ui.style import Palette

CARD, HEADING = 91, 32
LINE = 20
WIDEST_BED = 0.4
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

    def height(self, *, card: bool) -> int:
        """The height of a card, or of a heading between cards."""
        return self.px(CARD if card else HEADING)

    def px(self, pixels: int) -> int:
        """Pixels at the text size in force."""
        return round(pixels * self.palette.scale)


class CardPainter:
    """Paints one row with one painter."""

    def __init__(self, painter: QPainter, look: CardLook) -> None:
        self._painter = painter
        self._look = look
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def heading(self, rect: QRect, text: str) -> None:
        """The words between children on the ward and the others."""
        self._text(rect.adjusted(2, 6, 0, 0), text, self._look.small_bold, "muted")

    def card(self, rect: QRect, card: Card, *, chosen: bool) -> None:
        """A child. The edge on the left has the colour of the state that is said in words inside."""
        colour, painter = self._look.palette.colour, self._painter
        box = QRectF(rect.adjusted(1, 1, -4, -7))
        painter.setPen(QPen(colour("colour.focus" if chosen else "colour.line"), 2 if chosen else 1))
        painter.setBrush(colour("colour.accent-ground" if chosen else "colour.surface"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(f"state.{card.badges[0].look}.ink"))
        painter.drawRoundedRect(QRectF(box.left() + 1, box.top() + 1, 4, box.height() - 2), 2, 2)
        inner = rect.adjusted(13, 3, -13, -9)
        self._who_and_peak(inner, card)
        self._state_and_due(inner, card)

    def _who_and_peak(self, inner: QRect, card: Card) -> None:
        """Two lines: bed, name, the hospital number where there is room; age and treatment day, the last peak."""
        look = self._look
        line = look.px(LINE)
        first = QRect(inner.left(), inner.top(), inner.width(), line + 1)
        bed = _elided(look.strong, card.bed or "–", round(inner.width() * WIDEST_BED))
        self._text(first, bed, look.strong, "ink")
        who = first.adjusted(_width(look.strong, bed) + 8, 0, 0, 0)
        font = look.strong if _width(look.strong, card.name) <= who.width() else look.less_strong
        self._text(who, card.name, font, "ink")
        number = who.adjusted(_width(font, card.name) + 8, 0, 0, 0)
        if _width(look.small, card.patient_id) <= number.width():
            self._text(number, card.patient_id, look.small, "muted", RIGHT)
        second = first.translated(0, line)
        self._text(second, card.peak, look.value, "ink", RIGHT)
        left = second.adjusted(0, 0, -_width(look.value, card.peak) - 8, 0)
        self._text(left, card.second_line, look.small, "muted")

    def _state_and_due(self, inner: QRect, card: Card) -> None:
        """Two lines: the states in words, the day of the peak; what is due."""
        look = self._look
        third = QRect(inner.left(), inner.top() + look.px(42), inner.width(), look.px(17))
        self._text(third, card.peak_when, look.small, "muted", RIGHT)
        when = _width(look.small, card.peak_when)
        self._badges(third.adjusted(0, 0, -when - 6 if when else 0, 0), card.badges)
        fourth = QRect(inner.left(), inner.top() + look.px(61), inner.width(), look.px(18))
        self._text(fourth, card.draft or card.due, look.small_bold if card.draft else look.small, "ink")

    def _badges(self, row: QRect, badges: tuple[Badge, ...]) -> None:
        """The states side by side; what has no room is cut, never left out."""
        painter, font = self._painter, self._look.small_bold
        x, right = row.left(), row.right()
        for badge in badges:
            text = _elided(font, badge.text, max(right - x - 12, 12))
            width = _width(font, text) + 12
            ink, ground = (
                self._look.palette.colour(f"state.{badge.look}.{part}") for part in ("ink", "ground")
            )
            painter.setPen(QPen(ink, 1))
            painter.setBrush(ground)
            painter.drawRoundedRect(QRectF(x + 0.5, row.top() + 0.5, width - 1, row.height() - 1), 3, 3)
            painter.setFont(font)
            painter.drawText(QRect(x, row.top(), width, row.height()), Qt.AlignmentFlag.AlignCenter, text)
            x += width + 5

    def _text(self, rect: QRect, text: str, font: QFont, ink: str, side: Qt.AlignmentFlag = LEFT) -> None:
        painter = self._painter
        painter.setFont(font)
        painter.setPen(self._look.palette.colour(f"colour.{ink}"))
        painter.drawText(rect, side | Qt.AlignmentFlag.AlignVCenter, _elided(font, text, rect.width()))


def _width(font: QFont, text: str) -> int:
    return QFontMetrics(font).horizontalAdvance(text)


def _elided(font: QFont, text: str, room: int) -> str:
    return QFontMetrics(font).elidedText(text, Qt.TextElideMode.ElideRight, room)

"""How a card is painted: who, how hot and when, the state in words and colour, what is due."""

from __future__ import annotations

from PySide6.QtCore import QRect, QRectF, Qt
from PySide6.QtGui import QPainter, QPen

from ui.card_layout import CardLayout, CardLook, Piece
from ui.cards import Card

HEADING = 32
SIDES, ABOVE, BELOW = 13, 3, 9
"""What a row has around the pieces of its card."""


def heading_height(look: CardLook) -> int:
    """The height of the words between children on the ward and the others."""
    return look.px(HEADING)


def card_height(layout: CardLayout) -> int:
    """The height of a card's row."""
    return layout.height + ABOVE + BELOW


def inner_width(width: int) -> int:
    """What is left for the pieces of a card in a row."""
    return width - 2 * SIDES


class CardPainter:
    """Paints one row with one painter."""

    def __init__(self, painter: QPainter, look: CardLook) -> None:
        self._painter = painter
        self._look = look
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)

    def heading(self, rect: QRect, text: str) -> None:
        """The words between children on the ward and the others."""
        self._text(Piece(rect.adjusted(2, 6, 0, 0), text, self._look.small_bold, "muted"))

    def card(self, rect: QRect, card: Card, layout: CardLayout, *, chosen: bool) -> None:
        """A child. The edge on the left has the colour of the state that is said in words inside."""
        colour, painter = self._look.palette.colour, self._painter
        box = QRectF(rect.adjusted(1, 1, -4, -7))
        painter.setPen(QPen(colour("colour.focus" if chosen else "colour.line"), 2 if chosen else 1))
        painter.setBrush(colour("colour.accent-ground" if chosen else "colour.surface"))
        painter.drawRoundedRect(box.adjusted(0.5, 0.5, -0.5, -0.5), 5, 5)
        painter.setPen(Qt.PenStyle.NoPen)
        painter.setBrush(colour(f"state.{card.badges[0].look}.ink"))
        painter.drawRoundedRect(QRectF(box.left() + 1, box.top() + 1, 4, box.height() - 2), 2, 2)
        painter.translate(rect.left() + SIDES, rect.top() + ABOVE)
        for piece in layout.pieces:
            (self._badge if piece.badge else self._text)(piece)

    def _badge(self, piece: Piece) -> None:
        painter, rect = self._painter, piece.rect
        ink, ground = (self._look.palette.colour(f"state.{piece.badge}.{part}") for part in ("ink", "ground"))
        painter.setPen(QPen(ink, 1))
        painter.setBrush(ground)
        painter.drawRoundedRect(
            QRectF(rect.left() + 0.5, rect.top() + 0.5, rect.width() - 1, rect.height() - 1), 3, 3
        )
        painter.setFont(piece.font)
        painter.drawText(rect, Qt.AlignmentFlag.AlignCenter, piece.text)

    def _text(self, piece: Piece) -> None:
        painter = self._painter
        painter.setFont(piece.font)
        painter.setPen(self._look.palette.colour(f"colour.{piece.ink}"))
        painter.drawText(piece.rect, piece.side | Qt.AlignmentFlag.AlignVCenter, piece.text)

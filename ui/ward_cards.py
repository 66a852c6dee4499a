"""The cards as a list model, and the delegate that paints them."""

from __future__ import annotations

from PySide6.QtCore import QAbstractListModel, QModelIndex, QObject, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QAbstractItemView, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from hlhdesk.wording import Catalogue
from ui.card_layout import CardLayout, CardLook
from ui.card_painter import CardPainter, card_height, heading_height, inner_width
from ui.cards import Card
from ui.style import Palette
from ui.widgets import plain_tip

NARROW, KEPT = 100, 500

Index = QModelIndex | QPersistentModelIndex


class CardModel(QAbstractListModel):
    """The cards in the order on screen; a heading (text alone) stands before children not on the ward."""

    CARD = int(Qt.ItemDataRole.UserRole)
    PATIENT = CARD + 1

    def __init__(self, say: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self._cards: dict[str, Card] = {}
        self._rows: list[Card | str] = []

    def put(self, card: Card) -> None:
        """Take a new or changed card; ``show`` puts it on screen."""
        self._cards[card.patient_id] = card

    def all_cards(self) -> list[Card]:
        """Every card, found or not."""
        return list(self._cards.values())

    def shown_cards(self) -> list[Card]:
        """The cards on screen, from the top."""
        return [row for row in self._rows if isinstance(row, Card)]

    def show(self, cards: list[Card], ended: int = 0) -> None:
        """Put ``cards`` on screen; rows that only changed are repainted where they are.

        ``ended`` is how many more there are whose follow-up has ended.
        """
        rows: list[Card | str] = []
        away = [card for card in cards if not card.inpatient]
        for card in cards:
            if away and card is away[0]:
                rows.append(self._say("ui.board.discharged", count=len(away)))
            rows.append(card)
        if ended:
            rows.append(self._say("care.ended-hidden", count=ended))
        if [_key(row) for row in rows] == [_key(row) for row in self._rows]:
            self._repaint(rows)
            return
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def index_of(self, patient_id: str | None) -> QModelIndex:
        """Where a child stands; invalid when not on screen."""
        for row, card in enumerate(self._rows):
            if isinstance(card, Card) and card.patient_id == patient_id:
                return self.index(row)
        return QModelIndex()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802  Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        if isinstance(row, str):
            return row if role == Qt.ItemDataRole.DisplayRole else None
        return self._card_data(row, role)

    def flags(self, index: Index) -> Qt.ItemFlag:
        if index.isValid() and isinstance(self._rows[index.row()], str):
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def _card_data(self, card: Card, role: int) -> object:
        match role:
            case self.CARD:
                return card
            case self.PATIENT:
                return card.patient_id
            case Qt.ItemDataRole.DisplayRole:
                return card.name
            case Qt.ItemDataRole.AccessibleTextRole:
                return self._spoken(card)
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(f"{card.name}\n{card.patient_id}\n{card.second_line}")
            case _:
                return None

    def _spoken(self, card: Card) -> str:
        say = self._say
        state = ", ".join(badge.text for badge in card.badges)
        peak = say("ui.board.spoken-peak", peak=card.peak, when=card.peak_when)
        return say(
            "ui.board.spoken", name=card.name, bed=card.bed or "–", state=state, peak=peak, due=card.due
        )

    def _repaint(self, rows: list[Card | str]) -> None:
        for at, (old, new) in enumerate(zip(self._rows, rows, strict=True)):
            if old != new:
                self._rows[at] = new
                self.dataChanged.emit(self.index(at), self.index(at))


def _key(row: Card | str) -> tuple[str, str]:
    return ("card", row.patient_id) if isinstance(row, Card) else ("header", row)


class CardDelegate(QStyledItemDelegate):
    """Gives each row its height and its painter."""

    def __init__(self, palette: Palette, cards: QAbstractItemView) -> None:
        super().__init__(cards)
        self._list = cards
        self.use(palette)

    def use(self, palette: Palette) -> None:
        """Paint in ``palette`` from now on."""
        self._look = CardLook(palette)
        self._layouts: dict[Card, CardLayout] = {}
        self._width = 0

    def sizeHint(self, _option: QStyleOptionViewItem, index: Index) -> QSize:  # noqa: N802
        card = index.data(CardModel.CARD)
        if isinstance(card, Card):
            return QSize(NARROW, card_height(self._layout(card, self._list.viewport().width())))
        return QSize(NARROW, heading_height(self._look))

    def _layout(self, card: Card, width: int) -> CardLayout:
        """Made once for a card that does not change."""
        if width != self._width or len(self._layouts) > KEPT:
            self._layouts, self._width = {}, width
        found = self._layouts.get(card)
        if found is None:
            found = self._layouts[card] = CardLayout.of(card, self._look, inner_width(width))
        return found

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        painter.save()
        card = index.data(CardModel.CARD)
        if isinstance(card, Card):
            chosen = bool(option.state & QStyle.StateFlag.State_Selected)
            layout = self._layout(card, option.rect.width())
            CardPainter(painter, self._look).card(option.rect, card, layout, chosen=chosen)
        else:
            CardPainter(painter, self._look).heading(option.rect, str(index.data()))
        painter.restore()

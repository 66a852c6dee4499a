"""The ward board: one card a child, searched by name, bed or number, sorted by urgency or bed."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QItemSelectionModel, QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QListView,
    QVBoxLayout,
    QWidget,
)

from hlhdesk.service import StoreError
from ui.bridge import Bridge
from ui.cards import Card, arranged, card_of, damaged_card, exact
from ui.entry_line import Line
from ui.marks import Choice
from ui.style import Palette
from ui.ward_cards import CardDelegate, CardModel, Index
from ui.widgets import BREAK, dress, words

LEAST_WIDTH, WIDEST_LEAST = 224, 384
SEARCH_SIDES = 24
WRAPS_FROM = 1.3
SORTS = ("urgency", "bed")


class SearchLine(Line):
    """The search field; Down goes to the cards, Escape clears."""

    left_down = Signal()

    def __init__(self, *hints: str) -> None:
        super().__init__()
        self._hints = hints

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        super().resizeEvent(event)
        self._hint()

    def changeEvent(self, event: QEvent) -> None:  # noqa: N802  Qt's name
        super().changeEvent(event)
        if event.type() == QEvent.Type.FontChange:
            self._hint()

    def _hint(self) -> None:
        """The longest of the hints that is not cut."""
        room = self.width() - SEARCH_SIDES
        fitting = (hint for hint in self._hints if self.fontMetrics().horizontalAdvance(hint) <= room)
        self.setPlaceholderText(next(fitting, ""))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        if event.key() == Qt.Key.Key_Down:
            self.left_down.emit()
        elif event.key() == Qt.Key.Key_Escape and self.text():
            self.clear()
        else:
            super().keyPressEvent(event)


class CardList(QListView):
    """The cards; digits typed here are meant for the entry line, letters for the search."""

    typed = Signal(str)
    sought = Signal(str)

    def dataChanged(  # noqa: N802  Qt's name
        self, first: Index, last: Index, roles: Sequence[int] = ()
    ) -> None:
        """A card whose words changed may need another line, or one less."""
        super().dataChanged(first, last, roles)
        hint = self.sizeHintForIndex(first)
        if hint.isValid() and hint.height() != self.visualRect(first).height():
            self.doItemsLayout()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        plain = not event.modifiers() & (
            Qt.KeyboardModifier.AltModifier | Qt.KeyboardModifier.ControlModifier
        )
        if event.text().isdigit() and plain:
            self.typed.emit(event.text())
        elif event.text().isalpha() and plain:
            self.sought.emit(event.text())
        else:
            super().keyPressEvent(event)


class WardBoard(QFrame):
    """The left side of the window, always there. ``chosen`` says that a child was picked to be charted."""

    chosen = Signal()

    def __init__(self, bridge: Bridge, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self, "board", spoken=bridge.say("ui.board.name"))
        self._bridge = bridge
        say = bridge.say
        self._title = words(name="boardTitle")
        self.sort = dress(Choice(), "sort", spoken=say("ui.board.sort-name"))
        for name in SORTS:
            self.sort.addItem(say(f"ui.board.{name}"), name)
        self.search = dress(
            SearchLine(say("ui.board.search"), say("ui.board.search-short")),
            spoken=say("ui.board.search-name"),
        )
        self.search.setClearButtonEnabled(True)
        self._empty = words(name="empty", wraps=True)
        self.model = CardModel(say, self)
        self.cards = dress(CardList(), "cards", spoken=say("ui.board.name"))
        self.cards.setModel(self.model)
        self.delegate = CardDelegate(palette, self.cards)
        self.cards.setItemDelegate(self.delegate)
        self.cards.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerPixel)
        self.cards.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.cards.setResizeMode(QListView.ResizeMode.Adjust)
        self.cards.setMouseTracking(True)
        self._lay_out()
        self.sort.currentIndexChanged.connect(self._rearrange)
        self.search.textChanged.connect(self._rearrange)
        self.search.returnPressed.connect(self.open_found)
        self.search.left_down.connect(self.cards.setFocus)
        self.cards.selectionModel().currentChanged.connect(self._current_changed)
        self.cards.sought.connect(self._seek)
        self.cards.activated.connect(self._picked)
        self.cards.clicked.connect(self._picked)
        bridge.charts_changed.connect(self._charts_changed)
        bridge.minute_passed.connect(self.refresh)
        bridge.drafts_changed.connect(self._rearrange)
        bridge.child_opened.connect(self._show_current)
        self._rearrange()

    def load(self, patient_id: str) -> None:
        """Read one child's chart into the board's cards; ``arrange`` shows them."""
        desk, say = self._bridge.desk, self._bridge.say
        try:
            card = card_of(desk.chart(patient_id), desk.state(patient_id), say)
        except StoreError:
            card = damaged_card(patient_id, say)
        self.model.put(card)

    def arrange(self) -> None:
        """Show what was loaded."""
        self._rearrange()

    def refresh(self) -> None:
        """Derive every card again: time alone changes states."""
        for patient_id in self._bridge.desk.patients():
            self.load(patient_id)
        self._rearrange()

    def begin_search(self) -> None:
        """Put the cursor into the search field."""
        self.search.setFocus()
        self.search.selectAll()

    def step(self, by: int) -> None:
        """Open the next (or with -1 the previous) child in the order on screen."""
        shown = [card.patient_id for card in self.model.shown_cards()]
        if not shown:
            return
        child = self._bridge.child
        at = shown.index(child) + by if child in shown else 0
        self._bridge.open_child(shown[at % len(shown)])

    def sort_by(self, name: str) -> None:
        """Sort by ``urgency`` or ``bed``."""
        self.sort.setCurrentIndex(self.sort.findData(name))

    def set_palette(self, palette: Palette) -> None:
        """Paint in another palette from now on."""
        self.delegate.use(palette)
        self._title.setWordWrap(palette.scale >= WRAPS_FROM)
        self.setMinimumWidth(min(round(LEAST_WIDTH * palette.scale), WIDEST_LEAST))
        self.cards.doItemsLayout()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self._title, 1)
        head.addWidget(self.sort)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 10, 8, 0)
        layout.setSpacing(8)
        layout.addLayout(head)
        layout.addWidget(self.search)
        layout.addWidget(self._empty)
        layout.addWidget(self.cards, 1)

    def _charts_changed(self, patient_ids: frozenset[str]) -> None:
        for patient_id in patient_ids:
            self.load(patient_id)
        self._rearrange()

    def _rearrange(self) -> None:
        query = self.search.text().replace(BREAK, "")  # of a long name that was copied
        say = self._bridge.say
        left = self._bridge.drafts.words(self._bridge.signer)
        drafts = {child: say("ui.board.draft", text=text) for child, text in left.items()}
        found = arranged(self.model.all_cards(), str(self.sort.currentData()), query, drafts)
        cards = [card for card in found if query.strip() or card.draft or self._stands(card)]
        self.model.show(cards, len(found) - len(cards))
        everybody = self.model.all_cards()
        inpatients = sum(card.inpatient for card in everybody)
        self._title.setText(
            say("ui.board.title" if inpatients else "ui.board.title-nobody", count=inpatients)
        )
        self._say_empty(bool(everybody), bool(cards), query)
        self._show_current()

    def _stands(self, card: Card) -> bool:
        """Whether a child stands on the board when nobody searches."""
        return card.inpatient or not card.ended or card.patient_id == self._bridge.child

    def _seek(self, letter: str) -> None:
        """A letter typed on a card begins a search: a scanned number, or a name."""
        self.search.setFocus()
        self.search.setText(letter)

    def _say_empty(self, any_child: bool, any_shown: bool, query: str) -> None:
        say = self._bridge.say
        self._empty.setVisible(not any_shown)
        if not any_child and self._bridge.desk.patients():
            self._empty.setText(say("ui.board.loading"))
        elif not any_child:
            self._empty.setText(f"{say('ui.board.empty')}\n\n{say('ui.board.empty-hint')}")
        else:
            self._empty.setText(say("ui.board.nothing-found", text=query))

    def open_found(self) -> None:
        """Enter in the search: the scanned number or bed, else the first card on screen."""
        cards = self.model.shown_cards()
        card = exact(self.model.all_cards(), self.search.text()) or (cards[0] if cards else None)
        if card is not None:
            self._bridge.open_child(card.patient_id)
            self.search.clear()
            self.chosen.emit()

    def _picked(self, _index: QModelIndex) -> None:
        self.chosen.emit()

    def _current_changed(self, current: QModelIndex, _before: QModelIndex) -> None:
        patient_id = current.data(CardModel.PATIENT)
        if isinstance(patient_id, str):
            self._bridge.open_child(patient_id)

    def _show_current(self) -> None:
        """Mark the card of the child on screen without opening another."""
        index = self.model.index_of(self._bridge.child)
        selection = self.cards.selectionModel()
        if index == selection.currentIndex() and selection.isSelected(index) == index.isValid():
            return  # a card that changed where it stands is repainted alone
        selection.blockSignals(True)
        if index.isValid():
            selection.setCurrentIndex(index, QItemSelectionModel.SelectionFlag.ClearAndSelect)
            self.cards.scrollTo(index)
        else:
            selection.clear()
        selection.blockSignals(False)
        self.cards.viewport().update()

"""Picks a child by name, bed or number; a scanner's number and Enter pick it at once."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QListWidget, QListWidgetItem, QVBoxLayout, QWidget

from hlhdesk.wording import Catalogue
from ui.cards import Card, arranged, exact
from ui.ward_board import SearchLine
from ui.widgets import dress, words

ROWS = 5


class ChildChoice(QWidget):
    """``chosen`` carries the patient id of the child that was picked."""

    chosen = Signal(str)

    def __init__(self, say: Catalogue, cards: Iterable[Card], spoken: str) -> None:
        super().__init__()
        self._say = say
        self._cards = list(cards)
        label = words(spoken, role="section")
        self.search = dress(SearchLine(say("ui.board.search-name")), spoken=spoken)
        label.setBuddy(self.search)
        self.list = dress(QListWidget(), spoken=spoken)
        self.list.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        for widget in (label, self.search, self.list):
            layout.addWidget(widget)
        self.search.textChanged.connect(self._fill)
        self.search.left_down.connect(self.list.setFocus)
        self.list.itemActivated.connect(self._picked)
        self.list.itemClicked.connect(self._picked)
        self._fill()
        self.setFocusProxy(self.search)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Enter takes the scanned number or bed, else the row that is marked."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            card = exact(self._cards, self.search.text()) if self.search.hasFocus() else None
            row = self.list.currentItem() or self.list.item(0)
            if card is not None:
                self.chosen.emit(card.patient_id)
            elif row is not None:
                self._picked(row)
        else:
            super().keyPressEvent(event)

    def settle(self) -> None:
        """Make room: the list comes back when somebody types."""
        self.list.hide()

    def _fill(self, query: str = "") -> None:
        self.list.show()
        self.list.clear()
        for card in arranged(self._cards, "bed", query, {}):
            key = "ui.batch.child" if card.bed else "ui.batch.child-no-bed"
            row = QListWidgetItem(self._say(key, bed=card.bed, name=card.name, number=card.patient_id))
            row.setData(Qt.ItemDataRole.UserRole, card.patient_id)
            self.list.addItem(row)
        if not self.list.count():
            nobody = QListWidgetItem(self._say("ui.board.nothing-found", text=query))
            nobody.setFlags(Qt.ItemFlag.NoItemFlags)
            self.list.addItem(nobody)
        self.list.setCurrentRow(0)
        self.list.setFixedHeight(ROWS * self.list.sizeHintForRow(0) + 6)

    def _picked(self, row: QListWidgetItem) -> None:
        if row.data(Qt.ItemDataRole.UserRole) is not None:
            self.chosen.emit(row.data(Qt.ItemDataRole.UserRole))

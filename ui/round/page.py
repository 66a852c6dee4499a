"""Round entry: every inpatient by bed, one time of the round, Enter goes to the next child."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import QObject, Qt
from PySide6.QtGui import QHideEvent, QShowEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QHBoxLayout,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.state import PatientState
from hlhdesk.service import StoreError
from ui.bridge import Bridge
from ui.cards import Card, arranged, card_of
from ui.like_names import namesakes
from ui.marks import Check
from ui.round.cells import Headings
from ui.round.row import STACKED_FROM, RoundRow
from ui.round.slot_bar import SlotBar
from ui.round.slots import charted_at
from ui.style import Palette
from ui.views import WardPage
from ui.widgets import button, dress, restyle, words


class RoundPage(WardPage):
    """The grid. A row stays while something is half-typed in it, whatever happens to the child meanwhile."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        dress(self, "page", spoken=bridge.say("ui.place.round"))
        self._bridge = bridge
        self._scale = 1.0
        self.rows: dict[str, RoundRow] = {}
        self._known: dict[str, tuple[PatientChart, PatientState, Card]] = {}
        self._names: list[tuple[str, str, str]] = []
        self._alike: dict[str, str] = {}
        self.slots = SlotBar(bridge)
        say = bridge.say
        self.title = words(say("ui.round.title"), "childName")
        self.count = words(role="fact")
        self.when = words(role="muted", wraps=True)
        self.told = words(role="caution", wraps=True)
        self.vitals = Check(say("ui.round.vitals"))
        self.back = button(say("ui.round.done"), kind="small", tip=say("ui.round.done-hint"))
        self.headings = Headings(say)
        self._lay_out()
        self.slots.chosen.connect(self._chosen)
        self.vitals.toggled.connect(self._show_vitals)
        self.back.clicked.connect(self.done)
        bridge.signer_changed.connect(self._another_person)
        application = QApplication.instance()
        assert isinstance(application, QApplication)
        application.focusChanged.connect(self._focus_moved)

    # what the window asks

    def refresh(self) -> None:
        """Show every child as it is now; rows keep what is typed in them."""
        self.slots.offer(keep=self._typing())
        cards, unread = self._cards()
        here = {card.patient_id for card in cards}
        for patient_id in [gone for gone in self.rows if gone not in here]:
            if not self.rows[patient_id].cells.filled():
                self._drop(patient_id)
        self._compare_names(cards)
        for at, card in enumerate(cards):
            self._show_row(at, card)
        self._say(unread)

    def begin(self) -> None:
        """Put the cursor into the first row without a reading."""
        open_rows = [row for row in self._ordered() if not row.is_done()]
        rows = open_rows or self._ordered()
        if rows:
            self._go(rows[0])
        else:
            self.back.setFocus()

    def use_palette(self, palette: Palette) -> None:
        """Take the room that the text size in force needs."""
        self._scale = palette.scale
        self.headings.fit(palette.scale)
        self.headings.setVisible(palette.scale < STACKED_FROM)
        for row in self.rows.values():
            row.fit(palette.scale)

    def showEvent(self, event: QShowEvent) -> None:  # noqa: N802  Qt's name
        """A round begins at the time nearest now: an earlier one that was chosen before is not chosen for good."""
        if not event.spontaneous() and not self._typing():
            self.slots.nearest()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:  # noqa: N802  Qt's name
        """What is half-typed is kept with its child."""
        self.keep()
        super().hideEvent(event)

    def keep(self) -> None:
        for row in self.rows.values():
            row.keep()

    def _chosen(self) -> None:
        """Another time of the round."""
        self.refresh()
        self.begin()

    def _typing(self) -> bool:
        return any(row.cells.filled() for row in self.rows.values())

    # rows

    def _cards(self) -> tuple[list[Card], int]:
        """The inpatients by bed, and how many charts cannot be read."""
        desk, say = self._bridge.desk, self._bridge.say
        cards, unread = [], 0
        for patient_id in desk.patients():
            try:
                chart, state = desk.chart(patient_id), desk.state(patient_id)
            except StoreError:
                unread += 1
                continue
            known = self._known.get(patient_id)
            if known is None or known[0] is not chart or known[1] is not state:
                known = self._known[patient_id] = chart, state, card_of(chart, state, say)
            cards.append(known[2])
        return [card for card in arranged(cards, "bed", "", {}) if card.inpatient], unread

    def _compare_names(self, cards: list[Card]) -> None:
        """Who could be taken for whom; names rarely change while a round is typed."""
        names = [(card.patient_id, card.called, card.bed) for card in cards]
        if names == self._names:
            return
        self._names = names
        say = self._bridge.say
        for card in cards:
            others = [
                say("ui.round.namesake", name=other.name, bed=other.bed or "–")
                for other in namesakes(card.patient_id, cards)
            ]
            told = say("ui.identity.like-names", others=say.clauses(others)) if others else ""
            self._alike[card.patient_id] = told

    def _show_row(self, at: int, card: Card) -> None:
        row = self.rows.get(card.patient_id)
        if row is None:
            row = self._make(card.patient_id)
        if self._column.indexOf(row) != at:
            self._column.insertWidget(at, row)
        row.show_child(
            self._bridge.desk.chart(card.patient_id), self.slots.slot, self._alike[card.patient_id]
        )

    def _make(self, patient_id: str) -> RoundRow:
        row = RoundRow(self._bridge, patient_id)
        row.show_vitals(on=self.vitals.isChecked())
        row.fit(self._scale)
        row.take_draft()
        row.next_asked.connect(self._after(row))
        row.moved.connect(self._beside(row))
        self.rows[patient_id] = row
        return row

    def _drop(self, patient_id: str) -> None:
        row = self.rows.pop(patient_id)
        self._column.removeWidget(row)
        row.hide()
        row.deleteLater()

    def _ordered(self) -> list[RoundRow]:
        return sorted(self.rows.values(), key=self._column.indexOf)

    def _after(self, row: RoundRow) -> Callable[[], None]:
        """Enter goes down; after the last bed to the first one without a reading."""

        def go() -> None:
            self._say_count()
            rows = self._ordered()
            below = rows[rows.index(row) + 1 :]
            left = [other for other in rows if not other.is_done()]
            following = below or left
            if following:
                self._go(following[0])

        return go

    def _beside(self, row: RoundRow) -> Callable[[int], None]:
        def go(by: int) -> None:
            rows = self._ordered()
            at = rows.index(row) + by
            if 0 <= at < len(rows):
                self._go(rows[at])

        return go

    def _go(self, row: RoundRow) -> None:
        row.begin()
        self.area.ensureWidgetVisible(row)

    def _focus_moved(self, _old: QObject | None, new: QObject | None) -> None:
        """The row that is typed in stands out: the wrong child is the worst slip."""
        if not self.isVisible():
            return
        for row in self.rows.values():
            inside = isinstance(new, QWidget) and row.isAncestorOf(new)
            restyle(row, "current", "true" if inside else "false")
            if inside:
                self.area.ensureWidgetVisible(row)

    def _another_person(self) -> None:
        """What somebody else left half-typed is not shown."""
        for row in self.rows.values():
            row.take_draft()

    # words

    def _say(self, unread: int) -> None:
        say, now = self._bridge.say, self._bridge.desk.now()
        self._say_count()
        ahead = charted_at(self.slots.slot, now) is not self.slots.slot
        self.when.setText(say("ui.round.when-ahead" if ahead else "ui.round.when", at=self.slots.slot))
        self.told.setText(say("ui.round.unread", count=unread) if unread else "")
        self.told.setVisible(bool(unread))

    def _say_count(self) -> None:
        rows = self.rows.values()
        done = sum(row.is_done() for row in rows)
        key = "ui.round.count" if rows else "ui.round.nobody"
        self.count.setText(self._bridge.say(key, done=done, count=len(rows)))

    def _show_vitals(self, on: bool) -> None:
        for row in self.rows.values():
            row.show_vitals(on=on)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addSpacing(12)
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(self.vitals)
        head.addWidget(self.back)
        inside = dress(QWidget(), "page")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(3)
        self._column.addStretch(1)
        self.area = QScrollArea()
        self.area.setWidgetResizable(True)
        self.area.setFrameShape(QFrame.Shape.NoFrame)
        self.area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.area.setWidget(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 8, 12, 8)
        layout.setSpacing(6)
        layout.addLayout(head)
        layout.addWidget(self.slots)
        for label in (self.when, self.told):
            layout.addWidget(label)
        layout.addWidget(self.headings)
        layout.addWidget(self.area, 1)

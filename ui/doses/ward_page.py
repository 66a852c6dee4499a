"""What is due on the whole ward now, bed by bed."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QHBoxLayout, QScrollArea, QVBoxLayout, QWidget

from hlhdesk.model.chart import PatientChart
from hlhdesk.service import StoreError
from ui.bridge import Bridge
from ui.cards import arranged, card_of
from ui.doses.asks import Ask, asks_of
from ui.doses.dose_form import DoseForm
from ui.doses.due_list import DueList
from ui.doses.due_row import DueRow
from ui.views import WardPage
from ui.widgets import button, dress, words
from ui.words import age, child_name


class ChildBlock(QWidget):
    """Who the child is, above the doses that wait; a dose charted here stays with its answer until the page is left."""

    def __init__(self, bridge: Bridge, patient_id: str) -> None:
        super().__init__()
        self._bridge, self.patient_id = bridge, patient_id
        self.who = words(role="fact", wraps=True)
        self.list = DueList(bridge)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 2, 0, 4)
        layout.setSpacing(3)
        layout.addWidget(self.who)
        layout.addWidget(self.list)

    def show_child(self, chart: PatientChart, asks: tuple[Ask, ...]) -> None:
        """The child and its doses as they are now."""
        self.who.setText(who_words(chart, self._bridge))
        self.list.show_asks(self.patient_id, asks)


class WardDoses(WardPage):
    """One key for given; the form at the foot, with the child's name above it, for everything else."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        dress(self, "page", spoken=bridge.say("ui.place.ward-doses"))
        self._bridge = bridge
        say = bridge.say
        self.blocks: dict[str, ChildBlock] = {}
        self._seen: set[tuple[str, str]] = set()
        self.title = words(say("ui.place.ward-doses"), "childName")
        self.count = words(role="fact")
        self.told = words(role="caution", wraps=True)
        self.back = button(say("ui.round.done"), kind="small", tip=say("ui.round.done-hint"))
        self.whom = words(role="fact", wraps=True)
        self.form = DoseForm(bridge)
        self._lay_out()
        self.back.clicked.connect(self.done)
        self.form.saved.connect(self._saved)
        self._hide_form()

    def refresh(self) -> None:
        """Every child with a dose that waits, and what was charted here since the page was opened."""
        desk, say = self._bridge.desk, self._bridge.say
        cards, unread = [], 0
        for patient_id in desk.patients():
            try:
                cards.append(card_of(desk.chart(patient_id), desk.state(patient_id), say))
            except StoreError:
                unread += 1
        waiting = 0
        shown: list[str] = []
        for card in arranged(cards, "bed", "", {}):
            due = desk.state(card.patient_id).due
            waiting += len(due.waiting)
            self._seen.update(ask.key for ask in asks_of(due, waiting_only=True))
            asks = tuple(ask for ask in asks_of(due) if ask.key in self._seen)
            if asks:
                self._show_block(len(shown), desk.chart(card.patient_id), asks)
                shown.append(card.patient_id)
        for gone in self.blocks.keys() - shown:
            block = self.blocks.pop(gone)
            self._column.removeWidget(block)
            block.hide()
            block.deleteLater()
        self.count.setText(say("doses.waiting", count=waiting) if waiting else say("doses.all-done"))
        self.told.setText(say("ui.round.unread", count=unread) if unread else "")
        self.told.setVisible(bool(unread))

    def begin(self) -> None:
        """Put the cursor on the first dose that waits."""
        self._seen.clear()
        self.refresh()
        self._hide_form()
        self._next()

    def _next(self) -> None:
        blocks = sorted(self.blocks.values(), key=self._column.indexOf)
        if not any(block.list.begin() for block in blocks):
            self.back.setFocus()

    def _show_block(self, at: int, chart: PatientChart, asks: tuple[Ask, ...]) -> None:
        block = self.blocks.get(chart.patient_id)
        if block is None:
            block = ChildBlock(self._bridge, chart.patient_id)
            block.list.detail_asked.connect(self._detail)
            block.list.left.connect(self._across)
            self.blocks[chart.patient_id] = block
        block.show_child(chart, asks)
        if self._column.indexOf(block) != at:
            self._column.insertWidget(at, block)

    def _across(self, by: int) -> None:
        """Up and Down lead from the last dose of one child to the first of the next."""
        rows = [
            row
            for block in sorted(self.blocks.values(), key=self._column.indexOf)
            for row in block.list.ordered()
        ]
        at = next((at for at, row in enumerate(rows) if row.hasFocus()), 0) + by
        if 0 <= at < len(rows):
            rows[at].setFocus()
            self.area.ensureWidgetVisible(rows[at])

    def _detail(self, row: DueRow, pressed: str) -> None:
        self.form.show_child(row.patient_id)
        who = who_words(self._bridge.desk.chart(row.patient_id), self._bridge)
        self.whom.setText(self._bridge.say("doses.for-whom", who=who))
        self.whom.show()
        self.form.show()
        self.form.fill(row.ask, pressed)

    def _saved(self, _saved: object) -> None:
        self._next()

    def _hide_form(self) -> None:
        self.form.show_nobody()
        self.form.hide()
        self.whom.hide()

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        head.addWidget(self.title)
        head.addSpacing(12)
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(self.back)
        inside = dress(QWidget(), "page")
        self._column = QVBoxLayout(inside)
        self._column.setContentsMargins(0, 0, 0, 0)
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
        layout.addWidget(self.told)
        layout.addWidget(self.area, 1)
        layout.addWidget(self.whom)
        layout.addWidget(self.form)


def who_words(chart: PatientChart, bridge: Bridge) -> str:
    """Bed, name, hospital number and age: what stands wherever something is saved."""
    say, identity = bridge.say, chart.identity
    bed = say("ui.identity.bed", bed=identity.bed) if identity.bed else say("ui.identity.no-bed")
    return say(
        "doses.who",
        bed=bed,
        name=child_name(chart, say),
        number=chart.patient_id,
        age=age(identity.birth_date, bridge.desk.now().day, say),
    )

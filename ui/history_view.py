"""The history of the child on screen: who wrote what when, what was corrected and why; of all entries or of one."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.state import PatientState
from hlhdesk.service import HistoryLine, StoreError, of_entry
from ui.bridge import Bridge
from ui.history_model import HistoryModel
from ui.history_table import HistoryTable
from ui.marks import Choice
from ui.style import Palette
from ui.views import ChildView
from ui.whole_row import whole_row
from ui.widgets import button, dress, words

CORRECTIONS, ACTS = "corrections", "acts"
FILTERS = ("all", CORRECTIONS, ACTS)


class HistoryView(ChildView):
    """A child's history, newest first."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        say = bridge.say
        dress(self, "chartFrame", spoken=say("ui.place.history"))
        self._bridge = bridge
        self._shown: tuple[PatientChart, str] | None = None
        self._lines: tuple[HistoryLine, ...] = ()
        self._root: str | None = None
        self.filter = dress(Choice(), "sort", spoken=say("history-view.filter-name"))
        for name in FILTERS:
            self.filter.addItem(say(f"history-view.filter.{name}"), name)
        self.count = words(role="muted")
        self.one = button(
            say("history-view.one"), kind="small", tip=say("history-view.one-hint"), checkable=True
        )
        self.model = HistoryModel(say, self)
        self.table = HistoryTable(self.model, say("ui.place.history"))
        self.whole = whole_row(self.table)
        self._lay_out()
        self.filter.currentIndexChanged.connect(self._fill)
        self.one.toggled.connect(self._choose_one)
        self.table.entered.connect(self._entered)
        self.table.left.connect(self._leave_one)
        self.setFocusProxy(self.table)

    def begin(self) -> None:
        self.table.setFocus()

    def use_palette(self, palette: Palette) -> None:
        self.table.use_palette(palette)

    def show_child(self, chart: PatientChart, _state: PatientState) -> None:
        try:
            head = self._bridge.desk.head()
            if self._shown is not None and self._shown[0] is chart and self._shown[1] == head:
                return
            other = self._shown is None or self._shown[0].patient_id != chart.patient_id
            self._lines = self._bridge.desk.history(chart.patient_id)
        except StoreError as error:
            self.show_nobody()
            self.count.setText(self._bridge.say.text(error.message))
            return
        self._shown = chart, head
        if other:
            self._leave_one()
        self._fill()

    def show_nobody(self) -> None:
        self._shown, self._lines = None, ()
        self._leave_one()
        self._fill()
        self.count.clear()

    def _entered(self, index: QModelIndex) -> None:
        self.one.setChecked(index.isValid() and not self.one.isChecked())

    def _leave_one(self) -> None:
        self.one.setChecked(False)

    def _choose_one(self, chosen: bool) -> None:
        line = self.table.currentIndex().data(HistoryModel.LINE)
        self._root = None
        if chosen and isinstance(line, HistoryLine):
            self._root = line.root or next(iter(line.about), None)
        if chosen and self._root is None:
            self.one.setChecked(False)  # a line about no entry: there is nothing to stay with
            return
        self._fill()

    def _fill(self) -> None:
        marked = self.table.currentIndex().data(HistoryModel.LINE)
        lines = self._lines if self._root is None else of_entry(self._lines, self._root)
        name = self.filter.currentData()
        lines = tuple(line for line in lines if _passes(line, name))
        self.model.show(lines)
        self.count.setText(self._bridge.say("history-view.count", count=len(lines)))
        seqs = [line.seq for line in self.model.lines]
        at = seqs.index(marked.seq) if isinstance(marked, HistoryLine) and marked.seq in seqs else 0
        self.table.setCurrentIndex(self.model.index(at, 0))

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        label = words(self._bridge.say("history-view.filter-label"), role="muted")
        label.setBuddy(self.filter)
        for widget in (label, self.filter, self.count):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self.one)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 8)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.whole)


def _passes(line: HistoryLine, name: str) -> bool:
    """Whether a line stays under a filter: corrections with what they struck out, or acts that charted nothing."""
    if name == CORRECTIONS:
        return line.change is not None or line.superseded_by is not None
    return line.entry is None if name == ACTS else True

"""Everything charted for the child, newest first: filter by kind, Enter corrects."""

from __future__ import annotations

from datetime import datetime

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHBoxLayout,
    QHeaderView,
    QTableView,
    QVBoxLayout,
)

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.entries import Kind
from hlhdesk.model.state import PatientState
from ui.bridge import Bridge
from ui.entries.model import EntriesModel
from ui.entries.rows import Row, rows_of
from ui.entries.struck import StruckDelegate
from ui.marks import Choice
from ui.style import Palette
from ui.views import ChildView
from ui.whole_row import whole_row
from ui.widgets import button, dress, words

WIDTHS = (150, 130, 320)
LEAST = 190


class EntryTable(QTableView):
    """The table; Enter asks for the row that is marked."""

    entered = Signal(QModelIndex)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit(self.currentIndex())
        else:
            super().keyPressEvent(event)


class EntriesTab(ChildView):
    """The list, the kinds to choose from, the button that corrects."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        dress(self, "chartFrame", spoken=bridge.say("ui.place.entries"))
        self._bridge = bridge
        self._chart: PatientChart | None = None
        self._now = datetime.min
        say = bridge.say
        self.kinds = dress(Choice(), "sort", spoken=say("entries.kind-name"))
        self.kinds.addItem(say("entries.all"), None)
        for kind in Kind:
            self.kinds.addItem(say.term("kind", kind.value), kind.value)
        self.count = words(role="muted")
        self.correct = button(say("entries.correct"), kind="small", tip=say("entries.correct-hint"))
        self.model = EntriesModel(say, bridge.desk.zone, self)
        self.table = self._table()
        self.whole = whole_row(self.table)
        self._lay_out()
        self.kinds.currentIndexChanged.connect(self._fill)
        self.table.entered.connect(self._ask)
        self.table.doubleClicked.connect(self._ask)
        self.correct.clicked.connect(self._ask_marked)
        self.setFocusProxy(self.table)

    def begin(self) -> None:
        self.table.setFocus()

    def use_palette(self, palette: Palette) -> None:
        self.struck.use(palette)
        self.table.setMinimumHeight(round(LEAST * palette.scale))
        for column, width in enumerate(WIDTHS):
            self.table.setColumnWidth(column, round(width * palette.scale))
        self.table.verticalHeader().setDefaultSectionSize(round(24 * palette.scale))

    def show_child(self, chart: PatientChart, state: PatientState) -> None:
        same = chart is self._chart
        self._chart, self._now = chart, state.as_of.civil
        if not same:
            self._fill()

    def show_nobody(self) -> None:
        self._chart = None
        self.model.show([])
        self.count.clear()

    def _fill(self) -> None:
        if self._chart is None:
            return
        marked = self._marked()
        name = self.kinds.currentData()
        rows = rows_of(self._chart, self._now, None if name is None else Kind(name))
        self.model.show(rows)
        self.count.setText(self._bridge.say("entries.count", count=len(rows)))
        ids = [row.entry.id for row in rows]
        at = ids.index(marked.entry.id) if marked is not None and marked.entry.id in ids else 0
        self.table.setCurrentIndex(self.model.index(at, 0))

    def _marked(self) -> Row | None:
        found = self.table.currentIndex().data(EntriesModel.ROW)
        return found if isinstance(found, Row) else None

    def _ask_marked(self) -> None:
        self._ask(self.table.currentIndex())

    def _ask(self, index: QModelIndex) -> None:
        row = index.data(EntriesModel.ROW)
        if isinstance(row, Row):
            self._bridge.correction_asked.emit(row.entry)

    def _table(self) -> EntryTable:
        table = dress(EntryTable(), spoken=self._bridge.say("ui.place.entries"))
        table.setModel(self.model)
        self.struck = StruckDelegate(table)
        table.setItemDelegate(self.struck)
        table.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        table.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        table.setTabKeyNavigation(False)
        table.setWordWrap(False)
        table.setShowGrid(False)
        table.verticalHeader().hide()
        table.horizontalHeader().setSectionResizeMode(len(WIDTHS), QHeaderView.ResizeMode.Stretch)
        table.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        table.horizontalHeader().setHighlightSections(False)
        return table

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        label = words(self._bridge.say("entries.kind"), role="muted")
        label.setBuddy(self.kinds)
        for widget in (label, self.kinds, self.count):
            head.addWidget(widget)
        head.addStretch(1)
        head.addWidget(self.correct)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 8)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)
        layout.addWidget(self.whole)

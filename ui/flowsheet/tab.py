"""The flowsheet tab: the table, and below it everything about the place that is chosen."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex
from PySide6.QtGui import QFontMetrics, QKeyEvent, QKeySequence, QResizeEvent
from PySide6.QtWidgets import QAbstractItemView, QHBoxLayout, QMenu, QTableView, QVBoxLayout

from hlhdesk.charting import flowsheet
from hlhdesk.charting.flowsheet import Cell
from hlhdesk.model.chart import PatientChart
from hlhdesk.model.entries import Entry
from hlhdesk.model.state import PatientState
from ui.bridge import Bridge
from ui.chart_reading import entry_sentence
from ui.copied import copy_text
from ui.flowsheet.delegate import FlowsheetDelegate
from ui.flowsheet.model import NOTHING, FlowsheetModel
from ui.style import Palette, load_palette
from ui.views import ChildView
from ui.widgets import button, dress, words

COLUMN, NARROWEST = 96, 54


class Sheet(QTableView):
    """As many days as there is room for, equally wide: none is cut where the sheet ends."""

    def __init__(self) -> None:
        super().__init__()
        self._least = COLUMN
        self.setHorizontalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.horizontalScrollBar().valueChanged.connect(self.horizontalHeader().setOffsetToSectionPosition)

    def share_room(self, least: int) -> None:
        """Give each day at least so many pixels."""
        self._least = least
        room, header = self.viewport().width(), self.horizontalHeader()
        header.setMinimumSectionSize(NARROWEST)
        header.setDefaultSectionSize(max(room // max(room // least, 1), least))
        header.setOffsetToSectionPosition(self.horizontalScrollBar().value())

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        super().resizeEvent(event)
        self.share_room(self._least)


class FlowsheetTab(ChildView):
    """Enter corrects what stands in the chosen place; Ctrl+C copies the sheet as a table."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        say = bridge.say
        dress(self, "chartFrame", spoken=say("ui.place.flowsheet"))
        self._bridge = bridge
        self._chart: PatientChart | None = None
        self.model = FlowsheetModel(say)
        self.delegate = FlowsheetDelegate(self.model, load_palette())
        self.table = dress(Sheet(), "flowsheet", spoken=say("ui.place.flowsheet"))
        self.table.setModel(self.model)
        self.table.setItemDelegate(self.delegate)
        self.table.setTabKeyNavigation(False)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.details = words(say("flowsheet-tab.hint"), wraps=True, role="muted")
        self.correct = button(say("chart.correct"), kind="small", tip=say("flowsheet-tab.correct-hint"))
        self.copy = button(say("flowsheet-tab.copy"), kind="small", tip=say("flowsheet-tab.copy-hint"))
        foot = QHBoxLayout()
        foot.addWidget(self.details, 1)
        foot.addWidget(self.correct)
        foot.addWidget(self.copy)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 7, 8, 6)
        layout.addWidget(self.table, 1)
        layout.addLayout(foot)
        self.table.selectionModel().currentChanged.connect(self._chosen)
        self.table.activated.connect(self.correct_chosen)
        self.correct.clicked.connect(self.correct_chosen)
        self.copy.clicked.connect(self.copy_table)
        self._chosen()

    def show_child(self, chart: PatientChart, state: PatientState) -> None:
        another = self._chart is None or self._chart.patient_id != chart.patient_id
        self._chart = chart
        at = self.table.currentIndex()
        sheet = flowsheet(chart, state, self._bridge.desk.definitions, self._bridge.say)
        if not self.model.show(sheet):
            return
        self._fit()
        if another or not at.isValid():
            self.table.scrollTo(self.model.index(0, len(sheet.days) - 1))
            self.table.setCurrentIndex(self.model.index(0, len(sheet.days) - 1))
        else:
            self.table.setCurrentIndex(self.model.index(at.row(), at.column()))
        self._chosen()

    def show_nobody(self) -> None:
        self._chart = None
        self.model.show(NOTHING)
        self._chosen()

    def begin(self) -> None:
        self.table.setFocus()

    def use_palette(self, palette: Palette) -> None:
        self.delegate.use(palette)
        self._fit()
        self.table.viewport().update()

    def copy_table(self) -> None:
        """Put the whole sheet into the clipboard, for a spreadsheet."""
        copy_text(self.model.copied())
        self._bridge.noticed.emit(self._bridge.say("flowsheet-tab.copied"))

    def correct_chosen(self) -> None:
        """Correct what stands in the chosen place; of several, ask which."""
        found = [cell for cell in self._cells() if cell.entry is not None and not cell.struck]
        if len(found) == 1:
            self._correct(found[0].entry)
        elif found:
            menu = QMenu(self)
            for cell in found:
                action = menu.addAction(cell.text)
                action.setData(cell.entry)
            at = self.table.visualRect(self.table.currentIndex()).bottomLeft()
            chosen = menu.exec(self.table.viewport().mapToGlobal(at))
            if chosen is not None:
                self._correct(chosen.data())
            menu.deleteLater()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Ctrl+C copies, wherever in the tab the cursor stands."""
        if event.matches(QKeySequence.StandardKey.Copy):
            self.copy_table()
        else:
            super().keyPressEvent(event)

    def _correct(self, entry: Entry | None) -> None:
        if entry is not None:
            self._bridge.correction_asked.emit(entry)

    def _cells(self) -> tuple[Cell, ...]:
        index = self.table.currentIndex()
        return self.model.cells(index) if index.isValid() else ()

    def _chosen(self, _now: QModelIndex | None = None, _before: QModelIndex | None = None) -> None:
        """Say everything about the chosen place: who charted it, when, and what was corrected why."""
        say, chart, cells = self._bridge.say, self._chart, self._cells()
        self.correct.setEnabled(any(cell.entry is not None and not cell.struck for cell in cells))
        said = [
            entry_sentence(cell.entry, chart, self._bridge)
            for cell in cells
            if cell.entry is not None and chart is not None and not cell.struck
        ]
        taken_back = [say("flowsheet-tab.taken-back", text=cell.text) for cell in self._alone(cells)]
        self.details.setText(say.sentences((*said, *taken_back)) or say("flowsheet-tab.hint"))

    def _alone(self, cells: tuple[Cell, ...]) -> list[Cell]:
        """What was struck without a new value here: taken back, or moved to another time."""
        replaced = {cell.entry.supersedes for cell in cells if cell.entry is not None}
        return [cell for cell in cells if cell.struck and cell.entry and cell.entry.id not in replaced]

    def _fit(self) -> None:
        """Rows as tall as their fullest cell, all days equally wide."""
        metrics = QFontMetrics(self.delegate.font)
        self.table.share_room(max(COLUMN, metrics.horizontalAdvance("0") * 14))
        for row in range(self.model.rowCount()):
            self.table.setRowHeight(row, self.model.row_height(row, metrics))

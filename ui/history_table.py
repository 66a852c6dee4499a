"""The table of a history: by keys, with what was struck out, copied as a table."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractItemView, QHeaderView, QTableView

from ui.copied import copy_text
from ui.entries.struck import StruckDelegate
from ui.history_model import COLUMNS, SAID, HistoryModel
from ui.style import Palette
from ui.widgets import dress

WIDTHS = (140, 110, 110, 420, 160)


class HistoryTable(QTableView):
    """The table; Enter asks for the lines about the marked entry, Copy takes the chosen lines as a table."""

    entered = Signal(QModelIndex)
    left = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        if event.matches(QKeySequence.StandardKey.Copy):
            copy_text(self.copied())
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.entered.emit(self.currentIndex())
        elif event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    def copied(self) -> str:
        """The chosen lines with their heads, cells parted by tabs; all of them when none is chosen."""
        model = self.model()
        assert isinstance(model, HistoryModel)
        chosen = sorted({index.row() for index in self.selectionModel().selectedRows()})
        lines = [model.lines[row] for row in chosen] or list(model.lines)
        heads = [str(model.headerData(at, Qt.Orientation.Horizontal)) for at in range(len(COLUMNS))]
        return "\n".join("\t".join(cells) for cells in (heads, *map(model.words, lines)))

    def __init__(self, model: HistoryModel, spoken: str) -> None:
        super().__init__()
        dress(self, spoken=spoken)
        self.setModel(model)
        self.setItemDelegate(StruckDelegate(self))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setShowGrid(False)
        self.verticalHeader().hide()
        self.horizontalHeader().setSectionResizeMode(SAID, QHeaderView.ResizeMode.Stretch)
        self.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
        self.horizontalHeader().setHighlightSections(False)

    def use_palette(self, palette: Palette) -> None:
        """Take the widths that the text size needs."""
        for column, width in enumerate(WIDTHS):
            self.setColumnWidth(column, round(width * palette.scale))
        self.verticalHeader().setDefaultSectionSize(round(24 * palette.scale))

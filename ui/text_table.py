"""A table of words: read, walked through by keys, copied as a table."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QAbstractScrollArea, QHeaderView, QTableView

from ui.copied import copy_text
from ui.widgets import dress, plain_tip

Index = QModelIndex | QPersistentModelIndex
Rows = Sequence[Sequence[str]]


class TextModel(QAbstractTableModel):
    """Heads and rows of words."""

    def __init__(self) -> None:
        super().__init__()
        self.heads: Sequence[str] = ()
        self.rows: Rows = ()

    def show(self, heads: Sequence[str], rows: Rows) -> bool:
        """Show other words; False when they are the same."""
        if (tuple(heads), rows) == (tuple(self.heads), self.rows):
            return False
        self.beginResetModel()
        self.heads, self.rows = heads, rows
        self.endResetModel()
        return True

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        return 0 if parent.isValid() else len(self.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        return 0 if parent.isValid() else len(self.heads)

    def headerData(  # noqa: N802  Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        across = role == Qt.ItemDataRole.DisplayRole and orientation is Qt.Orientation.Horizontal
        return self.heads[section] if across else None

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self.rows[index.row()][index.column()])
        return self.rows[index.row()][index.column()] if role == Qt.ItemDataRole.DisplayRole else None


class TextTable(QTableView):
    """Shows rows of words as tall as they need to be; the window around it scrolls."""

    def __init__(self, spoken: str, *, stretch: Sequence[int] = ()) -> None:
        super().__init__()
        dress(self, "textTable", spoken=spoken)
        self._stretch = stretch
        self.words = TextModel()
        self.setModel(self.words)
        self.setWordWrap(True)
        self.setTabKeyNavigation(False)
        self.setSelectionBehavior(QTableView.SelectionBehavior.SelectRows)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizeAdjustPolicy(QAbstractScrollArea.SizeAdjustPolicy.AdjustToContents)
        self.verticalHeader().hide()
        self.verticalHeader().setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        self.horizontalHeader().setDefaultAlignment(
            Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        )

    def show_rows(self, heads: Sequence[str], rows: Rows) -> None:
        """Show other words; who reads on keeps the place."""
        at = self.currentIndex().row()
        if not self.words.show(heads, rows):
            return
        header = self.horizontalHeader()
        for column in range(len(heads)):
            stretches = column in self._stretch
            mode = QHeaderView.ResizeMode.Stretch if stretches else QHeaderView.ResizeMode.ResizeToContents
            header.setSectionResizeMode(column, mode)
        if 0 <= at < len(rows):
            self.setCurrentIndex(self.words.index(at, 0))
        self.updateGeometry()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Copy takes the chosen rows, or all of them, as a table that a spreadsheet reads."""
        if event.matches(QKeySequence.StandardKey.Copy):
            copy_text(self.copied())
        else:
            super().keyPressEvent(event)

    def copied(self) -> str:
        """The chosen rows with their heads, cells parted by tabs."""
        chosen = sorted({index.row() for index in self.selectionModel().selectedRows()})
        rows = [self.words.rows[at] for at in chosen] or self.words.rows
        return "\n".join("\t".join(row) for row in (self.words.heads, *rows))

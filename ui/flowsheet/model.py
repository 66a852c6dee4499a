"""A Flowsheet as a table of Qt: no widget a cell, so that two years of days stay quick."""

from __future__ import annotations

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, QSize, Qt
from PySide6.QtGui import QFontMetrics

from hlhdesk.charting.flowsheet import Cell, Flowsheet
from hlhdesk.wording import Catalogue
from ui.widgets import plain_tip

Index = QModelIndex | QPersistentModelIndex
NOTHING = Flowsheet((), (), ())
MOST_LINES = 6
PADDING = 8


class FlowsheetModel(QAbstractTableModel):
    """Cells by row and day; ``cells`` gives those of one place."""

    def __init__(self, say: Catalogue) -> None:
        super().__init__()
        self._say = say
        self.sheet = NOTHING

    def show(self, sheet: Flowsheet) -> bool:
        """Show another sheet; False when it is the same."""
        if sheet == self.sheet:
            return False
        self.beginResetModel()
        self.sheet = sheet
        self.endResetModel()
        return True

    def cells(self, index: Index) -> tuple[Cell, ...]:
        """What stands in a place."""
        return self.sheet.rows[index.row()].cells.get(index.column(), ())

    def lines_of(self, row: int) -> int:
        """How many lines the fullest cell of a row needs, within reason."""
        fullest = max((len(found) for found in self.sheet.rows[row].cells.values()), default=1)
        return min(fullest, MOST_LINES)

    def text(self, index: Index) -> str:
        """A place in words, a line an entry; what was struck says so."""
        return "\n".join(self._line(cell) for cell in self.cells(index))

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        return 0 if parent.isValid() else len(self.sheet.rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: N802, B008  Qt's name and default
        return 0 if parent.isValid() else len(self.sheet.days)

    def headerData(  # noqa: N802  Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = Qt.ItemDataRole.DisplayRole
    ) -> object:
        if role == Qt.ItemDataRole.TextAlignmentRole and orientation is Qt.Orientation.Vertical:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        if orientation is Qt.Orientation.Vertical:
            return self.sheet.rows[section].title
        return self.sheet.heads[section]

    def data(self, index: Index, role: int = Qt.ItemDataRole.DisplayRole) -> object:
        if role == Qt.ItemDataRole.AccessibleTextRole:
            return self.text(index) or None
        if role == Qt.ItemDataRole.ToolTipRole:
            return plain_tip(self.text(index)) or None
        return None

    def copied(self) -> str:
        """The whole sheet as a table that a spreadsheet reads: days across, cells parted by tabs."""
        heads = "\t".join(("", *(head.replace("\n", " ") for head in self.sheet.heads)))
        rows = [
            "\t".join(
                (
                    row.title,
                    *(
                        "; ".join(map(self._line, row.cells.get(at, ())))
                        for at in range(len(self.sheet.days))
                    ),
                )
            )
            for row in self.sheet.rows
        ]
        return "\n".join((heads, *rows))

    def row_height(self, row: int, metrics: QFontMetrics) -> int:
        """As tall as the fullest cell of a row needs."""
        return self.lines_of(row) * metrics.lineSpacing() + PADDING

    def _line(self, cell: Cell) -> str:
        return self._say("flowsheet-tab.struck", text=cell.text) if cell.struck else cell.text


def cell_size(metrics: QFontMetrics, cells: tuple[Cell, ...]) -> QSize:
    """The room that a place needs."""
    wide = max((metrics.horizontalAdvance(cell.text) for cell in cells), default=0)
    return QSize(wide + 2 * PADDING, len(cells) * metrics.lineSpacing() + PADDING)

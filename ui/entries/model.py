"""The rows as a table model: words are made when a row comes into sight."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from hlhdesk.model.entries import Identity
from hlhdesk.model.message import Value
from hlhdesk.model.moment import Moment
from hlhdesk.wording import Catalogue
from hlhdesk.wording.entry_words import entry_words, when_of
from ui.entries.rows import Row
from ui.entry_told import recorded
from ui.widgets import plain_tip

Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("when", "kind", "entry", "recorded")


class EntriesModel(QAbstractTableModel):
    """Columns: when it happened, the kind, the entry in words, who recorded it when and why."""

    ROW = int(Qt.ItemDataRole.UserRole)
    STRUCK = ROW + 1

    def __init__(self, say: Catalogue, zone: ZoneInfo, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._say, self._zone = say, zone
        self._rows: list[Row] = []

    def show(self, rows: list[Row]) -> None:
        """Put other rows into the table."""
        self.beginResetModel()
        self._rows = rows
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802  Qt's signature
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802  Qt's signature
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(  # noqa: N802  Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._say(f"entries.column.{COLUMNS[section]}")
        return None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid() or index.row() >= len(self._rows):
            return None
        row = self._rows[index.row()]
        match role:
            case self.ROW:
                return row
            case self.STRUCK:
                return row.struck and COLUMNS[index.column()] == "entry"
            case Qt.ItemDataRole.DisplayRole:
                return self._text(row, COLUMNS[index.column()])
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(self._text(row, COLUMNS[index.column()]))
            case Qt.ItemDataRole.AccessibleTextRole:
                return self.spoken(row)
            case _:
                return None

    def spoken(self, row: Row) -> str:
        """A whole row in words: what is struck through is said."""
        said = self._say.clauses(text for name in COLUMNS if (text := self._text(row, name)))
        return self._say("entries.struck", said=said) if row.struck else said

    def _text(self, row: Row, column: str) -> str:
        say, entry = self._say, row.entry
        if column == "when":
            return "" if isinstance(entry, Identity) else say.say(_plain(when_of(entry)))
        if column == "kind":
            return say.term("kind", row.kind.value)
        if column == "entry":
            return say.text(entry_words(entry))
        return recorded(entry, self._zone, say)


def _plain(when: Value) -> Value:
    return when.civil if isinstance(when, Moment) else when

"""The lines of a history as a table model: when, who, what was done, what it says, why."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from hlhdesk.model.entries import Identity
from hlhdesk.model.moment import Moment
from hlhdesk.service import HistoryLine
from hlhdesk.wording import Catalogue
from ui.entries.model import EntriesModel
from ui.widgets import plain_tip

Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("written", "by", "action", "said", "reason")
SAID = COLUMNS.index("said")


class HistoryModel(QAbstractTableModel):
    """Newest first. A line that was struck out since says so, and is drawn with lines through it."""

    LINE = EntriesModel.ROW
    STRUCK = EntriesModel.STRUCK

    def __init__(self, say: Catalogue, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self.lines: Sequence[HistoryLine] = ()

    def show(self, lines: Sequence[HistoryLine]) -> None:
        """Put other lines into the table, oldest first as they come."""
        self.beginResetModel()
        self.lines = tuple(reversed(lines))
        self.endResetModel()

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802  Qt's signature
        return 0 if parent.isValid() else len(self.lines)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802  Qt's signature
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(  # noqa: N802  Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._say(f"history-view.column.{COLUMNS[section]}")
        return None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid() or index.row() >= len(self.lines):
            return None
        line = self.lines[index.row()]
        match role:
            case self.LINE:
                return line
            case self.STRUCK:
                return line.superseded_by is not None and index.column() == SAID
            case Qt.ItemDataRole.DisplayRole:
                return self.words(line)[index.column()]
            case Qt.ItemDataRole.ToolTipRole:
                return plain_tip(self.words(line)[index.column()])
            case Qt.ItemDataRole.AccessibleTextRole:
                return self.spoken(line)
            case _:
                return None

    def words(self, line: HistoryLine) -> tuple[str, ...]:
        """A line's cells in words, in the order of the columns."""
        say = self._say
        by = line.by or say("keeping.nobody")
        action = f"history.action.{line.action}"
        done = say(action) if say.has(action) else say("history-view.noted")
        return say.say(line.at.civil), by, done, self._said(line), line.reason or ""

    def spoken(self, line: HistoryLine) -> str:
        """A whole line in words: what is struck through is said."""
        said = self._say.clauses(text for text in self.words(line) if text)
        return self._say("entries.struck", said=said) if line.superseded_by else said

    def _said(self, line: HistoryLine) -> str:
        """What was charted and for when; of a correction its old and new values."""
        say = self._say
        if line.change is not None and line.action == "corrected":
            return say.text(line.change)
        said = say.text(line.said)
        if line.happened is None or isinstance(line.entry, Identity):
            return said
        when = line.happened.civil if isinstance(line.happened, Moment) else line.happened
        return say("history-view.at", said=said, when=when)

"""The backups beside the database, newest first, as a table model."""

from __future__ import annotations

from pathlib import Path
from zoneinfo import ZoneInfo

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QObject, QPersistentModelIndex, Qt

from hlhdesk.service.keeping.places import BackupFile, backup_files, first_folder
from hlhdesk.wording import Catalogue

Index = QModelIndex | QPersistentModelIndex
COLUMNS = ("made", "size", "name")
MEGABYTE = 1_000_000


class BackupList(QAbstractTableModel):
    """When each was made, how large it is, its file; nothing is opened."""

    PATH = int(Qt.ItemDataRole.UserRole)

    def __init__(self, say: Catalogue, zone: ZoneInfo, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._say, self._zone = say, zone
        self._files: tuple[BackupFile, ...] = ()

    def show(self, database: Path) -> None:
        """List what lies beside the database now."""
        self.beginResetModel()
        try:
            self._files = tuple(reversed(backup_files(first_folder(database), database)))
        except OSError:
            self._files = ()
        self.endResetModel()

    def row_of(self, path: object) -> int:
        """The row of a file, the newest one's for a file that is not listed."""
        return next((row for row, file in enumerate(self._files) if file.path == path), 0)

    def rowCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802  Qt's signature
        return 0 if parent.isValid() else len(self._files)

    def columnCount(self, parent: Index = QModelIndex()) -> int:  # noqa: B008, N802  Qt's signature
        return 0 if parent.isValid() else len(COLUMNS)

    def headerData(  # noqa: N802  Qt's name
        self, section: int, orientation: Qt.Orientation, role: int = int(Qt.ItemDataRole.DisplayRole)
    ) -> object:
        if orientation is Qt.Orientation.Horizontal and role == Qt.ItemDataRole.DisplayRole:
            return self._say(f"backup-dialog.column.{COLUMNS[section]}")
        return None

    def data(self, index: Index, role: int = int(Qt.ItemDataRole.DisplayRole)) -> object:
        if not index.isValid() or index.row() >= len(self._files):
            return None
        file = self._files[index.row()]
        if role == self.PATH:
            return file.path
        return self._text(file, COLUMNS[index.column()]) if role == Qt.ItemDataRole.DisplayRole else None

    def _text(self, file: BackupFile, column: str) -> str:
        if column == "made":
            return self._say.say(file.made_at.astimezone(self._zone).replace(tzinfo=None))
        return file.path.name if column == "name" else self._size(file.path)

    def _size(self, path: Path) -> str:
        try:
            size = path.stat().st_size
        except OSError:
            return ""
        return self._say("backup-dialog.megabytes", size=f"{size / MEGABYTE:.1f}")

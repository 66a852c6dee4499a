"""The doors from the window to its backups, and the label at its foot."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from ui.backup_state import BackupState

if TYPE_CHECKING:
    from ui.backup_dialog import BackupDialog
    from ui.window import MainWindow


class KeepingDoors(QObject):
    """Makes the dialog when it is asked for. ``restore_asked`` carries the Path of the backup to put back."""

    restore_asked = Signal(object)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.state = BackupState(window.bridge, self)
        self.dialog: BackupDialog | None = None
        window.statusBar().addPermanentWidget(self.state.label)

    def open_backups(self) -> None:
        """What there is of backups, and what can be done about it."""
        from ui.backup_dialog import BackupDialog  # noqa: PLC0415  loaded when it is asked for

        self.dialog = BackupDialog(self._window.bridge, self._window)
        self.dialog.restore_asked.connect(self._ask)
        self.dialog.finished.connect(self._closed)
        self.dialog.resize(860, 640)
        self.dialog.open()

    def stop(self) -> None:
        """End with the window; a backup that is being made is finished."""
        if self.dialog is not None:
            self.dialog.reject()
        self.state.stop()

    def _ask(self, backup: Path) -> None:
        self.restore_asked.emit(backup)

    def _closed(self) -> None:
        self.dialog = None
        self.state.show_last()

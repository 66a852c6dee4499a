"""The doors from the window to its backups and to what is said after an error, and the label at its foot."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Qt, Signal

from ui.backup_state import BackupState

if TYPE_CHECKING:
    from ui.backup_dialog import BackupDialog
    from ui.crash_dialog import CrashDialog
    from ui.people.dialog import PeopleDialog
    from ui.window import MainWindow


class KeepingDoors(QObject):
    """Makes the dialog when it is asked for. ``restore_asked`` carries the Path of the backup to put back."""

    restore_asked = Signal(object)

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.state = BackupState(window.bridge, self)
        self.dialog: BackupDialog | None = None
        self.crash: CrashDialog | None = None
        self.people: PeopleDialog | None = None
        window.statusBar().addPermanentWidget(self.state.label)

    def open_backups(self) -> None:
        """What there is of backups, and what can be done about it."""
        from ui.backup_dialog import BackupDialog  # noqa: PLC0415  loaded when it is asked for

        self.dialog = BackupDialog(self._window.bridge, self._window)
        self.dialog.restore_asked.connect(self._ask)
        self.dialog.finished.connect(self._closed)
        self.dialog.resize(860, 640)
        self.dialog.open()

    def open_people(self) -> None:
        """Who may sign in, one's own password and PIN, the ward's keys."""
        from ui.people.dialog import PeopleDialog  # noqa: PLC0415  loaded when it is asked for

        people = self._window.bridge.desk.people
        if people is not None:
            self.people = PeopleDialog(people, self._window.bridge.say, self._window)
            self.people.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
            self.people.open()

    def tell_crash(self, place: str) -> None:
        """Say what was saved and what is still typed after an error of the program, in one dialog for all of them."""
        from ui.crash_dialog import CrashDialog  # noqa: PLC0415  loaded when something went wrong

        if self.crash is None:
            self.crash = CrashDialog(self._window.bridge, self._window)
        self.crash.add(place)
        self.crash.show()

    def stop(self) -> None:
        """End with the window; a backup that is being made is finished."""
        if self.dialog is not None:
            self.dialog.reject()
        if self.crash is not None:
            self.crash.close()
        self.state.stop()

    def _ask(self, backup: Path) -> None:
        self.restore_asked.emit(backup)

    def _closed(self) -> None:
        self.dialog = None
        self.state.show_last()

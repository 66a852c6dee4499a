"""The last verified backup at the foot of the window, and backups that are made by themselves while it runs."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, QObject

from hlhdesk.service import LastBackup, StoreError
from hlhdesk.service.keeping.words import last_words
from ui.bridge import Bridge
from ui.chores import Chore, Outcome
from ui.widgets import plain_tip, restyle, words

AGAIN_MS = 10 * 60 * 1000
WITHOUT_SECOND = 1
"""The exit code of a backup that was made, but whose way to the second place or into the history failed."""
AUTOMATIC = ("backups", "--now", "--if-changed", "--automatic")


class BackupState(QObject):
    """Looks every minute whether a backup is due and has it made by another process.

    ``label`` belongs at the foot of the window; it is empty in a demo that has no backup.
    """

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self._tried = QElapsedTimer()
        self.problem = ""
        self.chore = Chore(bridge.say.language, self, bridge.handed)
        self.label = words()
        self.chore.ended.connect(self._ended)
        bridge.minute_passed.connect(self.look)
        self.show_last()

    def look(self) -> None:
        """Begin a backup if one is due; one that failed is tried again later."""
        self.show_last()
        waits = self._tried.isValid() and not self._tried.hasExpired(AGAIN_MS)
        if not (waits or self.chore.running) and self._due():
            self._tried.start()
            self.chore.run((*AUTOMATIC, "--db", str(self._bridge.desk.path)))

    def show_last(self) -> None:
        """Say how old the last verified backup is."""
        last = self._last()
        quiet = last is None and self._bridge.desk.is_demo
        text = "" if quiet else self._bridge.say.text(last_words(last, self._bridge.desk.now().day))
        self.label.setText(text)
        self.label.setToolTip(plain_tip(self.problem))
        bad = last is None or last.old or last.second is not None or bool(self.problem)
        restyle(self.label, "warns", "true" if bad and not quiet else "false")

    def stop(self) -> None:
        """A backup that is being made is finished."""
        self.chore.stop()

    def _last(self) -> LastBackup | None:
        try:
            return self._bridge.desk.last_backup()
        except StoreError:
            return None  # a damaged history: what else is shown says so

    def _due(self) -> bool:
        try:
            return self._bridge.desk.backup_due()
        except StoreError:
            return False

    def _ended(self, outcome: Outcome) -> None:
        self.problem = " ".join(outcome.problems)
        if outcome.done:
            self._tried.invalidate()
        elif outcome.code != WITHOUT_SECOND:
            self._bridge.failed.emit(self._bridge.say("backup-dialog.failed", reason=self.problem))
        self.show_last()

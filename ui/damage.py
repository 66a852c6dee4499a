"""The whole file is verified while somebody works: after the start, then once a day. Damage is said above everything."""

from __future__ import annotations

from PySide6.QtCore import QElapsedTimer, Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout

from ui.bridge import Bridge
from ui.chores import Chore, Outcome
from ui.widgets import button, words

AGAIN_MS = 24 * 60 * 60 * 1000
SOUND, DAMAGED = 0, 1
"""The exit codes of ``hlhdesk verify``; with any other one nothing could be verified."""


class DamageStrip(QFrame):
    """Hidden while the file is sound. ``start`` begins; another process does the work, so no key waits for it.

    ``backups_asked`` comes when somebody wants to put a backup in the file's place, ``checked`` with the Outcome.
    """

    backups_asked = Signal()
    checked = Signal(object)

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self.setObjectName("damage")
        self._bridge = bridge
        self._since = QElapsedTimer()
        self.chore = Chore(bridge.say.language, self, bridge.handed)
        self.chore.ended.connect(self._ended)
        bridge.minute_passed.connect(self.look)
        self.said = words(wraps=True)
        self.faults = words(wraps=True)
        self.more = button(bridge.say("damage.more"), kind="small", checkable=True)
        self.backups = button(bridge.say("damage.backups"), kind="small")
        self.more.toggled.connect(self.faults.setVisible)
        self.backups.clicked.connect(self.backups_asked)
        self._lay_out()
        self.hide()

    def start(self) -> None:
        """Verify the file now."""
        self._since.start()
        self.chore.run(("verify", "--db", str(self._bridge.desk.path)))

    def look(self) -> None:
        """Verify it again when the last time is a day ago."""
        if self._since.isValid() and self._since.hasExpired(AGAIN_MS):
            self.start()

    def stop(self) -> None:
        """End with the window; what only reads may be cut off."""
        self.chore.ended.disconnect(self._ended)
        self.chore.cut_off()

    def _ended(self, outcome: Outcome) -> None:
        if outcome.code == DAMAGED:
            self.said.setText(self._bridge.say("damage.said", number=len(outcome.problems)))
            self.faults.setText("\n".join(outcome.problems))
        elif outcome.code != SOUND:
            reason = " ".join(outcome.problems)
            self._bridge.failed.emit(self._bridge.say("damage.not-verified", reason=reason))
        if outcome.code in (SOUND, DAMAGED):
            self.setVisible(outcome.code == DAMAGED)
        self.checked.emit(outcome)

    def _lay_out(self) -> None:
        whole, first = QVBoxLayout(self), QHBoxLayout()
        whole.setContentsMargins(14, 6, 14, 6)
        first.addWidget(self.said, 1)
        first.addWidget(self.more)
        first.addWidget(self.backups)
        whole.addLayout(first)
        whole.addWidget(self.faults)
        self.faults.hide()

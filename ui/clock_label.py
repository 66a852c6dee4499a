"""Says at the foot of the window that the computer's clock was set back: times that are typed as "now" are wrong."""

from __future__ import annotations

from PySide6.QtWidgets import QLabel

from hlhdesk.service import StoreError
from ui.bridge import Bridge
from ui.widgets import dress


class ClockLabel(QLabel):
    """Hidden while the clock is not behind what was charted; looks every minute and after each change."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        dress(self, "clock", warns="true")
        bridge.minute_passed.connect(self.look)
        bridge.charts_changed.connect(self.look)
        self.look()

    def look(self) -> None:
        """Compare the clock with the last line of the history."""
        desk = self._bridge.desk
        try:
            ahead = desk.written_ahead()
        except StoreError:
            return  # a damaged history: what else is shown says so
        self.setVisible(ahead is not None)
        if ahead is not None:
            self.setText(self._bridge.say("clock.behind", now=desk.now(), last=ahead))

"""What was written about no single child: settings, backups, drills, imports, parameters; newest first."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout

from hlhdesk.service import StoreError
from ui.bridge import Bridge
from ui.history_model import HistoryModel
from ui.history_table import HistoryTable
from ui.style import Palette
from ui.views import WardPage
from ui.widgets import button, dress, words


class WardHistoryPage(WardPage):
    """A table to read and to copy; ``Esc`` goes back."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        say = bridge.say
        dress(self, "chartFrame", spoken=say("ui.place.ward-history"))
        self._bridge = bridge
        self._head = ""
        self.model = HistoryModel(say, self)
        self.table = HistoryTable(self.model, say("ui.place.ward-history"))
        self.count = words(role="muted")
        self.back = button(say("history-view.back"), kind="small")
        self.back.clicked.connect(self._leave)
        self.table.left.connect(self.done)
        self.setFocusProxy(self.table)
        head = QHBoxLayout()
        head.addWidget(words(say("history-view.ward"), role="section"))
        head.addWidget(self.count)
        head.addStretch(1)
        head.addWidget(self.back)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 8)
        layout.addLayout(head)
        layout.addWidget(self.table, 1)

    def refresh(self) -> None:
        desk, say = self._bridge.desk, self._bridge.say
        try:
            head = desk.head()
            if head == self._head:
                return
            lines = desk.ward_history()
        except StoreError as error:
            self.count.setText(say.text(error.message))
            return
        self._head = head
        self.model.show(lines)
        self.count.setText(say("history-view.count", count=len(lines)))

    def begin(self) -> None:
        self.table.setFocus()

    def use_palette(self, palette: Palette) -> None:
        self.table.use_palette(palette)

    def _leave(self) -> None:
        self.done.emit()

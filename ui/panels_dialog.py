"""Which panels stand below the temperature, and in which order."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QListWidgetItem,
    QVBoxLayout,
    QWidget,
)

from hlhdesk.wording import Catalogue
from ui.widgets import button, dress, words

NAME = Qt.ItemDataRole.UserRole


class PanelsDialog(QDialog):
    """Space shows or hides a panel, Alt+Up and Alt+Down move it."""

    def __init__(
        self, say: Catalogue, shown: Sequence[str], offered: Sequence[tuple[str, str]], parent: QWidget
    ) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("chart-panels.title"))
        self.list = dress(QListWidget(), "panels", spoken=say("chart-panels.title"))
        titles = dict(offered)
        hidden = [name for name, _ in offered if name not in shown]
        for name in (*(name for name in shown if name in titles), *hidden):
            item = QListWidgetItem(titles[name])
            item.setData(NAME, name)
            item.setFlags(item.flags() | Qt.ItemFlag.ItemIsUserCheckable)
            item.setCheckState(Qt.CheckState.Checked if name in shown else Qt.CheckState.Unchecked)
            self.list.addItem(item)
        self.list.setCurrentRow(0)
        self.up = button(say("chart-panels.up"), kind="small", tip="Alt+↑")
        self.down = button(say("chart-panels.down"), kind="small", tip="Alt+↓")
        self.up.clicked.connect(self.move_up)
        self.down.clicked.connect(self.move_down)
        for keys, move in (("Alt+Up", self.move_up), ("Alt+Down", self.move_down)):
            QShortcut(QKeySequence(keys), self).activated.connect(move)  # the list takes arrows, with Alt too
        buttons = QDialogButtonBox(
            QDialogButtonBox.StandardButton.Ok | QDialogButtonBox.StandardButton.Cancel
        )
        buttons.accepted.connect(self.accept)
        buttons.rejected.connect(self.reject)
        movers = QHBoxLayout()
        movers.addWidget(self.up)
        movers.addWidget(self.down)
        movers.addStretch(1)
        layout = QVBoxLayout(self)
        layout.addWidget(words(say("chart-panels.hint"), wraps=True, role="muted"))
        layout.addWidget(self.list, 1)
        layout.addLayout(movers)
        layout.addWidget(buttons)
        self.resize(380, 460)

    def chosen(self) -> tuple[str, ...]:
        """The names of the panels to show, from top to bottom."""
        items = (self.list.item(row) for row in range(self.list.count()))
        return tuple(str(item.data(NAME)) for item in items if item.checkState() is Qt.CheckState.Checked)

    def move_up(self) -> None:
        """Move the current panel up."""
        self._move(-1)

    def move_down(self) -> None:
        """Move the current panel down."""
        self._move(1)

    def _move(self, by: int) -> None:
        row = self.list.currentRow()
        if 0 <= row + by < self.list.count():
            item = self.list.takeItem(row)
            self.list.insertItem(row + by, item)
            self.list.setCurrentRow(row + by)

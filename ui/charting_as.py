"""Whose name goes on what is charted in an open database: asked here, remembered only while the program runs."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from ui.bridge import Bridge
from ui.entry_line import Line
from ui.widgets import button, dress, words

LONGEST = 200


class SignerKey(QPushButton):
    """Says whose name goes on what is charted; a click asks for another."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        dress(self, "signer", tip=bridge.say("signing.hint"))
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._bridge = bridge
        bridge.signer_changed.connect(self.refresh)
        self.refresh()

    def refresh(self) -> None:
        """Say the name in force."""
        say, name = self._bridge.say, self._bridge.signer
        self.setText(say("signing.as", name=name) if name else say("signing.nobody"))


class ChartingAs(QDialog):
    """One line for a name; empty means that none is given."""

    def __init__(self, bridge: Bridge, parent: QWidget) -> None:
        super().__init__(parent)
        say = bridge.say
        self._bridge = bridge
        self.setWindowTitle(say("signing.window"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        label = words(say("signing.ask"), role="section", wraps=True)
        self.line = dress(Line(bridge.signer or ""), spoken=say("signing.ask"))
        self.line.setMaxLength(LONGEST)
        self.line.selectAll()
        label.setBuddy(self.line)
        self.take = button(say("signing.take"), kind="main")
        self.leave = button(say("correct.close"), kind="small", spoken=say("signing.close-name"))
        foot = QHBoxLayout()
        foot.addWidget(self.take)
        foot.addStretch(1)
        foot.addWidget(self.leave)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(16, 12, 16, 12)
        layout.setSpacing(8)
        for widget in (label, self.line, words(say("signing.note"), role="muted", wraps=True)):
            layout.addWidget(widget)
        layout.addLayout(foot)
        self.take.setDefault(True)
        self.take.clicked.connect(self._take)
        self.leave.clicked.connect(self.reject)
        self.setMinimumWidth(420)
        self.line.setFocus()

    def _take(self) -> None:
        self._bridge.give_name(self.line.text().strip() or None)
        self.accept()

"""About HLHdesk: what it is for, which program and which rules these are, and by which licences its parts come."""

from __future__ import annotations

from PySide6.QtWidgets import (
    QDialog,
    QDialogButtonBox,
    QHBoxLayout,
    QListWidget,
    QPlainTextEdit,
    QVBoxLayout,
    QWidget,
)

from hlhdesk import __version__
from ui.bridge import Bridge
from ui.licences import parts
from ui.widgets import dress, words

SIZE = (860, 560)
LIST_WIDTH = 300


class AboutDialog(QDialog):
    """The list of parts on the left, the licence of the chosen one beside it."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        say, rules = bridge.say, bridge.desk.definitions
        self.setWindowTitle(say("about.title"))
        self.parts = parts()
        approved = (
            say("parameters.approved", by=rules.approval.by, on=rules.approval.on)
            if rules.approval is not None
            else say.ended(say("ui.not-approved"))
        )
        self.versions = words(
            say.sentences(
                (say.ended(say("ui.versions", program=__version__, definitions=rules.version)), approved)
            ),
            wraps=True,
            role="section",
        )
        self.list = dress(QListWidget(), "panels", spoken=say("about.parts"))
        self.list.addItems([say("about.part", name=part.name, version=part.version) for part in self.parts])
        self.text = dress(QPlainTextEdit(), spoken=say("about.licence"))
        self.text.setReadOnly(True)
        self.text.setTabChangesFocus(True)
        self.list.currentRowChanged.connect(self._show)
        self._none = say("about.no-text")
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        beside = QHBoxLayout()
        beside.addWidget(self.list)
        beside.addWidget(self.text, 1)
        self.list.setFixedWidth(LIST_WIDTH)
        layout = QVBoxLayout(self)
        layout.addWidget(self.versions)
        layout.addWidget(words(say("about.purpose"), wraps=True))
        layout.addWidget(words(say("about.own"), wraps=True, role="muted"))
        layout.addLayout(beside, 1)
        layout.addWidget(buttons)
        self.resize(*SIZE)
        self.list.setCurrentRow(0)

    def _show(self, row: int) -> None:
        part = self.parts[row]
        self.text.setPlainText(
            "\n\n".join(text for text in (part.licence, part.text() or self._none) if text)
        )

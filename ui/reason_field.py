"""Why something is changed: the common reasons by one key each, any other in words."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout

from hlhdesk.wording import Catalogue
from ui.entry_line import Line
from ui.forms.fields import Field
from ui.widgets import button

LONGEST = 1000


class ReasonField(Field):
    """Alt with a figure writes one of the common ``reasons`` (keys of the catalogue's group); ``picked`` tells which."""

    picked = Signal(str)

    def __init__(self, name: str, say: Catalogue, spoken: str, group: str, reasons: tuple[str, ...]) -> None:
        self.edit = Line()
        super().__init__(name, self.edit, spoken)
        self.edit.setMaxLength(LONGEST)
        self.edit.setPlaceholderText(say("correct.reason-hint"))
        self.edit.setMinimumWidth(260)
        self.edit.textEdited.connect(self.changed)
        row = self.layout()
        assert isinstance(row, QHBoxLayout)
        row.setStretch(0, 1)
        for number, reason in enumerate(reasons, 1):
            word = say(f"{group}.{reason}")
            key = button(f"{number} {word}", kind="small", spoken=word, tip=f"Alt+{number}")
            key.clicked.connect(partial(self._pick, reason, word))
            # a button's own shortcut would press it a tenth of a second later, after a quick Enter
            shortcut = QShortcut(QKeySequence(f"Alt+{number}"), self)
            shortcut.activated.connect(partial(self._pick, reason, word))
            row.addWidget(key)

    def value(self) -> object:
        return self.edit.text().strip() or None

    def put(self, value: object) -> None:
        self.edit.setText("" if value is None else str(value))

    def _pick(self, reason: str, word: str, _on: bool = False) -> None:
        self.edit.setText(word)
        self.edit.setFocus()
        self.changed.emit()
        self.picked.emit(reason)

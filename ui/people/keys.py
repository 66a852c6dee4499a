"""Keys of the ward, shown once: whoever sees them types the end of each before they go for ever."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QLineEdit, QWidget

from hlhdesk.service import Refused
from hlhdesk.wording import Catalogue
from ui.people.ask import Ask
from ui.widgets import dress, words

LAST = 4
"""So many characters of a key show that it was written down."""


class KeysShown(Ask):
    """Accepted once the last characters of every key were typed from the paper. Escape does not close it."""

    def __init__(
        self, keys: Sequence[tuple[str, str]], say: Catalogue, parent: QWidget | None = None
    ) -> None:
        """``keys``: the name of each (``recovery``, ``emergency``) and its text."""
        super().__init__(say("people-dialog.keys.done"), say, parent)
        self.setWindowTitle(say("people-dialog.keys.title"))
        self.what.setText(say("people-dialog.keys.what", count=LAST))
        self.leave.hide()
        self.typed: list[tuple[str, QLineEdit]] = []
        fixed = QFontDatabase.systemFont(QFontDatabase.SystemFont.FixedFont)
        for kind, text in keys:
            shown = dress(QLineEdit(text), spoken=say(f"people.key.{kind}"))
            shown.setReadOnly(True)
            shown.setFont(fixed)
            shown.setMinimumWidth(shown.fontMetrics().horizontalAdvance(text) + 40)
            self.form.addRow(words(say(f"people.key.{kind}")), shown)
            self.form.addRow(words(say(f"people-dialog.keys.where.{kind}"), wraps=True, role="muted"))
            self.typed.append((text, self.field("last")))
        self.act = self._check
        self.typed[0][1].setFocus()

    def reject(self) -> None:
        """The keys are gone when this closes: it stays until they were written down."""

    def _check(self) -> None:
        for text, typed in self.typed:
            if plain(typed.text()) != plain(text)[-LAST:]:
                typed.setFocus()
                typed.selectAll()
                raise Refused.because("key", "people-dialog.keys.wrong", count=LAST)


def plain(text: str) -> str:
    """A key without what only parts it."""
    return "".join(character for character in text if character.isalnum()).upper()

"""Why the window does not open, said in a window: a program that an icon started has no terminal."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from hlhdesk.wording import Catalogue

PREFIX = "hlhdesk: "


def refusal_box(lines: Sequence[str], say: Catalogue) -> QMessageBox:
    """The window with the lines of a refusal."""
    text = "\n".join(line.removeprefix(PREFIX) for line in lines)
    box = QMessageBox(QMessageBox.Icon.Warning, say("refusal.title"), say("refusal.what"))
    box.setInformativeText(text)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.addButton(say("refusal.close"), QMessageBox.ButtonRole.AcceptRole)
    return box

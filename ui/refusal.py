"""Why the window does not open, said in a window: a program that an icon started has no terminal."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox

from hlhdesk.wording import Catalogue
from ui.fonts import load_own_font

PREFIX = "hlhdesk: "


def refusal_box(lines: Sequence[str], say: Catalogue) -> QMessageBox:
    """The window with the lines of a refusal."""
    load_own_font()  # it stands instead of the window that loads it
    text = "\n".join(line.removeprefix(PREFIX) for line in lines)
    box = QMessageBox(QMessageBox.Icon.Warning, say("refusal.title"), say("refusal.what"))
    box.setInformativeText(text)
    box.setTextFormat(Qt.TextFormat.PlainText)
    box.addButton(say("refusal.close"), QMessageBox.ButtonRole.AcceptRole)
    return box

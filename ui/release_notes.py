"""What is new in this version, in the language of the window; it lies in the program and needs no network."""

from __future__ import annotations

from importlib.resources import files

from PySide6.QtWidgets import QDialog, QDialogButtonBox, QTextBrowser, QVBoxLayout, QWidget

from hlhdesk.wording import Catalogue
from ui.widgets import dress

SIZE = (760, 560)


def release_notes(language: str) -> str:
    """The notes of all versions, the newest first, as Markdown."""
    return files("resources").joinpath("notes", f"{language}.md").read_text(encoding="utf-8")


class ReleaseNotes(QDialog):
    """Reads like a page; Escape closes it."""

    def __init__(self, say: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setWindowTitle(say("notes.title"))
        self.page = dress(QTextBrowser(), spoken=say("notes.title"))
        self.page.setMarkdown(release_notes(say.language))
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout = QVBoxLayout(self)
        layout.addWidget(self.page, 1)
        layout.addWidget(buttons)
        self.resize(*SIZE)

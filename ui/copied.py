"""What this program put into the clipboard, so that it can take it back when the screen locks.

Qt tells on some systems only whose the clipboard is, so what was put there is remembered.
"""

from __future__ import annotations

from PySide6.QtGui import QGuiApplication, QPixmap

_put: list[str | None] = []
"""The last text; None for a picture; nothing after it was taken back."""


def copy_text(text: str) -> None:
    """Put a text into the clipboard."""
    _put[:] = [text]
    QGuiApplication.clipboard().setText(text)


def copy_picture(picture: QPixmap) -> None:
    """Put a picture into the clipboard."""
    _put[:] = [None]
    QGuiApplication.clipboard().setPixmap(picture)


def take_back() -> None:
    """Empty the clipboard, unless somebody else put something there since."""
    clipboard = QGuiApplication.clipboard()
    held = clipboard.mimeData()
    if _put and held is not None and (held.hasImage() if _put[0] is None else held.text() == _put[0]):
        clipboard.clear()
    _put.clear()

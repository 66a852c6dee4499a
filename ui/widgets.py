"""Small helpers that every view uses."""

from __future__ import annotations

import re
from html import escape
from typing import TypeVar

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QLabel, QPushButton, QScrollArea, QWidget

LONG_WORD = re.compile(r"[^\s\u2e80-\U0010ffff]{20,}")
"""Chinese breaks anywhere by itself."""
REVEALED = 6
"""Pixels around what is brought into sight."""
BREAK, PIECE = "\u200b", 4
"""A place to break, without width; so many letters stay together."""

W = TypeVar("W", bound=QWidget)


def plain_tip(text: str) -> str:
    """A tooltip that shows the text as it stands: Qt takes what looks like markup for markup, pictures included."""
    return f"<p style='white-space: pre-wrap'>{escape(text)}</p>" if "<" in text else text


def dress(widget: W, name: str = "", *, spoken: str = "", tip: str = "", **properties: str) -> W:
    """Give a widget its name in the style sheet, its spoken name, its tip, and the properties styled by."""
    widget.setObjectName(name)
    widget.setAccessibleName(spoken)
    widget.setToolTip(plain_tip(tip))
    for key, value in properties.items():
        widget.setProperty(key, value)
    return widget


def words(text: str = "", name: str = "", *, wraps: bool = False, **properties: str) -> QLabel:
    """A label of plain text."""
    label = dress(QLabel(text), name, **properties)
    label.setTextFormat(Qt.TextFormat.PlainText)
    label.setWordWrap(wraps)
    return label


def breakable(text: str) -> str:
    """A text that can be broken within its longest words too: a name without a blank is never cut."""
    return LONG_WORD.sub(lambda word: BREAK.join(_pieces(word[0])), text)


def _pieces(word: str) -> list[str]:
    return [word[at : at + PIECE] for at in range(0, len(word), PIECE)]


def button(
    text: str = "", *, kind: str, tip: str = "", spoken: str = "", checkable: bool = False
) -> QPushButton:
    """A push button of one of the style sheet's kinds."""
    made = dress(QPushButton(text), spoken=spoken or text, tip=tip, kind=kind)
    made.setCheckable(checkable)
    return made


def restyle(widget: QWidget, name: str, value: str) -> None:
    """Set a property that the style sheet asks for, and let the widget look like it."""
    if widget.property(name) != value:
        widget.setProperty(name, value)
        widget.style().unpolish(widget)
        widget.style().polish(widget)


def reveal(widget: QWidget) -> None:
    """Bring a part into sight in everything that scrolls around it; where it is in sight, nothing moves."""
    around = widget.parentWidget()
    while around is not None:
        if isinstance(around, QScrollArea):
            around.ensureWidgetVisible(widget, 0, REVEALED)
        around = around.parentWidget()


def scrolling(inside: QWidget) -> QScrollArea:
    """An area that scrolls ``inside`` where it is too tall, and takes no focus of its own."""
    area = dress(QScrollArea(), "tabArea")
    area.setWidgetResizable(True)
    area.setFrameShape(QFrame.Shape.NoFrame)
    area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
    area.setWidget(inside)
    return area

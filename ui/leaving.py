"""Before the window goes: what is half-typed ends with the program, and is said once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer

from hlhdesk.model.message import Message

if TYPE_CHECKING:
    from ui.window import MainWindow

ASKED_MS = 12_000
"""So long whoever closes the window again means it."""


class Leaving(QObject):
    """Asks once; ``holds`` is True while the window should stay."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._asked = QTimer(self, singleShot=True, interval=ASKED_MS)

    def holds(self) -> bool:
        """Whether something half-typed would be lost of which nobody was told yet; then it is said."""
        if self._asked.isActive():
            return False
        window = self._window
        child = window.bridge.child
        window.keep_drafts()
        window.right.keep()
        left = window.bridge.drafts.words(window.bridge.signer)
        if child is not None:
            window.bar.show_child(child)
        if not left:
            return False
        names = {card.patient_id: card.name for card in window.board.model.all_cards()}
        said = tuple(
            Message.of("ui.half-typed-of", name=names.get(one, ""), text=text) for one, text in left.items()
        )
        window.bridge.failed.emit(window.bridge.say("ui.half-typed", left=said))
        self._asked.start()
        return True

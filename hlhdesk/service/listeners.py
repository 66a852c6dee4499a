"""Who wants to hear of changes. What is saved is saved, whatever a listener does."""

from __future__ import annotations

import sys
from collections.abc import Callable

from hlhdesk.service.answers import Change

Callback = Callable[[Change], None]


class Listeners:
    """Callbacks in the order in which they came."""

    def __init__(self) -> None:
        self._callbacks: dict[int, Callback] = {}
        self._next = 0

    def add(self, callback: Callback) -> Callable[[], None]:
        """Call ``callback`` on every change; returns what ends that."""
        key, self._next = self._next, self._next + 1
        self._callbacks[key] = callback
        return lambda: self._remove(key)

    def tell(self, change: Change) -> None:
        """Tell everybody.

        A listener's error goes to ``sys.excepthook``, where bugs go: raised from here it would
        look as if saving had failed, and the nurse would type the value again.
        """
        for callback in tuple(self._callbacks.values()):
            try:
                callback(change)
            except Exception:
                sys.excepthook(*sys.exc_info())

    def _remove(self, key: int) -> None:
        self._callbacks.pop(key, None)

"""The nearest known name, so that a slip is told with its remedy."""

from __future__ import annotations

from collections.abc import Iterable
from difflib import get_close_matches

from hlhdesk.model.message import Message


def nearest(name: str, known: Iterable[str]) -> Message:
    """What is accepted instead of ``name``: the nearest known name first, else all of them."""
    names = tuple(known)
    close = get_close_matches(name.lower(), names, n=1)
    if close:
        return Message.of("exchange.nearest", nearest=close[0])
    return Message.of("exchange.one-of", names=names)

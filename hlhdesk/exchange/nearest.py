"""What is accepted instead of an unknown name: the nearest one, so that a slip is told with its remedy."""

from __future__ import annotations

from collections.abc import Iterable

from hlhdesk.model.message import Message
from hlhdesk.model.nearest import nearest


def accepted_instead(name: str, known: Iterable[str]) -> Message:
    """The known name nearest to ``name``; all of them when none is near."""
    names = tuple(known)
    found = nearest(name, names)
    if found is None:
        return Message.of("exchange.one-of", names=names)
    return Message.of("exchange.nearest", nearest=found)

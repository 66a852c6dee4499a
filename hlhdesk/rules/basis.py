"""What a finding rests on, said beside it: the rule with its version, and whether a ward signed for it."""

from __future__ import annotations

from hlhdesk.model.definitions import Definitions
from hlhdesk.model.message import Message


def basis(rule: str, version: str, definitions: Definitions) -> tuple[Message, ...]:
    """The rule with its version ("Rule ruxolitinib v1.") and, until a ward approved its parameters, that it did not."""
    named = Message.of(f"basis.{rule}", version=version)
    return (named,) if definitions.approved_by_ward else (named, Message.of("note.not-approved"))

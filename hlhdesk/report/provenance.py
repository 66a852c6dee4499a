"""Who printed what, when and from which state of the program: said on every page."""

from __future__ import annotations

from dataclasses import dataclass

from hlhdesk.model.message import Message
from hlhdesk.model.moment import Moment


@dataclass(frozen=True, slots=True)
class Replaced:
    """An earlier printing of this page whose data was corrected since: when, its head, and each change."""

    printed_at: Moment
    history_head: str
    changes: tuple[Message, ...]


@dataclass(frozen=True, slots=True)
class PageProvenance:
    """What the pages say about themselves; the only time they know is the one given here.

    ``history_head`` is the head of the history chain at that moment; ``demo`` marks invented
    data, ``approved`` whether a ward signed for the parameters in force. ``replaces`` is the
    printing that this one takes the place of, if what it said was corrected.
    """

    printed_at: Moment
    printed_by: str | None
    program_version: str
    definitions_version: str
    history_head: str
    demo: bool
    approved: bool
    ward_name: str | None = None
    replaces: Replaced | None = None

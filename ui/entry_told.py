"""An entry told in full: what, when it happened, who recorded it when, and what became of it."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from hlhdesk.model.entries import KIND_OF, Entry, Identity
from hlhdesk.model.message import Value
from hlhdesk.model.moment import Moment
from hlhdesk.wording import Catalogue
from hlhdesk.wording.entry_words import entry_words, when_of


def entry_title(entry: Entry, say: Catalogue) -> str:
    """``Temperature: 39.4 °C axillary, 14:00 on 9 Mar 2018``; an identity has no time of its own."""
    kind = say.term("kind", KIND_OF[type(entry)].value)
    if isinstance(entry, Identity):
        return say("correct.title-undated", kind=kind, entry=entry_words(entry))
    when = when_of(entry)
    return say("correct.title", kind=kind, entry=entry_words(entry), when=when)


def recorded(entry: Entry, zone: ZoneInfo, say: Catalogue) -> str:
    """``recorded 14:02 on 9 Mar 2018 by Nurse Lin``; with the reason where it corrects another entry."""
    parts: list[str] = []
    if entry.recorded_at is not None:
        at: Value = Moment.of(entry.recorded_at.astimezone(zone).replace(tzinfo=None), zone)
        by = entry.recorded_by
        parts.append(say("correct.recorded", at=at, by=by) if by else say("correct.recorded-unnamed", at=at))
    if entry.change_reason:
        parts.append(say("correct.because", reason=entry.change_reason))
    return say.sentences(say.ended(part) for part in parts)

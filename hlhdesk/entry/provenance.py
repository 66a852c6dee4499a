"""Where an entry came from, as a chart file writes it."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any

from hlhdesk.entry.characters import quoted
from hlhdesk.entry.context import Refusal
from hlhdesk.entry.dates import instant_text, parse_instant
from hlhdesk.entry.fields import Body, words
from hlhdesk.entry.kinds import PROVENANCE
from hlhdesk.model.entries import Entry
from hlhdesk.model.message import Message
from hlhdesk.model.problem import Problem

IDENTIFIER = re.compile(r"[0-9A-Za-z][0-9A-Za-z_.:-]{0,63}", re.ASCII)


def read_provenance(body: Body, problems: list[Problem]) -> dict[str, Any]:
    """The provenance that a body carries; its problems are added to ``problems``."""
    found: dict[str, Any] = {}
    for key in PROVENANCE:
        raw = body.get(key)
        if raw is None:
            continue
        try:
            found[key] = _READ[key](raw)
        except Refusal as refusal:
            problems.append(refusal.problem(key))
    if found.get("retracted") and "supersedes" not in found:
        problems.append(Problem("retracted", Message.of("entry.retracts-nothing")))
    return found


def provenance_of(entry: Entry) -> dict[str, object]:
    """The provenance of an entry; what it does not have is left out."""
    found: dict[str, object] = {}
    for key in PROVENANCE:
        value = getattr(entry, key)
        if value is None or value is False or value == "":
            continue
        found[key] = instant_text(value) if isinstance(value, datetime) else value
    return found


def _identifier(raw: object) -> str:
    if isinstance(raw, str) and IDENTIFIER.fullmatch(raw):
        return raw
    raise Refusal(Message.of("entry.not-an-id", word=quoted(raw)), Message.of("entry.accepted-id"))


def _instant(raw: object) -> datetime:
    if isinstance(raw, str):
        return parse_instant(raw)
    raise Refusal(Message.of("entry.not-an-instant", word=quoted(raw)), Message.of("entry.accepted-instant"))


def _flag(raw: object) -> bool:
    if isinstance(raw, bool):
        return raw
    raise Refusal(Message.of("entry.not-a-flag", word=quoted(raw)), Message.of("entry.accepted-flag"))


_READ = {
    "id": _identifier,
    "recorded_at": _instant,
    "recorded_by": lambda raw: words(raw, required=True),
    "unconfirmed": _flag,
    "supersedes": _identifier,
    "change_reason": lambda raw: words(raw, required=True),
    "retracted": _flag,
}

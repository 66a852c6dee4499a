"""A correction in words: which entry, each field's old value and its new one, and the reason."""

from __future__ import annotations

import json
from collections.abc import Mapping
from datetime import date, datetime
from zoneinfo import ZoneInfo

from hlhdesk.model.message import Message, Term, Value
from hlhdesk.model.moment import Moment, NotATime
from hlhdesk.store import Record

TERMS: Mapping[str, str] = {
    "analyte": "analyte",
    "answer": "answer",
    "drug": "drug",
    "event": "event",
    "finding": "finding",
    "item": "safety-item",
    "route": "route",
    "sex": "sex",
    "site": "site",
    "source": "peak-source",
    "status": "dose-status",
    "visit": "visit",
    "vital": "vital",
}
"""The closed list that a field's value is from."""
SUBJECTS = ("analyte", "drug", "vital", "event", "finding", "visit", "item")
WHEN = ("at", "on", "starts_on", "admitted_on")
DAYS = ("on", "starts_on", "ends_on", "admitted_on", "discharged_on", "birth_date")


def change_of(old: Record, new: Record, zone: ZoneInfo) -> Message | None:
    """``temperature, 14:02 on 9 Mar 2018: value 38.9 → 36.9. Reason: …``; None when nothing differs."""
    before, after = json.loads(old.body), json.loads(new.body)
    if new.retracted:
        said: Value = Message.of("page.change.retracted", value=_whole(old.kind, before, zone))
    else:
        fields = _differing(before, after)
        if not fields:
            return None
        said = tuple(_field(name, old.kind, before, after, zone) for name in fields)
    return Message.of(
        "page.change.entry",
        entry=_entry(old.kind, before, zone),
        changes=said,
        reason=new.change_reason or "",
    )


def _differing(before: Mapping[str, object], after: Mapping[str, object]) -> list[str]:
    names = dict.fromkeys((*before, *after))
    return [name for name in names if before.get(name) != after.get(name)]


def _entry(kind: str, body: Mapping[str, object], zone: ZoneInfo) -> Value:
    """Which entry: its kind, what it is of, and when it happened."""
    parts: list[Value] = [Term("kind", kind)]
    parts += [_value(name, kind, body, zone) for name in SUBJECTS if name in body]
    parts += [_value(name, kind, body, zone) for name in WHEN if name in body]
    return tuple(parts)


def _field(
    name: str, kind: str, before: Mapping[str, object], after: Mapping[str, object], zone: ZoneInfo
) -> Message:
    return Message.of(
        "page.change.field",
        field=Term("field", name),
        old=_value(name, kind, before, zone),
        new=_value(name, kind, after, zone),
    )


def _whole(kind: str, body: Mapping[str, object], zone: ZoneInfo) -> Value:
    """What an entry said that was taken back, without what names it."""
    return tuple(
        Message.of("page.change.said", field=Term("field", name), value=_value(name, kind, body, zone))
        for name in body
        if name not in (*SUBJECTS, *WHEN) and body[name] not in (None, "", [])
    )


def _value(name: str, kind: str, body: Mapping[str, object], zone: ZoneInfo) -> Value:
    """A field's value in words; what was typed stays as it was typed."""
    value = body.get(name)
    if value in (None, "", []):
        return Message.of("page.not-recorded")
    if isinstance(value, bool):
        return Term("answer", "yes" if value else "no")
    if isinstance(value, list):
        return tuple(str(part) for part in value)
    text = str(value)
    if name in TERMS:
        return Term(TERMS[name], text)
    if name == "kind":
        return Term({"closures": "closure", "anchors": "anchor"}[kind], text)
    if name in DAYS:
        return date.fromisoformat(text)
    if name == "at":
        return _moment(text, zone)
    return text


def _moment(text: str, zone: ZoneInfo) -> Value:
    try:
        civil: datetime = Moment.parse(text, zone).civil
    except NotATime:
        return text
    return civil

"""A line of the history that is no entry, in words."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any
from zoneinfo import ZoneInfo

from hlhdesk.model.message import Message, Term, Value
from hlhdesk.model.moment import Moment
from hlhdesk.service.settings import KEYS
from hlhdesk.store import Line

Detail = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Noted:
    """A sentence, and the entries that it is about."""

    message: Message
    about: tuple[str, ...] = ()


def note_words(line: Line, zone: ZoneInfo) -> Noted:
    """What a note says. An action that this program does not know is named as it is written."""
    detail = json.loads(line.detail or "{}")
    known = _WORDS.get(line.action)
    if known is None:
        return Noted(Message.of("history.other", action=line.action))
    return known(detail, zone)


def setting_words(key: str, old: str | None, new: str) -> Message:
    """A setting's old and new value."""
    nothing = Message.of("history.nothing")
    name: Value = Term("setting", key) if key in KEYS else key
    return Message.of("history.setting", setting=name, old=old or nothing, new=new or nothing)


def _confirmed(detail: Detail, _zone: ZoneInfo) -> Noted:
    fields: Value = tuple(str(name) for name, _ in detail.get("questions", []))
    return Noted(Message.of("history.confirmed", fields=fields))


def _acknowledged(detail: Detail, _zone: ZoneInfo) -> Noted:
    text = Message.of("history.acknowledged", finding=str(detail["text"]), words=str(detail["words"]))
    return Noted(text, tuple(detail["evidence"]))


def _printed(detail: Detail, zone: ZoneInfo) -> Noted:
    visit = detail.get("visit")
    page: Value = Term("page-kind", str(detail["page"]))
    if visit:
        page = Message.of("history.page-of-visit", page=page, visit=str(visit))
    as_of = Moment.parse(detail["as_of"], zone)
    return Noted(Message.of("history.printed", page=page, language=str(detail["language"]), as_of=as_of))


def _made(detail: Detail, _zone: ZoneInfo) -> Noted:
    key = "history.backup-automatic" if detail["automatic"] else "history.backup"
    return Noted(Message.of(key, file=str(detail["file"]), entries=int(detail["entries"])))


def _drill(detail: Detail, _zone: ZoneInfo) -> Noted:
    key = "history.drill-passed" if detail["passed"] else "history.drill-failed"
    return Noted(Message.of(key, file=str(detail["file"])))


def _parameters(detail: Detail, _zone: ZoneInfo) -> Noted:
    changes: Value = tuple(
        Message.of("history.parameter", name=str(name), old=str(old), new=str(new))
        for name, (old, new) in detail.get("changes", {}).items()
    )
    return Noted(Message.of("history.parameters", version=str(detail["version"]), changes=changes))


def _user(detail: Detail, _zone: ZoneInfo) -> Noted:
    roles: Value = tuple(Message.of(f"people.role.{role}") for role in detail["roles"])
    did = Message.of(f"people.did.{detail['did']}")
    return Noted(Message.of("history.user", name=str(detail["name"]), roles=roles, did=did))


def _ward_key(detail: Detail, _zone: ZoneInfo) -> Noted:
    return Noted(Message.of("history.ward-key", which=Message.of(f"people.key.{detail['key']}")))


def _saying(key: str, *names: str) -> Callable[[Detail, ZoneInfo], Noted]:
    """A sentence with some of the detail's values."""

    def say(detail: Detail, _zone: ZoneInfo) -> Noted:
        return Noted(Message.of(key, **{name: str(detail.get(name, "")) for name in names}))

    return say


_WORDS: Mapping[str, Callable[[Detail, ZoneInfo], Noted]] = {
    "backup-carried": _saying("history.backup-carried", "file"),
    "backup-made": _made,
    "confirmed": _confirmed,
    "created": _saying("history.created", "program", "schema"),
    "emergency-access": _saying("history.emergency", "reason"),
    "finding-acknowledged": _acknowledged,
    "imported": _saying("history.imported", "file", "added"),
    "migrated": _saying("history.migrated", "to"),
    "moved": _saying("history.moved", "from", "to"),
    "page-printed": _printed,
    "parameters-approved": _saying("history.parameters-approved", "version", "on"),
    "parameters-set": _parameters,
    "photograph": _saying("history.photograph", "taken_on", "agreed"),
    "photograph-removed": _saying("history.photograph-removed", "reason"),
    "protected": _saying("history.protected"),
    "restore-drill": _drill,
    "restored": _saying("history.restored", "file"),
    "user": _user,
    "ward-key-renewed": _ward_key,
}

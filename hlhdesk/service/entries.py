"""Between the store's records and the model's entries."""

from __future__ import annotations

import json
from datetime import date, datetime
from functools import lru_cache
from zoneinfo import ZoneInfo

from hlhdesk.entry import body_of, canonical, load_entry
from hlhdesk.model.definitions import Definitions
from hlhdesk.model.entries import KIND_OF, Entry, Kind
from hlhdesk.service.answers import UnreadableEntry
from hlhdesk.store import Record, utc_text

WHEN = ("at", "on", "starts_on", "admitted_on")
"""The field of an entry that says when it happened; an identity has none."""


def entry_of(record: Record, definitions: Definitions, zone: ZoneInfo) -> Entry:
    """The entry of a proved record. Raises UnreadableEntry."""
    try:
        return load_entry(
            Kind(record.kind),
            json.loads(record.body),
            definitions,
            zone,
            id=record.id,
            recorded_at=_instant(record.recorded_at),
            recorded_by=record.recorded_by,
            unconfirmed=record.unconfirmed == 1,
            supersedes=record.supersedes,
            change_reason=record.change_reason,
            retracted=record.retracted == 1,
        )
    except ValueError as error:
        raise UnreadableEntry.named(record.patient_id, record.id) from error


def record_of(entry: Entry, patient_id: str) -> Record:
    """The record of an entry that has its id and time of recording."""
    assert entry.recorded_at is not None
    return Record(
        id=entry.id,
        patient_id=patient_id,
        kind=KIND_OF[type(entry)].value,
        body=canonical(body_of(entry)),
        happened=happened(entry),
        recorded_at=utc_text(entry.recorded_at),
        recorded_by=entry.recorded_by,
        unconfirmed=int(entry.unconfirmed),
        supersedes=entry.supersedes,
        change_reason=entry.change_reason,
        retracted=int(entry.retracted),
    )


def happened(entry: Entry) -> str | None:
    """When an entry happened, as it was typed; None for an identity."""
    for name in WHEN:
        when = getattr(entry, name, None)
        if when is not None:
            return when.isoformat() if isinstance(when, date) else str(when.text)
    return None


_instant = lru_cache(maxsize=4096)(datetime.fromisoformat)

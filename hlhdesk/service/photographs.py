"""A child's photograph: taken with somebody's consent, replaced, taken away; each told in the history."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import date

from hlhdesk.service.answers import Refused
from hlhdesk.service.texts import LONGEST_REASON, refuse_text
from hlhdesk.store import Store, Transaction

LARGEST = 65_536
"""Bytes of a picture: far more than a face in a banner takes, and no burden for a backup."""
_JPEG = (b"\xff\xd8\xff", b"\xff\xd9")


@dataclass(frozen=True, slots=True)
class Photograph:
    """A child's face as a small JPEG. ``agreed`` names who consented; ``by`` is who stored it."""

    patient_id: str
    picture: bytes
    taken_on: date
    agreed: str
    by: str | None = None


def photograph(store: Store, patient_id: str) -> Photograph | None:
    """The child's photograph, or None. Raises Damaged."""
    found = store.photograph(patient_id)
    if found is None:
        return None
    detail = json.loads(found.line.detail or "{}")
    return Photograph(
        patient_id,
        found.picture,
        date.fromisoformat(detail["taken_on"]),
        detail["agreed"],
        found.line.recorded_by,
    )


def take_photograph(store: Store, taken: Photograph, born: date, today: date) -> Transaction:
    """Store a photograph of a known child. Raises Refused and StoreError."""
    refuse_text("recorded_by", taken.by)
    refuse_text("agreed", taken.agreed)
    if not born <= taken.taken_on <= today:
        raise Refused.because("taken_on", "service.photograph-day", born=born, today=today)
    if len(taken.picture) > LARGEST or not _is_jpeg(taken.picture):
        raise Refused.because("picture", "service.photograph-picture", most=LARGEST // 1024)
    with store.write() as transaction:
        detail = {"taken_on": taken.taken_on.isoformat(), "agreed": taken.agreed}
        transaction.put_photograph(taken.patient_id, taken.picture, by=taken.by, detail=detail)
    return transaction


def remove_photograph(store: Store, patient_id: str, reason: str, by: str | None) -> Transaction:
    """Take a child's photograph away. Raises Refused when there is none, and StoreError."""
    refuse_text("recorded_by", by)
    refuse_text("reason", reason, LONGEST_REASON)
    with store.write() as transaction:
        if not transaction.drop_photograph(patient_id, by=by, detail={"reason": reason}):
            raise Refused.because("picture", "service.no-photograph")
    return transaction


def _is_jpeg(picture: bytes) -> bool:
    first, last = _JPEG
    return picture.startswith(first) and picture.endswith(last)

"""Printed pages: each is a line of the history; one whose data was corrected later is superseded."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from hlhdesk.model.message import Message
from hlhdesk.model.moment import Moment
from hlhdesk.service.answers import Refused
from hlhdesk.service.changes import change_of
from hlhdesk.service.texts import refuse_text
from hlhdesk.store import Record, Store, Transaction

ACTION = "page-printed"


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page as it was printed, or is about to be recorded.

    ``kind`` is ``discharge``, ``follow-up``, ``family`` or ``downtime`` (which is about no single
    child), ``head`` the history's head that stands on the page, ``sha256`` that of its bytes in
    hexadecimal digits, ``as_of`` the moment that it speaks of. ``seq`` is the line of the history
    that the head belongs to; it is found when the page is recorded.
    """

    kind: str
    patient_id: str | None
    language: str
    head: str
    sha256: str
    as_of: Moment
    printed_at: Moment
    visit: str | None = None
    by: str | None = None
    seq: int = 0


def record_page(store: Store, page: PrintedPage) -> Transaction:
    """Write the line. Raises Refused for an unknown child or head, and StoreError."""
    refuse_text("recorded_by", page.by)
    seq = store.seq_of(page.head)
    if seq is None:
        raise Refused.because("head", "service.unknown-head")
    with store.write() as transaction:
        if page.patient_id is not None and transaction.chart_head(page.patient_id) is None:
            raise Refused.because("patient_id", "service.unknown-patient", patient=page.patient_id)
        detail = {
            "page": page.kind,
            "visit": page.visit,
            "language": page.language,
            "as_of": page.as_of.text,
            "printed_at": page.printed_at.text,
            "head": page.head,
            "seq": seq,
            "sha256": page.sha256,
        }
        transaction.note(ACTION, by=page.by, patient_id=page.patient_id, detail=detail)
    return transaction


def printed_pages(store: Store, zone: ZoneInfo) -> tuple[PrintedPage, ...]:
    """Every page that was recorded, oldest first. Raises Damaged."""
    return tuple(_read(store, zone))


def _read(store: Store, zone: ZoneInfo) -> Iterator[PrintedPage]:
    for line in store.lines(ACTION):
        detail = json.loads(line.detail or "{}")
        yield PrintedPage(
            kind=detail["page"],
            patient_id=line.patient_id,
            language=detail["language"],
            head=detail["head"],
            sha256=detail["sha256"],
            as_of=Moment.parse(detail["as_of"], zone),
            printed_at=Moment.parse(detail["printed_at"], zone),
            visit=detail["visit"],
            by=line.recorded_by,
            seq=detail["seq"],
        )


def changes_since(store: Store, zone: ZoneInfo, page: PrintedPage) -> tuple[Message, ...]:
    """What a page says that was corrected since, oldest entry first: old values and new ones."""
    if page.patient_id is None:
        return ()
    records = store.chart(page.patient_id)[1]
    found = (change_of(old, new, zone) for old, new in _corrected(records, page))
    return tuple(change for change in found if change is not None)


def _corrected(records: Iterable[Record], page: PrintedPage) -> Iterator[tuple[Record, Record]]:
    """Each entry that was in force for the page and is not any more, with what is in force now.

    An entry that happened after the moment of the page was not on it, nor was one that was taken
    back before.
    """
    known = {record.id: record for record in records}
    after = {record.supersedes: record for record in known.values() if record.supersedes}
    for old in known.values():
        new = after.get(old.id)
        if old.seq > page.seq or old.retracted or new is None or new.seq <= page.seq:
            continue
        while new.id in after:
            new = after[new.id]
        if _on(old, page) or _on(new, page):
            yield old, new


def _on(record: Record, page: PrintedPage) -> bool:
    return record.happened is None or record.happened[:10] <= page.as_of.day.isoformat()

"""Handlers that correct: a new entry supersedes the old one, which stays legible."""

from __future__ import annotations

from dataclasses import replace

from hlhdesk.model.entries import Kind
from hlhdesk.service.answers import Refused, Saved
from hlhdesk.service.commands import CorrectEntry, RetractEntry
from hlhdesk.service.entries import entry_of
from hlhdesk.service.texts import LONGEST_REASON, refuse_text
from hlhdesk.service.work import Work
from hlhdesk.store import Record, new_id


def correct_entry(work: Work, command: CorrectEntry) -> Saved:
    """A new value for an entry, with the reason."""
    old = _current(work, command.entry_id, command.reason)
    chart = work.chart(old.patient_id)
    parsed = work.parse(
        Kind(old.kind),
        command.body,
        chart,
        recorded_by=command.by,
        supersedes=old.id,
        change_reason=command.reason,
    )
    return work.save_settled(old.patient_id, parsed, confirmed=command.confirmed)


def retract_entry(work: Work, command: RetractEntry) -> Saved:
    """Take an entry back; its value is repeated so that it stays legible."""
    return taken_back(work, standing(work, command.entry_id, command.reason), command.reason, command.by)


def standing(work: Work, entry_id: str, reason: str) -> Record:
    """The entry, when it is in force and may be taken back for ``reason``. Raises Refused."""
    old = _current(work, entry_id, reason)
    if old.kind == Kind.IDENTITY:
        raise Refused.because("entry_id", "service.identity-stays", patient=old.patient_id)
    if old.retracted:
        raise Refused.because("entry_id", "service.already-retracted", entry=old.id)
    return old


def taken_back(work: Work, old: Record, reason: str, by: str | None) -> Saved:
    """Save the retraction of an entry that stands. Raises Refused for a name or reason that cannot be kept."""
    refuse_text("recorded_by", by)
    refuse_text("change_reason", reason, LONGEST_REASON)
    entry = replace(
        entry_of(old, work.definitions, work.zone),
        id=new_id(),
        recorded_at=work.now.instant,
        recorded_by=by,
        unconfirmed=False,
        supersedes=old.id,
        change_reason=reason,
        retracted=True,
    )
    return work.save(old.patient_id, entry)


def _current(work: Work, entry_id: str, reason: str) -> Record:
    """The entry, when it is the latest of its line and there is a reason. Raises Refused."""
    if not reason.strip():
        raise Refused.because("reason", "service.no-reason")
    found = work.record(entry_id)
    later = work.transaction.superseded_by(entry_id)
    if later is not None:
        raise Refused.because("entry_id", "service.already-corrected", entry=entry_id, later=later)
    return found

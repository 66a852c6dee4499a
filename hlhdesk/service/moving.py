"""Moves an entry that was charted on the wrong child to the right one."""

from __future__ import annotations

import json

from hlhdesk.model.entries import Kind
from hlhdesk.service.answers import Refused, SavedTogether
from hlhdesk.service.commands import MoveEntry
from hlhdesk.service.correcting import standing, taken_back
from hlhdesk.service.work import Work

ACTION = "moved"
TO, FROM = "→", "←"
"""What stands between a reason and the other child's number: legible in every language."""


def move_entry(work: Work, command: MoveEntry) -> SavedTogether:
    """Take the entry back on one chart and chart it on the other; each names the other in its reason.

    The entry is judged by the right child's chart like any that is charted there. The answer holds the
    retraction, then the new entry; a line of the history on each child links the three. Raises Refused
    and NeedsConfirmation; then neither chart changed.
    """
    old = standing(work, command.entry_id, command.reason)
    if command.to_patient_id == old.patient_id:
        raise Refused.because("to_patient_id", "service.moved-nowhere", patient=old.patient_id)
    chart = work.chart(command.to_patient_id)
    parsed = work.parse(
        Kind(old.kind),
        json.loads(old.body),
        chart,
        recorded_by=command.by,
        change_reason=f"{command.reason} {FROM} {old.patient_id}",
    )
    taken = taken_back(work, old, f"{command.reason} {TO} {command.to_patient_id}", command.by)
    new = work.save_settled(command.to_patient_id, parsed, confirmed=command.confirmed)
    detail = {
        "from": old.patient_id,
        "to": command.to_patient_id,
        "entry": old.id,
        "retraction": taken.entry.id,
        "new": new.entry.id,
    }
    for patient_id, entry_id in ((old.patient_id, taken.entry.id), (command.to_patient_id, new.entry.id)):
        work.transaction.note(ACTION, by=command.by, patient_id=patient_id, entry_id=entry_id, detail=detail)
    return SavedTogether((taken, new))

"""Handlers that chart something new."""

from __future__ import annotations

from dataclasses import replace

from hlhdesk.entry import parse_temperature
from hlhdesk.model.entries import Kind
from hlhdesk.model.moment import Moment
from hlhdesk.model.problem import Problem
from hlhdesk.service.answers import NeedsConfirmation, Refused, Saved, SavedTogether, settled
from hlhdesk.service.commands import AdmitPatient, RecordEntries, RecordEntry, RecordTemperature
from hlhdesk.service.texts import refuse_patient_id
from hlhdesk.service.work import Work


def record_temperature(work: Work, command: RecordTemperature) -> Saved:
    """A temperature from the quick-entry line."""
    found = parse_temperature(command.text, work.definitions, command.unit)
    if found.quantity is None:
        raise Refused(found.problems)
    body = {
        "at": _when(command.at, work.now),
        "value": found.quantity.text,
        "unit": found.quantity.unit_text,
        "site": command.site,
        "after_cooling": command.after_cooling,
    }
    return record_entry(
        work, RecordEntry(command.patient_id, Kind.TEMPERATURE, body, command.confirmed, command.by)
    )


def record_entry(work: Work, command: RecordEntry) -> Saved:
    """An entry of any kind but an identity, which is corrected."""
    chart = work.chart(command.patient_id)
    if command.kind is Kind.IDENTITY:
        raise Refused.because("kind", "service.identity-is-corrected", patient=command.patient_id)
    parsed = work.parse(command.kind, command.body, chart, recorded_by=command.by)
    return work.save_settled(command.patient_id, parsed, confirmed=command.confirmed)


def record_entries(work: Work, command: RecordEntries) -> SavedTogether:
    """Several entries, each seeing those before it; every problem of all of them is said at once."""
    saved: list[Saved] = []
    problems: list[Problem] = []
    for place, (kind, body) in enumerate(command.items):
        one = RecordEntry(command.patient_id, kind, body, command.confirmed, command.by)
        try:
            saved.append(record_entry(work, one))
        except (Refused, NeedsConfirmation) as stopped:
            problems += (replace(found, field=f"{place}.{found.field}") for found in stopped.problems)
    settled(tuple(problems), confirmed=False)
    return SavedTogether(tuple(saved))


def admit_patient(work: Work, command: AdmitPatient) -> Saved:
    """A new child with its identity."""
    refuse_patient_id(command.patient_id)
    if work.transaction.chart_head(command.patient_id) is not None:
        raise Refused.because("patient_id", "service.known-patient", patient=command.patient_id)
    parsed = work.parse(Kind.IDENTITY, command.body, None, recorded_by=command.by)
    work.transaction.add_patient(command.patient_id)
    return work.save_settled(command.patient_id, parsed, confirmed=True)


def _when(at: str | Moment | None, now: Moment) -> str:
    if at is None:
        return now.text
    return at.text if isinstance(at, Moment) else at

"""Reads from the store what a history is made of."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from hlhdesk.model.definitions import Definitions
from hlhdesk.service.history import HistoryLine, child_history, ward_history
from hlhdesk.service.noted import Noted
from hlhdesk.store import Store


def history_of_child(
    store: Store, noted: Noted, definitions: Definitions, zone: ZoneInfo, patient_id: str
) -> tuple[HistoryLine, ...]:
    """Everything about a child. Raises DamagedEntry, UnreadableEntry; LookupError for an unknown child."""
    records = store.chart(patient_id)[1]
    lines = {line.seq: line for line in store.lines_of_child(patient_id)}
    known = [record for record in records if record.seq in lines]
    return child_history(known, lines, noted.of(patient_id), definitions, zone)


def history_of_ward(store: Store, noted: Noted, zone: ZoneInfo) -> tuple[HistoryLine, ...]:
    """What concerns no single child. Raises Damaged."""
    settings = store.setting_lines()
    lines = {setting.seq: store.line(setting.seq) for setting in settings}
    return ward_history(noted.lines(), settings, lines, zone)

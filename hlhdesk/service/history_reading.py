"""Reads from the store what a history is made of."""

from __future__ import annotations

from zoneinfo import ZoneInfo

from hlhdesk.model.definitions import Definitions
from hlhdesk.service.history import ChildHistory, HistoryLine, ward_history
from hlhdesk.service.noted import Noted
from hlhdesk.store import ChartHead, Store

_NOTHING = ChartHead(0, 0)


class Histories:
    """The history of the child that was asked for last: another key adds one line to it."""

    def __init__(self, store: Store, noted: Noted) -> None:
        self._store, self._noted = store, noted
        self._child: str | None = None
        self._head = _NOTHING
        self._kept: ChildHistory | None = None

    def child(self, patient_id: str, definitions: Definitions, zone: ZoneInfo) -> tuple[HistoryLine, ...]:
        """Everything about a child. Raises DamagedEntry, UnreadableEntry; LookupError for an unknown child."""
        kept = self._kept
        if kept is None or self._child != patient_id or not kept.is_by(definitions, zone):
            kept, self._child, self._head = ChildHistory(definitions, zone), patient_id, _NOTHING
            self._kept = None  # until all of it was read
        head, records = self._store.chart(patient_id, self._head)
        lines = {line.seq: line for line in self._store.lines_of_child(patient_id, self._head.seq)}
        known = [record for record in records if record.seq in lines]
        kept.add(known, lines, self._noted.of(patient_id))
        self._kept, self._head = kept, head
        return kept.read()

    def ward(self, zone: ZoneInfo) -> tuple[HistoryLine, ...]:
        """What concerns no single child. Raises Damaged."""
        settings = self._store.setting_lines()
        lines = {setting.seq: self._store.line(setting.seq) for setting in settings}
        return ward_history(self._noted.lines(), settings, lines, zone)

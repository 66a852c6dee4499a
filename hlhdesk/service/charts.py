"""Charts read from the store once, then only what was added since: facts do not change."""

from __future__ import annotations

from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.definitions import Definitions
from hlhdesk.service.entries import entry_of
from hlhdesk.store import ChartHead, Record

Reader = Callable[[str, ChartHead], tuple[ChartHead, list[Record]]]
"""Reads a child's entries after a head, and gives the new head; LookupError for an unknown child."""

MOST_ENTRIES = 300_000
"""What is kept in memory; the charts that were not looked at for longest go first."""

_NOTHING = ChartHead(0, 0)


@dataclass(frozen=True, slots=True)
class _Kept:
    head: ChartHead
    chart: PatientChart


class Charts:
    """The charts that were read."""

    def __init__(self, definitions: Callable[[], Definitions], zone: ZoneInfo) -> None:
        self._definitions = definitions
        self._zone = zone
        self._kept: OrderedDict[str, _Kept] = OrderedDict()

    def get(self, patient_id: str, read: Reader, *, keep: bool = True) -> PatientChart:
        """The chart as it is now; the same object while it has not changed.

        ``keep`` is False inside a transaction that has written: what it reads may be undone.
        """
        kept = self._kept.get(patient_id)
        head, records = read(patient_id, kept.head if kept else _NOTHING)
        if kept and not records:
            self._kept.move_to_end(patient_id)
            return kept.chart
        definitions = self._definitions()
        added = tuple(entry_of(record, definitions, self._zone) for record in records)
        before = kept.chart.entries if kept else ()
        chart = PatientChart(patient_id, self._zone, before + added)
        if keep:
            self._kept[patient_id] = _Kept(head, chart)
            self._kept.move_to_end(patient_id)
            self._forget()
        return chart

    def _forget(self) -> None:
        total = sum(kept.head.entries for kept in self._kept.values())
        while total > MOST_ENTRIES and len(self._kept) > 1:
            _, gone = self._kept.popitem(last=False)
            total -= gone.head.entries

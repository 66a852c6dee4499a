"""What the list of entries shows: newest first, a corrected entry below what stands in its place."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, time

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.entries import KIND_OF, Entry, Identity, Kind, Order
from hlhdesk.model.moment import Moment
from hlhdesk.wording.entry_words import when_of


@dataclass(frozen=True, slots=True)
class Row:
    """One entry. ``struck`` says that it is not in force; ``after`` is the entry that took its place."""

    entry: Entry
    struck: bool
    after: Entry | None = None

    @property
    def kind(self) -> Kind:
        """The list of a chart file that it belongs to."""
        return KIND_OF[type(self.entry)]


def rows_of(chart: PatientChart, now: datetime, kind: Kind | None = None) -> list[Row]:
    """Every entry of a child, or those of one kind, that happened by ``now``; orders for later too.

    The order is that of what happened last; an entry and its corrections stand together, at the place of
    the one that is in force.
    """
    after = {entry.supersedes: entry for entry in chart.entries if entry.supersedes}
    chosen = [
        entry
        for entry in chart.entries
        if (kind is None or KIND_OF[type(entry)] is kind)
        and (isinstance(entry, Order) or _happened(entry, chart) <= now)
    ]
    latest = {entry.id: _latest(entry, after) for entry in chosen}
    order = {entry.id: place for place, entry in enumerate(chart.entries)}
    found = sorted(
        chosen,
        key=lambda entry: (
            _happened(latest[entry.id], chart),
            order[latest[entry.id].id],
            order[entry.id],
        ),
        reverse=True,
    )
    return [Row(entry, entry.retracted or entry.id in after, after.get(entry.id)) for entry in found]


def latest_of(entry: Entry, entries: Iterable[Entry]) -> Entry:
    """The entry that stands in the place of ``entry`` now, itself when it was not corrected."""
    return _latest(entry, {other.supersedes: other for other in entries if other.supersedes})


def _latest(entry: Entry, after: Mapping[str, Entry]) -> Entry:
    while entry.id in after:
        entry = after[entry.id]
    return entry


def _happened(entry: Entry, chart: PatientChart) -> datetime:
    """When it happened, on the ward's clock.

    Who a child is has no time but that of its recording; an order for later stands where it was written.
    """
    recorded = datetime.min
    if entry.recorded_at is not None:
        local = entry.recorded_at.astimezone(chart.zone)
        recorded = local.replace(tzinfo=None, second=0, microsecond=0)
    if isinstance(entry, Identity):
        return recorded
    when = when_of(entry)
    happened = when.civil if isinstance(when, Moment) else datetime.combine(when, time.min)
    return min(happened, recorded) if isinstance(entry, Order) else happened

"""What a correction would change in the findings, without writing anything."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from hlhdesk.entry import EntryContext
from hlhdesk.model.chart import PatientChart
from hlhdesk.model.definitions import Definitions
from hlhdesk.model.entries import KIND_OF, Entry
from hlhdesk.model.moment import Moment
from hlhdesk.model.state import Finding
from hlhdesk.rules import derive
from hlhdesk.service.work import judged

FORESEEN = "foreseen"
"""The id and the reason of an entry that is not written."""


def foreseen_findings(
    chart: PatientChart,
    entry: Entry,
    body: Mapping[str, object] | None,
    definitions: Definitions,
    now: Moment,
) -> tuple[Finding, ...] | None:
    """The findings as they would be with ``body`` in the place of ``entry``, or without it (None).

    None for a body that would be refused.
    """
    given = {"id": FORESEEN, "supersedes": entry.id, "change_reason": FORESEEN}
    after: Entry | None = replace(entry, retracted=True, **given)  # type: ignore[arg-type]  # texts all
    if body is not None:
        born = chart.identity.birth_date
        context = EntryContext(definitions, chart.zone, now, born)
        after, _ = judged(KIND_OF[type(entry)], {**body, **given}, chart, context)
    if after is None:
        return None
    return derive(replace(chart, entries=(*chart.entries, after)), definitions, now).findings

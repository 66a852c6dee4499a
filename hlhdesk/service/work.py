"""One unit of work: what a handler may read and write inside one transaction."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from zoneinfo import ZoneInfo

from hlhdesk.entry import EntryContext, parse_entry
from hlhdesk.model.chart import PatientChart
from hlhdesk.model.definitions import Definitions
from hlhdesk.model.entries import Entry, Kind
from hlhdesk.model.moment import Moment
from hlhdesk.model.problem import Problem
from hlhdesk.service.answers import Refused, Saved, settled
from hlhdesk.service.charts import Charts
from hlhdesk.service.entries import record_of
from hlhdesk.service.safety import chart_problems
from hlhdesk.store import Record, Transaction, new_id, utc_text

PROVENANCE = ("id", "recorded_at", "recorded_by", "unconfirmed", "supersedes", "change_reason", "retracted")


@dataclass(frozen=True, slots=True)
class Work:
    """A transaction with the definitions, the zone and the moment that it works by."""

    transaction: Transaction
    definitions: Definitions
    zone: ZoneInfo
    now: Moment
    charts: Charts

    def chart(self, patient_id: str) -> PatientChart:
        """The child's chart. Raises Refused for an unknown child."""
        try:
            return self.charts.get(patient_id, self.transaction.chart, keep=not self.transaction.seqs)
        except LookupError:
            raise Refused.because("patient_id", "service.unknown-patient", patient=patient_id) from None

    def record(self, entry_id: str) -> Record:
        """The entry with this id. Raises Refused when there is none."""
        found = self.transaction.entry(entry_id)
        if found is None:
            raise Refused.because("entry_id", "service.unknown-entry", entry=entry_id)
        return found

    def parse(
        self, kind: Kind, body: Mapping[str, object], chart: PatientChart | None, **provenance: object
    ) -> tuple[Entry | None, tuple[Problem, ...]]:
        """An entry recorded now, with the problems that its body and the chart raise.

        The provenance is the desk's: what the body says of it is not taken.
        """
        own = {"id": new_id(), "recorded_at": utc_text(self.now.instant), **provenance}
        context = EntryContext(self.definitions, self.zone, self.now, _birth_date(kind, chart))
        return judged(kind, {**body, **dict.fromkeys(PROVENANCE), **own}, chart, context)

    def save(self, patient_id: str, entry: Entry) -> Saved:
        """Add an entry with its history line."""
        stored = self.transaction.add(record_of(entry, patient_id))
        return Saved(entry, stored.seq)

    def save_settled(
        self, patient_id: str, parsed: tuple[Entry | None, tuple[Problem, ...]], *, confirmed: bool
    ) -> Saved:
        """Save what was parsed unless a problem stands in the way; a confirmation is recorded.

        Raises Refused or NeedsConfirmation.
        """
        entry, problems = parsed
        questions = settled(problems, confirmed=confirmed)
        assert entry is not None  # parse_entry gives none only with a refusal
        saved = self.save(patient_id, replace(entry, unconfirmed=False))
        if questions:
            detail = {"questions": [[asked.field, asked.message.key] for asked in questions]}
            self.transaction.note(
                "confirmed", by=entry.recorded_by, patient_id=patient_id, entry_id=entry.id, detail=detail
            )
        return saved


def judged(
    kind: Kind, body: Mapping[str, object], chart: PatientChart | None, context: EntryContext
) -> tuple[Entry | None, tuple[Problem, ...]]:
    """An entry as its body says it, with every problem that the body and the chart raise."""
    parsed = parse_entry(kind, body, context)
    if parsed.entry is None or chart is None:
        return parsed.entry, parsed.problems
    now = context.now
    assert now is not None  # the desk always knows what time it is
    return parsed.entry, parsed.problems + chart_problems(chart, parsed.entry, context.definitions, now)


def _birth_date(kind: Kind, chart: PatientChart | None) -> date | None:
    """Nothing happens before birth, except that an identity says when that was."""
    return None if chart is None or kind is Kind.IDENTITY else chart.identity.birth_date

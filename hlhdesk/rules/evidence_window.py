"""Which entries an item of HLH-2004 looks at: a window of days, and all of them or the latest (§4)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.definitions import Definitions, Hlh2004Parameters
from hlhdesk.model.entries import ClinicalFinding, Lab
from hlhdesk.model.moment import Moment, day_of, day_start
from hlhdesk.model.quantity import ninths
from hlhdesk.rules.doses import LONG_AGO
from hlhdesk.rules.fever_days import Value, day_end, is_valid


@dataclass(frozen=True, slots=True)
class Window:
    """Days ``first`` to ``last``, both included; slow items look back to ``slow_first``.

    ``latest_only`` takes the latest value of each kind, else every value counts. Nothing after
    ``as_of`` is seen.
    """

    chart: PatientChart
    definitions: Definitions
    as_of: Moment
    first: date
    slow_first: date
    last: date
    latest_only: bool
    results: Mapping[str, tuple[Lab, ...]] = field(repr=False)

    @property
    def rule(self) -> Hlh2004Parameters:
        return self.definitions.hlh2004

    def first_for(self, item: str) -> date:
        """The first day that counts for ``item``."""
        return self.slow_first if item in self.rule.slow_items else self.first

    def labs(
        self, analyte: str, item: str, usable: Callable[[Lab], bool] = lambda _: True
    ) -> tuple[Lab, ...]:
        """The results of ``analyte`` that count for ``item``, oldest first; a result that is not usable is passed over."""
        first = self.first_for(item)
        found = self.results.get(analyte, ())
        inside = tuple(lab for lab in found if first <= lab.at.day <= self.last and usable(lab))
        return inside[-1:] if self.latest_only else inside

    def findings(self, name: str, item: str) -> tuple[ClinicalFinding, ...]:
        """The statements on a finding that count for ``item``, oldest first."""
        found = statements(self.chart, name, self.as_of)
        inside = tuple(entry for entry in found if self.first_for(item) <= entry.on <= self.last)
        return inside[-1:] if self.latest_only else inside

    def temperatures(self) -> tuple[Value, ...]:
        """The valid temperature values of the window; any of them counts, now as well."""
        fever = self.definitions.fever
        begin = day_start(self.first, fever.day_starts_at)
        end = day_start(self.last + timedelta(days=1), fever.day_starts_at)
        readings = (
            Value(
                entry,
                ninths(entry.value),
                day_of(entry.at.civil, fever.day_starts_at),
                entry.at.instant,
            )
            for entry in self.chart.temperatures
            if begin <= entry.at.civil < end and entry.at.instant <= self.as_of.instant
        )
        peaks = (
            Value(entry, ninths(entry.value), entry.on, day_end(entry.on, self.chart, fever))
            for entry in self.chart.daily_peaks
            if self.first <= entry.on <= min(self.last, day_of(self.as_of.civil, fever.day_starts_at))
        )
        found = (value for value in (*readings, *peaks) if is_valid(value, fever))
        return tuple(sorted(found, key=lambda value: (value.counts_at, value.heat, value.entry.id)))


def window_now(chart: PatientChart, definitions: Definitions, as_of: Moment) -> Window:
    """The last days up to ``as_of``; a value exactly ``now_days`` days old still counts."""
    rule = definitions.hlh2004
    first = as_of.day - timedelta(days=rule.now_days)
    slow_first = as_of.day - timedelta(days=rule.now_days_slow)
    return Window(chart, definitions, as_of, first, slow_first, as_of.day, True, results(chart, as_of))


def window_around(chart: PatientChart, definitions: Definitions, as_of: Moment, on: date) -> Window:
    """The days around a diagnosis, the same for all items."""
    span = timedelta(days=definitions.hlh2004.diagnosis_days)
    return Window(chart, definitions, as_of, on - span, on - span, on + span, False, results(chart, as_of))


def results(chart: PatientChart, as_of: Moment) -> dict[str, tuple[Lab, ...]]:
    """All results up to ``as_of`` by analyte, oldest first."""
    found: dict[str, list[Lab]] = {}
    for lab in chart.labs:
        if lab.at.instant <= as_of.instant:
            found.setdefault(lab.analyte, []).append(lab)
    return {analyte: tuple(sorted(labs, key=_age)) for analyte, labs in found.items()}


def statements(chart: PatientChart, name: str, as_of: Moment) -> tuple[ClinicalFinding, ...]:
    """All statements on one finding up to the day of ``as_of``, oldest first."""
    found = [entry for entry in chart.findings if entry.finding == name and entry.on <= as_of.day]
    return tuple(sorted(found, key=lambda entry: (entry.on, entry.recorded_at or LONG_AGO, entry.id)))


def _age(lab: Lab) -> tuple[datetime, datetime, str]:
    return (lab.at.instant, lab.recorded_at or LONG_AGO, lab.id)

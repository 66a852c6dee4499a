"""Which entries an item of HLH-2004 looks at: a window of days, and all of them or the latest (§4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.definitions import Definitions, Hlh2004Parameters
from hlhdesk.model.entries import ClinicalFinding, Lab
from hlhdesk.model.moment import Moment
from hlhdesk.rules.doses import LONG_AGO
from hlhdesk.rules.fever_days import Value, is_valid, values_until


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
        found = [lab for lab in results(self.chart, analyte, self.as_of) if usable(lab)]
        inside = tuple(lab for lab in found if self.first_for(item) <= lab.at.day <= self.last)
        return inside[-1:] if self.latest_only else inside

    def findings(self, name: str, item: str) -> tuple[ClinicalFinding, ...]:
        """The statements on a finding that count for ``item``, oldest first."""
        found = statements(self.chart, name, self.as_of)
        inside = tuple(entry for entry in found if self.first_for(item) <= entry.on <= self.last)
        return inside[-1:] if self.latest_only else inside

    def temperatures(self) -> tuple[Value, ...]:
        """The valid temperature values of the window; any of them counts, now as well."""
        fever = self.definitions.fever
        values: Iterable[Value] = values_until(self.chart, fever, self.as_of)
        return tuple(
            value for value in values if is_valid(value, fever) and self.first <= value.day <= self.last
        )


def window_now(chart: PatientChart, definitions: Definitions, as_of: Moment) -> Window:
    """The last days up to ``as_of``; a value exactly ``now_days`` days old still counts."""
    rule = definitions.hlh2004
    first = as_of.day - timedelta(days=rule.now_days)
    slow_first = as_of.day - timedelta(days=rule.now_days_slow)
    return Window(chart, definitions, as_of, first, slow_first, as_of.day, latest_only=True)


def window_around(chart: PatientChart, definitions: Definitions, as_of: Moment, on: date) -> Window:
    """The days around a diagnosis, the same for all items."""
    span = timedelta(days=definitions.hlh2004.diagnosis_days)
    return Window(chart, definitions, as_of, on - span, on - span, on + span, latest_only=False)


def results(chart: PatientChart, analyte: str, as_of: Moment) -> tuple[Lab, ...]:
    """All results of one analyte up to ``as_of``, oldest first."""
    found = [lab for lab in chart.labs if lab.analyte == analyte and lab.at.instant <= as_of.instant]
    return tuple(sorted(found, key=lambda lab: (lab.at.instant, lab.recorded_at or LONG_AGO, lab.id)))


def statements(chart: PatientChart, name: str, as_of: Moment) -> tuple[ClinicalFinding, ...]:
    """All statements on one finding up to the day of ``as_of``, oldest first."""
    found = [entry for entry in chart.findings if entry.finding == name and entry.on <= as_of.day]
    return tuple(sorted(found, key=lambda entry: (entry.on, entry.recorded_at or LONG_AGO, entry.id)))

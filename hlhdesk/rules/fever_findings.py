"""What the fever rule has to say, as findings with their evidence (clinical specification §2.2)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.definitions import Definitions, FeverParameters
from hlhdesk.model.entries import Temperature
from hlhdesk.model.message import ClockTime, Message, Term
from hlhdesk.model.moment import Moment, end_of_day, instant_of
from hlhdesk.model.quantity import ninths
from hlhdesk.model.state import (
    CannotJudge,
    DayState,
    FeverState,
    Finding,
    Level,
    Normalisation,
    Relapse,
    TemperatureDay,
    TemperatureState,
    TemperatureValue,
)
from hlhdesk.rules.annotations import annotations_of_fever
from hlhdesk.rules.basis import basis
from hlhdesk.rules.doses import inpatient
from hlhdesk.rules.fever_days import Value, heat_of, is_valid


@dataclass(frozen=True, slots=True)
class Case:
    """One child at one moment: what every finding is drawn from."""

    chart: PatientChart
    definitions: Definitions
    as_of: Moment
    temperature: TemperatureState
    valid: tuple[Value, ...]

    @property
    def fever(self) -> FeverParameters:
        return self.definitions.fever

    def recent(self, values: Iterable[Value]) -> tuple[Value, ...]:
        """Those of the last ``recent_hours``."""
        hours = timedelta(hours=self.fever.recent_hours)
        return tuple(value for value in values if self.as_of.instant - value.counts_at < hours)

    def febrile(self) -> tuple[Value, ...]:
        """The valid values at or above ``fever_from``."""
        return tuple(value for value in self.valid if value.heat >= heat_of(self.fever.fever_from))

    def basis(self) -> tuple[Message, ...]:
        """The rule's name and version, and whether the ward approved its parameters."""
        return basis("fever", self.fever.version, self.definitions)


def temperature_case(
    chart: PatientChart,
    definitions: Definitions,
    as_of: Moment,
    temperature: TemperatureState,
    values: Sequence[Value],
) -> Case:
    """Gather what the findings need; ``values`` are those of ``values_until``."""
    valid = tuple(value for value in values if is_valid(value, definitions.fever))
    return Case(chart, definitions, as_of, temperature, valid)


def fever_findings(case: Case) -> tuple[Finding, ...]:
    """All findings of the fever rule, loudest first within their kind."""
    return (
        *(_relapse(relapse, case) for relapse in reversed(case.temperature.relapses)),
        *(_cannot_judge(unjudged, case) for unjudged in reversed(case.temperature.cannot_judge)),
        *(_returned(on, case) for on in reversed(case.temperature.returned_on)),
        *_not_observed(case),
        *_low(case),
        *_low_grade(case),
        *_standing(case),
    )


def _relapse(relapse: Relapse, case: Case) -> Finding:
    day = _day_on(case.temperature.days, relapse.on)
    gap = (
        [Message.of("fever.gap", observed=relapse.observed_between, between=relapse.days_between)]
        if relapse.gap
        else []
    )
    settled = (
        [Message.of("fever.settled-again", on=relapse.settled_on)] if relapse.settled_on is not None else []
    )
    return Finding(
        code="fever.relapse",
        level=Level.NOTICE if settled else Level.ALERT,
        text=Message.of(
            "fever.relapse",
            number=relapse.number,
            status=Term("relapse-status", relapse.status.value),
            evidence=said(relapse.peak),
            interval=relapse.interval_days,
            normalised=relapse.normalisation.on,
            normal_days=normal_days_of(case.temperature.days, relapse.normalisation),
        ),
        annotations=(
            *gap,
            *annotations_of_fever(case.chart, case.definitions, day, case.as_of),
            *settled,
            *case.basis(),
        ),
        evidence=_febrile_ids(day, case.fever),
        on=relapse.on,
    )


def normal_days_of(days: Sequence[TemperatureDay], normalisation: Normalisation) -> int:
    """How many normal days declared a normalisation; ``days`` have no holes, those between do not count."""
    first, last = ((on - days[0].on).days for on in (normalisation.on, normalisation.declared_on))
    return sum(day.state is DayState.NORMAL for day in days[first : last + 1])


def _cannot_judge(unjudged: CannotJudge, case: Case) -> Finding:
    day = _day_on(case.temperature.days, unjudged.on)
    assert day.peak is not None
    over = any(normalised.on > unjudged.on for normalised in case.temperature.normalisations)
    return Finding(
        code="fever.cannot-judge",
        level=Level.NOTICE if over else Level.WARN,
        text=Message.of("fever.cannot-judge", days=spans(unjudged.because), evidence=said(day.peak)),
        annotations=(*annotations_of_fever(case.chart, case.definitions, day, case.as_of), *case.basis()),
        evidence=_febrile_ids(day, case.fever),
        on=unjudged.on,
    )


def _returned(on: date, case: Case) -> Finding:
    day = _day_on(case.temperature.days, on)
    assert day.peak is not None
    before = [
        other.on for other in case.temperature.days if other.on < on and other.state is DayState.FEBRILE
    ]
    over = any(normalised.on > on for normalised in case.temperature.normalisations)
    return Finding(
        code="fever.returned",
        level=Level.NOTICE if over else Level.WARN,
        text=Message.of(
            "fever.returned",
            evidence=said(day.peak),
            days=(on - before[-1]).days - 1,
            limit=case.fever.fever_from,
            last=before[-1],
        ),
        annotations=(*annotations_of_fever(case.chart, case.definitions, day, case.as_of), *case.basis()),
        evidence=_febrile_ids(day, case.fever),
        on=on,
    )


def _not_observed(case: Case) -> list[Finding]:
    """An inpatient without a valid reading for ``not_observed_hours``; a ward peak counts at the end of its day."""
    if not inpatient(case.chart, case.as_of.day):
        return []
    seen = [value for value in case.valid if value.is_reading or value.is_ward_peak]
    last = seen[-1].counts_at if seen else None
    since = _admitted_at(case) if last is None else max(last, _admitted_at(case))
    elapsed = case.as_of.instant - since
    if elapsed < timedelta(hours=case.fever.not_observed_hours):
        return []
    hours = int(elapsed.total_seconds()) // 3600
    if seen and last == since:
        text = Message.of("temperature.not-observed", hours=hours, last=said(seen[-1].entry))
    else:
        text = Message.of("temperature.never-observed", on=_admitted_on(case))
    reasons = tuple(
        Message.of("note.not-measured", on=entry.on, reason=entry.reason or Message.of("note.no-reason"))
        for entry in case.chart.not_measured
        if since <= end_of_day(entry.on, case.chart.zone).instant and entry.on <= case.as_of.day
    )
    return [
        Finding("temperature.not-observed", Level.WARN, text, (*reasons, *case.basis()), on=case.as_of.day)
    ]


def _admitted_on(case: Case) -> date:
    return max(stay.admitted_on for stay in case.chart.admissions if stay.admitted_on <= case.as_of.day)


def _admitted_at(case: Case) -> datetime:
    return instant_of(datetime.combine(_admitted_on(case), datetime.min.time()), case.chart.zone)


def _low(case: Case) -> list[Finding]:
    """Two low values within ``low_within_hours`` or one very low; a newborn needs one low value.

    Said while the latest of them is younger than that, with the low values that lie within as many hours before it.
    """
    window = timedelta(hours=case.fever.low_within_hours)
    every = [value for value in case.valid if value.heat < heat_of(case.fever.low_below)]
    if not every or case.as_of.instant - every[-1].counts_at >= window:
        return []
    low = [value for value in every if every[-1].counts_at - value.counts_at <= window]
    born = case.chart.identity.birth_date
    enough = (
        len(low) >= case.fever.low_values
        or any(value.heat < heat_of(case.fever.very_low_below) for value in low)
        or any((value.day - born).days < case.fever.neonate_days for value in low)
    )
    if not enough:
        return []
    lowest = min(low, key=lambda value: value.heat)
    text = Message.of(
        "temperature.low",
        evidence=said(lowest.entry),
        count=len(low),
        limit=case.fever.low_below,
        hours=case.fever.low_within_hours,
    )
    ids = tuple(value.entry.id for value in low)
    return [Finding("temperature.low", Level.WARN, text, case.basis(), ids, case.as_of.day)]


def _low_grade(case: Case) -> list[Finding]:
    """After normalisation, the latest judged days subfebrile in a row."""
    if case.temperature.state is not FeverState.NORMALISED:
        return []
    declared = case.temperature.normalisations[-1].declared_on
    judged = [day for day in case.temperature.days if day.on > declared and day.state is not DayState.OPEN]
    row: list[TemperatureDay] = []
    for day in reversed(judged):
        if day.state is not DayState.SUBFEBRILE:
            break
        row.append(day)
    if len(row) < case.fever.low_grade_days:
        return []
    highest = max((value for value in case.valid if value.day >= row[-1].on), key=lambda value: value.heat)
    text = Message.of(
        "temperature.low-grade",
        days=spans(tuple(day.on for day in reversed(row))),
        evidence=said(highest.entry),
    )
    ids = tuple(value.id for day in reversed(row) for value in day.values)
    return [Finding("temperature.low-grade", Level.NOTICE, text, case.basis(), ids, row[0].on)]


def _standing(case: Case) -> list[Finding]:
    """Where the temperature stands, in the words of what was observed (never "no relapse")."""
    match case.temperature.state:
        case FeverState.NORMALISED:
            return [_none_observed("temperature.normalised", case.temperature.normalisations[-1].on, case)]
        case FeverState.NO_FEVER:
            return [_none_observed("temperature.no-fever", case.valid[0].day, case)]
        case FeverState.FEVER | FeverState.SETTLING:
            last = case.febrile()[-1]
            name = f"fever.{case.temperature.state.value}"
            text = Message.of(name, evidence=said(last.entry))
            return [Finding(name, Level.NOTICE, text, case.basis(), (last.entry.id,), last.day)]
        case _:
            return []


def _none_observed(code: str, since: date, case: Case) -> Finding:
    observed = [value for value in case.valid if value.day >= since]
    readings = [value for value in observed if value.is_reading]
    last = observed[-1].entry
    text = Message.of(
        "temperature.none-observed" if len(readings) == len(observed) else "temperature.none-observed-peaks",
        limit=case.fever.fever_from,
        count=len(observed),
        since=since,
        last=_when(last, case.as_of),
    )
    ids = tuple(value.entry.id for value in observed[-1:])
    return Finding(code, Level.OK, text, case.basis(), ids, since)


def _when(value: TemperatureValue, as_of: Moment) -> Message:
    """Say "14:00" today, "14:00 on 9 Mar" otherwise; a daily peak has a date only."""
    if not isinstance(value, Temperature):
        return Message.of("when.day", on=value.on)
    if value.at.day == as_of.day:
        return Message.of("when.time", at=ClockTime(value.at))
    return Message.of("when.moment", at=value.at)


def said(value: TemperatureValue) -> Message:
    """A temperature with its site and its time: "38.9 °C axillary at 14:00 on 9 Mar 2018"."""
    site = Term("site", value.site)
    if isinstance(value, Temperature):
        key = "value.after-cooling" if value.after_cooling else "value.reading"
        return Message.of(key, value=value.value, site=site, at=value.at)
    return Message.of(f"value.peak-{value.source}", value=value.value, site=site, on=value.on)


def spans(days: Sequence[date]) -> tuple[Message, ...]:
    """Consecutive days as spans: "3–4 Mar 2018", "20 Mar 2018"."""
    groups: list[list[date]] = []
    for day in days:
        if groups and (day - groups[-1][-1]).days == 1:
            groups[-1].append(day)
        else:
            groups.append([day])
    return tuple(
        Message.of("span.one", on=group[0])
        if len(group) == 1
        else Message.of("span.several", first=group[0], last=group[-1])
        for group in groups
    )


def _day_on(days: Sequence[TemperatureDay], on: date) -> TemperatureDay:
    return days[(on - days[0].on).days]


def _febrile_ids(day: TemperatureDay, fever: FeverParameters) -> tuple[str, ...]:
    return tuple(value.id for value in day.values if ninths(value.value) >= heat_of(fever.fever_from))

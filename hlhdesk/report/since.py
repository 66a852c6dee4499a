"""What happened since a child was last seen: symptoms, temperature, liver and spleen, doses planned and taken."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from hlhdesk.model.entries import ClinicalFinding, DailyPeak
from hlhdesk.model.message import Message, Term
from hlhdesk.model.moment import Moment
from hlhdesk.model.quantity import ninths
from hlhdesk.model.state import DayState, TemperatureDay
from hlhdesk.report.blocks import Block, Section, Sentence, TextTable, Voice
from hlhdesk.report.fever import evidence_of
from hlhdesk.report.source import DAY, LONG_AGO, TodaySource, basis_note, finding_sentences
from hlhdesk.report.visit import Plan, visit_term

ORGANS = ("hepatomegaly", "splenomegaly")
FEVER = "fever."


@dataclass(frozen=True, slots=True)
class Period:
    """The days after the child was last seen, up to the day of the page."""

    source: TodaySource
    plan: Plan

    @property
    def first(self) -> date:
        """The first of these days; with nothing before it, the first day that was charted."""
        if self.plan.since is not None:
            return self.plan.since + DAY
        days = self.source.state.temperature.days
        stay = self.source.stay
        return min([self.source.today, *([stay.admitted_on] if stay else []), *(day.on for day in days[:1])])

    @property
    def last(self) -> date:
        """The day of the page."""
        return self.source.today

    def holds(self, on: date) -> bool:
        """Whether a day is one of them."""
        return self.first <= on <= self.last

    def said(self) -> str:
        """Since when, in words."""
        if self.plan.since is None:
            return self.source.say("page.since.beginning")
        key = "page.since.last-visit" if self.plan.before else "page.since.discharge"
        return self.source.say(key, on=self.plan.since)


def symptoms_section(period: Period) -> Section:
    """Stays, visits with their outcome and note, findings, events and notes, each list by its days."""
    source = period.source
    told = [*_stays(period), *_visits(period), *_findings(period), *_happened(period)]
    blocks = [Sentence(text, Voice.BULLET) for text in told]
    return Section(
        source.say("page.section.symptoms", since=period.said()),
        tuple(blocks or [Sentence(source.say("page.symptoms.none"))]),
    )


def _stays(period: Period) -> Iterator[str]:
    source = period.source
    for stay in sorted(source.chart.admissions, key=lambda stay: stay.admitted_on):
        if period.holds(stay.admitted_on):
            left = stay.discharged_on
            if left is None or left > source.today:
                yield source.say("page.symptoms.stays", first=stay.admitted_on)
            else:
                yield source.say("page.symptoms.stayed", first=stay.admitted_on, last=left)


def _visits(period: Period) -> Iterator[str]:
    made = (visit for visit in period.source.chart.visits if period.holds(visit.on))
    for visit in sorted(made, key=lambda visit: (visit.on, visit.id)):
        key = "page.symptoms.outcome" if visit.outcome else "page.symptoms.no-outcome"
        if visit.note:
            key += "-note"
        said = Message.of(
            key,
            visit=visit_term(visit.visit),
            on=visit.on,
            outcome=visit.outcome or "",
            note=visit.note or "",
        )
        yield period.source.catalogue.text(said)


def _findings(period: Period) -> Iterator[str]:
    source = period.source
    found = [
        entry
        for entry in _by_day(source.chart.findings)
        if entry.finding not in ORGANS and period.holds(entry.on)
    ]
    for entry in found:
        if entry.present:
            key = "page.symptoms.present-detail" if entry.detail else "page.symptoms.present"
            said = Message.of(
                key, finding=Term("finding", entry.finding), on=entry.on, detail=entry.detail or ""
            )
            yield source.catalogue.text(said)
    absent = tuple(
        Message.of("page.symptoms.absent-one", finding=Term("finding", entry.finding), on=entry.on)
        for entry in found
        if not entry.present
    )
    if absent:
        yield source.say("page.symptoms.absent", findings=absent)


def _happened(period: Period) -> Iterator[str]:
    """Events and notes in the order of time."""
    source = period.source
    lines: list[tuple[Moment, str]] = []
    for event in source.chart.events:
        key = "page.symptoms.event-detail" if event.detail else "page.symptoms.event"
        said = Message.of(key, at=event.at, event=Term("event", event.event), detail=event.detail or "")
        lines.append((event.at, source.catalogue.text(said)))
    lines += [
        (note.at, source.say("page.symptoms.note", at=note.at, text=note.text)) for note in source.chart.notes
    ]
    inside = [
        line for line in lines if period.holds(line[0].day) and line[0].instant <= source.state.as_of.instant
    ]
    yield from (text for _, text in sorted(inside, key=lambda line: (line[0].instant, line[1])))


def temperature_blocks(period: Period) -> tuple[Block, ...]:
    """How often it was measured, the highest, each febrile day, and what the rules found."""
    source = period.source
    days = [day for day in source.state.temperature.days if period.holds(day.on)]
    measured = [day for day in days if day.peak is not None]
    found = [
        finding
        for finding in source.state.findings
        if finding.code.startswith(FEVER) and finding.on is not None and period.holds(finding.on)
    ]
    said = _measured(period, measured)
    blocks: list[Block] = [Sentence(source.catalogue.sentences(said)), *finding_sentences(source, found)]
    if any(day.state is DayState.FEBRILE for day in days):
        blocks.append(Sentence(source.say("page.fever.not-hlh"), Voice.STRONG))
    return (*blocks, *basis_note(source, found))


def _measured(period: Period, days: list[TemperatureDay]) -> list[str]:
    source = period.source
    peaks = [day.peak for day in days if day.peak is not None]
    if not peaks:
        return [source.say("page.warmth.none")]
    of = (period.last - period.first).days + 1
    highest = max(peaks, key=lambda peak: ninths(peak.value))
    said = [
        source.say("page.warmth.measured", count=len(days), of=of, first=period.first, last=period.last),
        source.say("page.warmth.highest", evidence=evidence_of(highest)),
    ]
    febrile = [source.catalogue.text(_febrile(day)) for day in days if day.state is DayState.FEBRILE]
    if febrile:
        told = source.catalogue.clauses(febrile)
        said.append(source.say("page.warmth.febrile", count=len(febrile), days=told))
    return said


def _febrile(day: TemperatureDay) -> Message:
    assert day.peak is not None
    family = isinstance(day.peak, DailyPeak) and day.peak.source == "family"
    key = "page.warmth.febrile-family" if family else "page.warmth.febrile-day"
    return Message.of(key, on=day.on, value=day.peak.value, site=Term("site", day.peak.site))


def organs_section(period: Period) -> Section:
    """Liver and spleen at discharge, at the last visit and now; what was not looked for is said."""
    source, plan = period.source, period.plan
    left = source.left_on
    spans: list[tuple[str, date, date]] = []
    if left is not None:
        spans.append(("left", date.min, left))
    if plan.before is not None:
        spans.append(("before", left + DAY if left else date.min, plan.before.on))
    spans.append(("now", period.first, period.last))
    heads = ("", *(source.say(f"page.organs.{key}") for key, _, _ in spans))
    rows = tuple(
        (
            source.catalogue.term("organ", organ),
            *(_organ(source, organ, first, last) for _, first, last in spans),
        )
        for organ in ORGANS
    )
    table = TextTable(heads, rows, (0.7, *[1.0] * len(spans)))
    return Section(source.say("page.section.liver-spleen"), (table,))


def _organ(source: TodaySource, organ: str, first: date, last: date) -> str:
    told = [
        entry
        for entry in _by_day(source.chart.findings)
        if entry.finding == organ and first <= entry.on <= last
    ]
    if not told:
        return source.say("page.not-recorded")
    entry = told[-1]
    key = "page.organs.present" if entry.present else "page.organs.absent"
    return source.catalogue.text(
        Message.of(f"{key}-detail" if entry.detail else key, on=entry.on, detail=entry.detail or "")
    )


def _by_day(findings: Iterable[ClinicalFinding]) -> list[ClinicalFinding]:
    return sorted(findings, key=lambda entry: (entry.on, entry.recorded_at or LONG_AGO, entry.id))

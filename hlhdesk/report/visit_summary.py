"""The follow-up summary: what a doctor asks at a visit, in the order of asking."""

from __future__ import annotations

from hlhdesk.model.message import Term
from hlhdesk.report.assessed import not_assessed
from hlhdesk.report.blocks import Block, Document, Section, Sentence, Voice
from hlhdesk.report.discharge import signed
from hlhdesk.report.fever import course_of
from hlhdesk.report.follow_up import follow_up_section
from hlhdesk.report.frame import framed
from hlhdesk.report.glance import glance
from hlhdesk.report.identity import identity_facts
from hlhdesk.report.laboratory import Column, laboratory_blocks, latest
from hlhdesk.report.medicines import medicines_section
from hlhdesk.report.safety import safety_section
from hlhdesk.report.since import Period, organs_section, symptoms_section, temperature_blocks
from hlhdesk.report.source import DAY, TodaySource
from hlhdesk.report.taper import taper_section
from hlhdesk.report.visit import Plan, visit_term

FACTS = (
    "hospital-number", "sex", "born", "allergies", "weight",
    "visit", "last-seen", "left", "height", "treatment-day",
)  # fmt: skip
SHARES = (0.165, 0.205, 0.205, 0.195, 0.23)


def visit_document(source: TodaySource, plan: Plan) -> Document:
    """The whole document, as text and numbers. ``source.state`` is the state of the visit's day."""
    period = Period(source, plan)
    facts = identity_facts(
        source,
        FACTS,
        SHARES,
        visit=_visit(source, plan),
        left=_left(source),
        **{"last-seen": _seen(source, plan)},
    )
    opening: list[Block] = [facts]
    if plan.on is None and plan.scheduled is not None:
        ahead = plan.scheduled
        said = source.say(
            "page.visit.not-yet",
            today=source.today,
            on=ahead.due_on,
            first=ahead.window_from,
            last=ahead.window_to,
        )
        opening.append(Sentence(said, Voice.STRONG))
    opening.append(glance(source))
    title = source.say("page.title.follow-up", visit=visit_term(plan.name))
    sections = (
        symptoms_section(period),
        _temperature(period),
        organs_section(period),
        taper_section(period),
        medicines_section(source),
        _laboratory(period),
        safety_section(source),
        signed(source, _next(period)),
    )
    return framed(source, title, tuple(opening), sections)


def _visit(source: TodaySource, plan: Plan) -> str:
    if plan.on is not None:
        return source.say("page.visit.was", on=plan.on)
    assert plan.scheduled is not None
    return source.say("page.visit.due", on=plan.scheduled.due_on)


def _seen(source: TodaySource, plan: Plan) -> str:
    if plan.since is None:
        return source.say("page.visit.never-seen")
    if plan.before is not None:
        return source.say("page.visit.last-visit", visit=visit_term(plan.before.visit), on=plan.since)
    return source.say("page.visit.last-discharge", on=plan.since)


def _left(source: TodaySource) -> str:
    left = source.left_on
    return source.say("page.day", on=left) if left else source.say("page.not-recorded")


def _temperature(period: Period) -> Section:
    source = period.source
    course = course_of(source, source.left_on or period.first, period.last)
    return Section(source.say("page.section.temperature"), (*temperature_blocks(period), course))


def _laboratory(period: Period) -> Section:
    """At discharge, at the last visit, at this one: each analyte that has a result there, then the paper's others."""
    source, plan = period.source, period.plan
    within = source.definitions.summary.discharge_within * DAY
    left = source.left_on
    columns = []
    if left is not None:
        columns.append(Column("left", left, left - within, left, latest))
    if plan.before is not None:
        columns.append(
            Column("visit-before", plan.before.on, plan.before.on - within, plan.before.on, latest)
        )
    columns.append(Column("visit-now", period.last, period.first, period.last, latest))
    listed = source.definitions.summary.analytes
    others = {
        lab.analyte
        for lab in source.chart.labs
        if lab.analyte not in listed and any(column.holds(lab) for column in columns)
    }
    analytes = (*listed, *(name for name in source.definitions.analytes if name in others))
    return Section(source.say("page.section.laboratory"), laboratory_blocks(source, columns, analytes))


def _next(period: Period) -> Section:
    """The next one with its window, what to bring, what is still missing, then the schedule with the overdue ones."""
    source = period.source
    schedule = follow_up_section(source)
    ahead = [visit for visit in source.state.follow_up if visit.status.value in {"due", "upcoming"}]
    coming = [visit for visit in ahead if visit.visit != period.plan.name] or ahead
    blocks: list[Block] = []
    if coming:
        visit = min(coming, key=lambda visit: visit.due_on)
        said = source.say(
            "page.next.visit",
            visit=Term("visit", visit.visit),
            on=visit.due_on,
            first=visit.window_from,
            last=visit.window_to,
        )
        blocks += [Sentence(said, Voice.STRONG), Sentence(source.say("page.next.bring"))]
    else:
        blocks.append(Sentence(source.say("page.next.none")))
    missing = tuple(Term("assessment", name) for name in not_assessed(period))
    if missing:
        blocks.append(Sentence(source.say("page.next.not-assessed", items=missing)))
    return Section(source.say("page.section.next-visit"), (*blocks, *schedule.blocks))

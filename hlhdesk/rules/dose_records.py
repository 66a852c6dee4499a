"""Doses that were ordered and not charted in this stay (clinical specification §3). Never 0, never silent."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.definitions import DueParameters
from hlhdesk.model.message import Message, Term
from hlhdesk.model.moment import Moment
from hlhdesk.model.state import DoseDay, DoseSource, Finding, Level
from hlhdesk.rules.doses import NOTHING, stay_on
from hlhdesk.rules.due import answered_slots
from hlhdesk.rules.fever_findings import spans


@dataclass(frozen=True, slots=True)
class Course:
    """One drug by some routes (None: all of them) with its days, as ``drug_days`` gives them."""

    drug: str
    days: tuple[DoseDay, ...]
    routes: Collection[str] | None = None


def record_checks(
    chart: PatientChart, rule: DueParameters, course: Course, as_of: Moment, basis: tuple[Message, ...]
) -> tuple[Finding, ...]:
    """``dose.not-recorded`` and ``dose.partial`` for the days of the present stay; nothing outside one.

    Days before today are judged whole; today only by doses whose clock time is past, and an
    order without clock times is never due.
    """
    stay = stay_on(chart, as_of.day)
    if stay is None:
        return ()
    past = [day for day in course.days if stay.admitted_on <= day.on < as_of.day]
    return (
        *_not_recorded(course.drug, [day.on for day in past if day.source is DoseSource.NOT_RECORDED], basis),
        *_partial(course.drug, [day for day in past if day.partial], basis),
        *_due(chart, rule, course, as_of, basis),
    )


def _not_recorded(drug: str, days: list[date], basis: tuple[Message, ...]) -> tuple[Finding, ...]:
    if not days:
        return ()
    text = Message.of("dose.not-recorded", drug=Term("drug", drug), days=spans(days))
    return (Finding("dose.not-recorded", Level.NOTICE, text, basis, on=days[-1]),)


def _partial(drug: str, days: list[DoseDay], basis: tuple[Message, ...]) -> tuple[Finding, ...]:
    if not days:
        return ()
    parts = tuple(
        Message.of("dose.part", given=day.mg or NOTHING, ordered=day.ordered_mg or NOTHING, on=day.on)
        for day in days
    )
    text = Message.of("dose.partial", drug=Term("drug", drug), parts=parts)
    return (Finding("dose.partial", Level.NOTICE, text, basis, on=days[-1].on),)


def _due(
    chart: PatientChart, rule: DueParameters, course: Course, as_of: Moment, basis: tuple[Message, ...]
) -> tuple[Finding, ...]:
    missing = [
        slot
        for slot in answered_slots(chart, rule, as_of)
        if slot.order.drug == course.drug
        and (course.routes is None or slot.order.route in course.routes)
        and slot.at.day == as_of.day
        and slot.at.instant < as_of.instant
        and slot.asked
        and not slot.charted
    ]
    if not missing:
        return ()
    times = tuple(slot.at.civil.time() for slot in missing)
    text = Message.of("dose.due", drug=Term("drug", course.drug), times=times)
    ids = tuple(dict.fromkeys(slot.order.id for slot in missing))
    return (Finding("dose.not-recorded", Level.NOTICE, text, basis, ids, as_of.day),)

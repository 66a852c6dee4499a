"""Which visit a follow-up summary is about, and since when it tells."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.entries import Visit
from hlhdesk.model.message import Message, Term
from hlhdesk.model.moment import Moment
from hlhdesk.model.state import FollowUpVisit, PatientState, VisitStatus
from hlhdesk.report.moment import end_of

UNSCHEDULED = "unscheduled"
AHEAD = (VisitStatus.DUE, VisitStatus.OVERDUE, VisitStatus.UPCOMING)


class UnknownVisit(ValueError):
    """There is no such visit; ``message`` says so and what is accepted."""

    def __init__(self, message: Message) -> None:
        super().__init__(message.key)
        self.message = message


@dataclass(frozen=True, slots=True)
class Plan:
    """A visit: its name, the day that it took place (None: not yet) and its place in the schedule.

    ``since`` is the day that the child was last seen: of the visit before (``before``) or of the
    discharge; None when it was never seen.
    """

    name: str
    on: date | None
    scheduled: FollowUpVisit | None
    since: date | None
    before: Visit | None


def plan_of(chart: PatientChart, state: PatientState, asked: str | None) -> Plan:
    """The visit ``asked`` for; without one the latest that took place, else the next. Raises UnknownVisit."""
    today = state.as_of.day
    made = sorted(
        (visit for visit in chart.visits if visit.on <= today), key=lambda visit: (visit.on, visit.id)
    )
    extra = [visit for visit in made if visit.visit == UNSCHEDULED]
    names = [visit.visit for visit in state.follow_up] + ([UNSCHEDULED] if extra else [])
    if not names:
        raise UnknownVisit(Message.of("page.visit.no-schedule"))
    name = asked or _usual(made, state.follow_up, names)
    if name not in names:
        raise UnknownVisit(Message.of("page.visit.unknown", visit=name, accepted=tuple(names)))
    scheduled = next((visit for visit in state.follow_up if visit.visit == name), None)
    on = scheduled.done_on if scheduled else extra[-1].on
    day = on or today
    before = max((visit for visit in made if visit.on < day), key=lambda visit: visit.on, default=None)
    left = max((on for on in _discharges(chart) if on <= day), default=None)
    if before is not None and left is not None and left > before.on:
        before = None
    return Plan(name, on, scheduled, before.on if before else left, before)


def follow_up_moment(chart: PatientChart, state: PatientState, visit: str | None) -> Moment:
    """Of which moment the summary of a visit speaks: the end of its day, or ``state``'s while it is still ahead.

    Raises UnknownVisit.
    """
    plan = plan_of(chart, state, visit)
    return state.as_of if plan.on is None else end_of(plan.on, chart, state.as_of)


def _usual(made: list[Visit], schedule: tuple[FollowUpVisit, ...], names: list[str]) -> str:
    """The latest visit that took place; before the first one, the one that comes next."""
    if made:
        last = made[-1]
        served = [visit.visit for visit in schedule if visit.done_on == last.on]
        if served or last.visit in names:
            return served[0] if served else last.visit
    waiting = [visit.visit for visit in schedule if visit.status in AHEAD]
    return (waiting or names)[0]


def _discharges(chart: PatientChart) -> Iterable[date]:
    return (stay.discharged_on for stay in chart.admissions if stay.discharged_on is not None)


def visit_term(name: str) -> Term:
    """A visit's name in words."""
    return Term("visit", name)

"""Follow-up visits, counted in calendar months from the anchor (clinical specification §5)."""

from __future__ import annotations

from calendar import monthrange
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.definitions import Definitions, VisitDefinition
from hlhdesk.model.entries import Visit
from hlhdesk.model.message import Message, Term
from hlhdesk.model.moment import Moment
from hlhdesk.model.state import Finding, FollowUpVisit, Level, VisitStatus
from hlhdesk.rules.basis import basis
from hlhdesk.rules.treatment_day import chosen_anchor

FOLLOW_UP = "follow-up"
DIED = "died"


def months_after(anchor: date, months: int) -> date:
    """``months`` calendar months after ``anchor``; a day that the month lacks becomes its last."""
    years, month = divmod(anchor.month - 1 + months, 12)
    year, month = anchor.year + years, month + 1
    return date(year, month, min(anchor.day, monthrange(year, month)[1]))


def follow_up_anchor(chart: PatientChart, as_of: Moment) -> date | None:
    """The anchor chosen by name, else the latest discharge by ``as_of``; None before both."""
    chosen = chosen_anchor(chart.anchors, FOLLOW_UP, as_of)
    if chosen is not None:
        return chosen.on
    discharges = (stay.discharged_on for stay in chart.admissions if stay.discharged_on is not None)
    return max((on for on in discharges if on <= as_of.day), default=None)


def follow_up(chart: PatientChart, definitions: Definitions, as_of: Moment) -> tuple[FollowUpVisit, ...]:
    """Every scheduled visit with its window and status; empty without an anchor.

    A visit counts for the scheduled one that it names, whenever it was; one that names none of them
    (unscheduled) counts for the window that holds it. Visits before the anchor belong to an
    earlier schedule. After a closure no visit is due or overdue any more: a child who died,
    moved away or was lost is *closed* for every visit that did not take place.
    """
    anchor = follow_up_anchor(chart, as_of)
    if anchor is None:
        return ()
    visits = definitions.follow_up.visits
    schedule = _Schedule(
        anchor=anchor,
        today=as_of.day,
        names=frozenset(definition.name for definition in visits),
        made=tuple(visit for visit in chart.visits if anchor <= visit.on <= as_of.day),
        closed=_closed(chart, anchor, as_of),
    )
    return tuple(_scheduled(definition, schedule) for definition in visits)


def follow_up_findings(visits: Iterable[FollowUpVisit], definitions: Definitions) -> tuple[Finding, ...]:
    """One ``follow-up.overdue`` that names every overdue visit with its date."""
    overdue = [visit for visit in visits if visit.status is VisitStatus.OVERDUE]
    if not overdue:
        return ()
    text = Message.of(
        "follow-up.overdue",
        count=len(overdue),
        visits=tuple(
            Message.of(
                "follow-up.visit", visit=Term("visit", visit.visit), due=visit.due_on, to=visit.window_to
            )
            for visit in overdue
        ),
    )
    said = basis("follow-up", definitions.follow_up.version, definitions)
    return (Finding("follow-up.overdue", Level.WARN, text, said, on=overdue[-1].due_on),)


@dataclass(frozen=True, slots=True)
class _Schedule:
    """What all visits of one child share."""

    anchor: date
    today: date
    names: frozenset[str]
    made: tuple[Visit, ...]
    closed: bool

    def done(self, name: str, first: date, last: date) -> date | None:
        """When the visit ``name`` took place: the first that names it, or is unscheduled and inside."""
        return min((visit.on for visit in self.made if self._serves(visit, name, first, last)), default=None)

    def _serves(self, visit: Visit, name: str, first: date, last: date) -> bool:
        return visit.visit == name or (visit.visit not in self.names and first <= visit.on <= last)

    def status(self, first: date, last: date) -> VisitStatus:
        """Where a visit that did not take place stands."""
        if self.closed:
            return VisitStatus.CLOSED
        if self.today < first:
            return VisitStatus.UPCOMING
        return VisitStatus.DUE if self.today <= last else VisitStatus.OVERDUE


def _scheduled(definition: VisitDefinition, schedule: _Schedule) -> FollowUpVisit:
    due = months_after(schedule.anchor, definition.months)
    span = timedelta(days=definition.window_days)
    first, last = due - span, due + span
    done = schedule.done(definition.name, first, last)
    status = VisitStatus.DONE if done is not None else schedule.status(first, last)
    return FollowUpVisit(definition.name, due, first, last, status, done)


def _closed(chart: PatientChart, anchor: date, as_of: Moment) -> bool:
    """Whether follow-up has ended by ``as_of``; a child who came back starts anew at a later anchor."""
    return any(
        closure.on <= as_of.day and (closure.kind == DIED or closure.on >= anchor)
        for closure in chart.closures
    )

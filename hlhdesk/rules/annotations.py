"""What else was the case on a febrile day. An annotation never suppresses a flag (§2.2)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.definitions import Definitions
from hlhdesk.model.entries import Order, Temperature
from hlhdesk.model.message import Message, Term
from hlhdesk.model.moment import Moment, end_of_day
from hlhdesk.model.quantity import ninths
from hlhdesk.model.state import TemperatureDay
from hlhdesk.rules.doses import DoseChange, dose_changes, last_given, orders_in_force
from hlhdesk.rules.fever_days import heat_of

RUXOLITINIB = "ruxolitinib"
TRANSFUSION = "transfusion"
INFECTION = "infection"


def annotations_of_fever(
    chart: PatientChart, definitions: Definitions, day: TemperatureDay, as_of: Moment
) -> tuple[Message, ...]:
    """All annotations of a febrile day: doses, masking, transfusion, infection, withdrawal, sites."""
    end = min(as_of, end_of_day(day.on, chart.zone), key=lambda moment: moment.instant)
    return (
        *_doses(chart, definitions, day.on, end),
        *_masked(day),
        *_transfusions(chart, definitions, day),
        *_infection(chart, day.on),
        *_withdrawal(chart, definitions, day.on, end),
        *_mixed_sites(day),
    )


def regimen(order: Order) -> Message:
    """A dose in words: "2.5 mg twice daily"."""
    return Message.of("dose.regimen", mg=order.dose_mg, times=times_daily(order.times_per_day))


def times_daily(times: int) -> Message:
    """In words: "once daily", "twice daily", "3 times daily"."""
    return Message.of(
        {1: "dose.once-daily", 2: "dose.twice-daily"}.get(times, "dose.times-daily"), times=times
    )


def _doses(chart: PatientChart, definitions: Definitions, on: date, end: Moment) -> Iterator[Message]:
    for drug in (RUXOLITINIB, *definitions.steroids.equivalent_mg):
        routes = None if drug == RUXOLITINIB else definitions.steroids.systemic_routes
        orders = [
            order for order in orders_in_force(chart, drug, on) if routes is None or order.route in routes
        ]
        for order in orders:
            yield Message.of("note.dose", drug=Term("drug", drug), dose=regimen(order), since=order.starts_on)
        if not orders:
            yield from _given_without_order(chart, drug, end, routes)
        yield from _recent_changes(chart, definitions, drug, on, end)


def _given_without_order(
    chart: PatientChart, drug: str, end: Moment, routes: tuple[str, ...] | None
) -> Iterator[Message]:
    given = last_given(chart, drug, end, routes)
    if given is not None and end.instant - given.at.instant <= timedelta(days=1):
        yield Message.of("note.given", drug=Term("drug", drug), mg=given.dose_mg, at=given.at)


def _recent_changes(
    chart: PatientChart, definitions: Definitions, drug: str, on: date, end: Moment
) -> Iterator[Message]:
    """Changes of the dose in the last days; a first order is no change, its "since" says it all."""
    for change in dose_changes(chart, drug, end):
        recent = (on - change.on).days <= definitions.fever.dose_change_days
        if recent and change.before and change.after:
            yield Message.of(
                "note.dose-change",
                drug=Term("drug", drug),
                on=change.on,
                before=tuple(regimen(order) for order in change.before),
                after=tuple(regimen(order) for order in change.after),
            )


def _masked(day: TemperatureDay) -> Iterator[Message]:
    if day.masked:
        yield Message.of("note.masked", count=len(day.masked))


def _transfusions(chart: PatientChart, definitions: Definitions, day: TemperatureDay) -> Iterator[Message]:
    """Transfusions up to ``transfusion_hours`` before a febrile reading of the day."""
    window = timedelta(hours=definitions.fever.transfusion_hours)
    limit = heat_of(definitions.fever.fever_from)
    febrile = [
        value.at.instant
        for value in day.values
        if isinstance(value, Temperature) and ninths(value.value) >= limit
    ]
    for event in sorted(chart.events, key=lambda event: event.at.instant):
        if event.event == TRANSFUSION and any(
            timedelta(0) <= instant - event.at.instant <= window for instant in febrile
        ):
            yield Message.of(
                "note.transfusion",
                at=event.at,
                detail=event.detail or Message.of("note.no-detail"),
                hours=definitions.fever.transfusion_hours,
            )


def _infection(chart: PatientChart, on: date) -> Iterator[Message]:
    """The latest word on infection up to the day, when it says present."""
    known = [finding for finding in chart.findings if finding.finding == INFECTION and finding.on <= on]
    if known:
        latest = max(known, key=lambda finding: (finding.on, finding.id))
        if latest.present:
            yield Message.of(
                "note.infection", on=latest.on, detail=latest.detail or Message.of("note.no-detail")
            )


def _withdrawal(chart: PatientChart, definitions: Definitions, on: date, end: Moment) -> Iterator[Message]:
    """Ruxolitinib stopped or reduced within ``withdrawal_days`` (discontinuation syndrome)."""
    for change in dose_changes(chart, RUXOLITINIB, end):
        if change.reduced and (on - change.on).days <= definitions.fever.withdrawal_days:
            yield _withdrawn(change)


def _withdrawn(change: DoseChange) -> Message:
    return Message.of("note.stopped" if change.stopped else "note.reduced", on=change.on)


def _mixed_sites(day: TemperatureDay) -> Iterator[Message]:
    sites = sorted({value.site for value in day.values})
    if len(sites) > 1:
        yield Message.of("note.mixed-sites", sites=tuple(Term("site", site) for site in sites))

"""Orders before they are saved: read, checked and explained, and nothing written."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import timedelta

from hlhdesk.entry import EntryContext, parse_entry
from hlhdesk.model.chart import PatientChart
from hlhdesk.model.definitions import Definitions
from hlhdesk.model.entries import Admission, BodySize, Closure, Entry, Identity, Kind, Order
from hlhdesk.model.message import Message
from hlhdesk.model.moment import Moment
from hlhdesk.model.preview import OrderPreview
from hlhdesk.model.problem import Problem
from hlhdesk.rules.order_checks import order_problems
from hlhdesk.rules.order_preview import curve, plan_notes, with_orders
from hlhdesk.rules.planned import planned

BASIS: tuple[type[Entry], ...] = (Identity, Admission, Closure, BodySize, Order)
RECENT = timedelta(days=2)
"""Doses given so long ago still count for the day and for what is in force."""
Body = Mapping[str, object]


def preview_orders(
    chart: PatientChart, bodies: Sequence[Body], definitions: Definitions, now: Moment
) -> OrderPreview:
    """What saving these orders one after the other would be told; each sees those before it."""
    context = EntryContext(definitions, chart.zone, now, chart.identity.birth_date)
    chart = _what_orders_rest_on(chart, now)
    orders: list[Order] = []
    problems: list[Problem] = []
    for place, body in enumerate(bodies):
        parsed = parse_entry(Kind.ORDER, {**body, "id": f"preview-{place:03d}"}, context)
        found = list(parsed.problems)
        if isinstance(parsed.entry, Order):
            found += order_problems(with_orders(chart, orders), parsed.entry, definitions, now)
            orders.append(replace(parsed.entry, recorded_at=now.instant))
        problems += (replace(problem, field=f"{place}.{problem.field}") for problem in found)
    after = with_orders(chart, orders)
    plan = planned(after, orders, definitions)
    told = [_said(problem.message) for problem in problems]
    notes = plan_notes(chart, after, orders, definitions)
    more = tuple(note for note in notes if _said(note.text) not in told)
    return OrderPreview(plan, tuple(problems), more, curve(plan))


def _what_orders_rest_on(chart: PatientChart, now: Moment) -> PatientChart:
    """The chart without what no rule of an order reads, so that a long stay answers within a key press."""
    recent = now.instant - RECENT
    entries: list[Entry] = [entry for kind in BASIS for entry in chart.valid(kind)]
    entries += (dose for dose in chart.doses if dose.at.instant >= recent)
    return PatientChart(chart.patient_id, chart.zone, tuple(entries))


def _said(message: Message) -> tuple[str, dict[str, object]]:
    """A sentence whatever the order of its values."""
    return message.key, dict(message.values)

"""What a plan of orders would mean: the rules' own checks, said before anything is saved (§3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.definitions import Definitions
from hlhdesk.model.entries import Order
from hlhdesk.model.message import Message, Term, Value
from hlhdesk.model.moment import end_of_day
from hlhdesk.model.planned import PlannedOrder
from hlhdesk.model.state import Finding, Level
from hlhdesk.rules.annotations import regimen
from hlhdesk.rules.basis import basis
from hlhdesk.rules.body import weight_checks, weight_in_force
from hlhdesk.rules.doses import DAY, daily_mg, effective_end, orders_in_force
from hlhdesk.rules.equivalence import convert
from hlhdesk.rules.ruxolitinib import ruxolitinib_state
from hlhdesk.rules.steroid_limits import ORAL, mg_per_kg
from hlhdesk.rules.tablets import tablets
from hlhdesk.rules.treatment_day import DRUG

OF_THE_ORDER = (
    "ruxolitinib.weight-band",
    "ruxolitinib.weight-limit",
    "ruxolitinib.body-surface",
    "weight.missing",
    "weight.stale",
)
OF_THE_FIRST = ("weight.missing", "weight.stale", "steroid.equivalent", "steroid.table")
"""Said of the first step of a plan: nobody knows how old the weight will be, and the equivalents stand in the table."""
INTERACTION = "ruxolitinib.interaction"


def plan_notes(
    before: PatientChart, after: PatientChart, orders: Sequence[Order], definitions: Definitions
) -> tuple[Finding, ...]:
    """What is worth knowing: weight rule, equivalents, tablets, interactions, and what the plan ends.

    ``after`` is the chart ``before`` with the orders. Each note is said once, with the first order that it concerns.
    """
    notes = [
        note
        for at, order in enumerate(orders)
        for note in _of_order(after, order, definitions)
        if at == 0 or note.code not in OF_THE_FIRST
    ]
    notes += _ended(before, after)
    notes += _cut_short(after, orders)
    notes += (note for order in orders if not order.times for note in _no_times(order))
    seen: dict[Message, Finding] = {}
    for note in notes:
        seen.setdefault(note.text, note)
    return tuple(seen.values())


def curve(plan: Sequence[PlannedOrder]) -> Message | None:
    """The plan in one sentence; None for fewer than two steps."""
    if len(plan) < 2:
        return None
    steps = tuple(
        Message.of("order-preview.step", dose=regimen(step.order), on=step.order.starts_on) for step in plan
    )
    last = plan[-1].last
    if last is None:
        return Message.of("order-preview.curve-open", drug=Term("drug", plan[0].order.drug), steps=steps)
    return Message.of("order-preview.curve", drug=Term("drug", plan[0].order.drug), steps=steps, last=last)


def _of_order(after: PatientChart, order: Order, definitions: Definitions) -> Iterator[Finding]:
    rule = definitions.ruxolitinib
    if order.drug == DRUG:
        yield from _ruxolitinib(after, order, definitions)
        yield from _tablets(order, definitions)
    elif order.drug in definitions.steroids.equivalent_mg:
        yield from _steroid(after, order, definitions)
    elif order.drug in (*rule.strong_cyp3a4_inhibitors, *rule.dual_inhibitors, *rule.inducers):
        yield from _interactions(after, order, definitions)


def _ruxolitinib(after: PatientChart, order: Order, definitions: Definitions) -> Iterator[Finding]:
    state = ruxolitinib_state(after, definitions, end_of_day(order.starts_on, after.zone))
    if state is not None:
        yield from (check for check in state.checks if check.code in (*OF_THE_ORDER, INTERACTION))


def _interactions(after: PatientChart, order: Order, definitions: Definitions) -> Iterator[Finding]:
    """A drug that changes the level of ruxolitinib, where that is in force."""
    state = ruxolitinib_state(after, definitions, end_of_day(order.starts_on, after.zone))
    for check in state.checks if state is not None else ():
        if check.code == INTERACTION and order.id in check.evidence:
            yield check


def _tablets(order: Order, definitions: Definitions) -> Iterator[Finding]:
    if order.route != ORAL:
        return
    strengths = definitions.ruxolitinib.tablet_strengths_mg
    way = tablets(order.dose_mg, strengths)
    if way is None:
        text = Message.of("order-preview.no-tablets", mg=order.dose_mg, strengths=tuple(strengths))
        yield Finding("order.tablets", Level.NOTICE, text, on=order.starts_on)
        return
    whole, part = divmod(way.count, 1)
    count = Message.of(
        f"order-preview.tablets-{part.numerator}-{part.denominator}" if part else "order-preview.tablets",
        count=int(whole),
    )
    if part and not whole:
        count = Message.of(f"order-preview.part-{part.numerator}-{part.denominator}")
    text = Message.of("order-preview.as-tablets", mg=order.dose_mg, count=count, strength=way.strength_mg)
    yield Finding("order.tablets", Level.OK, text, on=order.starts_on)


def _steroid(after: PatientChart, order: Order, definitions: Definitions) -> Iterator[Finding]:
    table, on = definitions.steroids, order.starts_on
    said = basis("steroids", table.version, definitions)
    if order.route not in table.systemic_routes:
        text = Message.of("order-preview.not-systemic", route=Term("route", order.route))
        yield Finding("steroid.equivalent", Level.OK, text, said, on=on)
        return
    yield from weight_checks(after, definitions, on)
    weight = weight_in_force(after, on)
    own = _equivalent((order,), definitions)
    everything = [
        other
        for drug in table.equivalent_mg
        for other in orders_in_force(after, drug, on)
        if other.route in table.systemic_routes
    ]
    whole = _equivalent(everything, definitions)
    yield _equivalent_note("equivalent", own, order, after, definitions)
    if whole != own:
        yield _equivalent_note("equivalent-all", whole, order, after, definitions)
    if weight is not None:
        parts = tuple(
            Message.of("order-preview.table-part", drug=Term("drug", drug), mg=mg)
            for drug, mg in table.equivalent_mg.items()
        )
        text = Message.of("order-preview.table", parts=parts)
        yield Finding("steroid.table", Level.OK, text, said, on=on)


def _equivalent(orders: Sequence[Order], definitions: Definitions) -> Fraction:
    table = definitions.steroids
    return sum(
        (convert(table, order.drug, daily_mg((order,)), table.reference) for order in orders), Fraction(0)
    )


def _equivalent_note(
    key: str, mg: Fraction, order: Order, after: PatientChart, definitions: Definitions
) -> Finding:
    weight = weight_in_force(after, order.starts_on)
    said = basis("steroids", definitions.steroids.version, definitions)
    if weight is None:
        text = Message.of(f"order-preview.{key}-unweighed", mg=mg)
        return Finding("steroid.equivalent", Level.OK, text, said, on=order.starts_on)
    per_kg: Decimal = mg_per_kg(mg, weight.weight_kg)
    text = Message.of(f"order-preview.{key}", mg=mg, per_kg=per_kg, weight=weight.weight_kg, on=weight.on)
    return Finding("steroid.equivalent", Level.OK, text, said, (weight.id,), order.starts_on)


def _ended(before: PatientChart, after: PatientChart) -> Iterator[Finding]:
    """The orders that were there and now end earlier."""
    for order in before.orders:
        was, now = effective_end(before.orders, order), effective_end(after.orders, order)
        if was == now or now is None:
            continue
        values: dict[str, Value] = {
            "drug": Term("drug", order.drug),
            "dose": regimen(order),
            "since": order.starts_on,
        }
        if now < order.starts_on:
            text = Message.of("order-preview.replaces", **values)
        else:
            text = Message.of("order-preview.ends", last=now, **values)
        yield Finding("order.ends", Level.NOTICE, text, (), (order.id,), now + DAY)


def _cut_short(after: PatientChart, orders: Sequence[Order]) -> Iterator[Finding]:
    """A plan that an order already charted for later ends."""
    own = {order.id for order in orders}
    others = [order for order in after.orders if order.id not in own]
    for order in orders:
        last = effective_end([*others, order], order)
        if last is not None and (order.ends_on is None or last < order.ends_on):
            text = Message.of("order-preview.cut-short", on=last + DAY, last=last)
            yield Finding("order.cut-short", Level.WARN, text, on=last)


def _no_times(order: Order) -> Iterator[Finding]:
    text = Message.of("order-preview.no-times")
    yield Finding("order.no-times", Level.NOTICE, text, on=order.starts_on)


def with_orders(chart: PatientChart, orders: Sequence[Order]) -> PatientChart:
    """The chart with a plan."""
    return replace(chart, entries=(*chart.entries, *orders))

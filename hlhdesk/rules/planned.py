"""Orders with their last day in force and what they come to a day (§3)."""

from __future__ import annotations

from collections.abc import Sequence

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.definitions import Definitions
from hlhdesk.model.entries import Order
from hlhdesk.model.moment import Moment
from hlhdesk.model.planned import PlannedOrder
from hlhdesk.rules.body import weight_in_force
from hlhdesk.rules.doses import daily_mg, effective_end
from hlhdesk.rules.equivalence import convert
from hlhdesk.rules.steroid_limits import mg_per_kg


def planned(
    chart: PatientChart, orders: Sequence[Order], definitions: Definitions
) -> tuple[PlannedOrder, ...]:
    """Each order with its last day and its daily dose; ``chart`` holds the orders."""
    return tuple(_planned(chart, order, definitions) for order in orders)


def current_orders(chart: PatientChart, definitions: Definitions, as_of: Moment) -> tuple[PlannedOrder, ...]:
    """The orders in force on the day of ``as_of`` and those still to come, by drug and first day."""
    today = as_of.day
    open_ones = [order for order in chart.orders if order.ends_on is None or order.ends_on >= today]
    found = planned(chart, open_ones, definitions)
    kept = [
        plan
        for plan in found
        if plan.last is None or (plan.last >= today and plan.last >= plan.order.starts_on)
    ]
    return tuple(sorted(kept, key=lambda plan: (plan.order.drug, plan.order.starts_on, plan.order.id)))


def _planned(chart: PatientChart, order: Order, definitions: Definitions) -> PlannedOrder:
    mg = daily_mg((order,))
    last = effective_end(chart.orders, order)
    table = definitions.steroids
    if order.drug not in table.equivalent_mg or order.route not in table.systemic_routes:
        return PlannedOrder(order, last, mg)
    equivalent = convert(table, order.drug, mg, table.reference)
    weight = weight_in_force(chart, order.starts_on)
    per_kg = mg_per_kg(equivalent, weight.weight_kg) if weight is not None else None
    return PlannedOrder(order, last, mg, equivalent, per_kg)

"""What is asked or refused when an order or a dose is charted (clinical specification §3).

The problems' ``field`` is the key inside the entry. REFUSE: not charted. CONFIRM: asked once.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hlhdesk.model.chart import PatientChart, valid_entries
from hlhdesk.model.definitions import Definitions
from hlhdesk.model.entries import Dose, Order
from hlhdesk.model.message import Message, Term, Value
from hlhdesk.model.moment import Moment
from hlhdesk.model.problem import Problem, Severity
from hlhdesk.model.quantity import round_half_even
from hlhdesk.rules.annotations import regimen, times_daily
from hlhdesk.rules.body import body_surface, weight_in_force
from hlhdesk.rules.doses import GIVEN, changes_until, charted_doses, daily_mg, orders_in_force
from hlhdesk.rules.due import already_charted
from hlhdesk.rules.ruxolitinib import band_dose, in_band
from hlhdesk.rules.ruxolitinib_limits import PER_M2_DECIMALS, is_large_step, step_ratios
from hlhdesk.rules.steroid_limits import ORAL, excesses
from hlhdesk.rules.treatment_day import DRUG

FIELD = "dose_mg"


def order_problems(
    chart: PatientChart, order: Order, definitions: Definitions, as_of: Moment
) -> tuple[Problem, ...]:
    """The problems of an order that is about to be charted; none for drugs without rules.

    ``chart`` is the chart before the order; ``as_of`` the moment of charting. The order is judged
    on its first day, together with the orders that stay in force beside it. An order that it
    corrects is left out.
    """
    before = _without(chart, order.supersedes)
    new = replace(order, recorded_at=as_of.instant)
    after = replace(before, entries=(*before.entries, new))
    if order.drug == DRUG:
        return (
            *_single(definitions, order.dose_mg),
            *_step(definitions, order.dose_mg, Severity.REFUSE),
            *_daily(after, definitions, order.starts_on),
            *_large_step(before, after, order, definitions),
            *_off_band(after, order, definitions),
        )
    if order.drug in definitions.steroids.equivalent_mg:
        return _steroids(after, definitions, order.starts_on)
    return ()


def dose_problems(
    chart: PatientChart, dose: Dose, definitions: Definitions, as_of: Moment
) -> tuple[Problem, ...]:
    """The problems of a dose that is about to be charted as given by ``as_of``.

    What was really given must be chartable: refused are only an amount above the absolute limit of
    one dose of ruxolitinib, and a tenfold one without a reason. It is compared with the dose ordered
    for its day, else with the dose given before. A second dose for one clock time is asked about.
    """
    if dose.status != GIVEN:
        return ()
    known = _without(chart, dose.supersedes)
    twice = tuple(_twice(known, dose, definitions))
    return twice if dose.drug != DRUG else (*twice, *_ruxolitinib_dose(known, dose, definitions, as_of))


def _twice(known: PatientChart, dose: Dose, definitions: Definitions) -> Iterator[Problem]:
    """A second dose for one clock time is asked about: two people may chart the same dose."""
    found = already_charted(known, dose, definitions.due)
    if found is None:
        return
    slot, before = found
    told = tuple(
        Message.of("due.charted-one", mg=other.dose_mg, status=Term("dose-status", other.status), at=other.at)
        for other in before
    )
    text = Message.of(
        "due.already-charted", drug=Term("drug", dose.drug), time=slot.at.civil.time(), before=told
    )
    yield Problem("at", text, severity=Severity.CONFIRM)


def _ruxolitinib_dose(
    known: PatientChart, dose: Dose, definitions: Definitions, as_of: Moment
) -> tuple[Problem, ...]:
    ordered = orders_in_force(known, DRUG, dose.at.day)
    earlier = [
        other
        for other in charted_doses(known, DRUG, as_of)
        if other.status == GIVEN and other.at.instant < dose.at.instant
    ]
    expected = [order.dose_mg for order in ordered] or [other.dose_mg for other in earlier[-1:]]
    ratios = [Fraction(dose.dose_mg) / Fraction(mg) for mg in expected]
    values: dict[str, Value] = {"after": dose.dose_mg, "before": tuple(expected)}
    return (
        *_single(definitions, dose.dose_mg),
        *_step(definitions, dose.dose_mg, Severity.CONFIRM),
        *_ratio_problems("ruxolitinib.ask-dose", values, ratios, dose.reason, definitions),
    )


def _without(chart: PatientChart, corrected: str | None) -> PatientChart:
    """The valid chart as if the entry that is being corrected, and what it corrected, had not been there."""
    kept = (entry for entry in valid_entries(chart.entries) if entry.id != corrected)
    return replace(chart, entries=tuple(kept))


def _single(definitions: Definitions, mg: Decimal) -> Iterator[Problem]:
    limit = definitions.ruxolitinib.refuse_single_above_mg
    if mg > limit:
        text = Message.of("ruxolitinib.over-single", mg=mg, limit=limit)
        yield Problem(FIELD, text, Message.of("ruxolitinib.accepted-single", limit=limit))


def _step(definitions: Definitions, mg: Decimal, severity: Severity) -> Iterator[Problem]:
    step = definitions.ruxolitinib.smallest_step_mg
    if mg % step:
        text = Message.of("ruxolitinib.no-multiple", mg=mg, step=step)
        yield Problem(FIELD, text, Message.of("ruxolitinib.accepted-step", step=step), severity)


def _daily(after: PatientChart, definitions: Definitions, on: date) -> Iterator[Problem]:
    """The day's total of all orders in force, in mg and per m² of body surface."""
    rule = definitions.ruxolitinib
    daily = daily_mg(orders_in_force(after, DRUG, on))
    if daily > rule.refuse_daily_above_mg:
        text = Message.of("ruxolitinib.over-daily", mg=daily, limit=rule.refuse_daily_above_mg)
        accepted = Message.of("ruxolitinib.accepted-daily", limit=rule.refuse_daily_above_mg)
        yield Problem(FIELD, text, accepted)
    surface = body_surface(after, on)
    if surface is None:
        return
    per_m2 = daily / Fraction(surface.m2)
    if per_m2 <= rule.confirm_daily_above_mg_per_m2:
        return
    refused = per_m2 > rule.refuse_daily_above_mg_per_m2
    limit = rule.refuse_daily_above_mg_per_m2 if refused else rule.confirm_daily_above_mg_per_m2
    text = Message.of(
        "ruxolitinib.over-per-m2",
        mg=daily,
        per_m2=round_half_even(per_m2, PER_M2_DECIMALS),
        limit=limit,
        m2=surface.m2,
        height=surface.height_cm,
        weight=surface.weight.weight_kg,
        on=surface.weight.on,
    )
    accepted = Message.of("ruxolitinib.accepted-per-m2", limit=limit)
    yield Problem(FIELD, text, accepted, Severity.REFUSE if refused else Severity.CONFIRM)


def _large_step(
    before: PatientChart, after: PatientChart, order: Order, definitions: Definitions
) -> Iterator[Problem]:
    """The step from the dose before: what was in force that day, after a pause what was in force last."""
    on = order.starts_on
    old = orders_in_force(before, DRUG, on) or _last_orders(before, on)
    new = orders_in_force(after, DRUG, on)
    values: dict[str, Value] = {
        "before": tuple(regimen(other) for other in old),
        "after": tuple(regimen(other) for other in new),
    }
    yield from _ratio_problems(
        "ruxolitinib.ask-order", values, step_ratios(old, new), order.reason, definitions
    )


def _last_orders(chart: PatientChart, on: date) -> tuple[Order, ...]:
    """What was in force before the latest stop."""
    changes = changes_until(chart, DRUG, on)
    return changes[-1].before if changes else ()


def _ratio_problems(
    key: str,
    values: dict[str, Value],
    ratios: tuple[Fraction, ...] | list[Fraction],
    reason: str | None,
    definitions: Definitions,
) -> Iterator[Problem]:
    """A tenfold step needs a reason before it may be confirmed; a doubled or halved one is asked about."""
    rule = definitions.ruxolitinib
    if any(ratio >= rule.refuse_ratio for ratio in ratios):
        text = Message.of(f"{key}-tenfold", ratio=rule.refuse_ratio, **values)
        severity = Severity.CONFIRM if reason else Severity.REFUSE
        yield Problem(FIELD, text, Message.of("ruxolitinib.accepted-reason"), severity)
    elif is_large_step(rule, ratios):
        yield Problem(FIELD, Message.of(f"{key}-step", **values), severity=Severity.CONFIRM)


def _off_band(after: PatientChart, order: Order, definitions: Definitions) -> Iterator[Problem]:
    """A dose off the weight rule saves with a reason; without one it is asked about."""
    rule = definitions.ruxolitinib
    weight = weight_in_force(after, order.starts_on)
    orders = orders_in_force(after, DRUG, order.starts_on)
    if weight is None or order.reason or in_band(orders, rule, weight.weight_kg):
        return
    text = Message.of(
        "ruxolitinib.off-band",
        dose=tuple(regimen(other) for other in orders),
        expected=Message.of(
            "dose.regimen", mg=band_dose(rule, weight.weight_kg), times=times_daily(rule.times_per_day)
        ),
        weight=weight.weight_kg,
        on=weight.on,
    )
    yield Problem("reason", text, Message.of("ruxolitinib.accepted-reason"), Severity.CONFIRM)


def _steroids(after: PatientChart, definitions: Definitions, on: date) -> tuple[Problem, ...]:
    table = definitions.steroids
    systemic: dict[str, Fraction] = {}
    oral: dict[str, Fraction] = {}
    for drug in table.equivalent_mg:
        orders = orders_in_force(after, drug, on)
        systemic[drug] = daily_mg(order for order in orders if order.route in table.systemic_routes)
        oral[drug] = daily_mg(order for order in orders if order.route == ORAL)
    return tuple(
        Problem(FIELD, excess.text, severity=excess.severity)
        for excess in excesses(after, definitions, on, systemic, oral)
    )

"""Limits of the ruxolitinib dose in force: one dose, one day, body surface, a large step (§3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.definitions import Definitions, RuxolitinibParameters
from hlhdesk.model.entries import Dose, Order
from hlhdesk.model.message import Message
from hlhdesk.model.moment import Moment
from hlhdesk.model.quantity import round_half_even
from hlhdesk.model.state import Finding, Level
from hlhdesk.rules.annotations import regimen
from hlhdesk.rules.basis import basis
from hlhdesk.rules.body import body_surface, weight_in_force
from hlhdesk.rules.doses import GIVEN, NOTHING, charted_doses, daily_mg, last_change, orders_in_force, total
from hlhdesk.rules.treatment_day import DRUG

PER_M2_DECIMALS = 2


def limit_checks(chart: PatientChart, definitions: Definitions, as_of: Moment) -> tuple[Finding, ...]:
    """The checks of the dose in force against its limits."""
    return (
        *_dose_limit(chart, definitions, as_of),
        *_body_surface(chart, definitions, as_of),
        *_dose_change(chart, definitions, as_of),
    )


def _dose_limit(chart: PatientChart, definitions: Definitions, as_of: Moment) -> Iterator[Finding]:
    """Absolute limits of one dose and of one day, over what is ordered and over what was given."""
    rule = definitions.ruxolitinib
    said = basis("ruxolitinib", rule.version, definitions)
    ids = _evidence(chart, as_of)
    single, daily = largest_single(chart, as_of), largest_daily(chart, as_of)
    if single > rule.refuse_single_above_mg:
        text = Message.of("ruxolitinib.over-single", mg=single, limit=rule.refuse_single_above_mg)
        yield Finding("ruxolitinib.dose-limit", Level.ALERT, text, said, ids, as_of.day)
    if daily > rule.refuse_daily_above_mg:
        text = Message.of("ruxolitinib.over-daily", mg=daily, limit=rule.refuse_daily_above_mg)
        yield Finding("ruxolitinib.dose-limit", Level.ALERT, text, said, ids, as_of.day)


def _body_surface(chart: PatientChart, definitions: Definitions, as_of: Moment) -> Iterator[Finding]:
    """The daily dose per m² with its inputs; without a height it is said to be unknown."""
    rule = definitions.ruxolitinib
    said = basis("ruxolitinib", rule.version, definitions)
    if weight_in_force(chart, as_of.day) is None:
        return
    surface = body_surface(chart, as_of.day)
    if surface is None:
        text = Message.of("ruxolitinib.no-height")
        yield Finding("ruxolitinib.body-surface", Level.NOTICE, text, said, on=as_of.day)
        return
    daily = largest_daily(chart, as_of)
    if not daily:
        return
    per_m2 = daily / Fraction(surface.m2)
    key, level, limit = "ruxolitinib.per-m2", Level.OK, rule.confirm_daily_above_mg_per_m2
    if per_m2 > rule.confirm_daily_above_mg_per_m2:
        key, level = "ruxolitinib.over-per-m2", Level.NOTICE
    if per_m2 > rule.refuse_daily_above_mg_per_m2:
        level, limit = Level.ALERT, rule.refuse_daily_above_mg_per_m2
    text = Message.of(
        key,
        mg=daily,
        per_m2=round_half_even(per_m2, PER_M2_DECIMALS),
        limit=limit,
        m2=surface.m2,
        height=surface.height_cm,
        weight=surface.weight.weight_kg,
        on=surface.weight.on,
    )
    evidence = (*_evidence(chart, as_of), *dict.fromkeys((surface.weight.id, surface.height.id)))
    yield Finding("ruxolitinib.body-surface", level, text, said, evidence, as_of.day)


def _dose_change(chart: PatientChart, definitions: Definitions, as_of: Moment) -> Iterator[Finding]:
    """A large step between two orders, shown for the days in which a change counts as recent."""
    rule = definitions.ruxolitinib
    change = last_change(chart, DRUG, as_of)
    if change is None or (as_of.day - change.on).days > definitions.fever.dose_change_days:
        return
    ratios = step_ratios(change.before, change.after)
    if not is_large_step(rule, ratios):
        return
    text = Message.of(
        "ruxolitinib.dose-change",
        on=change.on,
        before=tuple(regimen(order) for order in change.before),
        after=tuple(regimen(order) for order in change.after),
    )
    level = Level.ALERT if max(ratios) >= rule.refuse_ratio else Level.NOTICE
    ids = tuple(order.id for order in (*change.before, *change.after))
    said = basis("ruxolitinib", rule.version, definitions)
    yield Finding("ruxolitinib.dose-change", level, text, said, ids, change.on)


def step_ratios(before: Iterable[Order], after: Iterable[Order]) -> tuple[Fraction, ...]:
    """New over old, of the largest single dose and of the daily total; empty when either is missing."""
    old, new = tuple(before), tuple(after)
    if not old or not new:
        return ()
    largest = Fraction(max(order.dose_mg for order in new)) / Fraction(max(order.dose_mg for order in old))
    return (largest, daily_mg(new) / daily_mg(old))


def is_large_step(rule: RuxolitinibParameters, ratios: Iterable[Fraction]) -> bool:
    """True when a ratio reaches a limit at which a change is asked about."""
    return any(ratio >= rule.confirm_ratio_up or ratio <= rule.confirm_ratio_down for ratio in ratios)


def largest_single(chart: PatientChart, as_of: Moment) -> Fraction:
    """The largest single dose in force, ordered or given on the day of ``as_of``, in mg."""
    orders = orders_in_force(chart, DRUG, as_of.day)
    single = [order.dose_mg for order in orders] + [dose.dose_mg for dose in _given_today(chart, as_of)]
    return Fraction(max(single, default=NOTHING))


def largest_daily(chart: PatientChart, as_of: Moment) -> Fraction:
    """The daily total in force: the larger of what is ordered and what was given that day, in mg."""
    given = total(dose.dose_mg for dose in _given_today(chart, as_of))
    return max(daily_mg(orders_in_force(chart, DRUG, as_of.day)), given)


def _given_today(chart: PatientChart, as_of: Moment) -> list[Dose]:
    return [
        dose
        for dose in charted_doses(chart, DRUG, as_of)
        if dose.at.day == as_of.day and dose.status == GIVEN
    ]


def _evidence(chart: PatientChart, as_of: Moment) -> tuple[str, ...]:
    orders = tuple(order.id for order in orders_in_force(chart, DRUG, as_of.day))
    return (*orders, *(dose.id for dose in _given_today(chart, as_of)))

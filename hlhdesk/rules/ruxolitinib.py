"""Ruxolitinib: what is in force, and the checks of its dose (clinical specification §3).

A check is a finding; one that found nothing wrong has level ``ok`` and belongs beside the dose,
not into the banner.
"""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.definitions import Definitions, RuxolitinibParameters
from hlhdesk.model.entries import Order
from hlhdesk.model.message import Message, Term, Value
from hlhdesk.model.moment import Moment
from hlhdesk.model.state import DoseDay, Finding, Level, RuxolitinibState
from hlhdesk.rules.annotations import regimen, times_daily
from hlhdesk.rules.basis import basis
from hlhdesk.rules.body import weight_checks, weight_in_force
from hlhdesk.rules.dose_records import Course, record_checks
from hlhdesk.rules.doses import drug_days, in_force_or_given, last_change, last_given, orders_in_force
from hlhdesk.rules.ruxolitinib_limits import limit_checks
from hlhdesk.rules.treatment_day import DRUG
from hlhdesk.rules.withdrawal import withdrawal_checks


def ruxolitinib_state(
    chart: PatientChart, definitions: Definitions, as_of: Moment
) -> RuxolitinibState | None:
    """Ruxolitinib by ``as_of``; None when it was never ordered or given.

    ``stopped_on`` is the first day without an order, while nothing is in force.
    """
    days = drug_days(chart, DRUG, as_of)
    if not days:
        return None
    change = last_change(chart, DRUG, as_of)
    return RuxolitinibState(
        today=days[-1],
        days=days,
        orders=orders_in_force(chart, DRUG, as_of.day),
        checks=_checks(chart, definitions, as_of, days),
        stopped_on=change.on if change is not None and change.stopped else None,
    )


def _checks(
    chart: PatientChart, definitions: Definitions, as_of: Moment, days: tuple[DoseDay, ...]
) -> tuple[Finding, ...]:
    """The checks of the dose in force; after a stop or a reduction, of its watch band."""
    if not in_force_or_given(chart, DRUG, as_of):
        return tuple(withdrawal_checks(chart, definitions, as_of))
    return (
        *_weight_band(chart, definitions, as_of),
        *weight_checks(chart, definitions, as_of.day),
        *limit_checks(chart, definitions, as_of),
        *_interactions(chart, definitions, as_of),
        *record_checks(chart, definitions.due, Course(DRUG, days), as_of, _basis(definitions)),
        *withdrawal_checks(chart, definitions, as_of),
    )


def band_dose(rule: RuxolitinibParameters, weight_kg: Decimal) -> Decimal:
    """The mg per dose that the weight rule gives; the limit itself belongs to the lower band."""
    return rule.dose_to_limit_mg if weight_kg <= rule.weight_limit_kg else rule.dose_above_limit_mg


def in_band(orders: tuple[Order, ...], rule: RuxolitinibParameters, weight_kg: Decimal) -> bool:
    """True for a single order of just the rule's dose, as often as the rule says."""
    return [(order.dose_mg, order.times_per_day) for order in orders] == [
        (band_dose(rule, weight_kg), rule.times_per_day)
    ]


def _weight_band(chart: PatientChart, definitions: Definitions, as_of: Moment) -> Iterator[Finding]:
    rule = definitions.ruxolitinib
    weight = weight_in_force(chart, as_of.day)
    if weight is None:
        return
    said = _basis(definitions)
    orders = orders_in_force(chart, DRUG, as_of.day)
    given = last_given(chart, DRUG, as_of)
    expected = band_dose(rule, weight.weight_kg)
    band: dict[str, Value] = {
        "expected": Message.of("dose.regimen", mg=expected, times=times_daily(rule.times_per_day)),
        "weight": weight.weight_kg,
        "on": weight.on,
    }
    if orders:
        agrees = in_band(orders, rule, weight.weight_kg)
        dose: tuple[Message, ...] = tuple(regimen(order) for order in orders)
        reasons = tuple(
            Message.of("ruxolitinib.reason", reason=order.reason) for order in orders if order.reason
        )
        ids = tuple(order.id for order in orders)
    else:
        assert given is not None
        agrees = given.dose_mg == expected
        dose = (Message.of("ruxolitinib.single", mg=given.dose_mg, at=given.at),)
        reasons = (Message.of("ruxolitinib.reason", reason=given.reason),) if given.reason else ()
        ids = (given.id,)
    band["dose"] = dose
    text = Message.of("ruxolitinib.in-band" if agrees else "ruxolitinib.off-band", **band)
    level = Level.OK if agrees else Level.NOTICE
    evidence = (*ids, weight.id)
    yield Finding("ruxolitinib.weight-band", level, text, (*reasons, *said), evidence, as_of.day)
    if weight.weight_kg == rule.weight_limit_kg:
        remark = Message.of(
            "ruxolitinib.weight-limit",
            weight=weight.weight_kg,
            on=weight.on,
            limit=rule.weight_limit_kg,
            mg=rule.dose_to_limit_mg,
            other=rule.dose_above_limit_mg,
        )
        yield Finding("ruxolitinib.weight-limit", Level.NOTICE, remark, said, (weight.id,), as_of.day)


def _interactions(chart: PatientChart, definitions: Definitions, as_of: Moment) -> Iterator[Finding]:
    """One notice for each drug in force that raises or lowers the ruxolitinib level."""
    rule = definitions.ruxolitinib
    said = _basis(definitions)
    kinds = (
        ("ruxolitinib.strong-inhibitor", rule.strong_cyp3a4_inhibitors),
        ("ruxolitinib.dual-inhibitor", rule.dual_inhibitors),
        ("ruxolitinib.inducer", rule.inducers),
    )
    for key, drugs in kinds:
        for drug in drugs:
            if in_force_or_given(chart, drug, as_of):
                ids = [order.id for order in orders_in_force(chart, drug, as_of.day)]
                last = last_given(chart, drug, as_of)
                evidence = (*ids, *([last.id] if last else []))
                text = Message.of(key, drug=Term("drug", drug))
                yield Finding("ruxolitinib.interaction", Level.NOTICE, text, said, evidence, as_of.day)


def _basis(definitions: Definitions) -> tuple[Message, ...]:
    return basis("ruxolitinib", definitions.ruxolitinib.version, definitions)

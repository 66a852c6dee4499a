"""Limits of systemic steroids, at entry and while in force (clinical specification §3)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.definitions import Definitions
from hlhdesk.model.entries import Order
from hlhdesk.model.message import Message, Term
from hlhdesk.model.moment import Moment
from hlhdesk.model.problem import Severity
from hlhdesk.model.quantity import round_half_even
from hlhdesk.model.state import DoseDay, Finding, Level
from hlhdesk.rules.basis import basis
from hlhdesk.rules.body import body_surface, weight_checks, weight_in_force
from hlhdesk.rules.dose_records import Course, record_checks
from hlhdesk.rules.doses import GIVEN, charted_doses, daily_mg, orders_in_force, total
from hlhdesk.rules.equivalence import convert

METHYLPREDNISOLONE = "methylprednisolone"
DEXAMETHASONE = "dexamethasone"
ORAL = "oral"
PER_KG_DECIMALS = 3
CODE = "steroid.dose-limit"


def mg_per_kg(mg: Fraction, weight_kg: Decimal) -> Decimal:
    """mg/kg as it is printed: half-even to three decimals."""
    return round_half_even(mg / Fraction(weight_kg), PER_KG_DECIMALS)


@dataclass(frozen=True, slots=True)
class Excess:
    """A limit that a daily dose passes. ``severity`` is what it means at entry."""

    severity: Severity
    text: Message


def excesses(
    chart: PatientChart,
    definitions: Definitions,
    on: date,
    doses: Mapping[str, Fraction],
    oral: Mapping[str, Fraction],
) -> tuple[Excess, ...]:
    """The limits passed by daily totals (mg a day of every steroid; ``oral`` the part given by mouth).

    A limit per kg or per m² is judged only with a weight (and height): without one
    ``weight.missing`` is said instead. The limit by mouth holds for all steroids together, as
    methylprednisolone equivalents, but for dexamethasone, which has its own.
    """
    return (
        *_methylprednisolone(chart, definitions, on, doses[METHYLPREDNISOLONE]),
        *_by_mouth(chart, definitions, on, oral),
        *_dexamethasone(chart, definitions, on, doses[DEXAMETHASONE]),
    )


def _methylprednisolone(
    chart: PatientChart, definitions: Definitions, on: date, mg: Fraction
) -> Iterator[Excess]:
    limits = definitions.steroids
    weight = weight_in_force(chart, on)
    drug = Term("drug", METHYLPREDNISOLONE)
    if mg > Fraction(limits.methylprednisolone_refuse_above_mg):
        yield Excess(
            Severity.REFUSE,
            Message.of(
                "steroid.over-daily", drug=drug, mg=mg, limit=limits.methylprednisolone_refuse_above_mg
            ),
        )
    limit = limits.methylprednisolone_refuse_above_mg_per_kg
    if weight is not None and mg > Fraction(limit) * Fraction(weight.weight_kg):
        yield Excess(
            Severity.REFUSE,
            Message.of(
                "steroid.over-per-kg",
                drug=drug,
                mg=mg,
                per_kg=mg_per_kg(mg, weight.weight_kg),
                limit=limit,
                weight=weight.weight_kg,
                on=weight.on,
            ),
        )


def _by_mouth(
    chart: PatientChart, definitions: Definitions, on: date, oral: Mapping[str, Fraction]
) -> Iterator[Excess]:
    table = definitions.steroids
    weight = weight_in_force(chart, on)
    mg = total(
        convert(table, drug, amount, table.reference)
        for drug, amount in oral.items()
        if drug != DEXAMETHASONE
    )
    if weight is not None and mg > Fraction(table.oral_confirm_above_mg_per_kg) * Fraction(weight.weight_kg):
        yield Excess(
            Severity.CONFIRM,
            Message.of(
                "steroid.over-oral",
                mg=mg,
                per_kg=mg_per_kg(mg, weight.weight_kg),
                limit=table.oral_confirm_above_mg_per_kg,
                weight=weight.weight_kg,
                on=weight.on,
            ),
        )


def _dexamethasone(chart: PatientChart, definitions: Definitions, on: date, mg: Fraction) -> Iterator[Excess]:
    limits = definitions.steroids
    drug = Term("drug", DEXAMETHASONE)
    if mg > Fraction(limits.dexamethasone_refuse_above_mg):
        yield Excess(
            Severity.REFUSE,
            Message.of("steroid.over-daily", drug=drug, mg=mg, limit=limits.dexamethasone_refuse_above_mg),
        )
        return
    surface = body_surface(chart, on)
    limit = limits.dexamethasone_confirm_above_mg_per_m2
    if surface is not None and mg > Fraction(limit) * Fraction(surface.m2):
        yield Excess(
            Severity.CONFIRM,
            Message.of(
                "steroid.over-per-m2",
                drug=drug,
                mg=mg,
                per_m2=mg / Fraction(surface.m2),
                limit=limit,
                m2=surface.m2,
                weight=surface.weight.weight_kg,
                height=surface.height_cm,
            ),
        )


def steroid_checks(
    chart: PatientChart, definitions: Definitions, as_of: Moment, days: Mapping[str, tuple[DoseDay, ...]]
) -> tuple[Finding, ...]:
    """The weight, the limits passed by the larger of ordered and given that day, and doses not charted."""
    table = definitions.steroids
    doses = {drug: _larger(chart, drug, as_of, table.systemic_routes) for drug in table.equivalent_mg}
    oral = {drug: _larger(chart, drug, as_of, (ORAL,)) for drug in table.equivalent_mg}
    levels = {Severity.REFUSE: Level.ALERT, Severity.CONFIRM: Level.NOTICE}
    evidence = tuple(
        entry.id
        for drug in table.equivalent_mg
        for entry in orders_in_force(chart, drug, as_of.day)
        if entry.route in table.systemic_routes
    )
    said = basis("steroids", table.version, definitions)
    return (
        *weight_checks(chart, definitions, as_of.day),
        *(
            Finding(CODE, levels[excess.severity], excess.text, said, evidence, as_of.day)
            for excess in excesses(chart, definitions, as_of.day, doses, oral)
        ),
        *(
            finding
            for drug, drug_days in days.items()
            for finding in record_checks(
                chart, definitions.due, Course(drug, drug_days, table.systemic_routes), as_of, said
            )
        ),
    )


def _larger(chart: PatientChart, drug: str, as_of: Moment, routes: tuple[str, ...]) -> Fraction:
    orders: Iterable[Order] = orders_in_force(chart, drug, as_of.day)
    ordered = daily_mg(order for order in orders if order.route in routes)
    given = total(
        dose.dose_mg
        for dose in charted_doses(chart, drug, as_of, routes)
        if dose.at.day == as_of.day and dose.status == GIVEN
    )
    return max(ordered, given)

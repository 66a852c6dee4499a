"""Systemic steroids as methylprednisolone equivalents, with their limits (clinical specification §3)."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from datetime import date
from fractions import Fraction

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.definitions import Definitions, SteroidParameters
from hlhdesk.model.moment import Moment
from hlhdesk.model.state import DoseDay, DoseSource, SteroidState
from hlhdesk.rules.body import weight_in_force
from hlhdesk.rules.doses import drug_days, in_force_or_given, total
from hlhdesk.rules.equivalence import convert
from hlhdesk.rules.steroid_limits import mg_per_kg, steroid_checks

WEAKEST_FIRST = (DoseSource.NOT_RECORDED, DoseSource.ORDERED, DoseSource.GIVEN)

__all__ = ["convert", "steroid_days", "steroid_state", "steroids_in_force"]


def steroid_state(chart: PatientChart, definitions: Definitions, as_of: Moment) -> SteroidState | None:
    """Steroids by ``as_of``; None when no systemic one was ever ordered or given.

    ``cumulative_mg`` adds the days whose total is known; a not-recorded day adds nothing and stays
    visible as such in ``days``. Checks are made while a steroid is in force.
    """
    by_drug = _by_drug(chart, definitions, as_of)
    days = _all_days(definitions.steroids, by_drug)
    if not days:
        return None
    today = days[-1]
    weight = weight_in_force(chart, as_of.day)
    per_kg = mg_per_kg(today.mg, weight.weight_kg) if weight and today.mg is not None else None
    in_force = steroids_in_force(chart, definitions, as_of)
    return SteroidState(
        today=today,
        days=days,
        mg_per_kg=per_kg,
        weight_kg=weight.weight_kg if weight else None,
        weight_on=weight.on if weight else None,
        cumulative_mg=total(day.mg for day in days if day.mg is not None),
        checks=steroid_checks(chart, definitions, as_of, by_drug) if in_force else (),
    )


def steroids_in_force(chart: PatientChart, definitions: Definitions, as_of: Moment) -> tuple[str, ...]:
    """The systemic steroids with an order in force or a dose given in the day before ``as_of``."""
    table = definitions.steroids
    return tuple(
        drug for drug in table.equivalent_mg if in_force_or_given(chart, drug, as_of, table.systemic_routes)
    )


def steroid_days(chart: PatientChart, definitions: Definitions, as_of: Moment) -> tuple[DoseDay, ...]:
    """Every day from the first systemic steroid to the day of ``as_of``, in methylprednisolone equivalents.

    A day's total claims no more than the weakest of its drugs: it is ``not-recorded`` when one of
    them is, ``ordered`` when one of them rests on its order, ``given`` when all were charted. A
    drug that was neither ordered nor charted on a day has no part in it.
    """
    return _all_days(definitions.steroids, _by_drug(chart, definitions, as_of))


def _by_drug(chart: PatientChart, definitions: Definitions, as_of: Moment) -> dict[str, tuple[DoseDay, ...]]:
    """The days of each systemic steroid that was ever ordered or charted, in its own mg."""
    table = definitions.steroids
    found = {
        drug: drug_days(chart, drug, as_of, routes=table.systemic_routes) for drug in table.equivalent_mg
    }
    return {drug: days for drug, days in found.items() if days}


def _all_days(table: SteroidParameters, by_drug: Mapping[str, tuple[DoseDay, ...]]) -> tuple[DoseDay, ...]:
    by_day: dict[date, list[DoseDay]] = {}
    for drug, days in by_drug.items():
        factor = convert(table, drug, Fraction(1), table.reference)
        for day in days:
            parts = by_day.setdefault(day.on, [])
            if day.ordered_mg is not None or day.source is DoseSource.GIVEN:
                parts.append(_scaled(day, factor))
    return tuple(_together(on, by_day[on]) for on in sorted(by_day))


def _scaled(day: DoseDay, factor: Fraction) -> DoseDay:
    return replace(
        day,
        mg=None if day.mg is None else day.mg * factor,
        ordered_mg=None if day.ordered_mg is None else day.ordered_mg * factor,
    )


def _together(on: date, parts: Collection[DoseDay]) -> DoseDay:
    ordered = [day.ordered_mg for day in parts if day.ordered_mg is not None]
    sources = {day.source for day in parts} or {DoseSource.ORDERED}
    weakest = next(source for source in WEAKEST_FIRST if source in sources)
    known = [day.mg for day in parts if day.mg is not None]
    return DoseDay(
        on=on,
        mg=None if weakest is DoseSource.NOT_RECORDED else total(known),
        ordered_mg=total(ordered) if ordered else None,
        source=weakest,
        partial=any(day.partial for day in parts),
    )

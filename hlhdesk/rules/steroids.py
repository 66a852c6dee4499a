"""Systemic steroids as methylprednisolone equivalents, with their limits (clinical specification §3)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from fractions import Fraction

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.definitions import Definitions, SteroidParameters
from hlhdesk.model.moment import Moment
from hlhdesk.model.state import DoseDay, DoseSource, SteroidState
from hlhdesk.rules.body import weight_in_force
from hlhdesk.rules.doses import drug_days, in_force_or_given
from hlhdesk.rules.equivalence import convert
from hlhdesk.rules.steroid_limits import mg_per_kg, steroid_checks

__all__ = ["convert", "steroid_days", "steroid_state", "steroids_in_force"]


def steroid_state(chart: PatientChart, definitions: Definitions, as_of: Moment) -> SteroidState | None:
    """Steroids by ``as_of``; None when no systemic one was ever ordered or given.

    ``cumulative_mg`` adds the days whose total is known; a not-recorded day adds nothing and stays
    visible as such in ``days``. Checks are made while a steroid is in force.
    """
    days = steroid_days(chart, definitions, as_of)
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
        cumulative_mg=sum((day.mg for day in days if day.mg is not None), Fraction(0)),
        checks=steroid_checks(chart, definitions, as_of) if in_force else (),
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
    table = definitions.steroids
    by_day: dict[date, list[DoseDay]] = {}
    for drug in table.equivalent_mg:
        for day in drug_days(chart, drug, as_of, routes=table.systemic_routes):
            by_day.setdefault(day.on, []).append(_equivalent(table, drug, day))
    if not by_day:
        return ()
    first = min(by_day)
    every = (first + timedelta(days=n) for n in range((as_of.day - first).days + 1))
    return tuple(_together(on, by_day[on]) for on in every)


def _equivalent(table: SteroidParameters, drug: str, day: DoseDay) -> DoseDay:
    def scaled(mg: Fraction | None) -> Fraction | None:
        return None if mg is None else convert(table, drug, mg, table.reference)

    return DoseDay(day.on, scaled(day.mg), scaled(day.ordered_mg), day.source, day.partial)


def _together(on: date, days: Iterable[DoseDay]) -> DoseDay:
    parts = [day for day in days if day.ordered_mg is not None or day.source is DoseSource.GIVEN]
    ordered = [day.ordered_mg for day in parts if day.ordered_mg is not None]
    known = [day.mg for day in parts if day.mg is not None]
    sources = {day.source for day in parts}
    source = next(
        (weakest for weakest in (DoseSource.NOT_RECORDED, DoseSource.ORDERED) if weakest in sources),
        DoseSource.GIVEN if parts else DoseSource.ORDERED,
    )
    return DoseDay(
        on=on,
        mg=None if source is DoseSource.NOT_RECORDED else sum(known, Fraction(0)),
        ordered_mg=sum(ordered, Fraction(0)) if ordered else None,
        source=source,
        partial=any(day.partial for day in parts),
    )

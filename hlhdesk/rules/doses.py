"""Orders in force and the daily totals of a drug (clinical specification §3).

An order says what should be given, a dose what was given; neither rewrites the other. All days
are civil dates. Entries that happened after ``as_of`` are ignored.
"""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from decimal import Decimal
from fractions import Fraction

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.entries import Admission, Dose, Order
from hlhdesk.model.moment import Moment
from hlhdesk.model.state import DoseDay, DoseSource

DAY = timedelta(days=1)
GIVEN = "given"
NOTHING = Fraction(0)
LONG_AGO = datetime.min.replace(tzinfo=UTC)  # an order without provenance is the older one


def civil_day(moment: Moment) -> date:
    """The civil date of a moment: the day that orders and doses are counted by."""
    return moment.day


def stay_on(chart: PatientChart, on: date) -> Admission | None:
    """The stay that holds ``on`` (the latest admission of several); its first and last day belong to it."""
    stays = [
        stay
        for stay in chart.admissions
        if stay.admitted_on <= on and ((last := last_day(chart, stay)) is None or on <= last)
    ]
    return max(stays, key=lambda stay: (stay.admitted_on, stay.id), default=None)


def last_day(chart: PatientChart, stay: Admission) -> date | None:
    """The day of discharge, or of the closure that ended the stay: a child who died is in no ward any more."""
    ends = [closure.on for closure in chart.closures if closure.on >= stay.admitted_on]
    if stay.discharged_on is not None:
        ends.append(stay.discharged_on)
    return min(ends, default=None)


def inpatient(chart: PatientChart, on: date) -> bool:
    """True when ``on`` lies in a stay; a stay without a discharge lasts."""
    return stay_on(chart, on) is not None


def effective_end(orders: Iterable[Order], order: Order) -> date | None:
    """The last day of ``order`` in force; None while it is open.

    A newer order of the same drug and route ends it the day before, unless the newer one is
    marked additional. Newer is what starts later; of two that start on one day, what was
    recorded later. The result lies before ``starts_on`` for an order that was replaced at once.
    """
    ends = [
        newer.starts_on - DAY
        for newer in orders
        if not newer.additional
        and (newer.drug, newer.route) == (order.drug, order.route)
        and _age(newer) > _age(order)
    ]
    if order.ends_on is not None:
        ends.append(order.ends_on)
    return min(ends, default=None)


def orders_in_force(chart: PatientChart, drug: str, on: date) -> tuple[Order, ...]:
    """The orders of ``drug`` that say what should be given on ``on``, oldest first, all routes."""
    return _in_force(_periods(chart.orders_of(drug)), on)


def in_force_on_days(chart: PatientChart, days: Collection[date]) -> dict[date, tuple[Order, ...]]:
    """The orders of every drug in force on each of ``days``, by drug, oldest first."""
    drugs = sorted({order.drug for order in chart.orders})
    periods = [period for drug in drugs for period in _periods(chart.orders_of(drug))]
    return {on: _in_force(periods, on) for on in days}


def drug_days(
    chart: PatientChart,
    drug: str,
    as_of: Moment,
    day: Callable[[Moment], date] = civil_day,
    routes: Collection[str] | None = None,
) -> tuple[DoseDay, ...]:
    """Every day of ``drug`` from its first order or dose to the day of ``as_of``, without holes.

    - ``given``: a dose was charted that day, whatever became of it. ``mg`` is what was given:
      a withheld, refused or vomited dose counts 0.
    - ``ordered``: nothing was charted on an outpatient day: ``mg`` is the order's. A day without
      an order in force and without a charted dose is ``ordered`` as well, with ``mg`` 0 and
      ``ordered_mg`` None: nothing was ordered, and nothing is claimed to have been given.
    - ``not-recorded``: an inpatient day with an order and no dose charted: ``mg`` is None.

    ``partial`` says that fewer doses were charted than ordered, on the running day too.
    ``day`` tells to which day a dose belongs; ``routes`` limits orders and doses to some routes.
    """
    orders = [order for order in chart.orders_of(drug) if routes is None or order.route in routes]
    periods = _periods(orders)
    charted: dict[date, list[Dose]] = {}
    for dose in charted_doses(chart, drug, as_of, routes):
        charted.setdefault(day(dose.at), []).append(dose)
    first = min([*charted, *(period.order.starts_on for period in periods)], default=None)
    if first is None:
        return ()
    edges = _edges(periods)
    ordered = _Ordered.of(_in_force(periods, first))
    days = []
    for on in _days(first, as_of.day):
        if on in edges:
            ordered = _Ordered.of(_in_force(periods, on))
        days.append(_dose_day(on, ordered, charted.get(on), chart))
    return tuple(days)


def charted_doses(
    chart: PatientChart, drug: str, as_of: Moment, routes: Collection[str] | None = None
) -> tuple[Dose, ...]:
    """The doses of ``drug`` charted up to ``as_of``, in order of time, whatever became of them."""
    found = _doses_until(chart, drug, as_of)
    return tuple(found if routes is None else (dose for dose in found if dose.route in routes))


def last_given(
    chart: PatientChart, drug: str, as_of: Moment, routes: Collection[str] | None = None
) -> Dose | None:
    """The last dose of ``drug`` that was given by ``as_of``."""
    found = reversed(_doses_until(chart, drug, as_of))
    return next(
        (dose for dose in found if dose.status == GIVEN and (routes is None or dose.route in routes)), None
    )


def _doses_until(chart: PatientChart, drug: str, as_of: Moment) -> Sequence[Dose]:
    doses = chart.doses_of(drug)
    return doses[: bisect_right(doses, as_of.instant, key=lambda dose: dose.at.instant)]


def in_force_or_given(
    chart: PatientChart, drug: str, as_of: Moment, routes: Collection[str] | None = None
) -> bool:
    """True when an order is in force on the day of ``as_of`` or a dose was given in the day before it.

    The second half serves charts that hold doses without orders; that day is counted on instants.
    """
    if any(routes is None or order.route in routes for order in orders_in_force(chart, drug, as_of.day)):
        return True
    last = last_given(chart, drug, as_of, routes)
    return last is not None and as_of.instant - last.at.instant <= DAY


@dataclass(frozen=True, slots=True)
class DoseChange:
    """A day on which the orders in force of a drug became others: a start, a change or a stop."""

    on: date
    drug: str
    before: tuple[Order, ...]
    after: tuple[Order, ...]

    @property
    def mg_per_day_before(self) -> Fraction:
        return daily_mg(self.before)

    @property
    def mg_per_day_after(self) -> Fraction:
        return daily_mg(self.after)

    @property
    def started(self) -> bool:
        """True when nothing was in force the day before."""
        return not self.before

    @property
    def stopped(self) -> bool:
        """True when nothing is in force any more."""
        return not self.after

    @property
    def reduced(self) -> bool:
        """True when less is ordered a day than before, a stop included."""
        return self.mg_per_day_after < self.mg_per_day_before


def dose_changes(chart: PatientChart, drug: str, as_of: Moment) -> tuple[DoseChange, ...]:
    """All changes of what is ordered of ``drug`` up to the day of ``as_of``, oldest first."""
    return changes_until(chart, drug, as_of.day)


def changes_until(chart: PatientChart, drug: str, last: date) -> tuple[DoseChange, ...]:
    """All changes of what is ordered of ``drug`` up to the day ``last``, oldest first.

    A renewed order of the same dose, times a day and route is no change. A stop is dated to the
    first day without an order.
    """
    periods = _periods(chart.orders_of(drug))
    changes = []
    for on in sorted(edge for edge in _edges(periods) if edge <= last):
        before, after = _in_force(periods, on - DAY), _in_force(periods, on)
        if _regimen(before) != _regimen(after):
            changes.append(DoseChange(on, drug, before, after))
    return tuple(changes)


def last_change(chart: PatientChart, drug: str, as_of: Moment) -> DoseChange | None:
    """The latest change by ``as_of``."""
    changes = dose_changes(chart, drug, as_of)
    return changes[-1] if changes else None


def daily_mg(orders: Iterable[Order]) -> Fraction:
    """What ``orders`` say for one day together, in mg."""
    return total(Fraction(order.dose_mg) * order.times_per_day for order in orders)


def total(amounts: Iterable[Fraction | Decimal]) -> Fraction:
    """The exact sum, 0 of nothing. It is reduced once: a day's total is asked for every day of a long stay."""
    top, bottom = 0, 1
    for amount in amounts:
        above, below = amount.as_integer_ratio()
        common = math.lcm(bottom, below)
        top, bottom = top * (common // bottom) + above * (common // below), common
    return Fraction(top, bottom)


@dataclass(frozen=True, slots=True)
class _Period:
    """An order with its effective last day."""

    order: Order
    end: date | None

    def holds(self, on: date) -> bool:
        return self.order.starts_on <= on and (self.end is None or on <= self.end)


def _periods(orders: Iterable[Order]) -> tuple[_Period, ...]:
    """The orders of one drug, from old to new."""
    oldest_first = sorted(orders, key=_age)
    return tuple(_Period(order, effective_end(oldest_first, order)) for order in oldest_first)


def _edges(periods: Collection[_Period]) -> set[date]:
    """The days on which what is in force may become something else."""
    starts = {period.order.starts_on for period in periods}
    return starts | {period.end + DAY for period in periods if period.end is not None}


def _in_force(periods: Iterable[_Period], on: date) -> tuple[Order, ...]:
    return tuple(period.order for period in periods if period.holds(on))


def _age(order: Order) -> tuple[object, ...]:
    """Sorts orders from old to new; what was written breaks the last ties, so that row order never does."""
    return (
        order.starts_on,
        order.recorded_at or LONG_AGO,
        order.id,
        order.dose_mg,
        order.times_per_day,
    )


def _regimen(orders: Iterable[Order]) -> list[tuple[str, Fraction, int]]:
    return sorted((order.route, Fraction(order.dose_mg), order.times_per_day) for order in orders)


@dataclass(frozen=True, slots=True)
class _Ordered:
    """What the orders in force say for one day: mg (None without an order) and how many doses."""

    mg: Fraction | None
    doses: int

    @classmethod
    def of(cls, orders: Collection[Order]) -> _Ordered:
        return cls(daily_mg(orders) if orders else None, sum(order.times_per_day for order in orders))


def _dose_day(on: date, ordered: _Ordered, doses: Collection[Dose] | None, chart: PatientChart) -> DoseDay:
    if doses:
        given = total(dose.dose_mg for dose in doses if dose.status == GIVEN)
        return DoseDay(on, given, ordered.mg, DoseSource.GIVEN, partial=len(doses) < ordered.doses)
    if ordered.mg is None:
        return DoseDay(on, NOTHING, None, DoseSource.ORDERED)
    if inpatient(chart, on):
        return DoseDay(on, None, ordered.mg, DoseSource.NOT_RECORDED)
    return DoseDay(on, ordered.mg, ordered.mg, DoseSource.ORDERED)


def _days(first: date, last: date) -> Iterator[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))

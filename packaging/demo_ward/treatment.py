"""Orders, and the doses charted for them on inpatient days."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import Decimal

from demo_ward.dates import months_after
from demo_ward.entries import Chart, amount, at, rounded
from demo_ward.people import (
    CMV,
    EBV,
    FLU,
    HBV,
    HLH04,
    HLH04_IVIG,
    HORMONE_IVIG,
    IVIG,
    PARAINFLUENZA,
    Child,
)

ONE_DAY = timedelta(days=1)
TWICE = ("08:00", "20:00")
ONCE = ("08:00",)
WEIGHT_LIMIT = Decimal(25)
MONTHS_ON_RUXOLITINIB = 3


@dataclass(frozen=True)
class Planned:
    """One order: what, how much, when; both dates are days in force."""

    drug: str
    mg: Decimal
    times: tuple[str, ...]
    route: str
    first: date
    last: date
    reason: str | None = None


# What became of single doses: (child, day, drug, time) → status and reason; None: nothing was charted.
SLIPS: dict[tuple[str, str, str, str], tuple[str, str] | None] = {
    ("R5", "2018-08-23", "ruxolitinib", "20:00"): ("refused", "spat out twice, not repeated"),
    ("R8", "2018-08-19", "ruxolitinib", "08:00"): ("vomited", "ten minutes after the dose"),
    ("R1", "2017-11-24", "ruxolitinib", "20:00"): ("withheld", "fasting for a scan"),
    ("C2", "2018-01-20", "methylprednisolone", "20:00"): ("refused", "asleep"),
    ("C6", "2018-08-23", "ciclosporin", "20:00"): ("vomited", "with supper"),
    ("C6", "2018-08-22", "methylprednisolone", "20:00"): None,
    ("C11", "2018-08-21", "dexamethasone", "08:00"): None,
    ("C11", "2018-08-21", "dexamethasone", "20:00"): None,
}


def surface(child: Child) -> Decimal:
    """Body surface in m² by Mosteller, from the sizes of admission."""
    return (Decimal(child.weight) * Decimal(child.height) / 3600).sqrt()


def plan(child: Child) -> list[Planned]:
    """All orders of one child."""
    return [
        *_ruxolitinib(child),
        *_conventional(child),
        *_immunoglobulin(child),
        *_antiviral(child),
        *_for_the_relapse(child),
        *_oral_steroid(child),
        *_others(child),
    ]


def chart_treatment(child: Child, chart: Chart, more: Sequence[Planned] = ()) -> None:
    """Add the orders, and a dose for each time of each inpatient day."""
    for order in [*plan(child), *more]:
        chart.add(
            "orders",
            drug=order.drug,
            dose_mg=amount(order.mg),
            times_per_day=len(order.times),
            times=list(order.times),
            route=order.route,
            starts_on=order.first,
            ends_on=order.last,
            reason=order.reason,
        )
        for on in _days(max(order.first, child.admitted), min(order.last, child.discharged)):
            for clock in order.times:
                if on < child.discharged or clock < "12:00":
                    _dose(child, chart, order, on, clock)


def _dose(child: Child, chart: Chart, order: Planned, on: date, clock: str) -> None:
    key = (child.id, on.isoformat(), order.drug, clock)
    slip = SLIPS.get(key, ("given", None))
    if slip is not None:
        status, reason = slip
        chart.add(
            "doses",
            at=at(on, clock),
            drug=order.drug,
            dose_mg=amount(order.mg),
            route=order.route,
            status=status if status != "given" else None,
            reason=reason,
        )


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += ONE_DAY


def _ruxolitinib(child: Child) -> Iterator[Planned]:
    """§2.5: 2.5 mg twice daily up to 25 kg, 5 mg above; §3.9: stopped after three months."""
    if child.group != "R":
        return
    mg = Decimal("2.5") if Decimal(child.weight) <= WEIGHT_LIMIT else Decimal(5)
    last = months_after(child.start, MONTHS_ON_RUXOLITINIB) - ONE_DAY
    if child.id != "R3":
        yield Planned("ruxolitinib", mg, TWICE, "oral", child.start, last)
        return
    reason = "temperature rose again after 3 days of ruxolitinib; 2.5 mg twice daily until then"
    yield Planned("ruxolitinib", mg, TWICE, "oral", child.start, child.day(4))
    yield Planned("ruxolitinib", Decimal("3.75"), TWICE, "oral", child.day(5), last, reason)


def first_steroid(child: Child) -> date:
    """The first day of conventional treatment."""
    return child.start if child.group == "C" else child.diagnosed


def _conventional(child: Child) -> Iterator[Planned]:
    if child.regimen in {HLH04, HLH04_IVIG}:
        yield from _dexamethasone(child)
        yield from _etoposide(child)
    elif child.regimen == HORMONE_IVIG:
        yield from _methylprednisolone_iv(child)


def oral_from(child: Child) -> date:
    """The first day of oral methylprednisolone in place of dexamethasone or intravenous doses."""
    if child.id in {"R6", "R7"}:
        return child.start
    if child.settled is not None:
        return child.day(3)
    return child.discharged - 5 * ONE_DAY


def _dexamethasone(child: Child) -> Iterator[Planned]:
    """10 mg/m² a day for two weeks, then half every two weeks; again 10 mg/m² for a week from the day after a relapse.

    In R6 and R7 the regimen had ended before ruxolitinib (§4).
    """
    first = first_steroid(child)
    ended = child.start - ONE_DAY if child.id in {"R6", "R7"} else oral_from(child) - ONE_DAY
    steps = [(first + timedelta(days=14 * step), Decimal(10) / 2**step) for step in range(4)]
    if child.relapse_on is not None:
        again = child.day(child.relapse_on + 1)
        steps = [step for step in steps if step[0] < again]
        steps += [
            (again, Decimal(10)),
            (again + 7 * ONE_DAY, Decimal(5)),
            (again + 14 * ONE_DAY, Decimal("2.5")),
        ]
    ends = [*(start - ONE_DAY for start, _ in steps[1:]), ended]
    for (start, per_m2), end in zip(steps, ends, strict=True):
        last = min(end, ended)
        if start <= last:
            mg = rounded(surface(child) * per_m2 / 2, "0.25")
            yield Planned("dexamethasone", mg, TWICE, "iv", start, last)


def _etoposide(child: Child) -> Iterator[Planned]:
    """150 mg/m² twice weekly for two weeks, then weekly, until ruxolitinib or discharge."""
    mg = rounded(surface(child) * 150, "5")
    first = first_steroid(child)
    stop = child.start if child.group == "R" else child.discharged
    for offset in (0, 3, 7, 10, 14, 21, 28, 35, 42):
        on = first + timedelta(days=offset)
        if on < stop:
            yield Planned("etoposide", mg, ("15:00",), "iv", on, on)


def _methylprednisolone_iv(child: Child) -> Iterator[Planned]:
    """2 mg/kg a day; 4 mg/kg a day for five days from the day after a relapse; then 2 and 1.5 until tablets."""
    weight = Decimal(child.weight)
    ended = oral_from(child) - ONE_DAY
    steps = [(child.start, Decimal(2))]
    if child.relapse_on is not None:
        again = child.day(child.relapse_on + 1)
        steps += [(again, Decimal(4)), (again + 5 * ONE_DAY, Decimal(2))]
    ends = [*(start - ONE_DAY for start, _ in steps[1:]), ended]
    for (start, per_kg), end in zip(steps, ends, strict=True):
        last = min(end, ended)
        if start <= last:
            mg = rounded(weight * per_kg / 2, "1")
            yield Planned("methylprednisolone", mg, TWICE, "iv", start, last)


def _immunoglobulin(child: Child) -> Iterator[Planned]:
    """1 g/kg on two days (2 g/kg once in Kawasaki disease is written as two doses as well)."""
    if child.regimen not in {HLH04_IVIG, HORMONE_IVIG, IVIG}:
        return
    mg = rounded(Decimal(child.weight) * 1000, "500")
    first = child.start if child.group == "C" else child.diagnosed
    if child.regimen == IVIG:
        first = child.start - 2 * ONE_DAY
    for on in (first, first + ONE_DAY):
        yield Planned("ivig", mg, ("16:00",), "iv", on, on)


def _antiviral(child: Child) -> Iterator[Planned]:
    """§2.5: children with viral infections were also treated with antiviral therapy."""
    weight = Decimal(child.weight)
    first = child.diagnosed
    if child.underlying in {EBV, CMV}:
        mg = rounded(weight * 5, "5")
        last = min(first + timedelta(days=20), child.discharged - ONE_DAY)
        yield Planned("ganciclovir", mg, ("09:00", "21:00"), "iv", first, last)
    if child.id in {"R5", "R7", "C5"}:
        mg = rounded(weight * 15, "50")
        begins = max(first + timedelta(days=21), child.discharged - 7 * ONE_DAY)
        yield Planned("valganciclovir", mg, TWICE, "oral", begins, months_after(child.discharged, 1))
    if child.underlying == HBV:
        yield Planned("entecavir", Decimal("0.25"), ("07:00",), "oral", first, date(2020, 2, 29))
    if child.underlying == FLU:
        yield Planned("oseltamivir", Decimal(30), TWICE, "oral", first - ONE_DAY, first + 4 * ONE_DAY)
    if child.underlying == PARAINFLUENZA:
        mg = rounded(weight * 10, "10")
        clocks = ("06:00", "14:00", "22:00")
        yield Planned("aciclovir", mg, clocks, "iv", first, first + 9 * ONE_DAY)


def _for_the_relapse(child: Child) -> Iterator[Planned]:
    """§3.5: the fever that recurred in group C had to be controlled with immunosuppressants."""
    if child.relapse_on is None:
        return
    mg = rounded(Decimal(child.weight) * Decimal("2.5"), "5")
    reason = "fever again after the temperature had normalised"
    last = months_after(child.discharged, 2)
    yield Planned("ciclosporin", mg, TWICE, "oral", child.day(child.relapse_on + 1), last, reason)


def _oral_steroid(child: Child) -> Iterator[Planned]:
    """The falling dose of Figure 4, with invented figures; R8–R11 had none."""
    if not any(child.steroid):
        return
    at_discharge, one_month, two_months = (Decimal(mg) for mg in child.steroid)
    left = child.discharged
    end = months_after(left, 3 if child.group == "R" else 5)
    steps = [
        (oral_from(child), at_discharge),
        (left + 14 * ONE_DAY, (at_discharge + one_month) / 2),
        (months_after(left, 1), one_month),
        (months_after(left, 1) + 14 * ONE_DAY, (one_month + two_months) / 2),
        (months_after(left, 2), two_months),
    ]
    if child.group == "C":
        steps.append((months_after(left, 3), min(two_months, Decimal(4))))
    ends = [*(start - ONE_DAY for start, _ in steps[1:]), end]
    for (start, mg), last in zip(steps, ends, strict=True):
        yield Planned("methylprednisolone", rounded(mg, "1"), ONCE, "oral", start, last)


def _others(child: Child) -> Iterator[Planned]:
    """C9's thrush; an azole beside ruxolitinib, which the program points out, in R5."""
    if child.id == "C9":
        first = date(2018, 6, 24)
        yield Planned("fluconazole", Decimal(30), ("12:00",), "oral", first, first + 9 * ONE_DAY)
    if child.id == "R5":
        reason = "prophylaxis"
        first, last = date(2018, 8, 10), date(2018, 8, 29)
        yield Planned("fluconazole", Decimal(60), ("12:00",), "oral", first, last, reason)

"""§2.5, §3.7, §3.9 and Figure 4: ruxolitinib by weight for three months, steroids falling, R below C."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise
from statistics import mean

import pytest
from demo_ward.dates import months_after

from hlhdesk.model.state import DoseSource
from hlhdesk.rules.doses import drug_days
from tests.demo.wards import ONE_DAY, C, R, charts, discharged, ever, now, ordered_mg, start, state

CONTINUED = ("R1", "R2", "R3", "R4", "R5", "R6", "R7")
ALONE = ("R8", "R9", "R10", "R11")
STEROIDS = (
    "methylprednisolone",
    "dexamethasone",
    "prednisone",
    "prednisolone",
    "hydrocortisone",
    "betamethasone",
)


@pytest.mark.parametrize("number", R)
def test_dose_by_weight(number: str) -> None:
    """§2.5: 2.5 mg twice daily up to 25 kg, 5 mg twice daily above."""
    order = min(
        (order for order in charts()[number].orders if order.drug == "ruxolitinib"), key=lambda o: o.starts_on
    )
    weight = max(
        (size for size in charts()[number].body_sizes if size.on <= order.starts_on), key=lambda s: s.on
    )
    assert order.starts_on == start(number)
    assert order.times_per_day == 2
    assert order.dose_mg == (Decimal("2.5") if weight.weight_kg <= 25 else Decimal(5))


def test_both_sides_of_25_kg_occur() -> None:
    doses = {
        order.dose_mg for number in R for order in charts()[number].orders if order.drug == "ruxolitinib"
    }
    assert doses == {Decimal("2.5"), Decimal("3.75"), Decimal(5)}


@pytest.mark.parametrize("number", R)
def test_stopped_after_three_months(number: str) -> None:
    """§3.9."""
    ruxolitinib = state(number).ruxolitinib
    assert ruxolitinib is not None
    assert ruxolitinib.stopped_on == months_after(start(number), 3)


@pytest.mark.parametrize("number", R)
def test_the_hormone_was_reduced_before_ruxolitinib_ended(number: str) -> None:
    """§3.9: the dosage of the hormone was first reduced."""
    stop = months_after(start(number), 3)
    assert ordered_mg(number, stop) <= ordered_mg(number, discharged(number)) / 2


def doses_after_discharge(children: Sequence[str]) -> list[Decimal]:
    """The mean oral methylprednisolone at discharge, one and two months later."""
    days = [[months_after(discharged(number), month) for month in range(3)] for number in children]
    rows = [[ordered_mg(number, on) for on in row] for number, row in zip(children, days, strict=True)]
    return [mean(column) for column in zip(*rows, strict=True)]


def test_oral_methylprednisolone_falls_and_group_r_stays_below() -> None:
    """§3.7, Figure 4; the paper prints no doses, so the figures are invented."""
    of_r, of_c = doses_after_discharge(R), doses_after_discharge(C)
    for falling in (of_r, of_c):
        assert falling[0] > falling[1] > falling[2] > 0
    assert all(low < high for low, high in zip(of_r, of_c, strict=True))


@pytest.mark.parametrize("number", [*CONTINUED, *C])
def test_every_taper_falls(number: str) -> None:
    doses = [ordered_mg(number, months_after(discharged(number), month)) for month in range(3)]
    assert doses[0] > doses[1] > doses[2] > 0


@pytest.mark.parametrize("number", ALONE)
def test_four_children_had_ruxolitinib_alone(number: str) -> None:
    """§2.5, §4: no steroid at all, so none could aggravate the hepatitis B of R8."""
    assert not any(order.drug in STEROIDS for order in charts()[number].orders)


def test_hepatitis_b_was_treated_with_entecavir() -> None:
    """§4."""
    assert ever("R8", "entecavir")
    assert [number for number in R if ever(number, "entecavir")] == ["R8"]


@pytest.mark.parametrize("number", [*R, *C])
def test_doses_in_hospital_are_charted_as_ordered(number: str) -> None:
    """A day without a charted dose is one of those left out on purpose."""
    chart = charts()[number]
    for drug in sorted({order.drug for order in chart.orders}):
        empty = [
            day.on.isoformat()
            for day in drug_days(chart, drug, now())
            if day.source is DoseSource.NOT_RECORDED and day.on < discharged(number)
        ]
        assert empty == (["2018-08-21"] if (number, drug) == ("C11", "dexamethasone") else [])


def test_some_doses_were_not_taken() -> None:
    found = {
        (number, dose.at.text, dose.status)
        for number in charts()
        for dose in charts()[number].doses
        if dose.status != "given"
    }
    assert found == {
        ("R1", "2017-11-24T20:00", "withheld"),
        ("R5", "2018-08-23T20:00", "refused"),
        ("R7", "2018-08-12T20:00", "vomited"),
        ("R8", "2018-08-19T08:00", "vomited"),
        ("C2", "2018-01-20T20:00", "refused"),
        ("C6", "2018-08-23T20:00", "vomited"),
    }
    assert all(dose.reason for chart in charts().values() for dose in chart.doses if dose.status != "given")


@pytest.mark.parametrize("number", [*R, *C])
def test_orders_of_one_drug_and_route_do_not_overlap(number: str) -> None:
    orders = sorted(charts()[number].orders, key=lambda order: (order.drug, order.route, order.starts_on))
    for first, second in pairwise(orders):
        if (first.drug, first.route) == (second.drug, second.route):
            assert first.ends_on is not None
            assert first.ends_on + ONE_DAY <= second.starts_on

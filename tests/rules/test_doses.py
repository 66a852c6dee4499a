"""Orders in force and daily totals (clinical specification §3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.entries import Admission, Closure, Order
from hlhdesk.model.state import DoseDay, DoseSource
from hlhdesk.rules.doses import (
    charted_doses,
    dose_changes,
    drug_days,
    effective_end,
    in_force_or_given,
    inpatient,
    last_change,
    last_given,
    orders_in_force,
    stay_on,
)
from tests.rules.charts import at, chart, d, dose, last_minute, order

RUX = "ruxolitinib"


def stay(first: int, last: int | None = None) -> Admission:
    return Admission(id=f"stay{first}", admitted_on=d(first), discharged_on=None if last is None else d(last))


def days_of(
    patient: PatientChart, until: int, drug: str = RUX
) -> list[tuple[str | None, str | None, str, bool]]:
    """Each day as (mg, ordered mg, source, partial)."""
    return [
        (
            None if day.mg is None else str(day.mg),
            None if day.ordered_mg is None else str(day.ordered_mg),
            day.source.value,
            day.partial,
        )
        for day in drug_days(patient, drug, last_minute(until))
    ]


# Orders in force


@pytest.mark.parametrize(
    ("first", "second", "day_before", "day_of"),
    [
        # a newer order of the same drug and route ends the earlier one the day before
        (order(RUX, "2.5", 2, 1), order(RUX, "5", 2, 5), ["2.5"], ["5"]),
        # an additional one does not
        (order(RUX, "2.5", 2, 1), order(RUX, "5", 2, 5, additional=True), ["2.5"], ["2.5", "5"]),
        # nor one of another route
        (order(RUX, "2.5", 2, 1), order(RUX, "5", 2, 5, route="iv"), ["2.5"], ["2.5", "5"]),
        # nor one of another drug
        (order(RUX, "2.5", 2, 1), order("fluconazole", "5", 2, 5), ["2.5"], ["2.5"]),
        # its own last day comes first when it is earlier
        (order(RUX, "2.5", 2, 1, 3), order(RUX, "5", 2, 5), [], ["5"]),
        # a newer order ends an additional one as well
        (order(RUX, "2.5", 2, 1, additional=True), order(RUX, "5", 2, 5), ["2.5"], ["5"]),
    ],
)
def test_a_newer_order_ends_the_earlier_one_the_day_before(
    first: Order, second: Order, day_before: list[str], day_of: list[str]
) -> None:
    for patient in (chart(first, second), chart(second, first)):
        assert [str(one.dose_mg) for one in orders_in_force(patient, RUX, d(4))] == day_before
        assert [str(one.dose_mg) for one in orders_in_force(patient, RUX, d(5))] == day_of


def test_an_order_holds_from_its_first_to_its_last_day() -> None:
    patient = chart(order(RUX, "2.5", 2, 2, 4))
    assert [bool(orders_in_force(patient, RUX, d(n))) for n in range(1, 6)] == [
        False,
        True,
        True,
        True,
        False,
    ]


def test_ends_on_is_kept_when_it_comes_before_the_newer_order() -> None:
    old, new = order(RUX, "2.5", 2, 1, 3), order(RUX, "5", 2, 9)
    assert effective_end([old, new], old) == d(3)
    assert effective_end([old, new], new) is None
    assert effective_end([replace(old, ends_on=d(20)), new], replace(old, ends_on=d(20))) == d(8)


def test_of_two_orders_of_one_day_the_later_recorded_holds() -> None:
    early = replace(order(RUX, "2.5", 2, 1), recorded_at=datetime(2026, 3, 1, 8, 0, tzinfo=UTC))
    late = replace(order(RUX, "5", 2, 1), id="a", recorded_at=datetime(2026, 3, 1, 8, 1, tzinfo=UTC))
    assert orders_in_force(chart(late, early), RUX, d(1)) == (late,)
    unknown = replace(late, recorded_at=None)
    assert orders_in_force(chart(unknown, early), RUX, d(1)) == (early,)


def test_of_two_orders_of_one_day_without_provenance_the_later_id_holds() -> None:
    first, second = replace(order(RUX, "2.5", 2, 1), id="a"), replace(order(RUX, "1", 2, 1), id="b")
    assert orders_in_force(chart(second, first), RUX, d(1)) == (second,)


def test_order_of_rows_does_not_tell_which_holds() -> None:
    low, high = replace(order(RUX, "2.5", 2, 1), id=""), replace(order(RUX, "5", 2, 1), id="")
    often = replace(high, times_per_day=3)
    for rows in ((low, high, often), (often, high, low), (high, often, low)):
        assert orders_in_force(chart(rows), RUX, d(1)) == (often,)


# The stay


def test_days_of_admission_and_discharge_are_inpatient_days() -> None:
    patient = chart(stay(2, 4))
    assert [inpatient(patient, d(n)) for n in range(1, 6)] == [False, True, True, True, False]


def test_a_stay_without_discharge_lasts() -> None:
    assert inpatient(chart(stay(2)), d(60))


def test_a_closure_ends_a_stay_that_nobody_discharged() -> None:
    died = Closure(id="died", on=d(4), kind="died")
    assert inpatient(chart(stay(2), died), d(4))
    assert not inpatient(chart(stay(2), died), d(5))
    assert inpatient(chart(stay(5), died), d(5)), "a later admission is a stay of its own"
    assert not inpatient(chart(stay(2, 3), died), d(4)), "the discharge came first"


def test_the_latest_admission_is_the_stay() -> None:
    assert stay_on(chart(stay(3), stay(1)), d(5)) == stay(3)
    assert stay_on(chart(stay(3), stay(1)), d(2)) == stay(1)
    assert stay_on(chart(), d(1)) is None


# Daily totals


ORDER = order(RUX, "2.5", 2, 1)
TWICE = [dose(1, "08:00", RUX, "2.5"), dose(1, "20:00", RUX, "2.5")]


@pytest.mark.parametrize(
    ("case", "entries", "expected"),
    [
        ("outpatient, charted", [ORDER, *TWICE], ("5", "5", "given", False)),
        ("outpatient, not charted", [ORDER], ("5", "5", "ordered", False)),
        ("inpatient, charted", [stay(1), ORDER, *TWICE], ("5", "5", "given", False)),
        ("inpatient, not charted", [stay(1), ORDER], (None, "5", "not-recorded", False)),
        ("one of two charted", [stay(1), ORDER, TWICE[0]], ("5/2", "5", "given", True)),
        (
            "one given, one withheld",
            [ORDER, TWICE[0], replace(TWICE[1], status="withheld")],
            ("5/2", "5", "given", False),
        ),
        ("refused", [stay(1), ORDER, replace(TWICE[0], status="refused")], ("0", "5", "given", True)),
        ("vomited", [ORDER, TWICE[0], replace(TWICE[1], status="vomited")], ("5/2", "5", "given", False)),
        ("no order", [TWICE[0]], ("5/2", None, "given", False)),
        ("more charted than ordered", [order(RUX, "2.5", 1, 1), *TWICE], ("5", "5/2", "given", False)),
        (
            "two orders",
            [ORDER, order(RUX, "5", 1, 1, additional=True), *TWICE],
            ("5", "10", "given", True),
        ),
    ],
)
def test_a_days_total(case: str, entries: list[Order], expected: tuple[str, str, str, bool]) -> None:
    assert days_of(chart(entries), 1) == [expected], case


def test_a_day_without_order_and_dose_claims_nothing() -> None:
    patient = chart(
        stay(1), order(RUX, "2.5", 2, 1, 1), dose(1, "08:00", RUX, "2.5"), dose(4, "08:00", RUX, "5")
    )
    assert days_of(patient, 4) == [
        ("5/2", "5", "given", True),
        ("0", None, "ordered", False),
        ("0", None, "ordered", False),
        ("5", None, "given", False),
    ]


def test_days_run_from_the_first_order_or_dose_to_the_day_of_as_of() -> None:
    patient = chart(dose(2, "08:00", RUX, "5"), order(RUX, "5", 1, 4))
    assert [day.on for day in drug_days(patient, RUX, at(5, "00:00"))] == [d(2), d(3), d(4), d(5)]
    patient = chart(order(RUX, "5", 1, 1), dose(3, "08:00", RUX, "5"))
    assert [day.on for day in drug_days(patient, RUX, at(3, "09:00"))] == [d(1), d(2), d(3)]


def test_nothing_is_known_before_it_happened() -> None:
    patient = chart(order(RUX, "5", 1, 3), dose(3, "08:00", RUX, "5"))
    assert drug_days(patient, RUX, last_minute(2)) == ()
    assert drug_days(patient, "etoposide", last_minute(9)) == ()
    assert drug_days(patient, RUX, at(3, "07:59"))[-1].source is DoseSource.ORDERED
    assert drug_days(patient, RUX, at(3, "08:00"))[-1].source is DoseSource.GIVEN


def test_a_new_order_never_rewrites_past_days() -> None:
    first = chart(order(RUX, "2.5", 2, 1))
    changed = chart(order(RUX, "2.5", 2, 1), order(RUX, "3.75", 2, 5))
    assert drug_days(first, RUX, last_minute(4)) == drug_days(changed, RUX, last_minute(9))[:4]
    assert days_of(changed, 5)[-1] == ("15/2", "15/2", "ordered", False)


def test_routes_and_the_day_function_choose_what_counts() -> None:
    patient = chart(
        order("dexamethasone", "6", 1, 1),
        order("dexamethasone", "2", 1, 1, route="intrathecal"),
        dose(2, "01:00", "dexamethasone", "6"),
        dose(2, "02:00", "dexamethasone", "2", route="intrathecal"),
    )
    oral = drug_days(patient, "dexamethasone", last_minute(2), routes=("oral",))
    assert oral == (
        DoseDay(d(1), Fraction(6), Fraction(6), DoseSource.ORDERED),
        DoseDay(d(2), Fraction(6), Fraction(6), DoseSource.GIVEN),
    )
    shifted = drug_days(patient, "dexamethasone", last_minute(2), day=lambda _: d(1))
    assert [day.source for day in shifted] == [DoseSource.GIVEN, DoseSource.ORDERED]


def test_charted_doses_are_sorted_by_time() -> None:
    late, early = dose(1, "20:00", RUX, "2.5"), dose(1, "08:00", RUX, "2.5")
    other = dose(1, "09:00", "etoposide", "50")
    assert charted_doses(chart(late, early, other), RUX, last_minute(1)) == (early, late)
    assert last_given(chart(replace(late, status="vomited"), early), RUX, last_minute(1)) == early
    assert last_given(chart(other), RUX, last_minute(1)) is None


# In force


@pytest.mark.parametrize(
    ("case", "entries", "expected"),
    [
        ("order", [order(RUX, "5", 2, 1)], True),
        ("order of the last day", [order(RUX, "5", 2, 1, 3)], True),
        ("ended the day before", [order(RUX, "5", 2, 1, 2)], False),
        ("given exactly a day before", [dose(2, "12:00", RUX, "5")], True),
        ("given a minute earlier", [dose(2, "11:59", RUX, "5")], False),
        ("withheld", [dose(3, "08:00", RUX, "5", status="withheld")], False),
        ("given later", [dose(3, "12:01", RUX, "5")], False),
        ("another route only", [order(RUX, "5", 2, 1, route="topical")], False),
    ],
)
def test_in_force_or_given(case: str, entries: list[Order], expected: bool) -> None:
    assert in_force_or_given(chart(entries), RUX, at(3, "12:00"), ("oral", "iv")) is expected, case


def test_without_routes_every_route_counts() -> None:
    assert in_force_or_given(chart(order(RUX, "5", 2, 1, route="topical")), RUX, at(3, "12:00"))


# Changes


def test_changes_are_starts_changes_and_stops() -> None:
    patient = chart(order(RUX, "2.5", 2, 1), order(RUX, "5", 2, 4), order(RUX, "2.5", 2, 6, 7))
    changes = dose_changes(patient, RUX, last_minute(9))
    assert [
        (change.on, str(change.mg_per_day_before), str(change.mg_per_day_after), change.reduced)
        for change in changes
    ] == [
        (d(1), "0", "5", False),
        (d(4), "5", "10", False),
        (d(6), "10", "5", True),
        (d(8), "5", "0", True),
    ]
    assert [change.started for change in changes] == [True, False, False, False]
    assert [change.stopped for change in changes] == [False, False, False, True]
    assert {change.drug for change in changes} == {RUX}


def test_a_change_is_known_on_its_day_and_not_before() -> None:
    patient = chart(order(RUX, "2.5", 2, 1, 3))
    assert [change.on for change in dose_changes(patient, RUX, last_minute(3))] == [d(1)]
    assert [change.on for change in dose_changes(patient, RUX, at(4, "00:00"))] == [d(1), d(4)]
    change = last_change(patient, RUX, at(4, "00:00"))
    assert change is not None
    assert change.stopped
    assert last_change(patient, "etoposide", last_minute(9)) is None


def test_a_renewed_order_is_no_change() -> None:
    patient = chart(order(RUX, "2.5", 2, 1), order(RUX, "2.50", 2, 4))
    assert [change.on for change in dose_changes(patient, RUX, last_minute(9))] == [d(1)]


@pytest.mark.parametrize("other", [order(RUX, "5", 1, 4), order(RUX, "2.5", 2, 4, route="iv")])
def test_the_same_total_in_another_way_is_a_change(other: Order) -> None:
    patient = chart(order(RUX, "2.5", 2, 1, 3), other)
    assert [change.on for change in dose_changes(patient, RUX, last_minute(9))] == [d(1), d(4)]
    assert not dose_changes(patient, RUX, last_minute(9))[-1].reduced


# Properties

ORDERS = st.builds(
    lambda number, mg, times, first, length, additional, route: replace(
        order(
            RUX,
            mg,
            times,
            first,
            None if length is None else first + length,
            route=route,
            additional=additional,
        ),
        id=f"o{number}",
    ),
    number=st.integers(0, 99),
    mg=st.sampled_from(["2.5", "3.75", "5"]),
    times=st.integers(1, 4),
    first=st.integers(1, 9),
    length=st.none() | st.integers(0, 9),
    additional=st.booleans(),
    route=st.sampled_from(["oral", "iv"]),
)
DOSES = st.builds(
    lambda day, hour, mg, status: dose(day, time(hour).isoformat("minutes"), RUX, mg, status=status),
    day=st.integers(1, 12),
    hour=st.integers(0, 23),
    mg=st.sampled_from(["2.5", "5"]),
    status=st.sampled_from(["given", "withheld", "refused", "vomited"]),
)


@given(st.lists(ORDERS, max_size=5, unique_by=lambda one: one.id), st.lists(DOSES, max_size=6), st.randoms())
def test_the_order_of_rows_does_not_matter(orders: list[Order], doses: list[Order], random: object) -> None:
    rows = [stay(3, 8), *orders, *doses]
    shuffled = list(rows)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    as_of = last_minute(12)
    assert drug_days(chart(rows), RUX, as_of) == drug_days(chart(shuffled), RUX, as_of)
    assert dose_changes(chart(rows), RUX, as_of) == dose_changes(chart(shuffled), RUX, as_of)


@given(st.lists(ORDERS, max_size=5, unique_by=lambda one: one.id), st.lists(DOSES, max_size=6))
def test_days_have_no_holes_and_none_claims_an_uncharted_inpatient_dose(
    orders: list[Order], doses: list[Order]
) -> None:
    days = drug_days(chart(stay(3, 8), orders, doses), RUX, last_minute(12))
    assert [day.on for day in days] == [d(13 - n) for n in range(len(days), 0, -1)]
    for day in days:
        assert (day.mg is None) == (day.source is DoseSource.NOT_RECORDED)
        if day.source is DoseSource.NOT_RECORDED:
            assert d(3) <= day.on <= d(8)
            assert day.ordered_mg is not None


@given(st.lists(ORDERS, max_size=5, unique_by=lambda one: one.id), st.integers(1, 15))
def test_of_one_route_at_most_one_order_that_is_not_additional_is_in_force(
    orders: list[Order], on: int
) -> None:
    in_force = orders_in_force(chart(orders), RUX, d(on))
    for route in ("oral", "iv"):
        assert sum(1 for one in in_force if one.route == route and not one.additional) <= 1

"""What a plan of orders is told before it is saved (clinical specification §3)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import time
from decimal import Decimal
from fractions import Fraction

import pytest

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.entries import Order
from hlhdesk.rules.order_preview import curve, plan_notes, with_orders
from hlhdesk.rules.planned import current_orders, planned
from tests.rules.charts import at, chart, definitions, order
from tests.rules.treatment_charts import ENGLISH, size, stay

RUX, MP, PRED = "ruxolitinib", "methylprednisolone", "prednisone"


def timed(found: Order) -> Order:
    """With clock times, so that their lack is not told; written now."""
    times = tuple(time(8 + hour) for hour in range(found.times_per_day))
    return replace(found, times=times, recorded_at=at(9, "12:00").instant)


def notes(before: PatientChart, *orders: Order) -> list[str]:
    found = plan_notes(before, with_orders(before, orders), orders, definitions())
    return [ENGLISH.text(note.text) for note in found]


def said(before: PatientChart, words: str, *orders: Order) -> list[str]:
    """The notes that begin with ``words``."""
    return [note for note in notes(before, *orders) if note.startswith(words)]


@pytest.mark.parametrize(
    ("kg", "mg", "expected"),
    [
        ("18.5", "2.5", "Ruxolitinib 2.5 mg twice daily agrees with the weight rule: 2.5 mg twice daily at 18.5 kg (10 Mar 2026)."),
        ("25.0", "2.5", "Ruxolitinib 2.5 mg twice daily agrees with the weight rule: 2.5 mg twice daily at 25 kg (10 Mar 2026)."),
        ("25.1", "5", "Ruxolitinib 5 mg twice daily agrees with the weight rule: 5 mg twice daily at 25.1 kg (10 Mar 2026)."),
        ("25.1", "2.5", "Ruxolitinib 2.5 mg twice daily is not the dose of the weight rule: 5 mg twice daily at 25.1 kg (10 Mar 2026)."),
        ("18.5", "3.75", "Ruxolitinib 3.75 mg twice daily is not the dose of the weight rule: 2.5 mg twice daily at 18.5 kg (10 Mar 2026)."),
    ],
)  # fmt: skip
def test_the_weight_rule_with_its_weight_and_date(kg: str, mg: str, expected: str) -> None:
    assert expected in notes(chart(stay(1), size(10, kg, "110")), timed(order(RUX, mg, 2, 10)))


def test_at_the_limit_of_the_weight_it_is_said() -> None:
    at_limit = chart(stay(1), size(10, "25.0", "110"))
    assert said(at_limit, "Weight 25 kg", timed(order(RUX, "2.5", 2, 10)))
    assert not said(chart(stay(1), size(10, "24.9", "110")), "Weight 24.9", timed(order(RUX, "2.5", 2, 10)))


def test_a_weight_that_is_missing_or_old_is_said() -> None:
    assert said(chart(stay(1)), "No weight charted", timed(order(RUX, "2.5", 2, 10)))
    assert said(
        chart(stay(1), size(1, "18.5", "110")),
        "Weight 18.5 kg is 9 days old",
        timed(order(RUX, "2.5", 2, 10)),
    )
    assert said(
        chart(stay(1), size(1, "18.5", "110")), "Weight 18.5 kg is 9 days old", timed(order(MP, "16", 1, 10))
    )


@pytest.mark.parametrize(
    ("mg", "expected"),
    [
        ("5", "5 mg is 1 tablet of 5 mg."),
        ("10", "10 mg is 1 tablet of 10 mg."),
        ("2.5", "2.5 mg is ½ tablet of 5 mg."),
        ("3.75", "3.75 mg is ¼ tablet of 15 mg."),
        ("1.25", "1.25 mg is ¼ tablet of 5 mg."),
        ("7.5", "7.5 mg is ½ tablet of 15 mg."),
        ("12.5", "12.5 mg is 2½ tablets of 5 mg."),
        ("3.6", "3.6 mg cannot be given as whole, half or quarter tablets (5, 10, 15, 20 mg)."),
    ],
)
def test_tablets_show_as_fractions(mg: str, expected: str) -> None:
    assert expected in notes(chart(stay(1)), timed(order(RUX, mg, 2, 10)))


def test_interactions_are_told_from_both_sides() -> None:
    rux, azole = timed(order(RUX, "2.5", 2, 1)), timed(order("voriconazole", "100", 2, 10))
    words = "voriconazole in force: a strong CYP3A4 inhibitor raises the ruxolitinib level."
    assert words in notes(chart(stay(1), rux), azole)
    assert words in notes(
        chart(stay(1), replace(azole, starts_on=rux.starts_on)), timed(order(RUX, "2.5", 2, 10))
    )
    assert words not in notes(chart(stay(1)), azole)
    assert words not in notes(
        chart(stay(1), rux, replace(azole, starts_on=rux.starts_on)), timed(order(MP, "16", 1, 10))
    )


def test_steroids_are_told_as_methylprednisolone_with_the_table() -> None:
    found = notes(chart(stay(1), size(10, "15.2")), timed(order(PRED, "20", 2, 10)))
    assert "Methylprednisolone-equivalent 32 mg a day, 2.105 mg/kg a day at 15.2 kg (10 Mar 2026)." in found
    table = next(note for note in found if note.startswith("Table in use"))
    assert "hydrocortisone 20 mg" in table
    assert "dexamethasone 0.75 mg" in table


def test_what_other_steroids_add_is_told() -> None:
    other = timed(order("dexamethasone", "0.75", 1, 1))
    found = notes(chart(stay(1), size(10, "16"), other), timed(order(PRED, "5", 1, 10)))
    assert "With the other steroids in force 8 mg a day, 0.5 mg/kg a day at 16 kg (10 Mar 2026)." in found


def test_no_weight_no_dose_per_kg_and_no_equivalent_by_another_route() -> None:
    assert said(
        chart(stay(1)),
        "Methylprednisolone-equivalent 16 mg a day; without a weight",
        timed(order(MP, "16", 1, 10)),
    )
    drops = timed(order(MP, "16", 1, 10, route="topical"))
    assert said(chart(stay(1)), "Given topical", drops)
    (step,) = planned(with_orders(chart(), [drops]), [drops], definitions())
    assert (step.equivalent_mg, step.per_kg) == (None, None)


def test_what_the_order_ends_is_told() -> None:
    old = replace(timed(order(RUX, "2.5", 2, 5)), recorded_at=at(5, "08:00").instant)
    new = timed(order(RUX, "3.75", 2, 10))
    ends = "Ends ruxolitinib 2.5 mg twice daily (since 5 Mar 2026): its last day is 9 Mar 2026."
    assert said(chart(stay(1), old), "Ends", new) == [ends]
    assert said(chart(stay(1), old), "Ends", replace(new, additional=True)) == []
    assert said(chart(stay(1), replace(old, route="iv")), "Ends", new) == []
    same_day = timed(order(RUX, "3.75", 2, 5))
    replaces = "Replaces ruxolitinib 2.5 mg twice daily from 5 Mar 2026: it never comes into force."
    assert said(chart(stay(1), old), "Replaces", same_day) == [replaces]


def test_an_order_that_is_charted_for_later_cuts_the_plan_short() -> None:
    later = timed(order(RUX, "5", 2, 14))
    found = said(chart(stay(1), later), "An order that is charted", timed(order(RUX, "2.5", 2, 10)))
    assert found == ["An order that is charted for 14 Mar 2026 ends this one: its last day is 13 Mar 2026."]


def test_without_clock_times_it_can_never_be_due() -> None:
    assert said(chart(stay(1)), "Without clock times", order(RUX, "2.5", 2, 10))
    assert not said(chart(stay(1)), "Without clock times", timed(order(RUX, "2.5", 2, 10)))


def taper() -> Sequence[Order]:
    return [timed(order(MP, mg, 1, first)) for mg, first in (("32", 10), ("24", 17), ("16", 24))]


def test_a_taper_plan_as_a_table() -> None:
    steps = taper()
    closed = [*steps[:2], replace(steps[2], ends_on=steps[2].starts_on.replace(day=30))]
    plan = planned(with_orders(chart(size(1, "16")), closed), closed, definitions())
    told = [(step.order.starts_on.day, step.last.day if step.last else None) for step in plan]
    assert told == [(10, 16), (17, 23), (24, 30)]
    assert [(step.equivalent_mg, step.per_kg) for step in plan] == [
        (Fraction(32), Decimal("2.000")), (Fraction(24), Decimal("1.500")), (Fraction(16), Decimal("1.000")),
    ]  # fmt: skip


def test_a_taper_plan_in_words() -> None:
    steps = taper()
    plan = planned(with_orders(chart(), steps), steps, definitions())
    words = curve(plan)
    assert words is not None
    assert ENGLISH.text(words) == (
        "methylPREDNISolone 32 mg once daily from 10 Mar, 24 mg once daily from 17 Mar, 16 mg once daily from 24 Mar;"
        " then on, without a last day."
    )
    assert curve(plan[:1]) is None


def test_the_age_of_the_weight_is_told_of_the_first_step_only() -> None:
    steps = taper()
    found = [
        note for note in notes(chart(stay(1), size(1, "16")), *steps) if note.startswith("Weight 16 kg is")
    ]
    assert found == [
        "Weight 16 kg is 9 days old (1 Mar 2026); in the ward it should not be older than 7 days."
    ]


def test_the_orders_that_are_in_force_or_to_come() -> None:
    over, replaced = order(RUX, "2.5", 2, 1, 4), replace(timed(order(RUX, "2.5", 2, 5)), recorded_at=None)
    now, later = timed(order(RUX, "3.75", 2, 8)), timed(order(MP, "16", 1, 20))
    plans = current_orders(chart(over, replaced, now, later), definitions(), at(9, "12:00"))
    assert [plan.order for plan in plans] == [later, now]
    assert [plan.last for plan in plans] == [None, None]
    cut = current_orders(chart(replaced, now), definitions(), at(6, "12:00"))
    assert [(plan.order, plan.last) for plan in cut] == [
        (replaced, now.starts_on.replace(day=7)),
        (now, None),
    ]

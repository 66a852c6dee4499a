"""Steroid equivalence, daily totals and limits (clinical specification §3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import time
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.entries import Entry
from hlhdesk.model.state import DoseDay, DoseSource, SteroidState
from hlhdesk.rules.steroids import convert, steroid_days, steroid_state, steroids_in_force
from tests.rules.charts import at, chart, d, definitions, dose, last_minute, order
from tests.rules.treatment_charts import beside, codes, one, size, stay, text_of

DEXA, PRED, HYDRO, METHYL = "dexamethasone", "prednisone", "hydrocortisone", "methylprednisolone"
DRUGS = tuple(definitions().steroids.equivalent_mg)


def state_of(patient: PatientChart, until: int) -> SteroidState:
    state = steroid_state(patient, definitions(), last_minute(until))
    assert state is not None
    return state


@pytest.mark.parametrize(
    ("drug", "mg", "other", "expected"),
    [
        (DEXA, "6", METHYL, "32"),
        (METHYL, "40", PRED, "50"),
        (HYDRO, "100", METHYL, "20"),
        (PRED, "5", "prednisolone", "5"),
        (HYDRO, "20", PRED, "5"),
        ("betamethasone", "0.75", DEXA, "0.75"),
        (DEXA, "0.75", HYDRO, "20"),
        (METHYL, "4", METHYL, "4"),
        (PRED, "1", METHYL, "0.8"),
    ],
)
def test_equivalence(drug: str, mg: str, other: str, expected: str) -> None:
    assert convert(definitions().steroids, drug, Decimal(mg), other) == Fraction(expected)


def test_a_drug_without_equivalence_is_an_error() -> None:
    with pytest.raises(KeyError):
        convert(definitions().steroids, "ruxolitinib", Decimal(5), METHYL)


@given(st.sampled_from(DRUGS), st.sampled_from(DRUGS), st.sampled_from(DRUGS), st.fractions(0, 2000))
def test_equivalence_there_and_back_and_round_about(one_: str, two: str, three: str, mg: Fraction) -> None:
    table = definitions().steroids
    there = convert(table, one_, mg, two)
    assert convert(table, two, there, one_) == mg
    assert convert(table, two, there, three) == convert(table, one_, mg, three)


# Daily totals


@pytest.mark.parametrize("route", ["oral", "iv", "im"])
def test_systemic_routes_count(route: str) -> None:
    state = state_of(chart(order(DEXA, "3", 2, 1, route=route)), 1)
    assert state.today == DoseDay(d(1), Fraction(32), Fraction(32), DoseSource.ORDERED)


@pytest.mark.parametrize("route", ["intrathecal", "inhaled", "topical", "sc"])
def test_other_routes_do_not(route: str) -> None:
    patient = chart(order(DEXA, "3", 2, 1, route=route), dose(1, "08:00", DEXA, "3", route=route))
    assert steroid_state(patient, definitions(), last_minute(1)) is None
    assert steroids_in_force(patient, definitions(), last_minute(1)) == ()


def test_no_steroid_is_no_state() -> None:
    assert steroid_state(chart(order("ruxolitinib", "5", 2, 1)), definitions(), last_minute(1)) is None
    assert steroid_state(chart(order(PRED, "5", 2, 2)), definitions(), last_minute(1)) is None


GIVEN_METHYL = [order(METHYL, "16", 2, 1), dose(1, "08:00", METHYL, "16"), dose(1, "20:00", METHYL, "16")]


@pytest.mark.parametrize(
    ("case", "entries", "expected"),
    [
        ("given", GIVEN_METHYL, ("32", "32", "given", False)),
        ("given and ordered", [*GIVEN_METHYL, order(PRED, "5", 1, 1)], ("36", "36", "ordered", False)),
        (
            "in the ward",
            [stay(1), *GIVEN_METHYL, order(PRED, "5", 1, 1)],
            (None, "36", "not-recorded", False),
        ),
        ("two given", [*GIVEN_METHYL, dose(1, "09:00", HYDRO, "100")], ("52", "32", "given", False)),
        ("partly", [order(METHYL, "16", 2, 1), dose(1, "08:00", METHYL, "16")], ("16", "32", "given", True)),
        ("nothing ordered", [order(METHYL, "16", 2, 0, 0)], ("0", None, "ordered", False)),
        ("one stopped", [*GIVEN_METHYL, order(PRED, "5", 1, 0, 0)], ("32", "32", "given", False)),
        ("not recorded", [stay(1), order(METHYL, "16", 2, 1)], (None, "32", "not-recorded", False)),
    ],
)
def test_the_day_claims_no_more_than_its_weakest_drug(
    case: str, entries: list[Entry], expected: tuple[str | None, str | None, str, bool]
) -> None:
    (*_, day) = steroid_days(chart(entries), definitions(), last_minute(1))
    shown = (
        None if day.mg is None else str(day.mg),
        None if day.ordered_mg is None else str(day.ordered_mg),
        day.source.value,
        day.partial,
    )
    assert shown == expected, case
    assert day.on == d(1)


def test_days_run_from_the_first_steroid_without_holes() -> None:
    patient = chart(order(PRED, "5", 1, 4, 4), order(DEXA, "0.75", 1, 2, 2))
    days = steroid_days(patient, definitions(), last_minute(5))
    assert [(day.on, str(day.mg)) for day in days] == [(d(2), "4"), (d(3), "0"), (d(4), "4"), (d(5), "0")]


def test_per_kg_with_the_weight_and_its_date() -> None:
    state = state_of(chart(GIVEN_METHYL, size(1, "15.2"), size(2, "16")), 1)
    assert (str(state.mg_per_kg), state.weight_kg, state.weight_on) == ("2.105", Decimal("15.2"), d(1))


@pytest.mark.parametrize(
    ("mg", "kg", "shown"), [("1", "16", "0.062"), ("3", "16", "0.188"), ("32", "16", "2.000")]
)
def test_per_kg_is_rounded_half_even_to_three_decimals(mg: str, kg: str, shown: str) -> None:
    assert str(state_of(chart(order(METHYL, mg, 1, 1), size(1, kg)), 1).mg_per_kg) == shown


def test_per_kg_is_unknown_without_weight_or_total() -> None:
    state = state_of(chart(GIVEN_METHYL), 1)
    assert (state.mg_per_kg, state.weight_kg, state.weight_on) == (None, None, None)
    state = state_of(chart(stay(1), order(METHYL, "16", 2, 1), size(1, "15.2")), 1)
    assert (state.mg_per_kg, state.weight_kg) == (None, Decimal("15.2"))


def test_cumulative_adds_the_known_days() -> None:
    patient = chart(GIVEN_METHYL, stay(2, 3), dose(3, "08:00", DEXA, "6"))
    state = state_of(patient, 4)
    assert [str(day.mg) for day in state.days] == ["32", "None", "None", "32"]
    assert state.cumulative_mg == 64


def test_in_force() -> None:
    patient = chart(order(PRED, "5", 1, 1, 2), dose(2, "12:00", HYDRO, "20", route="iv"))
    assert steroids_in_force(patient, definitions(), at(2, "13:00")) == (HYDRO, PRED)
    assert steroids_in_force(patient, definitions(), at(3, "12:00")) == (HYDRO,)
    assert steroids_in_force(patient, definitions(), at(3, "12:01")) == ()


# Limits: 20 kg, 80 cm is exactly 2/3 m², shown as 0.6667


@pytest.mark.parametrize(
    ("case", "entries", "expected"),
    [
        ("1200 mg a day", [order(METHYL, "600", 2, 1, route="iv"), size(1, "100")], []),
        ("above", [order(METHYL, "600.5", 2, 1, route="iv"), size(1, "100")], ["alert"]),
        ("40 mg/kg", [order(METHYL, "800", 1, 1, route="iv"), size(1, "20")], []),
        ("above per kg", [order(METHYL, "800.1", 1, 1, route="iv"), size(1, "20")], ["alert"]),
        ("above both", [order(METHYL, "1201", 1, 1, route="iv"), size(1, "20")], ["alert", "alert"]),
        ("2 mg/kg by mouth", [order(METHYL, "40", 1, 1), size(1, "20")], []),
        ("above by mouth", [order(METHYL, "40.1", 1, 1), size(1, "20")], ["notice"]),
        ("prednisone 2.5 mg/kg", [order(PRED, "50", 1, 1), size(1, "20")], []),
        ("prednisone above", [order(PRED, "50.1", 1, 1), size(1, "20")], ["notice"]),
        ("together", [order(PRED, "25", 1, 1), order(METHYL, "20.1", 1, 1), size(1, "20")], ["notice"]),
        ("not by mouth", [order(PRED, "60", 1, 1, route="iv"), size(1, "20")], []),
        ("dexamethasone by mouth has its own", [order(DEXA, "8", 1, 1), size(1, "20", "80")], []),
        ("dexamethasone 12 mg/m²", [order(DEXA, "8.0004", 1, 1), size(1, "20", "80")], []),
        ("above per m²", [order(DEXA, "8.0005", 1, 1), size(1, "20", "80")], ["notice"]),
        ("40 mg a day", [order(DEXA, "20", 2, 1), size(1, "220", "200")], []),
        ("dexamethasone above", [order(DEXA, "20.5", 2, 1), size(1, "20", "80")], ["alert"]),
        ("no height", [order(DEXA, "20", 2, 1), size(1, "20")], []),
        (
            "given above the order",
            [*GIVEN_METHYL, dose(1, "21:00", METHYL, "1200"), size(1, "100")],
            ["alert", "notice"],
        ),
        (
            "vomited",
            [dose(1, "21:00", METHYL, "1201", status="vomited"), order(PRED, "1", 1, 1), size(1, "100")],
            [],
        ),
        ("the day before", [dose(0, "23:59", METHYL, "1201"), size(1, "100")], []),
    ],
)
def test_limits(case: str, entries: list[Entry], expected: list[str]) -> None:
    checks = state_of(chart(entries), 1).checks
    assert codes(check for check in checks if check.code == "steroid.dose-limit") == [
        ("steroid.dose-limit", level) for level in expected
    ], case


def test_limits_say_their_numbers() -> None:
    entries = [order(METHYL, "1201", 1, 1), order(DEXA, "9", 1, 1), size(1, "20", "80")]
    checks = state_of(chart(entries), 1).checks
    assert [text_of(check) for check in checks] == [
        "methylPREDNISolone 1201 mg a day, above 1200 mg.",
        "methylPREDNISolone 1201 mg a day is 60.05 mg/kg, above 40 mg/kg (20 kg on 1 Mar 2026).",
        "Steroids by mouth are 1201 mg methylprednisolone equivalent a day, 60.05 mg/kg, above 2 mg/kg (20 kg on 1 Mar 2026).",
        "dexamethasone 9 mg a day is 13.499 mg/m², above 12 mg/m² (body surface 0.6667 m² by Mosteller from 80 cm and 20 kg).",
    ]
    assert {check.on for check in checks} == {d(1)}
    assert {check.evidence for check in checks} == {(entries[0].id, entries[1].id)}
    assert beside(checks[0]) == ["Rule steroids v1.", "Parameters not yet approved by the ward."]


def test_limits_are_said_while_in_force_only() -> None:
    patient = chart(order(METHYL, "1300", 1, 1, 1), size(1, "100"))
    assert state_of(patient, 1).checks
    assert state_of(patient, 2).checks == ()


def test_the_weight_is_asked_for() -> None:
    assert codes(state_of(chart(order(PRED, "5", 1, 1)), 1).checks) == [("weight.missing", "warn")]


def test_other_routes_are_no_evidence_and_no_dose() -> None:
    intrathecal = order(DEXA, "50", 1, 1, route="intrathecal")
    oral = order(METHYL, "1300", 1, 1)
    checks = state_of(chart(intrathecal, oral, size(1, "1000", "100")), 1).checks
    assert [check.evidence for check in checks] == [(oral.id,)]


def test_uncharted_doses_of_the_stay_are_said() -> None:
    patient = chart(
        stay(1), order(PRED, "5", 1, 1), order(DEXA, "5", 1, 1, route="intrathecal"), size(1, "20")
    )
    check = one(state_of(patient, 2).checks, "dose.not-recorded")
    assert text_of(check) == "predniSONE: ordered, and no dose charted on 1 Mar 2026."


@given(
    st.permutations([*GIVEN_METHYL, order(PRED, "5", 1, 1), size(1, "15"), stay(1), replace(stay(3), id="s")])
)
def test_the_order_of_rows_does_not_matter(rows: list[Entry]) -> None:
    assert steroid_state(chart(rows), definitions(), last_minute(4)) == steroid_state(
        chart(sorted(rows, key=lambda row: row.id)), definitions(), last_minute(4)
    )


def test_totals_of_nothing_are_exact_numbers_too() -> None:
    state = state_of(chart(stay(1), order(METHYL, "16", 2, 1)), 1)
    assert isinstance(state.cumulative_mg, Fraction)
    idle = state_of(chart(order(METHYL, "16", 2, 1, 1)), 2).today
    assert isinstance(idle.mg, Fraction)


def test_after_a_stop_no_weight_is_asked_for() -> None:
    assert state_of(chart(order(PRED, "5", 1, 1, 1)), 2).checks == ()


def test_dexamethasone_above_its_limit_in_words() -> None:
    (check,) = state_of(chart(order(DEXA, "41", 1, 1, route="iv"), size(1, "20", "80")), 1).checks
    assert text_of(check) == "dexamethasone 41 mg a day, above 40 mg."


def test_doses_by_other_routes_pass_no_limit() -> None:
    rows = [order(PRED, "1", 1, 1), size(1, "20")]
    assert state_of(chart(rows, dose(1, "08:00", METHYL, "1300", route="intrathecal")), 1).checks == ()
    assert state_of(chart(rows, dose(1, "08:00", METHYL, "100", route="iv")), 1).checks == ()
    assert codes(state_of(chart(rows, dose(1, "08:00", METHYL, "100")), 1).checks) == [
        ("steroid.dose-limit", "notice")
    ]


def test_a_dose_by_another_route_is_not_the_one_that_is_due() -> None:
    timed = replace(order(DEXA, "2", 1, 1), times=(time(8),))
    elsewhere = replace(order(DEXA, "1", 1, 1, route="intrathecal"), times=(time(7),))
    given_elsewhere = dose(1, "07:00", DEXA, "1", route="intrathecal")
    for row in (elsewhere, given_elsewhere):
        state = steroid_state(chart(stay(1), timed, row, size(1, "20", "80")), definitions(), at(1, "09:00"))
        assert state is not None
        check = one(state.checks, "dose.not-recorded")
        assert text_of(check) == "dexamethasone: no dose charted today for 08:00."
        assert beside(check)[0] == "Rule steroids v1."

"""What is asked or refused when an order or a dose is charted (clinical specification §3)."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from hlhdesk.model.entries import BodySize, Entry, Order
from hlhdesk.model.problem import Problem
from hlhdesk.rules.order_checks import dose_problems, order_problems
from tests.rules.charts import at, chart, definitions, dose, order
from tests.rules.treatment_charts import ENGLISH, size

RUX, DEXA, METHYL = "ruxolitinib", "dexamethasone", "methylprednisolone"
SMALL = size(1, "15.2")
LARGE = size(1, "60", "60")  # exactly 1 m²
BIG = size(1, "100", "225")  # exactly 2.5 m²


def asked(new: Order, *rows: Entry, day: int = 1) -> list[Problem]:
    return list(order_problems(chart(rows), new, definitions(), at(day, "09:00")))


def short(problems: list[Problem]) -> list[tuple[str, str]]:
    """Each problem as (field, severity)."""
    return [(problem.field, problem.severity.value) for problem in problems]


def said(problems: list[Problem]) -> list[tuple[str, str | None]]:
    """Each problem as (what is wrong, what is accepted)."""
    return [
        (ENGLISH.text(problem.message), ENGLISH.text(problem.accepted) if problem.accepted else None)
        for problem in problems
    ]


REFUSE, CONFIRM, REASON = ("dose_mg", "refuse"), ("dose_mg", "confirm"), ("reason", "confirm")


@pytest.mark.parametrize(
    ("case", "new", "weight", "expected"),
    [
        ("by the rule", order(RUX, "2.5", 2, 1), SMALL, []),
        ("no weight", order(RUX, "2.5", 2, 1), None, []),
        ("off the rule", order(RUX, "3.75", 2, 1), SMALL, [REASON]),
        ("off the rule, with a reason", replace(order(RUX, "3.75", 2, 1), reason="relapse"), SMALL, []),
        ("weight of tomorrow", order(RUX, "3.75", 2, 1), size(2, "15.2"), []),
        ("10 mg/m²", order(RUX, "5", 2, 1), LARGE, []),
        ("above", order(RUX, "5.05", 2, 1), LARGE, [CONFIRM, REASON]),
        ("15 mg/m²", order(RUX, "7.5", 2, 1), LARGE, [CONFIRM, REASON]),
        ("above 15", order(RUX, "7.55", 2, 1), LARGE, [REFUSE, REASON]),
        ("25 mg", replace(order(RUX, "25", 1, 1), reason="x"), BIG, []),
        ("above 25 mg", replace(order(RUX, "25.05", 1, 1), reason="x"), None, [REFUSE]),
        ("50 mg a day", replace(order(RUX, "25", 2, 1), reason="x"), None, []),
        ("above 50 mg a day", replace(order(RUX, "16.7", 3, 1), reason="x"), None, [REFUSE]),
        ("a step of 0.05 mg", order(RUX, "2.55", 2, 1), None, []),
        ("no such step", order(RUX, "2.53", 2, 1), None, [REFUSE]),
    ],
)
def test_a_ruxolitinib_order(
    case: str, new: Order, weight: BodySize | None, expected: list[tuple[str, str]]
) -> None:
    assert short(asked(new, *([weight] if weight else []))) == expected, case


BEFORE = order(RUX, "2.5", 2, 1)


@pytest.mark.parametrize(
    ("case", "new", "expected"),
    [
        ("the same", order(RUX, "2.5", 2, 3), []),
        ("half as much again", order(RUX, "3.75", 2, 3), []),
        ("below double", order(RUX, "4.95", 2, 3), []),
        ("double", order(RUX, "5", 2, 3), [CONFIRM]),
        ("double a day", order(RUX, "2.5", 4, 3), [CONFIRM]),
        ("above half", order(RUX, "1.3", 2, 3), []),
        ("half", order(RUX, "1.25", 2, 3), [CONFIRM]),
        ("below tenfold", order(RUX, "24.95", 2, 3), [CONFIRM]),
        ("tenfold", order(RUX, "25", 2, 3), [REFUSE]),
        ("tenfold with a reason", replace(order(RUX, "25", 2, 3), reason="x"), [CONFIRM]),
        ("tenfold with an empty reason", replace(order(RUX, "25", 2, 3), reason=""), [REFUSE]),
        ("beside it", order(RUX, "2.5", 2, 3, additional=True), [CONFIRM]),
        ("less beside it", order(RUX, "2.45", 2, 3, additional=True), []),
        ("by another route", order(RUX, "2.5", 2, 3, route="iv"), [CONFIRM]),
    ],
)
def test_a_step_from_the_dose_before(case: str, new: Order, expected: list[tuple[str, str]]) -> None:
    assert short(asked(new, BEFORE, day=3)) == expected, case


def test_after_a_pause_the_dose_before_is_the_last_one() -> None:
    rows = [replace(BEFORE, id="b", ends_on=BEFORE.starts_on), order(RUX, "1", 2, 0, 0)]
    assert short(asked(order(RUX, "5", 2, 5), *rows, day=5)) == [CONFIRM]
    assert short(asked(order(RUX, "4", 2, 5), *rows, day=5)) == []
    same_day = [replace(rows[0], id="a"), replace(rows[0], id="z", dose_mg=rows[1].dose_mg)]
    assert short(asked(order(RUX, "2", 2, 5), *same_day, day=5)) == [CONFIRM]
    assert short(asked(order(RUX, "2", 2, 5), *reversed(same_day), day=5)) == [CONFIRM]


def test_an_order_that_starts_later_is_no_dose_before() -> None:
    assert (
        short(asked(order(RUX, "5", 2, 3), order(RUX, "1", 2, 4), order("etoposide", "1", 2, 1), day=3)) == []
    )


def test_the_first_order_has_no_dose_before() -> None:
    assert short(asked(order(RUX, "20", 2, 3), day=3)) == []


def test_the_new_order_replaces_the_one_of_its_own_day() -> None:
    recorded = replace(order(RUX, "2.5", 2, 3), id="zzz", recorded_at=datetime(2026, 3, 3, 8, tzinfo=UTC))
    assert short(asked(order(RUX, "5", 2, 3), recorded, day=3)) == [CONFIRM]


def test_a_corrected_order_is_left_out_with_all_that_it_corrected() -> None:
    first = replace(order(RUX, "0.25", 2, 1), id="first")
    second = replace(order(RUX, "0.3", 2, 1), id="second", supersedes="first")
    third = replace(order(RUX, "5", 2, 1), supersedes="second")
    assert short(asked(third, first, second)) == []
    assert short(asked(replace(third, supersedes=None), first, second)) == [REFUSE]


def test_the_sentences_of_ruxolitinib() -> None:
    assert said(asked(order(RUX, "30.01", 2, 3), BEFORE, LARGE, day=3)) == [
        ("Ruxolitinib 30.01 mg in one dose, above 25 mg.", "up to 25 mg per dose"),
        ("30.01 mg is not a multiple of 0.05 mg.", "a multiple of 0.05 mg"),
        ("Ruxolitinib 60.02 mg a day, above 50 mg.", "up to 50 mg a day"),
        (
            "Ruxolitinib 60.02 mg a day is 60.02 mg/m², above 15 mg/m²"
            " (body surface 1 m² by Mosteller from 60 cm and 60 kg on 1 Mar 2026).",
            "up to 15 mg/m² a day",
        ),
        (
            "2.5 mg twice daily to 30.01 mg twice daily: 10 times the dose before, or more.",
            "the same dose with a reason",
        ),
        (
            "Ruxolitinib 30.01 mg twice daily is not the dose of the weight rule:"
            " 5 mg twice daily at 60 kg (1 Mar 2026).",
            "the same dose with a reason",
        ),
    ]
    assert said(asked(order(RUX, "5", 2, 3), BEFORE, day=3)) == [
        ("2.5 mg twice daily to 5 mg twice daily: at least twice, or at most half, of the dose before.", None)
    ]
    assert said(asked(order(RUX, "5.05", 2, 1), LARGE))[0][1] == "up to 10 mg/m² a day"


# Steroids: 20 kg and 80 cm are 0.6667 m²


@pytest.mark.parametrize(
    ("case", "new", "rows", "expected"),
    [
        ("within", order(METHYL, "40", 1, 1), [size(1, "20")], []),
        ("above 2 mg/kg by mouth", order(METHYL, "40.1", 1, 1), [size(1, "20")], [CONFIRM]),
        ("iv", order(METHYL, "40.1", 1, 1, route="iv"), [size(1, "20")], []),
        ("above 1200 mg", order(METHYL, "601", 2, 1, route="iv"), [size(1, "100")], [REFUSE]),
        ("above 12 mg/m²", order(DEXA, "4.1", 2, 1), [size(1, "20", "80")], [CONFIRM]),
        ("above 40 mg", order(DEXA, "41", 1, 1), [size(1, "20", "80")], [REFUSE]),
        ("intrathecal", order(DEXA, "41", 1, 1, route="intrathecal"), [size(1, "20", "80")], []),
        (
            "beside another steroid by mouth",
            order("prednisone", "30", 1, 1),
            [order(METHYL, "20", 1, 1), size(1, "20")],
            [CONFIRM],
        ),
        ("instead of it", order(METHYL, "30", 1, 2), [order(METHYL, "20", 1, 1), size(1, "20")], []),
        ("another drug", order("etoposide", "5000", 1, 1), [size(1, "20")], []),
    ],
)
def test_a_steroid_order(case: str, new: Order, rows: list[Entry], expected: list[tuple[str, str]]) -> None:
    assert short(asked(new, *rows)) == expected, case


def test_the_sentence_of_a_steroid() -> None:
    assert said(asked(order(DEXA, "41", 1, 1))) == [("dexamethasone 41 mg a day, above 40 mg.", None)]


# Doses


@pytest.mark.parametrize(
    ("case", "mg", "rows", "expected"),
    [
        ("as ordered", "2.5", [BEFORE], []),
        ("below double", "4.95", [BEFORE], []),
        ("double", "5", [BEFORE], [CONFIRM]),
        ("half", "1.25", [BEFORE], [CONFIRM]),
        ("tenfold", "25", [BEFORE], [REFUSE]),
        ("above 25 mg", "25.05", [order(RUX, "20", 2, 1)], [REFUSE]),
        ("no such step", "2.53", [BEFORE], [CONFIRM]),
        ("nothing to compare with", "20", [], []),
        ("the dose before", "5", [dose(0, "08:00", RUX, "2.5"), dose(-1, "08:00", RUX, "5")], [CONFIRM]),
        (
            "only the last before it",
            "5",
            [dose(n, "08:00", RUX, mg) for n, mg in ((-2, "5"), (-1, "0.5"), (0, "5"))],
            [],
        ),
        ("a dose withheld before", "5", [dose(0, "08:00", RUX, "2.5", status="withheld")], []),
        ("a dose after it", "5", [dose(1, "08:00", RUX, "2.5")], []),
        ("order before dose", "5", [dose(0, "08:00", RUX, "2.5"), order(RUX, "5", 2, 1)], []),
        ("one of two orders", "5", [BEFORE, order(RUX, "5", 1, 1, additional=True)], [CONFIRM]),
        ("order that has ended", "5", [order(RUX, "2.5", 2, 0, 0)], []),
    ],
)
def test_a_dose_given(case: str, mg: str, rows: list[Entry], expected: list[tuple[str, str]]) -> None:
    given = dose(1, "08:00", RUX, mg)
    assert short(list(dose_problems(chart(rows), given, definitions(), at(1, "09:00")))) == expected, case


def test_a_tenfold_dose_saves_with_a_reason() -> None:
    given = replace(dose(1, "08:00", RUX, "25"), reason="pharmacy error")
    problems = list(dose_problems(chart(BEFORE), given, definitions(), at(1, "09:00")))
    assert short(problems) == [CONFIRM]
    assert said(problems) == [("25 mg: 10 times 2.5 mg, or more.", "the same dose with a reason")]
    problems = list(
        dose_problems(chart(BEFORE), replace(given, dose_mg=given.dose_mg / 5), definitions(), at(1, "09:00"))
    )
    assert said(problems) == [("5 mg: at least twice, or at most half, of 2.5 mg.", None)]


def test_a_corrected_dose_is_not_compared_with_itself() -> None:
    wrong = replace(dose(0, "08:00", RUX, "0.25"), id="wrong")
    right = replace(dose(1, "08:00", RUX, "2.5"), supersedes="wrong")
    assert dose_problems(chart(wrong), right, definitions(), at(1, "09:00")) == ()


@pytest.mark.parametrize(("drug", "status"), [("etoposide", "given"), (RUX, "withheld")])
def test_other_doses_are_not_asked_about(drug: str, status: str) -> None:
    new = dose(1, "08:00", drug, "500", status=status)
    assert dose_problems(chart(BEFORE), new, definitions(), at(1, "09:00")) == ()

"""CTCAE v5 grades of the safety list (clinical specification §6)."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hlhdesk.model.entries import Entry, Lab
from hlhdesk.model.state import SafetyGrade
from hlhdesk.rules.safety import grade, safety_grades
from tests.rules.charts import at, chart, definitions, dose, last_minute
from tests.rules.treatment_charts import result

START = dose(3, "08:00", "ruxolitinib", "2.5")


def grades(*rows: Entry | Iterable[Entry], until: int = 10) -> dict[str, SafetyGrade]:
    found = safety_grades(chart(*rows), definitions(), last_minute(until))
    return {graded.analyte: graded for graded in found}


def graded(lab: Lab, baseline: Lab | None = None) -> int | None:
    return grade(lab, baseline, definitions())


@pytest.mark.parametrize(
    ("analyte", "written", "low", "expected"),
    [
        ("platelets", "150 10*9/L", "150", 0),
        ("platelets", "149 10*9/L", "150", 1),
        ("platelets", "75 10*9/L", "150", 1),
        ("platelets", "74.9 10*9/L", "150", 2),
        ("platelets", "50 10*9/L", "150", 2),
        ("platelets", "49.9 10*9/L", "150", 3),
        ("platelets", "25 10*3/uL", "150", 3),
        ("platelets", "24.9 10*3/uL", "150", 4),
        ("platelets", "24999 /uL", "150000", 4),
        ("platelets", "100 10*9/L", None, None),
        ("platelets", "75 10*9/L", None, None),
        ("platelets", "74.9 10*9/L", None, 2),
        ("platelets", "< 25 10*9/L", "150", 4),
        ("platelets", "< 30 10*9/L", "150", None),
        ("anc", "1.49 10*9/L", "1.8", 2),
        ("anc", "1.5 10*9/L", "1.8", 1),
        ("anc", "1.8 10*9/L", "1.8", 0),
        ("anc", "1.0 10*9/L", None, 2),
        ("anc", "0.99 10*9/L", None, 3),
        ("anc", "0.5 10*9/L", None, 3),
        ("anc", "0.49 10*9/L", None, 4),
        ("haemoglobin", "100 g/L", "110", 1),
        ("haemoglobin", "99.9 g/L", "110", 2),
        ("haemoglobin", "80 g/L", "110", 2),
        ("haemoglobin", "79.9 g/L", "110", 3),
        ("haemoglobin", "20 g/L", "110", 3),
        ("haemoglobin", "7.9 g/dL", "11.0", 3),
        ("haemoglobin", "97 g/L", "95", 0),  # the laboratory's own limit wins
        ("haemoglobin", "80 mmol/L", "95", None),
    ],
)
def test_falling_counts(analyte: str, written: str, low: str | None, expected: int | None) -> None:
    assert graded(result(5, analyte, written, low=low)) == expected


@pytest.mark.parametrize(
    ("analyte", "written", "high", "expected"),
    [
        ("triglyceride", "1.70 mmol/L", None, 0),
        ("triglyceride", "1.71 mmol/L", None, 1),
        ("triglyceride", "3.42 mmol/L", None, 1),
        ("triglyceride", "3.43 mmol/L", None, 2),
        ("triglyceride", "5.7 mmol/L", None, 2),
        ("triglyceride", "5.71 mmol/L", None, 3),
        ("triglyceride", "11.4 mmol/L", None, 3),
        ("triglyceride", "11.41 mmol/L", None, 4),
        ("triglyceride", "149 mg/dL", None, 0),
        ("triglyceride", "150 mg/dL", None, 1),
        ("triglyceride", "300 mg/dL", None, 1),
        ("triglyceride", "301 mg/dL", None, 2),
        ("triglyceride", "501 mg/dL", None, 3),
        ("triglyceride", "1001 mg/dL", None, 4),
        ("triglyceride", "4 g/L", None, None),
        ("triglyceride", "> 3 mmol/L", None, None),
        ("triglyceride", "> 11.4 mmol/L", None, 4),
        ("cholesterol", "5.2 mmol/L", "5.2", 0),
        ("cholesterol", "5.21 mmol/L", "5.2", 1),
        ("cholesterol", "7.75 mmol/L", "5.2", 1),
        ("cholesterol", "7.76 mmol/L", "5.2", 2),
        ("cholesterol", "10.34 mmol/L", "5.2", 2),
        ("cholesterol", "10.35 mmol/L", "5.2", 3),
        ("cholesterol", "12.93 mmol/L", "5.2", 4),
        ("cholesterol", "5.3 mmol/L", None, None),
        ("cholesterol", "7.76 mmol/L", None, 2),
    ],
)
def test_rising_lipids(analyte: str, written: str, high: str | None, expected: int | None) -> None:
    assert graded(result(5, analyte, written, high=high)) == expected


@pytest.mark.parametrize(
    ("analyte", "written", "expected"),
    [
        ("alt", "40 U/L", 0),
        ("alt", "40.1 U/L", 1),
        ("alt", "120 U/L", 1),
        ("alt", "120.1 U/L", 2),
        ("alt", "200 U/L", 2),
        ("alt", "200.1 U/L", 3),
        ("alt", "800 U/L", 3),
        ("alt", "800.1 U/L", 4),
        ("ast", "121 U/L", 2),
        ("bilirubin-total", "40 umol/L", 0),
        ("bilirubin-total", "60 umol/L", 1),
        ("bilirubin-total", "60.1 umol/L", 2),
        ("bilirubin-total", "120.1 umol/L", 3),
        ("bilirubin-total", "400 umol/L", 3),
        ("bilirubin-total", "400.1 umol/L", 4),
        ("alt", "> 100 U/L", None),
    ],
)
def test_liver_by_the_upper_reference_limit(analyte: str, written: str, expected: int | None) -> None:
    assert graded(result(5, analyte, written, high="40")) == expected
    assert graded(result(5, analyte, written)) is None


@pytest.mark.parametrize(
    ("analyte", "written", "expected"),
    [
        ("alt", "50 U/L", 0),  # an improving liver is no toxicity
        ("alt", "100 U/L", 0),
        ("alt", "149.9 U/L", 0),
        ("alt", "150 U/L", 1),
        ("alt", "300 U/L", 1),
        ("alt", "300.1 U/L", 2),
        ("alt", "500.1 U/L", 3),
        ("alt", "2000 U/L", 3),
        ("alt", "2000.1 U/L", 4),
        ("ast", "149 U/L", 0),
        ("bilirubin-total", "100 umol/L", 0),
        ("bilirubin-total", "100.1 umol/L", 1),
        ("bilirubin-total", "150 umol/L", 1),
        ("bilirubin-total", "150.1 umol/L", 2),
        ("bilirubin-total", "300.1 umol/L", 3),
        ("bilirubin-total", "1000.1 umol/L", 4),
    ],
)
def test_liver_by_an_abnormal_baseline(analyte: str, written: str, expected: int) -> None:
    unit = written.split()[1]
    baseline = result(1, analyte, f"100 {unit}", high="40")
    assert graded(result(5, analyte, written, high="40"), baseline) == expected
    assert graded(result(5, analyte, written), baseline) == expected


@pytest.mark.parametrize(
    ("baseline", "expected"),
    [
        (result(1, "alt", "40 U/L", high="40"), 2),
        (result(1, "alt", "40.1 U/L", high="40"), 1),
        (result(1, "alt", "100 U/L"), 2),
        (result(1, "alt", "> 40 U/L", high="40"), None),
        (result(1, "alt", "> 30 U/L", high="40"), 2),
        (result(1, "alt", "1 ukat/L", high="0.7"), 1),  # 60 U/L
    ],
)
def test_what_an_abnormal_baseline_is(baseline: Lab, expected: int | None) -> None:
    assert graded(result(5, "alt", "120.2 U/L", high="40"), baseline) == expected


def test_a_baseline_in_another_unit_is_converted() -> None:
    baseline = result(1, "bilirubin-total", "30 umol/L", high="20")
    assert graded(result(5, "bilirubin-total", "6 mg/dL", high="1"), baseline) == 3  # 102.6 µmol/L


def test_a_normal_baseline_changes_nothing_for_counts() -> None:
    assert graded(result(5, "platelets", "30 10*9/L"), result(1, "platelets", "20 10*9/L", low="150")) == 3


# The list


def test_the_grade_beside_the_baseline() -> None:
    before, latest = result(3, "platelets", "20 10*9/L", clock="20:00"), result(9, "platelets", "60 10*9/L")
    rows = [START, result(1, "platelets", "90 10*9/L"), before, result(5, "platelets", "40 10*9/L"), latest]
    assert grades(rows)["platelets"] == SafetyGrade(
        "thrombocytopenia", "platelets", 2, 4, (before.id, latest.id)
    )


def test_the_baseline_ends_with_day_0() -> None:
    rows = [START, result(3, "anc", "0.9 10*9/L"), result(4, "anc", "0.4 10*9/L", clock="00:00")]
    assert (grades(rows)["anc"].baseline_grade, grades(rows)["anc"].grade) == (3, 4)
    assert (grades(rows, until=3)["anc"].baseline_grade, grades(rows, until=3)["anc"].grade) == (3, None)


def test_without_treatment_there_is_no_baseline() -> None:
    lab = result(1, "anc", "0.9 10*9/L")
    assert grades(lab)["anc"] == SafetyGrade("neutropenia", "anc", 3, None, (lab.id,))


def test_the_liver_is_graded_by_its_baseline() -> None:
    rows = [START, result(2, "alt", "400 U/L", high="40"), result(9, "alt", "200 U/L", high="40")]
    assert (grades(rows)["alt"].item, grades(rows)["alt"].baseline_grade, grades(rows)["alt"].grade) == (
        "liver-impairment",
        3,
        0,
    )


def test_only_what_was_measured_is_listed_in_the_definitions_order() -> None:
    rows = [
        result(1, "cholesterol", "8 mmol/L"),
        result(1, "anc", "0.4 10*9/L"),
        result(1, "ferritin", "900 ng/mL"),
    ]
    assert list(grades(rows)) == ["anc", "cholesterol"]
    assert list(grades()) == []
    assert safety_grades(chart(rows), definitions(), at(1, "07:59")) == ()


RESULTS = [
    START,
    *(
        result(day, "alt", f"{number} U/L", high="40")
        for day, number in ((1, 90), (2, 300), (5, 500), (9, 45))
    ),
    *(
        result(day, "platelets", f"{number} 10*9/L", low="150")
        for day, number in ((1, 90), (3, 30), (6, 160))
    ),
]


@given(st.permutations(RESULTS), st.integers(0, 10))
def test_the_order_of_rows_does_not_matter(rows: list[Entry], until: int) -> None:
    assert grades(rows, until=until) == grades(RESULTS, until=until)


@given(st.decimals("1", "2000", places=1), st.decimals("1", "2000", places=1))
def test_a_higher_value_never_has_a_lower_grade(one: object, other: object) -> None:
    low, high = sorted((one, other))  # type: ignore[type-var]
    baseline = result(1, "alt", "100 U/L", high="40")
    for known in (None, baseline):
        mild = graded(result(5, "alt", f"{low} U/L", high="40"), known)
        severe = graded(result(5, "alt", f"{high} U/L", high="40"), known)
        assert mild is not None
        assert severe is not None
        assert mild <= severe

"""Laboratory results: spellings, limits at their ends, parts and wholes (clinical specification §1)."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from fractions import Fraction

import pytest

from hlhdesk.entry import confirm_against, parse_entry, parse_quantity
from hlhdesk.model.entries import Kind, Lab
from hlhdesk.model.problem import Severity
from hlhdesk.model.quantity import Comparator
from tests.entry.entry_words import CONTEXT, DEFINITIONS, problems, said, with_changes

STEP = Fraction(1, 10**9)


def decimal_text(value: Fraction) -> str:
    """A fraction that a decimal can hold, in full."""
    return format(Decimal(value.numerator) / Decimal(value.denominator), "f")


def limits() -> list[tuple[str, str, str, str]]:
    """Each analyte in each unit that holds its limits exactly: low and high as typed."""
    rows = []
    for name, analyte in DEFINITIONS.analytes.items():
        assert analyte.absolute.low is not None
        assert analyte.absolute.high is not None
        for unit, factor in analyte.factors.items():
            ends = [Fraction(end) / factor for end in (analyte.absolute.low, analyte.absolute.high)]
            if all(Fraction(decimal_text(end)) == end for end in ends):
                rows.append((name, unit, decimal_text(ends[0]), decimal_text(ends[1])))
    return rows


def test_most_limits_can_be_typed_in_every_unit() -> None:
    assert len(limits()) > len(DEFINITIONS.analytes)


@pytest.mark.parametrize(("analyte", "unit", "low", "high"), limits())
def test_a_value_at_its_limit_is_taken_and_one_beyond_is_refused(
    analyte: str, unit: str, low: str, high: str
) -> None:
    def taken(value: str) -> bool:
        return parse_quantity(value, unit, analyte, DEFINITIONS).quantity is not None

    assert taken(low)
    assert taken(high)
    assert not taken(decimal_text(Fraction(high) + STEP))
    if Fraction(low) > STEP:
        assert not taken(decimal_text(Fraction(low) - STEP))


@pytest.mark.parametrize(
    ("analyte", "value", "unit", "code", "comparator"),
    [
        ("crp", "<0.5", "mg/dl", "mg/dL", Comparator.LESS),
        ("ferritin", ">40000", "ng/ml", "ng/mL", Comparator.GREATER),
        ("ferritin", "＞40000", "μg/L", "ug/L", Comparator.GREATER),
        ("ferritin", "GREATER THAN 2000", "ng/mL", "ng/mL", Comparator.GREATER),
        ("creatinine", "LESS THAN 0.4", "mg/dL", "mg/dL", Comparator.LESS),
        ("platelets", "<5", "K/uL", "10*3/uL", Comparator.LESS),
        ("ebv-dna", "not detected", "copies/ml", "{copies}/mL", Comparator.NOT_DETECTED),
        ("ferritin", "not detected", "ng/mL", "ng/mL", Comparator.NOT_DETECTED),
        ("pt", "14.2", "SECONDS", "s", Comparator.EQUAL),
        ("triglyceride", "265", "MG/DL", "mg/dL", Comparator.EQUAL),
        ("sodium", "138", "mEq/L", "meq/L", Comparator.EQUAL),
        ("alt", "31", "IU/L", "U/L", Comparator.EQUAL),
        ("inr", "1.1", "INR", "{INR}", Comparator.EQUAL),
        ("sil2r", "9381", "U/mL", "U/mL", Comparator.EQUAL),
        ("sil2r", "9381", "pg/mL", "pg/mL", Comparator.EQUAL),
    ],
)
def test_a_result_is_kept_as_typed(
    analyte: str, value: str, unit: str, code: str, comparator: Comparator
) -> None:
    found = parse_quantity(value, unit, analyte, DEFINITIONS).quantity
    assert found is not None
    assert (found.text, found.unit_text, found.unit, found.comparator) == (value, unit, code, comparator)


@pytest.mark.parametrize(
    ("analyte", "value", "unit", "reason"),
    [
        ("haemoglobin", "UNABLE TO REPORT", "g/dL", "value: “UNABLE TO REPORT” is not a number"),
        (
            "creatinine",
            "138",
            "mg/dL",
            "value: 138 mg/dL is outside the possible range; 0.02262 to 33.94 mg/dL",
        ),
        ("pt", "", "sec", "value: nothing was entered"),
        ("ferritin", "40,000", "ug/L", "value: “40,000” can be read in two ways; 40000 or 40.000"),
        ("ferritin", "500", "ug/l/", "unit: the unit “ug/l/” is not known; did you mean ug/L?"),
        ("ferritin", "500", "mmol/L", "unit: the unit “mmol/L” is not one for this value; µg/L, ng/mL"),
        ("ferritin", "500", "", "unit: the unit is missing"),
        ("d-dimer", "500", "ng/mL", "unit: the unit “ng/mL” is not one for this value; mg/L FEU, µg/mL FEU"),
        ("haemoglobin", "90", "G/L", "unit: the unit “G/L” is not one for this value; g/L, g/dL"),
        ("feritin", "500", "ug/L", "analyte: “feritin” is not on the list; did you mean ferritin?"),
        ("xyz", "500", "ug/L", "analyte: “xyz” is not on the list; wbc, anc"),
        ("crp", "-1", "mg/L", "value: “-1” is negative"),
    ],
)
def test_a_result_is_refused_with_the_word(analyte: str, value: str, unit: str, reason: str) -> None:
    found = parse_quantity(value, unit, analyte, DEFINITIONS)
    assert found.quantity is None
    assert said(found.problems[0]).startswith(reason)


def test_all_of_a_result_s_problems_are_told_at_once() -> None:
    body = {"at": "2018-03-32T08:00", "analyte": "feritin", "value": "x", "fasting": "maybe", "lo": "1"}
    fields = [line.partition(":")[0] for line in problems(Kind.LAB, body)]
    assert sorted(fields) == ["analyte", "at", "fasting", "lo", "unit"]


def test_the_laboratory_s_own_limits_are_in_order() -> None:
    body = with_changes(Kind.LAB, low="140", high="7")
    assert problems(Kind.LAB, with_changes(Kind.LAB, low="7", high="7.0")) == []
    assert problems(Kind.LAB, body) == ["high: the upper reference limit 7 is below the lower one 140"]


def lab(analyte: str, value: str, unit: str, at: str = "2018-03-01T08:00") -> Lab:
    """A result."""
    found = parse_entry(Kind.LAB, {"at": at, "analyte": analyte, "value": value, "unit": unit}, CONTEXT).entry
    assert isinstance(found, Lab)
    return found


@pytest.mark.parametrize(
    ("part", "whole", "asked"),
    [
        (lab("anc", "5.1", "10*9/L"), lab("wbc", "5.0", "10*9/L"), True),
        (lab("anc", "5.0", "10*9/L"), lab("wbc", "5.0", "10*9/L"), False),
        (lab("anc", "5100", "/uL"), lab("wbc", "5.0", "K/uL"), True),
        (lab("anc", ">5", "10*9/L"), lab("wbc", "5.0", "10*9/L"), True),
        (lab("anc", "<6", "10*9/L"), lab("wbc", "5.0", "10*9/L"), False),
        (lab("anc", "6", "10*9/L"), lab("wbc", ">5.0", "10*9/L"), False),
        (lab("anc", "6", "10*9/L"), lab("wbc", "5.0", "10*9/L", "2018-03-01T08:01"), False),
        (lab("bilirubin-direct", "2.0", "mg/dL"), lab("bilirubin-total", "34", "umol/L"), True),
        (lab("bilirubin-direct", "2.0", "mg/dL"), lab("bilirubin-total", "34.2", "umol/L"), False),
        (lab("wbc", "6", "10*9/L"), lab("anc", "5", "10*9/L"), False),
        (lab("alt", "6", "U/L"), lab("ast", "5", "U/L"), False),
    ],
)
def test_a_part_above_its_whole_is_asked_about(part: Lab, whole: Lab, asked: bool) -> None:
    for entry, other in ((part, whole), (whole, part)):
        found = confirm_against(entry, [replace(other, id="x")], DEFINITIONS)
        assert [problem.severity for problem in found] == [Severity.CONFIRM] * asked


def test_only_results_are_compared() -> None:
    note = parse_entry(Kind.NOTE, with_changes(Kind.NOTE, at="2018-03-01T08:00"), CONTEXT).entry
    assert note is not None
    assert confirm_against(note, [lab("wbc", "5", "10*9/L")], DEFINITIONS) == ()
    assert confirm_against(lab("anc", "6", "10*9/L"), [note], DEFINITIONS) == ()


def test_the_question_names_both() -> None:
    question = confirm_against(lab("anc", "6", "10*9/L"), [lab("wbc", "5", "10*9/L")], DEFINITIONS)[0]
    assert said(question) == (
        "value: Neutrophils 6 ×10⁹/L is more than White cells 5 ×10⁹/L of the same sample. Is that right?"
    )

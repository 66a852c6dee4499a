"""HLH reactivation, which is no fever relapse (clinical specification §2.2)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from fractions import Fraction

import pytest

from hlhdesk.model.entries import Entry
from hlhdesk.model.state import Finding
from hlhdesk.rules.fever import temperature_state
from hlhdesk.rules.reactivation import reactivation, reactivation_findings
from tests.rules.charts import at, chart, d, definitions, last_minute, peaks
from tests.rules.treatment_charts import ENGLISH, beside, result, sign, text_of

M, N, O = "met", "not-met", "not-assessed"  # noqa: E741  the table's letters

# fever on d1, normal on d2 and d3: normalised on d2
SETTLED = peaks({1: "39.0", 2: "36.8", 3: "36.8"})


def items(*rows: Entry | Iterable[Entry], until: int = 10) -> dict[str, str]:
    found = reactivation(chart(*rows), definitions(), last_minute(until))
    return {item.name: item.state.value for item in found}


def why(name: str, *rows: Entry | Iterable[Entry], until: int = 10) -> str:
    found = reactivation(chart(*rows), definitions(), last_minute(until))
    (item,) = (one for one in found if one.name == name)
    return ENGLISH.text(item.reason)


def said(*rows: Entry | Iterable[Entry], until: int = 10) -> tuple[Finding, ...]:
    return reactivation_findings(chart(*rows), definitions(), last_minute(until))


def test_eight_items_and_cns_signs() -> None:
    assert list(items()) == [*definitions().hlh2004.reactivation_items, "cns-symptoms"]
    assert set(items().values()) == {O}


@pytest.mark.parametrize(
    ("name", "met", "not_met"),
    [
        ("platelets", result(10, "platelets", "99.9 10*9/L"), result(10, "platelets", "100 10*9/L")),
        (
            "triglyceride",
            result(10, "triglyceride", "3.00 mmol/L", fasting=True),
            result(10, "triglyceride", "2.99 mmol/L", fasting=True),
        ),
        ("fibrinogen", result(10, "fibrinogen", "1.50 g/L"), result(10, "fibrinogen", "1.51 g/L")),
        ("splenomegaly", sign(10, "splenomegaly"), sign(10, "splenomegaly", present=False)),
        ("haemophagocytosis", sign(10, "haemophagocytosis"), sign(10, "haemophagocytosis", present=False)),
        ("fever", *peaks({10: "38.5"}), *peaks({10: "38.4"})),
    ],
)
def test_items(name: str, met: Entry, not_met: Entry) -> None:
    assert items(met)[name] == M
    assert items(not_met)[name] == N
    assert sorted(items(met).values()) == sorted([M, *[O] * 8])


@pytest.mark.parametrize(
    ("before", "latest", "expected"),
    [
        ("500 ug/L", "500.1 ug/L", M),
        ("500 ug/L", "500 ug/L", N),
        ("500 ug/L", "499 ng/mL", N),
        ("500 ug/L", "501 ng/mL", M),
        ("500 ug/L", "> 500 ug/L", M),
        ("500 ug/L", ">= 500 ug/L", O),
        ("500 ug/L", "> 499 ug/L", O),
        ("500 ug/L", "< 500 ug/L", N),
        ("500 ug/L", "< 501 ug/L", O),
        ("< 500 ug/L", "500 ug/L", M),
        ("< 500 ug/L", "499 ug/L", O),
        ("<= 500 ug/L", "500 ug/L", O),
        ("<= 500 ug/L", "501 ug/L", M),
        ("> 500 ug/L", "500 ug/L", N),
        ("> 500 ug/L", "501 ug/L", O),
        (">= 500 ug/L", "500 ug/L", N),
        (">= 500 ug/L", "501 ug/L", O),
        ("not detected ug/L", "501 ug/L", O),
        ("< 500 ug/L", "400 ug/L", O),
        ("> 40000 ug/L", "> 40000 ug/L", O),
    ],
)
def test_rising(before: str, latest: str, expected: str) -> None:
    rows = [result(9, "ferritin", before), result(10, "ferritin", latest)]
    assert items(rows)["ferritin-rising"] == expected
    assert items(reversed(rows))["ferritin-rising"] == expected


def test_rising_is_told_within_one_series_and_assay() -> None:
    rows = [
        result(8, "sil2r", "2000 U/mL", assay="A"),
        result(9, "sil2r", "9000 pg/mL", assay="A"),
        result(9, "sil2r", "9000 U/mL", assay="B"),
        result(10, "sil2r", "2500 U/mL", assay="A"),
    ]
    assert items(rows)["scd25-rising"] == M
    assert items(rows[1:])["scd25-rising"] == O
    assert items(rows[0], rows[2], rows[3])["scd25-rising"] == M
    assert items(rows[2], rows[3])["scd25-rising"] == O


@pytest.mark.parametrize(
    ("name", "analyte", "unit", "days"),
    [("ferritin-rising", "ferritin", "ug/L", 7), ("scd25-rising", "sil2r", "U/mL", 30)],
)
def test_rising_looks_at_the_latest_of_its_window(name: str, analyte: str, unit: str, days: int) -> None:
    rows = [result(9, analyte, f"500 {unit}"), result(10, analyte, f"600 {unit}")]
    assert items(rows, until=10 + days)[name] == M
    assert items(rows, until=11 + days)[name] == O


@pytest.mark.parametrize(("day", "expected"), [(9, M), (-20, M), (-21, O)])
def test_rising_compares_with_a_value_of_the_last_thirty_days(day: int, expected: str) -> None:
    rows = [result(day, "ferritin", "500 ug/L"), result(10, "ferritin", "600 ug/L")]
    assert items(rows)["ferritin-rising"] == expected


def test_rising_compares_with_the_value_just_before() -> None:
    rows = [result(n, "ferritin", f"{mg} ug/L") for n, mg in ((7, 500), (8, 900), (9, 600), (10, 700))]
    assert items(rows)["ferritin-rising"] == M
    assert items(rows, until=9)["ferritin-rising"] == N
    same = result(10, "ferritin", "500 ug/L", clock="08:00")
    assert items(same, replace(same, id="zz"))["ferritin-rising"] == O


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], O),
        ([sign(10, "cns-symptoms")], M),
        ([sign(10, "cns-symptoms", present=False)], N),
        ([sign(9, "cns-symptoms"), sign(10, "cns-symptoms", present=False)], N),
        ([sign(9, "cns-symptoms", present=False), sign(10, "cns-symptoms")], M),
        ([sign(9, "cns-symptoms"), sign(10, "cns-symptoms")], M),
        ([sign(-20, "cns-symptoms")], M),
        ([sign(-21, "cns-symptoms")], O),
        ([sign(-21, "cns-symptoms"), sign(10, "cns-symptoms")], N),
        ([sign(-21, "cns-symptoms"), sign(9, "cns-symptoms", present=False), sign(10, "cns-symptoms")], M),
        ([sign(11, "cns-symptoms")], O),
    ],
)
def test_new_cns_signs(rows: list[Entry], expected: str) -> None:
    assert items(rows)["cns-symptoms"] == expected


def test_what_came_before_the_normalisation_does_not_count() -> None:
    rows = [*SETTLED, result(1, "platelets", "50 10*9/L"), sign(1, "splenomegaly"), sign(1, "cns-symptoms")]
    found = items(rows, until=4)
    assert (found["fever"], found["platelets"], found["splenomegaly"]) == (N, O, O)
    assert found["cns-symptoms"] == O
    unsettled = items(rows[0], *rows[3:], until=4)
    assert (unsettled["fever"], unsettled["platelets"], unsettled["splenomegaly"]) == (M, M, M)
    assert items(SETTLED, result(2, "platelets", "50 10*9/L"), until=4)["platelets"] == M
    assert items(SETTLED, sign(1, "cns-symptoms"), sign(4, "cns-symptoms"), until=4)["cns-symptoms"] == N


def test_the_window_of_now_still_holds_after_a_normalisation() -> None:
    low = result(2, "platelets", "50 10*9/L")
    assert items(SETTLED, low, until=9)["platelets"] == M
    assert items(SETTLED, low, until=10)["platelets"] == O
    found = sign(2, "splenomegaly")
    assert items(SETTLED, found, until=32)["splenomegaly"] == M
    assert items(SETTLED, found, until=33)["splenomegaly"] == O


THREE = [
    result(9, "platelets", "50 10*9/L"),
    result(9, "fibrinogen", "1 g/L"),
    result(9, "triglyceride", "4 mmol/L", fasting=True),
]


def test_three_items_after_a_normalisation_are_said() -> None:
    (finding,) = said(SETTLED, THREE, sign(9, "splenomegaly", present=False))
    assert (finding.code, finding.level.value, finding.on) == ("hlh.reactivation", "warn", d(10))
    assert text_of(finding) == (
        "Items of HLH reactivation met: 3 of 8 (platelets, triglyceride, fibrinogen); 3 are needed."
        " Not assessed: haemophagocytosis, rising ferritin, rising sCD25. Fever relapse is judged by itself."
    )
    assert beside(finding) == [
        "Platelets 50 ×10⁹/L at 08:00 on 9 Mar 2026",
        "Triglyceride 4 mmol/L at 08:00 on 9 Mar 2026",
        "Fibrinogen 1 g/L at 08:00 on 9 Mar 2026",
        "Wording from memory of the HLH-2004 protocol.",
        "Rule hlh2004 v1.",
        "Parameters not yet approved by the ward.",
    ]
    assert finding.evidence == (THREE[0].id, THREE[2].id, THREE[1].id)


def test_two_items_are_not() -> None:
    assert said(SETTLED, THREE[:2]) == ()


def test_nothing_comes_back_before_it_was_gone() -> None:
    assert said(THREE) == ()
    assert said(peaks({1: "39.0", 2: "36.8"}), THREE) == ()


def test_a_state_that_was_derived_already_is_used() -> None:
    patient = chart(SETTLED, THREE)
    settled = temperature_state(patient, definitions().fever, last_minute(10))
    unsettled = temperature_state(chart(), definitions().fever, last_minute(10))
    as_of = last_minute(10)
    assert reactivation_findings(patient, definitions(), as_of, settled) == said(SETTLED, THREE)
    assert reactivation_findings(patient, definitions(), as_of, unsettled) == ()


def test_none_open_is_said_so() -> None:
    rows = [
        *THREE,
        sign(9, "splenomegaly"),
        sign(9, "haemophagocytosis"),
        result(8, "ferritin", "5 ug/L"),
        result(9, "ferritin", "6 ug/L"),
        result(8, "sil2r", "500 U/mL"),
        result(9, "sil2r", "600 U/mL"),
        *peaks({9: "39"}),
    ]
    (finding,) = said(SETTLED, rows)
    assert "met: 8 of 8" in text_of(finding)
    assert "Not assessed: none." in text_of(finding)


def test_new_cns_signs_are_said_at_any_time() -> None:
    signs = sign(9, "cns-symptoms")
    (finding,) = said(signs)
    assert (finding.code, finding.level.value, finding.evidence) == ("hlh.reactivation", "warn", (signs.id,))
    assert finding.on == d(10)
    assert text_of(finding).startswith("New signs of the central nervous system:")
    assert beside(finding)[0] == "Wording from memory of the HLH-2004 protocol."
    assert len(said(SETTLED, THREE, signs)) == 2


def test_reasons() -> None:
    rows = [result(9, "ferritin", "500 ug/L"), result(10, "ferritin", "600 ug/L")]
    assert why("ferritin-rising", rows) == (
        "Ferritin rose from 500 µg/L at 08:00 on 9 Mar 2026 to 600 µg/L at 08:00 on 10 Mar 2026"
    )
    assert why("ferritin-rising", rows[1]) == (
        "Ferritin 600 µg/L at 08:00 on 10 Mar 2026, and nothing before it to compare with"
    )
    assert why("ferritin-rising") == "Ferritin: nothing charted from 3 Mar 2026 to 10 Mar 2026"
    assert why("scd25-rising") == "sIL-2R (sCD25): nothing charted from 8 Feb 2026 to 10 Mar 2026"
    assert "did not rise" in why("ferritin-rising", rows[0], result(10, "ferritin", "400 ug/L"))
    assert "does not decide it" in why("ferritin-rising", rows[0], result(10, "ferritin", "> 400 ug/L"))
    assert "nothing charted from 8 Feb 2026 to 10 Mar 2026" in why("cns-symptoms")
    assert why("cns-symptoms", sign(9, "cns-symptoms"), sign(10, "cns-symptoms")).endswith("since 9 Mar 2026")
    assert why("cns-symptoms", sign(-21, "cns-symptoms"), sign(10, "cns-symptoms")).endswith("not new")
    absent = sign(10, "cns-symptoms", present=False)
    assert why("cns-symptoms", absent).endswith("looked for and absent on 10 Mar 2026")


def test_evidence_of_rising_is_both_values() -> None:
    rows = [result(9, "ferritin", "500 ug/L"), result(10, "ferritin", "600 ug/L")]
    for known, expected in ((rows, (rows[0].id, rows[1].id)), (rows[1:], (rows[1].id,))):
        found = reactivation(chart(known), definitions(), last_minute(10))
        assert next(item.evidence for item in found if item.name == "ferritin-rising") == expected
    signs = [sign(9, "cns-symptoms"), sign(10, "cns-symptoms")]
    assert reactivation(chart(signs), definitions(), last_minute(10))[-1].evidence == (signs[0].id,)


@pytest.mark.parametrize(
    ("before", "latest", "expected"),
    [
        ("500 ug/L", "300 ng/mL", M),
        ("500 ug/L", "250 ng/mL", N),
        ("< 500 ug/L", "250 ng/mL", M),
        ("500 ng/mL", "900 ug/L", N),
        ("> 500 ug/L", "300 ng/mL", O),
    ],
)
def test_rising_compares_in_one_unit(before: str, latest: str, expected: str) -> None:
    ferritin = replace(
        definitions().analytes["ferritin"], factors={"ug/L": Fraction(1), "ng/mL": Fraction(2)}
    )
    doubled = replace(definitions(), analytes={**definitions().analytes, "ferritin": ferritin})
    rows = [result(9, "ferritin", before), result(10, "ferritin", latest)]
    found = reactivation(chart(rows), doubled, last_minute(10))
    assert next(item.state.value for item in found if item.name == "ferritin-rising") == expected


def test_the_given_normalisation_cuts_off_what_came_before() -> None:
    early = [replace(row, at=at(1, "08:00")) for row in THREE]
    settled = temperature_state(chart(SETTLED), definitions().fever, last_minute(4))
    patient = chart(early)
    assert reactivation_findings(patient, definitions(), last_minute(4), settled) == ()
    found = reactivation(patient, definitions(), last_minute(4), settled)
    assert {item.state.value for item in found} == {O}

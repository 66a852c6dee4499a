"""The numbers of clinical specification §2 to §6, as the rules are given them."""

from __future__ import annotations

from datetime import time
from decimal import Decimal

import pytest

from hlhdesk.definitions import load
from hlhdesk.model.definitions import Limits

SHIPPED = load()
D = Decimal

FEVER = [
    ("fever_from", D("38.0")),
    ("high_fever_from", D("38.5")),
    ("low_below", D("36.0")),
    ("very_low_below", D("35.0")),
    ("low_values", 2),
    ("low_within_hours", 24),
    ("neonate_days", 28),
    ("readings_for_normal", 3),
    ("readings_apart_hours", D(2)),
    ("longest_gap_hours", D(12)),
    ("evening_from", time(16)),
    ("evening_to", time(22)),
    ("normal_days", 2),
    ("day_starts_at", time(0)),
    ("confirm_apart_minutes", 60),
    ("relapse_window_from", 2),
    ("relapse_window_to", 7),
    ("returned_after_days", 3),
    ("recent_hours", 24),
    ("not_observed_hours", 12),
    ("low_grade_days", 2),
    ("transfusion_hours", 4),
    ("dose_change_days", 3),
    ("withdrawal_days", 21),
    ("neutropenia_below", D("1.0")),
    ("neutropenia_hours", 72),
    ("ctcae_fever_above", D("38.3")),
    ("ctcae_fever_from", D("38.0")),
    ("ctcae_fever_hours", 1),
    ("cclg_fever_from", D("38.0")),
    ("cclg_neutropenia_below", D("0.5")),
    ("antipyretic_hours", {"paracetamol": D(6), "aspirin": D(6), "ibuprofen": D(8), "naproxen": D(12)}),
    (
        "normal_below",
        dict.fromkeys(("axillary", "oral", "forehead", "unstated"), D("37.5"))
        | dict.fromkeys(("tympanic", "rectal", "core"), D("38.0")),
    ),
]
RUXOLITINIB = [
    ("weight_limit_kg", D(25)),
    ("dose_to_limit_mg", D("2.5")),
    ("dose_above_limit_mg", D(5)),
    ("times_per_day", 2),
    ("smallest_step_mg", D("0.05")),
    ("weight_stale_inpatient_days", 7),
    ("weight_stale_outpatient_days", 30),
    ("refuse_single_above_mg", D(25)),
    ("refuse_daily_above_mg", D(50)),
    ("refuse_daily_above_mg_per_m2", D(15)),
    ("confirm_daily_above_mg_per_m2", D(10)),
    ("refuse_ratio", D(10)),
    ("confirm_ratio_up", D(2)),
    ("confirm_ratio_down", D("0.5")),
    ("watch_days", 21),
    ("strong_cyp3a4_inhibitors", ("voriconazole", "itraconazole", "posaconazole", "clarithromycin")),
    ("dual_inhibitors", ("fluconazole",)),
    ("inducers", ("rifampicin", "phenytoin", "carbamazepine")),
]
STEROIDS = [
    ("reference", "methylprednisolone"),
    ("systemic_routes", ("oral", "iv", "im")),
    ("methylprednisolone_refuse_above_mg", D(1200)),
    ("methylprednisolone_refuse_above_mg_per_kg", D(40)),
    ("oral_confirm_above_mg_per_kg", D(2)),
    ("dexamethasone_confirm_above_mg_per_m2", D(12)),
    ("dexamethasone_refuse_above_mg", D(40)),
    (
        "equivalent_mg",
        {
            "hydrocortisone": D(20),
            "prednisone": D(5),
            "prednisolone": D(5),
            "methylprednisolone": D(4),
            "dexamethasone": D("0.75"),
            "betamethasone": D("0.75"),
        },
    ),
]
HLH2004 = [
    ("needed", 5),
    ("needed_without_nk", 5),
    ("fever_from", D("38.5")),
    ("haemoglobin_below", {"g/L": D(90), "g/dL": D("9.0")}),
    ("haemoglobin_neonate_below", {"g/L": D(100), "g/dL": D("10.0")}),
    ("neonate_days", 28),
    ("platelets_below", {"10*9/L": D(100), "10*3/uL": D(100), "/uL": D(100000)}),
    ("anc_below", {"10*9/L": D("1.0"), "10*3/uL": D("1.0"), "/uL": D(1000)}),
    ("low_lines_needed", 2),
    ("triglyceride_from", {"mmol/L": D("3.0"), "mg/dL": D(265)}),
    ("fibrinogen_to", {"g/L": D("1.5"), "mg/dL": D(150)}),
    ("ferritin_from", {"ug/L": D(500), "ng/mL": D(500)}),
    ("scd25_from", {"U/mL": D(2400)}),
    ("now_days", 7),
    ("now_days_slow", 30),
    ("diagnosis_days", 14),
    ("reactivation_needed", 3),
]


@pytest.mark.parametrize(("name", "value"), FEVER)
def test_fever(name: str, value: object) -> None:
    assert getattr(SHIPPED.fever, name) == value


@pytest.mark.parametrize(("name", "value"), RUXOLITINIB)
def test_ruxolitinib(name: str, value: object) -> None:
    assert getattr(SHIPPED.ruxolitinib, name) == value


@pytest.mark.parametrize(("name", "value"), STEROIDS)
def test_steroids(name: str, value: object) -> None:
    assert getattr(SHIPPED.steroids, name) == value


@pytest.mark.parametrize(("name", "value"), HLH2004)
def test_hlh2004(name: str, value: object) -> None:
    assert getattr(SHIPPED.hlh2004, name) == value


@pytest.mark.parametrize(
    ("visit", "months", "window"),
    [
        ("M1", 1, 7),
        ("M2", 2, 7),
        ("M3", 3, 7),
        ("M6", 6, 14),
        ("M9", 9, 14),
        ("M12", 12, 14),
        ("M18", 18, 30),
        ("M24", 24, 30),
        ("M30", 30, 30),
    ],
)
def test_visit(visit: str, months: int, window: int) -> None:
    found = {each.name: (each.months, each.window_days) for each in SHIPPED.follow_up.visits}
    assert found[visit] == (months, window)
    assert len(found) == 9


def test_temperature_at_entry() -> None:
    entry = SHIPPED.temperature
    assert entry.absolute == Limits(D("25.0"), D("45.0"))
    assert entry.confirm == Limits(D("35.0"), D("41.0"))
    assert entry.looks_like_fahrenheit == Limits(D(93), D(113))
    assert entry.remeasure_above_change == D("1.5")


@pytest.mark.parametrize(
    ("analyte", "unit", "between"),
    [
        ("platelets", "10*9/L", ("75", "50", "25")),
        ("anc", "10*9/L", ("1.5", "1.0", "0.5")),
        ("haemoglobin", "g/L", ("100", "80")),
    ],
)
def test_grades_that_fall(analyte: str, unit: str, between: tuple[str, ...]) -> None:
    assert SHIPPED.safety.falling[analyte][unit] == tuple(map(D, between))


@pytest.mark.parametrize(
    ("analyte", "unit", "first", "between"),
    [
        ("triglyceride", "mmol/L", "1.71", ("3.42", "5.7", "11.4")),
        ("triglyceride", "mg/dL", "150", ("300", "500", "1000")),
        ("cholesterol", "mmol/L", None, ("7.75", "10.34", "12.92")),
    ],
)
def test_grades_that_rise(analyte: str, unit: str, first: str | None, between: tuple[str, ...]) -> None:
    assert SHIPPED.safety.rising[analyte][unit] == tuple(map(D, between))
    assert SHIPPED.safety.rising_from.get(analyte, {}).get(unit) == (None if first is None else D(first))


@pytest.mark.parametrize(
    ("analyte", "multiples", "from_baseline", "included"),
    [
        ("alt", ("3", "5", "20"), "1.5", True),
        ("ast", ("3", "5", "20"), "1.5", True),
        ("bilirubin-total", ("1.5", "3", "10"), "1", False),
    ],
)
def test_grades_by_multiples(
    analyte: str, multiples: tuple[str, ...], from_baseline: str, included: bool
) -> None:
    safety = SHIPPED.safety
    assert safety.multiples[analyte] == tuple(map(D, multiples))
    assert safety.baseline_multiples[analyte] == tuple(map(D, multiples))
    assert (safety.baseline_from[analyte], safety.baseline_from_included[analyte]) == (
        D(from_baseline),
        included,
    )


def test_the_shipped_set_says_its_version_and_that_no_ward_approved_it() -> None:
    assert SHIPPED.version == "2026.1"
    assert SHIPPED.ward_version is None
    assert not SHIPPED.approved_by_ward
    assert SHIPPED.fever.version == "v1"
    for part in (SHIPPED.fever, SHIPPED.ruxolitinib, SHIPPED.steroids, SHIPPED.hlh2004, SHIPPED.follow_up):
        assert part.source

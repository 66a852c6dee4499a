"""The one door: ``derive`` holds what each rule says, the loudest finding first, each thing once."""

from __future__ import annotations

import random
from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.entries import Admission, BodySize, ClinicalFinding, Diagnosis, Entry
from hlhdesk.model.moment import Moment
from hlhdesk.model.quantity import ninths
from hlhdesk.model.state import Finding, Level
from hlhdesk.rules import derive
from hlhdesk.rules.derive import loudest_first
from hlhdesk.rules.doses import drug_days
from hlhdesk.rules.fever import temperature_state
from hlhdesk.rules.follow_up import follow_up
from hlhdesk.rules.hlh2004 import hlh2004_at_diagnosis, hlh2004_now
from hlhdesk.rules.reactivation import reactivation
from hlhdesk.rules.ruxolitinib import ruxolitinib_state
from hlhdesk.rules.safety import safety_grades
from hlhdesk.rules.steroids import steroid_state
from tests.rules.charts import (
    at,
    chart,
    d,
    definitions,
    dose,
    lab,
    last_minute,
    order,
    peaks,
    q4h,
    quantity,
    reading,
)


def full_chart() -> PatientChart:
    """A stay with a relapse on treatment, old weight, low neutrophils, new CNS signs, then home and overdue."""
    return chart(
        Admission(id="stay", admitted_on=d(1), discharged_on=d(40)),
        Diagnosis(id="diagnosis", on=d(2), text="secondary HLH", trigger="EBV"),
        peaks({1: "39.0", 2: "36.9", 3: "36.9", 29: "36.8"}),
        reading(30, "10:00", "38.9"),
        order("ruxolitinib", "5", 2, 1),
        order("methylprednisolone", "20", 2, 1),
        order("paracetamol", "150", 4, 1, 2),
        dose(30, "08:00", "ruxolitinib", "5"),
        lab(30, "06:00", "anc", "0.4", "10*9/L"),
        lab(30, "06:00", "platelets", "40", "10*9/L"),
        ClinicalFinding(id="cns", on=d(29), finding="cns-symptoms", present=True),
        BodySize(id="size", on=d(1), weight_kg=quantity("15.2").number, height_cm=quantity("98").number),
    )


def test_every_part_is_what_its_rule_says() -> None:
    patient, known = full_chart(), definitions()
    for as_of in (at(30, "12:00"), at(80, "12:00")):
        state = derive(patient, known, as_of)
        assert state.patient_id == "SPEC"
        assert state.as_of is as_of
        assert state.treatment_start == d(30)
        assert state.treatment_day == (as_of.day - d(30)).days
        assert state.inpatient is (as_of.day <= d(40))
        assert state.temperature == temperature_state(patient, known.fever, as_of)
        assert state.ruxolitinib == ruxolitinib_state(patient, known, as_of)
        assert state.steroid == steroid_state(patient, known, as_of)
        assert state.hlh2004 == hlh2004_now(patient, known, as_of)
        assert state.hlh2004_at_diagnosis == hlh2004_at_diagnosis(patient, known, as_of)
        assert state.follow_up == follow_up(patient, known, as_of)
        assert state.safety == safety_grades(patient, known, as_of)
        assert state.reactivation == reactivation(patient, known, as_of)
        assert set(state.drug_days) == {"ruxolitinib", "methylprednisolone", "paracetamol"}
        for drug, days in state.drug_days.items():
            assert days == drug_days(patient, drug, as_of)


def test_findings_of_every_rule_the_loudest_first() -> None:
    inpatient = derive(full_chart(), definitions(), at(30, "12:00"))
    assert [(finding.level, finding.code) for finding in inpatient.findings] == [
        (Level.ALERT, "fever.relapse"),
        (Level.ALERT, "fever.neutropenia"),
        (Level.ALERT, "fever.on-treatment"),
        *[(Level.ALERT, code) for code in codes(inpatient.findings, Level.ALERT)[3:]],
        *[(Level.WARN, code) for code in codes(inpatient.findings, Level.WARN)],
        *[(Level.NOTICE, code) for code in codes(inpatient.findings, Level.NOTICE)],
        *[(Level.OK, code) for code in codes(inpatient.findings, Level.OK)],
    ]
    said = {finding.code for finding in inpatient.findings}
    assert {"hlh.reactivation", "ruxolitinib.weight-band", "dose.not-recorded", "weight.stale"} <= said
    home = derive(full_chart(), definitions(), at(120, "12:00"))
    assert "follow-up.overdue" in {finding.code for finding in home.findings}


def codes(findings: tuple[Finding, ...], level: Level) -> list[str]:
    return [finding.code for finding in findings if finding.level is level]


def test_what_two_rules_say_alike_is_said_once() -> None:
    """Ruxolitinib and methylprednisolone both depend on the weight that is too old."""
    state = derive(full_chart(), definitions(), at(30, "12:00"))
    assert codes(state.findings, Level.NOTICE).count("weight.stale") == 1
    assert state.ruxolitinib is not None
    assert state.steroid is not None
    assert "weight.stale" in {check.code for check in state.ruxolitinib.checks}
    assert "weight.stale" in {check.code for check in state.steroid.checks}


def test_findings_of_one_code_and_different_words_all_stay() -> None:
    patient = chart(peaks({1: "39.0", 2: "36.9", 3: "36.9", 4: "38.9", 5: "36.9", 6: "36.9", 7: "38.8"}))
    state = derive(patient, definitions(), last_minute(7))
    assert [finding.code for finding in state.findings].count("fever.relapse") == 2


def test_readings_of_a_day_are_judged_by_the_wards_clock() -> None:
    """Whether a day was covered is asked of the chart's zone, so the chart itself has to be handed on."""
    patient = chart(q4h(1, "39.0"), q4h([2, 3], "36.9"))
    state = derive(patient, definitions(), last_minute(3))
    assert [day.covered for day in state.temperature.days] == [True, True, True]
    assert state.temperature.state.value == "normalised"


def test_checks_of_steroids_are_findings_too() -> None:
    patient = chart(
        order("methylprednisolone", "20", 2, 1),
        BodySize(id="size", on=d(1), weight_kg=quantity("15.2").number),
    )
    codes_of = {finding.code for finding in derive(patient, definitions(), last_minute(60)).findings}
    assert "weight.stale" in codes_of


def test_an_empty_chart_has_a_state() -> None:
    state = derive(chart(), definitions(), last_minute(1))
    assert (state.treatment_start, state.treatment_day, state.inpatient) == (None, None, False)
    assert (state.ruxolitinib, state.steroid, dict(state.drug_days)) == (None, None, {})
    assert state.findings == ()


def test_a_drug_ordered_for_later_has_no_days_yet() -> None:
    state = derive(chart(order("ivig", "1000", 1, 5)), definitions(), last_minute(1))
    assert dict(state.drug_days) == {}


def test_within_a_level_the_order_of_the_rules_stays() -> None:
    findings = derive(full_chart(), definitions(), at(30, "12:00")).findings
    quiet = tuple(replace(finding, level=Level.NOTICE) for finding in findings)
    assert loudest_first(quiet) == quiet
    assert loudest_first(tuple(reversed(findings)))[0].level is Level.ALERT


@given(st.randoms(use_true_random=False))
def test_the_order_of_entries_does_not_matter(shuffler: random.Random) -> None:
    patient = full_chart()
    entries: list[Entry] = list(patient.entries)
    shuffler.shuffle(entries)
    shuffled = PatientChart(patient.patient_id, patient.zone, tuple(entries))
    as_of = at(30, "12:00")
    assert derive(shuffled, definitions(), as_of) == derive(patient, definitions(), as_of)


def test_nothing_after_the_moment_is_seen() -> None:
    patient = full_chart()
    as_of = Moment.of(at(29, "12:00").civil, patient.zone)
    state = derive(patient, definitions(), as_of)
    assert all(ninths(day.peak.value) < 38 * 9 for day in state.temperature.days[1:] if day.peak)
    assert "fever.relapse" not in {finding.code for finding in state.findings}

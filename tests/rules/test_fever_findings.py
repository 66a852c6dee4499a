"""Sentences of the fever rule: what is said, how loud, and with which evidence."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.definitions import Approval, Definitions
from hlhdesk.model.entries import Admission, ClinicalFinding, Entry, Event, NotMeasured
from hlhdesk.model.moment import Moment
from hlhdesk.model.state import Finding, Level
from hlhdesk.rules.fever import judged
from hlhdesk.rules.fever_days import values_until
from hlhdesk.rules.fever_findings import Case, fever_findings, temperature_case
from hlhdesk.rules.treatment_findings import treatment_findings
from hlhdesk.wording import Catalogue
from tests.rules.charts import (
    at,
    chart,
    d,
    definitions,
    dose,
    lab,
    last_minute,
    order,
    peak,
    peaks,
    q4h,
    reading,
)

ENGLISH = Catalogue.load("en")


def case_of(patient: PatientChart, known: Definitions, as_of: Moment) -> Case:
    """What the findings of a chart are drawn from."""
    values = values_until(patient, known.fever, as_of)
    return temperature_case(patient, known, as_of, judged(patient, known.fever, as_of, values), values)


def found(patient: PatientChart, as_of: Moment) -> dict[str, Finding]:
    """The first finding of each code."""
    case = case_of(patient, definitions(), as_of)
    by_code: dict[str, Finding] = {}
    for finding in (*fever_findings(case), *treatment_findings(case)):
        by_code.setdefault(finding.code, finding)
    return by_code


def said(finding: Finding) -> str:
    return ENGLISH.text(finding.text)


def notes(finding: Finding) -> list[str]:
    return [ENGLISH.text(note) for note in finding.annotations]


BASIS = ["Rule fever v1.", "Parameters not yet approved by the ward."]


def relapse_chart(*more: Entry) -> PatientChart:
    """Fever on d1, normal d2–d5, 38.9 °C at 14:00 on d6."""
    return chart(
        peak(1, "39.2"),
        peaks({2: "37.0", 3: "36.9", 4: "37.0", 5: "36.8"}),
        reading(6, "14:00", "38.9"),
        more,
    )


def test_a_relapse_says_why() -> None:
    finding = found(relapse_chart(order("ruxolitinib", "2.5", 2, 1)), last_minute(6))["fever.relapse"]
    assert finding.level is Level.ALERT
    assert said(finding) == (
        "Fever relapse 1, confirmed. 38.9 °C axillary at 14:00 on 6 Mar 2026,"
        " 4 days after the temperature normalised on 2 Mar (2 normal days)."
    )
    assert notes(finding) == ["Ruxolitinib 2.5 mg twice daily since 1 Mar.", *BASIS]
    assert finding.on == d(6)


def test_the_evidence_is_every_febrile_value_of_the_day() -> None:
    second = reading(6, "18:00", "38.0")
    patient = relapse_chart(second, reading(6, "22:00", "37.9"))
    first = next(entry for entry in patient.temperatures if entry.at.civil.hour == 14)
    assert found(patient, last_minute(6))["fever.relapse"].evidence == (first.id, second.id)


def test_a_provisional_relapse_is_shown_all_the_same() -> None:
    patient = chart(peak(1, "39.2"), peaks({2: "37.0", 3: "36.9"}), peak(4, "38.2"))
    finding = found(patient, last_minute(4))["fever.relapse"]
    assert finding.level is Level.ALERT
    assert said(finding) == (
        "Fever relapse 1, provisional. Daily peak 38.2 °C axillary on 4 Mar 2026,"
        " 2 days after the temperature normalised on 2 Mar (2 normal days)."
    )


def test_a_gap_says_how_many_days_were_observed() -> None:
    patient = chart(q4h(1, "39.2"), q4h([2, 3], "36.9"), q4h(6, "38.7"))
    finding = found(patient, last_minute(6))["fever.relapse"]
    assert notes(finding)[0] == "Onset uncertain: 1 of the 3 days between was observed enough."


def test_a_settled_relapse_stays_as_a_notice() -> None:
    patient = relapse_chart(*peaks({7: "37.0", 8: "36.9"}))
    finding = found(patient, last_minute(8))["fever.relapse"]
    assert finding.level is Level.NOTICE
    assert "Temperature normalised again on 7 Mar 2026." in notes(finding)


def test_two_relapses_are_both_said_the_latest_first() -> None:
    patient = chart(peaks({1: "39.0", 2: "36.9", 3: "36.9", 4: "38.7", 5: "36.9", 6: "36.9", 7: "38.8"}))
    case = case_of(patient, definitions(), last_minute(7))
    texts = [said(f) for f in fever_findings(case) if f.code == "fever.relapse"]
    assert [text[:15] for text in texts] == ["Fever relapse 2", "Fever relapse 1"]


def test_cannot_be_judged_names_the_days() -> None:
    patient = chart(
        q4h(1, "39.2"), reading(2, "10:00", "36.8"), reading(3, "10:00", "36.8"), reading(4, "06:00", "38.6")
    )
    finding = found(patient, at(4, "07:00"))["fever.cannot-judge"]
    assert finding.level is Level.WARN
    assert said(finding) == (
        "Fever relapse cannot be judged: 2 Mar to 3 Mar 2026 not observed enough,"
        " then 38.6 °C axillary at 06:00 on 4 Mar 2026."
    )


def test_what_could_not_be_judged_quietens_after_a_normalisation() -> None:
    patient = chart(peak(1, "39.2"), peak(4, "38.6"), peaks({5: "36.8", 6: "36.8"}))
    finding = found(patient, last_minute(6))["fever.cannot-judge"]
    assert finding.level is Level.NOTICE
    assert found(patient, last_minute(5))["fever.cannot-judge"].level is Level.WARN


def test_fever_returned_after_observed_low_grade_days() -> None:
    patient = chart(peaks({1: "39.0", 2: "37.7", 3: "37.8", 4: "37.7", 5: "38.4"}))
    finding = found(patient, last_minute(5))["fever.returned"]
    assert finding.level is Level.WARN
    assert said(finding) == (
        "Fever returned: daily peak 38.4 °C axillary on 5 Mar 2026, after 3 observed days below 38.0 °C"
        " (last fever 1 Mar), not all of them normal."
    )


def test_normalised_says_what_was_observed() -> None:
    patient = chart(q4h(1, "39.2"), q4h([2, 3], "36.9"))
    finding = found(patient, at(3, "23:00"))["temperature.normalised"]
    assert finding.level is Level.OK
    assert said(finding) == "No fever ≥ 38.0 °C in 12 readings since 2 Mar 2026, last 22:00."
    assert said(found(patient, at(4, "10:00"))["temperature.normalised"]).endswith(
        "last 22:00 on 3 Mar 2026."
    )


def test_daily_peaks_are_counted_as_values() -> None:
    patient = chart(peaks({1: "39.2", 2: "36.9", 3: "36.8"}))
    assert said(found(patient, last_minute(3))["temperature.normalised"]) == (
        "No fever ≥ 38.0 °C in 2 values (readings and daily peaks) since 2 Mar 2026, last 3 Mar 2026."
    )


def test_never_febrile_is_said_as_what_was_observed() -> None:
    finding = found(chart(reading(1, "10:00", "36.9")), at(1, "11:00"))["temperature.no-fever"]
    assert said(finding) == "No fever ≥ 38.0 °C in 1 reading since 1 Mar 2026, last 10:00."


def test_fever_and_settling_are_said() -> None:
    patient = chart(reading(1, "10:00", "39.0"), reading(1, "14:00", "37.0"))
    assert (
        said(found(patient, at(1, "15:00"))["fever.fever"])
        == "Fever. Last 39.0 °C axillary at 10:00 on 1 Mar 2026."
    )
    assert said(found(patient, at(2, "10:00"))["fever.settling"]) == (
        "Settling, not yet normalised. Last fever 39.0 °C axillary at 10:00 on 1 Mar 2026."
    )


def test_fahrenheit_stands_beside_celsius() -> None:
    patient = chart(reading(1, "10:00", "101.3", unit="[degF]"))
    assert said(found(patient, at(1, "11:00"))["fever.fever"]) == (
        "Fever. Last 38.5 °C (101.3 °F) axillary at 10:00 on 1 Mar 2026."
    )


def test_a_ward_that_approved_its_parameters_is_not_reminded() -> None:
    patient = relapse_chart()
    approved = replace(definitions(), approval=Approval("Dr Demo", date(2026, 1, 1)))
    findings = fever_findings(case_of(patient, approved, last_minute(6)))
    assert notes(findings[0]) == ["Rule fever v1."]


LOW = [
    # readings (day, clock, value), as_of → said or not
    ([(1, "10:00", "35.9"), (1, "11:00", "35.9")], at(1, "12:00"), True),
    ([(1, "10:00", "35.9"), (1, "11:00", "36.0")], at(1, "12:00"), False),
    ([(1, "10:00", "35.9")], at(1, "12:00"), False),
    ([(1, "10:00", "34.9")], at(1, "12:00"), True),
    ([(1, "10:00", "35.0")], at(1, "12:00"), False),
    ([(1, "10:00", "34.9")], at(2, "09:59"), True),
    ([(1, "10:00", "34.9")], at(2, "10:00"), False),
    ([(1, "10:00", "35.9"), (2, "09:00", "35.9")], at(2, "09:59"), True),
    ([(1, "10:00", "35.9"), (2, "10:00", "35.9")], at(3, "09:59"), True),
    ([(1, "10:00", "35.9"), (2, "10:00", "35.9")], at(3, "10:00"), False),
    ([(1, "10:00", "35.9"), (2, "10:01", "35.9")], at(2, "10:02"), False),
    ([(1, "10:00", "34.9"), (2, "09:00", "35.9")], at(3, "08:59"), True),
    ([(1, "10:00", "34.9"), (2, "10:01", "35.9")], at(2, "10:02"), False),
]


def test_low_temperature() -> None:
    for values, as_of, expected in LOW:
        patient = chart([reading(day, clock, value) for day, clock, value in values])
        assert ("temperature.low" in found(patient, as_of)) is expected, values


def test_low_temperature_of_a_newborn() -> None:
    for born, expected in ((date(2026, 2, 2), True), (date(2026, 2, 1), False)):
        patient = chart(reading(1, "10:00", "35.9"), born=born)
        assert ("temperature.low" in found(patient, at(1, "11:00"))) is expected, born


def test_low_temperature_says_the_lowest() -> None:
    finding = found(chart(reading(1, "10:00", "35.2"), reading(1, "11:00", "35.8")), at(1, "12:00"))[
        "temperature.low"
    ]
    assert finding.level is Level.WARN
    assert said(finding) == (
        "Low temperature: 35.2 °C axillary at 10:00 on 1 Mar 2026; 2 values below 36.0 °C in 24 h."
    )


LOW_GRADE = [
    # peaks after normalisation on d2–d3 → low-grade is said
    ({4: "37.5", 5: "37.6"}, True),
    ({4: "37.6"}, False),
    ({4: "37.6", 5: "37.0"}, False),
    ({4: "37.6", 5: "37.7", 6: "37.0"}, False),
    ({4: "37.6", 5: "37.0", 6: "37.6"}, False),
    ({4: "37.6", 5: "37.7", 6: "37.9"}, True),
]


def test_low_grade_days_after_normalisation() -> None:
    for later, expected in LOW_GRADE:
        patient = chart(peaks({1: "39.0", 2: "36.9", 3: "36.9", **later}))
        assert ("temperature.low-grade" in found(patient, last_minute(max(later)))) is expected, later


def test_low_grade_is_a_notice_with_its_days() -> None:
    patient = chart(peaks({1: "39.0", 2: "36.9", 3: "36.9", 4: "37.5", 5: "37.8"}))
    finding = found(patient, last_minute(5))["temperature.low-grade"]
    assert (finding.level, finding.on) == (Level.NOTICE, d(5))
    assert said(finding) == (
        "Low-grade temperature on 4 Mar to 5 Mar 2026, up to daily peak 37.8 °C axillary on 5 Mar 2026."
    )
    assert set(finding.evidence) == {entry.id for entry in patient.daily_peaks if entry.on >= d(4)}


def test_low_grade_before_normalisation_is_not_said() -> None:
    patient = chart(peaks({1: "39.0", 2: "37.6", 3: "37.6"}))
    assert "temperature.low-grade" not in found(patient, last_minute(3))


def stay(first: int, last: int | None = None) -> Admission:
    return Admission(id="stay", admitted_on=d(first), discharged_on=None if last is None else d(last))


NOT_OBSERVED: list[tuple[list[Entry], Moment, bool]] = [
    # entries, as_of → said or not
    ([stay(1), reading(1, "10:00", "36.9")], at(1, "21:59"), False),
    ([stay(1), reading(1, "10:00", "36.9")], at(1, "22:00"), True),
    ([reading(1, "10:00", "36.9")], at(2, "22:00"), False),  # not an inpatient
    ([stay(1, 1), reading(1, "10:00", "36.9")], at(2, "10:00"), False),  # gone home
    ([stay(1, 2), reading(1, "10:00", "36.9")], at(2, "10:00"), True),
    ([stay(1)], at(1, "11:59"), False),
    ([stay(1)], at(1, "12:00"), True),
    ([stay(1), peak(1, "36.9")], at(2, "11:59"), False),
    ([stay(1), peak(1, "36.9")], at(2, "12:00"), True),
    ([stay(1), peak(1, "36.9", source="family")], at(1, "12:00"), True),
    (
        [stay(1), reading(1, "21:00", "36.9"), reading(2, "08:00", "37.0", after_cooling=True)],
        at(2, "09:00"),
        True,
    ),
    ([stay(5), reading(1, "10:00", "36.9")], at(5, "11:59"), False),  # counted from this admission
    ([stay(5), reading(1, "10:00", "36.9")], at(5, "12:00"), True),
]


def test_not_observed() -> None:
    for entries, as_of, expected in NOT_OBSERVED:
        assert ("temperature.not-observed" in found(chart(entries), as_of)) is expected, (entries, as_of.text)


def test_not_observed_says_since_when_and_why() -> None:
    entries = [stay(1), reading(1, "10:00", "36.9"), NotMeasured(id="n", on=d(1), reason="on leave")]
    finding = found(chart(entries), at(2, "00:30"))["temperature.not-observed"]
    assert finding.level is Level.WARN
    assert said(finding) == "No valid reading for 14 h. Last: 36.9 °C axillary at 10:00 on 1 Mar 2026."
    assert notes(finding)[0] == "Not measured on 1 Mar: on leave."
    never = found(chart(stay(1)), at(1, "12:00"))["temperature.not-observed"]
    assert said(never) == "No valid reading since admission on 1 Mar 2026."


TREATED: list[tuple[list[Entry], str]] = [
    # drugs in force → said after
    ([order("ruxolitinib", "2.5", 2, 1)], "ruxolitinib"),
    ([order("methylprednisolone", "20", 1, 1)], "methylPREDNISolone"),
    ([dose(1, "08:00", "dexamethasone", "4")], "dexamethasone"),
    ([order("ruxolitinib", "2.5", 2, 1), order("prednisone", "5", 1, 1)], "ruxolitinib, predniSONE"),
]


def test_fever_on_treatment() -> None:
    for drugs, words in TREATED:
        finding = found(chart(reading(1, "10:00", "38.0"), drugs), at(1, "12:00"))["fever.on-treatment"]
        assert finding.level is Level.ALERT
        assert said(finding) == (
            f"Fever on treatment: 38.0 °C axillary at 10:00 on 1 Mar 2026, on {words}."
            " Neutropenia not excluded: no ANC charted."
        )


def test_no_fever_on_treatment() -> None:
    treated = order("ruxolitinib", "2.5", 2, 1)
    assert "fever.on-treatment" not in found(chart(reading(1, "10:00", "37.9"), treated), at(1, "12:00"))
    assert "fever.on-treatment" not in found(chart(reading(1, "10:00", "38.0"), treated), at(2, "10:00"))
    assert "fever.on-treatment" in found(chart(reading(1, "10:00", "38.0"), treated), at(2, "09:59"))
    assert "fever.on-treatment" not in found(chart(reading(1, "10:00", "38.0")), at(1, "12:00"))
    inhaled = order("methylprednisolone", "20", 1, 1, route="inhaled")
    assert "fever.on-treatment" not in found(chart(reading(1, "10:00", "38.0"), inhaled), at(1, "12:00"))


def test_the_latest_neutrophils_are_named_with_their_age() -> None:
    entries = [reading(4, "10:00", "38.5"), order("ruxolitinib", "2.5", 2, 1)]
    fresh = chart(entries, lab(1, "12:00", "anc", "1.2", "10*9/L"))
    assert said(found(fresh, at(4, "12:00"))["fever.on-treatment"]).endswith(
        "Latest ANC 1.2 ×10⁹/L, 72 h old."
    )
    stale = chart(entries, lab(1, "11:59", "anc", "1.2", "10*9/L"))
    assert said(found(stale, at(4, "12:00"))["fever.on-treatment"]).endswith(
        "Neutropenia not excluded: latest ANC 1.2 ×10⁹/L is 3 days old."
    )


NEUTROPENIA = [
    # ANC (value, unit), day and clock; fever at 10:00 on d4, as_of 12:00 → said
    ("0.9", "10*9/L", 4, "08:00", True),
    ("1.0", "10*9/L", 4, "08:00", False),
    ("0.99", "10*9/L", 4, "08:00", True),
    ("990", "/uL", 4, "08:00", True),
    ("1000", "/uL", 4, "08:00", False),
    ("<1.0", "10*9/L", 4, "08:00", True),
    ("<1.1", "10*9/L", 4, "08:00", False),
    (">0.5", "10*9/L", 4, "08:00", False),
    ("0.5", "10*9/L", 1, "10:00", True),
    ("0.5", "10*9/L", 1, "09:59", False),
    ("0.5", "10*9/L", 4, "11:00", True),
    ("0.5", "10*9/L", 4, "12:01", False),
]


def test_fever_with_neutropenia() -> None:
    for value, unit, day, clock, expected in NEUTROPENIA:
        patient = chart(reading(4, "10:00", "38.0"), lab(day, clock, "anc", value, unit))
        assert ("fever.neutropenia" in found(patient, at(4, "12:00"))) is expected, (value, unit, day, clock)


def test_fever_with_neutropenia_names_the_criteria() -> None:
    patient = chart(reading(4, "10:00", "38.6"), lab(4, "08:00", "anc", "0.4", "10*9/L"))
    finding = found(patient, at(4, "12:00"))["fever.neutropenia"]
    assert finding.level is Level.ALERT
    assert said(finding) == (
        "Fever with neutropenia: 38.6 °C axillary at 10:00 on 4 Mar 2026, ANC 0.4 ×10⁹/L at 08:00 on 4 Mar 2026"
        " (below 1.0 ×10⁹/L). CTCAE v5: ANC below 1.0 with more than 38.3 °C, or 38.0 °C and over for more than"
        " an hour. CCLG: ANC below 0.5 with one reading of 38.0 °C and over."
    )
    assert set(finding.evidence) == {entry.id for entry in (*patient.temperatures, *patient.labs)}


ANNOTATIONS: list[tuple[str, list[Entry], str]] = [
    (
        "an order in force",
        [order("methylprednisolone", "8", 3, 2)],
        "methylPREDNISolone 8 mg 3 times daily since 2 Mar.",
    ),
    (
        "a dose without an order",
        [dose(6, "08:00", "ruxolitinib", "2.5")],
        "Ruxolitinib 2.5 mg given at 08:00 on 6 Mar 2026.",
    ),
    (
        "a change in the last three days",
        [order("ruxolitinib", "2.5", 2, 1), order("ruxolitinib", "3.75", 2, 3)],
        "Ruxolitinib changed on 3 Mar from 2.5 mg twice daily to 3.75 mg twice daily.",
    ),
    (
        "a transfusion four hours before",
        [Event(id="t", at=at(6, "10:00"), event="transfusion", detail="platelets")],
        "Transfusion at 10:00 on 6 Mar 2026 (platelets), within 4 h before a fever.",
    ),
    (
        "an infection documented",
        [ClinicalFinding(id="i", on=d(6), finding="infection", present=True, detail="EBV")],
        "Infection documented on 6 Mar (EBV).",
    ),
    (
        "ruxolitinib stopped",
        [order("ruxolitinib", "2.5", 2, 1, 2)],
        "Ruxolitinib stopped on 3 Mar 2026: watch for discontinuation syndrome.",
    ),
    (
        "ruxolitinib reduced",
        [order("ruxolitinib", "5", 2, 1), order("ruxolitinib", "2.5", 2, 4)],
        "Ruxolitinib reduced on 4 Mar 2026: watch for discontinuation syndrome.",
    ),
    (
        "readings under an antipyretic",
        [dose(6, "12:00", "paracetamol")],
        "1 reading of that day under an antipyretic.",
    ),
    (
        "different sites",
        [reading(6, "18:00", "38.2", site="tympanic")],
        "Different sites on that day: axillary, tympanic.",
    ),
]


def test_annotations_are_said_and_never_suppress() -> None:
    for name, more, words in ANNOTATIONS:
        finding = found(relapse_chart(*more), last_minute(6))["fever.relapse"]
        assert finding.level is Level.ALERT, name
        assert words in notes(finding), (name, notes(finding))


SILENT: list[tuple[str, list[Entry]]] = [
    ("a change four days ago", [order("ruxolitinib", "2.5", 2, 1), order("ruxolitinib", "3.75", 2, 2)]),
    ("a transfusion longer ago", [Event(id="t", at=at(6, "09:59"), event="transfusion")]),
    ("a transfusion afterwards", [Event(id="t", at=at(6, "14:01"), event="transfusion")]),
    ("another event", [Event(id="t", at=at(6, "13:00"), event="culture-taken")]),
    (
        "an infection found absent later",
        [
            ClinicalFinding(id="i1", on=d(5), finding="infection", present=True),
            ClinicalFinding(id="i2", on=d(6), finding="infection", present=False),
        ],
    ),
    ("an infection found later", [ClinicalFinding(id="i", on=d(7), finding="infection", present=True)]),
    ("an order that ended before", [order("methylprednisolone", "8", 3, 2, 5)]),
    ("a dose on the day before yesterday", [dose(4, "08:00", "ruxolitinib", "2.5")]),
]


def test_annotations_that_do_not_hold_are_not_said() -> None:
    for name, more in SILENT:
        finding = found(relapse_chart(*more), last_minute(6))["fever.relapse"]
        said_notes = [
            note for note in notes(finding) if not note.startswith("Ruxolitinib 3.75") and note not in BASIS
        ]
        assert said_notes == [], (name, said_notes)


def test_ruxolitinib_stopped_more_than_three_weeks_ago_is_not_said() -> None:
    for last, expected in ((8, True), (7, False)):
        patient = chart(
            peaks({1: "39.0", 2: "36.9", 3: "36.9", 30: "38.9"}), order("ruxolitinib", "2.5", 2, 1, last)
        )
        finding = found(patient, last_minute(30))["fever.relapse"]
        assert any("stopped" in note for note in notes(finding)) is expected, last


def test_limits_of_the_sentences_come_from_the_parameters() -> None:
    fever = replace(definitions().fever, fever_from=Decimal("38.2"))
    ward = replace(definitions(), fever=fever)
    patient = chart(reading(1, "10:00", "38.1"))
    (finding,) = fever_findings(case_of(patient, ward, at(1, "11:00")))
    assert said(finding).startswith("No fever ≥ 38.2 °C")

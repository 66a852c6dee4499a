"""Rows that pin each comparison of the fever rule from both sides, and each part of its findings."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from zoneinfo import ZoneInfo

import pytest

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.entries import Admission, ClinicalFinding, Dose, Entry, Event, NotMeasured
from hlhdesk.model.moment import Moment
from hlhdesk.model.state import DayState, FeverState, Level, RelapseLabel, RelapseStatus
from hlhdesk.rules.fever import temperature_state
from hlhdesk.rules.fever_course import Run, advance, label_of
from hlhdesk.rules.fever_findings import spans
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
    quantity,
    reading,
)
from tests.rules.test_fever_findings import BASIS, found, notes, said

SETTLED = {1: "39.0", 2: "36.9", 3: "36.9"}

STATUS = [
    # what is charted on d4, after a normalisation on d2–d3, and on the days after it → status
    ([peak(4, "38.5")], {}, RelapseStatus.CONFIRMED),
    ([peak(4, "38.4")], {}, RelapseStatus.PROVISIONAL),
    ([reading(4, "10:00", "38.0"), reading(4, "11:00", "38.0")], {}, RelapseStatus.CONFIRMED),
    ([reading(4, "10:00", "38.0"), reading(4, "10:59", "38.0")], {}, RelapseStatus.PROVISIONAL),
    ([reading(4, "10:00", "38.0"), reading(4, "11:00", "37.9")], {}, RelapseStatus.PROVISIONAL),
    ([reading(4, "10:00", "38.2"), peak(4, "38.3")], {}, RelapseStatus.PROVISIONAL),
    ([peak(4, "38.2")], {5: "38.0"}, RelapseStatus.CONFIRMED),
    ([peak(4, "38.2")], {5: "37.9"}, RelapseStatus.PROVISIONAL),
    ([peak(4, "38.2")], {5: "37.0", 6: "38.0"}, RelapseStatus.PROVISIONAL),
    ([peak(4, "38.2", source="family")], {}, RelapseStatus.PROVISIONAL),
    ([peak(4, "38.5", source="family")], {}, RelapseStatus.CONFIRMED),
]


@pytest.mark.parametrize(("entries", "later", "status"), STATUS)
def test_confirmed_or_provisional(entries: list[Entry], later: dict[int, str], status: RelapseStatus) -> None:
    patient = chart(peaks(SETTLED), entries, peaks(later))
    state = temperature_state(patient, definitions().fever, last_minute(max([4, *later])))
    assert [relapse.status for relapse in state.relapses] == [status]


@pytest.mark.parametrize(
    ("days", "label"),
    [(1, RelapseLabel.EARLY), (2, RelapseLabel.WITHIN), (7, RelapseLabel.WITHIN), (8, RelapseLabel.LATE)],
)
def test_labels(days: int, label: RelapseLabel) -> None:
    assert label_of(days, definitions().fever) is label


def test_an_early_relapse_needs_a_ward_that_counts_one_normal_day() -> None:
    fever = replace(definitions().fever, normal_days=1)
    state = temperature_state(chart(peaks({1: "39.0", 2: "36.9", 3: "38.9"})), fever, last_minute(3))
    assert [(r.interval_days, r.label) for r in state.relapses] == [(1, RelapseLabel.EARLY)]


def test_a_ward_that_wants_three_normal_days() -> None:
    fever = replace(definitions().fever, normal_days=3)
    for last, expected in ((3, []), (4, [(d(2), d(4))])):
        patient = chart(peaks({day: "39.0" if day == 1 else "36.9" for day in range(1, last + 1)}))
        state = temperature_state(patient, fever, last_minute(last))
        assert [(n.on, n.declared_on) for n in state.normalisations] == expected


GAPS = [
    # peaks between d3 and the relapse on d7 → gap, observed of between
    ({4: "36.9", 5: "36.9", 6: "36.9"}, False, 4),
    ({4: "36.9", 5: "36.9"}, True, 3),
    ({}, True, 1),
]


@pytest.mark.parametrize(("between", "gap", "observed"), GAPS)
def test_gap_and_how_many_days_were_observed(between: dict[int, str], gap: bool, observed: int) -> None:
    state = temperature_state(
        chart(peaks({**SETTLED, **between, 7: "38.9"})), definitions().fever, last_minute(7)
    )
    (relapse,) = state.relapses
    assert (relapse.gap, relapse.observed_between, relapse.days_between) == (gap, observed, 4)


def test_an_open_day_neither_counts_nor_breaks() -> None:
    run = Run(d(2), 1)
    assert advance(run, d(3), DayState.OPEN) == run
    assert advance(None, d(3), DayState.OPEN) is None


def test_each_relapse_is_settled_by_its_own_normalisation() -> None:
    patient = chart(peaks({**SETTLED, 4: "38.9", 5: "36.9", 6: "36.9", 7: "38.9", 8: "36.9", 9: "36.9"}))
    state = temperature_state(patient, definitions().fever, last_minute(9))
    assert [relapse.settled_on for relapse in state.relapses] == [d(5), d(8)]


def test_the_limit_itself_is_fever_for_the_state_too() -> None:
    patient = chart(reading(1, "10:00", "38.0"))
    assert temperature_state(patient, definitions().fever, at(1, "11:00")).state is FeverState.FEVER


def test_after_cooling_the_fever_limit_itself_counts() -> None:
    hot = reading(1, "10:00", "38.0", after_cooling=True)
    state = temperature_state(chart(hot), definitions().fever, at(1, "11:00"))
    assert (state.days[0].state, state.days[0].peak) == (DayState.FEBRILE, hot)


WHOLE = [
    # code, entries, as_of → level, day; the evidence is every value in the dictionary below
    ("fever.relapse", peaks({**SETTLED, 4: "38.9"}), last_minute(4), Level.ALERT, 4, [4]),
    ("fever.cannot-judge", peaks({1: "39.0", 4: "38.6"}), last_minute(4), Level.WARN, 4, [4]),
    (
        "fever.cannot-judge",
        peaks({1: "39.0", 4: "38.6", 5: "36.9", 6: "36.9"}),
        last_minute(6),
        Level.NOTICE,
        4,
        [4],
    ),
    (
        "fever.returned",
        peaks({1: "39.0", 2: "37.7", 3: "37.7", 4: "37.7", 5: "38.4"}),
        last_minute(5),
        Level.WARN,
        5,
        [5],
    ),
    (
        "fever.returned",
        peaks({1: "39.0", 2: "37.7", 3: "37.7", 4: "37.7", 5: "38.4", 6: "36.9", 7: "36.9"}),
        last_minute(7),
        Level.NOTICE,
        5,
        [5],
    ),
    ("temperature.low", peaks({1: "34.9"}), last_minute(1), Level.WARN, 1, [1]),
    (
        "temperature.low-grade",
        peaks({**SETTLED, 4: "37.6", 5: "37.7"}),
        last_minute(5),
        Level.NOTICE,
        5,
        [4, 5],
    ),
    ("fever.fever", peaks({1: "39.0"}), last_minute(1), Level.NOTICE, 1, [1]),
    ("fever.settling", peaks({1: "39.0", 2: "36.9"}), at(3, "00:00"), Level.NOTICE, 1, [1]),
    ("temperature.normalised", peaks(SETTLED), last_minute(3), Level.OK, 2, [3]),
    ("temperature.normalised", peaks({**SETTLED, 4: "36.9", 5: "36.9"}), last_minute(5), Level.OK, 2, [5]),
    ("temperature.no-fever", peaks({1: "36.9", 2: "36.9"}), last_minute(2), Level.OK, 1, [2]),
]


@pytest.mark.parametrize(("code", "entries", "as_of", "level", "on", "evidence"), WHOLE)
def test_level_day_evidence_and_basis(
    code: str, entries: list[Entry], as_of: Moment, level: Level, on: int, evidence: list[int]
) -> None:
    patient = chart(entries)
    finding = found(patient, as_of)[code]
    assert (finding.level, finding.on) == (level, d(on))
    assert finding.evidence == tuple(
        entry.id for entry in patient.daily_peaks if entry.on in map(d, evidence)
    )
    assert notes(finding)[-2:] == BASIS


def test_findings_of_treatment_are_whole() -> None:
    entries = [
        reading(1, "08:00", "38.2"),
        reading(1, "10:00", "38.9"),
        reading(1, "11:00", "38.3"),
        order("ruxolitinib", "2.5", 2, 1),
        lab(1, "06:00", "anc", "0.7", "10*9/L"),
        lab(1, "09:00", "anc", "0.8", "10*9/L"),
    ]
    patient = chart(entries)
    latest = patient.labs[-1]
    readings = tuple(entry.id for entry in patient.temperatures)
    for code in ("fever.on-treatment", "fever.neutropenia"):
        finding = found(patient, at(1, "12:00"))[code]
        assert (finding.level, finding.on) == (Level.ALERT, d(1))
        assert finding.evidence == (*readings, latest.id)
        assert notes(finding) == BASIS
        assert "38.9 °C axillary at 10:00" in said(finding)
        assert "0.8 ×10⁹/L" in said(finding)


def test_without_neutrophils_the_evidence_is_the_fever() -> None:
    patient = chart(reading(1, "10:00", "38.9"), order("ruxolitinib", "2.5", 2, 1))
    finding = found(patient, at(1, "12:00"))["fever.on-treatment"]
    assert finding.evidence == tuple(entry.id for entry in patient.temperatures)


def test_a_result_of_this_minute_is_the_latest() -> None:
    patient = chart(
        reading(1, "10:00", "38.9"),
        order("ruxolitinib", "2.5", 2, 1),
        lab(1, "12:00", "anc", "0.7", "10*9/L"),
        lab(1, "06:00", "anc", "1.7", "10*9/L"),
    )
    assert said(found(patient, at(1, "12:00"))["fever.on-treatment"]).endswith(
        "Latest ANC 0.7 ×10⁹/L, 0 h old."
    )


def test_annotations_of_the_other_flags() -> None:
    given = order("ruxolitinib", "2.5", 2, 1)
    unjudged = found(chart(peaks({1: "39.0", 4: "38.6"}), given), last_minute(4))["fever.cannot-judge"]
    returned = found(
        chart(peaks({1: "39.0", 2: "37.7", 3: "37.7", 4: "37.7", 5: "38.4"}), given), last_minute(5)
    )["fever.returned"]
    for finding in (unjudged, returned):
        assert notes(finding) == ["Ruxolitinib 2.5 mg twice daily since 1 Mar.", *BASIS]


def relapse_with(*more: Entry) -> list[str]:
    patient = chart(peaks(SETTLED), reading(4, "14:00", "38.0"), more)
    return [note for note in notes(found(patient, last_minute(4))["fever.relapse"]) if note not in BASIS]


def test_doses_in_words() -> None:
    assert relapse_with(order("prednisone", "5", 1, 1)) == ["predniSONE 5 mg once daily since 1 Mar."]
    assert relapse_with(order("dexamethasone", "2", 4, 1)) == [
        "Dexamethasone 2 mg 4 times daily since 1 Mar."
    ]


def test_only_systemic_steroids_are_named() -> None:
    assert relapse_with(order("methylprednisolone", "8", 1, 1, route="inhaled")) == []
    assert relapse_with(dose(4, "08:00", "methylprednisolone", "8", route="topical")) == []
    assert relapse_with(order("ruxolitinib", "2.5", 2, 1, route="topical")) != []


def test_a_dose_without_an_order_is_named_for_a_day() -> None:
    assert relapse_with(dose(3, "23:59", "ruxolitinib", "2.5")) == [
        "Ruxolitinib 2.5 mg given at 23:59 on 3 Mar 2026."
    ]
    assert relapse_with(dose(3, "23:58", "ruxolitinib", "2.5")) == []


def test_the_dose_is_that_of_the_moment_not_of_later() -> None:
    patient = chart(peaks(SETTLED), reading(4, "06:00", "38.9"), dose(4, "08:00", "ruxolitinib", "2.5"))
    early = found(patient, at(4, "07:59"))["fever.relapse"]
    assert notes(early) == BASIS
    late = found(patient, at(4, "08:00"))["fever.relapse"]
    assert notes(late)[0] == "Ruxolitinib 2.5 mg given at 08:00 on 4 Mar 2026."


def test_transfusions_are_named_in_order_of_time() -> None:
    later = Event(id="a", at=at(4, "14:00"), event="transfusion", detail="plasma")
    earlier = Event(id="b", at=at(4, "12:00"), event="transfusion")
    assert relapse_with(later, earlier) == [
        "Transfusion at 12:00 on 4 Mar 2026 (no detail given), within 4 h before a fever.",
        "Transfusion at 14:00 on 4 Mar 2026 (plasma), within 4 h before a fever.",
    ]


def test_an_infection_without_detail() -> None:
    infection = ClinicalFinding(id="i", on=d(4), finding="infection", present=True)
    assert relapse_with(infection) == ["Infection documented on 4 Mar (no detail given)."]


def test_a_fever_after_cooling_is_said_so() -> None:
    patient = chart(reading(1, "10:00", "39.0", after_cooling=True))
    assert said(found(patient, at(1, "11:00"))["fever.fever"]) == (
        "Fever. Last 39.0 °C axillary after cooling at 10:00 on 1 Mar 2026."
    )


def test_spans_of_days() -> None:
    english = Catalogue.load("en")
    days = (d(2), d(4), d(5), d(6), d(9))
    assert [english.text(span) for span in spans(days)] == ["2 Mar 2026", "4 Mar to 6 Mar 2026", "9 Mar 2026"]


def test_low_grade_starts_after_the_normalisation_was_declared() -> None:
    peaks_of = {**SETTLED, 4: "37.6", 5: "37.7"}
    patient = chart(peaks(peaks_of), reading(6, "06:00", "37.8"))
    finding = found(patient, at(6, "07:00"))["temperature.low-grade"]
    assert said(finding).startswith("Low-grade temperature on 4 Mar to 5 Mar 2026")
    three = found(chart(peaks({**SETTLED, 4: "37.9", 5: "37.6", 6: "37.7"})), last_minute(6))
    assert said(three["temperature.low-grade"]).endswith("up to daily peak 37.9 °C axillary on 4 Mar 2026.")


NOT_MEASURED = [
    # day of the reason, day of the last reading; admitted d1, as_of 3 March 10:00 → said
    (1, 1, True),
    (2, 1, True),
    (3, 1, True),
    (4, 1, False),
    (1, 2, False),
]


@pytest.mark.parametrize(("day", "last", "expected"), NOT_MEASURED)
def test_reasons_for_no_reading_since_the_last_one(day: int, last: int, expected: bool) -> None:
    entries = [
        Admission(id="stay", admitted_on=d(1)),
        reading(last, "20:00", "36.9"),
        NotMeasured(id="n", on=d(day)),
    ]
    finding = found(chart(entries), at(3, "10:00"))["temperature.not-observed"]
    assert (f"Not measured on {day} Mar: no reason given." in notes(finding)) is expected
    assert finding.on == d(3)


def test_hours_without_a_reading_are_whole_hours() -> None:
    entries = [Admission(id="stay", admitted_on=d(1)), reading(1, "10:00", "36.9")]
    for clock, hours in (("22:00", 12), ("22:59", 12), ("23:00", 13)):
        text = said(found(chart(entries), at(1, clock))["temperature.not-observed"])
        assert text.startswith(f"No valid reading for {hours} h.")


def test_a_reading_of_an_earlier_stay_is_not_the_last_one() -> None:
    entries = [Admission(id="stay", admitted_on=d(5)), reading(1, "10:00", "36.9")]
    text = said(found(chart(entries), at(5, "12:00"))["temperature.not-observed"])
    assert text == "No valid reading since admission on 5 Mar 2026."


SHANGHAI = ZoneInfo("Asia/Shanghai")


def in_shanghai(*entries: Entry) -> PatientChart:
    return chart(*entries, zone=SHANGHAI, born=date(2020, 1, 1))


def test_days_end_at_the_wards_midnight_not_at_the_machines() -> None:
    """At 23:59 in Shanghai a dose of 01:00 is of that day; by UTC it would be of the day before."""
    given = Dose(
        id="g",
        at=Moment.parse("2026-03-04T01:00", SHANGHAI),
        drug="ruxolitinib",
        dose_mg=quantity("2.5").number,
        route="oral",
    )
    patient = in_shanghai(*peaks({**SETTLED, 4: "38.9", 5: "38.9"}), given)
    relapse = found(patient, Moment.parse("2026-03-05T23:00", SHANGHAI))["fever.relapse"]
    assert "Ruxolitinib 2.5 mg given at 01:00 on 4 Mar 2026." in notes(relapse)


def test_admission_starts_at_the_wards_midnight() -> None:
    patient = in_shanghai(Admission(id="stay", admitted_on=d(1)))
    for clock, expected in (("11:59", False), ("12:00", True)):
        as_of = Moment.parse(f"2026-03-01T{clock}", SHANGHAI)
        assert ("temperature.not-observed" in found(patient, as_of)) is expected


def test_a_reason_of_the_last_day_in_the_wards_zone() -> None:
    patient = in_shanghai(
        Admission(id="stay", admitted_on=d(1)),
        reading(1, "23:30", "36.9", zone=SHANGHAI),
        NotMeasured(id="n", on=d(1), reason="in theatre"),
        NotMeasured(id="m", on=d(2), reason="on leave"),
    )
    finding = found(patient, Moment.parse("2026-03-02T12:00", SHANGHAI))["temperature.not-observed"]
    assert notes(finding)[:2] == ["Not measured on 1 Mar: in theatre.", "Not measured on 2 Mar: on leave."]


def test_a_reason_of_a_day_that_ended_before_the_last_reading_in_the_wards_zone() -> None:
    patient = in_shanghai(
        Admission(id="stay", admitted_on=d(1)),
        reading(2, "01:00", "36.9", zone=SHANGHAI),
        NotMeasured(id="n", on=d(1), reason="in theatre"),
    )
    finding = found(patient, Moment.parse("2026-03-02T13:00", SHANGHAI))["temperature.not-observed"]
    assert notes(finding) == BASIS


def test_a_reason_of_the_day_whose_last_minute_was_read() -> None:
    entries = [
        Admission(id="stay", admitted_on=d(1)),
        reading(1, "23:59", "36.9"),
        NotMeasured(id="n", on=d(1), reason="refused"),
    ]
    finding = found(chart(entries), at(2, "12:00"))["temperature.not-observed"]
    assert notes(finding)[0] == "Not measured on 1 Mar: refused."


def test_an_evening_window_that_begins_with_the_day() -> None:
    """From 16:00 to 22:00 in a ward whose day starts at 16:00 both lie on the day itself."""
    fever = replace(definitions().fever, day_starts_at=time(16))
    entries = [reading(1, "16:00", "36.9"), reading(2, "00:00", "36.9"), reading(2, "08:00", "36.9")]
    state = temperature_state(chart(entries), fever, at(2, "15:59"))
    assert [day.state for day in state.days] == [DayState.NORMAL]


def test_a_daily_peak_counts_at_the_wards_midnight() -> None:
    """Midnight in Shanghai is 16:00 of the day before by UTC: a peak of d1 has not yet come to count there."""
    patient = in_shanghai(peak(1, "39.0"), reading(1, "23:30", "36.9", zone=SHANGHAI), peak(2, "37.0"))
    as_of = Moment.parse("2026-03-02T23:59", SHANGHAI)
    assert temperature_state(patient, definitions().fever, as_of).state is FeverState.FEVER
    later = Moment.parse("2026-03-03T00:00", SHANGHAI)
    assert temperature_state(patient, definitions().fever, later).state is FeverState.SETTLING

"""The ward at its own moment, 24 August 2018, 14:00: about ten children in all sorts of states."""

from __future__ import annotations

from itertools import pairwise

import pytest

from hlhdesk.model.entries import Temperature
from hlhdesk.model.state import FeverState, Level, RelapseStatus
from tests.demo.wards import C, R, charts, present

IN_HOSPITAL = ("R5", "R7", "R8", "R10", "R11", "C6", "C7", "C8", "C10", "C11")


def codes(number: str) -> set[str]:
    """What is said aloud: findings that only confirm are left out."""
    return {finding.code for finding in present(number).findings if finding.level is not Level.OK}


def test_who_lies_in_the_ward() -> None:
    assert tuple(number for number in (*R, *C) if present(number).inpatient) == IN_HOSPITAL


def test_beds_are_those_of_the_children_in_the_ward() -> None:
    beds = {number: charts()[number].identity.bed for number in (*R, *C)}
    assert {number for number, bed in beds.items() if bed} == set(IN_HOSPITAL)
    taken = [int(beds[number] or 0) for number in IN_HOSPITAL]
    assert len(set(taken)) == len(taken)
    assert all(1 <= bed <= 22 for bed in taken)


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        ("R5", FeverState.NORMALISED),
        ("R7", FeverState.NORMALISED),
        ("R8", FeverState.NORMALISED),
        ("R10", FeverState.SETTLING),
        ("R11", FeverState.FEVER),
        ("C6", FeverState.NORMALISED),
        ("C7", FeverState.RELAPSE),
        ("C8", FeverState.RELAPSE),
        ("C10", FeverState.FEVER),
        ("C11", FeverState.NORMALISED),
    ],
)
def test_states(number: str, expected: FeverState) -> None:
    assert present(number).temperature.state is expected


@pytest.mark.parametrize(
    ("number", "code"),
    [
        ("R5", "ruxolitinib.interaction"),
        ("R6", "ruxolitinib.withdrawal"),
        ("R7", "temperature.not-observed"),
        ("R9", "follow-up.overdue"),
        ("R10", "fever.settling"),
        ("R11", "fever.cannot-judge"),
        ("R11", "fever.neutropenia"),
        ("C4", "follow-up.overdue"),
        ("C4", "weight.stale"),
        ("C6", "dose.partial"),
        ("C7", "fever.relapse"),
        ("C7", "fever.on-treatment"),
        ("C8", "fever.relapse"),
        ("C10", "fever.neutropenia"),
        ("C11", "temperature.low-grade"),
        ("C11", "dose.not-recorded"),
    ],
)
def test_findings(number: str, code: str) -> None:
    assert code in codes(number)


def test_no_dose_of_ruxolitinib_is_off_its_rule_and_none_reads_as_reactivation() -> None:
    for number in R:
        assert not codes(number) & {
            "ruxolitinib.weight-band",
            "ruxolitinib.dose-limit",
            "hlh.reactivation",
        }, number


@pytest.mark.parametrize(
    ("number", "status"), [("C7", RelapseStatus.CONFIRMED), ("C8", RelapseStatus.PROVISIONAL)]
)
def test_two_relapses_are_running(number: str, status: RelapseStatus) -> None:
    assert present(number).temperature.relapses[-1].status is status


def test_readings_of_every_sort() -> None:
    readings: list[Temperature] = [reading for chart in charts().values() for reading in chart.temperatures]
    assert {reading.site for reading in readings} == {"axillary", "oral", "tympanic"}
    assert [reading.value.text for reading in readings if reading.value.unit == "[degF]"] == ["102.2"]
    assert sum(reading.after_cooling for reading in readings) > 20
    assert any(entry.reason for chart in charts().values() for entry in chart.not_measured)
    assert any(day.masked for number in (*R, *C) for day in present(number).temperature.days)
    assert {peak.source for chart in charts().values() for peak in chart.daily_peaks} == {"ward", "family"}


@pytest.mark.parametrize("number", [*R, *C])
def test_sizes_are_weekly_in_hospital(number: str) -> None:
    [stay] = charts()[number].admissions
    assert stay.discharged_on is not None
    on = sorted(size.on for size in charts()[number].body_sizes if size.on <= stay.discharged_on)
    assert on[0] == stay.admitted_on
    assert all((later - earlier).days == 7 for earlier, later in pairwise(on))
    assert (stay.discharged_on - on[-1]).days < 7

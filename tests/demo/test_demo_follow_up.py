"""§2.6, §3.8 and §3.9: visits, the safety list, and the arthritis that came later."""

from __future__ import annotations

from datetime import date

import pytest

from hlhdesk.model.state import RelapseLabel, VisitStatus
from tests.demo.wards import C, R, charts, definitions, diagnosed, discharged, present, start, state, trigger

JIA = "juvenile idiopathic arthritis (systemic type)"
SCHEDULE = ("M1", "M2", "M3", "M6", "M9", "M12")


@pytest.mark.parametrize("number", [*R, *C])
def test_visits_follow_the_schedule(number: str) -> None:
    """§2.6: monthly for three months, every three months to a year, then every six."""
    found = {visit.visit: visit.status for visit in state(number).follow_up}
    assert all(found[name] is VisitStatus.DONE for name in SCHEDULE)
    assert not [name for name, status in found.items() if status is VisitStatus.OVERDUE]


@pytest.mark.parametrize("number", [*R, *C])
def test_the_end_point_is_february_2020(number: str) -> None:
    """§2.1; from November 2017 to August 2018 that makes 18–27 months, not 2–2.5 years."""
    last = max(visit.on for visit in charts()[number].visits)
    assert (last.year, last.month) == (2020, 2)
    months = (last - diagnosed(number)).days / 30.44
    assert 17.5 <= months <= 27.5


def test_nothing_is_charted_after_the_end_point() -> None:
    for chart in charts().values():
        days = [
            max(reading.at.day for reading in chart.temperatures),
            max(lab.at.day for lab in chart.labs),
            max(dose.at.day for dose in chart.doses),
            max(visit.on for visit in chart.visits),
        ]
        assert max(days) <= date(2020, 2, 29)


@pytest.mark.parametrize("number", R)
def test_no_adverse_reaction(number: str) -> None:
    """§3.8: the whole list was asked at each of the first three months, and answered no."""
    answers = charts()[number].adverse_events
    assert {entry.answer for entry in answers} == {"no"}
    days = sorted({entry.on for entry in answers})
    assert len(days) == 3
    for on in days:
        assert [entry.item for entry in answers if entry.on == on] == list(definitions().safety.items)


@pytest.mark.parametrize("number", R)
def test_the_laboratory_agrees_with_no_adverse_reaction(number: str) -> None:
    """§3.8: no thrombocytopenia, neutropenia, anaemia, liver impairment, raised triglyceride or cholesterol."""
    grades = state(number).safety
    assert {grade.analyte for grade in grades} >= {"platelets", "anc", "haemoglobin", "alt", "triglyceride"}
    for grade in grades:
        assert grade.grade in {0, None}, grade


def late(number: str) -> list[date]:
    return [found.on for found in state(number).temperature.relapses if found.label is RelapseLabel.LATE]


def test_one_child_of_group_r_and_three_of_group_c_came_back_with_arthritis() -> None:
    """§3.9: fever with joint swelling and pain; the fever is a late relapse by the rule."""
    assert [number for number in R if late(number)] == ["R10"]
    assert [number for number in C if late(number)] == ["C1", "C2", "C4"]


@pytest.mark.parametrize("number", ["R10", "C1", "C2", "C4"])
def test_they_improved_on_tocilizumab(number: str) -> None:
    """§3.9."""
    [on] = late(number)
    given = [dose.at.day for dose in charts()[number].doses if dose.drug == "tocilizumab"]
    assert given
    assert 0 <= (min(given) - on).days <= 3
    [relapse] = [found for found in state(number).temperature.relapses if found.on == on]
    assert relapse.settled_on is not None
    assert any("joint swelling and pain" in str(visit.outcome) for visit in charts()[number].visits)
    assert on > discharged(number), "charted as an outpatient"


def test_in_group_r_it_came_after_ruxolitinib_was_stopped() -> None:
    """§3.9, §4: fever again following discontinuation; then diagnosed with juvenile idiopathic arthritis."""
    ruxolitinib = state("R10").ruxolitinib
    assert ruxolitinib is not None
    assert ruxolitinib.stopped_on is not None
    assert ruxolitinib.stopped_on < late("R10")[0]
    diagnoses = sorted(charts()["R10"].diagnoses, key=lambda entry: entry.on)
    assert [entry.text for entry in diagnoses] == ["secondary HLH", JIA]


@pytest.mark.parametrize("number", ["C1", "C2", "C4"])
def test_in_group_c_it_came_to_children_with_arthritis_after_hormone_reduction(number: str) -> None:
    """§3.9."""
    assert trigger(number) == JIA
    steroids = [
        order.dose_mg
        for order in charts()[number].orders
        if order.drug == "methylprednisolone" and order.route == "oral" and order.starts_on <= late(number)[0]
    ]
    assert steroids[-1] < steroids[0] / 2


def test_follow_up_of_those_who_left_is_done_due_and_overdue_at_the_demo_s_moment() -> None:
    found = {
        (number, visit.visit): visit.status
        for number in (*R, *C)
        for visit in present(number).follow_up
        if visit.status in {VisitStatus.DUE, VisitStatus.OVERDUE}
    }
    assert found == {
        ("R2", "M2"): VisitStatus.DUE,
        ("C5", "M3"): VisitStatus.DUE,
        ("C9", "M1"): VisitStatus.DUE,
        ("R9", "M6"): VisitStatus.OVERDUE,
        ("C4", "M3"): VisitStatus.OVERDUE,
    }
    done = [
        visit
        for number in (*R, *C)
        for visit in present(number).follow_up
        if visit.status is VisitStatus.DONE
    ]
    assert len(done) > 20


@pytest.mark.parametrize("number", R)
def test_ruxolitinib_began_within_two_months(number: str) -> None:
    assert (start(number) - diagnosed(number)).days <= 62

"""§3.4, §3.5 and Figures 1–3: who was febrile when, through the program's own rules."""

from __future__ import annotations

from datetime import timedelta
from statistics import mean

import pytest

from hlhdesk.model.state import DayState, FeverState, RelapseLabel, RelapseStatus
from tests.demo.wards import (
    ONE_DAY,
    STUDENT_05_20,
    C,
    R,
    charts,
    discharged,
    ever,
    now,
    peak,
    peaks,
    present,
    start,
    state,
    student_t,
)

REFRACTORY = ("R1", "R2", "R3")
SETTLED = ("R4", "R5", "R6", "R7")
AT_ONCE = ("R8", "R9", "R10", "R11")
RELAPSED = ("C1", "C2", "C3", "C4", "C6", "C7", "C8", "C9")


def normalised_on(number: str) -> int:
    """The treatment day of the first normalisation."""
    return (state(number).temperature.normalisations[0].on - start(number)).days


@pytest.mark.parametrize("number", REFRACTORY)
def test_r1_to_r3_stayed_febrile_under_conventional_treatment(number: str) -> None:
    """§3.4: did not decrease with conventional treatment but returned to normal following ruxolitinib."""
    first = min(dose.at.day for dose in charts()[number].doses if dose.drug == "dexamethasone")
    states = {day.on: day.state for day in state(number).temperature.days}
    on = first
    while on <= start(number):
        assert states[on] is DayState.FEBRILE
        on += ONE_DAY
    assert (start(number) - first).days >= 7
    assert normalised_on(number) == 2


def test_the_story_of_r3() -> None:
    """§3.4: rose again after 3 days of ruxolitinib, stabilised with 3.75 mg twice daily (worked case M)."""
    assert [peak("R3", day) for day in range(1, 7)] == [38.6, 37.0, 37.0, 38.9, 37.0, 37.0]
    [relapse] = state("R3").temperature.relapses
    assert (relapse.on - start("R3")).days == 4
    assert (relapse.interval_days, relapse.label) == (2, RelapseLabel.WITHIN)
    assert relapse.status is RelapseStatus.CONFIRMED
    assert not relapse.gap
    orders = [order for order in charts()["R3"].orders if order.drug == "ruxolitinib"]
    told = [
        (str(order.dose_mg), order.times_per_day, (order.starts_on - start("R3")).days) for order in orders
    ]
    assert told == [("2.5", 2, 0), ("3.75", 2, 5)]
    assert orders[1].reason
    assert relapse.settled_on == start("R3") + timedelta(days=5)


@pytest.mark.parametrize("number", SETTLED)
def test_r4_to_r7_were_normal_after_conventional_treatment(number: str) -> None:
    """§3.4: normal before ruxolitinib, which they had for their organs."""
    assert normalised_on(number) < -7
    assert ever(number, "etoposide", before=start(number))
    assert state(number).temperature.relapses == ()


@pytest.mark.parametrize("number", AT_ONCE)
def test_r8_to_r11_had_ruxolitinib_immediately_after_diagnosis(number: str) -> None:
    """§3.4; Figure 2: normal after 3 days; §4: without the HLH-04 regimen."""
    [diagnosis, *_] = sorted(charts()[number].diagnoses, key=lambda entry: entry.on)
    assert start(number) - diagnosis.on <= ONE_DAY
    assert normalised_on(number) == 3
    assert not ever(number, "dexamethasone")
    assert not ever(number, "etoposide")


@pytest.mark.parametrize("number", R)
def test_group_r_was_normal_three_days_after_treatment(number: str) -> None:
    """§3.4: all children had normal body temperature at 3 days; §3.5: no fever after 2 days."""
    day = next(day for day in state(number).temperature.days if day.on == start(number) + 3 * ONE_DAY)
    assert day.state is DayState.NORMAL
    second = peak(number, 2)
    assert second is not None
    assert second < 38.0


@pytest.mark.parametrize("number", [number for number in R if number != "R3"])
def test_group_r_remained_stable_in_hospital(number: str) -> None:
    """§3.5: remained stable; §3.4 tells R3's second rise."""
    last = start(number) + 3 * ONE_DAY
    days = [day for day in state(number).temperature.days if last <= day.on < discharged(number)]
    assert len(days) >= 10
    normal = [day for day in days if day.state is DayState.NORMAL]
    unread = [day for day in days if day.peak is None or not day.covered]
    assert len(normal) + len(unread) == len(days)
    assert len(unread) <= 1


def test_group_c_normalised_after_3_and_5_to_6_days() -> None:
    """§3.5: eight after 3 days, the other three after 5–6 days."""
    days = {number: normalised_on(number) for number in C}
    assert sorted(days.values()) == [3] * 8 + [5, 5, 6]


def test_exactly_eight_of_group_c_relapsed_2_to_7_days_after_normalising() -> None:
    """§3.5."""
    first = {
        number: state(number).temperature.relapses[0] for number in C if state(number).temperature.relapses
    }
    assert tuple(first) == RELAPSED
    assert {relapse.label for relapse in first.values()} == {RelapseLabel.WITHIN}
    assert sorted(relapse.interval_days for relapse in first.values()) == [2, 2, 2, 3, 4, 5, 6, 7]
    assert {relapse.status for relapse in first.values()} == {RelapseStatus.CONFIRMED}
    assert not any(relapse.gap for relapse in first.values())


@pytest.mark.parametrize("number", RELAPSED)
def test_the_relapse_was_controlled_with_immunosuppressants(number: str) -> None:
    """§3.5."""
    relapse = state(number).temperature.relapses[0]
    assert ever(number, "ciclosporin", first=relapse.on)
    assert not ever(number, "ciclosporin", before=relapse.on)
    assert relapse.settled_on is not None


def test_all_in_hospital_relapses_lie_before_the_demo_s_moment() -> None:
    for number in (*RELAPSED, "R3"):
        known = present(number).temperature.relapses
        assert known[0].on == state(number).temperature.relapses[0].on <= now().day
    others = set(R) | set(C)
    assert not any(present(number).temperature.relapses for number in others - {*RELAPSED, "R3"})


def test_r3_is_normalised_again_at_the_demo_s_moment() -> None:
    assert present("R3").temperature.state is FeverState.NORMALISED


def test_group_r_normalised_sooner() -> None:
    """Abstract: more rapidly than group C. R4–R7 were normal before."""
    assert mean(normalised_on(number) for number in (*REFRACTORY, *AT_ONCE)) < mean(map(normalised_on, C))


# §3.5 and Figure 3: treatment day → is group R significantly below group C?
@pytest.mark.parametrize(
    ("day", "below"),
    [(-1, False), (0, False), (1, False), (2, True), (3, True), (4, False), (5, False), (6, False),
     (7, True), (8, True), (9, True)],
)  # fmt: skip
def test_mean_temperature_of_the_groups(day: int, below: bool) -> None:
    """The paper's own P values are no measure (they do not recompute); the direction and the 5 % limit are."""
    first, second = peaks("R", day), peaks("C", day)
    assert len(second) == 11
    assert len(first) >= 10
    if below:
        assert mean(first) < mean(second)
        assert student_t(first, second) > STUDENT_05_20
    else:
        assert abs(student_t(first, second)) < STUDENT_05_20


def test_fever_of_38_5_in_all_before_treatment() -> None:
    """Table 1, from the readings themselves."""
    for number in (*R, *C):
        before = [
            peak(number, day)
            for day in range((charts()[number].admissions[0].admitted_on - start(number)).days, 1)
        ]
        assert max(value for value in before if value is not None) >= 38.5

"""What is due: doses by their clock times, the reading after cooling. Parameters are the shipped ones."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest

from hlhdesk.model.due import DueStatus
from hlhdesk.model.entries import Closure, Dose, Event, Order
from hlhdesk.rules.due import already_charted, due_state
from tests.rules.charts import at, chart, d, definitions, dose, new_id, order, reading
from tests.rules.treatment_charts import stay

RUX = "ruxolitinib"
TWICE = (time(8), time(20))
IN_WARD = stay(1)


def timed(first: int = 1, last: int | None = None, *, times: tuple[time, ...] = TWICE) -> Order:
    return replace(order(RUX, "2.5", len(times), first, last), times=times)


def event(day: int, clock: str, name: str) -> Event:
    return Event(id=new_id(), at=at(day, clock), event=name)


def told(now: tuple[int, str], *entries: Order | Dose) -> list[str]:
    """Each clock time as "3 08:00 status"."""
    state = due_state(chart(IN_WARD, entries), definitions(), at(*now))
    return [
        f"{(found.at.day - d(1)).days + 1} {found.at.civil:%H:%M} {found.status}" for found in state.doses
    ]


@pytest.mark.parametrize(
    ("now", "charted", "expected"),
    [
        ("06:59", [], ["3 08:00 later", "3 20:00 later"]),
        ("07:00", [], ["3 08:00 due", "3 20:00 later"]),
        ("09:00", [], ["3 08:00 due", "3 20:00 later"]),
        ("09:01", [], ["3 08:00 overdue", "3 20:00 later"]),
        ("09:30", ["08:00"], ["3 08:00 charted", "3 20:00 later"]),
        # an hour early stands for the time that follows; three hours late for the one that passed
        ("07:10", ["07:05"], ["3 08:00 charted", "3 20:00 later"]),
        ("11:10", ["11:00"], ["3 08:00 charted", "3 20:00 later"]),
        # an extra dose in the afternoon never stands for the evening's
        ("21:30", ["08:00", "14:30"], ["3 08:00 charted", "3 20:00 overdue"]),
        ("21:30", ["08:00", "18:10"], ["3 08:00 charted", "3 20:00 charted"]),
        # the morning's dose was missed: the evening's, a little early, does not stand for it
        ("19:40", ["19:30"], ["3 08:00 overdue", "3 20:00 charted"]),
        # what is charted for later is not known yet
        ("09:30", ["12:00"], ["3 08:00 overdue", "3 20:00 later"]),
    ],
)
def test_a_dose_is_due_by_the_clock_times_of_its_order(
    now: str, charted: list[str], expected: list[str]
) -> None:
    before = [dose(2, clock, RUX, "2.5") for clock in ("08:00", "20:00")]
    given = [dose(3, clock, RUX, "2.5") for clock in charted]
    assert told((3, now), timed(), *before, *given) == expected


@pytest.mark.parametrize("status", ["given", "withheld", "refused", "vomited"])
def test_whatever_became_of_a_dose_its_time_is_charted(status: str) -> None:
    charted = replace(dose(3, "08:05", RUX, "2.5"), status=status)
    yesterday = [dose(2, clock, RUX, "2.5") for clock in ("08:00", "20:00")]
    assert told((3, "09:30"), timed(), *yesterday, charted)[0] == "3 08:00 charted"


def test_a_dose_repeated_after_vomiting_does_not_stand_for_the_evening() -> None:
    morning = replace(dose(3, "08:00", RUX, "2.5"), status="vomited")
    again = dose(3, "08:40", RUX, "2.5")
    state = due_state(chart(IN_WARD, timed(3), morning, again), definitions(), at(3, "20:10"))
    assert [found.status for found in state.doses] == [DueStatus.CHARTED, DueStatus.DUE]
    assert [found.status for found in state.doses[0].charted] == ["vomited", "given"]


def test_last_evenings_dose_stays_overdue_after_midnight_for_twelve_hours() -> None:
    morning = dose(2, "08:00", RUX, "2.5")
    assert told((3, "00:10"), timed(2), morning)[0] == "2 20:00 overdue"
    assert told((3, "08:00"), timed(2), morning)[0] == "2 20:00 overdue"
    assert told((3, "08:01"), timed(2), morning)[0] == "3 08:00 due"
    late = dose(3, "00:20", RUX, "2.5")
    assert told((3, "00:30"), timed(2), morning, late) == ["3 08:00 later", "3 20:00 later"]


def test_the_first_dose_after_midnight_is_due_before_it() -> None:
    once = timed(2, times=(time(0),))
    assert told((2, "22:50"), once, dose(2, "00:05", RUX, "2.5")) == ["2 00:00 charted"]
    assert told((2, "23:10"), once, dose(2, "00:05", RUX, "2.5")) == ["2 00:00 charted", "3 00:00 due"]


def test_times_before_the_order_was_written_are_not_asked_for() -> None:
    written = replace(timed(3), recorded_at=at(3, "15:00").instant)
    assert told((3, "15:10"), written) == ["3 20:00 later"]
    # a dose at once stands for the time that passed, not for the evening's
    assert told((3, "20:10"), written, dose(3, "15:05", RUX, "2.5")) == ["3 08:00 charted", "3 20:00 due"]


def test_correcting_an_order_does_not_hide_what_was_missed() -> None:
    first = replace(timed(2), recorded_at=at(1, "10:00").instant)
    corrected = replace(timed(2, 9), recorded_at=at(3, "15:00").instant, supersedes=first.id)
    assert "3 08:00 overdue" in told((3, "15:10"), first, corrected)


def test_without_clock_times_nothing_is_due_and_the_order_is_named() -> None:
    untimed = order(RUX, "2.5", 2, 1)
    state = due_state(chart(IN_WARD, untimed), definitions(), at(3, "21:00"))
    assert state.doses == ()
    assert state.untimed == (untimed,)


def test_nothing_is_due_outside_the_ward_nor_after_an_order_ended() -> None:
    assert told((5, "09:30"), timed(1, 4), dose(4, "20:00", RUX)) == []
    home = due_state(chart(stay(1, 2), timed()), definitions(), at(3, "09:30"))
    assert (home.doses, home.untimed) == ((), ())
    died = chart(stay(1), timed(), Closure(id="c", on=d(2), kind="died"))
    assert due_state(died, definitions(), at(3, "09:30")).doses == ()


def test_two_orders_at_one_time_take_two_doses() -> None:
    usual = timed(3, times=(time(8),))
    extra = replace(timed(3, times=(time(8),)), additional=True)
    assert told((3, "09:30"), usual, extra, dose(3, "08:00", RUX)) == ["3 08:00 charted", "3 08:00 overdue"]


def test_another_route_is_another_dose() -> None:
    iv = replace(dose(3, "08:00", RUX), route="iv")
    assert told((3, "09:30"), timed(3), iv)[0] == "3 08:00 overdue"


def test_a_second_dose_for_one_time_is_found() -> None:
    given, second = dose(3, "08:00", RUX, "2.5"), dose(3, "08:10", RUX, "2.5")
    found = already_charted(chart(IN_WARD, timed(3), given), second, definitions().due)
    assert found is not None
    assert (found[0].at.shown[-5:], found[1]) == ("08:00", (given,))
    vomited = replace(given, status="vomited")
    assert already_charted(chart(IN_WARD, timed(3), vomited), second, definitions().due) is None
    evening = dose(3, "20:00", RUX, "2.5")
    assert already_charted(chart(IN_WARD, timed(3), given), evening, definitions().due) is None


HOT, COOL = reading(3, "14:00", "39.4"), reading(3, "14:00", "37.9")
PARACETAMOL = dose(3, "14:10", "paracetamol", "200")


@pytest.mark.parametrize(
    ("now", "entries", "expected"),
    [
        ("14:20", [HOT], None),
        ("14:20", [HOT, PARACETAMOL], "14:40 later"),
        ("14:40", [HOT, PARACETAMOL], "14:40 due"),
        ("15:11", [HOT, PARACETAMOL], "14:40 overdue"),
        ("14:20", [HOT, event(3, "14:10", "physical-cooling")], "14:40 later"),
        ("14:20", [HOT, event(3, "14:10", "procedure")], None),
        ("14:20", [COOL, PARACETAMOL], None),
        ("14:20", [HOT, replace(PARACETAMOL, status="refused")], None),
        # a fever five hours ago is not what was cooled
        ("19:30", [HOT, dose(3, "19:20", "paracetamol", "200")], None),
        # taken: marked after cooling, or once it was due
        ("14:50", [HOT, PARACETAMOL, reading(3, "14:30", "38.0", after_cooling=True)], None),
        ("14:50", [HOT, PARACETAMOL, reading(3, "14:20", "39.0")], "14:40 due"),
        ("15:50", [HOT, PARACETAMOL, reading(3, "14:45", "38.2")], None),
        # the later cooling counts
        ("15:00", [HOT, PARACETAMOL, event(3, "14:45", "physical-cooling")], "15:15 later"),
        ("02:40", [HOT, PARACETAMOL], None),
    ],
)
def test_after_cooling_a_fever_the_temperature_is_due_again(
    now: str, entries: list[Dose], expected: str | None
) -> None:
    day = 4 if now == "02:40" else 3
    found = due_state(chart(IN_WARD, entries), definitions(), at(day, now)).recheck
    assert (None if found is None else f"{found.at.civil:%H:%M} {found.status}") == expected

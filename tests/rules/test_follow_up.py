"""Follow-up visits (clinical specification §5)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hlhdesk.model.entries import Admission, Anchor, Closure, Entry, Visit
from hlhdesk.model.moment import Moment
from hlhdesk.model.state import FollowUpVisit
from hlhdesk.rules.follow_up import follow_up, follow_up_findings, months_after
from tests.rules.charts import UTC_WARD, chart, definitions, new_id
from tests.rules.treatment_charts import beside, text_of

DISCHARGE = date(2018, 1, 31)
STAY = Admission(id="stay", admitted_on=date(2018, 1, 1), discharged_on=DISCHARGE)
NAMES = tuple(visit.name for visit in definitions().follow_up.visits)


def moment(day: str) -> Moment:
    return Moment.parse(f"{day}T12:00", UTC_WARD)


def visits(as_of: str, *rows: Entry | Iterable[Entry]) -> dict[str, FollowUpVisit]:
    return {visit.visit: visit for visit in follow_up(chart(STAY, *rows), definitions(), moment(as_of))}


def status(name: str, as_of: str, *rows: Entry | Iterable[Entry]) -> str:
    return visits(as_of, *rows)[name].status.value


def seen(day: str, name: str) -> Visit:
    return Visit(id=new_id(), on=date.fromisoformat(day), visit=name)


def closed(day: str, kind: str = "died") -> Closure:
    return Closure(id=new_id(), on=date.fromisoformat(day), kind=kind)


def test_due_dates_are_counted_from_the_anchor_and_month_ends_clamp() -> None:
    assert {name: str(visit.due_on) for name, visit in visits("2018-01-31").items()} == {
        "M1": "2018-02-28",
        "M2": "2018-03-31",
        "M3": "2018-04-30",
        "M6": "2018-07-31",
        "M9": "2018-10-31",
        "M12": "2019-01-31",
        "M18": "2019-07-31",
        "M24": "2020-01-31",
        "M30": "2020-07-31",
    }


@pytest.mark.parametrize(
    ("anchor", "months", "due"),
    [
        ("2019-08-31", 6, "2020-02-29"),
        ("2018-08-31", 6, "2019-02-28"),
        ("2018-03-11", 1, "2018-04-11"),
        ("2018-11-30", 1, "2018-12-30"),
        ("2018-12-31", 1, "2019-01-31"),
        ("2018-12-31", 2, "2019-02-28"),
        ("2018-01-15", 12, "2019-01-15"),
        ("2020-02-29", 12, "2021-02-28"),
    ],
)
def test_calendar_months(anchor: str, months: int, due: str) -> None:
    assert str(months_after(date.fromisoformat(anchor), months)) == due


@given(st.dates(date(2000, 1, 1), date(2060, 12, 31)), st.integers(0, 60))
def test_a_due_date_is_in_its_month_and_never_after_the_anchors_day(anchor: date, months: int) -> None:
    due = months_after(anchor, months)
    assert (due.year - anchor.year) * 12 + due.month - anchor.month == months
    assert due.day <= anchor.day
    assert due.day == anchor.day or (due + timedelta(days=1)).month != due.month


@pytest.mark.parametrize(
    ("name", "first", "last"),
    [
        ("M1", "2018-02-21", "2018-03-07"),
        ("M3", "2018-04-23", "2018-05-07"),
        ("M6", "2018-07-17", "2018-08-14"),
        ("M12", "2019-01-17", "2019-02-14"),
        ("M18", "2019-07-01", "2019-08-30"),
        ("M30", "2020-07-01", "2020-08-30"),
    ],
)
def test_windows_and_status(name: str, first: str, last: str) -> None:
    visit = visits("2018-01-31")[name]
    assert (str(visit.window_from), str(visit.window_to)) == (first, last)

    def beside_day(day: str, days: int) -> str:
        return str(date.fromisoformat(day) + timedelta(days=days))

    assert status(name, beside_day(first, -1)) == "upcoming"
    assert status(name, first) == "due"
    assert status(name, last) == "due"
    assert status(name, beside_day(last, 1)) == "overdue"


@pytest.mark.parametrize(
    ("case", "made", "name", "expected"),
    [
        ("assigned and inside", seen("2018-02-28", "M1"), "M1", "done"),
        ("assigned before its window", seen("2018-02-15", "M1"), "M1", "done"),
        ("assigned long after it", seen("2018-04-01", "M1"), "M1", "done"),
        ("assigned on the day of the anchor", seen("2018-01-31", "M1"), "M1", "done"),
        ("of an earlier schedule", seen("2018-01-30", "M1"), "M1", "overdue"),
        ("unscheduled, first day of the window", seen("2018-02-21", "unscheduled"), "M1", "done"),
        ("unscheduled, last day of the window", seen("2018-03-07", "unscheduled"), "M1", "done"),
        ("unscheduled, the day before", seen("2018-02-20", "unscheduled"), "M1", "overdue"),
        ("unscheduled, the day after", seen("2018-03-08", "unscheduled"), "M1", "overdue"),
        ("assigned to another", seen("2018-02-28", "M2"), "M1", "overdue"),
        ("the other is done", seen("2018-02-28", "M2"), "M2", "done"),
        ("in the future", seen("2018-06-02", "M1"), "M1", "overdue"),
        ("today", seen("2018-06-01", "M1"), "M1", "done"),
    ],
)
def test_a_visit_done(case: str, made: Visit, name: str, expected: str) -> None:
    found = visits("2018-06-01", made)[name]
    assert found.status.value == expected, case
    assert found.done_on == (made.on if expected == "done" else None), case


def test_the_first_visit_counts() -> None:
    rows = [seen("2018-03-02", "M1"), seen("2018-03-01", "unscheduled"), seen("2018-03-05", "M1")]
    assert visits("2018-06-01", rows)["M1"].done_on == date(2018, 3, 1)


@pytest.mark.parametrize("kind", ["died", "transferred", "lost-to-follow-up", "withdrew"])
def test_after_a_closure_nothing_is_overdue(kind: str) -> None:
    end = closed("2018-05-20", kind)
    rows = [end, seen("2018-02-28", "M1")]
    assert {name: visit.status.value for name, visit in visits("2021-01-01", rows).items()} == {
        "M1": "done",
        **dict.fromkeys(NAMES[1:], "closed"),
    }
    assert status("M2", "2018-05-19", rows) == "overdue"
    assert status("M2", "2018-05-20", rows) == "closed"
    assert follow_up_findings(visits("2021-01-01", rows).values(), definitions()) == ()


def test_a_child_who_came_back_starts_anew() -> None:
    again = Admission(id="again", admitted_on=date(2018, 8, 1), discharged_on=date(2018, 8, 31))
    lost = closed("2018-06-01", "lost-to-follow-up")
    assert status("M1", "2018-09-30", again, lost) == "due"
    assert status("M1", "2018-09-30", again, replace(lost, on=date(2018, 8, 31))) == "closed"
    assert status("M1", "2018-09-30", again, replace(lost, on=date(2018, 8, 30))) == "due"
    assert status("M1", "2018-09-30", again, replace(lost, kind="died")) == "closed"


@pytest.mark.parametrize(
    ("as_of", "anchor"),
    [("2018-08-30", "2018-01-31"), ("2018-08-31", "2018-08-31"), ("2019-01-01", "2018-08-31")],
)
def test_the_anchor_is_the_latest_discharge_by_as_of(as_of: str, anchor: str) -> None:
    again = Admission(id="again", admitted_on=date(2018, 8, 1), discharged_on=date(2018, 8, 31))
    open_stay = Admission(id="open", admitted_on=date(2018, 12, 1))
    due = visits(as_of, again, open_stay)["M12"].due_on
    assert due == months_after(date.fromisoformat(anchor), 12)


def test_an_anchor_chosen_by_name_wins() -> None:
    chosen = Anchor(id="a", kind="follow-up", on=date(2018, 1, 10))
    assert str(visits("2018-03-01", chosen)["M1"].due_on) == "2018-02-10"
    assert str(visits("2018-03-01", replace(chosen, kind="treatment-start"))["M1"].due_on) == "2018-02-28"
    future = replace(chosen, on=date(2018, 3, 2))
    assert str(visits("2018-03-01", future)["M1"].due_on) == "2018-02-28"
    later = replace(chosen, id="0", on=date(2018, 1, 5), recorded_at=datetime(2018, 3, 1, tzinfo=UTC))
    assert str(visits("2018-03-01", later, chosen)["M1"].due_on) == "2018-02-05"


def test_without_an_anchor_there_is_no_schedule() -> None:
    as_of = moment("2019-01-01")
    for rows in (
        [],
        [Admission(id="a", admitted_on=date(2018, 1, 1))],
        [replace(STAY, discharged_on=date(2019, 1, 2))],
    ):
        assert follow_up(chart(rows), definitions(), as_of) == ()


def test_overdue_visits_are_said_together() -> None:
    found = visits("2018-04-10").values()
    (finding,) = follow_up_findings(found, definitions())
    assert (finding.code, finding.level.value, finding.on) == ("follow-up.overdue", "warn", date(2018, 3, 31))
    assert text_of(finding) == (
        "Follow-up visits overdue: Month 1 (due 28 Feb 2018, window to 7 Mar 2018),"
        " Month 2 (due 31 Mar 2018, window to 7 Apr 2018)."
    )
    assert beside(finding) == ["Rule follow-up v1.", "Parameters not yet approved by the ward."]
    (finding,) = follow_up_findings(visits("2018-03-08").values(), definitions())
    assert text_of(finding).startswith("Follow-up visit overdue: Month 1")
    assert follow_up_findings(visits("2018-03-07").values(), definitions()) == ()


VISITS = st.builds(
    lambda day, name, number: Visit(id=f"v{number}", on=DISCHARGE + timedelta(days=day), visit=name),
    day=st.integers(-40, 900),
    name=st.sampled_from([*NAMES, "unscheduled"]),
    number=st.integers(0, 99),
)


@given(st.lists(VISITS, max_size=6), st.integers(0, 1200), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(made: list[Visit], days: int, random: object) -> None:
    as_of = str(DISCHARGE + timedelta(days=days))
    shuffled = list(made)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert visits(as_of, made) == visits(as_of, shuffled)


@given(st.lists(VISITS, max_size=6), st.integers(0, 1200))
def test_a_visit_done_stays_done(made: list[Visit], days: int) -> None:
    today, tomorrow = (str(DISCHARGE + timedelta(days=day)) for day in (days, days + 1))
    before, after = visits(today, made), visits(tomorrow, made)
    for name in NAMES:
        assert before[name].done_on is None or after[name].done_on == before[name].done_on
        assert (before[name].done_on is not None) == (before[name].status.value == "done")

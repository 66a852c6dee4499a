"""States of a day: every boundary of clinical specification §2.1, from both sides."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, time
from decimal import Decimal
from zoneinfo import ZoneInfo

import pytest

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.definitions import FeverParameters
from hlhdesk.model.entries import Entry, Temperature
from hlhdesk.model.moment import Moment
from hlhdesk.model.state import DayState, TemperatureDay
from hlhdesk.rules.fever import temperature_state
from tests.rules.charts import (
    Q8H,
    at,
    chart,
    definitions,
    dose,
    last_minute,
    peak,
    q4h,
    quantity,
    reading,
    readings,
)

F, S, N, UNKNOWN, UNDER, OPEN = (
    DayState.FEBRILE,
    DayState.SUBFEBRILE,
    DayState.NORMAL,
    DayState.UNKNOWN,
    DayState.UNDER_OBSERVED,
    DayState.OPEN,
)


def day_of(
    entries: list[Entry], as_of: Moment | None = None, fever: FeverParameters | None = None
) -> TemperatureDay:
    """The last day of a chart of these entries, judged at its last minute by default."""
    state = temperature_state(chart(entries), fever or definitions().fever, as_of or last_minute(1))
    return state.days[-1]


ONE_VALUE = [
    # a day of six readings at this value, site → state
    ("37.4", "axillary", N),
    ("37.5", "axillary", S),
    ("37.4", "oral", N),
    ("37.5", "oral", S),
    ("37.5", "forehead", S),
    ("37.4", "unstated", N),
    ("37.5", "unstated", S),
    ("37.9", "tympanic", N),
    ("37.9", "rectal", N),
    ("37.9", "core", N),
    ("37.9", "axillary", S),
    ("38.0", "axillary", F),
    ("38.0", "tympanic", F),
    ("38.0", "rectal", F),
    ("38.0", "core", F),
    ("37.99", "core", N),
    ("36.0", "axillary", N),
    ("35.9", "axillary", UNDER),
]


@pytest.mark.parametrize(("value", "site", "state"), ONE_VALUE)
def test_limits_by_site(value: str, site: str, state: DayState) -> None:
    assert day_of([*q4h(1, value, site)]).state is state


FAHRENHEIT = [
    # ward peak in °F → state; 100.4 °F is exactly 38.0 °C, 99.5 °F 37.5 °C, 96.8 °F 36.0 °C
    ("100.4", F),
    ("100.3", S),
    ("99.5", S),
    ("99.4", N),
    ("96.8", N),
    ("96.7", UNDER),
]


@pytest.mark.parametrize(("value", "state"), FAHRENHEIT)
def test_fahrenheit_is_compared_exactly(value: str, state: DayState) -> None:
    assert day_of([peak(1, value, unit="[degF]")]).state is state


def test_one_febrile_value_is_enough() -> None:
    assert day_of([reading(1, "03:00", "38.0")]).state is F


MASKS = [
    # drug, dose at, reading at (minutes into d1/d2), masked
    ("paracetamol", "08:00", "08:00", False),
    ("paracetamol", "08:00", "08:01", True),
    ("paracetamol", "08:00", "14:00", True),
    ("paracetamol", "08:00", "14:01", False),
    ("paracetamol", "08:00", "07:59", False),
    ("aspirin", "08:00", "14:00", True),
    ("aspirin", "08:00", "14:01", False),
    ("ibuprofen", "08:00", "16:00", True),
    ("ibuprofen", "08:00", "16:01", False),
    ("naproxen", "08:00", "20:00", True),
    ("naproxen", "08:00", "20:01", False),
    ("prednisone", "08:00", "08:01", False),
]


@pytest.mark.parametrize(("drug", "given", "read", "masked"), MASKS)
def test_masked_to_the_minute(drug: str, given: str, read: str, masked: bool) -> None:
    taken = reading(1, read, "36.8")
    assert day_of([taken, dose(1, given, drug)]).masked == ({taken.id} if masked else set())


def test_the_latest_dose_before_a_reading_masks_it() -> None:
    taken = reading(1, "20:00", "36.8")
    doses = [
        dose(1, "02:00", "paracetamol"),
        dose(1, "15:00", "paracetamol"),
        dose(1, "21:00", "paracetamol"),
    ]
    assert day_of([taken, *doses]).masked == {taken.id}


def test_masking_reaches_over_midnight() -> None:
    early = reading(2, "03:30", "36.8")
    day = day_of([early, dose(1, "22:00", "paracetamol"), reading(1, "10:00", "36.8")], last_minute(2))
    assert day.masked == {early.id}


@pytest.mark.parametrize("status", ["withheld", "refused", "vomited"])
def test_a_dose_that_was_not_taken_masks_nothing(status: str) -> None:
    assert (
        day_of([reading(1, "09:00", "36.8"), dose(1, "08:00", "paracetamol", status=status)]).masked == set()
    )


def test_a_masked_reading_proves_fever() -> None:
    assert day_of([reading(1, "09:00", "38.0"), dose(1, "08:00", "paracetamol")]).state is F


def test_a_masked_value_can_be_low_grade_but_does_not_cover() -> None:
    masked = [*readings(1, "36.8", ("06:00", "12:00", "18:00")), reading(1, "20:00", "37.6")]
    assert day_of([*masked, dose(1, "19:00", "paracetamol")]).state is S


COVERAGE = [
    # clock times of readings of 36.8 → state
    (Q8H, N),
    (("06:00", "14:00", "15:59", "22:00"), N),
    (("06:00", "14:00"), UNDER),  # two readings
    (("06:00", "14:00", "22:01"), UNDER),  # evening window ends at 22:00
    (("06:00", "14:00", "22:00"), N),
    (("04:00", "12:00", "15:59"), UNDER),  # evening window begins at 16:00
    (("04:00", "12:00", "16:00"), N),
    (("12:00", "14:00", "16:00"), N),  # 12 h from midnight to the first
    (("12:01", "14:01", "16:01"), UNDER),
    (("08:00", "10:00", "12:00", "16:00"), N),
    (("00:00", "04:00", "12:00", "16:00"), N),
    (("01:00", "03:00", "05:00", "17:00"), N),  # 12 h between
    (("01:00", "03:00", "05:00", "17:01"), UNDER),
    (("06:00", "08:00", "16:00"), N),
    (("06:00", "07:59", "16:00"), UNDER),  # less than 2 h apart
    (("10:00", "11:00", "12:00", "16:00"), N),  # 10, 12 and 16 o'clock lie apart
]


@pytest.mark.parametrize(("clocks", "state"), COVERAGE)
def test_enough_readings_to_be_called_normal(clocks: tuple[str, ...], state: DayState) -> None:
    assert day_of([*readings(1, "36.8", clocks)]).state is state


def test_the_last_stretch_of_the_day_counts() -> None:
    """With an evening window in the morning the gap to midnight is what is missing."""
    fever = replace(definitions().fever, evening_from=time(6), evening_to=time(13))
    assert day_of([*readings(1, "36.8", ("06:00", "09:00", "12:00"))], fever=fever).state is N
    assert day_of([*readings(1, "36.8", ("06:00", "09:00", "11:59"))], fever=fever).state is UNDER


def test_readings_that_do_not_cover() -> None:
    three = readings(1, "36.8", ("06:00", "14:00"))
    assert day_of([*three, reading(1, "20:00", "35.9")]).state is UNDER
    assert day_of([*three, reading(1, "20:00", "37.0", after_cooling=True)]).state is UNDER
    assert day_of([*three, reading(1, "20:00", "36.0")]).state is N


def test_a_reading_after_cooling_below_the_fever_limit_is_no_value() -> None:
    day = day_of([reading(1, "20:00", "37.9", after_cooling=True)])
    assert (day.state, day.peak, day.values) == (UNKNOWN, None, ())


def test_a_reading_after_cooling_that_is_still_a_fever_is_the_peak() -> None:
    hot = reading(1, "20:00", "39.1", after_cooling=True)
    assert day_of([hot, reading(1, "19:00", "39.0")]).peak == hot


PEAKS = [
    ("36.0", "ward", N),
    ("35.9", "ward", UNDER),
    ("37.5", "ward", S),
    ("38.0", "ward", F),
    ("36.5", "family", UNDER),
    ("37.6", "family", UNDER),
    ("38.0", "family", F),
]


@pytest.mark.parametrize(("value", "source", "state"), PEAKS)
def test_daily_peak(value: str, source: str, state: DayState) -> None:
    assert day_of([peak(1, value, source=source)]).state is state


def test_a_family_peak_does_not_close_or_cover_a_day_of_readings() -> None:
    assert day_of([*q4h(1, "36.8"), peak(1, "37.6", source="family")]).state is S


OPEN_DAY = [
    # as_of, entries of the day → state
    ("21:59", ("06:00", "14:00"), None, OPEN),
    ("22:00", ("06:00", "14:00"), None, UNDER),
    ("21:59", ("06:00", "14:00", "20:00"), None, OPEN),
    ("22:00", ("06:00", "14:00", "20:00"), None, N),
    ("08:00", (), "ward", N),
    ("08:00", (), "family", OPEN),
]


@pytest.mark.parametrize(("clock", "clocks", "source", "state"), OPEN_DAY)
def test_the_day_of_as_of_is_open_until_its_evening(
    clock: str, clocks: tuple[str, ...], source: str | None, state: DayState
) -> None:
    entries: list[Entry] = [*readings(1, "36.8", clocks)]
    if source is not None:
        entries.append(peak(1, "36.8", source=source))
    assert day_of(entries, at(1, clock)).state is state


def test_any_ward_peak_closes_the_day() -> None:
    assert day_of([peak(1, "35.5")], at(1, "08:00")).state is UNDER


def test_a_febrile_value_comes_before_an_open_day() -> None:
    assert day_of([reading(1, "06:00", "38.0")], at(1, "08:00")).state is F


def test_only_the_day_of_as_of_is_open() -> None:
    state = temperature_state(chart(reading(1, "06:00", "36.8")), definitions().fever, at(2, "08:00"))
    assert [day.state for day in state.days] == [UNDER, OPEN]


def test_later_entries_are_not_seen() -> None:
    entries = [reading(1, "06:00", "36.8"), reading(1, "10:01", "39.0"), peak(2, "39.9")]
    state = temperature_state(chart(entries), definitions().fever, at(1, "10:00"))
    assert [day.state for day in state.days] == [OPEN]
    assert state.last_reading == entries[0]
    assert day_of([*entries], at(1, "10:01")).state is F


def test_days_run_without_holes_to_as_of() -> None:
    state = temperature_state(chart(peak(1, "39.0"), peak(4, "39.0")), definitions().fever, last_minute(5))
    assert [day.state for day in state.days] == [F, UNKNOWN, UNKNOWN, F, UNKNOWN]


def test_no_value_no_days() -> None:
    state = temperature_state(chart(), definitions().fever, last_minute(5))
    assert (state.days, state.last_reading, state.state.value) == ((), None, "no-data")


def test_peak_of_equal_values_is_the_first() -> None:
    first, second = reading(1, "06:00", "38.0"), reading(1, "10:00", "100.4", unit="[degF]")
    assert day_of([second, first]).peak == first


def test_a_day_that_starts_at_six() -> None:
    fever = replace(definitions().fever, day_starts_at=time(6))
    entries = [reading(2, "05:59", "38.4"), reading(2, "06:00", "36.8")]
    state = temperature_state(chart(entries), fever, last_minute(2))
    assert [(day.on.day, day.state) for day in state.days] == [(1, F), (2, UNDER)]


def test_an_evening_window_before_the_start_of_day_belongs_to_the_next_date() -> None:
    fever = replace(definitions().fever, day_starts_at=time(6), evening_from=time(22), evening_to=time(2))
    covering = [*readings(1, "36.8", ("06:00", "14:00", "20:00")), reading(2, "01:30", "36.8")]
    assert temperature_state(chart(covering), fever, at(2, "02:00")).days[0].state is N
    assert temperature_state(chart(covering), fever, at(2, "01:59")).days[0].state is OPEN
    assert temperature_state(chart(covering[:-1]), fever, at(2, "02:00")).days[0].state is UNDER


BERLIN = ZoneInfo("Europe/Berlin")


def berlin(text: str, value: str) -> Temperature:
    return Temperature(id=text, at=Moment.parse(text, BERLIN), value=quantity(value), site="axillary")


def of_berlin(*entries: Entry) -> PatientChart:
    return chart(*entries, zone=BERLIN, born=date(2020, 1, 1))


def test_gaps_are_counted_on_instants_when_the_clocks_go_forward() -> None:
    """29 March 2026 has 23 hours in Berlin: from 00:00 to 13:00 there are only twelve."""
    entries = [berlin(f"2026-03-29T{clock}", "36.8") for clock in ("13:00", "15:00", "17:00")]
    as_of = Moment.parse("2026-03-29T23:59", BERLIN)
    assert temperature_state(of_berlin(*entries), definitions().fever, as_of).days[-1].state is N


def test_gaps_are_counted_on_instants_when_the_clocks_go_back() -> None:
    """25 October 2026 has 25 hours in Berlin: from 00:00 to 12:00 there are thirteen."""
    entries = [berlin(f"2026-10-25T{clock}", "36.8") for clock in ("12:00", "14:00", "16:00")]
    as_of = Moment.parse("2026-10-25T23:59", BERLIN)
    assert temperature_state(of_berlin(*entries), definitions().fever, as_of).days[-1].state is UNDER


def test_an_offset_tells_the_two_hours_of_autumn_apart() -> None:
    """02:30+02:00 is an hour before 02:30+01:00; the antipyretic masks by the instant."""
    first, second = berlin("2026-10-25T02:30+02:00", "36.8"), berlin("2026-10-25T02:30+01:00", "36.8")
    assert (second.at.instant - first.at.instant).total_seconds() == 3600
    assert first.at.civil == second.at.civil


def test_parameters_of_a_ward_change_the_judgement() -> None:
    fever = replace(definitions().fever, readings_for_normal=4, readings_apart_hours=Decimal("2.5"))
    assert day_of([*readings(1, "36.8", Q8H)], fever=fever).state is UNDER
    assert day_of([*readings(1, "36.8", ("06:00", "08:30", "14:00", "20:00"))], fever=fever).state is N
    assert day_of([*readings(1, "36.8", ("06:00", "08:29", "14:00", "20:00"))], fever=fever).state is UNDER

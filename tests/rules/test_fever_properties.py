"""Properties that hold for every chart: order of rows, corrections, zones, moments within a day."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

from hypothesis import given
from hypothesis import strategies as st

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.entries import DailyPeak, Dose, Entry, Temperature
from hlhdesk.model.moment import Moment
from hlhdesk.model.quantity import ninths
from hlhdesk.model.state import DayState, FeverState, TemperatureState
from hlhdesk.rules.fever import temperature_state
from tests.rules.charts import at, chart, d, definitions, dose, last_minute, peak, reading

LAST = 8
SHANGHAI = ZoneInfo("Asia/Shanghai")

clocks = st.builds(lambda minutes: f"{minutes // 60:02d}:{minutes % 60:02d}", st.integers(0, 1439))
tenths = st.integers(350, 400).map(lambda number: f"{number // 10}.{number % 10}")
days = st.integers(1, LAST)
sites = st.sampled_from(["axillary", "oral", "tympanic", "rectal", "core"])
temperatures = st.builds(
    lambda day, clock, value, site, cooled: reading(day, clock, value, site=site, after_cooling=cooled),
    days,
    clocks,
    tenths,
    sites,
    st.booleans(),
)
daily_peaks = st.builds(
    lambda day, value, source: peak(day, value, source=source),
    days,
    tenths,
    st.sampled_from(["ward", "family"]),
)
antipyretics = st.builds(
    dose,
    days,
    clocks,
    st.sampled_from(["paracetamol", "ibuprofen"]),
)
entries = st.lists(
    st.one_of(temperatures, temperatures, temperatures, daily_peaks, antipyretics), max_size=60
)
dense = st.lists(
    st.sampled_from(["36.5", "36.9", "37.2", "37.6", "38.3", "39.0"]), min_size=LAST * 6, max_size=LAST * 6
).map(
    lambda values: [
        reading(index // 6 + 1, f"{index % 6 * 4 + 2:02d}:00", value) for index, value in enumerate(values)
    ]
)
charts = st.one_of(entries, dense, st.builds(lambda a, b: [*a, *b], entries, dense))


def judged(found: Sequence[Entry], as_of: Moment | None = None) -> TemperatureState:
    return temperature_state(chart(found), definitions().fever, as_of or last_minute(LAST))


@given(charts, st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(found: list[Entry], shuffler: random.Random) -> None:
    shuffled = list(found)
    shuffler.shuffle(shuffled)
    assert judged(shuffled) == judged(found)


@given(charts, temperatures, st.data())
def test_a_correction_recomputes_as_if_it_had_been_charted_so(
    found: list[Entry], corrected: Temperature, data: st.DataObject
) -> None:
    readings = [entry for entry in found if isinstance(entry, Temperature)]
    if not readings:
        return
    wrong = data.draw(st.sampled_from(readings))
    right = replace(corrected, supersedes=wrong.id, change_reason="slip")
    plain = replace(corrected)
    with_correction = judged([*found, right])
    charted_right = judged([plain if entry is wrong else entry for entry in found])
    assert _facts(with_correction) == _facts(charted_right)


@given(charts, st.data())
def test_a_retraction_recomputes_as_if_nothing_had_been_charted(
    found: list[Entry], data: st.DataObject
) -> None:
    if not found:
        return
    wrong = data.draw(st.sampled_from(found))
    taken_back = replace(wrong, id="retraction", supersedes=wrong.id, change_reason="slip", retracted=True)
    assert _facts(judged([*found, taken_back])) == _facts(
        judged([entry for entry in found if entry is not wrong])
    )


@given(charts)
def test_the_zone_does_not_matter_without_clock_changes(found: list[Entry]) -> None:
    moved = [_in_zone(entry, SHANGHAI) for entry in found]
    there = PatientChart("SPEC", SHANGHAI, tuple(moved))
    as_of = Moment.parse(last_minute(LAST).text, SHANGHAI)
    assert _facts(temperature_state(there, definitions().fever, as_of)) == _facts(judged(found))


@given(charts, days, clocks)
def test_a_moment_sees_only_what_had_happened(found: list[Entry], day: int, clock: str) -> None:
    as_of = at(day, clock)
    before = [
        entry
        for entry in found
        if (isinstance(entry, DailyPeak) and entry.on <= as_of.day)
        or (isinstance(entry, Temperature | Dose) and entry.at.instant <= as_of.instant)
    ]
    assert judged(found, as_of) == judged(before, as_of)


@given(charts, days, clocks)
def test_a_febrile_day_stays_febrile_and_a_closed_day_stays_as_it_is(
    found: list[Entry], day: int, clock: str
) -> None:
    early = judged(found, at(day, clock))
    late = judged(found)
    closed = {one.on: one.state for one in early.days if one.on < d(day)}
    assert closed == {one.on: one.state for one in late.days if one.on in closed}
    febrile = {one.on for one in early.days if one.state is DayState.FEBRILE}
    assert febrile <= {one.on for one in late.days if one.state is DayState.FEBRILE}


@given(charts)
def test_what_was_concluded_fits_the_days(found: list[Entry]) -> None:
    state = judged(found)
    by_day = {day.on: day for day in state.days}
    limit = definitions().fever.fever_from * 9
    assert [day.on for day in state.days] == sorted(by_day)
    for day in state.days:
        hot = any(ninths(value.value) >= limit for value in day.values)
        assert hot is (day.state is DayState.FEBRILE)
        assert (day.peak is None) is (not day.values)
        if day.state is DayState.NORMAL:
            assert day.covered
    for normalised in state.normalisations:
        span = [day for day in state.days if normalised.on <= day.on <= normalised.declared_on]
        assert span[0].state is span[-1].state is DayState.NORMAL
        assert {day.state for day in span} <= {DayState.NORMAL, DayState.SUBFEBRILE}
    for relapse in state.relapses:
        assert by_day[relapse.on].state is DayState.FEBRILE
        assert relapse.normalisation in state.normalisations
        assert relapse.interval_days == (relapse.on - relapse.normalisation.on).days >= 1
        assert relapse.gap is (relapse.observed_between < relapse.days_between)
    for unjudged in state.cannot_judge:
        assert unjudged.because
        assert {by_day[day].state for day in unjudged.because} <= {DayState.UNKNOWN, DayState.UNDER_OBSERVED}
    spoken = [r.on for r in state.relapses] + [c.on for c in state.cannot_judge] + list(state.returned_on)
    assert len(spoken) == len(set(spoken))


@given(charts)
def test_absent_data_never_reads_as_absent_fever(found: list[Entry]) -> None:
    """Taking readings away never makes a day normal that was not."""
    full = judged(found)
    fewer = judged([entry for index, entry in enumerate(found) if index % 3 or isinstance(entry, Dose)])
    covered = {day.on for day in full.days if day.covered}
    for day in fewer.days:
        if day.state is DayState.NORMAL:
            assert day.on in covered


@given(charts)
def test_relapse_holds_until_the_next_normalisation(found: list[Entry]) -> None:
    state = judged(found)
    if not state.relapses:
        assert state.state is not FeverState.RELAPSE
        return
    settled = any(n.on > state.relapses[-1].on for n in state.normalisations)
    assert (state.state is FeverState.RELAPSE) is not settled


def _in_zone(entry: Entry, zone: ZoneInfo) -> Entry:
    if isinstance(entry, Temperature | Dose):
        return replace(entry, at=Moment.parse(entry.at.text, zone))
    return entry


def _facts(state: TemperatureState) -> object:
    """What a state says, without the ids and instants that differ between two ways to chart the same."""
    return (
        state.state,
        [
            (day.on, day.state, day.peak and day.peak.value, len(day.values), day.covered)
            for day in state.days
        ],
        state.normalisations,
        [
            (r.on, r.peak.value, r.interval_days, r.label, r.status, r.gap, r.settled_on)
            for r in state.relapses
        ],
        state.cannot_judge,
        state.returned_on,
    )


STATES = [
    # last febrile reading, later reading, hours after it at as_of → state (never normalised)
    ("39.0", None, 48, FeverState.FEVER),
    ("39.0", "37.0", 23, FeverState.FEVER),
    ("39.0", "37.0", 24, FeverState.SETTLING),
    ("37.9", None, 48, FeverState.NO_FEVER),
]


def test_state_of_the_patient_at_a_moment() -> None:
    for value, later, hours, expected in STATES:
        found: list[Entry] = [reading(1, "10:00", value)]
        if later:
            found.append(reading(1, "11:00", later))
        moment = datetime(2026, 3, 1, 10, tzinfo=UTC) + timedelta(hours=hours)
        as_of = Moment.of(moment.replace(tzinfo=None), ZoneInfo("UTC"))
        assert judged(found, as_of).state is expected, (value, later, hours)


def test_a_daily_peak_counts_at_the_following_midnight() -> None:
    found: list[Entry] = [peak(1, "39.0"), peak(2, "37.0")]
    assert judged(found, at(2, "23:59")).state is FeverState.FEVER
    assert judged(found, at(3, "00:00")).state is FeverState.SETTLING
    assert judged([peak(1, "39.0"), reading(1, "20:00", "37.0")], at(3, "00:00")).state is FeverState.FEVER
    assert judged([peak(1, "39.0"), reading(2, "00:01", "37.0")], at(3, "00:00")).state is FeverState.SETTLING

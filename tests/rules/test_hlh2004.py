"""HLH-2004 in three values (clinical specification §4)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hlhdesk.model.entries import Diagnosis, Entry, Lab
from hlhdesk.model.state import Hlh2004Item, Hlh2004State, ItemState
from hlhdesk.rules.evidence_window import window_around, window_now
from hlhdesk.rules.fever_days import is_valid, values_until
from hlhdesk.rules.hlh2004 import diagnosed_on, hlh2004_at_diagnosis, hlh2004_now
from hlhdesk.rules.verdict import MET, NOT_ASSESSED, NOT_MET, any_of
from tests.rules.charts import at, chart, d, definitions, last_minute, peak, reading
from tests.rules.treatment_charts import ENGLISH, result, sign

ITEMS = definitions().hlh2004.items
DIAGNOSIS = Diagnosis(id="dx", on=d(20), text="secondary HLH")


def now(*rows: Entry | Iterable[Entry], until: int = 1, born: date = date(2021, 6, 15)) -> Hlh2004State:
    return hlh2004_now(chart(*rows, born=born), definitions(), last_minute(until))


def at_diagnosis(*rows: Entry | Iterable[Entry], until: int = 60) -> Hlh2004State:
    state = hlh2004_at_diagnosis(chart(DIAGNOSIS, *rows), definitions(), last_minute(until))
    assert state is not None
    return state


def item(state: Hlh2004State, name: str) -> Hlh2004Item:
    (found,) = (one for one in state.items if one.name == name)
    return found


def why(state: Hlh2004State, name: str) -> str:
    return ENGLISH.text(item(state, name).reason)


def of(name: str, *rows: Entry | Iterable[Entry], until: int = 1) -> str:
    return item(now(*rows, until=until), name).state.value


M, N, O = "met", "not-met", "not-assessed"  # noqa: E741  the table's letters


# The items, value by value


@pytest.mark.parametrize(
    ("name", "written", "expected"),
    [
        ("ferritin", "500 ug/L", M),
        ("ferritin", "499.9 ug/L", N),
        ("ferritin", "500 ng/mL", M),
        ("ferritin", "> 40000 ng/mL", M),
        ("ferritin", "> 500 ng/mL", M),
        ("ferritin", "> 499 ng/mL", O),
        ("ferritin", "< 500 ng/mL", N),
        ("ferritin", "< 500.1 ng/mL", O),
        ("ferritin", "<= 500 ng/mL", O),
        ("ferritin", ">= 500 ng/mL", M),
        ("ferritin", "not detected ng/mL", O),
        ("ferritin", "500 mg/L", O),
    ],
)
def test_ferritin(name: str, written: str, expected: str) -> None:
    assert of(name, result(1, "ferritin", written)) == expected


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("2400 U/mL", M),
        ("2399.9 U/mL", N),
        ("> 7500 U/mL", M),
        ("24000 pg/mL", O),
        ("10 pg/mL", O),
    ],
)
def test_scd25(written: str, expected: str) -> None:
    assert of("scd25", result(1, "sil2r", written)) == expected


@pytest.mark.parametrize(
    ("written", "fasting", "expected"),
    [
        ("3.00 mmol/L", True, M),
        ("2.99 mmol/L", True, N),
        ("265 mg/dL", True, M),  # 2.993 mmol/L: meets the limit printed for its own unit
        ("264.9 mg/dL", True, N),
        ("2.993 mmol/L", True, N),
        ("3.00 mmol/L", None, O),
        ("3.00 mmol/L", False, O),
        ("2.99 mmol/L", None, N),
        ("2.99 mmol/L", False, N),
        ("> 2.9 mmol/L", True, O),
    ],
)
def test_triglyceride(written: str, fasting: bool | None, expected: str) -> None:
    normal_fibrinogen = result(1, "fibrinogen", "2 g/L")
    assert (
        of("tg-fibrinogen", result(1, "triglyceride", written, fasting=fasting), normal_fibrinogen)
        == expected
    )


@pytest.mark.parametrize(
    ("written", "expected"),
    [
        ("1.50 g/L", M),
        ("1.51 g/L", N),
        ("150 mg/dL", M),
        ("150.1 mg/dL", N),
        ("< 1.6 g/L", O),
        ("< 1.5 g/L", M),
        ("> 1.5 g/L", N),
        (">= 1.5 g/L", O),
    ],
)
def test_fibrinogen(written: str, expected: str) -> None:
    low_triglyceride = result(1, "triglyceride", "1 mmol/L")
    assert of("tg-fibrinogen", result(1, "fibrinogen", written), low_triglyceride) == expected


@pytest.mark.parametrize(
    ("triglyceride", "fibrinogen", "expected"),
    [
        ("4 mmol/L", "1 g/L", M),
        ("4 mmol/L", "2 g/L", M),
        ("4 mmol/L", None, M),
        ("1 mmol/L", "1 g/L", M),
        (None, "1 g/L", M),
        ("1 mmol/L", "2 g/L", N),
        ("1 mmol/L", None, O),
        (None, "2 g/L", O),
        (None, None, O),
    ],
)
def test_triglyceride_or_fibrinogen(triglyceride: str | None, fibrinogen: str | None, expected: str) -> None:
    rows: list[Lab] = []
    if triglyceride:
        rows.append(result(1, "triglyceride", triglyceride, fasting=True))
    if fibrinogen:
        rows.append(result(1, "fibrinogen", fibrinogen))
    assert of("tg-fibrinogen", rows) == expected


LOW = {"haemoglobin": "89.9 g/L", "platelets": "99 10*9/L", "anc": "0.99 10*9/L"}
FINE = {"haemoglobin": "90 g/L", "platelets": "100 10*9/L", "anc": "1.0 10*9/L"}


@pytest.mark.parametrize(
    ("low", "fine", "expected"),
    [
        (["haemoglobin", "platelets"], [], M),
        (["haemoglobin", "anc"], ["platelets"], M),
        (["platelets", "anc"], [], M),
        (["haemoglobin", "platelets", "anc"], [], M),
        (["haemoglobin"], ["platelets", "anc"], N),
        ([], ["haemoglobin", "platelets"], N),
        ([], ["haemoglobin", "platelets", "anc"], N),
        (["haemoglobin"], ["platelets"], O),
        (["anc"], [], O),
        ([], ["anc"], O),
        ([], [], O),
    ],
)
def test_cytopenia_in_two_of_three_lines(low: list[str], fine: list[str], expected: str) -> None:
    rows = [result(1, name, LOW[name]) for name in low] + [result(1, name, FINE[name]) for name in fine]
    assert of("cytopenia", rows) == expected


@pytest.mark.parametrize(
    ("analyte", "written", "low"),
    [
        ("haemoglobin", "90 g/L", False),
        ("haemoglobin", "89.9 g/L", True),
        ("haemoglobin", "9.0 g/dL", False),
        ("haemoglobin", "8.9 g/dL", True),
        ("platelets", "100 10*9/L", False),
        ("platelets", "99.9 10*3/uL", True),
        ("platelets", "99999 /uL", True),
        ("anc", "1.0 10*9/L", False),
        ("anc", "0.99 10*3/uL", True),
        ("anc", "999 /uL", True),
        ("anc", "< 1.0 10*9/L", True),
    ],
)
def test_lines_of_cytopenia(analyte: str, written: str, low: bool) -> None:
    other, third = [name for name in LOW if name != analyte]
    rows = [result(1, other, LOW[other]), result(1, third, FINE[third]), result(1, analyte, written)]
    assert of("cytopenia", rows) == (M if low else N)


@pytest.mark.parametrize(
    ("age_days", "haemoglobin", "expected"),
    [
        (27, "99.9 g/L", M),
        (27, "100 g/L", N),
        (28, "99.9 g/L", N),
        (28, "89.9 g/L", M),
        (27, "9.9 g/dL", M),
        (28, "9.9 g/dL", N),
    ],
)
def test_the_newborns_haemoglobin_is_asked_by_age_at_the_sample(
    age_days: int, haemoglobin: str, expected: str
) -> None:
    rows = [
        result(1, "haemoglobin", haemoglobin),
        result(1, "platelets", "50 10*9/L"),
        result(1, "anc", "3 10*9/L"),
    ]
    born = date(2026, 3, 1).fromordinal(d(1).toordinal() - age_days)
    assert item(now(rows, until=4, born=born), "cytopenia").state.value == expected


@pytest.mark.parametrize("name", ["splenomegaly", "haemophagocytosis"])
def test_findings(name: str) -> None:
    assert of(name) == O
    assert of(name, sign(1, name)) == M
    assert of(name, sign(1, name, present=False)) == N
    assert of(name, sign(1, "hepatomegaly")) == O


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([], O),
        ([result(1, "nk-activity", "4 %", low="5")], M),
        ([result(1, "nk-activity", "5 %", low="5")], N),
        ([result(1, "nk-activity", "4 %")], O),
        ([result(1, "nk-activity", "not detected %")], M),
        ([result(1, "nk-activity", "0 %")], M),
        ([result(1, "nk-activity", "0.0 %"), sign(1, "nk-low", present=False)], M),
        ([result(1, "nk-activity", "0.1 %")], O),
        ([result(1, "nk-activity", "< 0.1 %")], O),
        ([result(1, "nk-activity", "< 5 %", low="5")], M),
        ([result(1, "nk-activity", "< 6 %", low="5")], O),
        ([sign(1, "nk-low")], M),
        ([sign(1, "nk-low", present=False)], N),
        ([result(1, "nk-activity", "4 %"), sign(1, "nk-low", present=False)], N),
        ([result(1, "nk-activity", "9 %", low="5"), sign(2, "nk-low")], M),
        ([result(2, "nk-activity", "9 %", low="5"), sign(1, "nk-low")], N),
        ([result(2, "nk-activity", "9 %"), sign(1, "nk-low")], M),
        ([result(2, "nk-activity", "9 %", low="5"), sign(2, "nk-low")], M),
        ([result(1, "nk-activity", "4 %", low="5"), result(2, "nk-activity", "9 %", low="5")], N),
    ],
)
def test_nk_activity(rows: list[Entry], expected: str) -> None:
    assert of("nk-activity", rows, until=2) == expected


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([reading(1, "08:00", "38.5")], M),
        ([reading(1, "08:00", "38.49")], N),
        ([reading(1, "08:00", "101.3", unit="[degF]")], M),  # exactly 38.5 °C
        ([reading(1, "08:00", "101.2", unit="[degF]")], N),
        ([reading(1, "08:00", "38.5"), reading(1, "12:00", "36.8")], M),
        ([reading(1, "08:00", "38.6", after_cooling=True)], M),
        ([reading(1, "08:00", "37.9", after_cooling=True)], O),
        ([reading(1, "08:00", "38.0", after_cooling=True)], N),
        ([peak(1, "38.5")], M),
        ([peak(1, "38.4")], N),
        ([peak(1, "38.5", source="family")], M),
        ([peak(1, "38.4", source="family")], O),
        ([], O),
    ],
)
def test_fever(rows: list[Entry], expected: str) -> None:
    assert of("fever", rows) == expected


# Windows of "now"


@pytest.mark.parametrize(
    ("name", "entry", "days"),
    [
        ("fever", reading(1, "00:00", "39"), 7),
        ("ferritin", result(1, "ferritin", "600 ng/mL", clock="00:00"), 7),
        ("tg-fibrinogen", result(1, "fibrinogen", "1 g/L"), 7),
        ("splenomegaly", sign(1, "splenomegaly"), 30),
        ("haemophagocytosis", sign(1, "haemophagocytosis"), 30),
        ("nk-activity", result(1, "nk-activity", "1 %", low="5"), 30),
        ("nk-activity", sign(1, "nk-low"), 30),
        ("scd25", result(1, "sil2r", "3000 U/mL"), 30),
    ],
)
def test_now_looks_back_so_many_days(name: str, entry: Entry, days: int) -> None:
    assert of(name, entry, until=0) == O
    assert of(name, entry, until=1) == M
    assert of(name, entry, until=1 + days) == M
    assert of(name, entry, until=2 + days) == O


def test_now_cytopenia_looks_back_seven_days() -> None:
    rows = [result(1, name, text) for name, text in LOW.items()]
    assert [of("cytopenia", rows, until=until) for until in (0, 1, 8, 9)] == [O, M, M, O]


def test_now_takes_the_latest_of_each_and_any_fever() -> None:
    high, low = result(2, "ferritin", "600 ng/mL"), result(3, "ferritin", "400 ng/mL")
    assert of("ferritin", low, high, until=2) == M
    assert of("ferritin", low, high, until=3) == N
    undecided = result(4, "ferritin", "> 300 ng/mL")
    assert of("ferritin", low, high, undecided, until=4) == O
    assert of("splenomegaly", sign(3, "splenomegaly", present=False), sign(2, "splenomegaly"), until=3) == N
    assert of("fever", reading(2, "08:00", "39"), reading(3, "08:00", "36.8"), until=3) == M


def test_now_sees_nothing_after_as_of() -> None:
    rows = chart(result(1, "ferritin", "600 ng/mL", clock="12:00"), reading(1, "12:00", "39"))
    for clock, expected in (("11:59", O), ("12:00", M)):
        state = hlh2004_now(rows, definitions(), at(1, clock))
        assert [item(state, name).state.value for name in ("ferritin", "fever")] == [expected, expected]


def test_the_latest_of_one_instant_is_the_one_recorded_later() -> None:
    early = replace(
        result(1, "ferritin", "600 ng/mL"), id="z", recorded_at=datetime(2026, 3, 1, 9, tzinfo=UTC)
    )
    late = replace(
        result(1, "ferritin", "400 ng/mL"), id="a", recorded_at=datetime(2026, 3, 1, 10, tzinfo=UTC)
    )
    assert of("ferritin", late, early) == N
    present = replace(sign(1, "splenomegaly"), id="z", recorded_at=early.recorded_at)
    absent = replace(sign(1, "splenomegaly", present=False), id="a", recorded_at=late.recorded_at)
    assert of("splenomegaly", absent, present) == N
    unknown = replace(present, id="zz", recorded_at=None)
    assert of("splenomegaly", absent, unknown) == N


def test_a_unit_without_limit_does_not_hide_one_with_it() -> None:
    rows = [result(1, "sil2r", "3000 U/mL"), result(2, "sil2r", "24000 pg/mL")]
    assert of("scd25", rows, until=2) == M


def test_the_window_is_shown() -> None:
    state = now(until=30)
    assert (state.window_from, state.window_to) == (d(23), d(30))
    state = at_diagnosis()
    assert (state.window_from, state.window_to) == (d(6), d(34))


# At diagnosis


@pytest.mark.parametrize(("day", "expected"), [(5, O), (6, M), (20, M), (34, M), (35, O)])
def test_at_diagnosis_looks_fourteen_days_around(day: int, expected: str) -> None:
    rows: list[Entry] = [
        result(day, "ferritin", "600 ng/mL"),
        result(day, "sil2r", "3000 U/mL"),
        sign(day, "splenomegaly"),
        reading(day, "08:00", "39"),
    ]
    state = at_diagnosis(rows)
    for name in ("ferritin", "scd25", "splenomegaly", "fever"):
        assert item(state, name).state.value == expected


@pytest.mark.parametrize(
    ("day", "clock", "expected"), [(5, "23:59", O), (6, "00:00", M), (34, "23:59", M), (35, "00:00", O)]
)
def test_at_diagnosis_a_reading_belongs_to_its_day(day: int, clock: str, expected: str) -> None:
    assert item(at_diagnosis(reading(day, clock, "39")), "fever").state.value == expected


FEVERS = [
    *(reading(day, clock, "38.6") for day in (1, 2, 9) for clock in ("00:00", "08:00", "23:59")),
    reading(2, "09:00", "37", after_cooling=True),
    reading(2, "09:00", "38.6", after_cooling=True),
    reading(2, "09:00", "36.6"),
    peak(2, "37"),
    peak(9, "37"),
]


@pytest.mark.parametrize("day_starts_at", [time(0), time(6)])
def test_the_temperatures_of_a_window_are_those_of_the_fever_rule(day_starts_at: time) -> None:
    shifted = replace(definitions(), fever=replace(definitions().fever, day_starts_at=day_starts_at))
    for until in (at(2, "09:00"), at(9, "05:00"), at(9, "23:59")):
        window = window_now(chart(FEVERS), shifted, until)
        values = values_until(chart(FEVERS), shifted.fever, until)
        inside = [value for value in values if is_valid(value, shifted.fever)]
        assert window.temperatures() == tuple(
            value for value in inside if window.first <= value.day <= window.last
        )


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([result(20, "ferritin", "600 ng/mL"), result(25, "ferritin", "400 ng/mL")], M),
        ([result(20, "ferritin", "300 ng/mL"), result(25, "ferritin", "400 ng/mL")], N),
        ([result(20, "ferritin", "300 ng/mL"), result(25, "ferritin", "> 400 ng/mL")], O),
        ([result(20, "ferritin", "600 ng/mL"), result(25, "ferritin", "> 400 ng/mL")], M),
    ],
)
def test_at_diagnosis_any_value_meets(rows: list[Entry], expected: str) -> None:
    assert item(at_diagnosis(rows), "ferritin").state.value == expected
    assert item(at_diagnosis(reversed(rows)), "ferritin").state.value == expected


def nk(day: int, text: str, low: str | None = "5") -> Lab:
    return result(day, "nk-activity", text, low=low)


@pytest.mark.parametrize(
    ("name", "rows", "told"),
    [
        ("ferritin", [result(18, "ferritin", "> 40000 ug/L"), result(25, "ferritin", "828.1 ug/L")], "> 40000"),
        ("ferritin", [result(18, "ferritin", "900 ug/L"), result(25, "ferritin", "1000 ng/mL")], "1000 "),
        ("ferritin", [result(18, "ferritin", "40000 ug/L"), result(25, "ferritin", "> 40000 ug/L")], "> 40000"),
        ("ferritin", [result(18, "ferritin", "> 40000 ug/L"), result(25, "ferritin", "40000 ug/L")], "> 40000"),
        ("ferritin", [result(18, "ferritin", "900 ug/L"), result(25, "ferritin", "900 ug/L")], "25 Mar"),
        ("ferritin", [result(18, "ferritin", "400 ug/L"), result(25, "ferritin", "300 ug/L")], "400 "),
        ("ferritin", [result(18, "ferritin", "> 400 ug/L"), result(25, "ferritin", "> 300 ug/L")], "> 400 "),
        ("scd25", [result(18, "sil2r", "> 7500 U/mL"), result(25, "sil2r", "2500 U/mL")], "> 7500"),
        ("scd25", [result(18, "sil2r", "9000 pg/mL"), result(25, "sil2r", "8000 pg/mL")], "8000 pg/mL"),
        ("tg-fibrinogen", [result(d, "triglyceride", f"{v} mmol/L", fasting=True) for d, v in ((18, 6), (25, 4))], "6 mmol"),
        ("tg-fibrinogen", [result(18, "triglyceride", "6 mmol/L", fasting=True), result(25, "triglyceride", "300 mg/dL", fasting=True)], "6 mmol"),
        ("tg-fibrinogen", [result(18, "fibrinogen", "0.6 g/L"), result(25, "fibrinogen", "1.4 g/L")], "0.6 g"),
        ("tg-fibrinogen", [result(18, "fibrinogen", "60 mg/dL"), result(25, "fibrinogen", "1.4 g/L")], "60 mg"),
        ("tg-fibrinogen", [result(18, "fibrinogen", "< 0.5 g/L"), result(25, "fibrinogen", "0.5 g/L")], "< 0.5"),
        ("cytopenia", [result(18, "platelets", "8 10*9/L"), result(25, "platelets", "90 10*9/L")], "8 ×10"),
        ("cytopenia", [result(18, "haemoglobin", "6.1 g/dL"), result(25, "haemoglobin", "85 g/L")], "6.1 g/dL"),
        ("cytopenia", [result(18, "anc", "0.1 10*9/L"), result(25, "anc", "0.9 10*9/L")], "0.1 ×10"),
        ("nk-activity", [nk(18, "1 %"), nk(25, "4 %")], "1 %"),
        ("nk-activity", [nk(18, "0 %", None), nk(25, "4 %")], "0 %"),
        ("nk-activity", [nk(18, "not detected %", None), nk(25, "4 %")], "not detected"),
        ("nk-activity", [nk(18, "1 %"), sign(25, "nk-low")], "NK-cell activity low"),
        ("splenomegaly", [sign(18, "splenomegaly"), sign(25, "splenomegaly")], "25 Mar"),
    ],
)  # fmt: skip
def test_at_diagnosis_the_reason_names_the_most_telling_value(
    name: str, rows: list[Entry], told: str
) -> None:
    """A late 828.1 must not hide > 40000; every deciding entry stays evidence, oldest first."""
    found = item(at_diagnosis(rows), name)
    assert told in why(at_diagnosis(rows), name)
    assert found.evidence == tuple(row.id for row in rows)
    assert item(at_diagnosis(reversed(rows)), name) == found


def test_at_diagnosis_findings_and_nk_count_on_any_day() -> None:
    rows = [
        sign(15, "splenomegaly"),
        sign(25, "splenomegaly", present=False),
        result(15, "nk-activity", "1 %", low="5"),
        sign(25, "nk-low", present=False),
    ]
    state = at_diagnosis(rows)
    assert item(state, "splenomegaly").state is MET
    assert item(state, "nk-activity").state is MET


def test_at_diagnosis_sees_nothing_after_as_of() -> None:
    rows = [result(25, "ferritin", "600 ng/mL")]
    assert item(at_diagnosis(rows, until=24), "ferritin").state is NOT_ASSESSED
    assert item(at_diagnosis(rows, until=25), "ferritin").state is MET


@pytest.mark.parametrize(
    ("diagnoses", "on"),
    [
        ([], None),
        ([(3, "secondary HLH")], 3),
        ([(3, "EBV infection"), (5, "secondary hlh"), (9, "HLH")], 5),
        ([(9, "sepsis"), (4, "EBV infection")], 4),
        ([(3, "sepsis"), (6, "haemophagocytic lymphohistiocytosis")], 6),
        ([(3, "sepsis"), (6, "Hemophagocytic Lymphohistiocytosis")], 6),
        ([(3, "sepsis"), (6, "噬血细胞综合征")], 6),
        ([(3, "sepsis"), (31, "HLH")], 3),
        ([(30, "HLH")], 30),
        ([(31, "HLH")], None),
    ],
)
def test_the_diagnosis_date(diagnoses: list[tuple[int, str]], on: int | None) -> None:
    patient = chart(Diagnosis(id=str(day), on=d(day), text=text) for day, text in diagnoses)
    assert diagnosed_on(patient, last_minute(30)) == (None if on is None else d(on))
    state = hlh2004_at_diagnosis(patient, definitions(), last_minute(30))
    assert (state is None) == (on is None)


# Counting

EACH: dict[str, list[Entry]] = {
    "fever": [reading(1, "08:00", "39")],
    "splenomegaly": [sign(1, "splenomegaly")],
    "cytopenia": [result(1, "platelets", "50 10*9/L"), result(1, "anc", "0.5 10*9/L")],
    "tg-fibrinogen": [result(1, "fibrinogen", "1 g/L")],
    "haemophagocytosis": [sign(1, "haemophagocytosis")],
    "nk-activity": [sign(1, "nk-low")],
    "ferritin": [result(1, "ferritin", "600 ng/mL")],
    "scd25": [result(1, "sil2r", "3000 U/mL")],
}
NOT: dict[str, list[Entry]] = {
    "fever": [reading(1, "08:00", "37")],
    "splenomegaly": [sign(1, "splenomegaly", present=False)],
    "cytopenia": [result(1, "platelets", "150 10*9/L"), result(1, "anc", "2 10*9/L")],
    "tg-fibrinogen": [result(1, "fibrinogen", "2 g/L"), result(1, "triglyceride", "1 mmol/L")],
    "haemophagocytosis": [sign(1, "haemophagocytosis", present=False)],
    "nk-activity": [sign(1, "nk-low", present=False)],
    "ferritin": [result(1, "ferritin", "60 ng/mL")],
    "scd25": [result(1, "sil2r", "300 U/mL")],
}


@pytest.mark.parametrize(
    ("met", "not_met", "fulfilled", "could"),
    [
        (0, 0, False, True),
        (4, 2, False, True),
        (4, 4, False, False),
        (4, 3, False, True),
        (5, 3, True, True),
        (5, 0, True, True),
        (8, 0, True, True),
        (0, 3, False, True),
        (0, 4, False, False),
    ],
)
def test_five_of_eight(met: int, not_met: int, fulfilled: bool, could: bool) -> None:
    names, others = ITEMS[:met], ITEMS[met : met + not_met]
    state = now(*(EACH[name] for name in names), *(NOT[name] for name in others))
    assert state.named(MET) == names
    assert state.named(NOT_MET) == others
    assert state.named(NOT_ASSESSED) == ITEMS[met + not_met :]
    assert state.count == met
    assert (state.fulfilled, state.could_be_fulfilled) == (fulfilled, could)


WITHOUT_NK = tuple(name for name in ITEMS if name != "nk-activity")


@pytest.mark.parametrize(
    ("met", "not_met", "nk", "fulfilled", "could"),
    [
        (5, 2, "not", True, True),
        (4, 3, "met", False, False),
        (4, 2, "met", False, True),
        (4, 3, "none", False, False),
        (0, 2, "not", False, True),
        (0, 3, "not", False, False),
    ],
)
def test_five_of_seven_without_nk(met: int, not_met: int, nk: str, fulfilled: bool, could: bool) -> None:
    rows = [
        *(EACH[name] for name in WITHOUT_NK[:met]),
        *(NOT[name] for name in WITHOUT_NK[met : met + not_met]),
    ]
    rows.extend({"met": [EACH["nk-activity"]], "not": [NOT["nk-activity"]], "none": []}[nk])
    state = now(*rows)
    assert (state.fulfilled_without_nk, state.could_be_fulfilled_without_nk) == (fulfilled, could)


def test_a_molecular_diagnosis_fulfils_for_ever() -> None:
    rows = [sign(1, "molecular-diagnosis"), *(entry for name in ITEMS for entry in NOT[name])]
    for state in (now(rows, until=1), now(rows, until=900)):
        assert state.molecular
        assert (state.fulfilled, state.could_be_fulfilled) == (True, True)
        assert (state.fulfilled_without_nk, state.could_be_fulfilled_without_nk) == (True, True)
    assert at_diagnosis(rows).molecular
    assert not now(rows, until=0).molecular
    refuted = sign(2, "molecular-diagnosis", present=False)
    assert now(rows, refuted, until=1).molecular
    assert not now(rows, refuted, until=2).molecular
    assert not now(refuted, until=2).fulfilled


# Reasons and evidence


def test_every_item_says_why() -> None:
    high = result(1, "ferritin", "600 ng/mL")
    triglyceride = result(1, "triglyceride", "4 mmol/L")
    rows = [
        reading(1, "08:00", "39.1"),
        reading(1, "12:00", "38.6"),
        high,
        triglyceride,
        result(1, "platelets", "50 10*9/L"),
        result(1, "haemoglobin", "> 85 g/L"),
        result(1, "sil2r", "24000 pg/mL"),
        result(1, "nk-activity", "4 %"),
        sign(1, "splenomegaly"),
        sign(1, "haemophagocytosis", present=False),
    ]
    state = now(rows)
    assert {name: why(state, name) for name in ITEMS} == {
        "fever": "39.1 °C axillary at 08:00 on 1 Mar 2026 (limit 38.5 °C)",
        "splenomegaly": "splenomegaly present on 1 Mar 2026",
        "cytopenia": (
            "too few lines known: Haemoglobin > 85 g/L at 08:00 on 1 Mar 2026, which does not decide it,"
            " Platelets 50 ×10⁹/L at 08:00 on 1 Mar 2026,"
            " Neutrophils: nothing charted from 22 Feb 2026 to 1 Mar 2026"
        ),
        "tg-fibrinogen": (
            "Triglyceride 4 mmol/L at 08:00 on 1 Mar 2026, met if fasting, and not known to be fasting,"
            " Fibrinogen: nothing charted from 22 Feb 2026 to 1 Mar 2026"
        ),
        "haemophagocytosis": "haemophagocytosis looked for and absent on 1 Mar 2026",
        "nk-activity": (
            "NK-cell activity 4 % at 08:00 on 1 Mar 2026: without a reference limit of its laboratory"
        ),
        "ferritin": "Ferritin 600 ng/mL at 08:00 on 1 Mar 2026",
        "scd25": "sIL-2R (sCD25) 24000 pg/mL at 08:00 on 1 Mar 2026: no limit is printed for this unit",
    }
    assert item(state, "fever").evidence == (rows[0].id,)
    assert item(state, "ferritin").evidence == (high.id,)
    assert item(state, "cytopenia").evidence == (rows[5].id, rows[4].id)
    assert item(state, "tg-fibrinogen").evidence == (triglyceride.id,)
    assert item(state, "scd25").evidence == (rows[6].id,)
    assert item(state, "nk-activity").evidence == (rows[7].id,)
    assert item(state, "splenomegaly").evidence == (rows[8].id,)


def test_an_item_without_entries_says_where_it_looked() -> None:
    state = now()
    assert {
        name: why(state, name)
        for name in ("fever", "splenomegaly", "nk-activity", "scd25", "ferritin", "tg-fibrinogen")
    } == {
        "fever": "no valid reading from 22 Feb 2026 to 1 Mar 2026",
        "splenomegaly": "splenomegaly: nothing charted from 30 Jan 2026 to 1 Mar 2026",
        "nk-activity": "NK-cell activity: nothing charted from 30 Jan 2026 to 1 Mar 2026",
        "scd25": "sIL-2R (sCD25): nothing charted from 30 Jan 2026 to 1 Mar 2026",
        "tg-fibrinogen": (
            "Triglyceride: nothing charted from 22 Feb 2026 to 1 Mar 2026,"
            " Fibrinogen: nothing charted from 22 Feb 2026 to 1 Mar 2026"
        ),
        "ferritin": "Ferritin: nothing charted from 22 Feb 2026 to 1 Mar 2026",
    }
    assert all(one.evidence == () for one in state.items)


def test_no_fever_says_how_many_values_there_were() -> None:
    lowest, highest = reading(1, "08:00", "36.5"), reading(1, "12:00", "37.8")
    state = now(highest, lowest, peak(1, "37.9", source="family"))
    assert (
        why(state, "fever") == "2 values, none ≥ 38.5 °C; the highest 37.8 °C axillary at 12:00 on 1 Mar 2026"
    )
    assert item(state, "fever").evidence == (highest.id,)
    assert why(now(lowest), "fever").startswith("1 value, none")


def test_cytopenia_says_its_lines() -> None:
    low = now([result(1, name, text) for name, text in LOW.items()])
    assert why(low, "cytopenia").startswith("low in two lines or more: Haemoglobin 89.9 g/L")
    fine = now([result(1, name, text) for name, text in FINE.items()])
    assert why(fine, "cytopenia").startswith("two lines not low: Haemoglobin 90 g/L")


def test_evidence_is_all_that_decided_and_the_reason_names_the_latest() -> None:
    rows = [
        result(18, "ferritin", "600 ng/mL"),
        result(20, "ferritin", "900 ng/mL"),
        result(22, "ferritin", "80 ng/mL"),
    ]
    found = item(at_diagnosis(rows), "ferritin")
    assert found.evidence == (rows[0].id, rows[1].id)
    assert ENGLISH.text(found.reason) == "Ferritin 900 ng/mL at 08:00 on 20 Mar 2026"


@pytest.mark.parametrize(
    ("states", "expected"),
    [
        ([], NOT_ASSESSED),
        ([MET], MET),
        ([NOT_MET], NOT_MET),
        ([NOT_ASSESSED], NOT_ASSESSED),
        ([MET, NOT_ASSESSED, NOT_MET], MET),
        ([NOT_MET, NOT_ASSESSED], NOT_ASSESSED),
        ([NOT_MET, NOT_MET], NOT_MET),
    ],
)
def test_three_valued_or(states: list[ItemState], expected: ItemState) -> None:
    assert any_of(states) is expected


ALL_ROWS = [entry for each in (EACH, NOT) for rows in each.values() for entry in rows]


@given(st.permutations(ALL_ROWS), st.sets(st.sampled_from(ALL_ROWS).map(lambda row: row.id)))
def test_the_order_of_rows_does_not_matter(rows: list[Entry], left_out: set[str]) -> None:
    kept = [row for row in rows if row.id not in left_out]
    ordered = sorted(kept, key=lambda row: row.id)
    for until in (1, 9):
        assert now(kept, until=until) == now(ordered, until=until)
    on = replace(DIAGNOSIS, on=d(2))
    assert hlh2004_at_diagnosis(chart(on, kept), definitions(), last_minute(9)) == hlh2004_at_diagnosis(
        chart(ordered, on), definitions(), last_minute(9)
    )


@given(st.sets(st.sampled_from(ALL_ROWS).map(lambda row: row.id)))
def test_a_further_value_never_turns_could_not_into_fulfilled_around_a_diagnosis(left_out: set[str]) -> None:
    kept = [row for row in ALL_ROWS if row.id not in left_out]
    on = replace(DIAGNOSIS, on=d(2))
    state = hlh2004_at_diagnosis(chart(on, kept), definitions(), last_minute(9))
    assert state is not None
    assert not state.fulfilled or state.could_be_fulfilled
    assert len(state.items) == state.count + len(state.named(NOT_MET)) + len(state.named(NOT_ASSESSED))


def test_the_definitions_tell_which_items_are_slow() -> None:
    slow = replace(definitions(), hlh2004=replace(definitions().hlh2004, slow_items=ITEMS))
    rows = [entry for name in ITEMS if name != "fever" for entry in EACH[name]]
    rows.append(result(1, "triglyceride", "1 mmol/L"))
    rows.append(result(1, "haemoglobin", "120 g/L"))
    state = hlh2004_now(chart(rows), slow, last_minute(31))
    assert state.named(MET) == tuple(name for name in ITEMS if name != "fever")
    assert len(item(state, "cytopenia").evidence) == 3
    assert len(item(state, "tg-fibrinogen").evidence) == 2


def test_an_old_result_without_a_limit_is_named_as_long_as_it_would_count() -> None:
    activity = result(1, "nk-activity", "4 %")
    assert item(now(activity, until=31), "nk-activity").evidence == (activity.id,)
    assert item(now(activity, until=32), "nk-activity").evidence == ()
    lab = result(1, "sil2r", "24000 pg/mL")
    assert item(now(lab, until=31), "scd25").evidence == (lab.id,)
    assert item(now(lab, until=32), "scd25").evidence == ()


def test_around_a_diagnosis_every_value_counts() -> None:
    window = window_around(chart(), definitions(), last_minute(9), d(2))
    assert window.latest_only is False
    assert window_now(chart(), definitions(), last_minute(9)).latest_only is True


def test_a_triglyceride_that_decides_nothing_says_so() -> None:
    state = now(result(1, "triglyceride", "> 2.9 mmol/L", fasting=True))
    assert why(state, "tg-fibrinogen").startswith(
        "Triglyceride > 2.9 mmol/L at 08:00 on 1 Mar 2026, which does not decide it,"
    )


def test_a_laboratory_limit_of_zero_is_no_measure_of_how_low() -> None:
    assert item(at_diagnosis([nk(18, "3 %", "0")]), "nk-activity").state.value == N

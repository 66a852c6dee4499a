"""What the chart description says for small charts written by hand. Days are counted as in ``tests.rules.charts``."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from datetime import date
from decimal import Decimal
from itertools import pairwise

import pytest

from hlhdesk.charting import Arrow, ChartSpec, Panel, build
from hlhdesk.model.chart import PatientChart
from hlhdesk.model.entries import Admission, BodySize, Entry, NotMeasured
from hlhdesk.rules import derive
from hlhdesk.wording import Catalogue
from tests.rules.charts import (
    chart,
    d,
    definitions,
    dose,
    lab,
    last_minute,
    new_id,
    order,
    peak,
    q4h,
    reading,
    readings,
)

ENGLISH = Catalogue.load("en")


def spec_of(one: PatientChart, last_day: int, labs: tuple[str, ...] = ()) -> ChartSpec:
    state = derive(one, definitions(), last_minute(last_day))
    return build(one, state, definitions(), ENGLISH, labs=labs)


def panel(spec: ChartSpec, name: str) -> Panel:
    return next(panel for panel in spec.panels if panel.name == name)


def drawn(one: PatientChart, last_day: int, name: str = "temperature", **labs: tuple[str, ...]) -> Panel:
    return panel(spec_of(one, last_day, **labs), name)


def segments(panel: Panel, role: str) -> list[list[tuple[float, float]]]:
    return [list(part) for line in panel.lines if line.role == role for part in line.segments]


def weight(day: int, kg: str) -> BodySize:
    return BodySize(id=new_id(), on=d(day), weight_kg=Decimal(kg))


def not_measured(day: int, reason: str | None = None) -> NotMeasured:
    return NotMeasured(id=new_id(), on=d(day), reason=reason)


# Temperature


def test_time_is_true_and_a_daily_peak_stands_at_noon() -> None:
    shown = drawn(chart(reading(1, "06:00", "38.4"), peak(2, "39.1"), reading(3, "18:30", "38.2")), 3)
    assert [point.x for point in shown.points] == [0.25, 1.5, 2 + 18.5 / 24]
    assert [point.text for point in shown.points] == ["38.4 °C", "39.1 °C", "38.2 °C"]


@pytest.mark.parametrize(
    ("between", "parts"),
    [
        ([], [[0], [2]]),  # unknown
        ([reading(2, "10:00", "36.9")], [[0], [2]]),  # under-observed
        ([peak(2, "37.0")], [[0, 1, 2]]),  # a ward peak covers its day
        (q4h(2, "36.9"), [[0, 1, 2]]),
        ([*q4h(2, "36.9"), not_measured(2, "in theatre")], [[0], [1], [2]]),
        ([not_measured(2, "on leave")], [[0], [2]]),
        ([reading(2, "10:00", "38.6")], [[0, 1, 2]]),  # one febrile value is enough
    ],
)
def test_the_peak_line_breaks_where_a_day_was_not_observed(
    between: list[Entry], parts: list[list[int]]
) -> None:
    shown = drawn(chart(peak(1, "39.2"), between, peak(3, "38.6")), 3)
    assert [[math.floor(x) for x, _ in part] for part in segments(shown, "peak")] == parts


def test_a_day_without_observation_is_a_band_with_its_reason() -> None:
    one = chart(peak(1, "39.2"), not_measured(2, "on leave"), reading(3, "08:00", "36.9"), peak(5, "38.0"))
    bands = [band for band in drawn(one, 5).bands if band.role != "normal"]
    assert [(band.role, band.x0, band.x1, band.label) for band in bands] == [
        ("not-measured", 1, 2, "not measured: on leave"),
        ("unobserved", 2, 3, "not observed enough"),
        ("unobserved", 3, 4, "no reading"),
    ]


def test_masked_readings_are_hollow_and_cooled_ones_ringed_with_a_line_to_the_one_before() -> None:
    one = chart(
        dose(1, "09:00", "paracetamol"),
        reading(1, "08:00", "39.4"),
        reading(1, "12:00", "37.0"),
        reading(1, "14:00", "39.0"),
        reading(1, "14:30", "37.6", after_cooling=True),
    )
    shown = drawn(one, 1)
    assert [(point.hollow, point.ringed, point.peak) for point in shown.points] == [
        (False, False, True),
        (True, False, False),
        (True, False, False),
        (False, True, False),
    ]
    assert segments(shown, "cooling") == [[(14 / 24, 39.0), (14.5 / 24, 37.6)]]


def test_limits_and_the_normal_band_come_from_the_definitions() -> None:
    shown = drawn(chart(peak(1, "39.2")), 1)
    assert [(limit.y, limit.role, limit.label) for limit in shown.limits] == [
        (38.0, "fever", "38.0 fever"),
        (38.5, "high-fever", "38.5 confirms"),
    ]
    normal = next(band for band in shown.bands if band.role == "normal")
    assert (normal.y0, normal.y1, normal.x0, normal.x1) == (36.0, 37.5, 0.0, 1.0)


@pytest.mark.parametrize(
    ("value", "axis"),
    [("39.2", (35, 42)), ("34.9", (34, 42)), ("42.3", (35, 43)), ("42.0", (35, 42))],
)
def test_the_temperature_axis_is_fixed_and_grows_only_for_a_value_outside(
    value: str, axis: tuple[int, int]
) -> None:
    shown = drawn(chart(peak(1, value)), 1)
    assert (shown.y0, shown.y1) == axis
    assert [tick.at for tick in shown.ticks] == list(range(axis[0], axis[1] + 1))


def test_fahrenheit_is_drawn_in_celsius_and_told_as_charted() -> None:
    shown = drawn(chart(reading(1, "08:00", "102.2", unit="[degF]")), 1)
    assert [(point.y, point.text) for point in shown.points] == [(39.0, "39.0 °C (102.2 °F)")]


def test_relapse_normalisation_and_days_that_cannot_be_judged_are_marked() -> None:
    one = chart(
        peak(1, "39.2"), q4h((2, 3), "36.9"), reading(4, "14:00", "38.9"), reading(5, "14:00", "37.0")
    )
    one = chart(one.entries, reading(6, "14:00", "36.9"), peak(7, "38.4"))
    flags = [(flag.role, math.floor(flag.x), flag.label) for flag in drawn(one, 7).flags]
    assert flags == [
        ("relapse", 3, "38.9 relapse 1"),
        ("normalised", 1, "normalised 2 Mar"),
        ("cannot-judge", 6, "cannot be judged"),
    ]


def test_what_happened_after_the_moment_is_not_drawn() -> None:
    one = chart(
        reading(1, "08:00", "38.4"),
        reading(3, "08:00", "38.6"),
        peak(3, "38.6"),
        lab(3, "08:00", "ferritin", "600", "ug/L"),
    )
    spec = spec_of(one, 2, ("ferritin",))
    assert [len(panel.points) for panel in spec.panels] == [1, 0, 0, 0]


# Doses


def test_ruxolitinib_shows_given_ordered_and_not_recorded_apart() -> None:
    one = chart(
        Admission(id=new_id(), admitted_on=d(1), discharged_on=d(4)),
        order("ruxolitinib", "2.5", 2, 1, 2),
        order("ruxolitinib", "3.75", 2, 3),
        dose(1, "08:00", "ruxolitinib", "2.5"),
        dose(1, "20:00", "ruxolitinib", "2.5"),
        dose(3, "08:00", "ruxolitinib", "3.75"),
        dose(4, "08:00", "ruxolitinib", "3.75"),
        dose(4, "20:00", "ruxolitinib", "3.75", status="vomited"),
    )
    shown = drawn(one, 6, "ruxolitinib")
    assert [(step.x0, step.x1, step.y, step.source, step.label) for step in shown.steps] == [
        (0, 1, 5.0, "given", ""),
        (1, 2, 5.0, "not-recorded", "not recorded"),
        (2, 3, 3.75, "given", "3.75 given of 7.5"),
        (3, 4, 3.75, "given", ""),
        (4, 6, 7.5, "ordered", ""),
        (2, 4, 7.5, "ordered", ""),
    ]
    assert [(flag.x, flag.y, flag.label) for flag in shown.flags] == [
        (0, 5.0, "2.5 mg × 2"),
        (2, 7.5, "3.75 mg × 2"),
    ]


@pytest.mark.parametrize(
    ("orders", "labels"),
    [
        ([("2.5", 2, 1, None), ("2.5", 2, 3, None)], ["2.5 mg × 2"]),
        ([("2.5", 2, 1, None), ("5", 1, 3, None)], ["2.5 mg × 2", "5 mg × 1"]),
        ([("2.5", 2, 1, 2)], ["2.5 mg × 2", "stopped"]),
        ([("2.5", 2, 1, 2), ("2.5", 2, 4, None)], ["2.5 mg × 2", "stopped", "2.5 mg × 2"]),
    ],
)
def test_a_change_of_the_order_is_marked_and_a_renewal_is_not(
    orders: list[tuple[str, int, int, int | None]], labels: list[str]
) -> None:
    one = chart([order("ruxolitinib", *args) for args in orders])
    assert [flag.label for flag in drawn(one, 5, "ruxolitinib").flags] == labels


def test_doses_without_an_order_are_marked_where_they_change() -> None:
    one = chart([dose(day, "08:00", "ruxolitinib", mg) for day, mg in ((1, "5"), (2, "5"), (3, "7.5"))])
    assert [(flag.x, flag.label) for flag in drawn(one, 3, "ruxolitinib").flags] == [
        (0, "5 mg/day"),
        (2, "7.5 mg/day"),
    ]


def test_steroid_is_divided_by_the_weight_of_its_day() -> None:
    one = chart(weight(1, "16"), weight(3, "20"), order("dexamethasone", "6", 1, 1))
    shown = drawn(one, 4, "steroid")
    assert [(step.x0, step.x1, step.y, step.label) for step in shown.steps] == [
        (0, 2, 2.0, "2"),
        (2, 4, 1.6, "1.6"),
    ]
    assert shown.unit == "mg/kg/day"


def test_steroid_without_any_weight_is_in_mg_and_a_day_before_the_first_weight_says_so() -> None:
    unweighed = drawn(chart(order("prednisone", "50", 1, 1)), 2, "steroid")
    assert (unweighed.unit, [step.y for step in unweighed.steps]) == ("mg/day (no weight)", [40.0])
    late = drawn(chart(weight(2, "20"), order("prednisone", "50", 1, 1)), 2, "steroid")
    assert [(step.y, step.source, step.label) for step in late.steps] == [
        (0.0, "not-recorded", "no weight"),
        (2.0, "ordered", "2"),
    ]


# Laboratory


def test_a_logarithmic_analyte_stands_at_its_logarithm_between_decades() -> None:
    shown = drawn(
        chart(
            lab(1, "08:00", "ferritin", "1000", "ug/L"), lab(2, "08:00", "ferritin", "31622.7766", "ng/mL")
        ),
        2,
        "ferritin",
        labs=("ferritin",),
    )
    assert shown.logarithmic
    assert [round(point.y, 6) for point in shown.points] == [3.0, 4.5]
    assert (shown.y0, shown.y1) == (2, 5)
    assert [(tick.at, tick.label) for tick in shown.ticks] == [
        (2, "100"),
        (3, "1\u00a0000"),
        (4, "10\u00a0000"),
        (5, "100\u00a0000"),
    ]


@pytest.mark.parametrize(
    ("value", "arrow"),
    [(">40000", Arrow.UP), ("<500", Arrow.DOWN), (">=40000", Arrow.UP), ("<=500", Arrow.DOWN), ("500", None)],
)
def test_a_censored_result_stands_at_its_limit_with_an_arrow(value: str, arrow: Arrow | None) -> None:
    shown = drawn(chart(lab(1, "08:00", "ferritin", value, "ug/L")), 1, "ferritin", labs=("ferritin",))
    (point,) = shown.points
    assert point.arrow == arrow
    assert point.y == math.log10(float(value.lstrip("<>=")))


def test_units_of_one_family_share_a_line_and_others_get_a_panel_of_their_own() -> None:
    one = chart(
        lab(1, "08:00", "haemoglobin", "98", "g/L"),
        lab(2, "08:00", "haemoglobin", "10.5", "g/dL"),
        lab(1, "08:00", "sil2r", "2400", "U/mL"),
        lab(2, "08:00", "sil2r", "9381", "pg/mL"),
    )
    spec = spec_of(one, 2, ("haemoglobin", "sil2r"))
    assert [point.y for point in panel(spec, "haemoglobin").points] == [98.0, 105.0]
    assert [len(part) for part in segments(panel(spec, "haemoglobin"), "lab")] == [2]
    assert [(p.name, p.unit, len(p.points)) for p in spec.panels[4:]] == [
        ("sil2r", "U/mL", 1),
        ("sil2r:pg/mL", "pg/mL", 1),
    ]


def test_assays_never_share_a_line() -> None:
    first, second = (lab(day, "08:00", "sil2r", "2400", "U/mL") for day in (1, 2))
    one = chart(replace(first, assay="ELISA"), replace(second, assay="CLEIA"))
    shown = drawn(one, 2, "sil2r", labs=("sil2r",))
    assert [len(part) for part in segments(shown, "lab")] == [1, 1]


def test_the_laboratorys_own_limits_are_drawn_in_the_unit_of_the_panel() -> None:
    own = replace(lab(1, "08:00", "haemoglobin", "9.8", "g/dL"), low=Decimal("10.5"), high=Decimal(14))
    shown = drawn(chart(own), 1, "haemoglobin", labs=("haemoglobin",))
    assert [(limit.y, limit.label) for limit in shown.limits] == [
        (105.0, "105 low"),
        (140.0, "140 high"),
        (90.0, "90 HLH-2004"),
    ]


# The whole


def busy_chart() -> PatientChart:
    return chart(
        peak(1, "39.2"),
        q4h((2, 3), "36.9"),
        readings(4, ("36.8", "38.9", "38.2"), ("08:00", "14:00", "20:00")),
        not_measured(5),
        weight(1, "15.2"),
        order("ruxolitinib", "2.5", 2, 1),
        order("ruxolitinib", "3.75", 2, 5),
        order("methylprednisolone", "16", 2, 1),
        [lab(day, "08:00", "ferritin", str(9000 // day), "ug/L") for day in (1, 3, 5)],
    )


@pytest.mark.parametrize("seed", range(5))
def test_the_order_of_rows_does_not_matter(seed: int) -> None:
    one = busy_chart()
    rows = list(one.entries)
    random.Random(seed).shuffle(rows)
    assert spec_of(replace(one, entries=tuple(rows)), 7, ("ferritin",)) == spec_of(one, 7, ("ferritin",))


def test_all_panels_share_one_axis_with_dates_and_treatment_days() -> None:
    spec = spec_of(busy_chart(), 7, ("ferritin",))
    assert (spec.origin, spec.x0, spec.x1) == (d(1), 0.0, 7.0)
    assert [(tick.at, tick.label, tick.second) for tick in spec.ticks[:3]] == [
        (0.5, "1 Mar 2026", "day 0"),
        (1.5, "2 Mar", "day 1"),
        (2.5, "3 Mar", "day 2"),
    ]
    inside = [point.x for panel in spec.panels for point in panel.points]
    assert all(spec.x0 <= x <= spec.x1 for x in inside)


def test_the_treatment_day_counts_from_the_first_dose() -> None:
    one = chart(peak(1, "39.2"), dose(2, "08:00", "ruxolitinib", "2.5"))
    assert [tick.second for tick in spec_of(one, 4).ticks] == ["", "day 0", "day 1", "day 2"]


@pytest.mark.parametrize("days", [1, 16, 17, 40, 400, 900, 4000])
def test_ticks_are_few_and_evenly_spaced(days: int) -> None:
    one = chart(peak(1, "39.2"))
    ticks = spec_of(one, days).ticks
    gaps = {round(after.at - before.at, 9) for before, after in pairwise(ticks)}
    assert 1 <= len(ticks) <= 16
    assert len(gaps) <= 1


def test_a_chosen_span_leaves_everything_else_out() -> None:
    one = busy_chart()
    state = derive(one, definitions(), last_minute(7))
    spec = build(one, state, definitions(), ENGLISH, first=d(3), last=d(4))
    assert (spec.origin, spec.x0, spec.x1) == (d(3), 0.0, 2.0)
    assert all(0 <= point.x <= 2 for panel in spec.panels for point in panel.points)
    assert all(0 <= x <= 2 for panel in spec.panels for step in panel.steps for x in (step.x0, step.x1))


def test_an_empty_chart_is_a_week_of_empty_panels() -> None:
    spec = spec_of(chart(), 9)
    assert spec.x1 - spec.x0 == 7
    assert spec.origin == date(2026, 3, 3)
    assert "Temperature: nothing charted." in spec.description


def test_the_description_says_what_is_drawn_and_marked() -> None:
    assert spec_of(busy_chart(), 7, ("ferritin",)).description == (
        "Chart from 1 Mar 2026 to 7 Mar 2026. Treatment day 0 is 1 Mar 2026. Temperature: 16 values, from 36.8 °C to 39.2 °C. "
        "Marked: normalised 2 Mar, 38.9 relapse 1. 2 stretches not observed or not measured. "
        "Ruxolitinib in mg/day: 2 steps. Marked: 2.5 mg × 2, 3.75 mg × 2. "
        "Steroid, MP-eq. in mg/kg/day: 1 step. Ferritin: 3 values, from 1800 µg/L to 9000 µg/L."
    )

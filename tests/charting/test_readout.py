"""What the cross-hair says: all panels at one moment, in both languages."""

from __future__ import annotations

import pytest

from hlhdesk.charting import ChartSpec, build, readout, stops
from hlhdesk.charting.axis import by_treatment_day
from hlhdesk.model.chart import PatientChart
from hlhdesk.rules import derive
from hlhdesk.wording import Catalogue
from tests.rules.charts import chart, d, definitions, dose, lab, last_minute, order, peak, reading

ENGLISH, CHINESE = Catalogue.load("en"), Catalogue.load("zh")
CHILD = chart(
    reading(1, "06:00", "38.4"),
    reading(1, "14:00", "39.2"),
    peak(2, "39.1"),
    order("ruxolitinib", "2.5", 2, 2),
    dose(2, "08:00", "ruxolitinib", "2.5"),
    lab(1, "08:00", "ferritin", "900", "ug/L"),
)


def spec_of(child: PatientChart, say: Catalogue = ENGLISH, **more: object) -> ChartSpec:
    state = derive(child, definitions(), last_minute(3))
    return build(child, state, definitions(), say, **more)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("x", "said"),
    [
        (0.25, "Temperature 38.4 °C axillary, 06:00"),
        (0.50, "Temperature 39.2 °C axillary, 14:00"),
        (0.60, "Temperature 39.2 °C axillary, 14:00"),
        (1.90, "Temperature 39.1 °C axillary, daily peak"),
        (0.34, "Ferritin 900 µg/L, 08:00"),
        (2.50, "Ferritin 900 µg/L, 1 Mar"),
        (1.50, "Ruxolitinib 2.5 mg/day given"),
        (0.50, "Ruxolitinib none"),
    ],
)
def test_every_panel_is_read(x: float, said: str) -> None:
    assert said in readout(spec_of(CHILD), x, ENGLISH)


def test_a_result_that_is_still_to_come_is_not_read() -> None:
    assert "Ferritin" not in readout(spec_of(CHILD), 0.2, ENGLISH)


def test_a_day_without_a_reading_says_nothing_of_the_temperature() -> None:
    assert "Temperature" not in readout(spec_of(CHILD), 2.5, ENGLISH)


def test_the_treatment_day_is_said_with_the_date() -> None:
    assert readout(spec_of(CHILD), 1.5, ENGLISH).startswith("2 Mar, day 0: ")


def test_nothing_charted_is_said() -> None:
    assert readout(spec_of(chart()), 0.5, ENGLISH).endswith(": nothing charted")


def test_in_chinese() -> None:
    said = readout(spec_of(CHILD, CHINESE), 0.5, CHINESE)
    assert "体温39.2 °C 腋温，14:00" in said
    assert "；" in said


def test_the_cross_hair_stops_where_something_stands() -> None:
    assert stops(spec_of(CHILD))[:4] == (0.25, 8 / 24, 14 / 24, 1.0)
    assert stops(spec_of(chart())) == ()


def test_panels_stand_in_the_order_that_was_chosen() -> None:
    spec = spec_of(CHILD, order=("ferritin", "ruxolitinib"))
    assert [panel.name for panel in spec.panels] == ["temperature", "ferritin", "ruxolitinib"]
    assert [panel.name for panel in spec_of(CHILD, order=()).panels] == ["temperature"]
    with pytest.raises(KeyError):
        spec_of(CHILD, order=("feritin",))


def test_treatment_days_can_stand_first() -> None:
    spec = by_treatment_day(spec_of(CHILD))
    assert [(tick.label, tick.second) for tick in spec.ticks] == [
        ("1 Mar 2026", ""),
        ("day 0", "2 Mar"),
        ("day 1", "3 Mar"),
    ]
    assert by_treatment_day(spec).ticks[1].label == "2 Mar"


def test_one_day_has_the_clock_times_of_the_rounds() -> None:
    spec = spec_of(CHILD, first=d(2), last=d(2))
    assert [tick.label for tick in spec.ticks] == ["02:00", "06:00", "10:00", "14:00", "18:00", "22:00"]
    assert {tick.second for tick in spec.ticks} == {"2 Mar, day 0"}
    two = spec_of(CHILD, first=d(1), last=d(2))
    assert [tick.at for tick in two.ticks[:2]] == [2 / 24, 6 / 24]
    assert two.ticks[0].second == "1 Mar"

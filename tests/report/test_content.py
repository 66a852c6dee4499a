"""The words and numbers of the pages before they have a look."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime, time, timedelta
from decimal import Decimal

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hlhdesk.model.entries import DailyPeak, Lab, Order
from hlhdesk.report.blocks import Cell, Course, Document, NumberTable, Section
from hlhdesk.report.discharge import discharge_document
from hlhdesk.report.identity import age
from hlhdesk.report.medicines import regimen
from hlhdesk.report.numbers import halves
from hlhdesk.report.plot import Box, Room
from hlhdesk.report.source import PageSource, order_ends, orders_in_force
from hlhdesk.rules.doses import effective_end
from hlhdesk.rules.doses import orders_in_force as by_the_rules
from hlhdesk.wording import Catalogue
from tests.report.sample import ADMITTED, definitions, provenance, quantity, sample_chart, state_of
from tests.rules.charts import chart as rules_chart

ENGLISH = Catalogue.load("en")
SAMPLE = sample_chart()
SOURCE = PageSource(SAMPLE, state_of(SAMPLE), definitions(), ENGLISH, provenance())
DAY = timedelta(days=1)


def section(document: Document, title: str) -> Section:
    return next(part for part in document.sections if part.title == title)


def laboratory(source: PageSource) -> dict[str, tuple[str, ...]]:
    table = section(discharge_document(source), "Laboratory").blocks[0]
    assert isinstance(table, NumberTable)
    return {row.name: tuple(f"{cell.text}{cell.flag}" for cell in row.cells) for row in table.rows}


def test_laboratory_values_stand_under_their_time() -> None:
    rows = laboratory(SOURCE)
    assert rows["White cells"] == ("2.55↓", "5.45", "not due yet", "5.9")
    assert rows["Ferritin"] == ("> 40000↑", "828.1↑", "not due yet", "178.9↑")
    assert rows["CRP"] == ("64.5↑", "12↑", "not due yet", "< 0.5")
    assert rows["Triglyceride"] == ("3.4", "not recorded", "not due yet", "not recorded")


def test_a_value_in_another_unit_says_its_unit_and_is_not_converted() -> None:
    labs = [entry for entry in SAMPLE.labs if entry.analyte == "haemoglobin"]
    other = replace(labs[0], value=replace(labs[0].value, number=Decimal("7.8"), text="7.8", unit="g/dL"))
    entries = tuple(other if entry is labs[0] else entry for entry in SAMPLE.entries)
    chart = replace(SAMPLE, entries=entries)
    table = section(discharge_document(replace(SOURCE, chart=chart)), "Laboratory").blocks[0]
    assert isinstance(table, NumberTable)
    row = next(row for row in table.rows if row.name == "Haemoglobin")
    assert row.unit == "g/L"
    assert row.cells[0] == Cell("7.8", "↓", "g/dL")


@pytest.mark.parametrize(
    ("value", "low", "high", "flag"),
    [("140", "7", "140", ""), ("140.1", "7", "140", "↑"), ("6.9", "7", "140", "↓"), ("9", None, None, "")],
)
def test_arrows_stand_only_outside_the_laboratorys_own_limits(
    value: str, low: str | None, high: str | None, flag: str
) -> None:
    from hlhdesk.report.laboratory import _flag  # noqa: PLC0415

    ferritin = next(entry for entry in SAMPLE.labs if entry.analyte == "ferritin")
    lab: Lab = replace(
        ferritin,
        value=replace(ferritin.value, number=Decimal(value), comparator=type(ferritin.value.comparator)("=")),
        low=Decimal(low) if low else None,
        high=Decimal(high) if high else None,
    )
    assert _flag(lab) == flag


@pytest.mark.parametrize(
    ("times", "clocks", "said"),
    [
        (1, (), "2.5 mg once a day"),
        (2, (), "2.5 mg twice a day"),
        (3, (), "2.5 mg 3 times a day"),
        (1, ("08:00",), "2.5 mg once a day, 08:00"),
        (2, ("08:00", "20:00"), "2.5 mg twice a day, 08:00 and 20:00"),
        (3, ("06:00", "14:00", "22:00"), "2.5 mg 3 times a day, 06:00, 14:00 and 22:00"),
    ],
)
def test_orders_are_told_dose_by_dose(times: int, clocks: tuple[str, ...], said: str) -> None:
    order = Order(
        id="o",
        drug="ruxolitinib",
        dose_mg=Decimal("2.50"),
        times_per_day=times,
        route="oral",
        starts_on=date(2018, 3, 5),
        times=tuple(map(time.fromisoformat, clocks)),
    )
    assert regimen(SOURCE, order) == said


@pytest.mark.parametrize(
    ("born", "on", "said"),
    [
        (date(2018, 3, 1), date(2018, 3, 29), "28 d"),
        (date(2018, 3, 1), date(2018, 4, 1), "1 mo"),
        (date(2016, 4, 2), date(2018, 4, 1), "23 mo"),
        (date(2016, 4, 1), date(2018, 4, 1), "2 y 0 mo"),
        (date(2013, 1, 3), date(2018, 3, 29), "5 y 2 mo"),
    ],
)
def test_age_is_said_as_wards_say_it(born: date, on: date, said: str) -> None:
    assert age(SOURCE, born, on) == said


@pytest.mark.parametrize(
    ("number", "parts"), [("2.55", ("2", ".55")), ("> 40000", ("> 40000", "")), ("0.5", ("0", ".5"))]
)
def test_a_number_is_split_at_its_decimal_point(number: str, parts: tuple[str, str]) -> None:
    assert halves(number) == parts


def test_labels_never_cover_each_other_or_leave_their_panel() -> None:
    room = Room(Box(0, 0, 100, 30))
    placed = [room.place(40, 10, [(30, 5), (30, 16)]) for _ in range(3)]
    assert placed == [Box(30, 5, 70, 15), Box(30, 16, 70, 26), None]
    assert room.place(40, 10, [(-20, 5)]) is None
    assert Room(Box(0, 0, 100, 30)).place(40, 10, [(90, 5)]) == Box(60, 5, 100, 15)


@pytest.mark.parametrize(("days_before", "origin"), [(3, 3), (14, 14), (15, 0)])
def test_fever_at_home_shortly_before_admission_is_on_the_chart(days_before: int, origin: int) -> None:
    home = DailyPeak(
        id="home",
        on=ADMITTED - days_before * DAY,
        value=quantity("39.6", "Cel"),
        site="axillary",
        source="family",
    )
    chart = replace(SAMPLE, entries=(*SAMPLE.entries, home))
    state = state_of(chart)
    course = section(discharge_document(replace(SOURCE, chart=chart, state=state)), "Course").blocks[0]
    assert isinstance(course, Course)
    days = [day.on for day in state.temperature.days]
    shown = [ADMITTED - origin * DAY] if origin else [day for day in days if day >= ADMITTED - 14 * DAY]
    assert course.spec.origin == shown[0]


ORDERS = st.lists(
    st.builds(
        Order,
        id=st.uuids().map(str),
        drug=st.sampled_from(["ruxolitinib", "prednisone"]),
        dose_mg=st.sampled_from([Decimal(5), Decimal("2.5")]),
        times_per_day=st.integers(1, 2),
        route=st.sampled_from(["oral", "iv"]),
        starts_on=st.dates(date(2018, 3, 1), date(2018, 3, 12)),
        ends_on=st.none() | st.dates(date(2018, 3, 1), date(2018, 3, 14)),
        additional=st.booleans(),
        recorded_at=st.none()
        | st.datetimes(datetime(2018, 3, 1), datetime(2018, 3, 9)).map(
            lambda naive: naive.replace(tzinfo=UTC)
        ),
    ),
    max_size=6,
)


@settings(max_examples=150)
@given(ORDERS)
def test_pages_and_rules_agree_on_which_orders_are_in_force(orders: list[Order]) -> None:
    chart = rules_chart(orders)
    for order in orders:
        of_drug = [other for other in orders if other.drug == order.drug]
        assert order_ends(order, orders) == effective_end(of_drug, order)
    for n in range(16):
        on = date(2018, 3, 1) + n * DAY
        told = {order.id for order in orders_in_force(orders, on)}
        ruled = {
            order.id for drug in ("ruxolitinib", "prednisone") for order in by_the_rules(chart, drug, on)
        }
        assert told == ruled

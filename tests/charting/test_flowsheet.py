"""The flowsheet as a table: each entry on its day and in its row, corrected ones struck and never gone."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from decimal import Decimal

from hlhdesk.charting import Flowsheet, flowsheet
from hlhdesk.model.chart import PatientChart
from hlhdesk.model.entries import BodySize, Entry, Event, Note, NotMeasured, Vital
from hlhdesk.model.quantity import Quantity
from hlhdesk.rules import derive
from hlhdesk.wording import Catalogue
from tests.rules.charts import at, chart, d, definitions, dose, lab, last_minute, new_id, order, peak, reading

ENGLISH = Catalogue.load("en")


def sheet_of(one: PatientChart, last_day: int = 3, say: Catalogue = ENGLISH) -> Flowsheet:
    return flowsheet(one, derive(one, definitions(), last_minute(last_day)), definitions(), say)


def texts(sheet: Flowsheet, name: str) -> dict[int, list[str]]:
    row = next((row for row in sheet.rows if row.name == name), None)
    return {} if row is None else {day: [cell.text for cell in cells] for day, cells in row.cells.items()}


def test_days_go_across_from_the_first_entry_to_the_moment() -> None:
    sheet = sheet_of(chart(reading(2, "06:00", "38.4")), last_day=4)
    assert sheet.days == (d(2), d(3), d(4))
    assert sheet.heads == ("2 Mar", "3 Mar", "4 Mar")


def test_a_reading_stands_at_the_nearest_time_of_the_round() -> None:
    sheet = sheet_of(
        chart(
            reading(1, "06:00", "38.4"),
            reading(1, "07:59", "38.6"),
            reading(1, "23:59", "37.1", site="oral"),
            reading(2, "00:01", "37.0"),
            reading(2, "14:30", "38.1", after_cooling=True),
        )
    )
    assert texts(sheet, "at-06") == {0: ["38.4", "38.6 07:59"]}
    assert texts(sheet, "at-22") == {0: ["37.1 23:59 oral"]}
    assert texts(sheet, "at-02") == {1: ["37.0 00:01"]}
    assert texts(sheet, "at-14") == {1: ["38.1 14:30 after cooling"]}


def test_what_was_corrected_is_struck_beside_its_new_value() -> None:
    old = reading(1, "06:00", "38.9")
    new = replace(reading(1, "06:00", "36.9"), supersedes=old.id, change_reason="slip")
    sheet = sheet_of(chart(old, new))
    row = next(row for row in sheet.rows if row.name == "at-06")
    assert [(cell.text, cell.struck) for cell in row.cells[0]] == [("38.9", True), ("36.9", False)]


def test_what_was_taken_back_is_struck_and_stands_once() -> None:
    old = reading(1, "06:00", "38.9")
    gone = replace(old, id=new_id(), supersedes=old.id, change_reason="wrong child", retracted=True)
    sheet = sheet_of(chart(old, gone))
    row = next(row for row in sheet.rows if row.name == "at-06")
    assert [(cell.text, cell.struck) for cell in row.cells[0]] == [("38.9", True)]


def test_every_kind_that_happens_has_its_row() -> None:
    entries: list[Entry] = [
        peak(1, "39.1"),
        peak(2, "38.8", source="family"),
        NotMeasured(id=new_id(), on=d(2), reason="on leave"),
        order("ruxolitinib", "2.5", 2, 1),
        dose(1, "08:00", "ruxolitinib", "2.5"),
        dose(1, "20:00", "ruxolitinib", "2.5", status="refused"),
        lab(1, "08:00", "ferritin", "900", "ug/L"),
        lab(2, "08:00", "ferritin", "900", "ng/mL"),
        Vital(
            id=new_id(), at=at(1, "14:00"), vital="pulse", value=Quantity(Decimal(128), "/min", "128", "/min")
        ),
        Event(id=new_id(), at=at(1, "16:30"), event="transfusion", detail="platelets"),
        Note(id=new_id(), at=at(1, "15:00"), text="slept well"),
        BodySize(id=new_id(), on=d(1), weight_kg=Decimal("15.2")),
    ]
    sheet = sheet_of(chart(*entries))
    assert texts(sheet, "peak") == {0: ["39.1"], 1: ["38.8 family"]}
    assert texts(sheet, "not-measured") == {1: ["temperature not measured (on leave)"]}
    assert texts(sheet, "dose-ruxolitinib") == {0: ["2.5 at 08:00", "2.5 at 20:00 refused"]}
    assert texts(sheet, "lab-ferritin") == {0: ["900"], 1: ["900 ng/mL"]}
    assert texts(sheet, "vital-pulse") == {0: ["128 14:00"]}
    assert texts(sheet, "events") == {0: ["16:30 transfusion (platelets)"]}
    assert texts(sheet, "notes") == {0: ["15:00 slept well"]}
    assert texts(sheet, "body") == {0: ["15.2 kg"]}
    assert texts(sheet, "ruxolitinib-total")[0] == ["2.5 given of 5"]
    assert texts(sheet, "state")[0] == ["febrile"]
    names = [row.name for row in sheet.rows]
    assert names.index("state") < names.index("peak") < names.index("lab-ferritin") < names.index("notes")
    shown = {
        cell.entry.id for row in sheet.rows for cells in row.cells.values() for cell in cells if cell.entry
    }
    assert shown == {entry.id for entry in entries}


def test_what_is_still_to_come_is_not_shown() -> None:
    sheet = sheet_of(chart(reading(1, "06:00", "38.4"), reading(9, "06:00", "38.4")), last_day=3)
    assert texts(sheet, "at-06") == {0: ["38.4"]}
    assert sheet.days[-1] == d(3)


def test_an_empty_chart_has_today_and_no_rows() -> None:
    sheet = sheet_of(chart())
    assert len(sheet.days) == 1
    assert [row.name for row in sheet.rows if row.name != "state"] == []


def test_titles_name_the_unit_and_end_clean() -> None:
    sheet = sheet_of(chart(lab(1, "08:00", "inr", "1.1", "{INR}"), lab(1, "08:00", "ferritin", "9", "ug/L")))
    titles = {row.name: row.title for row in sheet.rows}
    assert titles["lab-inr"] == "INR"
    assert titles["lab-ferritin"] == "Ferritin, µg/L"


def test_the_day_of_the_ward_decides() -> None:
    assert sheet_of(chart(reading(1, "00:00", "38.4"))).days[0] == date(2026, 3, 1)

"""What is written is read back the same: every entry, every correction, the same bytes."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import timedelta
from decimal import Decimal
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

from hlhdesk.exchange import read_table, write_chart_file, write_tables
from hlhdesk.model.chart import PatientChart
from hlhdesk.model.entries import Entry, Identity, Temperature
from tests.exchange.charts import RECORDED, charts_of, real_stays, worked_cases
from tests.exchange.doors import DATA, DEFINITIONS, NOW, SHANGHAI, taken


def corrected() -> PatientChart:
    """The contract's example with a correction of a correction, a retraction and an unconfirmed value."""
    (chart,) = charts_of(taken((DATA / "contract-example.json").read_bytes()).entries).values()
    (reading,) = chart.temperatures
    value = replace(reading.value, number=Decimal("39.5"), text="39.5")
    first = _again(reading, "t2", reading.id, value=value)
    second = _again(reading, "t3", "t2", unconfirmed=True, recorded_by="Schwester 王")
    note = _again(chart.notes[0], "n2", chart.notes[0].id, retracted=True)
    renamed = _again(chart.identity, "i2", chart.identity.id, name="Example Three, corrected", bed=None)
    added = (second, note, first, renamed)
    return PatientChart(chart.patient_id, SHANGHAI, (*added, *chart.entries))


def _again(entry: Entry, own: str, before: str, **changes: Any) -> Entry:
    provenance: dict[str, Any] = {
        "recorded_at": RECORDED + timedelta(hours=1),
        "supersedes": before,
        "change_reason": "slip",
    }
    return replace(entry, id=own, **{**provenance, **changes})


def test_the_same_bytes_after_reading_them_again_corrections_included() -> None:
    chart = corrected()
    written = write_chart_file([chart])
    (again,) = charts_of(taken(written).entries).values()
    assert write_chart_file([again]) == written
    assert sorted(again.entries, key=lambda entry: entry.id) == sorted(
        chart.entries, key=lambda entry: entry.id
    )
    assert again.identity.name == "Example Three, corrected"


@pytest.mark.parametrize("charts", [worked_cases, real_stays])
def test_the_same_bytes_whatever_the_order_of_children_and_entries(charts: object) -> None:
    assert callable(charts)
    found: dict[str, PatientChart] = charts()
    written = write_chart_file(found.values())
    turned = [
        PatientChart(chart.patient_id, SHANGHAI, tuple(reversed(chart.entries)))
        for chart in reversed(list(found.values()))
    ]
    assert write_chart_file(turned) == written
    assert write_chart_file(charts_of(taken(written).entries).values()) == written


def test_what_is_written_keeps_to_the_schema() -> None:
    schema = json.loads((files("resources") / "schema" / "chart-1.schema.json").read_text(encoding="utf-8"))
    jsonschema.validate(json.loads(write_chart_file([corrected()])), schema)


def test_an_export_holds_no_time_of_export() -> None:
    written = write_chart_file([corrected()]).decode()
    assert set(json.loads(written)) == {"format", "version", "zone", "patients"}


def test_nothing_at_all_is_a_chart_file_too() -> None:
    assert taken(write_chart_file([])).entries == ()


def test_tables_hold_what_is_valid_and_can_be_imported() -> None:
    chart = corrected()
    tables = write_tables([chart])
    assert list(tables) == ["temperatures", "labs", "doses"]
    for name, data in tables.items():
        result = read_table(data, name, DEFINITIONS, SHANGHAI, NOW, lambda _: chart.identity.birth_date)
        assert result.problems == ()
        assert result.batch is not None
        (item,) = result.batch.entries
        bare = replace(item.entry, unconfirmed=False)
        (valid,) = chart.valid(type(item.entry))
        assert bare == replace(
            valid,
            id="",
            recorded_at=None,
            recorded_by=None,
            unconfirmed=False,
            supersedes=None,
            change_reason=None,
        )


def test_a_table_without_rows_has_its_header() -> None:
    child = worked_cases()["CASE-A"]
    assert write_tables([child])["labs"].decode("utf-8-sig").splitlines() == [
        "patient_id,at,analyte,value,unit,low,high,fasting,assay"
    ]


def test_retracted_entries_are_not_in_the_tables() -> None:
    chart = worked_cases()["CASE-C"]
    first = chart.temperatures[0]
    gone = _again(first, "gone", first.id, retracted=True)
    fewer = PatientChart(chart.patient_id, SHANGHAI, (*chart.entries, gone))
    rows = write_tables([fewer])["temperatures"].decode("utf-8-sig").splitlines()
    assert len(rows) == len(chart.valid(Temperature))
    assert fewer.valid(Identity) == chart.valid(Identity)

"""The status document: the worked cases, the real stays, and how figures are printed."""

from __future__ import annotations

import json
from decimal import Decimal
from fractions import Fraction
from functools import cache
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

from hlhdesk.exchange import mg_text, status_document
from hlhdesk.exchange.status import temperature_status
from hlhdesk.model.chart import PatientChart
from hlhdesk.model.moment import Moment
from hlhdesk.rules import derive
from tests.exchange.charts import charts_of, real_stays, worked_cases
from tests.exchange.doors import CHILD, DATA, DEFINITIONS, ENGLISH, READING, SHANGHAI, document, taken


@cache
def charts(name: str) -> dict[str, PatientChart]:
    """Either set of charts, read once."""
    return worked_cases() if name == "worked" else real_stays()


def expected(name: str) -> list[tuple[str, str, dict[str, Any]]]:
    """What each child of a file of expectations must give."""
    found = json.loads((DATA / name).read_bytes())
    return [("real" if "real" in name else "worked", child, state) for child, state in found.items()]


CASES = expected("worked-fever.expected.json") + expected("real/expected.json")


@pytest.mark.parametrize(("source", "child", "state"), CASES, ids=[case[1] for case in CASES])
def test_the_temperature_of_a_case_at_its_moment(source: str, child: str, state: dict[str, Any]) -> None:
    as_of = Moment.parse(state["as_of"], SHANGHAI)
    found = temperature_status(derive(charts(source)[child], DEFINITIONS, as_of).temperature)
    assert {name: found[name] for name in state if name != "as_of"} == {
        name: value for name, value in state.items() if name != "as_of"
    }


def status(chart: PatientChart, as_of: str) -> Any:
    """A child's status document as JSON gives it back."""
    moment = Moment.parse(as_of, SHANGHAI)
    found = status_document([derive(chart, DEFINITIONS, moment)], DEFINITIONS, moment, ENGLISH)
    return json.loads(json.dumps(found))


def status_of(as_of: str, **lists: object) -> Any:
    """The status of the example child with these lists."""
    (chart,) = charts_of(taken(document({**CHILD, **lists})).entries).values()
    return status(chart, as_of)


@pytest.mark.parametrize("as_of", ["2018-03-01T15:00", "2018-03-22T20:00", "2026-05-31T10:00"])
def test_the_document_keeps_to_its_schema(as_of: str) -> None:
    schema = json.loads((files("resources") / "schema" / "status-1.schema.json").read_text(encoding="utf-8"))
    (example,) = charts_of(taken((DATA / "contract-example.json").read_bytes()).entries).values()
    for chart in (example, *charts("worked").values()):
        jsonschema.validate(status(chart, as_of), schema)


def test_the_heading_says_what_the_figures_rest_on() -> None:
    found = status_of("2018-03-01T15:00")
    assert {name: found[name] for name in found if name != "patients"} == {
        "format": "hlhdesk-status",
        "version": 1,
        "as_of": "2018-03-01T15:00",
        "definitions": "2026.1",
        "ward_definitions": None,
        "approved_by_ward": False,
        "protected": False,
        "demo": False,
    }


def test_a_child_without_anything_charted() -> None:
    (child,) = status_of("2018-03-01T15:00")["patients"]
    assert child["treatment_day"] is None
    assert child["doses"] == {"ruxolitinib": None, "steroid": None}
    assert child["temperature"] == {
        "state": "no-data",
        "last_reading_at": None,
        "days": [],
        "normalisations": [],
        "relapses": [],
        "cannot_judge": [],
    }
    assert child["hlh2004_at_diagnosis"] is None
    assert len(child["hlh2004"]["not_assessed"]) == 8


@pytest.mark.parametrize(
    ("value", "unit", "peak"),
    [("37", "Cel", "37.0"), ("37.25", "Cel", "37.25"), ("38.0", "Cel", "38.0"), ("100.4", "[degF]", "38.0")],
)
def test_temperatures_print_as_recorded_with_at_least_one_decimal(value: str, unit: str, peak: str) -> None:
    reading = {**READING, "value": value, "unit": unit}
    (child,) = status_of("2018-03-01T23:00", temperatures=[reading])["patients"]
    assert [day["peak"] for day in child["temperature"]["days"]] == [peak]


def test_days_without_a_value_have_no_peak() -> None:
    (child,) = status_of("2018-03-03T23:00", temperatures=[READING])["patients"]
    assert [(day["on"], day["peak"], day["state"]) for day in child["temperature"]["days"]] == [
        ("2018-03-01", "39.4", "febrile"),
        ("2018-03-02", None, "unknown"),
        ("2018-03-03", None, "unknown"),
    ]


@pytest.mark.parametrize(
    ("mg", "text"),
    [
        (Decimal("7.50"), "7.5"),
        (Decimal("32.000"), "32"),
        (Decimal(100), "100"),
        (Fraction(5, 8), "0.625"),
        (Fraction(1, 2**12), "0.000244140625"),
        (Fraction(80, 3), "26.667"),
        (Fraction(0), "0"),
        (None, None),
    ],
)
def test_milligrams_are_exact_without_trailing_zeros(mg: Fraction | None, text: str | None) -> None:
    assert mg_text(mg) == text


STEROID = {
    "drug": "methylprednisolone",
    "dose_mg": "32.0",
    "times_per_day": 1,
    "route": "oral",
    "starts_on": "2018-03-05",
}
TREATED = {
    "body_sizes": [{"on": "2018-03-04", "weight_kg": "15.2", "height_cm": "98"}],
    "orders": [{**STEROID, "drug": "ruxolitinib", "dose_mg": "2.5", "times_per_day": "2"}, STEROID],
}


def test_doses_ordered_and_given() -> None:
    given = {"at": "2018-03-05T08:00", "drug": "methylprednisolone", "dose_mg": "16", "route": "oral"}
    (child,) = status_of("2018-03-06T12:00", doses=[given], **TREATED)["patients"]
    steroid = child["doses"]["steroid"]
    assert child["treatment_day"] == 1
    assert child["doses"]["ruxolitinib"]["mg_per_day"] == "5"
    assert child["doses"]["ruxolitinib"]["source"] == "ordered"
    assert (steroid["methylprednisolone_mg_per_day"], steroid["mg_per_kg_per_day"]) == ("32", "2.105")
    assert steroid["days"] == [
        {"on": "2018-03-05", "mg": "16", "ordered_mg": "32", "source": "given"},
        {"on": "2018-03-06", "mg": "32", "ordered_mg": "32", "source": "ordered"},
    ]


def test_an_inpatient_day_without_a_charted_dose_has_no_figure() -> None:
    stay = [{"admitted_on": "2018-03-05"}]
    (child,) = status_of("2018-03-06T12:00", admissions=stay, **TREATED)["patients"]
    assert child["doses"]["ruxolitinib"]["mg_per_day"] is None
    assert child["doses"]["ruxolitinib"]["source"] == "not-recorded"
    assert child["doses"]["steroid"]["mg_per_kg_per_day"] is None


def test_a_finding_says_its_evidence_and_its_annotations_in_sentences() -> None:
    chart = charts("worked")["CASE-M"]
    (child,) = status(chart, "2026-03-04T23:59")["patients"]
    (relapse,) = [finding for finding in child["findings"] if finding["code"] == "fever.relapse"]
    assert relapse["level"] == "alert"
    assert relapse["text"].startswith("Fever relapse 1, ")
    assert "38.9 °C" in relapse["text"]
    assert "uxolitinib 2.5 mg" in relapse["text"]
    assert "Rule fever v1." in relapse["text"]

"""The shipped schemas say what the program reads and writes."""

from __future__ import annotations

import json
from dataclasses import fields
from importlib.resources import files
from typing import Any

import jsonschema
import pytest

from hlhdesk.exchange.chartfile import PATIENT_KEYS
from hlhdesk.model.entries import ENTRY_TYPES, Kind
from tests.exchange.doors import CHILD, DATA, DEFINITIONS, READING, document


def schema(name: str) -> Any:
    """A shipped schema."""
    return json.loads((files("resources") / "schema" / f"{name}.schema.json").read_text(encoding="utf-8"))


CHART = schema("chart-1")
PARTS = CHART["$defs"]


@pytest.mark.parametrize("name", ["chart-1", "status-1"])
def test_a_schema_is_a_schema(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(schema(name))


@pytest.mark.parametrize("name", ["contract-example.json", "worked-fever.json", "real/patients.json"])
def test_our_files_keep_to_the_schema(name: str) -> None:
    jsonschema.validate(json.loads((DATA / name).read_bytes()), CHART)


@pytest.mark.parametrize(
    "reading", [{**READING, "site": "elbow"}, {**READING, "untit": "Cel"}, {"at": READING["at"]}]
)
def test_the_schema_refuses_what_the_reader_refuses(reading: dict[str, str]) -> None:
    whole = json.loads(document({**CHILD, "temperatures": [reading]}))
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate(whole, CHART)


def test_the_schema_knows_the_keys_of_a_patient() -> None:
    assert set(PARTS["patient"]["properties"]) == set(PATIENT_KEYS)


@pytest.mark.parametrize("kind", list(Kind))
def test_the_schema_knows_the_keys_of_each_entry(kind: Kind) -> None:
    names = {field.name for field in fields(ENTRY_TYPES[kind])}
    units = {"unit"} if "value" in names else set()
    assert set(PARTS[kind.value]["properties"]) == names | units


CLOSED_LISTS = [
    ("temperatures", "site", DEFINITIONS.names.sites),
    ("daily_peaks", "site", DEFINITIONS.names.sites),
    ("daily_peaks", "source", DEFINITIONS.names.peak_sources),
    ("orders", "route", DEFINITIONS.names.routes),
    ("doses", "route", DEFINITIONS.names.routes),
    ("doses", "status", DEFINITIONS.names.dose_statuses),
    ("identities", "sex", DEFINITIONS.names.sexes),
    ("closures", "kind", DEFINITIONS.names.closures),
    ("anchors", "kind", DEFINITIONS.names.anchors),
    ("vitals", "vital", tuple(DEFINITIONS.names.vitals)),
    ("events", "event", DEFINITIONS.names.events),
    ("adverse_events", "answer", DEFINITIONS.names.answers),
]


@pytest.mark.parametrize(("kind", "key", "names"), CLOSED_LISTS)
def test_the_schema_has_the_names_of_the_definitions(kind: str, key: str, names: tuple[str, ...]) -> None:
    assert {name for name in PARTS[kind]["properties"][key]["enum"] if name is not None} == set(names)

"""The fields of every kind: what was put comes back, what is typed becomes the body of a chart file."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from hlhdesk.entry import own_keys
from hlhdesk.model.entries import Kind
from hlhdesk.service import AdmitPatient, Desk, RecordEntry
from hlhdesk.wording import Catalogue
from tests.service.desks import IDENTITY, ZONE, stop_the_clock
from ui.bridge import Bridge
from ui.forms.allergies import AllergiesField
from ui.forms.fields import ChoiceField, Field, MomentField
from ui.forms.kinds import fields_of

CHILD = "EX-1"
AT = "2018-03-09T14:00"
ORDER: dict[str, object] = {
    "drug": "ruxolitinib",
    "dose_mg": "2.50",
    "times_per_day": 2,
    "route": "oral",
    "starts_on": "2018-03-05",
}
BODIES: list[tuple[Kind, dict[str, object]]] = [
    (Kind.IDENTITY, {**IDENTITY, "group": "R", "allergies": ["penicillin", "nuts"]}),
    (Kind.IDENTITY, {**IDENTITY, "allergies": []}),
    (Kind.ADMISSION, {"admitted_on": "2018-03-01"}),
    (Kind.ADMISSION, {"admitted_on": "2018-03-01", "discharged_on": "2018-03-08"}),
    (Kind.CLOSURE, {"on": "2018-03-09", "kind": "transferred"}),
    (Kind.ANCHOR, {"kind": "follow-up", "on": "2018-03-09", "reason": "seen elsewhere"}),
    (Kind.DIAGNOSIS, {"on": "2018-03-02", "text": "secondary HLH", "trigger": "EBV"}),
    (Kind.BODY_SIZE, {"on": "2018-03-01", "weight_kg": "15.20", "height_cm": "98"}),
    (
        Kind.TEMPERATURE,
        {"at": AT, "value": "39.40", "unit": "°C", "site": "unstated", "after_cooling": True},
    ),
    (
        Kind.TEMPERATURE,
        {
            "at": f"{AT}:30+08:00",
            "value": "100.4",
            "unit": "[degF]",
            "site": "axillary",
            "after_cooling": False,
        },
    ),
    (
        Kind.DAILY_PEAK,
        {"on": "2018-03-02", "value": "39.8", "unit": "Cel", "site": "oral", "source": "family"},
    ),
    (Kind.NOT_MEASURED, {"on": "2018-03-03", "reason": "on leave"}),
    (
        Kind.LAB,
        {
            "at": AT,
            "analyte": "platelets",
            "value": "<5",
            "unit": "K/uL",
            "low": "150",
            "high": "400",
            "fasting": False,
            "assay": "A",
        },
    ),
    (Kind.LAB, {"at": AT, "analyte": "ferritin", "value": ">40000", "unit": "ng/mL"}),
    (Kind.ORDER, {**ORDER, "additional": False}),
    (
        Kind.ORDER,
        {**ORDER, "times": ["08:00", "20:00"], "ends_on": "2018-04-01", "additional": True, "reason": "x"},
    ),
    (
        Kind.DOSE,
        {
            "at": AT,
            "drug": "prednisone",
            "dose_mg": "5",
            "route": "oral",
            "status": "refused",
            "reason": "spat",
        },
    ),
    (Kind.VITAL, {"at": AT, "vital": "spo2", "value": "97", "unit": "%"}),
    (Kind.EVENT, {"at": AT, "event": "transfusion", "detail": "platelets"}),
    (
        Kind.FINDING,
        {"on": "2018-03-01", "finding": "hepatomegaly", "present": False, "detail": "not palpable"},
    ),
    (Kind.VISIT, {"on": "2018-03-09", "visit": "M1", "outcome": "well", "note": "first line\nsecond"}),
    (Kind.ADVERSE_EVENT, {"on": "2018-03-09", "item": "headache", "answer": "not-asked"}),
    (Kind.NOTE, {"at": AT, "text": "first line\nsecond"}),
]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    stop_the_clock(monkeypatch)
    with Desk.open(tmp_path / "ward.db", create=True, zone=ZONE) as opened:
        opened.execute(AdmitPatient(CHILD, IDENTITY))
        yield opened


@pytest.fixture(params=["en", "zh"])
def bridge(desk: Desk, request: pytest.FixtureRequest) -> Iterator[Bridge]:
    made = Bridge(desk, Catalogue.load(request.param))
    yield made
    made.stop()


def put(fields: list[Field], body: dict[str, object]) -> None:
    for field in fields:
        field.put(body.get(field.name))


def taken(fields: list[Field]) -> dict[str, object]:
    """The body that stands in the fields, without what is empty."""
    return {field.name: found for field in fields if (found := field.value()) is not None}


@pytest.mark.parametrize("kind", list(Kind))
def test_every_field_of_every_kind_is_there(bridge: Bridge, kind: Kind, qtbot: QtBot) -> None:
    fields = fields_of(kind, bridge)
    assert sorted(field.name for field in fields) == sorted(own_keys(kind))
    assert all(field.line.accessibleName() for field in fields)


@pytest.mark.parametrize(("kind", "body"), BODIES)
def test_what_was_charted_comes_back_unchanged(
    bridge: Bridge, desk: Desk, kind: Kind, body: dict[str, object], qtbot: QtBot
) -> None:
    if kind is Kind.IDENTITY:
        known = body
    else:
        known = desk.body_of(desk.execute(RecordEntry(CHILD, kind, body, confirmed=True)).entry)
    fields = fields_of(kind, bridge, must=True)
    put(fields, known)
    said = taken(fields)
    assert {name: str(value) for name, value in said.items()} == {
        name: str(value) for name, value in known.items()
    }


def test_an_empty_time_is_missing_where_it_must_be_typed(bridge: Bridge, desk: Desk, qtbot: QtBot) -> None:
    now, missing = (
        {field.name: field.value() for field in fields_of(Kind.TEMPERATURE, bridge, must=must)}
        for must in (False, True)
    )
    assert (now["at"], missing["at"]) == (desk.now().text, None)
    day = {field.name: field.value() for field in fields_of(Kind.BODY_SIZE, bridge, must=True)}
    assert day["on"] is None


def test_a_clock_time_typed_over_an_old_moment_is_of_its_day(desk: Desk, qtbot: QtBot) -> None:
    field = MomentField("at", "Time", desk.now, must=True)
    field.put("2018-03-05T14:00")
    assert field.edit.text() == "2018-03-05 14:00"
    for typed, value in (
        ("15:20", "2018-03-05T15:20"),
        ("1520", "2018-03-05T15:20"),
        ("2018-03-06 10:00", "2018-03-06T10:00"),
        ("-1 23:50", "2018-03-08T23:50"),
    ):
        field.edit.setText(typed)
        assert field.value() == value


def test_a_new_entry_begins_with_no_choice_that_could_be_overlooked(bridge: Bridge, qtbot: QtBot) -> None:
    for kind, names in (
        (Kind.IDENTITY, {"sex"}),
        (Kind.LAB, {"analyte", "unit"}),
        (Kind.VITAL, {"vital", "unit"}),
        (Kind.ORDER, {"drug"}),
        (Kind.FINDING, {"finding", "present"}),
        (Kind.ADVERSE_EVENT, {"item", "answer"}),
        (Kind.CLOSURE, {"kind"}),
    ):
        fields = {field.name: field for field in fields_of(kind, bridge)}
        for field in fields.values():
            field.put(None)
        assert {name for name in names if fields[name].value() is None} == names


def test_the_units_follow_the_analyte(bridge: Bridge, qtbot: QtBot) -> None:
    fields = {field.name: field for field in fields_of(Kind.LAB, bridge)}
    analyte, unit = fields["analyte"], fields["unit"]
    assert isinstance(unit, ChoiceField)
    analyte.put("haemoglobin")
    assert [unit.box.itemData(at) for at in range(unit.box.count())] == ["g/L", "g/dL"]
    unit.put("g/dL")
    analyte.put("albumin")
    assert unit.value() == "g/dL", "what can stay stays"
    analyte.put("esr")
    assert unit.value() == "mm/h"


def test_none_known_is_not_nothing_recorded(qtbot: QtBot) -> None:
    field = AllergiesField("allergies", "Allergies", "No known allergies", "")
    qtbot.addWidget(field)
    field.show()
    assert field.value() is None
    field.none.click()
    assert field.value() == []
    QTest.keyClicks(field.edit, "penicillin, nuts")
    assert field.value() == ["penicillin", "nuts"]
    field.none.click()
    assert (field.value(), field.edit.text()) == ([], "")

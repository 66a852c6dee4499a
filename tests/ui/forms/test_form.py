"""A form over a real database: saved, refused at its field, asked once, kept as the child's draft."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from hlhdesk.model.entries import BodySize, Event, Kind
from hlhdesk.service import AdmitPatient, Desk
from hlhdesk.wording import Catalogue
from tests.service.desks import IDENTITY, ZONE, stop_the_clock
from ui.bridge import Bridge
from ui.forms.fields import ChoiceField, DayField, MomentField, TextField
from ui.forms.form import EntryForm

ONE, TWO = "EX-1", "EX-2"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    stop_the_clock(monkeypatch)
    with Desk.open(tmp_path / "ward.db", create=True, zone=ZONE) as opened:
        for patient_id in (ONE, TWO):
            opened.execute(AdmitPatient(patient_id, IDENTITY))
        yield opened


@pytest.fixture
def bridge(desk: Desk) -> Iterator[Bridge]:
    made = Bridge(desk, Catalogue.load("en"))
    made.sign_as("Nurse Lin")
    yield made
    made.stop()


@pytest.fixture
def weight(bridge: Bridge, desk: Desk, qtbot: QtBot) -> EntryForm:
    form = EntryForm(
        bridge,
        Kind.BODY_SIZE,
        [
            TextField("weight_kg", "Weight, kg", numeric=True),
            TextField("height_cm", "Height, cm", numeric=True),
            DayField("on", "Day", desk.now),
        ],
        "Body size",
    )
    qtbot.addWidget(form)
    form.show_child(ONE)
    form.show()
    form.begin()
    return form


def typed(form: EntryForm, name: str, text: str) -> None:
    line = form.fields[name].line
    line.setFocus()
    QTest.keyClicks(line, text)


def enter(form: EntryForm) -> None:
    QTest.keyClick(form.fields["weight_kg"].line, Qt.Key.Key_Return)


def test_enter_saves_and_says_so(weight: EntryForm, desk: Desk) -> None:
    typed(weight, "weight_kg", "15.2")
    typed(weight, "height_cm", "98")
    enter(weight)
    assert weight.answer.text.text() == "✓ 15.2 kg, 98 cm, saved for Example Three"
    (size,) = desk.chart(ONE).body_sizes
    assert isinstance(size, BodySize)
    assert (str(size.weight_kg), str(size.height_cm), size.recorded_by) == ("15.2", "98", "Nurse Lin")
    assert size.on == desk.now().day
    assert not weight.fields["weight_kg"].filled(), "ready for the next"


def test_a_refusal_stands_at_its_field_and_keeps_what_was_typed(weight: EntryForm, desk: Desk) -> None:
    typed(weight, "weight_kg", "15..2")
    enter(weight)
    assert desk.chart(ONE).body_sizes == ()
    assert weight.answer.text.text().startswith("Not saved: ")
    assert weight.fields["weight_kg"].line.property("wrong") == "true"
    assert weight.fields["height_cm"].line.property("wrong") != "true"
    assert weight.fields["weight_kg"].value() == "15..2"


def test_a_day_that_cannot_be_read_is_refused_before_anything_is_sent(weight: EntryForm, desk: Desk) -> None:
    typed(weight, "weight_kg", "15.2")
    typed(weight, "on", "9.3.")
    enter(weight)
    assert desk.chart(ONE).body_sizes == ()
    assert weight.fields["on"].line.property("wrong") == "true"
    assert "is not a day" in weight.answer.text.text()


def test_a_question_is_asked_once_and_enter_answers_it(bridge: Bridge, desk: Desk, qtbot: QtBot) -> None:
    fields = [
        TextField("value", "Peak", numeric=True),
        ChoiceField("unit", "Unit", [("Cel", "°C")]),
        ChoiceField("site", "Site", [("axillary", "axillary")]),
        DayField("on", "Day", desk.now),
    ]
    form = EntryForm(bridge, Kind.DAILY_PEAK, fields, "Daily peak")
    qtbot.addWidget(form)
    form.show_child(ONE)
    form.show()
    typed(form, "value", "41.4")
    line = form.fields["value"].line
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert desk.chart(ONE).daily_peaks == ()
    assert not form.answer.confirm.isHidden()
    assert line.property("asks") == "true"
    QTest.keyClick(line, Qt.Key.Key_Backspace)
    assert form.answer.confirm.isHidden(), "any other key goes back"
    QTest.keyClicks(line, "3")
    QTest.keyClick(line, Qt.Key.Key_Return)
    QTest.keyClick(line, Qt.Key.Key_Return)
    assert [peak.value.text for peak in desk.chart(ONE).daily_peaks] == ["41.3"]


def test_what_is_half_typed_stays_with_its_child(weight: EntryForm, bridge: Bridge) -> None:
    typed(weight, "weight_kg", "15.")
    weight.show_child(TWO)
    assert not weight.fields["weight_kg"].filled()
    assert bridge.drafts.words("Nurse Lin") == {ONE: "15."}
    weight.show_child(ONE)
    assert weight.fields["weight_kg"].value() == "15."
    assert bridge.drafts.words("Nurse Lin") == {}


def test_another_persons_draft_is_not_offered(weight: EntryForm, bridge: Bridge) -> None:
    typed(weight, "weight_kg", "15.")
    weight.show_nobody()
    bridge.sign_as("Nurse Wang")
    weight.show_child(ONE)
    assert not weight.fields["weight_kg"].filled()


def test_escape_clears(weight: EntryForm, bridge: Bridge) -> None:
    typed(weight, "weight_kg", "15.2")
    QTest.keyClick(weight.fields["weight_kg"].line, Qt.Key.Key_Escape)
    assert not weight.fields["weight_kg"].filled()
    weight.show_nobody()
    assert bridge.drafts.words("Nurse Lin") == {}


def test_a_choice_and_a_time(bridge: Bridge, desk: Desk, qtbot: QtBot) -> None:
    form = EntryForm(
        bridge,
        Kind.EVENT,
        [
            ChoiceField("event", "What", [("transfusion", "transfusion"), ("other", "other")]),
            TextField("detail", "Detail"),
            MomentField("at", "Time", desk.now),
        ],
        "Event",
    )
    qtbot.addWidget(form)
    form.show_child(ONE)
    form.show()
    typed(form, "detail", "platelets")
    typed(form, "at", "1630")
    form.submit()
    (event,) = desk.chart(ONE).events
    assert isinstance(event, Event)
    assert (event.event, event.detail, event.at.text) == ("transfusion", "platelets", "2018-03-09T16:30")

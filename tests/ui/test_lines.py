"""The lines beside the temperature's, over a real database: vital signs, events, notes, reasons for no reading."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from hlhdesk.service import AdmitPatient, Desk
from hlhdesk.wording import Catalogue
from tests.service.desks import IDENTITY, ZONE, stop_the_clock
from ui.bridge import Bridge
from ui.forms.form import EntryForm
from ui.lines import EventForm, FormLine, VitalsForm

ONE = "EX-1"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    stop_the_clock(monkeypatch)
    with Desk.open(tmp_path / "ward.db", create=True, zone=ZONE) as opened:
        opened.execute(AdmitPatient(ONE, IDENTITY))
        yield opened


@pytest.fixture
def bridge(desk: Desk) -> Iterator[Bridge]:
    made = Bridge(desk, Catalogue.load("en"))
    yield made
    made.stop()


def shown(form: EntryForm, qtbot: QtBot) -> FormLine:
    """The form in its line, with the cursor in it."""
    line = FormLine(form)
    qtbot.addWidget(line)
    line.show_child(ONE)
    line.show()
    line.begin()
    return line


def typed(form: EntryForm, name: str, text: str) -> None:
    QTest.keyClicks(form.fields[name].line, text)


def enter(form: EntryForm) -> None:
    QTest.keyClick(form.fields["at"].line, Qt.Key.Key_Return)


def test_a_set_of_vital_signs(bridge: Bridge, desk: Desk, qtbot: QtBot) -> None:
    line = shown(VitalsForm(bridge), qtbot)
    form = line.form
    for name, text in (("pulse", "128"), ("spo2", "97"), ("systolic", "110"), ("diastolic", "65")):
        typed(form, name, text)
    typed(form, "at", "1402")
    enter(form)
    found = {vital.vital: (vital.value.text, vital.at.text) for vital in desk.chart(ONE).vitals}
    assert found == {
        "pulse": ("128", "2018-03-09T14:02"),
        "spo2": ("97", "2018-03-09T14:02"),
        "systolic": ("110", "2018-03-09T14:02"),
        "diastolic": ("65", "2018-03-09T14:02"),
    }
    assert "saved for Example Three" in form.answer.text.text()


def test_one_slip_keeps_the_whole_set_out(bridge: Bridge, desk: Desk, qtbot: QtBot) -> None:
    line = shown(VitalsForm(bridge), qtbot)
    form = line.form
    typed(form, "pulse", "128")
    typed(form, "spo2", "970")
    enter(form)
    assert desk.chart(ONE).vitals == ()
    assert form.fields["spo2"].line.property("wrong") == "true"
    assert form.fields["pulse"].line.property("wrong") != "true"


def test_an_empty_set_saves_nothing_and_asks_nothing(bridge: Bridge, desk: Desk, qtbot: QtBot) -> None:
    line = shown(VitalsForm(bridge), qtbot)
    form = line.form
    enter(form)
    assert form.answer.text.text() == ""
    assert desk.chart(ONE).vitals == ()


@pytest.mark.parametrize(
    ("what", "detail", "stored"),
    [
        ("transfusion", "platelets", ("events", "platelets")),
        ("doctor-informed", "", ("events", None)),
        ("note", "slept well", ("notes", "slept well")),
        ("not-measured:on-leave", "", ("not_measured", "on leave")),
        ("not-measured:other", "no thermometer", ("not_measured", "other reason: no thermometer")),
    ],
)
def test_what_happened(
    bridge: Bridge, desk: Desk, qtbot: QtBot, what: str, detail: str, stored: tuple[str, str | None]
) -> None:
    line = shown(EventForm(bridge), qtbot)
    form = line.form
    form.fields["event"].put(what)
    typed(form, "detail", detail)
    enter(form)
    kind, text = stored
    chart = desk.chart(ONE)
    (entry,) = {"events": chart.events, "notes": chart.notes, "not_measured": chart.not_measured}[kind]
    held = {"events": "detail", "notes": "text", "not_measured": "reason"}[kind]
    assert getattr(entry, held) == text


def test_a_note_without_words_is_refused_at_the_words(bridge: Bridge, desk: Desk, qtbot: QtBot) -> None:
    line = shown(EventForm(bridge), qtbot)
    form = line.form
    enter(form)
    assert desk.chart(ONE).notes == ()
    assert form.fields["detail"].line.property("wrong") == "true"

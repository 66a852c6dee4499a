"""A child is admitted from nothing: by keys, in one act, warned of what could be another child."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from hlhdesk.model.entries import Kind
from hlhdesk.service import Desk, RecordEntry
from tests.service.desks import stop_the_clock
from tests.ui.care import ONE, TWO, room, signed_bridge, ward_desk, ward_of
from tests.ui.conftest import OpenWindow
from ui.acts.admission import AdmissionDialog
from ui.bridge import Bridge

NEW = "1803-0412"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    stop_the_clock(monkeypatch)
    with ward_desk(tmp_path / "ward.db") as opened:
        opened.execute(RecordEntry(ONE, Kind.ADMISSION, {"admitted_on": "2018-03-01"}))
        yield opened


@pytest.fixture
def bridge(desk: Desk) -> Iterator[Bridge]:
    with signed_bridge(desk) as made:
        yield made


@pytest.fixture
def dialog(bridge: Bridge, qtbot: QtBot) -> Iterator[AdmissionDialog]:
    parent = room()
    made = AdmissionDialog(bridge, ward_of(bridge).cards, parent)
    made.open()
    yield made
    parent.close()
    parent.deleteLater()


def types(dialog: AdmissionDialog, name: str, text: str) -> None:
    line = dialog.form.fields[name].line
    line.setFocus()
    QTest.keyClicks(line, text)


def enter(dialog: AdmissionDialog) -> None:
    focus = dialog.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_Return)


def fill(dialog: AdmissionDialog) -> None:
    for name, text in (("patient_id", NEW), ("name", "ZHAO An"), ("birth_date", "2013-01-03")):
        types(dialog, name, text)
    dialog.form.fields["sex"].put("female")


def test_enter_goes_to_what_is_missing_then_admits(dialog: AdmissionDialog, desk: Desk) -> None:
    told: list[str] = []
    dialog.opened.connect(told.append)
    fields = dialog.form.fields
    for name, text in (("patient_id", NEW), ("name", "ZHAO An"), ("sex", "f"), ("birth_date", "2013-01-03")):
        assert dialog.focusWidget() is fields[name].line, name
        QTest.keyClicks(fields[name].line, text)
        if name != "birth_date":
            enter(dialog)
    types(dialog, "weight_kg", "15.2")
    types(dialog, "bed", "3")
    enter(dialog)
    chart = desk.chart(NEW)
    assert (chart.identity.name, chart.identity.sex, chart.identity.bed) == ("ZHAO An", "female", "3")
    assert [str(stay.admitted_on) for stay in chart.admissions] == ["2018-03-09"]
    assert [str(size.weight_kg) for size in chart.body_sizes] == ["15.2"]
    assert {entry.recorded_by for entry in chart.entries} == {"Nurse Lin"}
    assert chart.identity.allergies is None, "nobody was asked"
    assert told == [NEW]
    assert dialog.isHidden()


def test_a_known_number_opens_its_chart_and_admits_nobody(dialog: AdmissionDialog, desk: Desk) -> None:
    told: list[str] = []
    dialog.opened.connect(told.append)
    head = desk.head()
    types(dialog, "patient_id", TWO)
    assert dialog.form.warning.text() == (
        "Number EX-2 is Somebody Else, who is charted here already. Enter opens that chart."
    )
    enter(dialog)
    assert (told, desk.head(), dialog.isHidden()) == ([TWO], head, True)


def test_a_like_name_and_a_taken_bed_are_said_at_once(dialog: AdmissionDialog) -> None:
    types(dialog, "name", "Three Example")
    types(dialog, "bed", "12")
    said = dialog.form.warning.text()
    assert "A child with a like name is charted here: Example Three (no. EX-1)." in said
    assert "Bed 12 is the bed of Example Three, hospital no. EX-1." in said


def test_a_refusal_stands_at_its_field_and_nobody_is_admitted(dialog: AdmissionDialog, desk: Desk) -> None:
    fill(dialog)
    types(dialog, "weight_kg", "1520")
    dialog.form.submit()
    assert NEW not in desk.patients()
    assert dialog.form.fields["weight_kg"].line.property("wrong") == "true"
    assert dialog.focusWidget() is dialog.form.fields["weight_kg"].line
    dialog.form.fields["birth_date"].put("3.1.2013")
    dialog.form.submit()
    assert dialog.form.fields["birth_date"].line.property("wrong") == "true"
    assert dialog.form.fields["weight_kg"].value() == "1520", "what was typed stays"


def test_a_height_without_a_weight_is_refused_by_name(dialog: AdmissionDialog, desk: Desk) -> None:
    fill(dialog)
    types(dialog, "height_cm", "98")
    dialog.form.submit()
    assert NEW not in desk.patients()
    assert dialog.form.answer.text.text() == "Not saved: Weight in kg: missing."


def test_a_half_typed_admission_is_offered_again(
    dialog: AdmissionDialog, bridge: Bridge, qtbot: QtBot
) -> None:
    types(dialog, "name", "ZHAO")
    dialog.reject()
    parent = room()
    again = AdmissionDialog(bridge, ward_of(bridge).cards, parent)
    assert again.form.fields["name"].value() == "ZHAO"
    parent.deleteLater()


def test_the_first_child_of_an_empty_ward(
    open_window: OpenWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    stop_the_clock(monkeypatch)
    with Desk.open(tmp_path / "empty.db", create=True, zone="Asia/Shanghai") as desk:
        window = open_window(desk)
        window.care.admit()
        dialog = window.care.dialog
        assert isinstance(dialog, AdmissionDialog)
        fill(dialog)
        dialog.form.submit()
        assert window.bridge.child == NEW
        assert window.identity.name.text() == "ZHAO An"
        assert window.identity.face.text() == "ZA"
        window.entry.begin()
        QTest.keyClicks(window.entry.value, "38.9")
        QTest.keyClick(window.entry.value, Qt.Key.Key_Return)
        assert len(desk.chart(NEW).temperatures) == 1
        window.close()


def test_enter_goes_by_the_bed_before_it_admits(dialog: AdmissionDialog, desk: Desk) -> None:
    """Or the bed's number, typed into the line that has the cursor next, is charted as a temperature."""
    fill(dialog)
    dialog.form.fields["birth_date"].line.setFocus()
    enter(dialog)
    assert NEW not in desk.patients()
    assert dialog.focusWidget() is dialog.form.fields["bed"].line
    enter(dialog)
    assert NEW in desk.patients(), "it may wait"

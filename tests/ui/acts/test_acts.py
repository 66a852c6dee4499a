"""What a ward does with a child, through the real desk: bed, stay, end of follow-up, body size."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from hlhdesk.model.entries import Kind
from hlhdesk.service import Desk, RecordEntry
from hlhdesk.wording import Catalogue
from tests.service.desks import stop_the_clock
from tests.ui.care import ONE, TWO, room, signed_bridge, ward_desk, ward_of
from ui.acts.act import Asking
from ui.acts.dialog import ActDialog
from ui.acts.listed import ACTS
from ui.bridge import Bridge
from ui.window_menus import ACT_KEYS

Open = Callable[[str], ActDialog]


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    stop_the_clock(monkeypatch)
    with ward_desk(tmp_path / "ward.db") as opened:
        for patient_id in (ONE, TWO):
            opened.execute(RecordEntry(patient_id, Kind.ADMISSION, {"admitted_on": "2018-03-01"}))
        yield opened


@pytest.fixture
def bridge(desk: Desk) -> Iterator[Bridge]:
    with signed_bridge(desk) as made:
        yield made


@pytest.fixture
def opened(bridge: Bridge, qtbot: QtBot) -> Iterator[Open]:
    parent = room()

    def show(name: str) -> ActDialog:
        dialog = ActDialog(bridge, ward_of(bridge), ONE, ACTS[name], parent)
        dialog.open()
        return dialog

    yield show
    parent.close()
    parent.deleteLater()


@pytest.fixture
def noticed(bridge: Bridge) -> list[str]:
    told: list[str] = []
    bridge.noticed.connect(told.append)
    return told


def types(dialog: ActDialog, name: str, text: str) -> None:
    line = dialog.form.fields[name].line
    line.setFocus()
    QTest.keyClick(line, Qt.Key.Key_A, Qt.KeyboardModifier.ControlModifier)
    QTest.keyClicks(line, text)


def enter(dialog: ActDialog, name: str) -> None:
    QTest.keyClick(dialog.form.fields[name].line, Qt.Key.Key_Return)


def hindered(bridge: Bridge, name: str) -> str:
    return ACTS[name].hindered(Asking(bridge, bridge.desk.chart(ONE), bridge.desk.state(ONE)))


def notes(desk: Desk) -> list[str]:
    return [note.text for note in desk.chart(ONE).notes]


def test_every_act_stands_in_the_menu_and_says_what_it_does() -> None:
    say = Catalogue.load("en")
    assert [name for name, _ in ACT_KEYS] == list(ACTS)
    for name in ACTS:
        for part in ("title", "save", "explained"):
            assert say.has(f"acts.{name}.{part}"), name


def test_another_bed_keeps_the_old_one_and_everything_else(
    opened: Open, desk: Desk, noticed: list[str]
) -> None:
    before = desk.chart(ONE).identity
    dialog = opened("bed")
    assert "Example Three" in dialog.identity.name.text()
    assert dialog.form.save.accessibleName() == "Move for Example Three"
    types(dialog, "bed", "14")
    enter(dialog, "bed")
    after = desk.chart(ONE).identity
    assert (after.bed, after.supersedes, after.change_reason) == ("14", before.id, "moved to another bed")
    assert (after.name, after.birth_date, after.allergies, after.recorded_by) == (
        before.name,
        before.birth_date,
        before.allergies,
        "Nurse Lin",
    )
    assert before in desk.chart(ONE).entries
    assert noticed == ["Change of bed: Example Three, female, bed 14, saved for Example Three"]


def test_a_bed_that_is_taken_is_said_and_not_forbidden(opened: Open, desk: Desk) -> None:
    dialog = opened("bed")
    assert dialog.warning.isHidden()
    types(dialog, "bed", "7")
    assert dialog.warning.text() == "Bed 7 is the bed of Somebody Else, hospital no. EX-2."
    enter(dialog, "bed")
    assert desk.chart(ONE).identity.bed == "7"


def test_a_discharge_ends_the_open_stay(opened: Open, desk: Desk, bridge: Bridge) -> None:
    dialog = opened("discharge")
    types(dialog, "on", "2018-03-08")
    enter(dialog, "on")
    (stay,) = desk.chart(ONE).admissions
    assert (str(stay.admitted_on), str(stay.discharged_on), stay.change_reason) == (
        "2018-03-01",
        "2018-03-08",
        "discharge",
    )
    assert not desk.state(ONE).inpatient
    assert notes(desk) == []
    assert hindered(bridge, "discharge") == "acts.not-on-the-ward"
    assert hindered(bridge, "readmission") == ""


def test_against_advice_is_a_discharge_with_its_note(opened: Open, desk: Desk) -> None:
    dialog = opened("discharge")
    dialog.form.fields["against_advice"].put(value=True)
    types(dialog, "note", "father insists")
    enter(dialog, "note")
    assert notes(desk) == ["Discharged against advice on 9 Mar 2018: father insists"]
    assert str(desk.chart(ONE).admissions[0].discharged_on) == "2018-03-09"


def test_a_day_before_the_stay_is_refused_at_its_field_and_nothing_is_noted(opened: Open, desk: Desk) -> None:
    dialog = opened("discharge")
    dialog.form.fields["against_advice"].put(value=True)
    types(dialog, "on", "2018-02-28")
    head = desk.head()
    enter(dialog, "on")
    assert desk.head() == head
    assert dialog.form.fields["on"].line.property("wrong") == "true"
    assert not dialog.isHidden()


def test_another_stay_in_another_bed(opened: Open, desk: Desk, bridge: Bridge) -> None:
    assert hindered(bridge, "readmission") == "acts.on-the-ward"
    first = opened("discharge")
    types(first, "on", "2018-03-05")
    enter(first, "on")
    again = opened("readmission")
    types(again, "bed", "3")
    enter(again, "bed")
    assert [str(stay.admitted_on) for stay in desk.chart(ONE).admissions] == ["2018-03-01", "2018-03-09"]
    assert desk.chart(ONE).identity.bed == "3"
    assert desk.state(ONE).inpatient


@pytest.mark.parametrize("kind", ["died", "transferred", "lost-to-follow-up", "withdrew"])
def test_the_end_of_follow_up_ends_an_open_stay(opened: Open, desk: Desk, kind: str) -> None:
    dialog = opened("end")
    dialog.form.fields["kind"].put(kind)
    types(dialog, "note", "told by telephone")
    enter(dialog, "note")
    (closure,) = desk.chart(ONE).closures
    assert (closure.kind, str(closure.on)) == (kind, "2018-03-09")
    assert str(desk.chart(ONE).admissions[0].discharged_on) == "2018-03-09"
    assert notes(desk) == ["told by telephone"]


def test_the_end_needs_its_reason(opened: Open, desk: Desk) -> None:
    dialog = opened("end")
    head = desk.head()
    dialog.form.submit()
    assert desk.head() == head
    assert dialog.form.answer.text.text() == "Not saved: Why: missing."


def test_a_weight_far_from_the_last_is_asked_once(opened: Open, desk: Desk) -> None:
    desk.execute(RecordEntry(ONE, Kind.BODY_SIZE, {"on": "2018-03-01", "weight_kg": "15.2"}))
    dialog = opened("size")
    types(dialog, "weight_kg", "25.2")
    enter(dialog, "weight_kg")
    assert len(desk.chart(ONE).body_sizes) == 1
    assert "66 % more than the 15.2 kg of 1 Mar 2018" in dialog.form.answer.text.text()
    enter(dialog, "weight_kg")
    assert [str(size.weight_kg) for size in desk.chart(ONE).body_sizes] == ["15.2", "25.2"]


def test_a_finding_that_nobody_chose_is_not_charted(opened: Open, desk: Desk) -> None:
    dialog = opened("finding")
    dialog.form.submit()
    assert desk.chart(ONE).findings == ()
    assert dialog.form.answer.text.text().startswith("Not saved: Finding: missing.")
    dialog.form.fields["finding"].put("rash")
    dialog.form.fields["present"].put(value=False)
    dialog.form.submit()
    (finding,) = desk.chart(ONE).findings
    assert (finding.finding, finding.present) == ("rash", False)


def test_what_is_half_typed_waits_for_the_child(opened: Open, bridge: Bridge) -> None:
    dialog = opened("discharge")
    types(dialog, "note", "father")
    dialog.reject()
    assert bridge.drafts.words("Nurse Lin") == {ONE: "Discharge"}
    assert opened("discharge").form.fields["note"].value() == "father"
    untouched = opened("bed")
    untouched.reject()
    assert bridge.drafts.words("Nurse Lin") == {}, "the bed that stood there is nothing half-typed"

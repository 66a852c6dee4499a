"""Follow-up over a real database: the schedule in words, a visit, a chosen date, the safety list, the ward's list."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from hlhdesk.model.entries import Kind
from hlhdesk.service import AdmitPatient, Desk, RecordEntry
from hlhdesk.wording import Catalogue
from tests.service.desks import IDENTITY, ZONE, stop_the_clock
from ui.bridge import Bridge
from ui.follow_up_tab import FollowUpTab
from ui.overdue_page import OverduePage

ONE, TWO = "EX-1", "EX-2"
NOW = datetime(2018, 6, 18, 4, 0, tzinfo=UTC)


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    stop_the_clock(monkeypatch, NOW)
    with Desk.open(tmp_path / "ward.db", create=True, zone=ZONE) as opened:
        for patient_id, home in ((ONE, "2018-03-09"), (TWO, "2018-04-12")):
            opened.execute(AdmitPatient(patient_id, IDENTITY))
            stay = {"admitted_on": "2018-03-01", "discharged_on": home}
            opened.execute(RecordEntry(patient_id, Kind.ADMISSION, stay))
        yield opened


@pytest.fixture
def bridge(desk: Desk) -> Iterator[Bridge]:
    made = Bridge(desk, Catalogue.load("en"))
    made.sign_as("Dr Wu")
    yield made
    made.stop()


@pytest.fixture
def tab(bridge: Bridge, desk: Desk, qtbot: QtBot) -> FollowUpTab:
    made = FollowUpTab(bridge)
    qtbot.addWidget(made)
    made.show_child(desk.chart(ONE), desk.state(ONE))
    made.show()
    return made


def test_the_schedule_is_said_with_its_windows(tab: FollowUpTab) -> None:
    assert tab.counted.text() == "Counted in months from the discharge on 9 Mar 2018."
    assert tab.table.words.rows[0] == ("Month 1", "9 Apr 2018", "2 Apr 2018 to 16 Apr 2018", "overdue")
    assert [row[3] for row in tab.table.words.rows[2:5]] == ["overdue", "upcoming", "upcoming"]


def test_a_visit_that_took_place_is_done(tab: FollowUpTab, desk: Desk) -> None:
    tab.visit.fields["visit"].put("M1")
    QTest.keyClicks(tab.visit.fields["on"].line, "2018-04-11")
    QTest.keyClicks(tab.visit.fields["outcome"].line, "well")
    QTest.keyClick(tab.visit.fields["outcome"].line, Qt.Key.Key_Return)
    assert tab.visit.answer.text.text() == "✓ Month 1 (well), saved for Example Three"
    tab.show_child(desk.chart(ONE), desk.state(ONE))
    assert tab.table.words.rows[0][3] == "done on 11 Apr 2018"


def test_a_date_is_chosen_by_name_with_the_reason(tab: FollowUpTab, desk: Desk) -> None:
    tab.anchor.fields["kind"].put("follow-up")
    QTest.keyClicks(tab.anchor.fields["on"].line, "2018-03-20")
    QTest.keyClicks(tab.anchor.fields["reason"].line, "went home on leave first")
    QTest.keyClick(tab.anchor.fields["reason"].line, Qt.Key.Key_Return)
    (anchor,) = desk.chart(ONE).anchors
    assert (anchor.recorded_by, anchor.reason) == ("Dr Wu", "went home on leave first")
    tab.show_child(desk.chart(ONE), desk.state(ONE))
    assert tab.counted.text() == (
        "Counted in months from 20 Mar 2018, chosen by Dr Wu. Why: went home on leave first"
    )
    assert tab.table.words.rows[0][1] == "20 Apr 2018"


def test_the_safety_list_saves_what_was_answered_in_one_act(tab: FollowUpTab, desk: Desk) -> None:
    heard: list[object] = []
    desk.on_change(heard.append)
    tab.safety.items["headache"].put("yes")
    tab.safety.no.click()
    tab.safety.items["dizziness"].put("")
    tab.safety.save.click()
    answers = {entry.item: entry.answer for entry in desk.chart(ONE).adverse_events}
    assert answers["headache"] == "yes"
    assert "dizziness" not in answers, "what nobody answered is not recorded"
    assert set(answers.values()) == {"yes", "no"}
    assert len(answers) == len(desk.definitions.names.safety_items) - 1
    assert len(heard) == 1
    tab.show_child(desk.chart(ONE), desk.state(ONE))
    assert tab.safety.grades["headache"].text() == "Last: yes, 18 Jun."


def test_a_day_that_cannot_be_read_saves_nothing(tab: FollowUpTab, desk: Desk) -> None:
    tab.safety.items["headache"].put("yes")
    QTest.keyClicks(tab.safety.on.line, "soon")
    tab.safety.save.click()
    assert desk.chart(ONE).adverse_events == ()
    assert tab.safety.on.line.property("wrong") == "true"


def test_a_laboratory_item_says_its_grade(tab: FollowUpTab, desk: Desk) -> None:
    body = {"at": "2018-06-17T08:00", "analyte": "platelets", "value": "60", "unit": "10*9/L", "low": "100"}
    desk.execute(RecordEntry(ONE, Kind.LAB, body))
    tab.show_child(desk.chart(ONE), desk.state(ONE))
    assert "Platelets: CTCAE grade 2, at baseline not graded." in tab.safety.grades["thrombocytopenia"].text()


def test_nobody_leaves_nothing(tab: FollowUpTab) -> None:
    tab.safety.items["headache"].put("yes")
    tab.show_nobody()
    assert tab.table.words.rows == ()
    assert tab.counted.text() == ""
    assert tab.safety.items["headache"].value() == ""


def test_the_wards_list_opens_the_child_that_waits_longest(bridge: Bridge, desk: Desk, qtbot: QtBot) -> None:
    page = OverduePage(bridge)
    qtbot.addWidget(page)
    page.refresh()
    overdue = sum(row[0] == "overdue" for row in page.table.words.rows)
    assert page.title.text() == f"Follow-up: {overdue} overdue, {len(page.table.words.rows) - overdue} due"
    assert overdue == 4
    waiting = [(row[2], row[3], row[0]) for row in page.table.words.rows]
    assert waiting[0] == (ONE, "Month 1", "overdue")
    assert [row[2] for row in waiting] == sorted((row[2] for row in waiting), key=lambda word: word == "due")
    page.show()
    page.begin()
    with qtbot.waitSignal(page.done):
        QTest.keyClick(page.table, Qt.Key.Key_Return)
    assert bridge.child == ONE

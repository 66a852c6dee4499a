"""Doses by keyboard over a real database: one key for given, a reason for anything else."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from hlhdesk.model.entries import Kind
from hlhdesk.service import Desk, RecordEntry
from tests.ui.conftest import OpenWindow
from tests.ui.round_ward import child, round_ward
from ui.doses.tab import DosesTab
from ui.doses.ward_page import WardDoses
from ui.window import MainWindow

ENTER, ESCAPE, DOWN, UP = Qt.Key.Key_Return, Qt.Key.Key_Escape, Qt.Key.Key_Down, Qt.Key.Key_Up
ORDER: dict[str, object] = {
    "drug": "ruxolitinib", "dose_mg": "2.5", "times_per_day": 2, "times": ["08:00", "20:00"],
    "route": "oral", "starts_on": "2018-03-08",
}  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with round_ward(tmp_path / "ward.db", (1, 2, 3), now="2018-03-09T08:20") as opened:
        for bed in (1, 3):
            opened.execute(RecordEntry(child(bed), Kind.ORDER, ORDER))
        yield opened


@pytest.fixture
def window(open_window: OpenWindow, desk: Desk) -> MainWindow:
    window = open_window(desk)
    window.bridge.sign_as("Nurse Lin")
    window.bridge.open_child(child(1))
    return window


@pytest.fixture
def tab(window: MainWindow) -> DosesTab:
    QTest.keyClick(window, Qt.Key.Key_F3)
    found = window.tabs.view("doses")
    assert isinstance(found, DosesTab)
    return found


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def press(*keys: Qt.Key) -> None:
    for key in keys:
        QTest.keyClick(focus(), key)


def doses(desk: Desk, bed: int) -> list[str]:
    return [
        f"{dose.drug} {dose.dose_mg} {dose.status} {dose.at.shown[-5:]} {dose.reason or ''}".strip()
        for dose in desk.chart(child(bed)).doses
    ]


def lines(tab: DosesTab) -> list[str]:
    return [f"{row.status.text()}: {row.what.text()}" for row in tab.due.list.ordered()]


def test_one_key_charts_a_dose_as_given_now(tab: DosesTab, desk: Desk) -> None:
    assert lines(tab) == ["08:00 due: ruxolitinib 2.5 mg oral", "20:00: ruxolitinib 2.5 mg oral"]
    press(Qt.Key.Key_G)
    assert doses(desk, 1) == ["ruxolitinib 2.5 given 08:20"]
    assert lines(tab) == ["08:00 charted: ruxolitinib 2.5 mg oral", "20:00: ruxolitinib 2.5 mg oral"]
    charted = tab.due.list.ordered()[0]
    assert charted.answer.text.text() == "✓ ruxolitinib 2.5 mg given, saved for ALMEIDA Rosa"
    assert charted.became.text() == "given 2.5 mg at 08:20 (Nurse Lin)"
    assert "ruxolitinib: given 2.5 mg at 08:20 (Nurse Lin)" in tab.due.earlier.text()


def test_a_dose_that_was_given_takes_no_second_key(tab: DosesTab, desk: Desk) -> None:
    press(Qt.Key.Key_G, Qt.Key.Key_G)
    charted = tab.due.list.ordered()[0]
    assert focus() is charted, "the same key once more never charts the next dose"
    assert len(doses(desk, 1)) == 1
    assert all(key.isHidden() for key in charted.keys.values())


def test_what_another_window_charted_is_asked_about(tab: DosesTab, desk: Desk, window: MainWindow) -> None:
    with Desk.open(desk.path) as other:
        body = {"at": "2018-03-09T08:10", "drug": "ruxolitinib", "dose_mg": "2.5", "route": "oral"}
        other.execute(RecordEntry(child(1), Kind.DOSE, body))
    press(Qt.Key.Key_G)
    row = tab.due.list.ordered()[0]
    assert "is charted already: 2.5 mg given at 08:10" in row.answer.text.text()
    press(ESCAPE)
    assert len(doses(desk, 1)) == 1
    window.bridge.look_outside()
    assert [row.status.text() for row in tab.due.list.ordered()] == ["08:00 charted", "20:00"]


@pytest.mark.parametrize(
    ("key", "status"),
    [(Qt.Key.Key_W, "withheld"), (Qt.Key.Key_R, "refused"), (Qt.Key.Key_V, "vomited")],
)
def test_anything_else_takes_a_reason(tab: DosesTab, desk: Desk, key: Qt.Key, status: str) -> None:
    press(key)
    assert focus() is tab.due.form.fields["reason"].line
    press(ENTER)
    assert doses(desk, 1) == []
    assert "Say why" in tab.due.form.answer.text.text()
    QTest.keyClicks(focus(), "spat out")
    press(ENTER)
    assert doses(desk, 1) == [f"ruxolitinib 2.5 {status} 08:00 spat out"]


def test_part_of_a_dose(tab: DosesTab, desk: Desk) -> None:
    press(Qt.Key.Key_P)
    QTest.keyClicks(focus(), "1.5")
    press(ENTER)
    assert doses(desk, 1) == ["ruxolitinib 1.5 given 08:20"]
    day = desk.state(child(1)).drug_days["ruxolitinib"][-1]
    assert day.partial


def test_a_dose_of_the_evening_that_is_refused_early_is_charted_now(tab: DosesTab, desk: Desk) -> None:
    press(DOWN, Qt.Key.Key_R)
    QTest.keyClicks(focus(), "asleep")
    press(ENTER)
    assert doses(desk, 1) == ["ruxolitinib 2.5 refused 08:20 asleep"]


def test_without_clock_times_it_is_said(window: MainWindow, tab: DosesTab, desk: Desk) -> None:
    body = {
        "drug": "entecavir",
        "dose_mg": "0.5",
        "times_per_day": 1,
        "route": "oral",
        "starts_on": "2018-03-08",
    }
    desk.execute(RecordEntry(child(1), Kind.ORDER, body))
    assert "can never be due: entecavir" in tab.due.notes.text()
    assert "no time: entecavir 0.5 mg oral" in lines(tab)


def test_a_child_without_orders_says_so_and_takes_another_dose(
    window: MainWindow, tab: DosesTab, desk: Desk
) -> None:
    window.bridge.open_child(child(2))
    assert tab.due.notes.text() == "No order is in force today, so nothing is due."
    form = tab.due.form
    form.fields["drug"].put("paracetamol")
    form.fields["dose_mg"].setFocus()
    QTest.keyClicks(focus(), "200")
    press(ENTER)
    assert doses(desk, 2) == ["paracetamol 200 given 08:20"]


def test_the_reading_after_cooling_is_asked_for(tab: DosesTab, desk: Desk) -> None:
    hot = {"at": "2018-03-09T07:50", "value": "39.4", "unit": "Cel", "site": "axillary"}
    desk.execute(RecordEntry(child(1), Kind.TEMPERATURE, hot))
    cooled = {"at": "2018-03-09T07:50", "drug": "paracetamol", "dose_mg": "200", "route": "oral"}
    desk.execute(RecordEntry(child(1), Kind.DOSE, cooled))
    assert "temperature after cooling 08:20, after 39.4 °C at 07:50" in tab.due.notes.text()


def test_half_typed_words_stay_with_their_child(window: MainWindow, tab: DosesTab) -> None:
    press(Qt.Key.Key_W)
    QTest.keyClicks(focus(), "vom")
    window.bridge.open_child(child(3))
    assert tab.due.form.fields["reason"].value() is None
    window.bridge.open_child(child(1))
    assert tab.due.form.fields["reason"].value() == "vom"


# the whole ward


@pytest.fixture
def page(window: MainWindow) -> WardDoses:
    QTest.keyClick(window, Qt.Key.Key_F3, Qt.KeyboardModifier.ShiftModifier)
    found = window.right.currentWidget()
    assert isinstance(found, WardDoses)
    return found


def test_the_whole_ward_in_two_keys(page: WardDoses, desk: Desk) -> None:
    assert page.count.text() == "2 doses wait"
    assert [block.who.text() for block in page.blocks.values()] == [
        "bed 1 · ALMEIDA Rosa · no. EX-01 · 4 y 1 m",
        "bed 3 · CHEN Rui · no. EX-03 · 3 y 11 m",
    ]
    press(Qt.Key.Key_G, DOWN, Qt.Key.Key_G)
    assert doses(desk, 1) == doses(desk, 3) == ["ruxolitinib 2.5 given 08:20"]
    assert page.count.text() == "Nothing is due on the ward now."
    assert "saved for ALMEIDA Rosa" in page.blocks[child(1)].list.ordered()[0].answer.text.text()


def test_a_reason_is_typed_below_the_childs_name(page: WardDoses, desk: Desk) -> None:
    press(DOWN, Qt.Key.Key_R)
    assert page.whom.text() == "For bed 3 · CHEN Rui · no. EX-03 · 3 y 11 m"
    QTest.keyClicks(focus(), "asleep")
    press(ENTER)
    assert doses(desk, 1) == []
    assert doses(desk, 3) == ["ruxolitinib 2.5 refused 08:00 asleep"]


def test_a_question_ends_when_the_cursor_leaves_it(tab: DosesTab, desk: Desk, window: MainWindow) -> None:
    with Desk.open(desk.path) as other:
        body = {"at": "2018-03-09T08:10", "drug": "ruxolitinib", "dose_mg": "2.5", "route": "oral"}
        other.execute(RecordEntry(child(1), Kind.DOSE, body))
    press(Qt.Key.Key_G)
    row = tab.due.list.ordered()[0]
    assert row._asked is not None
    window.open_tab("entries")
    window.open_tab("doses")
    assert row._asked is None
    assert row.answer.isHidden()
    row.setFocus()
    press(Qt.Key.Key_Return)
    assert len(doses(desk, 1)) == 1, "nothing was confirmed that nobody reads"

"""Children who left: no bed of their own, found by name or number, told why they are not followed up."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from hlhdesk.model.entries import Kind
from hlhdesk.service import Desk, RecordEntry
from hlhdesk.wording import Catalogue
from tests.service.desks import stop_the_clock, values
from tests.ui.care import ONE, TWO, signed_bridge, ward_desk
from tests.ui.conftest import OpenWindow
from ui.cards import Card, card_of, exact
from ui.identity_banner import identity_text
from ui.safety_form import SafetyForm
from ui.words import initials

SAY = Catalogue.load("en")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """Somebody Else left bed 7 and is lost to follow-up; Example Three is on the ward."""
    stop_the_clock(monkeypatch)
    with ward_desk(tmp_path / "ward.db") as opened:
        opened.execute(RecordEntry(ONE, Kind.ADMISSION, {"admitted_on": "2018-03-01"}))
        stay = {"admitted_on": "2018-01-01", "discharged_on": "2018-01-20"}
        opened.execute(RecordEntry(TWO, Kind.ADMISSION, stay))
        opened.execute(RecordEntry(TWO, Kind.CLOSURE, {"on": "2018-02-20", "kind": "lost-to-follow-up"}))
        yield opened


def card(desk: Desk, patient_id: str) -> Card:
    return card_of(desk.chart(patient_id), desk.state(patient_id), SAY)


def test_who_left_has_no_bed_and_the_card_says_why_it_ended(desk: Desk) -> None:
    gone = card(desk, TWO)
    assert (gone.bed, gone.ended, gone.inpatient) == ("", True, False)
    assert gone.due == "Lost to follow-up, 20 Feb 2018"
    assert "no bed" in identity_text(desk.chart(TWO), desk.state(TWO), SAY).line
    assert exact([gone, card(desk, ONE)], "7") is None, "another child may lie there"


def test_who_comes_back_is_followed_up_again(desk: Desk) -> None:
    desk.execute(RecordEntry(TWO, Kind.ADMISSION, {"admitted_on": "2018-03-09"}))
    back = card(desk, TWO)
    assert (back.bed, back.ended, back.inpatient) == ("7", False, True)


@pytest.mark.parametrize(
    ("name", "letters"),
    [
        ("ZHAO An 赵安", "ZA"),
        ("赵安", "赵安"),
        ("欧阳小明", "欧阳"),
        ("anna", "A"),
        ("Mary-Jane O'Neil", "MJ"),
        (None, ""),
        ("…", ""),
    ],
)
def test_initials(name: str | None, letters: str) -> None:
    assert initials(name) == letters


def test_the_board_hides_who_is_not_followed_up_and_finds_them(open_window: OpenWindow, desk: Desk) -> None:
    window = open_window(desk)
    board = window.board
    assert [shown.patient_id for shown in board.model.shown_cards()] == [ONE]
    last = board.model.index(board.model.rowCount() - 1)
    assert last.data() == "Follow-up ended (1): found by name or number"
    window.activateWindow()
    board.cards.setFocus()
    QTest.keyClicks(board.cards, "e")
    assert (board.search.text(), board.search.hasFocus()) == ("e", True), "a letter on a card searches"
    QTest.keyClicks(board.search, "lse")
    assert [shown.patient_id for shown in board.model.shown_cards()] == [TWO]
    QTest.keyClick(board.search, Qt.Key.Key_Return)
    assert window.bridge.child == TWO
    assert TWO in [shown.patient_id for shown in board.model.shown_cards()], "who is on screen stands there"


def test_a_scanned_number_opens_its_child_and_charts_nothing(open_window: OpenWindow, desk: Desk) -> None:
    window = open_window(desk)
    head = desk.head()
    for scanned, child in ((TWO, TWO), (ONE.lower(), ONE)):
        window.entry.begin()
        QTest.keyClicks(window.entry.value, scanned)
        QTest.keyClick(window.entry.value, Qt.Key.Key_Return)
        assert window.bridge.child == child
        assert window.entry.value.text() == ""
        assert "Opened by its number" in window.notice.text()
    assert desk.head() == head
    QTest.keyClicks(window.entry.value, "EX-9")
    QTest.keyClick(window.entry.value, Qt.Key.Key_Return)
    assert window.entry.value.property("wrong") == "true", "an unknown number is a wrong temperature"
    window.entry.value.clear()
    QTest.keyClicks(window.entry.value, "38.2")
    QTest.keyClick(window.entry.value, Qt.Key.Key_Return)
    assert values(desk, ONE) == ["38.2"]
    assert window.entry.save.accessibleName() == "Save for Example Three"


def test_a_long_notice_does_not_widen_the_window(open_window: OpenWindow, desk: Desk) -> None:
    window = open_window(desk)
    wide = window.width()
    window.bridge.noticed.emit("words " * 200)
    window.grab()
    assert window.width() == wide
    assert window.notice.text() == "words " * 200
    assert window.notice.toolTip() == window.notice.text()
    window.bridge.noticed.emit("short")
    assert window.notice.toolTip() == ""


def test_answers_of_the_safety_list_wait_for_their_child(desk: Desk, qtbot: QtBot) -> None:
    with signed_bridge(desk) as bridge:
        form = SafetyForm(bridge)
        qtbot.addWidget(form)
        form.show_child(desk.chart(ONE), desk.state(ONE))
        assert form.save.accessibleName().endswith("for Example Three")
        form.items["headache"].put("yes")
        form.show_nobody()
        form.show_child(desk.chart(TWO), desk.state(TWO))
        assert form.items["headache"].value() == ""
        assert bridge.drafts.words("Nurse Lin") == {ONE: "1 answer"}
        form.show_child(desk.chart(ONE), desk.state(ONE))
        assert form.items["headache"].value() == "yes"
        form.submit()
        form.show_nobody()
        assert bridge.drafts.words("Nurse Lin") == {}
        assert len(desk.chart(ONE).adverse_events) == 1

"""A round by keyboard over a real database: digits and Enter, refusals at the row, nothing typed is lost."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from hlhdesk.model.entries import Kind
from hlhdesk.service import AdmitPatient, CorrectEntry, Desk, RecordEntry, RecordTemperature
from tests.ui.conftest import OpenWindow
from tests.ui.round_ward import child, round_ward
from ui.round.page import RoundPage
from ui.round.row import RoundRow
from ui.window import MainWindow

ENTER, UP, DOWN, ESCAPE, TAB = (
    Qt.Key.Key_Return, Qt.Key.Key_Up, Qt.Key.Key_Down, Qt.Key.Key_Escape, Qt.Key.Key_Tab,
)  # fmt: skip


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    with round_ward(tmp_path / "ward.db", (1, 2, 3, 10)) as opened:
        yield opened


@pytest.fixture
def window(open_window: OpenWindow, desk: Desk) -> MainWindow:
    return open_window(desk)


@pytest.fixture
def page(window: MainWindow) -> RoundPage:
    QTest.keyClick(window, Qt.Key.Key_F6)
    found = window.right.currentWidget()
    assert isinstance(found, RoundPage)
    return found


def focus() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def types(text: str, *keys: Qt.Key) -> None:
    """Real key events wherever the cursor stands."""
    QTest.keyClicks(focus(), text)
    for key in keys:
        QTest.keyClick(focus(), key)


def row(page: RoundPage, bed: int) -> RoundRow:
    return page.rows[child(bed)]


def readings(desk: Desk, bed: int) -> list[str]:
    return [
        f"{entry.value.text} {entry.site} {entry.at.shown[-5:]}"
        for entry in desk.chart(child(bed)).temperatures
    ]


def test_enter_saves_for_the_slot_and_goes_to_the_next_bed(page: RoundPage, desk: Desk) -> None:
    assert focus() is row(page, 1).cells.value
    types("38.2", ENTER)
    assert readings(desk, 1) == ["38.2 axillary 14:00"]
    assert row(page, 1).answer.text.text() == "✓ 38.2 °C axillary 14:00, saved for ALMEIDA Rosa"
    assert focus() is row(page, 2).cells.value
    types("", ENTER)
    assert focus() is row(page, 3).cells.value, "an empty row is passed over"
    types("36.9", ENTER)
    types("37.0", ENTER)
    assert focus() is row(page, 2).cells.value, "after the last bed, whoever was passed over"
    assert page.count.text() == "3 of 4 charted"


def test_every_row_says_who_it_is(page: RoundPage) -> None:
    beds = [found.name.text() for found in page.rows.values()]
    assert sorted(beds) == [
        "bed 1 · ALMEIDA Rosa",
        "bed 10 · JANSEN Fleur",
        "bed 2 · BERG Nora",
        "bed 3 · CHEN Rui",
    ]
    assert [found.patient_id for found in page._ordered()] == [child(bed) for bed in (1, 2, 3, 10)]
    assert row(page, 10).facts.text() == "no. EX-10 · 3 y 4 m"
    assert row(page, 10).cells.value.accessibleName() == "Temperature: JANSEN Fleur, bed 10, number EX-10"


def test_the_row_that_is_typed_in_stands_out(page: RoundPage) -> None:
    types("", DOWN)
    assert [found.patient_id for found in page.rows.values() if found.property("current") == "true"] == [
        child(2)
    ]
    types("", UP)
    assert row(page, 1).property("current") == "true"


def test_a_refusal_stays_at_its_row_and_blocks_no_other(page: RoundPage, desk: Desk) -> None:
    types("47", ENTER)
    assert readings(desk, 1) == []
    assert row(page, 1).answer.text.text().startswith("Not saved: ")
    assert focus() is row(page, 1).cells.value
    types("", DOWN)
    types("36.8", ENTER)
    assert readings(desk, 2) == ["36.8 axillary 14:00"]
    assert row(page, 1).cells.value.text() == "47"
    assert row(page, 1).cells.value.property("wrong") == "true"


def test_a_question_is_asked_once_and_another_key_takes_it_back(page: RoundPage, desk: Desk) -> None:
    types("41.5", ENTER)
    assert readings(desk, 1) == []
    types("", DOWN)
    types("", UP)
    types("", ENTER)
    assert readings(desk, 1) == ["41.5 axillary 14:00"]


def test_a_second_reading_of_a_round_is_asked_about(page: RoundPage, desk: Desk) -> None:
    desk.execute(RecordTemperature(child(1), "36.6", at="2018-03-09T13:55"))
    types("38.2", ENTER)
    assert row(page, 1).answer.text.text().startswith("36.6 °C is charted for this round at 13:55")
    types("", ENTER)
    assert readings(desk, 1) == ["36.6 axillary 13:55", "38.2 axillary 14:00"]


def test_a_reading_after_cooling_is_another_one_on_purpose(page: RoundPage, desk: Desk) -> None:
    types("39.4", ENTER)
    types("", UP)
    types("38.1")
    row(page, 1).cells.cooling.setFocus()
    types("", Qt.Key.Key_Space)
    row(page, 1).cells.time.setFocus()
    types("1404", ENTER)
    assert [entry.after_cooling for entry in desk.chart(child(1)).temperatures] == [False, True]
    assert readings(desk, 1)[1] == "38.1 axillary 14:04"


def test_the_site_is_the_childs(open_window: OpenWindow, desk: Desk) -> None:
    desk.execute(RecordTemperature(child(2), "37.0", site="tympanic", at="2018-03-09T10:00"))
    window = open_window(desk)
    QTest.keyClick(window, Qt.Key.Key_F6)
    page = window.right.currentWidget()
    assert isinstance(page, RoundPage)
    assert [str(found.cells.site.currentData()) for found in page._ordered()] == [
        "axillary", "tympanic", "axillary", "axillary",
    ]  # fmt: skip


def test_a_reason_for_no_reading(page: RoundPage, desk: Desk) -> None:
    cells = row(page, 1).cells
    cells.reason.setFocus()
    types("r")
    types("", ENTER)
    (missing,) = desk.chart(child(1)).not_measured
    assert (missing.on.isoformat(), missing.reason) == ("2018-03-09", "refused")
    assert row(page, 1).is_done()
    assert "refused" in row(page, 1).last.text()


def test_another_reason_takes_words(page: RoundPage, desk: Desk) -> None:
    cells = row(page, 1).cells
    assert cells.detail.isHidden()
    cells.reason.setFocus()
    types("ot")
    assert not cells.detail.isHidden()
    cells.detail.setFocus()
    types("in the shower", ENTER)
    assert [entry.reason for entry in desk.chart(child(1)).not_measured] == ["other reason: in the shower"]


def test_vital_signs_in_the_same_row_are_saved_with_it_or_not_at_all(page: RoundPage, desk: Desk) -> None:
    page.vitals.setChecked(True)
    types("38.2", TAB)
    types("1280", TAB, ENTER)
    assert readings(desk, 1) == []
    assert row(page, 1).cells.vitals["pulse"].property("wrong") == "true"
    row(page, 1).cells.vitals["pulse"].selectAll()
    types("128", ENTER)
    assert readings(desk, 1) == ["38.2 axillary 14:00"]
    assert [f"{vital.vital} {vital.value.text}" for vital in desk.chart(child(1)).vitals] == ["pulse 128"]
    assert "pulse" in row(page, 1).answer.text.text().lower()


def test_an_earlier_time_of_the_round(page: RoundPage, window: MainWindow, desk: Desk) -> None:
    earlier = next(button for button in page.slots.buttons.buttons() if button.text() == "10:00")
    earlier.setFocus()
    types("", Qt.Key.Key_Space)
    types("37.1", ENTER)
    assert readings(desk, 1) == ["37.1 axillary 10:00"]
    assert page.count.text() == "1 of 4 charted"
    types("", ESCAPE)
    QTest.keyClick(window, Qt.Key.Key_F6)
    assert page.slots.slot.shown[-5:] == "14:00", "a round begins at the time nearest now"
    assert [button.text() for button in page.slots.buttons.buttons() if button.isChecked()] == ["14:00"]


def test_what_is_half_typed_stays_with_its_child(page: RoundPage, window: MainWindow) -> None:
    window.bridge.sign_as("Nurse Lin")
    types("38.")
    types("", DOWN)
    assert window.bridge.drafts.words("Nurse Lin") == {child(1): "38."}
    types("", ESCAPE)
    assert window.right.currentWidget() is window.right.child
    QTest.keyClick(window, Qt.Key.Key_F6)
    assert row(page, 1).cells.value.text() == "38."
    window.bridge.sign_as("Nurse Wang")
    assert row(page, 1).cells.value.text() == "", "another person's half-typed words are not shown"
    window.bridge.sign_as("Nurse Lin")
    assert row(page, 1).cells.value.text() == "38."


def test_a_child_that_is_discharged_leaves_unless_something_is_half_typed(
    page: RoundPage, desk: Desk
) -> None:
    types("38.")
    for bed in (1, 2):
        stay = desk.chart(child(bed)).admissions[0]
        body = {"admitted_on": "2018-03-05", "discharged_on": "2018-03-08"}
        desk.execute(CorrectEntry(stay.id, body, reason="went home"))
    assert sorted(page.rows) == [child(1), child(3), child(10)]


def test_a_new_child_appears_at_its_bed(page: RoundPage, desk: Desk) -> None:
    types("38.")
    desk.execute(
        AdmitPatient(
            "EX-99", {"name": "Late Arrival", "sex": "male", "birth_date": "2015-01-01", "bed": "2A"}
        )
    )
    desk.execute(RecordEntry("EX-99", Kind.ADMISSION, {"admitted_on": "2018-03-09"}))
    assert [found.patient_id for found in page._ordered()] == [
        child(1),
        child(2),
        "EX-99",
        child(3),
        child(10),
    ]
    assert row(page, 1).cells.value.text() == "38."
    assert focus() is row(page, 1).cells.value


def test_like_names_are_said(page: RoundPage, desk: Desk) -> None:
    desk.execute(
        AdmitPatient("EX-99", {"name": "CHEN Rui", "sex": "male", "birth_date": "2015-01-01", "bed": "9"})
    )
    desk.execute(RecordEntry("EX-99", Kind.ADMISSION, {"admitted_on": "2018-03-09"}))
    assert row(page, 3).alike.text() == "Like name: CHEN Rui (bed 9)"
    assert row(page, 1).alike.isHidden()


def test_an_empty_ward_says_so(open_window: OpenWindow, tmp_path: Path) -> None:
    with Desk.open(tmp_path / "empty.db", create=True, zone="UTC") as empty:
        window = open_window(empty)
        QTest.keyClick(window, Qt.Key.Key_F6)
        page = window.right.currentWidget()
        assert isinstance(page, RoundPage)
        assert page.count.text() == "No child is on the ward."
        window.close()


def test_a_round_that_is_typed_long_before_its_time_counts(open_window: OpenWindow, tmp_path: Path) -> None:
    with round_ward(tmp_path / "early.db", (1, 2), now="2018-03-09T08:20") as early:
        window = open_window(early)
        QTest.keyClick(window, Qt.Key.Key_F6)
        page = window.right.currentWidget()
        assert isinstance(page, RoundPage)
        types("36.9", ENTER)
        assert readings(early, 1) == ["36.9 axillary 08:20"]
        assert (page.slots.slot.shown[-5:], page.count.text()) == ("10:00", "1 of 2 charted")
        window.close()

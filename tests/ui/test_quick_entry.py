"""Quick entry as a nurse meets it: digits and Enter, refusals at the field, one question, drafts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from PySide6.QtCore import QPoint, QPointF, Qt
from PySide6.QtGui import QWheelEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hlhdesk.model.moment import Moment
from tests.ui.fake_desk import FakeDesk
from tests.ui.wards import NOW, ZONE, entry_id, with_entries
from ui.typed_time import NotATypedTime, typed_time
from ui.window import MainWindow

CHEN, SUN = "1803-0103", "1803-0104"
ENTER = Qt.Key.Key_Return


def types(window: MainWindow, keys: str) -> None:
    """Real key events in the entry field."""
    window.entry.value.setFocus()
    QTest.keyClicks(window.entry.value, keys)


def enter(window: MainWindow) -> None:
    QTest.keyClick(window.entry.value, ENTER)


def test_digits_and_enter_chart_now_and_are_answered_in_words(window: MainWindow, desk: FakeDesk) -> None:
    window.bridge.open_child(CHEN)
    before = len(desk.chart(CHEN).temperatures)
    types(window, "37.4")
    enter(window)
    charted = desk.chart(CHEN).temperatures
    assert len(charted) == before + 1
    assert (charted[-1].value.text, charted[-1].site, charted[-1].at) == ("37.4", "axillary", NOW)
    assert window.entry.answer.text() == "✓ 37.4 °C axillary 14:05, saved for CHEN Rui"
    assert window.entry.value.text() == ""


def test_what_was_saved_is_on_the_chart_when_the_key_is_up(window: MainWindow, desk: FakeDesk) -> None:
    window.bridge.open_child(CHEN)
    types(window, "37.4")
    enter(window)
    entry = desk.chart(CHEN).temperatures[-1]
    view = window.chart.holder.view
    assert view is not None
    panel = view.panels["temperature"].panel
    assert panel is not None
    assert entry.id in {point.entry_id for point in panel.points}


def test_a_relapse_is_on_every_view_after_the_saving_key(window: MainWindow) -> None:
    window.bridge.open_child(SUN)
    assert not any(row.finding.code == "fever.relapse" for row in window.findings.rows)
    types(window, "38.9")
    enter(window)
    assert window.findings.rows[0].finding.code == "fever.relapse"
    assert "Fever relapse 1" in window.findings.rows[0].text.text()
    view = window.chart.holder.view
    assert view is not None
    panel = view.panels["temperature"].panel
    assert panel is not None
    assert [flag.role for flag in panel.flags if flag.role == "relapse"] == ["relapse"]
    card = next(card for card in window.board.model.shown_cards() if card.patient_id == SUN)
    assert card.badges[0].text == "RELAPSE"


@pytest.mark.parametrize("typed", ["47.2", "abc", "3", "0", "-37", "37.2.1"])
def test_a_refusal_stands_at_the_field_with_what_is_accepted(
    window: MainWindow, desk: FakeDesk, typed: str
) -> None:
    window.bridge.open_child(CHEN)
    before = desk.chart(CHEN).temperatures
    types(window, typed)
    enter(window)
    assert desk.chart(CHEN).temperatures == before
    assert window.entry.value.text() == typed
    assert window.entry.value.property("wrong") == "true"
    assert window.entry.answer.text().startswith("Not saved: ")
    assert "accepted" in window.entry.answer.text()


def test_the_next_key_after_a_refusal_takes_it_away(window: MainWindow) -> None:
    window.bridge.open_child(CHEN)
    types(window, "47.2")
    enter(window)
    types(window, "3")
    assert window.entry.answer.text() == ""
    assert window.entry.value.property("wrong") == "false"


def test_an_unusual_value_is_asked_once_and_enter_confirms_it(window: MainWindow, desk: FakeDesk) -> None:
    window.bridge.open_child(CHEN)
    before = len(desk.chart(CHEN).temperatures)
    types(window, "34.8")
    enter(window)
    assert len(desk.chart(CHEN).temperatures) == before
    assert window.entry.confirm.text() == "Yes, 34.8 °C is right"
    assert not window.entry.confirm.isHidden()
    enter(window)
    assert len(desk.chart(CHEN).temperatures) == before + 1
    assert window.entry.confirm.isHidden()


def test_a_key_after_the_question_takes_the_question_back(window: MainWindow, desk: FakeDesk) -> None:
    window.bridge.open_child(CHEN)
    before = len(desk.chart(CHEN).temperatures)
    types(window, "34.8")
    enter(window)
    QTest.keyClick(window.entry.value, Qt.Key.Key_Backspace)
    assert window.entry.confirm.isHidden()
    types(window, "7")
    enter(window)
    assert len(desk.chart(CHEN).temperatures) == before
    assert window.entry.confirm.text() == "Yes, 34.7 °C is right"


def test_a_question_to_one_child_is_not_answered_for_another(window: MainWindow, desk: FakeDesk) -> None:
    window.bridge.open_child(CHEN)
    types(window, "34.8")
    enter(window)
    window.bridge.open_child(SUN)
    before = {child: len(desk.chart(child).temperatures) for child in (CHEN, SUN)}
    enter(window)
    assert {child: len(desk.chart(child).temperatures) for child in (CHEN, SUN)} == before


def test_a_held_enter_key_counts_once(window: MainWindow, desk: FakeDesk, qtbot: QtBot) -> None:
    from PySide6.QtCore import QEvent  # noqa: PLC0415
    from PySide6.QtGui import QKeyEvent  # noqa: PLC0415
    from PySide6.QtWidgets import QApplication  # noqa: PLC0415

    window.bridge.open_child(CHEN)
    before = len(desk.chart(CHEN).temperatures)
    types(window, "34.8")
    enter(window)
    held = QKeyEvent(QEvent.Type.KeyPress, ENTER, Qt.KeyboardModifier.NoModifier, "\r", True)
    QApplication.sendEvent(window.entry.value, held)
    assert len(desk.chart(CHEN).temperatures) == before
    assert not window.entry.confirm.isHidden()


def test_enter_in_an_empty_field_does_nothing(window: MainWindow, desk: FakeDesk) -> None:
    window.bridge.open_child(CHEN)
    before = desk.chart(CHEN).temperatures
    enter(window)
    assert desk.chart(CHEN).temperatures == before
    assert window.entry.answer.text() == ""


def test_a_half_typed_value_stays_with_its_child_and_is_offered_on_return(window: MainWindow) -> None:
    window.bridge.open_child(CHEN)
    types(window, "39.")
    window.bridge.open_child(SUN)
    assert window.entry.value.text() == ""
    card = next(card for card in window.board.model.shown_cards() if card.patient_id == CHEN)
    assert card.draft == "Half-typed: 39."
    window.bridge.open_child(CHEN)
    assert window.entry.value.text() == ""
    assert not window.entry.draft.isHidden()
    QTest.keyClick(window.entry.value, Qt.Key.Key_Down)
    assert window.entry.value.text() == "39."
    assert window.entry.draft.isHidden()


def test_saving_ends_the_draft(window: MainWindow) -> None:
    window.bridge.open_child(CHEN)
    types(window, "37")
    window.bridge.open_child(SUN)
    window.bridge.open_child(CHEN)
    QTest.keyClick(window.entry.value, Qt.Key.Key_Down)
    types(window, ".1")
    enter(window)
    window.bridge.open_child(SUN)
    window.bridge.open_child(CHEN)
    assert window.entry.draft.isHidden()
    assert window.bridge.drafts.words(None) == {}


def test_a_jump_leaves_an_open_mark_and_no_question(window: MainWindow, desk: FakeDesk) -> None:
    window.bridge.open_child(SUN)
    types(window, "38.9")
    enter(window)
    assert window.entry.mark.text() == "+2.4 °C since 10:00: re-measured?"
    desk.moment = Moment.of(NOW.civil + timedelta(minutes=10), ZONE)
    types(window, "38.8")
    enter(window)
    assert window.entry.mark.text() == ""


def test_the_site_is_remembered_for_each_child(window: MainWindow, desk: FakeDesk) -> None:
    window.bridge.open_child(CHEN)
    window.entry.site.setCurrentIndex(window.entry.site.findData("tympanic"))
    types(window, "37.4")
    enter(window)
    window.bridge.open_child(SUN)
    assert window.entry.site.currentData() == "axillary"
    window.bridge.open_child(CHEN)
    assert window.entry.site.currentData() == "tympanic"
    assert desk.chart(CHEN).temperatures[-1].site == "tympanic"


def test_a_reading_after_cooling_says_so(window: MainWindow, desk: FakeDesk) -> None:
    window.bridge.open_child(CHEN)
    window.entry.cooling.setChecked(True)
    types(window, "37.4")
    enter(window)
    assert desk.chart(CHEN).temperatures[-1].after_cooling
    assert window.entry.answer.text() == "✓ 37.4 °C axillary after cooling 14:05, saved for CHEN Rui"
    assert not window.entry.cooling.isChecked()


def test_an_earlier_time_is_charted_and_said(window: MainWindow, desk: FakeDesk) -> None:
    window.bridge.open_child(CHEN)
    window.entry.time.setText("-1 23:50")
    types(window, "37.4")
    enter(window)
    assert desk.chart(CHEN).temperatures[-1].at.shown == "2018-03-08T23:50"
    assert "23:50 on 8 Mar" in window.entry.answer.text()
    assert window.entry.time.text() == ""


def test_a_time_that_has_not_come_is_refused_at_its_field(window: MainWindow, desk: FakeDesk) -> None:
    window.bridge.open_child(CHEN)
    before = desk.chart(CHEN).temperatures
    window.entry.time.setText("15:02")
    types(window, "37.4")
    enter(window)
    assert desk.chart(CHEN).temperatures == before
    assert window.entry.time.property("wrong") == "true"
    assert "15:02 has not come yet" in window.entry.answer.text()


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("", None),
        ("14:02", "2018-03-09T14:02"),
        ("1402", "2018-03-09T14:02"),
        ("9:05", "2018-03-09T09:05"),
        ("14.02", "2018-03-09T14:02"),
        ("１４：０２", "2018-03-09T14:02"),
        ("-1 23:50", "2018-03-08T23:50"),
        ("2018-03-07 06:00", "2018-03-07T06:00"),
    ],
)
def test_typed_times(typed: str, meant: str | None) -> None:
    assert typed_time(typed, NOW) == meant


@pytest.mark.parametrize(
    "typed", ["25:00", "14:60", "noon", "14", "2018-02-30 10:00", "14:06", "23:59", "-99999 10:00"]
)
def test_no_times(typed: str) -> None:
    with pytest.raises(NotATypedTime):
        typed_time(typed, NOW)


def test_the_site_is_that_of_the_last_reading_wherever_it_was_charted(
    window: MainWindow, desk: FakeDesk
) -> None:
    window.bridge.open_child(CHEN)
    window.entry.site.setCurrentIndex(window.entry.site.findData("oral"))
    types(window, "37.1")
    enter(window)
    assert window.entry.site.currentData() == "oral"
    chart = desk.chart(CHEN)
    later = replace(
        chart.temperatures[-1],
        id=entry_id(),
        site="tympanic",
        at=Moment.of(NOW.civil + timedelta(minutes=30), ZONE),
    )
    desk.written_elsewhere(with_entries(chart, later))
    window.bridge.look_outside()
    assert window.entry.site.currentData() == "tympanic"


def test_the_wheel_chooses_nothing_in_passing(window: MainWindow) -> None:
    box = window.entry.site
    before = box.currentIndex()
    wheel = QWheelEvent(
        QPointF(5, 5), QPointF(5, 5), QPoint(), QPoint(0, -120), Qt.MouseButton.NoButton,
        Qt.KeyboardModifier.NoModifier, Qt.ScrollPhase.NoScrollPhase, False,
    )  # fmt: skip
    QApplication.sendEvent(box, wheel)
    assert box.currentIndex() == before
    assert not wheel.isAccepted(), "the page around it scrolls"

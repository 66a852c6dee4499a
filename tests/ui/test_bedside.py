"""What a nurse and a doctor stumbled over, as rows."""

from __future__ import annotations

from datetime import timedelta

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hlhdesk.definitions import load
from hlhdesk.model.message import Message
from hlhdesk.model.state import Finding, Level
from hlhdesk.wording import Catalogue
from tests.ui.fake_desk import FakeDesk
from tests.ui.wards import NOW, TODAY, reading, stay, with_entries
from ui.cards import asked
from ui.chart.axes import spread
from ui.remeasure import open_jump
from ui.window import MainWindow

CHEN, SUN, XU = "1803-0103", "1803-0104", "1801-0007"
ENTER = Qt.Key.Key_Return


@pytest.mark.parametrize("field", ["site", "time", "cooling", "save"])
def test_enter_saves_once_wherever_in_the_line_the_cursor_stands(
    window: MainWindow, desk: FakeDesk, field: str
) -> None:
    window.bridge.open_child(CHEN)
    before = len(desk.chart(CHEN).temperatures)
    QTest.keyClicks(window.entry.value, "37.4")
    widget: QWidget = getattr(window.entry, field)
    widget.setFocus()
    QTest.keyClick(widget, ENTER)
    assert len(desk.chart(CHEN).temperatures) == before + 1
    assert window.entry.value.hasFocus()


def test_enter_on_the_draft_takes_the_draft(window: MainWindow) -> None:
    window.bridge.open_child(CHEN)
    QTest.keyClicks(window.entry.value, "39.")
    window.bridge.open_child(SUN)
    window.bridge.open_child(CHEN)
    window.entry.draft.setFocus()
    QTest.keyClick(window.entry.draft, ENTER)
    assert window.entry.value.text() == "39."


def test_escape_clears_the_line_from_every_field(window: MainWindow) -> None:
    window.bridge.open_child(CHEN)
    QTest.keyClicks(window.entry.value, "39.4")
    QTest.keyClick(window.entry.cooling, Qt.Key.Key_Escape)
    assert window.entry.value.text() == ""


@pytest.mark.parametrize(("key", "sort"), [(Qt.Key.Key_U, "urgency"), (Qt.Key.Key_B, "bed")])
def test_the_shortcuts_work_while_something_is_half_typed(
    window: MainWindow, qtbot: QtBot, key: Qt.Key, sort: str
) -> None:
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    window.board.sort_by("bed" if sort == "urgency" else "urgency")
    window.entry.value.setFocus()
    QTest.keyClicks(window.entry.value, "39")
    QTest.keyClick(window.entry.value, key, Qt.KeyboardModifier.ControlModifier)
    assert window.board.sort.currentData() == sort
    assert window.entry.value.text() == "39"


def test_all_findings_are_one_key_away_while_typing(window: MainWindow, qtbot: QtBot) -> None:
    window.activateWindow()
    qtbot.waitUntil(lambda: QApplication.activeWindow() is window)
    window.entry.value.setFocus()
    QTest.keyClick(window.entry.value, Qt.Key.Key_E, Qt.KeyboardModifier.ControlModifier)
    assert window.findings.more.isChecked()


def test_the_window_opens_with_the_cursor_on_the_cards_and_digits_are_taken(window: MainWindow) -> None:
    assert window.focusWidget() is window.board.cards
    QTest.keyClicks(window.board.cards, "3")
    assert window.entry.value.hasFocus()
    assert window.entry.value.text() == "3"


def test_a_reading_still_to_come_asks_for_no_measuring_again() -> None:
    limits = load().temperature
    quiet = stay("CHEN Rui", CHEN, "15", ["37.3"])
    jump = with_entries(quiet, reading(TODAY, "14:04", "39.9"))
    later = with_entries(jump, reading(TODAY + timedelta(days=1), "06:00", "36.8"))
    assert open_jump(quiet, limits, NOW) is None
    for chart in (jump, later):
        found = open_jump(chart, limits, NOW)
        assert found is not None
        assert found.reading.value.text == "39.9"


@pytest.mark.parametrize(
    ("level", "said"),
    [(level, "Ruxolitinib dose off the weight rule") for level in (Level.ALERT, Level.WARN, Level.NOTICE)]
    + [(Level.OK, "")],
)
def test_a_check_that_is_in_order_asks_for_nothing(level: Level, said: str) -> None:
    finding = Finding("ruxolitinib.weight-band", level, Message.of("ui.none"), on=TODAY)
    assert asked(finding, Catalogue.load()) == said


def test_what_the_findings_rest_on_is_said_once(window: MainWindow) -> None:
    window.findings.more.setChecked(True)
    assert len(window.findings.rows) > 1
    assert window.findings.basis.isVisible()
    assert window.findings.basis.text().count("Parameters not yet approved by the ward.") == 1
    assert "Rule fever v1." in window.findings.basis.text()
    assert all("Rule " not in row.text.text() for row in window.findings.rows)
    assert all("approved" not in row.text.text() for row in window.findings.rows)


def test_a_finding_that_changes_keeps_its_row(window: MainWindow, desk: FakeDesk) -> None:
    window.bridge.open_child(SUN)
    QTest.keyClicks(window.entry.value, "38.9")
    QTest.keyClick(window.entry.value, ENTER)
    rows = list(window.findings.rows)
    QTest.keyClicks(window.entry.value, "39.2")
    QTest.keyClick(window.entry.value, ENTER)
    assert window.findings.rows[0] is rows[0]
    assert "39.2" in window.findings.rows[0].text.text()
    assert "39.2" in window.findings.rows[0].accessibleName()


@pytest.mark.parametrize(
    ("centres", "tops"),
    [
        ([10, 50], [5, 45]),
        ([10, 12], [5, 15]),
        ([96, 97, 98], [70, 80, 90]),
        ([2, 99], [0, 90]),
        ([50] * 11, list(range(0, 110, 10))),
        ([], []),
    ],
)
def test_words_of_limits_stand_beside_their_lines_and_never_over_another(
    centres: list[float], tops: list[float]
) -> None:
    assert spread(centres, 10, 0, 100) == tops


def test_later_leads_nowhere_from_today(window: MainWindow) -> None:
    earlier, later = window.chart.movers[1], window.chart.movers[-1]
    assert (earlier.isEnabled(), later.isEnabled()) == (True, False)
    window.chart.shift(1)
    assert later.isEnabled()
    window.chart.choose_range("all")
    assert (earlier.isEnabled(), later.isEnabled()) == (False, False)


def test_a_value_charted_for_a_child_at_home_is_on_the_chart(window: MainWindow, desk: FakeDesk) -> None:
    window.bridge.open_child(XU)
    QTest.keyClicks(window.entry.value, "37.4")
    QTest.keyClick(window.entry.value, ENTER)
    assert window.chart.holder.view is not None
    panel = window.chart.holder.view.panels["temperature"].panel
    assert panel is not None
    assert desk.chart(XU).temperatures[-1].id in {point.entry_id for point in panel.points}

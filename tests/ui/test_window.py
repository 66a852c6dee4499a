"""The window as a whole: who is on screen, what is said, what other processes change."""

from __future__ import annotations

from collections.abc import Callable, Iterable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QLabel,
    QLineEdit,
    QListView,
    QWidget,
)

from hlhdesk.model.chart import PatientChart
from tests.ui.conftest import OpenWindow
from tests.ui.fake_desk import FakeDesk
from tests.ui.wards import TODAY, reading, ugly, with_entries, zhao
from ui.parameters_page import ParametersPage
from ui.window import MainWindow

ZHAO, CHEN, SUN, WANG, DENG, XU = "1803-0412", "1803-0103", "1803-0104", "1803-0102", "1803-0107", "1801-0007"


def words_on(widget: QWidget) -> str:
    """All words of the visible labels."""
    return "\n".join(label.text() for label in widget.findChildren(QLabel) if label.isVisible())


def test_the_most_urgent_child_is_on_screen_first(window: MainWindow) -> None:
    assert window.bridge.child == ZHAO
    assert window.identity.name.text() == "ZHAO An 赵安"


def test_the_identity_banner_holds_all_identifiers(window: MainWindow) -> None:
    said = words_on(window.identity)
    for part in (
        "ZHAO An 赵安",
        "Hospital no. 1803-0412 · female · 5 y 2 m (born 3 Jan 2013) · bed 12",
        "15.2 kg",
        "weighed 1 Mar 2018, 8 days ago",
        "Secondary HLH, EBV",
        "Allergies: penicillin",
        "Treatment day 4",
        "day 0 = 5 Mar 2018",
    ):
        assert part in said


def test_missing_facts_are_said(window: MainWindow) -> None:
    window.bridge.open_child(WANG)
    said = words_on(window.identity)
    for part in ("Weight not recorded", "Diagnosis not recorded", "Allergies: not recorded", "No day 0"):
        assert part in said
    window.bridge.open_child(CHEN)
    assert "No known allergies" in words_on(window.identity)


def test_every_finding_has_its_sentence_and_its_level_in_words(window: MainWindow, desk: FakeDesk) -> None:
    window.findings.more.setChecked(True)
    findings = desk.state(ZHAO).findings
    assert {row.finding for row in window.findings.rows} == set(findings)
    for row in window.findings.rows:
        assert row.accessibleName().startswith(("ALERT: ", "WARNING: ", "NOTICE: ", "STATE: "))
        assert window.bridge.say.text(row.finding.text).rstrip(".") in row.accessibleName()


def test_cannot_be_judged_and_not_observed_are_as_loud_as_a_relapse(window: MainWindow) -> None:
    shown = {card.patient_id: card for card in window.board.model.shown_cards()}
    assert [badge.text for badge in shown[DENG].badges] == ["Cannot be judged", "Fever"]
    assert shown[WANG].badges[0].text == "No reading 16 h"
    order = [card.patient_id for card in window.board.model.shown_cards()]
    assert order[:3] == [ZHAO, DENG, WANG]


def test_show_readings_lights_up_the_evidence(window: MainWindow) -> None:
    row = window.findings.rows[0]
    assert row.button.isVisible()
    row.button.click()
    view = window.chart.holder.view
    assert view is not None
    lit = view.panels["temperature"].halo.marks
    assert len(lit) == len(row.finding.evidence) > 0
    assert window.chart.lit.text().endswith("highlighted")
    window.bridge.open_child(CHEN)
    assert len(view.panels["temperature"].halo.marks) == 0


def test_what_another_process_writes_appears_by_itself(window: MainWindow, desk: FakeDesk) -> None:
    window.bridge.open_child(SUN)
    desk.written_elsewhere(with_entries(desk.chart(SUN), reading(TODAY, "13:00", "39.0")))
    window.bridge.look_outside()
    assert window.findings.rows[0].finding.code == "fever.relapse"
    card = next(card for card in window.board.model.shown_cards() if card.patient_id == SUN)
    assert card.badges[0].text == "RELAPSE"


@pytest.mark.parametrize(
    ("typed", "found"), [("zhao", [ZHAO]), ("赵", [ZHAO]), ("0103", [CHEN]), ("sun 9", [SUN])]
)
def test_search_by_name_bed_or_number(window: MainWindow, typed: str, found: list[str]) -> None:
    QTest.keyClicks(window.board.search, typed) if typed.isascii() else window.board.search.setText(typed)
    assert [card.patient_id for card in window.board.model.shown_cards()] == found


def test_a_scanned_number_opens_the_child_and_goes_to_the_entry_line(window: MainWindow) -> None:
    QTest.keyClicks(window.board.search, XU)
    QTest.keyClick(window.board.search, Qt.Key.Key_Return)
    assert window.bridge.child == XU
    assert window.board.search.text() == ""
    assert window.entry.value.hasFocus()


def test_a_digit_typed_on_a_card_belongs_to_the_entry_line(window: MainWindow) -> None:
    window.board.cards.setFocus()
    QTest.keyClicks(window.board.cards, "3")
    assert window.entry.value.text() == "3"
    assert window.entry.value.hasFocus()


def test_a_child_who_went_home_stands_below_and_is_findable(window: MainWindow) -> None:
    assert window.board.model.shown_cards()[-1].patient_id == XU
    rows = [window.board.model.index(row).data() for row in range(window.board.model.rowCount())]
    assert "No open admission (1)" in rows


def test_sorted_by_bed_as_a_ward_is_walked(window: MainWindow) -> None:
    window.board.sort_by("bed")
    beds = [card.bed for card in window.board.model.shown_cards()]
    assert beds == ["2", "3", "7", "9", "11", "12", "15", "", ""]


def test_no_match_is_said(window: MainWindow) -> None:
    window.board.search.setText("nobody")
    assert "No child matches “nobody”." in words_on(window.board)


def test_an_empty_database_says_what_to_do(open_window: OpenWindow) -> None:
    window = open_window(FakeDesk([]))
    said = words_on(window)
    assert "No children are charted in this database yet." in said
    assert "Ctrl+N admits a child" in said
    assert "The chart will stand here." in said
    assert not window.entry.value.isEnabled()
    assert not window.print_button.isEnabled()


def test_the_status_bar_says_what_is_not_approved_and_not_locked(window: MainWindow) -> None:
    said = words_on(window.statusBar())
    assert "Parameters not yet approved by the ward" in said
    assert "Open database: no users, no encryption" in said


def test_a_demo_says_so_on_screen_and_in_its_title(open_window: OpenWindow) -> None:
    window = open_window(FakeDesk([zhao()], demo=True))
    assert "DEMO: these children and all their data are invented." in words_on(window)
    assert window.windowTitle() == "HLHdesk, DEMO"


def test_the_title_names_no_child(window: MainWindow) -> None:
    assert window.windowTitle() == "HLHdesk"


def test_every_control_has_a_spoken_name(window: MainWindow) -> None:
    controls = [
        widget
        for kind in (QAbstractButton, QLineEdit, QComboBox, QListView)
        for widget in window.findChildren(kind)
        if widget.isVisible() and not widget.objectName().startswith("qt_")
    ]
    nameless = [
        widget
        for widget in controls
        if not (widget.accessibleName() or (isinstance(widget, QAbstractButton) and widget.text()))
        and not isinstance(widget.parent(), QLineEdit | QComboBox)
    ]
    assert controls
    assert nameless == []


def test_every_action_has_a_shortcut_or_is_in_a_menu_of_its_own(window: MainWindow) -> None:
    keys = [key.toString() for action in window.actions_by_name.values() for key in action.shortcuts()]
    assert len(keys) == len(set(keys))
    assert {"Ctrl+F", "F2", "Ctrl+P", "Ctrl+Q"} <= set(keys)


@pytest.mark.parametrize("palette", ["light", "dark", "contrast"])
def test_palettes_can_be_changed_while_running(window: MainWindow, palette: str) -> None:
    window.use_palette(palette, 1.5)
    window.chart.choose_range("seven")
    QTest.qWait(10)
    image = window.grab().toImage()
    assert not image.isNull()
    view = window.chart.holder.view
    assert view is not None
    assert list(view.panels) == ["temperature", "ruxolitinib", "steroid", "ferritin"]
    widths = {panel.box.size().width() for panel in view.panels.values()}
    assert len(widths) == 1, "panels are aligned"
    assert widths.pop() > 300


def test_a_long_name_is_never_cut(window_of: Callable[[Iterable[PatientChart]], MainWindow]) -> None:
    window = window_of([ugly()])
    window.resize(1366, 768)
    name = window.identity.name
    assert name.text() == ugly().identity.name
    assert name.heightForWidth(name.width()) <= name.height()


@pytest.mark.parametrize("from_search", [False, True])
def test_f2_in_the_parameters_changes_a_value_and_never_leads_to_a_child(
    window: MainWindow, from_search: bool
) -> None:
    window.actions_by_name["parameters"].trigger()
    page = window.right.page("parameters")
    assert isinstance(page, ParametersPage)
    if from_search:
        page.search.setFocus()
    focus = QApplication.focusWidget()
    assert focus is not None
    QTest.keyClick(focus, Qt.Key.Key_F2)
    assert page.isVisible()
    assert page.table.state() == QAbstractItemView.State.EditingState

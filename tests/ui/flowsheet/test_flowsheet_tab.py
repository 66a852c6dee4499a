"""The flowsheet tab: the newest day in sight, everything about a place in words, correction by Enter, copying."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QAbstractItemModelTester, QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hlhdesk.model.entries import Entry, Temperature
from hlhdesk.wording import Catalogue
from tests.ui.fake_desk import FakeDesk
from tests.ui.wards import TODAY, entry_id, reading, ward, with_entries
from ui.bridge import Bridge
from ui.flowsheet.tab import COLUMN, FlowsheetTab
from ui.style import load_palette


@pytest.fixture
def desk() -> FakeDesk:
    chart = ward()[0]
    old = max((e for e in chart.entries if isinstance(e, Temperature)), key=lambda e: e.at.instant)
    new = replace(old, id=entry_id(), supersedes=old.id, change_reason="typing slip", recorded_by="Nurse Lin")
    return FakeDesk([with_entries(chart, new), ward()[1]])


@pytest.fixture
def tab(desk: FakeDesk, qtbot: QtBot) -> FlowsheetTab:
    bridge = Bridge(desk, Catalogue.load("en"))
    made = FlowsheetTab(bridge)
    bridge.setParent(made)
    qtbot.addWidget(made)
    made.resize(1000, 500)
    show(made, desk, desk.patients()[0])
    made.show()
    made.begin()
    return made


def show(tab: FlowsheetTab, desk: FakeDesk, patient_id: str) -> None:
    tab.show_child(desk.chart(patient_id), desk.state(patient_id))


def place_of(tab: FlowsheetTab, entry: Entry) -> tuple[int, int]:
    return next(
        (row, column)
        for row, one in enumerate(tab.model.sheet.rows)
        for column, cells in one.cells.items()
        for cell in cells
        if cell.entry is not None and cell.entry.id == entry.id
    )


def latest(desk: FakeDesk) -> Temperature:
    return max(desk.chart(desk.patients()[0]).temperatures, key=lambda entry: entry.at.instant)


def test_the_model_keeps_qts_rules(tab: FlowsheetTab) -> None:
    QAbstractItemModelTester(tab.model, QAbstractItemModelTester.FailureReportingMode.Warning, tab.model)
    assert tab.model.columnCount() == len(tab.model.sheet.days)


def test_the_newest_day_is_in_sight(tab: FlowsheetTab) -> None:
    last = tab.model.index(0, tab.model.columnCount() - 1)
    assert tab.table.visualRect(last).right() <= tab.table.viewport().width()
    assert tab.table.currentIndex().column() == last.column()


@pytest.mark.parametrize("width", [700, 1000, 1366, 1920])
def test_no_day_is_cut_where_the_sheet_is_wider_than_the_room(
    tab: FlowsheetTab, desk: FakeDesk, width: int
) -> None:
    tab.resize(width, 500)
    QApplication.processEvents()
    tab.table.scrollToBottom()
    tab.table.scrollTo(tab.model.index(0, tab.model.columnCount() - 1))
    header, room = tab.table.horizontalHeader(), tab.table.viewport().width()
    assert header.sectionSize(0) >= COLUMN
    left = header.sectionViewportPosition(header.visualIndexAt(0))
    assert left == 0 or header.length() <= room
    assert header.length() <= room or header.sectionViewportPosition(header.count() - 1) >= 0


def test_a_place_says_who_when_and_why(tab: FlowsheetTab, desk: FakeDesk) -> None:
    tab.table.setCurrentIndex(tab.model.index(*place_of(tab, latest(desk))))
    said = tab.details.text()
    assert "°C" in said
    assert "reason: typing slip" in said
    assert tab.correct.isEnabled()


def test_enter_asks_for_the_correction_of_what_stands_there(
    tab: FlowsheetTab, desk: FakeDesk, qtbot: QtBot
) -> None:
    asked: list[Entry] = []
    tab._bridge.correction_asked.connect(asked.append)
    alone = next(
        (index, cells[0])
        for index in (tab.model.index(row, column) for row in range(2, 8) for column in range(3))
        if len(cells := tab.model.cells(index)) == 1 and cells[0].entry is not None
    )
    tab.table.setCurrentIndex(alone[0])
    QTest.keyClick(tab.table, Qt.Key.Key_Return)
    assert asked == [alone[1].entry]


def test_what_was_corrected_is_legible_and_said_to_be(tab: FlowsheetTab, desk: FakeDesk) -> None:
    index = tab.model.index(*place_of(tab, latest(desk)))
    assert "(corrected)" in str(index.data(Qt.ItemDataRole.ToolTipRole))
    assert "(corrected)" in str(index.data(Qt.ItemDataRole.AccessibleTextRole))


def test_the_sheet_is_copied_as_a_table(tab: FlowsheetTab) -> None:
    QTest.keyClick(tab, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    lines = QApplication.clipboard().text().splitlines()
    assert len(lines) == tab.model.rowCount() + 1
    assert {line.count("\t") for line in lines} == {tab.model.columnCount()}


def test_a_new_value_keeps_the_place(tab: FlowsheetTab, desk: FakeDesk) -> None:
    child = desk.patients()[0]
    tab.table.setCurrentIndex(tab.model.index(2, tab.model.columnCount() - 2))
    at = tab.table.currentIndex()
    place = at.row(), at.column()
    desk.written_elsewhere(with_entries(desk.chart(child), reading(TODAY, "13:30", "38.8")))
    show(tab, desk, child)
    now = tab.table.currentIndex()
    assert (now.row(), now.column()) == place


def test_another_child_begins_at_its_newest_day_and_nobody_leaves_nothing(
    tab: FlowsheetTab, desk: FakeDesk
) -> None:
    show(tab, desk, desk.patients()[1])
    assert tab.table.currentIndex().column() == tab.model.columnCount() - 1
    tab.show_nobody()
    assert tab.model.rowCount() == tab.model.columnCount() == 0
    assert not tab.correct.isEnabled()


@pytest.mark.parametrize("palette", ["light", "dark", "contrast"])
def test_it_paints_in_every_palette_and_size(tab: FlowsheetTab, palette: str) -> None:
    tab.use_palette(load_palette(palette, 2.0))
    assert not tab.grab().isNull()

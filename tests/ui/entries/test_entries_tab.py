"""The list of entries: newest first, corrections below what stands, Enter asks to correct."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from hlhdesk.model.entries import Entry, Kind, Temperature
from hlhdesk.service import CorrectEntry, Desk, RecordEntry, RecordTemperature, RetractEntry
from tests.service.desks import READING, stop_the_clock
from tests.ui.care import ONE, TWO, signed_bridge, ward_desk
from ui.bridge import Bridge
from ui.entries.model import EntriesModel
from ui.entries.rows import latest_of, rows_of
from ui.entries.tab import EntriesTab

ORDER: dict[str, object] = {
    "drug": "prednisone",
    "dose_mg": "5",
    "times_per_day": 1,
    "route": "oral",
    "starts_on": "2018-04-01",
}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    stop_the_clock(monkeypatch)
    with ward_desk(tmp_path / "ward.db") as opened:
        opened.execute(RecordEntry(ONE, Kind.ORDER, ORDER, confirmed=True))
        opened.execute(RecordTemperature(ONE, "36.8", at="2018-03-08T14:00"))
        slip = opened.execute(RecordTemperature(ONE, "39.4", at="2018-03-09T14:00")).entry
        opened.execute(CorrectEntry(slip.id, {**READING, "value": "38.4"}, "typing slip"))
        gone = opened.execute(RecordTemperature(ONE, "37.0", at="2018-03-09T10:00")).entry
        opened.execute(RetractEntry(gone.id, "wrong child"))
        yield opened


@pytest.fixture
def bridge(desk: Desk) -> Iterator[Bridge]:
    with signed_bridge(desk) as made:
        yield made


@pytest.fixture
def tab(bridge: Bridge, desk: Desk, qtbot: QtBot) -> EntriesTab:
    made = EntriesTab(bridge)
    qtbot.addWidget(made)
    made.resize(900, 300)
    made.show_child(desk.chart(ONE), desk.state(ONE))
    made.show()
    return made


def said(tab: EntriesTab) -> list[tuple[str, bool]]:
    """The entry column with what is struck through."""
    cells = (tab.model.index(row, 2) for row in range(tab.model.rowCount()))
    return [(str(cell.data()), bool(cell.data(EntriesModel.STRUCK))) for cell in cells]


def test_newest_first_and_corrections_struck_through(tab: EntriesTab) -> None:
    assert said(tab) == [
        ("ordered predniSONE 5 mg 1 time a day, oral, from 1 Apr 2018", False),
        ("Example Three, female, bed 12", False),
        ("38.4 °C axillary", False),
        ("39.4 °C axillary", True),
        ("37.0 °C axillary", True),
        ("37.0 °C axillary", True),
        ("36.8 °C axillary", False),
    ]
    assert tab.count.text() == "7 entries, newest first"


def test_only_one_kind(tab: EntriesTab) -> None:
    tab.kinds.setCurrentIndex(tab.kinds.findData("temperatures"))
    assert len(said(tab)) == 5
    tab.kinds.setCurrentIndex(tab.kinds.findData("visits"))
    assert said(tab) == []


def test_enter_asks_to_correct_the_marked_entry(tab: EntriesTab, bridge: Bridge) -> None:
    asked: list[Entry] = []
    bridge.correction_asked.connect(asked.append)
    tab.kinds.setCurrentIndex(tab.kinds.findData("temperatures"))
    QTest.keyClick(tab.table, Qt.Key.Key_Down)
    QTest.keyClick(tab.table, Qt.Key.Key_Return)
    tab.correct.click()
    assert [entry.value.text for entry in asked] == ["39.4", "39.4"]  # type: ignore[attr-defined]


def test_a_row_is_spoken_whole(tab: EntriesTab) -> None:
    tab.kinds.setCurrentIndex(tab.kinds.findData("temperatures"))
    spoken = tab.model.index(1, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("not in force: 14:00 on 9 Mar 2018; temperature; 39.4 °C axillary; Recorded")
    assert "Reason: typing slip" in str(tab.model.index(0, 3).data())


def test_the_mark_stays_on_its_entry_when_something_is_charted(tab: EntriesTab, desk: Desk) -> None:
    tab.table.selectRow(3)
    before = tab.table.currentIndex().data(EntriesModel.ROW).entry.id
    desk.execute(RecordTemperature(ONE, "39.0", at="2018-03-09T20:00"))
    tab.show_child(desk.chart(ONE), desk.state(ONE))
    assert tab.table.currentIndex().row() == 4
    assert tab.table.currentIndex().data(EntriesModel.ROW).entry.id == before


def test_nothing_of_one_child_is_left_under_another(tab: EntriesTab, desk: Desk) -> None:
    tab.show_nobody()
    assert (said(tab), tab.count.text()) == ([], "")
    tab.show_child(desk.chart(TWO), desk.state(TWO))
    assert [text for text, _ in said(tab)] == ["Somebody Else, female, bed 7"]


def test_what_has_not_happened_yet_is_not_listed(desk: Desk) -> None:
    chart, then = desk.chart(ONE), desk.now().civil.replace(hour=12)
    happened = [row.entry for row in rows_of(chart, then, Kind.TEMPERATURE)]
    assert [entry.value.text for entry in happened] == ["37.0", "37.0", "36.8"]  # type: ignore[attr-defined]


def test_the_latest_of_a_line_of_corrections(desk: Desk) -> None:
    chart = desk.chart(ONE)
    by_value = {entry.value.text: entry for entry in chart.entries if isinstance(entry, Temperature)}
    assert latest_of(by_value["39.4"], chart.entries) is by_value["38.4"]
    assert latest_of(by_value["36.8"], chart.entries) is by_value["36.8"]

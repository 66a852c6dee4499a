"""The history tab over a real database: corrections struck through, one entry alone, by keys."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QGuiApplication
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from hlhdesk.service import AcknowledgeFinding, CorrectEntry, Desk, RecordTemperature, RetractEntry
from hlhdesk.wording import Catalogue
from tests.service.desks import READING, desk_with, stop_the_clock
from ui.bridge import Bridge
from ui.history_model import COLUMNS, HistoryModel
from ui.history_view import FILTERS, HistoryView
from ui.ward_history_page import WardHistoryPage


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    """R3 with a corrected, a retracted and an acknowledged reading; R4 with none."""
    stop_the_clock(monkeypatch)
    with desk_with(tmp_path / "ward.db", "R3", "R4") as opened:
        first = opened.execute(RecordTemperature("R3", "39.4", at="2018-03-09T14:00", by="Wu")).entry
        opened.execute(CorrectEntry(first.id, {**READING, "value": "38.9"}, "slip", by="Li"))
        wrong = opened.execute(RecordTemperature("R3", "36.1", at="2018-03-09T16:00")).entry
        opened.execute(RetractEntry(wrong.id, "another child", by="Li"))
        finding = next(one for one in opened.state("R3").findings if one.evidence)
        opened.execute(AcknowledgeFinding("R3", finding.code, finding.on, finding.evidence, "seen", "Li"))
        yield opened


def shown(desk: Desk, qtbot: QtBot, language: str = "en") -> HistoryView:
    bridge = Bridge(desk, Catalogue.load(language))
    view = HistoryView(bridge)
    bridge.setParent(view)
    qtbot.addWidget(view)
    view.show_child(desk.chart("R3"), desk.state("R3"))
    return view


def column(view: HistoryView, name: str) -> list[str]:
    at = COLUMNS.index(name)
    return [str(view.model.index(row, at).data()) for row in range(view.model.rowCount())]


def struck(view: HistoryView) -> list[bool]:
    at = COLUMNS.index("said")
    return [bool(view.model.index(row, at).data(HistoryModel.STRUCK)) for row in range(view.model.rowCount())]


def test_newest_first_with_who_why_and_what_was_struck_out(desk: Desk, qtbot: QtBot) -> None:
    view = shown(desk, qtbot)
    assert column(view, "action") == [
        "acknowledged",
        "taken back",
        "charted",
        "corrected",
        "charted",
        "charted",
    ]
    assert column(view, "by") == ["Li", "Li", "no name", "Li", "Wu", "no name"]
    assert column(view, "reason") == ["", "another child", "", "slip", "", ""]
    assert struck(view) == [False, False, True, False, True, False]
    said = column(view, "said")
    assert "39.4 → 38.9" in said[3]
    assert said[4] == "39.4 °C axillary, 14:00 on 9 Mar 2018"
    spoken = view.model.index(4, 0).data(Qt.ItemDataRole.AccessibleTextRole)
    assert spoken.startswith("not in force: ")
    assert view.count.text() == "6 lines"


def test_enter_stays_with_one_entry_and_escape_leaves_it(desk: Desk, qtbot: QtBot) -> None:
    view = shown(desk, qtbot)
    view.table.setCurrentIndex(view.model.index(3, 0))
    QTest.keyClick(view.table, Qt.Key.Key_Return)
    assert view.one.isChecked()
    assert column(view, "action") == ["acknowledged", "corrected", "charted"]
    QTest.keyClick(view.table, Qt.Key.Key_Escape)
    assert (view.one.isChecked(), view.model.rowCount()) == (False, 6)
    assert view.table.currentIndex().row() == 3, "the place is kept"


@pytest.mark.parametrize(("name", "rows"), [("all", 6), ("corrections", 4), ("acts", 1)])
def test_the_filters(desk: Desk, qtbot: QtBot, name: str, rows: int) -> None:
    view = shown(desk, qtbot)
    view.filter.setCurrentIndex(FILTERS.index(name))
    assert view.model.rowCount() == rows


def test_copy_takes_the_chosen_lines_as_a_table(desk: Desk, qtbot: QtBot) -> None:
    view = shown(desk, qtbot)
    view.table.selectRow(4)
    QTest.keyClick(view.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    heads, line = QGuiApplication.clipboard().text().splitlines()
    assert heads.split("\t") == ["Written", "Who", "Done", "What", "Reason"]
    assert line.split("\t")[1:4] == ["Wu", "charted", "39.4 °C axillary, 14:00 on 9 Mar 2018"]


def test_the_marked_line_stands_in_full_beneath_the_table(desk: Desk, qtbot: QtBot) -> None:
    view = shown(desk, qtbot)
    view.table.setCurrentIndex(view.model.index(4, 0))
    said = view.whole.text()
    assert "39.4 °C axillary" in said
    assert "Wu" in said
    view.table.setCurrentIndex(view.model.index(3, 0))
    assert view.whole.text() not in ("", said)
    view.show_nobody()
    assert view.whole.text() == ""


def test_a_change_shows_by_itself_and_another_child_holds_nothing_of_the_first(
    desk: Desk, qtbot: QtBot
) -> None:
    view = shown(desk, qtbot)
    desk.execute(RecordTemperature("R3", "38.0", at="2018-03-09T20:00"))
    view.show_child(desk.chart("R3"), desk.state("R3"))
    assert view.model.rowCount() == 7
    view.table.setCurrentIndex(view.model.index(0, 0))
    QTest.keyClick(view.table, Qt.Key.Key_Return)
    view.show_child(desk.chart("R4"), desk.state("R4"))
    assert (view.one.isChecked(), column(view, "action")) == (False, ["charted"])
    view.show_nobody()
    assert (view.model.rowCount(), view.count.text()) == (0, "")


def test_the_ward_s_own_history(desk: Desk, qtbot: QtBot) -> None:
    desk.set_setting("ward_name", "3B", by="Li")
    bridge = Bridge(desk, Catalogue.load("en"))
    page = WardHistoryPage(bridge)
    bridge.setParent(page)
    qtbot.addWidget(page)
    page.refresh()
    at = COLUMNS.index("said")
    said = [str(page.model.index(row, at).data()) for row in range(page.model.rowCount())]
    assert said[0] == "setting name of the ward: nothing → 3B"
    assert said[-1].startswith("database made by version ")
    assert page.count.text() == f"{len(said)} lines"
    desk.set_setting("ward_name", "3C")
    page.refresh()
    assert page.model.rowCount() == len(said) + 1
    with qtbot.waitSignal(page.done):
        QTest.keyClick(page.table, Qt.Key.Key_Escape)
    with qtbot.waitSignal(page.done):
        page.back.click()


def test_it_speaks_chinese(desk: Desk, qtbot: QtBot) -> None:
    view = shown(desk, qtbot, "zh")
    assert column(view, "action")[1:] == ["撤销", "录入", "更正", "录入", "录入"]

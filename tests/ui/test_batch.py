"""Pages of several children in one go: all of them, or those finished when somebody said stop."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from hlhdesk.model.chart import PatientChart
from tests.ui.fake_desk import FakeDesk
from tests.ui.wards import discharged, stay
from ui.batch_dialog import BatchDialog
from ui.pages import Choice, Pages
from ui.window import MainWindow

MADE_MS = 60_000
PDF = b"%PDF-1.7 invented"

WindowOf = Callable[[Iterable[PatientChart]], MainWindow]


def opened(window: MainWindow, folder: Path) -> BatchDialog:
    window.actions_by_name["pages-of-several"].trigger()
    dialog = window.printing.batch
    assert dialog is not None
    dialog.ask_folder = lambda *_: str(folder)
    return dialog


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages that cost nothing to make."""
    monkeypatch.setattr("ui.batch.render", lambda _pages: PDF)


def test_the_children_on_the_ward_are_ticked_at_first(window: MainWindow, tmp_path: Path) -> None:
    dialog = opened(window, tmp_path)
    assert len(dialog.chosen) == 8
    assert "1801-0007" not in dialog.chosen
    dialog.tickers[1].click()
    assert len(dialog.chosen) == 9
    assert dialog.counted.text() == "9 children chosen"
    dialog.tickers[2].click()
    assert dialog.chosen == []
    assert not dialog.start_button.isEnabled()


def test_the_search_of_the_board_hides_nobody(window: MainWindow, tmp_path: Path) -> None:
    window.board.search.setText("zhao")
    assert len(opened(window, tmp_path).chosen) == 8


def test_it_writes_a_page_of_each_child(window_of: WindowOf, qtbot: QtBot, tmp_path: Path) -> None:
    window = window_of(
        [stay("LI Jia", "A/1", "1", ["38.4"]), stay("SUN Yi", "A-1", "2", ["38.4"]), discharged()]
    )
    dialog = opened(window, tmp_path)
    dialog.tick(lambda _number: True)
    dialog.choice.choose(Choice("discharge", "zh"))
    with qtbot.waitSignal(dialog.batch.ended, timeout=MADE_MS):
        QTest.keyClick(dialog.children_list, Qt.Key.Key_Return)
    assert names(tmp_path) == [
        "出院小结_1801-0007_2018-01-31.pdf",
        "出院小结_A-1_2018-03-09.pdf",
        "出院小结_A-1_2018-03-09_2.pdf",
    ], "two numbers that make one name are two files"
    assert all(path.read_bytes().startswith(b"%PDF") for path in tmp_path.iterdir())
    assert dialog.said.text() == f"3 of 3 pages saved in {tmp_path}."
    assert window.notice.text() == dialog.said.text()
    desk = window.bridge.desk
    assert isinstance(desk, FakeDesk)
    assert [page.patient_id for page in desk.printed] == ["A/1", "A-1", "1801-0007"]


def test_a_page_that_is_there_is_never_replaced(
    quick: None, window_of: WindowOf, qtbot: QtBot, tmp_path: Path
) -> None:
    window = window_of([stay("LI Jia", "EX-1", "1", ["38.4"])])
    there = tmp_path / "discharge-summary_EX-1_2018-03-09.pdf"
    there.write_bytes(b"older")
    dialog = opened(window, tmp_path)
    with qtbot.waitSignal(dialog.batch.ended):
        dialog.start()
    assert there.read_bytes() == b"older"
    assert names(tmp_path) == [there.name, "discharge-summary_EX-1_2018-03-09_2.pdf"]


def test_a_child_whose_page_is_refused_is_named_and_the_others_go_on(
    window_of: WindowOf, qtbot: QtBot, tmp_path: Path
) -> None:
    charts = [
        stay("LI \U0001f600", "EX-1", "1", ["38.4"]),
        stay("SUN Yi", "EX-2", "2", ["38.4"]),
    ]
    window = window_of(charts)
    dialog = opened(window, tmp_path)
    with qtbot.waitSignal(dialog.batch.ended, timeout=MADE_MS):
        dialog.start()
    assert names(tmp_path) == ["discharge-summary_EX-2_2018-03-09.pdf"]
    assert dialog.refusals.count() == 1
    assert dialog.refusals.item(0).text().startswith("1 · LI \U0001f600 · EX-1: ")
    assert "U+1F600" in dialog.refusals.item(0).text()
    assert dialog.said.text() == (
        f"1 of 2 pages saved in {tmp_path}. 1 child has no page; the reasons are listed."
    )


def test_a_damaged_chart_is_named_and_the_others_go_on(
    quick: None, window: MainWindow, desk: FakeDesk, qtbot: QtBot, tmp_path: Path
) -> None:
    del desk.charts["1803-0102"]
    dialog = opened(window, tmp_path)
    with qtbot.waitSignal(dialog.batch.ended):
        dialog.start()
    assert len(names(tmp_path)) == 7
    assert "1803-0102" in dialog.refusals.item(0).text()


def test_a_folder_that_is_gone_is_said_for_each(
    quick: None, window_of: WindowOf, qtbot: QtBot, tmp_path: Path
) -> None:
    window = window_of([stay("LI Jia", "EX-1", "1", ["38.4"])])
    dialog = opened(window, tmp_path / "gone")
    with qtbot.waitSignal(dialog.batch.ended):
        dialog.start()
    assert "gone" in dialog.refusals.item(0).text()
    assert names(tmp_path) == []


class Slow:
    """Pages of which each waits for its word."""

    def __init__(self, free: int) -> None:
        self.free, self.asked = free, 0
        self.waiting, self.go_on = Event(), Event()

    def __call__(self, _pages: Pages) -> bytes:
        self.asked += 1
        if self.asked > self.free:
            self.waiting.set()
            self.go_on.wait(MADE_MS / 1000)
        return PDF


def test_cancel_leaves_what_is_finished_and_no_half_file(
    window: MainWindow, desk: FakeDesk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow(free=3)
    monkeypatch.setattr("ui.batch.render", slow)
    dialog = opened(window, tmp_path)
    dialog.start()
    qtbot.waitUntil(slow.waiting.is_set)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert dialog.isVisible()
    with qtbot.waitSignal(dialog.batch.ended):
        slow.go_on.set()
    assert len(names(tmp_path)) == 3
    assert all(path.read_bytes() == PDF for path in tmp_path.iterdir())
    assert dialog.said.text() == f"Cancelled: 3 of 8 pages saved in {tmp_path}."
    assert slow.asked == 4
    assert len(desk.printed) == 3
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    assert not dialog.isVisible()


def test_charting_goes_on_while_the_ward_is_written(
    window: MainWindow, desk: FakeDesk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow(free=0)
    monkeypatch.setattr("ui.batch.render", slow)
    dialog = opened(window, tmp_path)
    dialog.start()
    qtbot.waitUntil(slow.waiting.is_set)
    QTest.keyClicks(window.entry.value, "38.7")
    QTest.keyClick(window.entry.value, Qt.Key.Key_Return)
    assert "saved for ZHAO An" in window.entry.answer.text()
    assert dialog.batch.running
    with qtbot.waitSignal(dialog.batch.ended):
        slow.go_on.set()
    assert len(names(tmp_path)) == 8


def test_closing_the_window_ends_it(
    window: MainWindow, desk: FakeDesk, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    slow = Slow(free=1)
    monkeypatch.setattr("ui.batch.render", slow)
    dialog = opened(window, tmp_path)
    dialog.start()
    qtbot.waitUntil(slow.waiting.is_set)
    cancel = dialog.batch.cancel

    def cancelled() -> None:
        cancel()
        slow.go_on.set()

    monkeypatch.setattr(dialog.batch, "cancel", cancelled)
    window.close()
    assert len(names(tmp_path)) == len(desk.printed) == 1

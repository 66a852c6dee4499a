"""The first window: there before the program is read, and gone when the whole one is painted."""

from __future__ import annotations

from collections.abc import Iterator
from importlib import import_module
from pathlib import Path

import pytest
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QFontDatabase
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from hlhdesk.service import Desk
from tests.service.people.wards import ward as protected_ward
from tests.ui.conftest import CHART_MS, OpenWindow
from tests.ui.fake_desk import FakeDesk
from tests.ui.wards import ward
from ui import first_window as first
from ui.app import Program, application
from ui.first_window import SLICES, FirstWindow, comes_first
from ui.remembered import Look, Remembered
from ui.style import OWN_FAMILY
from ui.window import MainWindow


@pytest.fixture
def window(qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FirstWindow]:
    monkeypatch.setattr(first, "Remembered", lambda: Remembered(tmp_path / "window.ini"))
    made = first.first_window("en")
    yield made
    if isValid(made):
        made.close()
        made.deleteLater()


def shown(program: Program, window: FirstWindow, qtbot: QtBot) -> MainWindow:
    """The whole window, in the place of the first one."""
    with qtbot.waitSignal(program.window.ready, timeout=CHART_MS):
        program.show(window)
    return program.window


@pytest.fixture
def program(qtbot: QtBot, nothing_left: None, tmp_path: Path) -> Iterator[Program]:
    application()
    made = Program(FakeDesk(ward()), Remembered(tmp_path / "window.ini"), "en")
    yield made
    made.window.close()
    made.window.deleteLater()
    made.stop()


def test_it_is_painted_when_it_is_given_back(window: FirstWindow) -> None:
    assert window.isVisible()
    assert window.painted
    assert window.search.hasFocus() or not window.isActiveWindow()
    assert [action.text() for action in window.menuBar().actions()] == [
        "&Ward",
        "&Child",
        "C&hart",
        "&View",
        "&Help",
    ]
    assert not QApplication.windowIcon().isNull()


def test_it_speaks_the_language_that_was_asked_for(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(first, "Remembered", lambda: Remembered(tmp_path / "window.ini"))
    chinese = first.first_window("zh")
    qtbot.addWidget(chinese)
    assert "病区(&W)" in [action.text() for action in chinese.menuBar().actions()]


@pytest.mark.parametrize("there", [True, False])
def test_chinese_can_be_read_on_a_system_without_a_chinese_font(
    qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, there: bool
) -> None:
    QFontDatabase.removeAllApplicationFonts()
    monkeypatch.setattr(first, "Remembered", lambda: Remembered(tmp_path / "window.ini"))
    families = QFontDatabase.families

    def of(*system: object) -> list[str]:
        return (["A Chinese Font"] if there else []) if system else families()

    monkeypatch.setattr(QFontDatabase, "families", of)
    qtbot.addWidget(first.first_window("zh"))
    assert (OWN_FAMILY in families()) is not there, "it is read only where it is needed"


def test_it_gives_way_when_the_whole_window_is_painted(
    window: FirstWindow, program: Program, qtbot: QtBot
) -> None:
    place = window.geometry()
    whole = shown(program, window, qtbot)
    assert window.left
    qtbot.waitUntil(lambda: not isValid(window))
    assert whole.isVisible()
    assert whole.geometry().topLeft() == place.topLeft()


def test_what_was_typed_goes_on(window: FirstWindow, program: Program, qtbot: QtBot) -> None:
    QTest.keyClicks(window.search, "zhang")
    whole = shown(program, window, qtbot)
    assert whole.board.search.text() == "zhang"


def test_a_scanned_number_opens_its_child(window: FirstWindow, program: Program, qtbot: QtBot) -> None:
    desk = program.window.bridge.desk
    number = desk.patients()[-1]
    QTest.keyClicks(window.search, number)
    QTest.keyClick(window.search, Qt.Key.Key_Return)
    whole = shown(program, window, qtbot)
    qtbot.waitUntil(lambda: whole.bridge.child == number)
    assert whole.board.search.text() == ""


def test_whoever_closes_it_ends_the_start(window: FirstWindow, monkeypatch: pytest.MonkeyPatch) -> None:
    read: list[str] = []

    def reading(name: str) -> None:
        read.append(name)
        if len(read) == 2:
            window.close()

    monkeypatch.setattr(first, "import_module", reading)
    assert not window.read_rest()
    assert read == list(SLICES[:2])


def test_it_reads_everything_that_the_window_needs(window: FirstWindow) -> None:
    assert window.read_rest()
    for name in SLICES:
        assert import_module(name).__name__ == name
    assert SLICES[-1] == "ui.app"


def test_giving_up_does_not_end_the_program(window: FirstWindow, qtbot: QtBot) -> None:
    ended: list[None] = []
    QApplication.instance().lastWindowClosed.connect(lambda: ended.append(None))  # type: ignore[union-attr]
    window.give_up()
    assert window.left
    assert ended == []
    assert QApplication.quitOnLastWindowClosed()


def test_it_looks_like_the_window_that_was_closed_last(qtbot: QtBot) -> None:
    application()
    look = Look(palette="dark", scale=1.4)
    dark = FirstWindow(first._words("en"), look)
    qtbot.addWidget(dark)
    assert "#" in dark.styleSheet()
    assert dark.styleSheet() != FirstWindow(first._words("en"), Look()).styleSheet()


def test_where_somebody_has_to_sign_in_that_comes_first(tmp_path: Path) -> None:
    with Desk.open(tmp_path / "open.db", create=True):
        pass
    protected_ward(tmp_path / "protected.db")
    assert comes_first(tmp_path / "open.db")
    assert not comes_first(tmp_path / "protected.db")
    assert not comes_first(tmp_path / "missing.db")
    assert not comes_first(tmp_path)


class Watch(QObject):
    """Everything that is a window of its own when it is shown."""

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        if event.type() == QEvent.Type.Show and isinstance(watched, QWidget) and watched.isWindow():
            self.seen.append(type(watched).__name__)
        return False


def test_nothing_flashes_up_beside_the_window(open_window: OpenWindow) -> None:
    """A part that is shown before it has its place is a window of its own for a moment."""
    watch = Watch()
    application().installEventFilter(watch)
    window = open_window(FakeDesk(ward()))
    for tab in ("flowsheet", "doses", "labs", "hlh", "follow-up", "entries", "history", "chart"):
        window.open_tab(tab)
    application().removeEventFilter(watch)
    assert watch.seen == ["MainWindow"]

"""The clock jumps, a night is slept through, the clocks change: charting goes on and what is said is true."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from hlhdesk import clock
from hlhdesk.model.entries import Kind
from hlhdesk.service import AdmitPatient, Desk, RecordEntry
from tests.ui.conftest import OpenWindow
from ui.clock_label import ClockLabel
from ui.window import MainWindow

CHILD = "EX-1"
IDENTITY = {"name": "Example One", "sex": "female", "birth_date": "2014-11-20", "bed": "4"}
EVENING = datetime(2018, 3, 24, 20, 30, tzinfo=UTC)
"""21:30 in Berlin, four and a half hours before the clocks go forward."""


class Wall:
    """The computer's clock, which somebody may set."""

    def __init__(self) -> None:
        self.shows = EVENING

    def now(self) -> datetime:
        self.shows += timedelta(milliseconds=1)
        return self.shows

    def jump(self, **by: int) -> None:
        self.shows += timedelta(**by)


@pytest.fixture
def wall(monkeypatch: pytest.MonkeyPatch) -> Wall:
    made = Wall()
    monkeypatch.setattr(clock, "now", made.now)
    return made


@pytest.fixture
def window(wall: Wall, open_window: OpenWindow, tmp_path: Path) -> Iterator[MainWindow]:
    with Desk.open(tmp_path / "ward.hlhdesk", create=True, zone="Europe/Berlin") as desk:
        desk.execute(AdmitPatient(CHILD, IDENTITY))
        desk.execute(RecordEntry(CHILD, Kind.ADMISSION, {"admitted_on": "2018-03-20"}))
        opened = open_window(desk)
        yield opened
        opened.close()  # what a tick began ends while the desk is open


def chart(window: MainWindow, value: str, time: str = "") -> str:
    """Type a reading; what the answer says."""
    window.entry.begin()
    QTest.keyClicks(window.entry.value, value)
    QTest.keyClicks(window.entry.time, time)
    QTest.keyClick(window.entry.value, Qt.Key.Key_Return)
    return window.entry.answer.text()


def times(window: MainWindow) -> list[str]:
    return [entry.at.text for entry in window.bridge.desk.chart(CHILD).temperatures]


def warning(window: MainWindow) -> str:
    label = window.findChild(ClockLabel)
    assert label is not None
    return "" if label.isHidden() else label.text()


def tick(window: MainWindow) -> None:
    window.bridge.minute_passed.emit()


def test_a_clock_that_is_set_back_is_said_until_it_is_right(window: MainWindow, wall: Wall) -> None:
    assert "saved" in chart(window, "38.9")
    assert warning(window) == ""
    wall.jump(hours=-3)
    tick(window)
    assert "shows 18:30 on 24 Mar 2018" in warning(window)
    assert "written at 21:30 on 24 Mar 2018" in warning(window)
    assert "saved" in chart(window, "38.4", "1815"), "a time that is typed is taken"
    wall.jump(hours=3, minutes=1)
    tick(window)
    assert warning(window) == ""
    assert "saved" in chart(window, "38.2")
    assert times(window) == ["2018-03-24T21:30", "2018-03-24T18:15", "2018-03-24T21:31"]
    assert isinstance(window.bridge.desk, Desk)
    assert window.bridge.desk.verify() == ()


def test_readings_that_a_wrong_clock_put_into_the_future_stay_legible(window: MainWindow, wall: Wall) -> None:
    wall.jump(days=2)
    assert "saved" in chart(window, "38.9")
    wall.jump(days=-2)
    tick(window)
    assert "written at 22:30 on 26 Mar 2018" in warning(window)
    assert "saved" in chart(window, "38.1")
    assert times(window) == ["2018-03-26T22:30", "2018-03-24T21:30"]
    assert (
        "is in the future" in chart(window, "38.0", "2018-03-26 22:30") or window.entry.value.text() == "38.0"
    )


def test_a_night_that_the_computer_slept_through(window: MainWindow, wall: Wall) -> None:
    """One tick after nine hours, over midnight and over the change to summer time."""
    chart(window, "38.9")
    wall.jump(hours=9)
    tick(window)
    (card,) = window.board.model.shown_cards()
    assert (card.peak, card.peak_when) == ("38.9 °C", "24 Mar"), "yesterday's reading is not today's"
    assert warning(window) == ""
    assert "saved" in chart(window, "37.2")
    assert times(window)[-1] == "2018-03-25T07:30", "nine hours later, the hour of the clocks included"


def test_a_time_that_the_clocks_jumped_over_is_refused(window: MainWindow, wall: Wall) -> None:
    wall.jump(hours=9)
    assert "the clocks went forward" in chart(window, "38.2", "0230")
    assert window.entry.value.text() == "38.2"
    assert times(window) == []

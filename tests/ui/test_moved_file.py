"""The database's file is moved, replaced or removed under the open window: it is said, and nothing is lost into it."""

from __future__ import annotations

import shutil
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from hlhdesk.service import AdmitPatient, Desk, RecordTemperature
from tests.ui.conftest import OpenWindow
from ui.window import MainWindow

pytestmark = pytest.mark.skipif(
    sys.platform == "win32", reason="Windows lets nobody move a file that is open"
)

CHILD = "EX-1"
IDENTITY = {"name": "Example One", "sex": "female", "birth_date": "2014-11-20", "bed": "4"}


@pytest.fixture
def database(tmp_path: Path) -> Path:
    path = tmp_path / "ward.hlhdesk"
    with Desk.open(path, create=True, zone="Asia/Shanghai") as desk:
        desk.execute(AdmitPatient(CHILD, IDENTITY))
        desk.execute(RecordTemperature(CHILD, "37.1", at="2018-03-09T14:00", confirmed=True))
    return path


@pytest.fixture
def window(open_window: OpenWindow, database: Path) -> Iterator[MainWindow]:
    with Desk.open(database) as desk:
        opened = open_window(desk)
        yield opened
        opened.close()


def type_in(window: MainWindow, value: str) -> None:
    QTest.keyClicks(window.entry.value, value)
    QTest.keyClick(window.entry.value, Qt.Key.Key_Return)


def move_away(path: Path) -> None:
    path.rename(path.with_name("elsewhere.db"))


def replace(path: Path) -> None:
    move_away(path)
    shutil.copy(path.with_name("elsewhere.db"), path)


def remove(path: Path) -> None:
    path.unlink()


@pytest.mark.parametrize("done", [move_away, replace, remove])
def test_it_is_said_by_itself_and_at_the_next_save(window: MainWindow, database: Path, done: object) -> None:
    assert callable(done)
    done(database)
    window.bridge.look_outside()
    assert "was moved, replaced or removed while it is open" in window.notice.text()
    assert window.notice.property("failed") == "true"
    type_in(window, "38.9")
    assert "nothing was saved" in window.entry.answer.text()
    assert window.entry.value.text() == "38.9"


def test_work_goes_on_when_it_is_back(window: MainWindow, database: Path) -> None:
    move_away(database)
    type_in(window, "38.9")
    assert window.entry.value.text() == "38.9"
    database.with_name("elsewhere.db").rename(database)
    QTest.keyClick(window.entry.value, Qt.Key.Key_Return)
    assert "saved for Example One" in window.entry.answer.text()
    with Desk.open(database, readonly=True) as other:
        assert [entry.value.text for entry in other.chart(CHILD).temperatures] == ["37.1", "38.9"]
        assert other.verify() == ()

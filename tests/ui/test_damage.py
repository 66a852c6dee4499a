"""The whole file is verified in the background: damage is said plainly, and charting goes on meanwhile."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import QElapsedTimer, Qt
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from hlhdesk.service import AdmitPatient, Desk, RecordTemperature
from tests.store.stores import tamper
from tests.ui.conftest import CHART_MS, OpenWindow
from ui.app import Program, application
from ui.chores import Outcome
from ui.damage import AGAIN_MS
from ui.remembered import Remembered
from ui.window import MainWindow

LONG_MS = 60_000
CHILD = {"name": "Example One", "sex": "female", "birth_date": "2014-11-20", "bed": "4"}


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Two children with two readings each."""
    path = tmp_path / "ward.hlhdesk"
    with Desk.open(path, create=True, zone="Asia/Shanghai") as desk:
        for number in ("EX-1", "EX-2"):
            desk.execute(AdmitPatient(number, CHILD))
            for value in ("38.4", "39.1"):
                desk.execute(RecordTemperature(number, value))
    return path


@pytest.fixture
def window(open_window: OpenWindow, database: Path) -> Iterator[MainWindow]:
    with Desk.open(database) as desk:
        opened = open_window(desk)
        yield opened
        opened.close()


def verified(window: MainWindow, qtbot: QtBot) -> Outcome:
    with qtbot.waitSignal(window.damage.checked, timeout=LONG_MS) as signal:
        window.damage.start()
    outcome = signal.args[0]
    assert isinstance(outcome, Outcome)
    return outcome


def test_a_sound_file_says_nothing(window: MainWindow, qtbot: QtBot) -> None:
    assert verified(window, qtbot).done
    assert window.damage.isHidden()


def test_damage_that_no_chart_shows_is_said_and_a_backup_offered(
    window: MainWindow, qtbot: QtBot, database: Path
) -> None:
    tamper(database, "UPDATE history SET recorded_by = 'somebody' WHERE seq = 2")
    assert window.bridge.desk.patients() == ("EX-1", "EX-2"), "every chart is read as before"
    verified(window, qtbot)
    assert window.damage.isVisible()
    assert "damaged (1 fault)" in window.damage.said.text()
    assert window.damage.faults.isHidden()
    window.damage.more.setFocus()
    QTest.keyClick(window.damage.more, Qt.Key.Key_Space)
    assert window.damage.faults.isVisible()
    assert "2" in window.damage.faults.text()
    QTest.keyClick(window.damage.backups, Qt.Key.Key_Space)
    assert window.keeping.dialog is not None
    window.keeping.dialog.reject()


def test_keys_are_taken_while_it_is_verified(window: MainWindow, qtbot: QtBot, database: Path) -> None:
    with qtbot.waitSignal(window.damage.checked, timeout=LONG_MS):
        window.damage.start()
        QTest.keyClicks(window.entry.value, "38.9")
        QTest.keyClick(window.entry.value, Qt.Key.Key_Return)
        assert "saved for Example One" in window.entry.answer.text()
    assert window.damage.isHidden()


def test_a_file_that_cannot_be_verified_is_said(window: MainWindow, qtbot: QtBot) -> None:
    window.damage.chore.ended.emit(Outcome(2, (), ("The file is gone",)))
    assert window.damage.isHidden()
    assert window.notice.text() == "The whole database could not be verified: The file is gone"


def test_it_is_verified_again_after_a_day(
    window: MainWindow, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[tuple[str, ...]] = []
    monkeypatch.setattr(window.damage.chore, "run", asked.append)
    window.damage.look()
    assert asked == [], "not before the first time"
    window.damage.start()
    window.damage.look()
    assert len(asked) == 1
    monkeypatch.setattr(window.damage, "_since", Yesterday())
    window.damage.look()
    assert len(asked) == 2


class Yesterday(QElapsedTimer):
    """Started a day ago."""

    def isValid(self) -> bool:  # noqa: N802  Qt's name
        return True

    def hasExpired(self, ms: int) -> bool:  # noqa: N802
        return ms <= AGAIN_MS


def test_closing_does_not_wait_for_it(window: MainWindow, qtbot: QtBot) -> None:
    window.damage.start()
    assert window.damage.chore.running
    window.close()
    assert window.damage.isHidden()


def test_the_program_begins_it_by_itself(
    qtbot: QtBot, nothing_left: None, tmp_path: Path, database: Path
) -> None:
    tamper(database, "UPDATE history SET recorded_by = 'somebody' WHERE seq = 2")
    application()
    made = Program(Desk.open(database), Remembered(tmp_path / "window.ini"), "zh")
    with qtbot.waitSignal(made.window.damage.checked, timeout=LONG_MS):
        made.show()
    assert "数据库已损坏" in made.window.damage.said.text()
    qtbot.waitUntil(lambda: made.window.chart.holder.view is not None, timeout=CHART_MS)
    made.window.close()
    made.stop()

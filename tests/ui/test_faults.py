"""The disk fails under the window: what is said is true, what was typed stays, and work goes on without a restart."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLineEdit, QWidget

from hlhdesk.service import AdmitPatient, Desk, RecordTemperature
from hlhdesk.store import driver
from tests.disks.disk import Disk, on_disk
from tests.promises import Shown
from tests.ui.conftest import OpenWindow
from ui.lines import FormLine
from ui.window import MainWindow

CHILD = "EX-1"
IDENTITY = {"name": "Example One", "sex": "female", "birth_date": "2014-11-20", "bed": "4"}
DISK_WORDS = {
    "full": "The disk of",
    "write": "reported an error",
    "sync": "reported an error",
    "readonly": "read-only",
}


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """One child with a reading."""
    path = tmp_path / "ward.hlhdesk"
    with Desk.open(path, create=True, zone="Asia/Shanghai") as desk:
        desk.execute(AdmitPatient(CHILD, IDENTITY))
        desk.execute(RecordTemperature(CHILD, "37.1", at="2018-03-09T14:00", confirmed=True))
    return path


@pytest.fixture
def disk(database: Path) -> Iterator[Disk]:
    """Put under the program after the database was made."""
    with on_disk("under-the-window") as made:
        yield made


@pytest.fixture
def window(disk: Disk, open_window: OpenWindow, database: Path) -> Iterator[MainWindow]:
    with Desk.open(database) as desk:
        opened = open_window(desk)
        yield opened
        disk.work()
        opened.close()


def forget_pages(window: MainWindow) -> None:
    """What is read from now on is read from the disk."""
    desk = window.bridge.desk
    assert isinstance(desk, Desk)
    desk._store.connection.execute("PRAGMA shrink_memory")


def press(widget: QWidget, text: str) -> None:
    QTest.keyClicks(widget, text)
    QTest.keyClick(widget, Qt.Key.Key_Return)


def stored(window: MainWindow) -> list[str]:
    return [entry.value.text for entry in window.bridge.desk.chart(CHILD).temperatures]


@pytest.mark.parametrize("kind", DISK_WORDS)
def test_a_save_that_the_disk_refuses_is_said_and_the_typed_value_stays(
    window: MainWindow, disk: Disk, kind: str
) -> None:
    disk.fail(kind, 1, once=False)
    press(window.entry.value, "38.9")
    assert window.entry.value.text() == "38.9"
    assert window.entry.answer.property("answer") == "refused"
    assert DISK_WORDS[kind] in window.entry.answer.text()
    assert "nothing was saved" in window.entry.answer.text()
    disk.work()
    QTest.keyClick(window.entry.value, Qt.Key.Key_Return)
    assert window.entry.answer.property("answer") == "saved"
    assert window.entry.value.text() == ""
    assert stored(window) == ["37.1", "38.9"], "once"


@pytest.mark.parametrize("kind", ["read", "full", "sync"])
def test_what_is_said_is_true_wherever_the_disk_fails(
    window: MainWindow, disk: Disk, shown: Shown, kind: str
) -> None:
    wanted = ["37.1"]
    refused = k = 0
    for k in range(1, 16):
        forget_pages(window)
        disk.fail(kind, k)
        value = f"38.{k % 10}"
        press(window.entry.value, value)
        failed = disk.failed
        disk.work()
        if window.entry.answer.property("answer") == "refused":
            refused += 1
            assert window.entry.value.text() == value
            window.entry.value.clear()
        else:
            assert window.entry.answer.property("answer") == "saved"
            wanted.append(value)
        assert stored(window) == wanted
        if not failed:
            break
    shown(
        f"the window over a failing disk: {kind}",
        f"{k} places: {refused} refused in words, what was said is true",
    )


def test_the_other_lines_keep_what_was_typed_too(window: MainWindow, disk: Disk) -> None:
    window.actions_by_name["vitals"].trigger()
    line = window.bar.line("vitals")
    assert isinstance(line, FormLine)
    pulse = line.form.fields["pulse"].line
    assert isinstance(pulse, QLineEdit)
    disk.fail("full", 1, once=False)
    press(pulse, "128")
    assert "nothing was saved" in line.form.answer.text.text()
    assert pulse.text() == "128"
    disk.work()
    QTest.keyClick(pulse, Qt.Key.Key_Return)
    assert [entry.value.text for entry in window.bridge.desk.chart(CHILD).vitals] == ["128"]


def test_a_program_that_writes_for_long_is_waited_for_then_said(
    open_window: OpenWindow, database: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An import in another process holds the database: what was typed waits on screen, and the next Enter saves it."""
    monkeypatch.setattr(driver, "PATIENCE_SECONDS", 0.0)
    with Desk.open(database) as desk:
        window = open_window(desk)
        desk._store.connection.execute("PRAGMA busy_timeout = 0")
        other = driver.open_writer(database)
        other.execute("BEGIN IMMEDIATE")
        press(window.entry.value, "38.9")
        assert "Another program is writing" in window.entry.answer.text()
        assert window.entry.value.text() == "38.9"
        assert stored(window) == ["37.1"], "reading goes on meanwhile"
        other.execute("ROLLBACK")
        other.close()
        QTest.keyClick(window.entry.value, Qt.Key.Key_Return)
        assert stored(window) == ["37.1", "38.9"]
        window.close()

"""The locked screen as somebody who should not see behind it tries it: open dialogs, the clipboard, tips, early locks."""

from __future__ import annotations

import ctypes
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from ctypes import wintypes
from pathlib import Path

import pytest
from PySide6.QtCore import Q_ARG, QMetaObject, QPoint, QTimer
from PySide6.QtGui import QGuiApplication
from PySide6.QtWidgets import QApplication, QToolTip, QWidget
from pytestqt.qtbot import QtBot

from hlhdesk.service import Desk, Password, enter
from tests.service.people.wards import OTHER_PASSWORD, with_child
from tests.service.people.wards import ward as protected_ward
from tests.ui.test_lock_screen import CHILD, forget, program, texts
from ui.app import Program
from ui.copied import copy_picture, copy_text
from ui.file_asking import file_to_save
from ui.lock_screen import LockScreen
from ui.remembered import Remembered
from ui.system_lock import (
    WINDOWS_MESSAGE,
    WM_WTSSESSION_CHANGE,
    WTS_SESSION_LOCK,
    DesktopEar,
    SystemLock,
    WindowsEar,
    told_to_lock,
)

__all__ = ["program"]

ROOT = Path(__file__).resolve().parents[2]

DOORS = (
    "pages",
    "pages-of-several",
    "identity",
    "correct-last",
    "size",
    "diagnosis",
    "discharge",
    "note",
    "backups",
    "people",
    "panels",
    "about",
    "notes",
    "admit",
)
"""Everything that opens a dialog over the window, by the name of its menu item."""


def seen() -> list[QWidget]:
    return [top for top in QApplication.topLevelWidgets() if top.isVisible()]


def locked_with(program: Program, open_it: Callable[[], object], qtbot: QtBot) -> None:
    """Open something, and lock while it is open, whether it waits for an answer or not."""
    QTimer.singleShot(300, program.lock)
    open_it()
    qtbot.waitUntil(lambda: program._locked is not None, timeout=10_000)
    qtbot.wait(50)
    forget()


@pytest.mark.parametrize("door", DOORS)
def test_no_dialog_outlives_the_lock(program: Program, qtbot: QtBot, door: str) -> None:
    action = program.window.actions_by_name[door]
    locked_with(program, action.trigger, qtbot)
    assert [type(top) for top in seen()] == [LockScreen]
    found = texts()
    assert [part for part in CHILD if part in found] == []


def test_a_file_dialog_that_waits_is_closed_by_the_lock(program: Program, qtbot: QtBot) -> None:
    locked_with(program, lambda: file_to_save(program.window, "P1 39.4", "x.pdf", ""), qtbot)
    assert [type(top) for top in seen()] == [LockScreen]
    assert "39.4" not in texts()


def test_what_was_copied_here_leaves_the_clipboard(program: Program) -> None:
    copy_text("P1\t39.4")
    program.lock()
    assert QGuiApplication.clipboard().text() == ""


def test_a_copied_chart_leaves_the_clipboard(program: Program) -> None:
    copy_picture(program.window.grab())
    assert QGuiApplication.clipboard().mimeData().hasImage()
    program.lock()
    held = QGuiApplication.clipboard().mimeData()
    assert held is None or not held.hasImage()


def test_what_another_program_copied_stays(program: Program) -> None:
    copy_text("P1\t39.4")
    QGuiApplication.clipboard().setText("a recipe")
    program.lock()
    assert QGuiApplication.clipboard().text() == "a recipe"


@pytest.mark.qt_log_ignore(r"raise\(\)", extend=True)  # a screen that is none says so
def test_a_tip_does_not_stay_on_screen(program: Program) -> None:
    QToolTip.showText(QPoint(10, 10), "39.4 axillary", program.window)
    program.lock()

    forget()
    assert "39.4 axillary" not in texts()


def test_a_window_that_still_reads_its_charts_is_locked_by_the_first_key(
    tmp_path: Path, qtbot: QtBot
) -> None:
    path = tmp_path / "ward.db"
    protected_ward(path)
    with_child(path)
    desk = Desk.open(path, access=enter(path, Password("Dora", OTHER_PASSWORD)))
    made = Program(desk, Remembered(tmp_path / "window.ini"), "en")
    made.show()
    made.window.actions_by_name["lock"].trigger()
    try:
        assert made._locked is not None
        qtbot.wait(300)
        forget()
        assert [type(top) for top in seen()] == [LockScreen]
        assert "P1" not in texts()
    finally:
        assert made._locked is not None
        made._locked.close()
        made._locked.deleteLater()
        made.stop()
        forget()


@pytest.mark.parametrize(
    ("kind", "number", "word", "locks"),
    [
        (WINDOWS_MESSAGE, WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK, True),
        (WINDOWS_MESSAGE, WM_WTSSESSION_CHANGE, 0x8, False),
        (WINDOWS_MESSAGE, 0x0100, WTS_SESSION_LOCK, False),
        (b"xcb_generic_event_t", WM_WTSSESSION_CHANGE, WTS_SESSION_LOCK, False),
    ],
)
def test_windows_locks_the_program_with_the_session(
    qapp: QApplication, kind: bytes, number: int, word: int, locks: bool
) -> None:
    message = wintypes.MSG()
    message.message, message.wParam = number, word
    address = ctypes.addressof(message)
    assert told_to_lock(kind, address) is locks
    assert not told_to_lock(kind, 0)
    locked: list[bool] = []
    ear = WindowsEar(qapp, lambda: locked.append(True))
    assert ear.nativeEventFilter(kind, address) == (False, 0)
    assert bool(locked) is locks
    ear.stop()


@pytest.mark.skipif(not sys.platform.startswith("linux"), reason="a Linux desktop says it so")
def test_a_desktop_locks_the_program_with_its_screen(qapp: QApplication) -> None:
    locked: list[bool] = []
    system = SystemLock(qapp, lambda: locked.append(True))
    assert isinstance(system.ear, DesktopEar)
    assert QMetaObject.invokeMethod(system.ear, "changed", Q_ARG(bool, False))
    assert locked == []
    assert QMetaObject.invokeMethod(system.ear, "changed", Q_ARG(bool, True))
    assert locked == [True]
    system.stop()
    assert system.ear is None


BUS = """
import subprocess
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from ui.system_lock import DESKTOPS, SystemLock
app = QApplication([])
heard = []
system = SystemLock(app, lambda: (heard.append(True), app.quit() if len(heard) == len(DESKTOPS) else None))
for name in DESKTOPS:
    for state in ("false", "true"):
        command = ["dbus-send", "--session", "--type=signal", "/a", f"{name}.ActiveChanged", f"boolean:{state}"]
        QTimer.singleShot(200, lambda command=command: subprocess.run(command, check=True))
QTimer.singleShot(20_000, app.quit)
app.exec()
system.stop()
print(len(heard), len(DESKTOPS))
"""


@pytest.mark.skipif(shutil.which("dbus-run-session") is None, reason="needs a bus of its own")
def test_it_is_heard_on_a_real_bus() -> None:
    command = ["dbus-run-session", "--", sys.executable, "-c", BUS]
    unseen = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    done = subprocess.run(
        command, cwd=ROOT, env=unseen, capture_output=True, text=True, check=False, timeout=120
    )
    assert done.stdout.split() == ["4", "4"], done.stderr

"""A locked screen shows nothing of any child, and gives a draft back to its owner only."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hlhdesk.service import Desk, Password, RecordTemperature, Role, enter
from tests.service.people.wards import OTHER_PASSWORD, desk_of, ward, with_child, with_user
from ui.app import Program
from ui.idle import IdleWatch
from ui.lock_screen import LockScreen
from ui.remembered import Remembered

CHILD = ("P1", "Example Three", "2014-11-20", "39.4")


@pytest.fixture(params=["en", "zh"])
def program(request: pytest.FixtureRequest, tmp_path: Path, qtbot: QtBot) -> Iterator[Program]:
    path = tmp_path / "ward.db"
    ward(path)
    with_child(path)
    with_user(path, "Nora", Role.NURSE)
    with desk_of(path, "Dora", OTHER_PASSWORD) as desk:
        desk.execute(RecordTemperature("P1", "39.4"))
    desk = Desk.open(path, access=enter(path, Password("Dora", OTHER_PASSWORD)))
    made = Program(desk, Remembered(tmp_path / "window.ini"), request.param)
    made.show()
    stands(made, qtbot)
    yield made
    if made._locked is None:
        made.window.close()
        made.window.deleteLater()
    else:
        made._locked.close()
        made._locked.deleteLater()
    made.stop()
    forget()


def stands(program: Program, qtbot: QtBot) -> None:
    qtbot.waitUntil(
        lambda: program.window.bridge.child == "P1" and not program.window._pending, timeout=10_000
    )


def forget() -> None:
    """What is to be deleted goes now."""
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete)
    QCoreApplication.processEvents()


def lock(program: Program) -> LockScreen:
    program.window.actions_by_name["lock"].trigger()
    forget()
    assert program._locked is not None
    return program._locked


def texts() -> str:
    """Everything that any widget of the program says or lets read aloud."""
    said: list[str] = []
    for top in QApplication.topLevelWidgets():
        for widget in (top, *top.findChildren(QWidget)):
            said += [widget.windowTitle(), widget.toolTip(), widget.accessibleName(), widget.statusTip()]
            said += [
                str(widget.property(name))
                for name in ("text", "plainText", "placeholderText", "accessibleDescription")
            ]
    said += [str(made.objectName()) for made in QApplication.instance().findChildren(QObject)]  # type: ignore[union-attr]
    return "\n".join(said)


def test_the_search_finds_the_child_while_the_window_is_open(program: Program) -> None:
    assert any(part in texts() for part in CHILD)
    assert "Dora" in texts()


def test_nothing_of_the_child_is_in_any_widget(program: Program) -> None:
    QTest.keyClicks(program.window.entry.value, "38.7")
    lock(program)
    found = texts()
    assert [part for part in (*CHILD, "38.7") if part in found] == []


def test_what_was_charted_is_backed_up_when_the_screen_locks(
    program: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun: list[tuple[Sequence[str], str | None]] = []
    monkeypatch.setattr(
        "ui.backup_at_close.start_detached",
        lambda _language, arguments, handed: begun.append((arguments, handed)),
    )
    lock(program)
    ((arguments, handed),) = begun
    assert {"backups", "--now", "--if-changed"} <= set(arguments)
    assert handed is not None
    program.lock()
    assert len(begun) == 1


def test_the_draft_comes_back_to_its_owner(program: Program, qtbot: QtBot) -> None:
    QTest.keyClicks(program.window.entry.value, "38.7")
    screen = lock(program)
    QTest.keyClicks(screen.secret, "wrong password")
    QTest.keyClick(screen.secret, Qt.Key.Key_Return)
    assert screen.problem.text()
    QTest.keyClicks(screen.secret, OTHER_PASSWORD)
    QTest.keyClick(screen.secret, Qt.Key.Key_Return)
    assert program._locked is None
    stands(program, qtbot)
    QTest.keyClick(program.window.entry.value, Qt.Key.Key_Down)  # takes what is offered
    assert program.window.entry.value.text() == "38.7"
    assert program.window.bridge.signer == "Dora"


def test_another_person_takes_over_without_the_draft(program: Program, qtbot: QtBot) -> None:
    QTest.keyClicks(program.window.entry.value, "38.7")
    screen = lock(program)
    screen.name.selectAll()
    QTest.keyClicks(screen.name, "Nora")
    QTest.keyClicks(screen.secret, OTHER_PASSWORD)
    QTest.keyClick(screen.secret, Qt.Key.Key_Return)
    stands(program, qtbot)
    QTest.keyClick(program.window.entry.value, Qt.Key.Key_Down)
    assert program.window.entry.value.text() == ""
    assert program.window.bridge.signer == "Nora"
    assert "38.7" not in texts()


def test_the_pin_unlocks(program: Program) -> None:
    people = program.window.bridge.desk.people
    assert people is not None
    people.set_pin("2580")
    screen = lock(program)
    QTest.keyClicks(screen.secret, "2580")
    QTest.keyClick(screen.secret, Qt.Key.Key_Return)
    assert program._locked is None


def test_nobody_here_for_a_while_locks(program: Program, qtbot: QtBot) -> None:
    watch = program._idle
    assert isinstance(watch, IdleWatch)
    assert watch.timer.interval() == 5 * 60_000
    watch.timer.stop()
    QTest.keyClick(program.window, Qt.Key.Key_Shift)
    assert watch.timer.isActive()
    watch.timer.setInterval(1)
    watch.timer.start()
    qtbot.waitUntil(lambda: program._locked is not None)

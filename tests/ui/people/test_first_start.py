"""The first start asks how charts are to be kept; an open database becomes a protected one without losing anything."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QDialog, QLineEdit
from pytestqt.qtbot import QtBot

from hlhdesk.cli import main as hlhdesk
from hlhdesk.service import AdmitPatient, Desk, Password, Role, enter, is_protected
from hlhdesk.wording import Catalogue
from tests.service.desks import IDENTITY
from ui.app import Program, application
from ui.people.first_start import FirstStart
from ui.people.keys import LAST, KeysShown, plain
from ui.people.protect_now import ProtectNow
from ui.remembered import Remembered

NAME, PASSWORD = "Ada 艾", "nine green bottles"


@pytest.fixture(params=["en", "zh"])
def say(request: pytest.FixtureRequest) -> Catalogue:
    return Catalogue.load(request.param)


def soon(act: Callable[[], bool]) -> None:
    """Try again and again until it was done; what is asked is modal."""

    def again() -> None:
        if not act():
            QTimer.singleShot(20, again)

    QTimer.singleShot(20, again)


def write_keys_down() -> bool:
    """Type the end of each key, as whoever wrote them down does."""
    shown = next(
        (top for top in QApplication.topLevelWidgets() if isinstance(top, KeysShown) and top.isVisible()),
        None,
    )
    if shown is None:
        return False
    for text, typed in shown.typed:
        QTest.keyClicks(typed, plain(text)[-LAST:])
    QTest.keyClick(shown.typed[-1][1], Qt.Key.Key_Return)
    return True


def type_first(dialog: FirstStart | ProtectNow) -> None:
    """Name and password of the first administrator, and Enter."""
    dialog.first.name.setText(NAME)  # an input method writes what no key does
    secrets = [
        field for field in dialog.findChildren(QLineEdit) if field.echoMode() is QLineEdit.EchoMode.Password
    ]
    for secret in secrets:
        QTest.keyClicks(secret, PASSWORD)
    QTest.keyClick(secrets[-1], Qt.Key.Key_Return)


def test_a_protected_database_is_what_is_offered(tmp_path: Path, say: Catalogue, qtbot: QtBot) -> None:
    path = tmp_path / "ward.hlhdesk"
    dialog = FirstStart(path, "Asia/Shanghai", say)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.first.boxes[Role.DOCTOR].setChecked(True)
    soon(write_keys_down)
    type_first(dialog)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert is_protected(path)
    access = enter(path, Password(NAME, PASSWORD))
    assert access.user.roles == {Role.ADMINISTRATOR, Role.DOCTOR}
    with Desk.open(path, access=access) as desk:
        assert desk.zone.key == "Asia/Shanghai"


def test_an_open_one_is_made_when_it_is_chosen(tmp_path: Path, say: Catalogue, qtbot: QtBot) -> None:
    path = tmp_path / "ward.hlhdesk"
    dialog = FirstStart(path, "Asia/Shanghai", say)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.open_one.setChecked(True)
    assert not dialog.first.name.isVisible()
    QTest.keyClick(dialog, Qt.Key.Key_Return)
    with Desk.open(path) as desk:
        assert (desk.is_open, desk.zone.key) == (True, "Asia/Shanghai")


def test_a_weak_password_makes_nothing(tmp_path: Path, say: Catalogue, qtbot: QtBot) -> None:
    dialog = FirstStart(tmp_path / "ward.hlhdesk", None, say)
    qtbot.addWidget(dialog)
    dialog.show()
    dialog.first.name.setText(NAME)  # an input method writes what no key does
    dialog.try_it()
    assert dialog.problem.text()
    assert list(tmp_path.iterdir()) == []


def test_leaving_the_first_start_makes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr("ui.app.begin", lambda *_: False)
    monkeypatch.setattr("hlhdesk.commands.shell.default_folder", lambda: tmp_path / "data")
    assert hlhdesk(["open"]) == 0
    assert not (tmp_path / "data" / "ward.hlhdesk").exists()
    assert capsys.readouterr().err == ""


def test_an_open_database_is_protected_from_the_window(
    tmp_path: Path, say: Catalogue, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ward.hlhdesk"
    with Desk.open(path, create=True) as desk:
        desk.execute(AdmitPatient("P1", IDENTITY))
    application()
    program = Program(Desk.open(path), Remembered(tmp_path / "window.ini"), say.language)
    program.show()
    qtbot.waitUntil(lambda: program.window.bridge.child == "P1", timeout=10_000)
    monkeypatch.setattr("ui.people.protect_now.show_keys", lambda *_: None)

    def fill() -> bool:
        found = next(
            (
                top
                for top in QApplication.topLevelWidgets()
                if isinstance(top, ProtectNow) and top.isVisible()
            ),
            None,
        )
        if found is not None:
            type_first(found)
        return found is not None

    soon(fill)
    program.window.actions_by_name["protect"].trigger()
    try:
        assert is_protected(path)
        shown = program.window.bridge.desk
        assert not shown.is_open
        assert list(shown.patients()) == ["P1"]
        assert program.window.bridge.signer == NAME
        assert "lock" in program.window.actions_by_name
        kept = [file for file in tmp_path.iterdir() if file.is_file() and file.read_bytes()[:6] == b"SQLite"]
        assert len(kept) == 1, "the open file is kept beside it"
    finally:
        program.window.close()
        program.window.deleteLater()
        program.stop()


def test_the_demo_is_nobodys(tmp_path: Path) -> None:
    assert "protect" not in _menu(tmp_path, demo=True)
    assert "protect" in _menu(tmp_path, demo=False)


def _menu(tmp_path: Path, *, demo: bool) -> set[str]:
    from tests.ui.fake_desk import FakeDesk  # noqa: PLC0415  beside its use
    from tests.ui.wards import ward  # noqa: PLC0415  beside its use

    application()
    desk = FakeDesk(ward()[:1])
    desk.is_demo = demo
    program = Program(desk, Remembered(tmp_path / "window.ini"), "en")
    found = set(program.window.actions_by_name)
    program.window.deleteLater()
    program.stop()
    return found

"""Signing in by keys, in both languages: the password, a wrong one, and the emergency key."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from hlhdesk.wording import Catalogue
from tests.service.people.wards import ANN, ANN_PASSWORD, desk_of, ward
from ui.app import run
from ui.sign_in import SignIn


@pytest.fixture(params=["en", "zh"])
def say(request: pytest.FixtureRequest) -> Catalogue:
    return Catalogue.load(request.param)


def shown(path: Path, say: Catalogue, qtbot: QtBot) -> SignIn:
    dialog = SignIn(path, say)
    qtbot.addWidget(dialog)
    dialog.show()
    return dialog


def test_name_password_enter(tmp_path: Path, say: Catalogue, qtbot: QtBot) -> None:
    ward(tmp_path / "ward.db")
    dialog = shown(tmp_path / "ward.db", say, qtbot)
    QTest.keyClicks(dialog.name, ANN)
    QTest.keyClicks(dialog.secret, "wrong password")
    QTest.keyClick(dialog.secret, Qt.Key.Key_Return)
    assert dialog.access is None
    assert dialog.problem.text() == say("people.wrong")
    QTest.keyClicks(dialog.secret, ANN_PASSWORD)  # the wrong one is marked, and typed over
    QTest.keyClick(dialog.secret, Qt.Key.Key_Return)
    assert dialog.result() == QDialog.DialogCode.Accepted
    assert dialog.access is not None
    assert dialog.access.user.name == ANN
    assert dialog.secret.text() == ""


def test_the_emergency_key_wants_a_reason(tmp_path: Path, say: Catalogue, qtbot: QtBot) -> None:
    keys = ward(tmp_path / "ward.db")
    dialog = shown(tmp_path / "ward.db", say, qtbot)
    assert not dialog.reason.isVisible()
    dialog.emergency.click()
    assert dialog.reason.isVisible()
    QTest.keyClicks(dialog.name, "Dr Night")
    QTest.keyClicks(dialog.secret, keys.emergency)
    QTest.keyClick(dialog.secret, Qt.Key.Key_Return)
    assert dialog.access is None
    assert dialog.problem.text()
    QTest.keyClicks(dialog.reason, "nobody is here")
    QTest.keyClick(dialog.reason, Qt.Key.Key_Return)
    assert dialog.access is not None
    assert dialog.access.emergency
    with desk_of(tmp_path / "ward.db") as desk:
        assert desk.people is not None
        assert [seen.reason for seen in desk.people.emergencies()] == ["nobody is here"]


def test_a_relative_path_is_the_same_file_for_every_process(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    seen: list[Path] = []

    def opened(path: Path, **_: object) -> None:
        seen.append(path)
        raise KeyboardInterrupt

    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("ui.app.Desk.open", opened)
    monkeypatch.setattr("ui.app.is_protected", lambda _: False)
    monkeypatch.setattr("ui.app.write_log", lambda _: None)
    monkeypatch.setattr("ui.app.catch_qt", lambda: None)
    monkeypatch.setattr("ui.app.catch_threads", lambda: None)
    with pytest.raises(KeyboardInterrupt):
        run(Path("ward.db"))
    assert seen == [tmp_path / "ward.db"]

"""A database that cannot be opened: a backup is put back after its preview was read, or nothing happens."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog
from pytestqt.qtbot import QtBot

from hlhdesk.service import AdmitPatient, Desk, Password, RecordTemperature, Role, back_up, enter
from hlhdesk.wording import Catalogue
from tests.service.desks import IDENTITY, desk_with
from tests.service.people.wards import ANN, ANN_PASSWORD, OTHER_PASSWORD, desk_of, ward, with_user
from ui.app import _why_not, offer_rescue
from ui.rescue_dialog import RescueDialog
from ui.sign_in import SignIn

LONG_MS = 60_000


@pytest.fixture
def lost(tmp_path: Path) -> Path:
    """A database of which only the backup is left."""
    path = tmp_path / "ward.db"
    with desk_with(path, "R3") as desk:
        desk.execute(RecordTemperature("R3", "39.4"))
    back_up(path)
    path.unlink()
    return path


def shown(path: Path, qtbot: QtBot) -> RescueDialog:
    dialog = RescueDialog(path, ["hlhdesk: there is no such file"], Catalogue.load("en"))
    qtbot.addWidget(dialog)
    return dialog


def test_what_was_lost_comes_back_after_a_look(lost: Path, qtbot: QtBot) -> None:
    dialog = shown(lost, qtbot)
    assert dialog.why.text() == "there is no such file"
    assert not dialog.restore.isEnabled()
    with qtbot.waitSignal(dialog.chore.ended, timeout=LONG_MS):
        dialog.preview.click()
    assert "nothing would be lost" in dialog.answer.toPlainText()
    dialog.restore.click()
    assert dialog.result() == QDialog.DialogCode.Accepted
    with Desk.open(lost, readonly=True) as desk:
        assert len(desk.chart("R3").temperatures) == 1


def test_a_file_that_is_no_backup_cannot_be_put_back(
    lost: Path, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other"
    other.write_bytes(b"no backup" * 100)
    monkeypatch.setattr("ui.rescue_dialog.file_to_open", lambda *_: str(other))
    dialog = shown(lost, qtbot)
    with qtbot.waitSignal(dialog.chore.ended, timeout=LONG_MS):
        dialog.file.click()
    assert not dialog.restore.isEnabled()
    dialog.leave.click()
    assert dialog.result() == QDialog.DialogCode.Rejected
    assert not lost.exists()


def test_where_nobody_can_see_a_window_nothing_is_offered(lost: Path, qtbot: QtBot) -> None:
    assert not offer_rescue(lost, ["hlhdesk: there is no such file"], "en")
    assert not lost.exists()


@pytest.fixture
def protected(tmp_path: Path) -> Path:
    """A protected database with a backup, and a nurse beside the administrator."""
    path = tmp_path / "ward.db"
    ward(path, Role.NURSE)
    with_user(path, "Nora", Role.NURSE)
    access = enter(path, Password(ANN, ANN_PASSWORD))
    with Desk.open(path, access=access) as desk:
        desk.execute(AdmitPatient("R3", IDENTITY))
        desk.execute(RecordTemperature("R3", "39.4"))
    with access.holding():
        back_up(path)
    return path


def signs_in(monkeypatch: pytest.MonkeyPatch, name: str, password: str) -> None:
    """Somebody answers the question who it is."""

    def answer(dialog: SignIn) -> int:
        dialog.name.setText(name)
        dialog.secret.setText(password)
        dialog.enter.click()
        return dialog.result()

    monkeypatch.setattr(SignIn, "exec", answer)


@pytest.mark.parametrize("keys_too", [False, True])
def test_a_protected_database_that_was_lost_comes_back(
    protected: Path, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch, keys_too: bool
) -> None:
    protected.unlink()
    if keys_too:
        protected.with_name(f"{protected.name}.keys").unlink()
    dialog = shown(protected, qtbot)
    signs_in(monkeypatch, "Nora", OTHER_PASSWORD)
    dialog.preview.click()
    assert "Nora" in dialog.answer.toPlainText(), "a nurse may not put a backup back"
    assert not dialog.chore.running
    signs_in(monkeypatch, ANN, ANN_PASSWORD)
    with qtbot.waitSignal(dialog.chore.ended, timeout=LONG_MS):
        dialog.preview.click()
    assert dialog.restore.isEnabled(), dialog.answer.toPlainText()
    dialog.restore.click()
    assert dialog.result() == QDialog.DialogCode.Accepted
    with desk_of(protected) as desk:
        assert len(desk.chart("R3").temperatures) == 1


def test_a_damaged_protected_database_is_mended_by_whoever_has_a_password(
    protected: Path, qtbot: QtBot
) -> None:
    content = bytearray(protected.read_bytes())
    content[100:4000] = bytes(3900)
    protected.write_bytes(bytes(content))
    access = enter(protected, Password("Nora", OTHER_PASSWORD))
    assert not access.readable
    dialog = RescueDialog(protected, _why_not(protected, access, "en"), Catalogue.load("en"), access)
    qtbot.addWidget(dialog)
    assert dialog.why.text()
    with qtbot.waitSignal(dialog.chore.ended, timeout=LONG_MS):
        dialog.preview.click()
    assert dialog.restore.isEnabled(), dialog.answer.toPlainText()
    dialog.restore.click()
    assert dialog.result() == QDialog.DialogCode.Accepted, dialog.answer.toPlainText()
    with desk_of(protected) as desk:
        assert len(desk.chart("R3").temperatures) == 1
    assert [file for file in protected.parent.iterdir() if "replaced" in file.name], (
        "what was damaged is kept"
    )

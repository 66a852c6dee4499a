"""A database that cannot be opened: a backup is put back after its preview was read, or nothing happens."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtWidgets import QDialog, QFileDialog
from pytestqt.qtbot import QtBot

from hlhdesk.service import Desk, RecordTemperature, back_up
from hlhdesk.wording import Catalogue
from tests.service.desks import desk_with
from ui.app import offer_rescue
from ui.rescue_dialog import RescueDialog

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
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(other), ""))
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

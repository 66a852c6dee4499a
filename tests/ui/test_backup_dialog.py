"""The dialog about backups: nothing is put back before its preview was read."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtTest import QTest
from pytestqt.qtbot import QtBot

from hlhdesk.service import Desk, RecordTemperature, back_up
from hlhdesk.wording import Catalogue
from tests.service.desks import desk_with
from tests.ui.conftest import CHART_MS
from ui.app import Program, application
from ui.backup_dialog import BackupDialog
from ui.bridge import Bridge
from ui.remembered import Remembered

LONG_MS = 60_000


@pytest.fixture
def desk(tmp_path: Path) -> Iterator[Desk]:
    path = tmp_path / "ward.db"
    with desk_with(path, "R3") as opened:
        back_up(path)
        opened.execute(RecordTemperature("R3", "39.4"))
        yield opened


@pytest.fixture
def dialog(desk: Desk, qtbot: QtBot) -> BackupDialog:
    bridge = Bridge(desk, Catalogue.load("en"))
    made = BackupDialog(bridge)
    bridge.setParent(made)
    qtbot.addWidget(made)
    bridge.sign_as("Li")
    return made


def waited(dialog: BackupDialog, qtbot: QtBot, name: str) -> str:
    """Press a button and wait for what it found."""
    with qtbot.waitSignal(dialog.chore.ended, timeout=LONG_MS):
        dialog.buttons[name].click()
    return dialog.answer.toPlainText()


def test_it_says_what_there_is(dialog: BackupDialog) -> None:
    assert dialog.state.text().startswith("last verified backup ")
    assert dialog.model.rowCount() == 1
    assert dialog.model.index(0, 1).data() == "0.1 MB"


def test_one_more_now_carries_the_name(dialog: BackupDialog, desk: Desk, qtbot: QtBot) -> None:
    assert waited(dialog, qtbot, "now").startswith("Verified backup at ")
    assert dialog.model.rowCount() == 2
    line = desk.ward_history()[-1]
    assert (line.action, line.by) == ("backup-made", "Li")


def test_a_drill_is_one_act(dialog: BackupDialog, qtbot: QtBot) -> None:
    assert "is whole" in waited(dialog, qtbot, "drill")
    assert "verified: " in waited(dialog, qtbot, "check")


def test_only_what_was_previewed_is_put_back(dialog: BackupDialog, qtbot: QtBot) -> None:
    restore = dialog.buttons["restore"]
    assert not restore.isEnabled()
    dialog.table.selectRow(0)
    text = waited(dialog, qtbot, "preview")
    assert "1 entry would be lost" in text
    assert "R3: 39.4 °C axillary" in text
    assert restore.isEnabled()
    waited(dialog, qtbot, "drill")
    assert not restore.isEnabled(), "what is shown now is no preview"
    waited(dialog, qtbot, "preview")
    with qtbot.waitSignal(dialog.restore_asked) as asked:
        restore.click()
    assert asked.args == [next(iter(Path(dialog._bridge.desk.path).with_name("ward.db.backups").iterdir()))]


def test_a_damaged_file_from_elsewhere_cannot_be_put_back(
    dialog: BackupDialog, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = tmp_path / "other.backup"
    other.write_bytes(b"no backup" * 100)
    monkeypatch.setattr("ui.backup_dialog.file_to_open", lambda *_: str(other))
    assert "is no HLHdesk database" in waited(dialog, qtbot, "file")
    assert not dialog.buttons["restore"].isEnabled()


def test_the_ward_s_wishes(
    dialog: BackupDialog, desk: Desk, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("ui.backup_dialog.folder_to_use", lambda *_: str(tmp_path))
    dialog.buttons["folder"].click()
    dialog.fields["backup_minutes"].setText("3")
    dialog.fields["backup_minutes"].setModified(True)
    dialog.buttons["save"].click()
    assert desk.setting("backup_second_place") == str(tmp_path)
    assert desk.setting("backup_minutes") is None
    assert "Accepted: 5 to 1440" in dialog.answer.toPlainText()
    assert dialog.fields["backup_minutes"].text() == "3", "what was refused stays typed"
    dialog.fields["backup_minutes"].setText("30")
    dialog.buttons["save"].click()
    assert desk.setting("backup_minutes") == "30"
    assert dialog.answer.toPlainText() == "Saved."


def test_putting_one_back_opens_the_ward_as_it_was(tmp_path: Path, qtbot: QtBot, nothing_left: None) -> None:
    path = tmp_path / "ward.db"
    with desk_with(path, "R3"):
        pass
    backup = back_up(path).path
    assert backup is not None
    with Desk.open(path) as desk:
        desk.execute(RecordTemperature("R3", "39.4"))
    application()
    program = Program(Desk.open(path), Remembered(tmp_path / "window.ini"), "en")
    first = program.window
    with qtbot.waitSignal(first.ready, timeout=CHART_MS):
        program.show()
    qtbot.waitUntil(lambda: first.chart.holder.view is not None, timeout=CHART_MS)
    first.bridge.sign_as("Li")
    QTest.keyClicks(first.entry.value, "38.")
    first.keeping.restore_asked.emit(backup)
    second = program.window
    qtbot.waitUntil(lambda: second.chart.holder.view is not None, timeout=CHART_MS)
    assert second is not first
    assert second.bridge.desk.chart("R3").temperatures == ()
    assert "is kept as" in second.notice.text()
    assert second.bridge.signer == "Li"
    assert second.bridge.drafts.words("Li") == {"R3": "38."}, "what was half-typed is still there"
    second.close()
    program.stop()

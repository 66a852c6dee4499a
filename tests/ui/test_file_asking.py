"""A list of files opens none: closing the database's file once would take every lock of this process from it."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QFileSystemModel
from pytestqt.qtbot import QtBot

from hlhdesk.service import Desk
from tests.service.desks import desk_with
from tests.ui.conftest import OpenWindow
from ui.file_asking import file_to_open, file_to_save, folder_to_use, is_of_the_database

LOCKS = Path("/proc/locks")
LISTED_MS = 20_000
Ask = Callable[[Path], str]
ASKS: dict[str, Ask] = {
    "save": lambda folder: file_to_save(None, "Save", str(folder / "page.pdf"), "Everything (*)"),
    "open": lambda folder: file_to_open(None, "Open", str(folder)),
    "folder": lambda folder: folder_to_use(None, "Folder", str(folder)),
}


def locks_of(*files: Path) -> int:
    """How many locks are held on these files."""
    inodes = {str(file.stat().st_ino) for file in files if file.exists()}
    return sum(line.split()[-3].split(":")[-1] in inodes for line in LOCKS.read_text().splitlines())


@pytest.mark.skipif(
    sys.platform != "linux", reason="only here a file that is closed takes the locks of a process"
)
@pytest.mark.parametrize("name", ["ward.db", "ward.hlhdesk", "ward"])
@pytest.mark.parametrize("ask", ASKS)
def test_the_open_database_keeps_its_locks(qtbot: QtBot, tmp_path: Path, ask: str, name: str) -> None:
    path = tmp_path / name
    with desk_with(path, "P1"):
        files = (path, path.with_name(f"{name}-shm"))
        before = locks_of(*files)
        assert before > 0
        listed: list[str] = []

        def look_and_leave() -> None:
            tops = [top for top in QApplication.topLevelWidgets() if isinstance(top, QFileDialog)]
            dialog = next(top for top in tops if top.isVisible())
            try:  # whatever is found: the dialog would wait for ever
                qtbot.waitUntil(lambda: _shown(dialog) > 0 or ask == "folder", timeout=LISTED_MS)
                qtbot.wait(200)
                listed.append(dialog.directory().absolutePath())
            finally:
                dialog.reject()

        QTimer.singleShot(0, look_and_leave)
        assert ASKS[ask](tmp_path) == ""
        assert listed == [str(tmp_path)]
        assert locks_of(*files) == before
        path.open("rb").close()
        assert locks_of(*files) < before, "so it would be if somebody looked into it"


def _shown(dialog: QFileDialog) -> int:
    """How many files of its folder a dialog has read."""
    model = dialog.findChild(QFileSystemModel)
    return 0 if model is None else model.rowCount(model.index(dialog.directory().absolutePath()))


@pytest.mark.parametrize("suffix", ["", "-wal", "-shm", "-journal"])
def test_the_databases_own_files_are_known(tmp_path: Path, suffix: str) -> None:
    database = tmp_path / "ward.db"
    database.write_bytes(b"x")
    (tmp_path / "link.db").symlink_to(database)
    assert is_of_the_database(tmp_path / f"ward.db{suffix}", database)
    assert is_of_the_database(tmp_path / "link.db", database)
    assert not is_of_the_database(tmp_path / "ward.pdf", database)
    assert not is_of_the_database(tmp_path / "missing", database)


def test_no_picture_takes_the_place_of_the_database(open_window: OpenWindow, tmp_path: Path) -> None:
    path = tmp_path / "ward.db"
    with desk_with(path, "P1") as desk:
        window = open_window(desk)
        window.chart.write_picture(path)
        assert not path.read_bytes().startswith(b"\x89PNG")
        assert "could not be written" in window.notice.text()
        window.close()
    with Desk.open(path, readonly=True) as again:
        assert again.patients() == ("P1",)


def test_nothing_in_the_window_asks_in_another_way() -> None:
    rooms = Path(__file__).parents[2] / "ui"
    found = [file.name for file in rooms.rglob("*.py") if "QFileDialog" in file.read_text("utf-8")]
    assert found == ["file_asking.py"]

"""A shift at the window in a process of its own: charted, corrected, printed, backed up, crashed and closed.

``python -m tests.project.whole_session FOLDER``: the database is FOLDER/ward.hlhdesk, what is exported goes to
FOLDER/exports. What the process had loaded at its end is in FOLDER/loaded.json.
"""

from __future__ import annotations

import json
import re
import sys
from pathlib import Path

from PySide6.QtCore import Qt, QTimer
from PySide6.QtTest import QTest

from hlhdesk import cli
from hlhdesk.service import AdmitPatient, CorrectEntry, Desk, RecordTemperature
from ui import app
from ui.log import catch_qt, log_folder, write_log
from ui.places import TABS, WARD_PAGES
from ui.remembered import Remembered
from ui.window import MainWindow

CANARY, NUMBER = "Canarybird", "CANARY-7731"
IDENTITY = {"name": CANARY, "sex": "female", "birth_date": "2019-04-01", "bed": "12", "allergies": [CANARY]}
MAPPED = re.compile(r"/\S+\.(?:so|dylib)\S*")


def prepare(path: Path) -> None:
    """The child, a reading, and a correction that names her."""
    with Desk.open(path, create=True, zone="Europe/Berlin") as desk:
        desk.execute(AdmitPatient(NUMBER, IDENTITY))
        saved = desk.execute(RecordTemperature(NUMBER, "38.9"))
        body = {**desk.body_of(saved.entry), "value": "38.6"}
        desk.execute(CorrectEntry(saved.entry.id, body, f"{CANARY} was read wrongly"))


def work(window: MainWindow) -> None:
    """Type, be refused, leave something half-typed, open every tab, and meet an error that nobody caught."""
    line = window.entry.value
    for words in ("38.4", CANARY, "47.2"):
        line.clear()
        QTest.keyClicks(line, words)
        QTest.keyClick(line, Qt.Key.Key_Return)
    line.clear()
    QTest.keyClicks(line, "39.")
    for tab in TABS:
        window.open_tab(tab.name)
    for page in WARD_PAGES:
        window.right.open(page.name)
    try:
        raise LookupError(f"no chart of {CANARY}, {NUMBER}")
    except LookupError as error:
        sys.excepthook(type(error), error, error.__traceback__)


def shift(path: Path, folder: Path) -> None:
    """The window from its start to its end."""
    write_log(log_folder())
    catch_qt()
    qt = app.application()
    program = app.Program(Desk.open(path), Remembered(), "en")

    def begin() -> None:
        work(program.window)
        program.window.close()

    program.window.ready.connect(lambda: QTimer.singleShot(1, begin))
    program.show()
    qt.exec()
    program.stop()
    for arguments in (
        ["backups", "--now"],
        ["export", "--format", "csv", "--out", folder / "exports" / "tables"],
        ["summary", "discharge", "--patient", NUMBER, "--out", folder / "exports" / "page.pdf"],
        ["verify"],
    ):
        assert cli.main([str(part) for part in (*arguments, "--db", path)]) == 0


def loaded() -> dict[str, list[str]]:
    """What the process mapped and imported."""
    maps = Path("/proc/self/maps")
    text = maps.read_text(encoding="utf-8") if maps.exists() else ""
    return {"libraries": sorted(set(MAPPED.findall(text))), "modules": sorted(sys.modules)}


def main() -> None:
    """Do it all."""
    folder = Path(sys.argv[1])
    (folder / "exports" / "tables").mkdir(parents=True)
    path = folder / "ward.hlhdesk"
    prepare(path)
    shift(path, folder)
    (folder / "loaded.json").write_text(json.dumps(loaded()), encoding="utf-8")


if __name__ == "__main__":
    main()

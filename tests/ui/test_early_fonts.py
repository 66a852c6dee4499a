"""What stands before the window can be read in Chinese on a system without a Chinese font."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QFontDatabase
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from hlhdesk.wording import Catalogue
from ui.refusal import refusal_box
from ui.rescue_dialog import RescueDialog
from ui.sign_in import SignIn
from ui.style import OWN_FAMILY

ZH = Catalogue.load("zh")
EARLY: dict[str, Callable[[Path], QWidget]] = {
    "sign-in": lambda path: SignIn(path, ZH),
    "rescue": lambda path: RescueDialog(path, ["hlhdesk: x"], ZH),
    "refusal": lambda _path: refusal_box(["hlhdesk: x"], ZH),
}


@pytest.mark.parametrize("name", list(EARLY))
def test_it_brings_its_own_font(name: str, tmp_path: Path, qtbot: QtBot) -> None:
    QFontDatabase.removeAllApplicationFonts()
    assert OWN_FAMILY not in QFontDatabase.families()
    qtbot.addWidget(EARLY[name](tmp_path / "ward.db"))
    assert OWN_FAMILY in QFontDatabase.families()

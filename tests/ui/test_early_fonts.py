"""What stands before the window can be read in Chinese on a system without a Chinese font."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtGui import QFont, QFontDatabase, QImage, QPainter, QRawFont
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from hlhdesk.wording import Catalogue
from ui.fonts import load_own_font
from ui.refusal import refusal_box
from ui.rescue_dialog import RescueDialog
from ui.sign_in import SignIn
from ui.style import OWN_FAMILY, RARE_FAMILY, load_palette

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


def test_a_rare_character_has_a_bold_face_too(qapp: QApplication) -> None:
    """In bold the family lacks the rarest characters of names: they come from the regular face."""
    QFontDatabase.removeAllApplicationFonts()
    assert load_own_font()
    assert {OWN_FAMILY, RARE_FAMILY} <= set(QFontDatabase.families())
    for character in ("㐂", "䶮", "珺"):
        shown = QRawFont.fromFont(QFont([RARE_FAMILY]))
        assert shown.supportsCharacter(ord(character))
    sized = {regular_and_bold: drawn("㐂", bold=regular_and_bold) for regular_and_bold in (False, True)}
    assert sized[True] > sized[False] > 0, "a heavier face, not an empty box of the system"


def drawn(text: str, *, bold: bool) -> int:
    """How many dots a text takes."""
    image = QImage(60, 60, QImage.Format.Format_Grayscale8)
    image.fill(255)
    painter = QPainter(image)
    font = load_palette("light", 2.0).font("name", bold=bold)
    painter.setFont(font)
    painter.drawText(5, 45, text)
    painter.end()
    return sum(255 - byte for byte in bytes(image.constBits()))

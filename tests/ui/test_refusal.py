"""What a program that an icon started says when it cannot open."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QMessageBox
from pytestqt.qtbot import QtBot

from hlhdesk.wording import Catalogue
from ui.app import tell_refusal
from ui.refusal import refusal_box


def test_the_lines_are_said_as_plain_text(qtbot: QtBot) -> None:
    box = refusal_box(
        ["hlhdesk: <b>ward.db</b> lies on a share", "hlhdesk: another line"], Catalogue.load("en")
    )
    qtbot.addWidget(box)
    assert box.informativeText() == "<b>ward.db</b> lies on a share\nanother line"
    assert box.textFormat() is Qt.TextFormat.PlainText
    assert "did not open" in box.text()
    assert box.icon() is QMessageBox.Icon.Warning


def test_where_nobody_can_see_it_nobody_waits(qtbot: QtBot) -> None:
    tell_refusal(["hlhdesk: nothing"], "zh")

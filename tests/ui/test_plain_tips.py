"""What looks like markup in a name, a note or a reason is shown as it stands, in every label and tooltip."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape
from pathlib import Path

import pytest
from PySide6.QtCore import QAbstractTableModel, QModelIndex, Qt
from PySide6.QtWidgets import QAbstractItemView, QLabel, QWidget

from hlhdesk.model.entries import Kind
from hlhdesk.service import AdmitPatient, CorrectEntry, Desk, RecordEntry, RecordTemperature
from tests.ui.conftest import OpenWindow
from ui.places import TABS
from ui.widgets import BREAK, plain_tip
from ui.window import MainWindow

HOSTILE = "<img src='/etc/hostname'><s>39.4</s>"
CHILD = "EX-1"
SHOWN_AS_IT_STANDS = re.compile(r"<p style='white-space: pre-wrap'>([^<]*)</p>")


@pytest.fixture
def window(open_window: OpenWindow, tmp_path: Path) -> Iterator[MainWindow]:
    identity = {"name": HOSTILE, "sex": "female", "birth_date": "2014-11-20", "bed": "<b>4"}
    with Desk.open(tmp_path / "ward.hlhdesk", create=True, zone="Asia/Shanghai") as desk:
        desk.execute(AdmitPatient(CHILD, identity))
        saved = desk.execute(RecordTemperature(CHILD, "38.4", by="<u>Li"))
        desk.execute(CorrectEntry(saved.entry.id, desk.body_of(saved.entry) | {"value": "38.5"}, HOSTILE))
        now = desk.now().shown
        desk.execute(RecordEntry(CHILD, Kind.NOTE, {"at": now, "text": HOSTILE}))
        opened = open_window(desk)
        yield opened
        opened.close()


def tips(window: MainWindow) -> Iterator[str]:
    """Every tooltip of the window, those of its lists and tables included."""
    for widget in window.findChildren(QWidget):
        yield widget.toolTip()
    for view in window.findChildren(QAbstractItemView):
        model = view.model()
        if model is None:
            continue
        table = isinstance(model, QAbstractTableModel)  # a list says of no columns
        for row in range(model.rowCount(QModelIndex())):
            for column in range(model.columnCount(QModelIndex()) if table else 1):
                yield str(model.index(row, column).data(Qt.ItemDataRole.ToolTipRole) or "")


def test_no_tooltip_is_markup(window: MainWindow) -> None:
    for place in TABS:
        window.open_tab(place.name)
    found = [tip for tip in tips(window) if "<" in tip]
    texts = [SHOWN_AS_IT_STANDS.fullmatch(tip) for tip in found]
    assert [tip for tip, text in zip(found, texts, strict=True) if text is None] == []
    assert any(HOSTILE in unescape(text[1]) for text in texts if text), "the words themselves are legible"


def test_labels_that_hold_a_name_are_plain(window: MainWindow) -> None:
    holders = [label for label in window.findChildren(QLabel) if HOSTILE in label.text().replace(BREAK, "")]
    assert holders
    assert {label.textFormat() for label in holders} == {Qt.TextFormat.PlainText}


@pytest.mark.parametrize("text", ["38.4 °C", "", "a & b"])
def test_a_text_without_markup_is_its_own_tooltip(text: str) -> None:
    assert plain_tip(text) == text

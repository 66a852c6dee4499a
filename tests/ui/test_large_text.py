"""Text at twice its size: the window keeps its width, and whose page it is stays in sight."""

from __future__ import annotations

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel

from tests.ui.conftest import OpenWindow
from tests.ui.fake_desk import FakeDesk
from tests.ui.wards import stay
from ui.round.page import RoundPage
from ui.widgets import BREAK, breakable
from ui.window import MainWindow

NARROWEST = 1366
UNBROKEN = "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissen"


def test_the_window_keeps_its_width(window: MainWindow) -> None:
    window.use_palette("light", 2.0)
    QApplication.processEvents()
    window.bridge.noticed.emit("words " * 100)
    QApplication.processEvents()
    assert window.minimumSizeHint().width() <= NARROWEST


def test_whose_page_it_is_stays_in_sight(window: MainWindow, desk: FakeDesk) -> None:
    assert window.right.strip.isHidden()
    window.use_palette("light", 2.0)
    QApplication.processEvents()
    window.open_tab("entries")
    QApplication.processEvents()
    window.open_tab("entries")
    bar = window.right._area.verticalScrollBar()
    bar.setValue(bar.maximum())
    child = window.bridge.child
    assert child is not None
    assert not window.right.strip.isHidden()
    assert window.right.strip.text().startswith(str(desk.chart(child).identity.name))
    assert child in window.right.strip.text()
    bar.setValue(0)
    assert window.right.strip.isHidden()


def test_the_status_line_leaves_the_window_to_the_child(window: MainWindow) -> None:
    window.use_palette("light", 2.0)
    window.bridge.noticed.emit("words " * 100)
    QApplication.processEvents()
    assert window.statusBar().height() < window.height() / 6


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
def test_a_name_without_a_blank_cuts_nothing(open_window: OpenWindow, scale: float) -> None:
    """It is broken within: neither is it cut, nor does it push what stands below out of the window."""
    desk = FakeDesk([stay(UNBROKEN, "H" * 64, "4", ["38.2"])])
    window = open_window(desk)
    window.resize(1366, 740)
    window.use_palette("light", scale)
    QApplication.processEvents()
    name = window.identity.name
    assert name.text().replace(BREAK, "") == UNBROKEN
    assert fits(name)
    area = window.right._area
    inside = area.widget()
    assert inside is not None
    assert inside.width() <= area.viewport().width()
    window.right.open("round")
    QApplication.processEvents()
    page = window.right.page("round")
    assert isinstance(page, RoundPage)
    (row,) = page.rows.values()
    assert fits(row.name)
    assert fits(row.facts)


def fits(label: QLabel) -> bool:
    """Whether every line of a label has the room that it needs."""
    flags = int(Qt.TextFlag.TextWordWrap)
    room = label.contentsRect()
    needed = label.fontMetrics().boundingRect(room, flags, label.text())
    return needed.width() <= room.width() and needed.height() <= room.height()


@pytest.mark.parametrize(
    "text", ["", "short", UNBROKEN, "Anna Maria", "阿卜杜热合曼买买提江吐尔逊古丽木合塔尔", "A" * 300]
)
def test_breaking_changes_no_letter(text: str) -> None:
    assert breakable(text).replace(BREAK, "") == text
    assert (BREAK in breakable(text)) == any(len(word) >= 20 and word.isascii() for word in text.split())


def test_a_long_name_that_was_copied_is_found(open_window: OpenWindow) -> None:
    window = open_window(
        FakeDesk([stay(UNBROKEN, "A-1", "4", ["38.2"]), stay("Other", "A-2", "5", ["38.2"])])
    )
    window.board.search.setText(breakable(UNBROKEN))
    assert [card.patient_id for card in window.board.model.shown_cards()] == ["A-1"]

"""Text at twice its size: the window keeps its width, and whose page it is stays in sight."""

from __future__ import annotations

from PySide6.QtWidgets import QApplication

from tests.ui.fake_desk import FakeDesk
from ui.window import MainWindow

NARROWEST = 1366


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

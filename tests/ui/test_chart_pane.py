"""The chart by keys and mouse: the cross-hair, what is picked, panels, treatment days, pictures, 24 hours."""

from __future__ import annotations

from pathlib import Path

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtGui import QColor, QPixmap
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hlhdesk.model.entries import Entry, Temperature
from tests.ui.fake_desk import FakeDesk
from ui.chart.view import ChartView
from ui.chart_picture import caption_of, captioned
from ui.panels_dialog import PanelsDialog
from ui.style import load_palette
from ui.window import MainWindow


def view_of(window: MainWindow) -> ChartView:
    view = window.chart.holder.view
    assert view is not None
    return view


def last_reading(window: MainWindow, desk: FakeDesk) -> Temperature:
    child = window.bridge.child
    assert child is not None
    return max(desk.chart(child).temperatures, key=lambda entry: entry.at.instant)


def test_the_arrow_keys_read_all_panels(window: MainWindow) -> None:
    view = view_of(window)
    QTest.keyClick(view, Qt.Key.Key_Left)
    first = window.chart.reading.words.text()
    assert "°C" in first or "Ferritin" in first or "Steroid" in first
    for _ in range(3):
        QTest.keyClick(view, Qt.Key.Key_Left)
    assert window.chart.reading.words.text() != first
    QTest.keyClick(view, Qt.Key.Key_Escape)
    assert window.chart.reading.words.text() == ""


def test_enter_picks_what_the_cross_hair_is_at(window: MainWindow, desk: FakeDesk, qtbot: QtBot) -> None:
    view, reading = view_of(window), last_reading(window, desk)
    x = next(
        p.x
        for panel in view.panels.values()
        if panel.panel
        for p in panel.panel.points
        if p.entry_id == reading.id
    )
    view.point_at(x)
    QTest.keyClick(view, Qt.Key.Key_Return)
    assert window.chart.reading.entry is reading
    assert "°C" in window.chart.reading.words.text()
    assert not window.chart.reading.correct.isHidden()
    asked: list[Entry] = []
    window.bridge.correction_asked.connect(asked.append)
    window.chart.reading.correct.click()
    assert asked == [reading]


def test_a_click_on_a_reading_picks_it(window: MainWindow, desk: FakeDesk) -> None:
    view, reading = view_of(window), last_reading(window, desk)
    panel = view.panels["temperature"]
    assert panel.panel is not None
    point = next(point for point in panel.panel.points if point.entry_id == reading.id)
    view._click(panel.box.mapViewToScene(QPointF(point.x, point.y)))
    assert window.chart.reading.entry is reading
    view._click(panel.box.mapViewToScene(QPointF(point.x, point.y)) + QPointF(0, -60))
    assert window.chart.reading.entry is reading, "a click beside everything picks nothing"


def test_another_child_leaves_nothing_picked(window: MainWindow, desk: FakeDesk) -> None:
    window.chart.reading.show_entry(desk.chart(str(window.bridge.child)), last_reading(window, desk).id)
    window.board.step(1)
    assert window.chart.reading.entry is None
    assert window.chart.reading.words.text() == ""


def test_d_puts_treatment_days_first(window: MainWindow) -> None:
    view = view_of(window)
    before = [tick.label for tick in view._spec.ticks] if view._spec else []
    QTest.keyClick(view, Qt.Key.Key_D)
    assert view._spec is not None
    after = [tick.label for tick in view._spec.ticks]
    assert after != before
    assert any(label.startswith("day ") for label in after)
    QTest.keyClick(view, Qt.Key.Key_D)
    assert [tick.label for tick in view._spec.ticks] == before


def test_24_hours_show_the_clock(window: MainWindow) -> None:
    window.actions_by_name["day"].trigger()
    view = view_of(window)
    assert view._spec is not None
    assert "14:00" in [tick.label for tick in view._spec.ticks]
    (first, last), _ = next(iter(view.panels.values())).box.viewRange()
    assert last - first == pytest.approx(1.0)


def test_panels_are_chosen_and_ordered_by_keys(window: MainWindow, qtbot: QtBot) -> None:
    chart = window.chart._chart
    assert chart is not None
    dialog = PanelsDialog(window.bridge.say, window.chart.panels, window.chart._offered(chart), window)
    qtbot.addWidget(dialog)
    dialog.show()
    assert dialog.chosen() == ("ruxolitinib", "steroid", "ferritin")
    QTest.keyClick(dialog.list, Qt.Key.Key_Space)
    assert dialog.chosen() == ("steroid", "ferritin")
    dialog.list.setCurrentRow(2)
    dialog.list.setFocus()
    dialog.activateWindow()
    qtbot.waitUntil(dialog.isActiveWindow)
    for _ in range(2):
        QTest.keyClick(dialog.list, Qt.Key.Key_Up, Qt.KeyboardModifier.AltModifier)
    assert dialog.chosen() == ("ferritin", "steroid")
    assert dialog.list.currentRow() == 0, "the mark goes with its panel"
    window.chart.show_panels(dialog.chosen())
    assert list(view_of(window).panels) == ["temperature", "ferritin", "steroid"]


def test_the_picture_and_the_words_are_copied(window: MainWindow) -> None:
    window.actions_by_name["copy"].trigger()
    picture = QApplication.clipboard().pixmap()
    assert picture.width() > 300
    view = view_of(window)
    assert picture.height() > view.height(), "with whose it is above"
    window.actions_by_name["copy-words"].trigger()
    assert QApplication.clipboard().text().startswith("Chart from ")


def test_the_picture_is_saved_or_said_not_to_be(window: MainWindow, tmp_path: Path) -> None:
    window.chart.write_picture(tmp_path / "chart.png")
    assert (tmp_path / "chart.png").read_bytes().startswith(b"\x89PNG")
    window.chart.write_picture(tmp_path / "nowhere" / "chart.png")
    assert "could not be written" in window.notice.text()


def test_a_picture_says_whose_it_is(window: MainWindow) -> None:
    chart = window.chart._chart
    assert chart is not None
    desk, say = window.bridge.desk, window.bridge.say
    said = caption_of(chart, desk.now(), say, demo=False)
    for part in (str(chart.identity.name), chart.patient_id, str(chart.identity.birth_date.year)):
        assert part in said
    assert "DEMO" in caption_of(chart, desk.now(), say, demo=True)
    plain = QPixmap(400, 100)
    plain.fill(QColor("white"))
    short, long = (captioned(plain, text, load_palette()) for text in ("A", "word " * 60))
    assert plain.height() < short.height() < long.height(), "it takes the lines that it needs"
    assert short.toImage() != captioned(plain, "B", load_palette()).toImage()


def test_other_panels_show_the_same_days(window: MainWindow) -> None:
    window.chart.choose_range("seven")
    QApplication.processEvents()
    before = view_of(window)._first_box().viewRange()[0]
    window.chart.show_panels(("ferritin", "steroid"))
    QApplication.processEvents()
    boxes = [panel.box for panel in view_of(window).panels.values()]
    assert len(boxes) == 3
    for box in boxes:
        assert box.viewRange()[0] == pytest.approx(before)

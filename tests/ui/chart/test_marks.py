"""The points of a panel are drawn where they stand, in their order, and say under the mouse what was charted."""

from __future__ import annotations

from collections.abc import Callable, Iterator

import pyqtgraph as pg
import pytest
from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QColor, QImage
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from ui.chart.marks import Look, Mark, Marks
from ui.style import load_palette

PALETTE = load_palette()
DOT = Look("square", 9, fill="chart.temperature")
RING = Look("circle", 21, "chart.relapse", width=2)
BOUNDS = QRectF(0, 35, 10, 7)

Draw = Callable[..., QImage]


@pytest.fixture
def canvas(qtbot: QtBot) -> Iterator[tuple[pg.GraphicsView, Marks]]:
    """Ten days and seven degrees on 500 times 350 pixels."""
    view = pg.GraphicsView()
    view.setBackground("w")
    box = pg.ViewBox(enableMenu=False, border=None)
    view.setCentralItem(box)
    view.resize(500, 350)
    view.show()
    box.setRange(BOUNDS, padding=0)
    marks = Marks(PALETTE, 10)
    box.addItem(marks, ignoreBounds=True)
    QApplication.processEvents()
    yield view, marks
    view.close()


def drawn(view: pg.GraphicsView) -> QImage:
    QApplication.processEvents()
    image: QImage = view.grab().toImage()
    return image


def at(image: QImage, x: float, y: float) -> QColor:
    """The colour at a place of the panel."""
    return image.pixelColor(round(x * 50), round((42 - y) * 50))


def test_each_stands_in_its_place(canvas: tuple[pg.GraphicsView, Marks]) -> None:
    view, marks = canvas
    marks.show_marks([Mark(2, 37, DOT), Mark(5, 39, DOT), Mark(5, 39, RING)], BOUNDS)
    image = drawn(view)
    for x, y in ((2, 37), (5, 39)):
        assert at(image, x, y) == PALETTE.colour("chart.temperature")
    assert at(image, 8, 39) == QColor("white")
    ring = [image.pixelColor(250 + across, 150) for across in (9, 10, 11)]
    assert PALETTE.colour("chart.relapse") in ring


def test_what_comes_later_is_drawn_over(canvas: tuple[pg.GraphicsView, Marks]) -> None:
    view, marks = canvas
    under, over = Mark(5, 39, DOT), Mark(5, 39, Look("square", 9, fill="chart.relapse"))
    marks.show_marks([under, over], BOUNDS)
    assert at(drawn(view), 5, 39) == PALETTE.colour("chart.relapse")
    marks.show_marks([over, under], BOUNDS)
    assert at(drawn(view), 5, 39) == PALETTE.colour("chart.temperature")


def test_what_went_is_gone(canvas: tuple[pg.GraphicsView, Marks]) -> None:
    view, marks = canvas
    marks.show_marks([Mark(5, 39, DOT)], BOUNDS)
    marks.show_marks([], BOUNDS)
    assert at(drawn(view), 5, 39) == QColor("white")
    assert marks.text_at(QPointF(5, 39)) == ""


def test_a_point_says_what_was_charted(canvas: tuple[pg.GraphicsView, Marks]) -> None:
    _, marks = canvas
    marks.show_marks([Mark(2, 37, DOT, "37.0 °C"), Mark(5, 39, DOT, "39.0 °C")], BOUNDS)
    assert marks.text_at(QPointF(5.05, 39.05)) == "39.0 °C"
    assert marks.text_at(QPointF(2, 37)) == "37.0 °C"
    assert marks.text_at(QPointF(5.2, 39)) == "", "ten pixels away"
    assert marks.text_at(QPointF(5, 39.2)) == ""


def test_a_half_shown_point_at_the_edge_is_drawn(canvas: tuple[pg.GraphicsView, Marks]) -> None:
    view, marks = canvas
    marks.show_marks([Mark(0, 39, DOT), Mark(10, 39, DOT)], BOUNDS)
    image = drawn(view)
    assert image.pixelColor(1, 150) == PALETTE.colour("chart.temperature")
    assert image.pixelColor(497, 150) == PALETTE.colour("chart.temperature")

"""Which boxes words would cover: points within reach, and lines that pass through."""

from __future__ import annotations

import numpy as np
import pytest
from PySide6.QtCore import QRectF
from PySide6.QtGui import QTransform

from hlhdesk.charting.spec import Line, Panel, Point
from ui.chart.obstacles import Obstacles, freest

BOX = QRectF(100, 100, 40, 20)


def lines(*segments: tuple[float, float, float, float]) -> Obstacles:
    return Obstacles(np.empty((0, 2)), np.array(segments, dtype=float).reshape(-1, 4))


def points(*places: tuple[float, float]) -> Obstacles:
    return Obstacles(np.array(places, dtype=float).reshape(-1, 2), np.empty((0, 4)))


@pytest.mark.parametrize(
    ("segment", "crosses"),
    [
        ((0, 110, 300, 110), True),
        ((120, 0, 120, 300), True),
        ((90, 90, 150, 130), True),
        ((110, 105, 115, 110), True),
        ((300, 110, 0, 110), True),
        ((0, 99, 300, 99), False),
        ((0, 121, 300, 121), False),
        ((99, 0, 99, 300), False),
        ((0, 110, 90, 110), False),
        ((150, 110, 300, 110), False),
        ((80, 115, 105, 135), False),
        ((120, 110, 120, 110), True),
        ((10, 10, 10, 10), False),
    ],
)
def test_a_line_that_passes_through(segment: tuple[float, float, float, float], crosses: bool) -> None:
    assert lines(segment).covered_by(BOX) == int(crosses)


@pytest.mark.parametrize(
    ("place", "covered"),
    [((120, 110), 1), ((97, 110), 1), ((95, 110), 0), ((120, 123), 1), ((120, 125), 0)],
)
def test_a_point_within_reach(place: tuple[float, float], covered: int) -> None:
    assert points(place).covered_by(BOX) == covered


def test_nothing_covers_nothing() -> None:
    assert lines().covered_by(BOX) == 0
    assert points().covered_by(BOX) == 0


def test_the_first_of_equals_and_the_freest() -> None:
    boxes = [QRectF(0, 0, 10, 10), QRectF(50, 0, 10, 10), QRectF(100, 0, 10, 10)]
    assert freest(boxes, points()) is boxes[0]
    assert freest(boxes, points((5, 5), (5, 6), (55, 5), (105, 5))) is boxes[1]
    assert freest(boxes, points((5, 5), (55, 5), (105, 5))) is boxes[0]


def test_a_panel_in_pixels() -> None:
    panel = Panel(
        "temperature", "Temperature", "°C", 35, 42, (), 1.0,
        lines=(Line("peak", (((0, 36), (1, 40)), ((2, 36),))),),
        points=(Point(0, 36, "axillary", "36"), Point(1, 40, "axillary", "40")),
    )  # fmt: skip
    seen = Obstacles.of(panel).on_screen(QTransform(100, 0, 0, -10, 5, 420))
    assert seen.covered_by(QRectF(0, 50, 12, 12)) == 2, "the first point and its line"
    assert seen.covered_by(QRectF(50, 35, 10, 10)) == 1, "the line alone"
    assert seen.covered_by(QRectF(200, 0, 10, 10)) == 0

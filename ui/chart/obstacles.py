"""What words on the chart should not cover when they have a choice: points, and the lines between them."""

from __future__ import annotations

import itertools
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Sequence
from functools import cached_property
from typing import Any

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QTransform

from hlhdesk.charting.spec import Panel

Segment = tuple[float, float, float, float]
Floats = np.ndarray[Any, np.dtype[np.float64]]
REACH = 4.0
"""Half of a point, in pixels."""


class Obstacles:
    """Places in the units of a panel, asked about in pixels: near ones alone are looked at, for a paint waits."""

    def __init__(self, points: Floats, segments: Floats) -> None:
        self._points, self._segments = points, segments

    @classmethod
    def of(cls, panel: Panel) -> Obstacles:
        """The points and lines of a panel."""
        points = [(point.x, point.y) for point in panel.points]
        segments = [
            (*start, *end)
            for line in panel.lines
            for segment in line.segments
            for start, end in itertools.pairwise(segment)
        ]
        return cls(_array(points, 2), _array(segments, 4))

    def on_screen(self, transform: QTransform) -> Obstacles:
        """The same in pixels. The transform moves and scales, and never turns."""
        scale = np.array((transform.m11(), transform.m22()))
        shift = np.array((transform.dx(), transform.dy()))
        return Obstacles(self._points * scale + shift, self._segments * np.tile(scale, 2) + np.tile(shift, 2))

    def covered_by(self, box: QRectF) -> int:
        """How many points and lines a box would cover."""
        left, top, right, bottom = box.left(), box.top(), box.right(), box.bottom()
        across, down, lefts, segments, widest = self._by_left
        first = bisect_right(across, left - REACH)
        near = down[first : bisect_left(across, right + REACH)]
        covered = int(np.count_nonzero((near > top - REACH) & (near < bottom + REACH)))
        for x, y, x1, y1 in segments[bisect_left(lefts, left - widest) : bisect_right(lefts, right)]:
            beside = (y < top and y1 < top) or (y > bottom and y1 > bottom)
            if not beside and _crosses((x, y, x1, y1), left, top, right, bottom):
                covered += 1
        return covered

    @cached_property
    def _by_left(self) -> tuple[list[float], Floats, list[float], list[list[float]], float]:
        """Points and lines from left to right, and how far the longest line reaches to the right of its left end."""
        places = self._points[np.argsort(self._points[:, 0], kind="stable")]
        ends = self._segments[:, (0, 2)]
        lefts = ends.min(axis=1, initial=np.inf)
        order = np.argsort(lefts, kind="stable")
        widest = float((ends.max(axis=1, initial=-np.inf) - lefts).max(initial=0.0))
        return (
            places[:, 0].tolist(),
            places[:, 1],
            lefts[order].tolist(),
            self._segments[order].tolist(),
            widest,
        )


def freest(boxes: Sequence[QRectF], obstacles: Obstacles) -> QRectF:
    """The box that covers the least, the first of equals."""
    best, fewest = boxes[0], None
    for box in boxes:
        covered = obstacles.covered_by(box)
        if fewest is None or covered < fewest:
            best, fewest = box, covered
        if not covered:
            break
    return best


def _array(rows: Iterable[Sequence[float]], width: int) -> Floats:
    return np.array(list(rows), dtype=float).reshape(-1, width)


def _crosses(segment: Segment, left: float, top: float, right: float, bottom: float) -> bool:
    """Whether a part of a segment is in the box (clipping by Liang and Barsky)."""
    x, y, x1, y1 = segment
    enter, leave = 0.0, 1.0
    for way, room in ((x - x1, x - left), (x1 - x, right - x), (y - y1, y - top), (y1 - y, bottom - y)):
        if way < 0:
            enter = max(enter, room / way)
        elif way > 0:
            leave = min(leave, room / way)
        elif room < 0:
            return False
    return enter <= leave

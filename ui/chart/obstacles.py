"""What words on the chart should not cover when they have a choice: points, and the lines between them."""

from __future__ import annotations

import itertools
from collections.abc import Iterable, Sequence
from typing import Any

import numpy as np
from PySide6.QtCore import QRectF
from PySide6.QtGui import QTransform

from hlhdesk.charting.spec import Panel

Floats = np.ndarray[Any, np.dtype[np.float64]]
REACH = 4.0
"""Half of a point, in pixels."""


class Obstacles:
    """Places in the units of a panel, asked about in pixels; all of them at once, for a paint waits."""

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
        low = np.array((box.left() - REACH, box.top() - REACH))
        high = np.array((box.right() + REACH, box.bottom() + REACH))
        inside = ((self._points > low) & (self._points < high)).all(axis=1)
        return int(inside.sum()) + int(_crossing(self._segments, box).sum())


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


def _crossing(segments: Floats, box: QRectF) -> np.ndarray[Any, np.dtype[np.bool_]]:
    """Which segments have a part in the box (clipping by Liang and Barsky)."""
    x, y, dx, dy = segments[:, 0], segments[:, 1], *(segments[:, 2:] - segments[:, :2]).T
    ways = np.stack((-dx, dx, -dy, dy))
    rooms = np.stack((x - box.left(), box.right() - x, y - box.top(), box.bottom() - y))
    with np.errstate(divide="ignore", invalid="ignore"):
        at = rooms / ways
    enter = np.where(ways < 0, at, 0.0).max(axis=0, initial=0.0)
    leave = np.where(ways > 0, at, 1.0).min(axis=0, initial=1.0)
    beside = ((ways == 0) & (rooms < 0)).any(axis=0)
    return np.asarray((enter <= leave) & ~beside, dtype=np.bool_)

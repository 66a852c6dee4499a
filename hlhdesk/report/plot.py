"""Where things of a ``ChartSpec`` stand on paper, and labels that do not cover each other."""

from __future__ import annotations

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from hlhdesk.charting import ChartSpec, Panel

LEFT, RIGHT = 84.0, 66.0  # room for the panels' names and scales, and for the names of limits
TOP, GAP, AXIS = 4.0, 9.0, 24.0


@dataclass(frozen=True, slots=True)
class Frame:
    """The rectangle of one panel and its two scales."""

    panel: Panel
    x0: float
    x1: float
    left: float
    right: float
    bottom: float
    top: float

    def x(self, value: float) -> float:
        return self.left + (value - self.x0) / (self.x1 - self.x0) * (self.right - self.left)

    def y(self, value: float) -> float:
        share = (value - self.panel.y0) / (self.panel.y1 - self.panel.y0)
        return self.bottom + share * (self.top - self.bottom)


def frames(spec: ChartSpec, width: float, height: float) -> list[Frame]:
    """The panels from top to bottom, each with its share of the height."""
    free = height - TOP - AXIS - GAP * (len(spec.panels) - 1)
    total = sum(panel.height for panel in spec.panels)
    found: list[Frame] = []
    top = height - TOP
    for panel in spec.panels:
        bottom = top - free * panel.height / total
        found.append(Frame(panel, spec.x0, spec.x1, LEFT, width - RIGHT, bottom, top))
        top = bottom - GAP
    return found


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle that something covers."""

    left: float
    bottom: float
    right: float
    top: float

    def meets(self, other: Box) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.bottom < other.top
            and other.bottom < self.top
        )


def along(lines: Iterable[Sequence[tuple[float, float]]], size: float = 8.0) -> Iterator[Box]:
    """Boxes along polylines, none larger than ``size``, so that a label stays off the lines."""
    for line in lines:
        for (x0, y0), (x1, y1) in pairwise(line):
            count = max(1, math.ceil(max(abs(x1 - x0), abs(y1 - y0)) / size))
            places = [(x0 + (x1 - x0) * n / count, y0 + (y1 - y0) * n / count) for n in range(count + 1)]
            for (left, low), (right, high) in pairwise(places):
                yield Box(min(left, right), min(low, high), max(left, right), max(low, high))


@dataclass(slots=True)
class Room:
    """What is taken in a frame; a label asks for the first free place."""

    bounds: Box
    taken: list[Box] = field(default_factory=list)

    def take(self, box: Box) -> None:
        self.taken.append(box)

    def place(self, width: float, height: float, corners: Iterable[tuple[float, float]]) -> Box | None:
        """The first of the lower left corners at which a label covers nothing; None when there is none.

        A corner beyond the left or right edge is moved inside.
        """
        for left, bottom in corners:
            left = min(max(left, self.bounds.left), self.bounds.right - width)  # noqa: PLW2901
            box = Box(left, bottom, left + width, bottom + height)
            inside = box.bottom >= self.bounds.bottom and box.top <= self.bounds.top
            if inside and not any(box.meets(other) for other in self.taken):
                self.take(box)
                return box
        return None

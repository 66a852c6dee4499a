"""The marks of the measuring sites, as on the paper chart: × axillary, ● oral, ○ rectal."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from typing import Any

Shape = Callable[[Any, float, float, float], None]
Polyline = tuple[tuple[float, float], ...]


def trace(canvas: Any, lines: Iterable[Polyline]) -> None:
    """All polylines in one path; a single point is left to its symbol."""
    path = canvas.beginPath()
    drawn = False
    for line in lines:
        if len(line) > 1:
            drawn = True
            path.moveTo(*line[0])
            for place in line[1:]:
                path.lineTo(*place)
    if drawn:
        canvas.drawPath(path, stroke=1, fill=0)


def ring(canvas: Any, x: float, y: float, radius: float) -> None:
    """An empty circle."""
    canvas.circle(x, y, radius, stroke=1, fill=0)


def _cross(path: Any, x: float, y: float, size: float) -> None:
    for turn in (1, -1):
        path.moveTo(x - size, y - size * turn)
        path.lineTo(x + size, y + size * turn)


def _plus(path: Any, x: float, y: float, size: float) -> None:
    path.moveTo(x - size, y)
    path.lineTo(x + size, y)
    path.moveTo(x, y - size)
    path.lineTo(x, y + size)


def _circle(path: Any, x: float, y: float, size: float) -> None:
    path.circle(x, y, size)


def _polygon(corners: int, turned: float) -> Shape:
    def shape(path: Any, x: float, y: float, size: float) -> None:
        angles = [turned + 2 * math.pi * n / corners for n in range(corners)]
        places = [(x + size * 1.2 * math.sin(angle), y + size * 1.2 * math.cos(angle)) for angle in angles]
        path.moveTo(*places[0])
        for place in places[1:]:
            path.lineTo(*place)
        path.close()

    return shape


SYMBOLS: dict[str, tuple[bool, Shape]] = {
    "axillary": (False, _cross),
    "oral": (True, _circle),
    "rectal": (False, _circle),
    "tympanic": (False, _polygon(3, 0)),
    "forehead": (False, _polygon(4, 0)),
    "core": (False, _polygon(4, math.pi / 4)),
    "unstated": (False, _plus),
    "lab": (True, _circle),
}

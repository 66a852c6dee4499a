"""The marks of the measuring sites, as on the paper chart: × axillary, ● oral, ○ rectal."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any

Shape = Callable[[float, float, float], str]
ARC = 0.5523  # of the radius: the handles of a curve that is nearly a quarter circle
Polyline = tuple[tuple[float, float], ...]


def trace(canvas: Any, lines: Iterable[Polyline]) -> None:
    """All polylines in one path; a single point is left to its symbol."""
    strokes = [
        f"{line[0][0]:.2f} {line[0][1]:.2f} m {' '.join(f'{x:.2f} {y:.2f} l' for x, y in line[1:])}"
        for line in lines
        if len(line) > 1
    ]
    if strokes:
        _write(canvas, f"{' '.join(strokes)} S")


def _write(canvas: Any, operators: str) -> None:
    """Path operators of a PDF as they are: a canvas' own path spends its time on formatting numbers."""
    canvas._code.append(operators)


def ring(canvas: Any, x: float, y: float, radius: float) -> None:
    """An empty circle."""
    canvas.circle(x, y, radius, stroke=1, fill=0)


def _cross(x: float, y: float, size: float) -> str:
    left, right, low, high = x - size, x + size, y - size, y + size
    return f"{left:.2f} {low:.2f} m {right:.2f} {high:.2f} l {left:.2f} {high:.2f} m {right:.2f} {low:.2f} l"


def _plus(x: float, y: float, size: float) -> str:
    return (
        f"{x - size:.2f} {y:.2f} m {x + size:.2f} {y:.2f} l {x:.2f} {y - size:.2f} m {x:.2f} {y + size:.2f} l"
    )


def _circle(x: float, y: float, size: float) -> str:
    """Four curves; ``ARC`` places their handles."""
    handle = size * ARC
    quarters = ((1, 0), (0, 1), (-1, 0), (0, -1), (1, 0))
    code = [f"{x + size:.2f} {y:.2f} m"]
    for (ax, ay), (bx, by) in pairwise(quarters):
        code.append(
            f"{x + size * ax + handle * bx:.2f} {y + size * ay + handle * by:.2f} "
            f"{x + size * bx + handle * ax:.2f} {y + size * by + handle * ay:.2f} "
            f"{x + size * bx:.2f} {y + size * by:.2f} c"
        )
    return " ".join(code) + " h"


def _polygon(corners: int, turned: float) -> Shape:
    angles = [turned + 2 * math.pi * n / corners for n in range(corners)]
    reach = [(1.2 * math.sin(angle), 1.2 * math.cos(angle)) for angle in angles]

    def shape(x: float, y: float, size: float) -> str:
        places = [f"{x + size * dx:.2f} {y + size * dy:.2f}" for dx, dy in reach]
        return f"{places[0]} m {' '.join(f'{place} l' for place in places[1:])} h"

    return shape


def marks(canvas: Any, symbol: str, places: Iterable[tuple[float, float]], size: float) -> None:
    """All marks of one site in one path, stroked; a closed one is filled with the fill colour."""
    shape = SYMBOLS.get(symbol, SYMBOLS["unstated"])[1]
    _write(canvas, f"{' '.join(shape(x, y, size) for x, y in places)} B")


def solid(symbol: str) -> bool:
    """True for a mark that is filled with its own colour; any other is filled with the paper's."""
    return SYMBOLS.get(symbol, SYMBOLS["unstated"])[0]


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

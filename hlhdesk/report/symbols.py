"""The marks of the measuring sites, as on the paper chart: × axillary, ● oral, ○ rectal."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable
from itertools import pairwise
from typing import Any

from hlhdesk.report.plot import Box

Shape = Callable[[float], str]
ARC = 0.5523  # of the radius: the handles of a curve that is nearly a quarter circle
Polyline = tuple[tuple[float, float], ...]


def trace(canvas: Any, lines: Iterable[Polyline]) -> None:
    """All polylines in one path; a single point is left to its symbol."""
    strokes = [
        f"{_place(line[0])} m {' '.join(f'{_place(corner)} l' for corner in line[1:])}"
        for line in lines
        if len(line) > 1
    ]
    if strokes:
        _write(canvas, f"{' '.join(strokes)} S")


def _place(corner: tuple[float, float]) -> str:
    return f"{number(corner[0])} {number(corner[1])}"


def _write(canvas: Any, operators: str) -> None:
    """Path operators of a PDF as they are: a canvas' own path spends its time on formatting numbers."""
    canvas._code.append(operators)


def ring(canvas: Any, x: float, y: float, radius: float) -> None:
    """An empty circle."""
    _write(canvas, f"q 1 0 0 1 {number(x)} {number(y)} cm {_circle(radius)} S Q")


def number(value: float) -> str:
    """A length in points, with two decimals at most."""
    said = f"{value:.2f}".rstrip("0").rstrip(".")
    return "0" if said == "-0" else said


def _cross(size: float) -> str:
    low, high = number(-size), number(size)
    return f"{low} {low} m {high} {high} l {low} {high} m {high} {low} l"


def _plus(size: float) -> str:
    low, high = number(-size), number(size)
    return f"{low} 0 m {high} 0 l 0 {low} m 0 {high} l"


def _circle(size: float) -> str:
    """Four curves; ``ARC`` places their handles."""
    handle = size * ARC
    quarters = ((1, 0), (0, 1), (-1, 0), (0, -1), (1, 0))
    code = [f"{number(size)} 0 m"]
    for (ax, ay), (bx, by) in pairwise(quarters):
        corners = (
            (size * ax + handle * bx, size * ay + handle * by),
            (size * bx + handle * ax, size * by + handle * ay),
            (size * bx, size * by),
        )
        code.append(f"{' '.join(f'{number(x)} {number(y)}' for x, y in corners)} c")
    return " ".join(code) + " h"


def _polygon(corners: int, turned: float) -> Shape:
    angles = [turned + 2 * math.pi * n / corners for n in range(corners)]
    reach = [(1.2 * math.sin(angle), 1.2 * math.cos(angle)) for angle in angles]

    def shape(size: float) -> str:
        places = [f"{number(size * dx)} {number(size * dy)}" for dx, dy in reach]
        return f"{places[0]} m {' '.join(f'{place} l' for place in places[1:])} h"

    return shape


def marks(canvas: Any, symbol: str, places: Iterable[tuple[float, float]], size: float) -> None:
    """A mark at each place, stroked; a closed one is filled with the fill colour.

    Each is drawn by the same operators, moved there from the one before: many cost little more than one.
    """
    shape = SYMBOLS.get(symbol, SYMBOLS["unstated"])[1](size)
    code, at = ["q"], (0.0, 0.0)
    for place in ((round(x, 2), round(y, 2)) for x, y in places):
        code.append(f"1 0 0 1 {number(place[0] - at[0])} {number(place[1] - at[1])} cm {shape} B")
        at = place
    _write(canvas, " ".join((*code, "Q")))


def ruling(canvas: Any, box: Box, step: float, width: float) -> None:
    """Upright lines of ``width`` from left to right, ``step`` apart: the dashes of one line as thick as the box is high."""
    dashes = f"[{width:.2f} {step - width:.4f}] 0 d"
    middle = number((box.bottom + box.top) / 2)
    begin, end = number(box.left - width / 2), number(box.right + width / 2)
    _write(canvas, f"q {number(box.top - box.bottom)} w 0 J {dashes} {begin} {middle} m {end} {middle} l S Q")


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

"""The shapes of the measuring sites, as paths within the unit square around 0."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache
from math import pi, sin

from PySide6.QtCore import QPointF, QRectF
from PySide6.QtGui import QPainterPath, QPolygonF, QTransform

from ui.style import symbols

THICK = 0.13


@lru_cache
def shape_of(site: str) -> QPainterPath:
    """The shape of a site; a site without one gets a plus, so that it is still seen. ``circle`` rings a point."""
    return SHAPES[site if site == "circle" else symbols().get(site, "plus")]()


def _circle() -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QRectF(-0.5, -0.5, 1.0, 1.0))
    return path


def _disc() -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QRectF(-0.38, -0.38, 0.76, 0.76))
    return path


def _ring() -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QRectF(-0.45, -0.45, 0.9, 0.9))
    path.addEllipse(QRectF(-0.2, -0.2, 0.4, 0.4))
    return path


def _plus() -> QPainterPath:
    long, thick = 0.5, THICK
    corners = [
        (-thick, -long), (thick, -long), (thick, -thick), (long, -thick), (long, thick), (thick, thick),
        (thick, long), (-thick, long), (-thick, thick), (-long, thick), (-long, -thick), (-thick, -thick),
    ]  # fmt: skip
    return _polygon(corners)


def _cross() -> QPainterPath:
    return QTransform().rotate(45).map(_plus())


def _triangle() -> QPainterPath:
    low = 0.5 * sin(pi / 6)
    return _polygon([(0, -0.5), (0.5, low + 0.1), (-0.5, low + 0.1)])


def _diamond() -> QPainterPath:
    return _polygon([(0, -0.5), (0.42, 0), (0, 0.5), (-0.42, 0)])


def _square() -> QPainterPath:
    path = QPainterPath()
    path.addRect(QRectF(-0.38, -0.38, 0.76, 0.76))
    return path


def _polygon(corners: list[tuple[float, float]]) -> QPainterPath:
    path = QPainterPath()
    path.addPolygon(QPolygonF([QPointF(x, y) for x, y in corners]))
    path.closeSubpath()
    return path


SHAPES: dict[str, Callable[[], QPainterPath]] = {
    "circle": _circle,
    "disc": _disc,
    "ring": _ring,
    "plus": _plus,
    "cross": _cross,
    "triangle": _triangle,
    "diamond": _diamond,
    "square": _square,
}

"""The cross-hair: a line through all panels, painted above the chart so that moving it repaints nothing below."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import pyqtgraph as pg
from PySide6.QtCore import QEvent, QLineF, QObject, QPointF, Signal
from PySide6.QtGui import QMouseEvent, QPen
from PySide6.QtWidgets import QGraphicsLineItem

from ui.style import Palette


class CrossHair(QObject):
    """``moved`` carries the mouse's place in the scene, or None when it left; ``clicked`` that of a click."""

    moved = Signal(object)
    clicked = Signal(QPointF)

    def __init__(self, canvas: pg.GraphicsLayoutWidget, palette: Palette) -> None:
        super().__init__(canvas)
        self._canvas = canvas
        self._line = QGraphicsLineItem()
        self._line.setZValue(100)
        self._line.hide()
        canvas.scene().addItem(self._line)
        canvas.scene().sigMouseClicked.connect(self._clicked)
        canvas.viewport().setMouseTracking(True)
        canvas.viewport().installEventFilter(self)
        self.use(palette)

    def use(self, palette: Palette) -> None:
        """Paint in another palette."""
        pen = QPen(palette.colour("chart.muted"))
        pen.setCosmetic(True)
        self._line.setPen(pen)

    def show_at(self, x: float | None, boxes: Sequence[Any]) -> None:
        """Stand at ``x`` through all ``boxes``, or nowhere."""
        self._line.setVisible(x is not None)
        if x is None:
            return
        top, bottom = boxes[0].sceneBoundingRect(), boxes[-1].sceneBoundingRect()
        at = boxes[0].mapViewToScene(QPointF(x, 0)).x()
        self._line.setVisible(top.left() <= at <= top.right())
        self._line.setLine(QLineF(at, top.top(), at, bottom.bottom()))

    def stop(self) -> None:
        """Hear the scene no more."""
        self._canvas.viewport().removeEventFilter(self)
        self._canvas.scene().sigMouseClicked.disconnect(self._clicked)

    def eventFilter(self, _: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Watch the mouse; never take an event away."""
        if isinstance(event, QMouseEvent) and event.type() == QEvent.Type.MouseMove:
            self.moved.emit(self._canvas.mapToScene(event.position().toPoint()))
        elif event.type() == QEvent.Type.Leave:
            self.moved.emit(None)
        return False

    def _clicked(self, event: Any) -> None:
        self.clicked.emit(event.scenePos())

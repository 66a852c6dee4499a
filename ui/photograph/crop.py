"""Cuts a picture to the face: a square that the arrow keys or the mouse move, and plus, minus or the wheel size."""

from __future__ import annotations

from PySide6.QtCore import QPoint, QPointF, QRect, QRectF, QSize, Qt, Signal
from PySide6.QtGui import (
    QColor,
    QImage,
    QKeyEvent,
    QKeySequence,
    QMouseEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QWheelEvent,
)
from PySide6.QtWidgets import QSizePolicy, QWidget

from ui.widgets import dress

SIDE = 300
LEAST = 32
STEP, GROWTH = 0.03, 1.1
MOVES = {
    Qt.Key.Key_Left: (-1, 0),
    Qt.Key.Key_Right: (1, 0),
    Qt.Key.Key_Up: (0, -1),
    Qt.Key.Key_Down: (0, 1),
}
SIZES = {Qt.Key.Key_Plus: 1 / GROWTH, Qt.Key.Key_Equal: 1 / GROWTH, Qt.Key.Key_Minus: GROWTH}
SHADE = QColor(0, 0, 0, 140)


class CropView(QWidget):
    """Shows a picture and what of it is kept. ``pasted`` asks for the picture of the clipboard."""

    pasted = Signal()

    def __init__(self, spoken: str, empty: str) -> None:
        super().__init__()
        dress(self, "crop", spoken=spoken)
        self._empty = empty
        self._image = QImage()
        self._square = QRect()
        self._held: QPoint | None = None
        self.fixed = False
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return QSize(SIDE, SIDE)

    @property
    def square(self) -> QRect:
        """What is kept, in the picture's own pixels."""
        return self._square

    @property
    def image(self) -> QImage:
        return self._image

    def put(self, image: QImage, *, fixed: bool = False) -> None:
        """Show a picture, the largest square in its middle chosen; a ``fixed`` one is as it is."""
        self._image, self.fixed = image, fixed
        side = min(image.width(), image.height())
        self._square = QRect((image.width() - side) // 2, (image.height() - side) // 2, side, side)
        self.update()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        key = Qt.Key(event.key())
        if event.matches(QKeySequence.StandardKey.Paste):
            self.pasted.emit()
        elif self._can_cut() and key in MOVES:
            across, down = MOVES[key]
            step = max(1, round(self._square.width() * STEP))
            self._move(across * step, down * step)
        elif self._can_cut() and key in SIZES:
            self._resize(SIZES[key])
        else:
            super().keyPressEvent(event)

    def wheelEvent(self, event: QWheelEvent) -> None:  # noqa: N802  Qt's name
        if self._can_cut() and event.angleDelta().y():
            self._resize(1 / GROWTH if event.angleDelta().y() > 0 else GROWTH)
        event.accept()

    def mousePressEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        self._held = event.position().toPoint()
        super().mousePressEvent(event)

    def mouseMoveEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        at = event.position().toPoint()
        if self._held is not None and self._can_cut():
            moved, scale = at - self._held, self._shown().width() / self._image.width()
            self._move(round(moved.x() / scale), round(moved.y() / scale))
            self._held = at

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:  # noqa: N802  Qt's name
        self._held = None
        super().mouseReleaseEvent(event)

    def paintEvent(self, _event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        painter = QPainter(self)
        painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
        if self._image.isNull():
            painter.drawText(
                self.rect(), Qt.AlignmentFlag.AlignCenter | Qt.TextFlag.TextWordWrap, self._empty
            )
        else:
            painter.drawImage(self._shown(), self._image)
            if not self.fixed:
                self._draw_frame(painter)
        if self.hasFocus() or self._image.isNull():
            painter.setPen(QPen(self.palette().highlight(), 2))
            painter.drawRect(self.rect().adjusted(1, 1, -1, -1))

    def _draw_frame(self, painter: QPainter) -> None:
        frame = self._framed()
        outside = QRectF(self._shown())
        for shade in (
            QRectF(outside.topLeft(), QPointF(outside.right(), frame.top())),
            QRectF(QPointF(outside.left(), frame.bottom()), outside.bottomRight()),
            QRectF(QPointF(outside.left(), frame.top()), QPointF(frame.left(), frame.bottom())),
            QRectF(QPointF(frame.right(), frame.top()), QPointF(outside.right(), frame.bottom())),
        ):
            painter.fillRect(shade, SHADE)
        painter.setPen(QPen(Qt.GlobalColor.white, 2))
        painter.drawRect(frame)

    def _shown(self) -> QRectF:
        """Where the picture stands in the widget."""
        size = self._image.size().scaled(self.size(), Qt.AspectRatioMode.KeepAspectRatio)
        left, top = (self.width() - size.width()) / 2, (self.height() - size.height()) / 2
        return QRectF(left, top, size.width(), size.height())

    def _framed(self) -> QRectF:
        shown = self._shown()
        scale = shown.width() / self._image.width()
        corner = shown.topLeft() + QPointF(self._square.topLeft()) * scale
        return QRectF(corner.x(), corner.y(), self._square.width() * scale, self._square.height() * scale)

    def _can_cut(self) -> bool:
        return not (self._image.isNull() or self.fixed)

    def _move(self, across: int, down: int) -> None:
        left = min(max(self._square.left() + across, 0), self._image.width() - self._square.width())
        top = min(max(self._square.top() + down, 0), self._image.height() - self._square.height())
        self._square.moveTo(left, top)
        self.update()

    def _resize(self, by: float) -> None:
        """Around its middle, within the picture."""
        most = min(self._image.width(), self._image.height())
        side = min(max(round(self._square.width() * by), min(LEAST, most)), most)
        middle = self._square.center()
        self._square.setSize(QSize(side, side))
        self._square.moveCenter(middle)
        self._move(0, 0)

"""Paints a place of the flowsheet: a line an entry, what was corrected with a double line through it."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QFontMetrics, QFontMetricsF, QPainter
from PySide6.QtWidgets import QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.flowsheet.model import MOST_LINES, PADDING, FlowsheetModel, cell_size
from ui.style import Palette

APART = 2.5


class FlowsheetDelegate(QStyledItemDelegate):
    """Legible above all: the double line leaves the figures readable."""

    def __init__(self, model: FlowsheetModel, palette: Palette) -> None:
        super().__init__()
        self._model = model
        self.use(palette)

    def use(self, palette: Palette) -> None:
        """Paint in another palette."""
        self._palette = palette
        self.font = palette.font("small")

    def paint(
        self, painter: QPainter, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        colour = self._palette.colour
        place = QRectF(option.rect)
        state = option.state
        if state & QStyle.StateFlag.State_Selected:
            painter.fillRect(place, colour("colour.accent-ground"))
        painter.save()
        painter.setClipRect(place)
        painter.setFont(self.font)
        metrics = QFontMetricsF(self.font)
        cells = self._model.cells(index)
        shown = cells if len(cells) <= MOST_LINES else cells[: MOST_LINES - 1]
        for at, cell in enumerate(shown):
            line = QRectF(
                place.left() + PADDING / 2,
                place.top() + PADDING / 2 + at * metrics.lineSpacing(),
                place.width() - PADDING,
                metrics.lineSpacing(),
            )
            painter.setPen(colour("colour.muted" if cell.struck or cell.entry is None else "colour.ink"))
            text = metrics.elidedText(cell.text, Qt.TextElideMode.ElideRight, line.width())
            painter.drawText(line, Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter, text)
            if cell.struck:
                self._strike(painter, line, metrics.horizontalAdvance(text))
        if len(cells) > MOST_LINES:
            rest = QPointF(place.left() + PADDING / 2, place.bottom() - PADDING / 2)
            painter.drawText(rest, f"+ {len(cells) - len(shown)}")
        if state & QStyle.StateFlag.State_HasFocus:
            painter.setPen(colour("colour.focus"))
            painter.drawRect(place.adjusted(0, 0, -1, -1))
        painter.restore()

    def sizeHint(  # noqa: N802  Qt's name
        self,
        option: QStyleOptionViewItem,  # noqa: ARG002
        index: QModelIndex | QPersistentModelIndex,
    ) -> QSize:
        return cell_size(QFontMetrics(self.font), self._model.cells(index))

    def _strike(self, painter: QPainter, line: QRectF, wide: float) -> None:
        middle = line.center().y()
        painter.setPen(self._palette.colour("colour.error"))
        for y in (middle - APART / 2, middle + APART / 2):
            painter.drawLine(QPointF(line.left(), y), QPointF(line.left() + wide, y))

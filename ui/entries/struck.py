"""Draws what is not in force any more with two lines through it, as on paper: legible, and plainly not valid."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QPointF, QRectF
from PySide6.QtGui import QPainter, QPalette
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.entries.model import EntriesModel
from ui.style import Palette

APART = 2.5
Index = QModelIndex | QPersistentModelIndex


class StruckDelegate(QStyledItemDelegate):
    """Strikes the cells whose model says so, as the flowsheet does."""

    _palette: Palette | None = None

    def use(self, palette: Palette) -> None:
        """Paint in another palette."""
        self._palette = palette

    def initStyleOption(self, option: QStyleOptionViewItem, index: Index) -> None:  # noqa: N802  Qt's name
        super().initStyleOption(option, index)
        if self._palette is not None and index.data(EntriesModel.STRUCK):
            for role in (QPalette.ColorRole.Text, QPalette.ColorRole.HighlightedText):
                option.palette.setColor(role, self._palette.colour("colour.muted"))

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if self._palette is None or not index.data(EntriesModel.STRUCK):
            return
        opened = QStyleOptionViewItem(option)
        self.initStyleOption(opened, index)
        style = option.widget.style() if option.widget else QApplication.style()
        room = QRectF(style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, opened, option.widget))
        margin = style.pixelMetric(QStyle.PixelMetric.PM_FocusFrameHMargin, opened, option.widget) + 1
        left = room.left() + margin
        right = min(left + opened.fontMetrics.horizontalAdvance(opened.text), room.right())
        painter.save()
        painter.setPen(self._palette.colour("colour.error"))
        for y in (room.center().y() - APART / 2, room.center().y() + APART / 2):
            painter.drawLine(QPointF(left, y), QPointF(right, y))
        painter.restore()

"""Draws what is not in force any more with two lines through it, as on paper: legible, and plainly not valid."""

from __future__ import annotations

from PySide6.QtCore import QModelIndex, QPersistentModelIndex, QRect
from PySide6.QtGui import QPainter, QPen
from PySide6.QtWidgets import QApplication, QStyle, QStyledItemDelegate, QStyleOptionViewItem

from ui.entries.model import EntriesModel

GAP = 3
Index = QModelIndex | QPersistentModelIndex


class StruckDelegate(QStyledItemDelegate):
    """Strikes the cells whose model says so."""

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: Index) -> None:
        super().paint(painter, option, index)
        if not index.data(EntriesModel.STRUCK):
            return
        style = option.widget.style() if option.widget else QApplication.style()
        opened = QStyleOptionViewItem(option)
        self.initStyleOption(opened, index)
        room = style.subElementRect(QStyle.SubElement.SE_ItemViewItemText, opened, option.widget)
        wide = min(opened.fontMetrics.horizontalAdvance(opened.text) + 6, room.width())
        self._lines(painter, QRect(room.left(), room.top(), wide, room.height()), option)

    @staticmethod
    def _lines(painter: QPainter, over: QRect, option: QStyleOptionViewItem) -> None:
        painter.save()
        painter.setPen(QPen(option.palette.text().color(), 1))
        for offset in (-GAP // 2, GAP // 2 + 1):
            y = over.center().y() + offset
            painter.drawLine(over.left(), y, over.right(), y)
        painter.restore()

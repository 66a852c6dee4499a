"""Printing the previewed bytes: each page drawn at the printer's resolution, off the window's thread."""

from __future__ import annotations

from PySide6.QtCore import QMarginsF, QRectF, QSizeF, Qt
from PySide6.QtGui import QPageLayout, QPageSize, QPainter
from PySide6.QtPrintSupport import QPrintDialog, QPrinter
from PySide6.QtWidgets import QDialog, QWidget

from ui.pdf_pictures import leaves, picture

FINEST = 600
POINTS = 72
"""Dots an inch above which nobody sees a difference, and a page would fill the memory."""


class NotPrinted(OSError):
    """The system took no page."""


def choose_printer(parent: QWidget, name: str, pages: int) -> QPrinter | None:
    """Ask on which printer, how often and which pages; None when the person changed their mind."""
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setDocName(name)
    printer.setPageLayout(
        QPageLayout(QPageSize(QPageSize.PageSizeId.A4), QPageLayout.Orientation.Portrait, QMarginsF())
    )
    dialog = QPrintDialog(printer, parent)
    dialog.setOption(QPrintDialog.PrintDialogOption.PrintPageRange)
    dialog.setMinMax(1, pages)
    chosen = dialog.exec() == QDialog.DialogCode.Accepted
    dialog.deleteLater()
    return printer if chosen else None


def print_pdf(pdf: bytes, printer: QPrinter) -> int:
    """Print; returns how many pages went out. Raises NotPrinted when the printer does not begin or breaks off."""
    printer.setFullPage(True)
    numbers = _numbers(printer, len(leaves(pdf)))
    copies = 1 if printer.supportsMultipleCopies() else printer.copyCount()
    painter = QPainter()
    if not painter.begin(printer):
        raise NotPrinted(printer.printerName())
    try:
        for at, number in enumerate(numbers * copies):
            if at and not printer.newPage():
                raise NotPrinted(printer.printerName())
            _draw(painter, printer, pdf, number)
    finally:
        painter.end()
    return len(numbers)


def _draw(painter: QPainter, printer: QPrinter, pdf: bytes, number: int) -> None:
    """At its own size on the paper it was made for, fitted into any other."""
    paper = printer.paperRect(QPrinter.Unit.DevicePixel)
    shown = picture(pdf, number, min(printer.resolution(), FINEST) / POINTS)
    size = QSizeF(shown.size()).scaled(paper.size(), Qt.AspectRatioMode.KeepAspectRatio)
    corner = paper.center() - QRectF(0, 0, size.width(), size.height()).center()
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawImage(QRectF(corner, size), shown)


def _numbers(printer: QPrinter, count: int) -> list[int]:
    """The pages asked for, in the order asked for."""
    numbers = list(range(count))
    if printer.printRange() == QPrinter.PrintRange.PageRange and printer.fromPage():
        numbers = numbers[printer.fromPage() - 1 : printer.toPage() or count]
    if printer.pageOrder() == QPrinter.PageOrder.LastPageFirst:
        numbers.reverse()
    return numbers

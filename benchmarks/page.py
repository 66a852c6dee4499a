"""A doctor saves the discharge summary. Qt's own PDF writer with the same words and lines stands for 1; WeasyPrint is the rival.

The words and their places are taken from the finished summary, so that both write the same pages;
Qt's writer lays nothing out and knows nothing of tables.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable
from pathlib import Path

import pypdfium2
from PySide6.QtCore import QMarginsF, QPointF
from PySide6.QtGui import QFont, QFontDatabase, QPageLayout, QPageSize, QPainter, QPdfWriter, QPolygonF
from PySide6.QtWidgets import QApplication

from benchmarks import ward
from benchmarks.ratios import Bar, interleaved, show, timed
from benchmarks.rival_page import Words, weasyprint_writer
from hlhdesk import __version__
from hlhdesk.charting import ChartSpec, build
from hlhdesk.definitions import load
from hlhdesk.report import PageProvenance, discharge_summary
from hlhdesk.rules import derive
from hlhdesk.wording import Catalogue

DAYS = 28
QT, OURS, RIVAL = "QPdfWriter, same words and lines", "discharge summary", "WeasyPrint, same words and lines"
TIMES_FASTER = 8
FONTS = Path(__file__).resolve().parents[1] / "resources" / "fonts"


def main() -> bool:
    """Print the table."""
    application = QApplication.instance() or QApplication([])
    definitions, words, stay = load(), Catalogue.load("en"), ward.Stay(DAYS)
    chart, as_of = stay.chart(), stay.end
    state = derive(chart, definitions, as_of)
    provenance = PageProvenance(
        printed_at=as_of,
        printed_by=None,
        program_version=__version__,
        definitions_version=definitions.version,
        history_head="0" * 64,
        demo=True,
        approved=False,
    )

    def ours() -> bytes:
        return discharge_summary(chart, state, definitions, words, provenance)

    pages = words_of(ours())
    spec = build(chart, state, definitions, words)
    rival = weasyprint_writer(pages, spec)
    bars = [Bar(OURS, QT, at_most=2)]
    with tempfile.TemporaryDirectory() as folder:
        each = {QT: timed(qt_writer(pages, spec, Path(folder) / "qt.pdf")), OURS: timed(ours)}
        if rival is None:
            sys.stdout.write("\nWeasyPrint or Pango is not installed: its row is left out.\n")
        else:
            each[RIVAL] = timed(rival)
            bars.append(Bar(RIVAL, OURS, at_least=TIMES_FASTER))
        measured = interleaved(each)
    application.processEvents()
    return show(f"A discharge summary of {len(pages)} pages", measured, QT, tuple(bars))


def words_of(pdf: bytes) -> list[Words]:
    """Each page's lines of text with their places (from the top left, in points) and heights."""
    document = pypdfium2.PdfDocument(pdf)
    found = []
    for page in document:
        height, text = page.get_height(), page.get_textpage()
        boxes = [text.get_rect(number) for number in range(text.count_rects())]
        found.append([(b[0], height - b[1], b[3] - b[1], text.get_text_bounded(*b)) for b in boxes])
    document.close()
    return found


def qt_writer(pages: list[Words], spec: ChartSpec, file: Path) -> Callable[[], None]:
    """Writes the words, and the chart's lines on the first page."""
    numbers = [QFontDatabase.addApplicationFont(str(font)) for font in sorted(FONTS.glob("*.ttf"))]
    families = [family for number in numbers for family in QFontDatabase.applicationFontFamilies(number)]

    def write() -> None:
        writer = QPdfWriter(str(file))
        writer.setPageSize(QPageSize(QPageSize.PageSizeId.A4))
        writer.setPageMargins(QMarginsF(0, 0, 0, 0), QPageLayout.Unit.Point)
        writer.setResolution(72)
        painter = QPainter(writer)
        for number, page in enumerate(pages):
            if number:
                writer.newPage()
            for x, y, height, words in page:
                font = QFont(families[:1] or ["sans"])
                font.setPointSizeF(max(height, 4.0))
                painter.setFont(font)
                painter.drawText(QPointF(x, y), words)
            if number == 0:
                draw_lines(painter, spec)
        painter.end()

    return write


def draw_lines(painter: QPainter, spec: ChartSpec) -> None:
    """The chart's polylines and points, in the fewest calls."""
    scale = 500 / (spec.x1 - spec.x0)
    for number, panel in enumerate(spec.panels):
        rise = 90 / (panel.y1 - panel.y0)
        base = 300 + 100 * number
        for line in panel.lines:
            for part in line.segments:
                places = [QPointF(40 + (x - spec.x0) * scale, base - (y - panel.y0) * rise) for x, y in part]
                painter.drawPolyline(QPolygonF(places))
        for point in panel.points:
            place = QPointF(40 + (point.x - spec.x0) * scale, base - (point.y - panel.y0) * rise)
            painter.drawEllipse(place, 1.5, 1.5)

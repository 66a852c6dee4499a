"""Blocks as things that flow down a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reportlab.lib.styles import ParagraphStyle
from reportlab.platypus import Flowable, Paragraph, Spacer, Table

from hlhdesk.report import look
from hlhdesk.report.blocks import (
    Block,
    Callout,
    Columns,
    Course,
    Facts,
    Items,
    NumberTable,
    Sentence,
    Signatures,
    TextTable,
    Voice,
)
from hlhdesk.report.course import CourseChart, fitted, text
from hlhdesk.report.fonts import BOLD
from hlhdesk.report.markup import plain, strong
from hlhdesk.report.numbers import number_table
from hlhdesk.report.symbols import trace

COURSE_HEIGHT, PANEL_HEIGHT = 236.0, 44.0
BULLET = "•"


def paragraph(said: str, style: ParagraphStyle) -> Paragraph:
    """The one way from a text to a paragraph."""
    return Paragraph(strong(said) if style.fontName == BOLD else plain(said), style)


def flowables(block: Block, width: float) -> list[Flowable]:
    """A block as flowables for a column of ``width`` points."""
    make: dict[type, Callable[[Any, float], list[Flowable]]] = {
        Sentence: _sentence,
        Callout: _callout,
        Facts: _facts,
        Items: _items,
        NumberTable: number_table,
        TextTable: _text_table,
        Columns: _columns,
        Course: _course,
        Signatures: _signatures,
    }
    return make[type(block)](block, width)


def _sentence(sentence: Sentence, _width: float) -> list[Flowable]:
    style = look.VOICES[sentence.voice]
    if sentence.voice is Voice.BULLET:
        return [Paragraph(plain(sentence.text), style, bulletText=BULLET)]
    return [paragraph(sentence.text, style)]


def _callout(callout: Callout, width: float) -> list[Flowable]:
    colour, tint = look.TONES[callout.tone]
    word = look.style("word", fontName=BOLD, fontSize=10.4, leading=13.5, textColor=colour)
    content: list[Flowable] = [
        paragraph(callout.title, look.LABEL),
        paragraph(callout.word, word),
        *(paragraph(line.text, look.VOICES[line.voice]) for line in callout.lines),
    ]
    rows = [[part] for part in content]
    table = Table(rows, colWidths=[width], splitInRow=1)
    table.setStyle(
        [
            ("BACKGROUND", (0, 0), (-1, -1), tint),
            ("LINEBEFORE", (0, 0), (0, -1), 3, colour),
            ("LEFTPADDING", (0, 0), (-1, -1), 11),
            ("RIGHTPADDING", (0, 0), (-1, -1), 9),
            ("TOPPADDING", (0, 0), (-1, -1), 0.6),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 0.6),
            ("TOPPADDING", (0, 0), (-1, 0), 6),
            ("BOTTOMPADDING", (0, -1), (-1, -1), 6),
        ]
    )
    return [Spacer(1, 7), table]


def _facts(facts: Facts, width: float) -> list[Flowable]:
    cells = [[paragraph(label, look.LABEL), paragraph(value, look.VALUE)] for label, value in facts.cells]
    rows = [cells[n : n + facts.columns] for n in range(0, len(cells), facts.columns)]
    rows[-1] += [[]] * (facts.columns - len(rows[-1]))
    table = Table(rows, colWidths=[width / facts.columns] * facts.columns, splitInRow=1)
    table.setStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            ("LEFTPADDING", (0, 0), (-1, -1), 0),
            ("RIGHTPADDING", (0, 0), (-1, -1), 8),
            ("TOPPADDING", (0, 0), (-1, -1), 2),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 3),
        ]
    )
    return [table]


class _Mark(Flowable):  # type: ignore[misc]
    """A filled circle, an empty one, or a dash: met, not met, not assessed."""

    def __init__(self, kind: str) -> None:
        super().__init__()
        self.kind = kind

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Small, and as high as a line."""
        return 9, look.CELL.leading

    def draw(self) -> None:
        """At the middle of the line's letters."""
        canvas = self.canv
        canvas.setStrokeColor(look.INK)
        canvas.setFillColor(look.INK)
        canvas.setLineWidth(0.9)
        if self.kind == "none":
            trace(canvas, [((1.6, 4.2), (6.6, 4.2))])
        else:
            canvas.circle(4, 4.2, 2.5, stroke=1, fill=int(self.kind == "full"))


def _items(items: Items, width: float) -> list[Flowable]:
    rows = [
        [
            _Mark(item.mark),
            paragraph(item.name, look.CELL_STRONG),
            paragraph(item.state, look.CELL if item.mark == "full" else look.CELL_SOFT),
            paragraph(item.reason, look.CELL if item.mark == "full" else look.CELL_SOFT),
        ]
        for item in items.items
    ]
    if not rows:
        return []
    table = Table(rows, colWidths=[14, 124, 56, width - 194], splitInRow=1)
    table.setStyle(
        [*PLAIN_TABLE, ("LINEBELOW", (0, 0), (-1, -2), 0.3, look.RULE), ("LEFTPADDING", (0, 0), (0, -1), 1)]
    )
    return [table, Spacer(1, 2)]


PLAIN_TABLE: list[tuple[Any, ...]] = [
    ("VALIGN", (0, 0), (-1, -1), "TOP"),
    ("LEFTPADDING", (0, 0), (-1, -1), 3),
    ("RIGHTPADDING", (0, 0), (-1, -1), 3),
    ("TOPPADDING", (0, 0), (-1, -1), 1.4),
    ("BOTTOMPADDING", (0, 0), (-1, -1), 1.4),
]


def _text_table(table: TextTable, width: float) -> list[Flowable]:
    rows = [
        [paragraph(head, look.HEAD) for head in table.heads],
        *(
            [paragraph(part, look.CELL_STRONG if n == 0 else look.CELL) for n, part in enumerate(row)]
            for row in table.rows
        ),
    ]
    total = sum(table.widths)
    made = Table(
        rows, colWidths=[width * share / total for share in table.widths], repeatRows=1, splitInRow=1
    )
    made.setStyle(
        [
            *PLAIN_TABLE,
            ("LINEBELOW", (0, 0), (-1, 0), 0.6, look.FAINT),
            ("LINEBELOW", (0, 1), (-1, -1), 0.3, look.RULE),
        ]
    )
    return [made]


def _columns(columns: Columns, width: float) -> list[Flowable]:
    gap = 18.0
    half = (width - gap) / 2
    table = Table(
        [[_text_table(columns.left, half), "", _text_table(columns.right, half)]],
        colWidths=[half, gap, half],
        splitInRow=1,
    )
    table.setStyle(
        [
            ("VALIGN", (0, 0), (-1, -1), "TOP"),
            *((side, (0, 0), (-1, -1), 0) for side in ("LEFTPADDING", "RIGHTPADDING", "TOPPADDING")),
            ("BOTTOMPADDING", (0, 0), (-1, -1), 2),
        ]
    )
    return [table]


def _course(course: Course, _width: float) -> list[Flowable]:
    height = COURSE_HEIGHT + PANEL_HEIGHT * max(len(course.spec.panels) - 4, 0)
    return [CourseChart(course.spec, height), paragraph(course.legend, look.NOTE)]


class _Signatures(Flowable):  # type: ignore[misc]
    """Lines with room above to sign."""

    def __init__(self, labels: tuple[str, ...], width: float) -> None:
        super().__init__()
        self.labels, self.line_width = labels, width

    def wrap(self, _width: float, _height: float) -> tuple[float, float]:
        """Room for a signature."""
        return self.line_width, 62

    def draw(self) -> None:
        """A line and what it is for."""
        each = self.line_width / len(self.labels)
        self.canv.setStrokeColor(look.INK)
        self.canv.setLineWidth(0.7)
        for n, label in enumerate(self.labels):
            left = n * each
            trace(self.canv, [((left, 14), (left + each - 40, 14))])
            text(self.canv, left, 4, fitted(label, each - 40, 7.4), 7.4, look.SOFT)


def _signatures(signatures: Signatures, width: float) -> list[Flowable]:
    return [_Signatures(signatures.labels, width)]

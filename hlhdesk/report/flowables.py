"""Blocks as things that flow down a page."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from reportlab.platypus import Flowable, Spacer

from hlhdesk.report import look
from hlhdesk.report.blocks import (
    Block,
    Callout,
    Columns,
    Course,
    Facts,
    Form,
    Items,
    NumberTable,
    Sentence,
    Signatures,
    TextTable,
    Voice,
)
from hlhdesk.report.course import CourseChart
from hlhdesk.report.fonts import BOLD
from hlhdesk.report.grid import WHOLE, grid, padding
from hlhdesk.report.lettering import fitted, text, width_of
from hlhdesk.report.markup import paragraph
from hlhdesk.report.numbers import number_table
from hlhdesk.report.symbols import trace

COURSE_HEIGHT, PANEL_HEIGHT = 212.0, 42.0
MARK_WIDTH, STATE_WIDTH = 14.0, 56.0
BULLET = "•"


def flowables(block: Block, width: float) -> list[Flowable]:
    """A block as flowables for a column of ``width`` points."""
    make: dict[type, Callable[[Any, float], list[Flowable]]] = {
        Sentence: _sentence,
        Callout: _callout,
        Facts: _facts,
        Items: _items,
        NumberTable: number_table,
        TextTable: _text_table,
        Form: _form,
        Columns: _columns,
        Course: _course,
        Signatures: _signatures,
    }
    return make[type(block)](block, width)


def _sentence(sentence: Sentence, _width: float) -> list[Flowable]:
    style = look.VOICES[sentence.voice]
    bullet = BULLET if sentence.voice in {Voice.BULLET, Voice.LARGE_BULLET} else None
    return [paragraph(sentence.text, style, bullet=bullet, lead=sentence.lead)]


def _callout(callout: Callout, width: float) -> list[Flowable]:
    colour, tint = look.TONES[callout.tone]
    word = look.style("word", fontName=BOLD, fontSize=10.4, leading=13.5, textColor=colour)
    rows = [
        [paragraph(callout.title, look.LABEL)],
        [paragraph(callout.word, word)],
        *(_sentence(line, width) for line in callout.lines),
    ]
    commands = [
        ("BACKGROUND", *WHOLE, tint),
        ("LINEBEFORE", (0, 0), (0, -1), 3, colour),
        *padding(11, 9, 0.6, 0.6),
        ("TOPPADDING", (0, 0), (-1, 0), 6),
        ("BOTTOMPADDING", (0, -1), (-1, -1), 6),
    ]
    return [Spacer(1, 7), grid(rows, [width], commands)]


def _facts(facts: Facts, width: float) -> list[Flowable]:
    columns, total = len(facts.shares), sum(facts.shares)
    cells = [[paragraph(label, look.LABEL), paragraph(value, look.VALUE)] for label, value in facts.cells]
    rows = [cells[n : n + columns] for n in range(0, len(cells), columns)]
    rows[-1] += [[]] * (columns - len(rows[-1]))
    return [grid(rows, [width * share / total for share in facts.shares], padding(0, 6, 1.5, 2.5))]


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
    rows = []
    for item in items.items:
        style = look.CELL if item.mark == "full" else look.CELL_SOFT
        name = paragraph(item.name, look.CELL_STRONG)
        rows.append([_Mark(item.mark), name, paragraph(item.state, style), paragraph(item.reason, style)])
    if not rows:
        return []
    commands = [
        *padding(3, 3, 1.0, 1.1),
        ("LEFTPADDING", (0, 0), (0, -1), 1),
        ("LINEBELOW", (0, 0), (-1, -2), 0.3, look.RULE),
    ]
    names = 10 + max(width_of(item.name, look.CELL.fontSize, BOLD) for item in items.items)
    widths = [MARK_WIDTH, names, STATE_WIDTH, width - MARK_WIDTH - names - STATE_WIDTH]
    return [grid(rows, widths, commands), Spacer(1, 2)]


def _text_table(table: TextTable, width: float) -> list[Flowable]:
    strong, plain = (look.LARGE_STRONG, look.LARGE) if table.large else (look.CELL_STRONG, look.CELL)
    rows = [[paragraph(head, look.HEAD) for head in table.heads]]
    for first, *others in table.rows:
        rows.append([paragraph(first, strong), *(paragraph(part, plain) for part in others)])
    total = sum(table.widths)
    commands = [
        *padding(2, 2, 1.0, 1.2),
        ("LINEBELOW", (0, 0), (-1, 0), 0.6, look.FAINT),
        ("LINEBELOW", (0, 1), (-1, -1), 0.3, look.RULE),
    ]
    return [grid(rows, [width * share / total for share in table.widths], commands, heads=1)]


def _form(form: Form, width: float) -> list[Flowable]:
    rows = [[paragraph(head, look.HEAD) for head in form.heads]]
    rows += [
        [paragraph(first, look.CELL_STRONG), *(paragraph(part, look.CELL_SOFT) for part in others)]
        for first, *others in form.rows
    ]
    total = sum(form.widths)
    commands = [
        *padding(3, 2, 2, 2),
        ("GRID", *WHOLE, 0.4, look.FAINT),
        ("BACKGROUND", (0, 0), (-1, 0), look.TINT),
    ]
    widths = [width * share / total for share in form.widths]
    return [grid(rows, widths, commands, heads=1, height=form.height)]


def _columns(columns: Columns, width: float) -> list[Flowable]:
    gap, count = 12.0, len(columns.tables)
    each = (width - gap * (count - 1)) / count
    row: list[object] = []
    for table in columns.tables:
        row += ["", _text_table(table, each)]
    return [grid([row[1:]], [each, *[gap, each] * (count - 1)], padding(0, 0, 0, 2))]


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
        return self.line_width, 42

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

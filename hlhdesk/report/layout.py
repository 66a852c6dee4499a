"""A document as the bytes of a PDF: pages with a head and a foot, sections with an outline."""

from __future__ import annotations

from functools import partial
from io import BytesIO
from threading import Lock
from typing import Any

from reportlab.platypus import (
    BaseDocTemplate,
    Flowable,
    Frame,
    HRFlowable,
    KeepTogether,
    PageBreak,
    PageTemplate,
    Spacer,
)
from reportlab.platypus.doctemplate import ActionFlowable, NextPageTemplate

from hlhdesk.report import look
from hlhdesk.report.blocks import Document, Section, texts
from hlhdesk.report.flowables import flowables
from hlhdesk.report.fonts import BOLD, REGULAR, check
from hlhdesk.report.grid import WHOLE, grid, padding
from hlhdesk.report.heavy import PageCanvas
from hlhdesk.report.lettering import filled, fitted, text, width_of
from hlhdesk.report.markup import paragraph
from hlhdesk.report.symbols import trace

TOTAL = "total-pages"
FOOT_SIZE, FOOT_SMALL = 7.8, 6.6
TITLE_SHARE = 0.54  # of the width: the rest is the ward's name and the marks
KEPT_TOGETHER = 2  # a heading stays with so many of its paragraphs
_one_at_a_time = Lock()  # a font's subset belongs to the document that is being written


def write_pdf(document: Document, *more: Document) -> bytes:
    """The pages of one document, or of several that are numbered as one; the first names the file.

    Raises MissingGlyph before anything is written.
    """
    check([said for part in (document, *more) for said in texts(part)])
    buffer = BytesIO()
    template = _Pages(document, buffer)
    story = _story(document, named=bool(more))
    for part in more:
        story += [NextPageTemplate("first"), PageBreak(), _Turn(part), *_story(part, named=True)]
    with _one_at_a_time:
        template.build(story, canvasmaker=partial(PageCanvas, initialFontName=REGULAR))
    return buffer.getvalue()


class _Pages(BaseDocTemplate):  # type: ignore[misc]
    """Two kinds of page: the first, whose title is in the text, and the others with a running head."""

    def __init__(self, document: Document, buffer: BytesIO) -> None:
        super().__init__(
            buffer,
            pagesize=(look.PAGE_WIDTH, look.PAGE_HEIGHT),
            title=f"{document.title} · {document.child}",
            author=document.author,
            subject=document.subject,
            creator="HLHdesk",
            lang=document.language,
            initialFontName=REGULAR,
            invariant=1,
            pageCompression=1,
            allowSplitting=1,
            displayDocTitle=True,
        )
        self.document = document
        self.outlined = 0
        self.addPageTemplates(
            [
                PageTemplate("first", [_frame(look.TOP_FIRST)], onPageEnd=self._foot),
                PageTemplate("later", [_frame(look.TOP_LATER)], onPage=self._head, onPageEnd=self._foot),
            ]
        )

    def afterFlowable(self, flowable: Flowable) -> None:  # noqa: N802  reportlab's name
        """Each section's heading is an entry of the outline."""
        title = getattr(flowable, "outline_title", None)
        if title:
            self.outlined += 1
            key = f"section-{self.outlined}"
            self.canv.bookmarkHorizontal(key, 0, flowable.height + self.frame._y)
            self.canv.addOutlineEntry(title, key, level=getattr(flowable, "outline_level", 0))

    def _endBuild(self) -> None:  # noqa: N802  reportlab's name
        """How many pages there are is known now: the form that every foot shows."""
        canvas = self.canv
        canvas.beginForm(TOTAL)
        text(canvas, 0, 0, str(self.page), FOOT_SIZE, look.INK, font=BOLD)
        canvas.endForm()
        super()._endBuild()

    def _head(self, canvas: Any, _template: BaseDocTemplate) -> None:
        y = look.PAGE_HEIGHT - 34
        marks = " · ".join(self.document.marks[:-1])
        room = look.WIDTH - width_of(marks, FOOT_SMALL, BOLD) - 12
        running = f"{self.document.title} · {self.document.child}"
        text(canvas, look.MARGIN, y, fitted(running, room, FOOT_SIZE), FOOT_SIZE, look.SOFT)
        text(
            canvas, look.PAGE_WIDTH - look.MARGIN, y, marks, FOOT_SMALL, look.WARNING, anchor="end", font=BOLD
        )
        _rule(canvas, y - 6)

    def _foot(self, canvas: Any, _template: BaseDocTemplate) -> None:
        left, right = look.MARGIN, look.PAGE_WIDTH - look.MARGIN
        _rule(canvas, 47)
        before, after = self.document.page_of.replace("##", "\0").replace("#", str(self.page)).split("\0")
        digits = width_of("0" + after, FOOT_SIZE, BOLD)
        room = look.WIDTH - digits - width_of(before, FOOT_SIZE, BOLD) - 12
        text(
            canvas,
            left,
            36,
            fitted(self.document.identity, room, FOOT_SIZE, BOLD),
            FOOT_SIZE,
            look.INK,
            font=BOLD,
        )
        text(canvas, right - digits, 36, before, FOOT_SIZE, look.INK, anchor="end", font=BOLD)
        canvas.saveState()
        canvas.translate(right - digits, 36)
        canvas.doForm(TOTAL)
        canvas.restoreState()
        for n, line in enumerate(filled(self.document.small_print, look.WIDTH, FOOT_SMALL)):
            text(canvas, left, 26.5 - n * 8, line, FOOT_SMALL, look.SOFT)


class _Turn(ActionFlowable):  # type: ignore[misc]
    """From here on head and foot are another document's."""

    def __init__(self, document: Document) -> None:
        super().__init__()
        self.document = document

    def apply(self, doc: _Pages) -> None:
        """The page has begun, and its foot is drawn when it ends."""
        doc.document = self.document


def _frame(top: float) -> Frame:
    height = look.PAGE_HEIGHT - top - look.BOTTOM
    return Frame(
        look.MARGIN,
        look.BOTTOM,
        look.WIDTH,
        height,
        leftPadding=0,
        rightPadding=0,
        topPadding=0,
        bottomPadding=0,
    )


def _rule(canvas: Any, y: float) -> None:
    canvas.setStrokeColor(look.RULE)
    canvas.setLineWidth(0.6)
    trace(canvas, [((look.MARGIN, y), (look.PAGE_WIDTH - look.MARGIN, y))])


def _story(document: Document, *, named: bool) -> list[Flowable]:
    """``named``: the outline has the child, and the sections below it. No heading ends a page."""
    story: list[Flowable] = [NextPageTemplate("later"), *_opening(document, named=named)]
    before: list[Flowable] = []
    for section in document.sections:
        head, content = _heading(section, level=int(named)), _content(section)
        if section.with_next:
            before += [*head, *content]
            continue
        kept = len(content) if section.whole or before else KEPT_TOGETHER
        start: list[Flowable] = [PageBreak()] if section.own_page else []
        story += [*start, KeepTogether([*before, *head, *content[:kept]]), *content[kept:]]
        before = []
    return story


def _opening(document: Document, *, named: bool) -> list[Flowable]:
    """Title and ward over a rule, then the child's name."""
    right = [paragraph(document.ward, look.RIGHT)] if document.ward else []
    room = look.WIDTH * (1 - TITLE_SHARE)
    marks = filled(document.marks, room, look.MARK.fontSize, font=BOLD)
    right += [paragraph(line, look.MARK) for line in marks]
    head = grid(
        [[paragraph(document.title, look.TITLE), right]],
        [look.WIDTH * TITLE_SHARE, room],
        [*padding(0, 0, 0, 4), ("VALIGN", *WHOLE, "BOTTOM")],
    )
    name = paragraph(document.child, look.NAME)
    if named:
        name.outline_title = document.child
    story: list[Flowable] = [
        head,
        HRFlowable(width="100%", thickness=1.2, color=look.INK, spaceBefore=0, spaceAfter=5),
        name,
    ]
    for block in document.opening:
        story += flowables(block, look.WIDTH)
    return story


def _heading(section: Section, *, level: int) -> list[Flowable]:
    """A heading over a rule, and an entry of the outline."""
    heading = paragraph(section.title, look.HEADING)
    heading.outline_title, heading.outline_level = section.title, level
    rule = HRFlowable(width="100%", thickness=0.6, color=look.RULE, spaceBefore=1, spaceAfter=3)
    return [Spacer(1, 6.5), heading, rule]


def _content(section: Section) -> list[Flowable]:
    return [part for block in section.blocks for part in flowables(block, look.WIDTH)]

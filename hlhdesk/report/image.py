"""The chart as a picture: the page's own drawing, rasterised."""

from __future__ import annotations

from io import BytesIO

import pypdfium2
from reportlab.pdfgen.canvas import Canvas

from hlhdesk.charting import ChartSpec
from hlhdesk.report import look
from hlhdesk.report.blocks import texts
from hlhdesk.report.course import draw_chart
from hlhdesk.report.fonts import BOLD, REGULAR, check
from hlhdesk.report.lettering import fitted, text

MARGIN, HEAD = 16.0, 24.0


def draw_image(  # noqa: PLR0913, PLR0917
    spec: ChartSpec, title: str, mark: str, width: float, height: float, scale: float
) -> bytes:
    """A PNG of ``width`` × ``height`` points, ``scale`` pixels to the point."""
    check([*texts(spec), title, mark])
    page = pypdfium2.PdfDocument(_one_page(spec, title, mark, width, height))
    try:
        picture = page[0].render(scale=scale).to_pil()
    finally:
        page.close()
    out = BytesIO()
    picture.convert("RGB").quantize(128).save(out, "PNG", optimize=True)
    return out.getvalue()


def _one_page(spec: ChartSpec, title: str, mark: str, width: float, height: float) -> bytes:
    buffer = BytesIO()
    canvas = Canvas(buffer, pagesize=(width, height), invariant=1, initialFontName=REGULAR)
    inner = width - 2 * MARGIN
    text(canvas, MARGIN, height - MARGIN - 8, fitted(title, inner * 0.7, 11, BOLD), 11, look.INK, font=BOLD)
    text(canvas, width - MARGIN, height - MARGIN - 8, mark, 8, look.WARNING, anchor="end", font=BOLD)
    canvas.translate(MARGIN, MARGIN)
    draw_chart(canvas, spec, inner, height - 2 * MARGIN - HEAD)
    canvas.save()
    return buffer.getvalue()

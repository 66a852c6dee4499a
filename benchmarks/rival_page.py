"""WeasyPrint writes the words and the chart of a finished summary; left out where its libraries are missing.

It is given each line with its place, the chart as one drawing and a font of the system: less than
a page made of tables and paragraphs would ask of it.
"""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from importlib import import_module

from hlhdesk.charting import ChartSpec, Panel

Words = list[tuple[float, float, float, str]]
STYLE = "@page{size:595pt 842pt;margin:0}section{height:842pt;position:relative;page-break-after:always}"
LINE = "<p style='position:absolute;margin:0;left:{:.1f}pt;top:{:.1f}pt;font-size:{:.1f}pt'>{}</p>"


def weasyprint_writer(pages: list[Words], spec: ChartSpec) -> Callable[[], None] | None:
    """Writes the pages with WeasyPrint, or None where it or Pango cannot be loaded."""
    try:
        weasyprint = import_module("weasyprint")
    except (ImportError, OSError):
        return None
    html = page_html(pages, spec)
    return lambda: weasyprint.HTML(string=html).write_pdf()


def page_html(pages: list[Words], spec: ChartSpec) -> str:
    """The same words at the same places, and the chart's lines and points on the first page."""
    parts = [f"<style>{STYLE}</style>"]
    for number, page in enumerate(pages):
        words = "".join(
            LINE.format(x, y - height, max(height, 4.0), escape(said)) for x, y, height, said in page
        )
        parts.append(f"<section>{words}{'' if number else chart_svg(spec)}</section>")
    return "".join(parts)


def chart_svg(spec: ChartSpec) -> str:
    """The chart as one drawing."""
    shapes = "".join(
        shape for number, panel in enumerate(spec.panels) for shape in _shapes(spec, panel, number)
    )
    return f"<svg width='595pt' height='842pt' viewBox='0 0 595 842'>{shapes}</svg>"


def _shapes(spec: ChartSpec, panel: Panel, number: int) -> list[str]:
    scale, rise = 500 / (spec.x1 - spec.x0), 90 / (panel.y1 - panel.y0)

    def place(x: float, y: float) -> tuple[float, float]:
        return 40 + (x - spec.x0) * scale, 300 + 100 * number - (y - panel.y0) * rise

    found = []
    for line in panel.lines:
        for part in line.segments:
            corners = " ".join("{:.2f},{:.2f}".format(*place(x, y)) for x, y in part)
            found.append(f"<polyline points='{corners}' fill='none' stroke='black'/>")
    found += ["<circle cx='{:.2f}' cy='{:.2f}' r='1.5'/>".format(*place(p.x, p.y)) for p in panel.points]
    return found

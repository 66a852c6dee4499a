"""Pages: summaries as A4 PDF, and the chart as a picture.

The libraries that draw are loaded with the first page, so that this facade costs a window nothing.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from hlhdesk.report.missing import MissingGlyph
from hlhdesk.report.moment import summary_moment
from hlhdesk.report.provenance import PageProvenance, Replaced
from hlhdesk.report.visit import UnknownVisit, follow_up_moment, plan_of

if TYPE_CHECKING:
    from collections.abc import Iterable

    from hlhdesk.charting import ChartSpec
    from hlhdesk.model.chart import PatientChart
    from hlhdesk.model.definitions import Definitions
    from hlhdesk.model.state import PatientState
    from hlhdesk.wording import Catalogue

__all__ = [
    "MissingGlyph",
    "PageProvenance",
    "Replaced",
    "UnknownVisit",
    "chart_image",
    "discharge_summary",
    "downtime_pack",
    "family_page",
    "follow_up_moment",
    "follow_up_summary",
    "plan_of",
    "summary_moment",
]


def discharge_summary(
    chart: PatientChart,
    state: PatientState,
    definitions: Definitions,
    catalogue: Catalogue,
    provenance: PageProvenance,
) -> bytes:
    """The discharge summary as a PDF; the same arguments give the same bytes.

    ``state`` is the state of ``chart`` at ``summary_moment(chart, as_of)``. Raises
    MissingGlyph (a ValueError) for a character outside the page's font.
    """
    from hlhdesk.report.discharge import discharge_document  # noqa: PLC0415
    from hlhdesk.report.layout import write_pdf  # noqa: PLC0415
    from hlhdesk.report.source import PageSource  # noqa: PLC0415

    return write_pdf(discharge_document(PageSource(chart, state, definitions, catalogue, provenance)))


def follow_up_summary(  # noqa: PLR0913, PLR0917  a discharge summary's arguments and the visit
    chart: PatientChart,
    state: PatientState,
    definitions: Definitions,
    catalogue: Catalogue,
    provenance: PageProvenance,
    visit: str | None = None,
) -> bytes:
    """The summary of a visit as a PDF; the same arguments give the same bytes.

    ``state`` is the state at ``follow_up_moment(chart, state now, visit)``; ``visit`` is a name of the
    schedule or ``unscheduled`` (the latest of those), by default the latest visit, else the next.
    Raises UnknownVisit, and MissingGlyph (both are ValueErrors).
    """
    from hlhdesk.report.layout import write_pdf  # noqa: PLC0415
    from hlhdesk.report.source import TodaySource  # noqa: PLC0415
    from hlhdesk.report.visit_summary import visit_document  # noqa: PLC0415

    source = TodaySource(chart, state, definitions, catalogue, provenance)
    return write_pdf(visit_document(source, plan_of(chart, state, visit)))


def family_page(
    chart: PatientChart,
    state: PatientState,
    definitions: Definitions,
    catalogue: Catalogue,
    provenance: PageProvenance,
) -> bytes:
    """The page for the family as a PDF, in plain words; the same arguments give the same bytes.

    It speaks of the day of ``state``. Raises MissingGlyph.
    """
    from hlhdesk.report.family import family_document  # noqa: PLC0415
    from hlhdesk.report.layout import write_pdf  # noqa: PLC0415
    from hlhdesk.report.source import TodaySource  # noqa: PLC0415

    return write_pdf(family_document(TodaySource(chart, state, definitions, catalogue, provenance)))


def downtime_pack(
    children: Iterable[tuple[PatientChart, PatientState]],
    definitions: Definitions,
    catalogue: Catalogue,
    provenance: PageProvenance,
) -> bytes:
    """One PDF for a ward without computers: who is in, the last 72 hours of each, and empty charts for eight.

    Each state is of the moment of printing. A character without a glyph is spelled out: the pack must come.
    """
    from hlhdesk.report.downtime import downtime_documents  # noqa: PLC0415
    from hlhdesk.report.layout import write_pdf  # noqa: PLC0415
    from hlhdesk.report.source import TodaySource  # noqa: PLC0415
    from hlhdesk.report.spelling import spelled_out  # noqa: PLC0415

    sources = [TodaySource(chart, state, definitions, catalogue, provenance) for chart, state in children]
    return write_pdf(*map(spelled_out, downtime_documents(sources, provenance, catalogue)))


def chart_image(  # noqa: PLR0913  a picture has a size
    spec: ChartSpec,
    *,
    title: str = "",
    mark: str = "",
    width: float = 760.0,
    height: float = 420.0,
    scale: float = 2.0,
) -> bytes:
    """The chart as a PNG, drawn as on the page: ``width`` × ``height`` points at ``scale`` pixels each.

    ``title`` stands above it, ``mark`` (such as "DEMO") in the upper right corner. Raises MissingGlyph.
    """
    from hlhdesk.report.image import draw_image  # noqa: PLC0415

    return draw_image(spec, title, mark, width, height, scale)

"""A child's pages and picture from a desk."""

from __future__ import annotations

from hlhdesk import __version__
from hlhdesk.charting import build
from hlhdesk.model.moment import Moment
from hlhdesk.report import PageProvenance, chart_picture, discharge_summary
from hlhdesk.service import Desk
from hlhdesk.wording import Catalogue


def discharge_pdf(desk: Desk, patient_id: str, as_of: Moment, catalogue: Catalogue) -> bytes:
    """The discharge summary of a child as it was at ``as_of``."""
    chart, state = desk.chart(patient_id), desk.state(patient_id, as_of)
    return discharge_summary(chart, state, desk.definitions, catalogue, provenance(desk))


def chart_png(desk: Desk, patient_id: str, as_of: Moment, catalogue: Catalogue) -> bytes:
    """The chart of a child as a picture."""
    chart, state = desk.chart(patient_id), desk.state(patient_id, as_of)
    spec = build(chart, state, desk.definitions, catalogue)
    return chart_picture(spec, catalogue, provenance(desk))


def provenance(desk: Desk) -> PageProvenance:
    """What pages say about where they come from."""
    return PageProvenance(
        printed_at=desk.now(),
        printed_by=None,
        program_version=__version__,
        definitions_version=desk.definitions.version,
        history_head=desk.head(),
        demo=desk.is_demo,
        approved=desk.definitions.approved_by_ward,
    )

"""A child's pages and picture from a desk."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from hlhdesk import __version__
from hlhdesk.charting import build
from hlhdesk.commands.shell import Shell
from hlhdesk.model.moment import Moment
from hlhdesk.report import MissingGlyph, PageProvenance, chart_image, discharge_summary, summary_moment
from hlhdesk.service import Desk
from hlhdesk.wording import Catalogue


def discharge_pdf(shell: Shell, desk: Desk, patient_id: str, as_of: Moment, catalogue: Catalogue) -> bytes:
    """The discharge summary of the latest stay by ``as_of``. Raises Refusal for a missing character."""
    chart = desk.chart(patient_id)
    state = desk.state(patient_id, summary_moment(chart, as_of))
    with _every_character(shell, patient_id):
        return discharge_summary(chart, state, desk.definitions, catalogue, provenance(desk))


def chart_png(shell: Shell, desk: Desk, patient_id: str, as_of: Moment) -> bytes:
    """The chart of a child as a picture. Raises Refusal for a missing character."""
    chart, state = desk.chart(patient_id), desk.state(patient_id, as_of)
    spec = build(chart, state, desk.definitions, shell.catalogue)
    name = chart.identity.name
    title = f"{patient_id} · {name}" if name and name != patient_id else patient_id
    mark = shell.say("cli.demo-mark") if desk.is_demo else ""
    with _every_character(shell, patient_id):
        return chart_image(spec, title=title, mark=mark)


@contextmanager
def _every_character(shell: Shell, patient_id: str) -> Iterator[None]:
    """Refuse a page whose font lacks a character, and name it."""
    try:
        yield
    except MissingGlyph as error:
        raise shell.refuse("cli.missing-character", patient=patient_id, characters=error.characters) from None


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
        ward_name=desk.setting("ward_name"),
    )

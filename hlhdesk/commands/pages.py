"""A child's pages and picture from a desk, and what the history keeps of a printed page."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from hashlib import sha256
from pathlib import Path

import click

from hlhdesk import __version__
from hlhdesk.charting import build
from hlhdesk.commands.access import access_of
from hlhdesk.commands.output import prepare
from hlhdesk.commands.shell import Shell
from hlhdesk.exchange import problem_text
from hlhdesk.model.moment import Moment
from hlhdesk.report import (
    MissingGlyph,
    PageProvenance,
    Replaced,
    UnknownVisit,
    chart_image,
    discharge_summary,
    family_page,
    follow_up_moment,
    follow_up_summary,
    plan_of,
    summary_moment,
)
from hlhdesk.service import Desk, PrintedPage, Refused, StoreError
from hlhdesk.wording import Catalogue

DISCHARGE, FOLLOW_UP, FAMILY, DOWNTIME = "discharge", "follow-up", "family", "downtime"


@dataclass(frozen=True)
class Asked:
    """Which page of which child, as of when, in which words, for whom."""

    kind: str
    patient_id: str
    as_of: Moment
    catalogue: Catalogue
    visit: str | None = None
    by: str | None = None


@dataclass(frozen=True)
class Page:
    """The bytes of a page and what the history is to keep of it."""

    pdf: bytes
    printed: PrintedPage


def discharge_pdf(shell: Shell, desk: Desk, patient_id: str, as_of: Moment, catalogue: Catalogue) -> bytes:
    """The discharge summary of the latest stay by ``as_of``. Raises Refusal for a missing character."""
    chart = desk.chart(patient_id)
    state = desk.state(patient_id, summary_moment(chart, as_of))
    with every_character(shell, patient_id):
        return discharge_summary(chart, state, desk.definitions, catalogue, provenance(desk))


def page_of(shell: Shell, desk: Desk, asked: Asked) -> Page:
    """A page of one child; it says what was corrected since it was printed last.

    Raises Refusal for an unknown visit or a missing character.
    """
    chart, definitions, words = desk.chart(asked.patient_id), desk.definitions, asked.catalogue
    visit, moment = None, asked.as_of
    if asked.kind == DISCHARGE:
        moment = summary_moment(chart, asked.as_of)
    elif asked.kind == FOLLOW_UP:
        visit, moment = _visit(shell, desk, asked)
    state = desk.state(asked.patient_id, moment)
    made = replace(
        provenance(desk),
        printed_by=asked.by,
        replaces=_replaced(desk, asked.kind, asked.patient_id, visit),
    )
    with every_character(shell, asked.patient_id):
        if asked.kind == FOLLOW_UP:
            pdf = follow_up_summary(chart, state, definitions, words, made, visit)
        else:
            write = discharge_summary if asked.kind == DISCHARGE else family_page
            pdf = write(chart, state, definitions, words, made)
    return Page(pdf, printed(asked.kind, asked.patient_id, words, made, pdf, moment, visit))


def _visit(shell: Shell, desk: Desk, asked: Asked) -> tuple[str, Moment]:
    chart, state = desk.chart(asked.patient_id), desk.state(asked.patient_id, asked.as_of)
    try:
        return plan_of(chart, state, asked.visit).name, follow_up_moment(chart, state, asked.visit)
    except UnknownVisit as unknown:
        raise shell.refuse_as(unknown.message) from None


def _replaced(desk: Desk, kind: str, patient_id: str, visit: str | None) -> Replaced | None:
    before = desk.last_printed(kind, patient_id, visit)
    if before is None:
        return None
    return Replaced(before.printed_at, before.head, desk.changes_since(before))


def printed(  # noqa: PLR0913, PLR0917  what the history keeps of a page
    kind: str,
    patient_id: str | None,
    catalogue: Catalogue,
    made: PageProvenance,
    pdf: bytes,
    as_of: Moment,
    visit: str | None = None,
) -> PrintedPage:
    """What the history keeps of these bytes."""
    return PrintedPage(
        kind=kind,
        patient_id=patient_id,
        language=catalogue.language,
        head=made.history_head,
        sha256=sha256(pdf).hexdigest(),
        as_of=as_of,
        printed_at=made.printed_at,
        visit=visit,
        by=made.printed_by,
    )


def write_page(shell: Shell, page: Page, out: Path, db: Path) -> None:
    """Write the file and the line of the history; a database that cannot be written keeps no line, which is said.

    Raises Refusal when the file cannot be written; then the history has no line either.
    """
    prepared = prepare(shell, out, page.pdf, db)
    try:
        with Desk.open(db, access=access_of(shell, db)) as desk:
            desk.record_page(page.printed)
    except (StoreError, Refused) as error:
        said = shell.say("cli.pages.not-recorded", path=str(out), reason=_reason(shell, error))
        click.echo(shell.line(said), err=True)
    except BaseException:
        prepared.discard()
        raise
    prepared.commit()
    click.echo(shell.say("cli.written", path=str(out)))


def _reason(shell: Shell, error: StoreError | Refused) -> str:
    if isinstance(error, StoreError):
        return shell.catalogue.text(error.message)
    return shell.catalogue.clauses(problem_text(problem, shell.catalogue) for problem in error.problems)


def chart_png(shell: Shell, desk: Desk, patient_id: str, as_of: Moment) -> bytes:
    """The chart of a child as a picture. Raises Refusal for a missing character."""
    chart, state = desk.chart(patient_id), desk.state(patient_id, as_of)
    spec = build(chart, state, desk.definitions, shell.catalogue)
    name = chart.identity.name
    title = f"{patient_id} · {name}" if name and name != patient_id else patient_id
    mark = shell.say("cli.demo-mark") if desk.is_demo else ""
    with every_character(shell, patient_id):
        return chart_image(spec, title=title, mark=mark)


@contextmanager
def every_character(shell: Shell, patient_id: str) -> Iterator[None]:
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

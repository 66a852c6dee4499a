"""``hlhdesk pages``: which pages were printed, and which of them were superseded by a correction."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import click

from hlhdesk.commands.desk import opened, patients_of
from hlhdesk.commands.shell import Shell, db_option
from hlhdesk.model.message import Message, Term
from hlhdesk.service import Desk, PrintedPage

HEAD_SHOWN = 16


@click.command("pages")
@db_option
@click.option("--patient", metavar="ID", help="Only this child's.")
@click.pass_obj
def pages(shell: Shell, db: Path | None, patient: str | None) -> None:
    """List the printed pages; one whose data was corrected later is superseded, and what changed is said."""
    with opened(shell, db) as desk:
        wanted = None if patient is None else patients_of(shell, desk, patient)
        found = [page for page in desk.printed_pages() if wanted is None or page.patient_id in wanted]
        for page in found:
            for line in _lines(shell, desk, page):
                click.echo(line)
        if not found:
            click.echo(shell.say("cli.pages.none"))


def _lines(shell: Shell, desk: Desk, page: PrintedPage) -> Iterator[str]:
    key = "cli.pages.line" if page.visit is None else "cli.pages.visit-line"
    said = Message.of(
        key,
        at=page.printed_at,
        patient=page.patient_id or shell.say("cli.pages.ward"),
        page=Term("page-kind", page.kind),
        visit=Term("visit", page.visit) if page.visit else "",
        language=page.language,
        state=page.as_of,
        by=page.by or shell.say("cli.pages.nobody"),
        head=page.head[:HEAD_SHOWN],
    )
    yield shell.catalogue.text(said)
    for change in desk.changes_since(page):
        yield shell.say("cli.pages.superseded", change=change)

"""``hlhdesk summary``: a child's pages as PDF."""

from __future__ import annotations

from pathlib import Path

import click

from hlhdesk.commands.desk import moment_of, opened, patients_of
from hlhdesk.commands.output import check_out
from hlhdesk.commands.pages import DISCHARGE, FAMILY, FOLLOW_UP, Asked, page_of, write_page
from hlhdesk.commands.shell import Shell, as_of_option, db_option, lang_option
from hlhdesk.service.people.actions import action_of_page


@click.command("summary")
@click.argument("document", type=click.Choice([DISCHARGE, FOLLOW_UP, FAMILY]))
@db_option
@click.option("--patient", metavar="ID", required=True, help="The child.")
@click.option("--visit", metavar="M3", help="The visit of a follow-up summary (default: the latest).")
@click.option("--by", metavar="NAME", help="Who prints; it stands on the page and in the history.")
@as_of_option
@lang_option("the pages")
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="FILE.pdf")
@click.pass_obj
def summary(  # noqa: PLR0913, PLR0917  one parameter an option
    shell: Shell,
    document: str,
    db: Path | None,
    patient: str,
    visit: str | None,
    by: str | None,
    as_of: str | None,
    language: str | None,
    out: Path,
) -> None:
    """Write a summary, or the page for the family, as A4 pages; the printing is kept in the history."""
    if visit is not None and document != FOLLOW_UP:
        raise shell.refuse("cli.visit-is-for-follow-up")
    words = shell.speaking(language).catalogue
    path = shell.database(db)
    check_out(shell, out, path)
    action = action_of_page(document)
    with opened(shell, db, action=action) as desk:
        (patient_id,) = patients_of(shell, desk, patient)
        moment = moment_of(shell, desk, as_of)
        page = page_of(shell, desk, Asked(document, patient_id, moment, words, visit, desk.allow(action, by)))
    write_page(shell, page, out, path)

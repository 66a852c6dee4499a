"""``hlhdesk summary``: the discharge summary as a PDF."""

from __future__ import annotations

from pathlib import Path

import click

from hlhdesk.commands.desk import moment_of, opened, patients_of
from hlhdesk.commands.output import check_out, write
from hlhdesk.commands.pages import discharge_pdf
from hlhdesk.commands.shell import Shell, as_of_option, db_option, lang_option


@click.command("summary")
@click.argument("document", type=click.Choice(["discharge", "follow-up"]))
@db_option
@click.option("--patient", metavar="ID", required=True, help="The child.")
@click.option("--visit", metavar="M3", help="The visit of a follow-up summary.")
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
    as_of: str | None,
    language: str | None,
    out: Path,
) -> None:
    """Write a summary as A4 pages."""
    if document == "follow-up":
        raise shell.refuse("cli.no-follow-up-summary")
    if visit is not None:
        raise shell.refuse("cli.visit-is-for-follow-up")
    pages = shell.speaking(language).catalogue
    check_out(shell, out, shell.database(db))
    with opened(shell, db) as desk:
        (patient_id,) = patients_of(shell, desk, patient)
        pdf = discharge_pdf(shell, desk, patient_id, moment_of(shell, desk, as_of), pages)
        write(shell, out, pdf, shell.database(db))
    click.echo(shell.say("cli.written", path=str(out)))

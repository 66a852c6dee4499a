"""``hlhdesk downtime``: the pack for a ward whose computers go down."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import click

from hlhdesk.commands.desk import moment_of, opened
from hlhdesk.commands.output import check_out
from hlhdesk.commands.pages import DOWNTIME, Page, every_character, printed, provenance, write_page
from hlhdesk.commands.shell import Shell, as_of_option, db_option, lang_option
from hlhdesk.report import downtime_pack
from hlhdesk.service import Action


@click.command("downtime")
@db_option
@click.option("--by", metavar="NAME", help="Who prints; it stands on the pages and in the history.")
@as_of_option
@lang_option("the pages")
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="FILE.pdf")
@click.pass_obj
def downtime(  # noqa: PLR0913, PLR0917  one parameter an option
    shell: Shell, db: Path | None, by: str | None, as_of: str | None, language: str | None, out: Path
) -> None:
    """Print each inpatient: the last 72 hours, the doses in force, and an empty chart for eight hours."""
    words = shell.speaking(language).catalogue
    path = shell.database(db)
    check_out(shell, out, path)
    with opened(shell, db, action=Action.PRINT) as desk:
        moment = moment_of(shell, desk, as_of)
        states = [desk.state(patient_id, moment) for patient_id in desk.patients()]
        children = [(desk.chart(state.patient_id), state) for state in states if state.inpatient]
        made = replace(provenance(desk), printed_by=desk.allow(Action.PRINT, by))
        with every_character(shell, shell.say("cli.pages.ward")):
            pdf = downtime_pack(children, desk.definitions, words, made)
        page = Page(pdf, printed(DOWNTIME, None, words, made, pdf, moment))
    write_page(shell, page, out, path)

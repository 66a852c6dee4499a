"""``hlhdesk export``: the chart file without loss, or three tables."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

import click

from hlhdesk.commands.desk import opened, patients_of
from hlhdesk.commands.output import Prepared, check_out, prepare, write
from hlhdesk.commands.shell import Shell, db_option
from hlhdesk.exchange import write_chart_file, write_tables
from hlhdesk.service import Action


@click.command("export")
@db_option
@click.option("--patient", metavar="ID", help="Only this child.")
@click.option("--format", "form", type=click.Choice(["json", "csv"]), required=True)
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="FILE")
@click.pass_obj
def export(shell: Shell, db: Path | None, patient: str | None, form: str, out: Path) -> None:
    """Write the charts to files.

    json: everything, corrections included, in one chart file. csv: the valid entries of three
    tables; FILE.csv makes FILE-temperatures.csv, FILE-labs.csv and FILE-doses.csv, any other name
    a folder with temperatures.csv, labs.csv and doses.csv.
    """
    path = shell.database(db)
    with opened(shell, db, action=Action.EXPORT) as desk:
        charts = [desk.chart(patient_id) for patient_id in patients_of(shell, desk, patient)]
    if form == "json":
        write(shell, out, write_chart_file(charts), path)
        click.echo(shell.say("cli.written", path=str(out)))
        return
    for written in _write_all(shell, out, write_tables(charts), path):
        click.echo(shell.say("cli.written", path=str(written)))


def _write_all(shell: Shell, out: Path, tables: Mapping[str, bytes], db: Path) -> Iterator[Path]:
    """Write all tables before any takes its place."""
    places = {name: _place(shell, out, name) for name in tables}
    for place in places.values():
        check_out(shell, place, db)
    prepared: list[Prepared] = []
    try:
        for name, place in places.items():
            prepared.append(prepare(shell, place, tables[name], db))
    except BaseException:
        for part in prepared:
            part.discard()
        raise
    for part in prepared:
        part.commit()
        yield part.path


def _place(shell: Shell, out: Path, name: str) -> Path:
    if out.suffix.lower() == ".csv":
        return out.with_name(f"{out.stem}-{name}.csv")
    try:
        out.mkdir(exist_ok=True)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise shell.refuse("cli.cannot-write", path=str(out), reason=reason) from error
    return out / f"{name}.csv"

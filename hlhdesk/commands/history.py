"""``hlhdesk history``: the history for an auditor, with the hashes of its chain."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Iterator
from pathlib import Path

import click

from hlhdesk.commands.access import entering
from hlhdesk.commands.desk import opened, patients_of, refusals
from hlhdesk.commands.output import check_out, write_chunks
from hlhdesk.commands.shell import Shell, db_option
from hlhdesk.exchange import guarded
from hlhdesk.service import Action, audit_rows
from hlhdesk.service.auditing import COLUMNS, FORMAT, VERSION, Row

SUFFIXES = (".csv", ".json")


@click.command("history")
@db_option
@click.option("--patient", metavar="ID", help="One patient; of all other lines only the hashes.")
@click.option(
    "--out", type=click.Path(path_type=Path), required=True, metavar="FILE", help="FILE.csv or FILE.json."
)
@click.pass_obj
def history(shell: Shell, db: Path | None, patient: str | None, out: Path) -> None:
    """Write the whole history with its hashes, so that it can be checked without this program."""
    path = shell.database(db)
    if out.suffix.lower() not in SUFFIXES:
        raise shell.refuse("cli.history.suffix", path=str(out))
    check_out(shell, out, path)
    with opened(shell, db, action=Action.EXPORT) as desk:
        patients_of(shell, desk, patient)
    counted = _Counted(audit_rows(path, patient))
    chunks = _table(counted) if out.suffix.lower() == ".csv" else _document(counted, patient)
    with refusals(shell), entering(shell, path, Action.EXPORT):
        write_chunks(shell, out, chunks, path)
    click.echo(shell.say("cli.history.written", path=str(out), lines=counted.lines, head=counted.head))


class _Counted:
    """Rows on their way into a file: how many, and the hash of the last."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._rows = rows
        self.lines, self.head = 0, ""

    def __iter__(self) -> Iterator[Row]:
        for row in self._rows:
            self.lines, self.head = self.lines + 1, str(row["hash"])
            yield row


def _table(rows: Iterable[Row]) -> Iterator[bytes]:
    """CSV, UTF-8: an empty field is null (of ``setting.value``, where a setting stands, an empty text).

    Before a field that a spreadsheet would compute stands an apostrophe.
    """
    yield _csv_line(COLUMNS)
    for row in rows:
        yield _csv_line("" if row[name] is None else str(row[name]) for name in COLUMNS)


def _csv_line(cells: Iterable[str]) -> bytes:
    text = io.StringIO()
    csv.writer(text, lineterminator="\r\n").writerow(map(guarded, cells))
    return text.getvalue().encode("utf-8", "surrogatepass")


def _document(rows: Iterable[Row], patient: str | None) -> Iterator[bytes]:
    """JSON: one line of the file a line of the history; what is null is left out."""
    head = json.dumps({"format": FORMAT, "version": VERSION, "patient": patient}, ensure_ascii=False)
    yield f'{head.removesuffix("}")}, "lines": ['.encode()
    between = "\n"
    for row in rows:
        stored = {name: value for name, value in row.items() if value is not None}
        yield f"{between}{json.dumps(stored, ensure_ascii=False)}".encode("utf-8", "surrogatepass")
        between = ",\n"
    yield b"\n]}\n"

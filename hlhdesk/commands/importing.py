"""``hlhdesk import``: chart files and tables into a database, all or nothing per file."""

from __future__ import annotations

import stat
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

import click

from hlhdesk.commands.desk import refusals
from hlhdesk.commands.output import Prepared, check_out, prepare
from hlhdesk.commands.shell import Refusal, Shell, db_option
from hlhdesk.commands.target import Target
from hlhdesk.exchange import (
    at_their_values,
    one_line,
    problem_line,
    read_chart_file,
    read_table,
    reason_text,
    write_rejects,
)
from hlhdesk.model.batch import BatchProblem, ImportReport
from hlhdesk.service import ImportBatch, Refused

if TYPE_CHECKING:
    from hlhdesk.exchange import TableResult

CHART_FILES = (".json",)
TABLES = (".csv", ".tsv", ".txt")


@click.command("import")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path))
@db_option
@click.option("--dry-run", is_flag=True, help="Say what would be taken; write nothing.")
@click.option("--by", metavar="NAME", help="Who imports; recorded with every entry.")
@click.option(
    "--rejects", metavar="FILE", type=click.Path(path_type=Path),
    help="Take the good rows of a table and write the others here, with their reasons.",
)  # fmt: skip
@click.option("--zone", metavar="IANA", help="The ward's time zone, when a database is made.")
@click.pass_obj
def import_(  # noqa: PLR0913, PLR0917  one parameter an option
    shell: Shell,
    files: tuple[Path, ...],
    db: Path | None,
    dry_run: bool,
    by: str | None,
    rejects: Path | None,
    zone: str | None,
) -> None:
    """Take chart files (.json) and tables (.csv), each whole or not at all.

    The database is made when there is none. Importing a file again adds nothing.
    """
    path = shell.database(db)
    _check_rejects(shell, rejects, files, path)
    refused = False
    with refusals(shell), Target(shell, path, zone, dry_run=dry_run) as target:
        for file in files:
            try:
                with refusals(shell):
                    _take(shell, target, file, by, rejects)
            except Refusal as refusal:
                for line in refusal.lines:
                    click.echo(line, err=True)
                refused = True
    if refused:
        raise Refusal([])


def _take(shell: Shell, target: Target, file: Path, by: str | None, rejects: Path | None) -> None:
    """Import one file. Raises Refusal with all its problems."""
    data = _read(shell, file)
    if file.suffix.lower() in CHART_FILES:
        _chart(shell, target, file, data, by)
    elif file.suffix.lower() in TABLES:
        _table(shell, target, file, data, by, rejects)
    else:
        raise Refusal([_plain(shell, file, "cli.unknown-kind-of-file")])


def _chart(shell: Shell, target: Target, file: Path, data: bytes, by: str | None) -> None:
    with _progress(shell, file) as step:
        batch, problems = read_chart_file(
            data,
            one_line(str(file)),
            target.definitions,
            target.zone,
            target.now(),
            progress=step,
            follow_zone=target.takes_zone,
        )
    if batch is None:
        raise Refusal(_lines(shell, problems))
    if batch.zone and target.takes_zone:
        target.zone = ZoneInfo(batch.zone)
    try:
        report = target.take(ImportBatch(batch, dry_run=target.dry_run, by=by))
    except Refused as refused:
        if not refused.located:
            raise
        raise Refusal(_lines(shell, at_their_values(data, refused.located))) from refused
    _say(shell, replace(report, warnings=at_their_values(data, report.warnings)), dry_run=target.dry_run)


def _table(  # noqa: PLR0913, PLR0917
    shell: Shell, target: Target, file: Path, data: bytes, by: str | None, rejects: Path | None
) -> None:
    with _progress(shell, file) as step:
        result = read_table(
            data,
            one_line(str(file)),
            target.definitions,
            target.zone,
            target.now(),
            target.birth_date,
            progress=step,
        )
    while True:
        if result.batch is None or (result.problems and rejects is None):
            raise Refusal(_lines(shell, result.problems))
        prepared = _prepare_rejects(shell, target, result, rejects)
        try:
            report = target.take(ImportBatch(result.batch, dry_run=target.dry_run, by=by))
            break
        except BaseException as error:
            if prepared:
                prepared.discard()
            if not (isinstance(error, Refused) and error.located):
                raise
            result = result.without(error.located)
    _keep_rejects(shell, target, result, prepared, rejects)
    _say(shell, report, dry_run=target.dry_run)


def _keep_rejects(
    shell: Shell, target: Target, result: TableResult, prepared: Prepared | None, rejects: Path | None
) -> None:
    if rejects is None:
        return
    if prepared:
        prepared.commit()
    for line in _lines(shell, result.problems):
        click.echo(line, err=True)
    key = "cli.rejects-would" if target.dry_run else "cli.rejects-written"
    click.echo(shell.say(key, count=len(result.rejected), path=str(rejects)))


def _lines(shell: Shell, problems: Iterable[BatchProblem]) -> list[str]:
    return [problem_line(problem, shell.catalogue) for problem in problems]


def _say(shell: Shell, report: ImportReport, *, dry_run: bool) -> None:
    for line in _lines(shell, report.warnings):
        click.echo(shell.say("cli.taken-unconfirmed", line=line), err=True)
    key = "cli.would-import" if dry_run else "cli.imported"
    figures = {"added": report.added, "known": report.known, "patients": report.new_patients}
    click.echo(shell.say(key, file=report.file, unconfirmed=len(report.warnings), **figures))


LARGEST_MB = 100
"""A ward of many years has a few megabytes; what is larger by mistake would take all memory."""


def _read(shell: Shell, file: Path) -> bytes:
    try:
        found = file.stat()
        if not (stat.S_ISREG(found.st_mode) or stat.S_ISDIR(found.st_mode)):  # a pipe never ends
            raise Refusal([_plain(shell, file, "cli.no-regular-file")])
        if found.st_size > LARGEST_MB << 20:
            raise Refusal([_plain(shell, file, "cli.too-large", most=str(LARGEST_MB))])
        return file.read_bytes()
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise Refusal([_plain(shell, file, "cli.cannot-read", reason=reason)]) from error


def _plain(shell: Shell, file: Path, key: str, **values: str) -> str:
    """A problem of a file that has no line."""
    return one_line(f"{file}:1: {shell.say('exchange.whole-file')}: {shell.say(key, **values)}")


def _check_rejects(shell: Shell, rejects: Path | None, files: tuple[Path, ...], db: Path) -> None:
    if rejects is None:
        return
    check_out(shell, rejects, db)
    if sum(file.suffix.lower() in TABLES for file in files) != 1:
        raise shell.refuse("cli.rejects-one-table")
    if any(rejects.resolve() == file.resolve() for file in files):
        raise shell.refuse("cli.rejects-is-input", path=str(rejects))


def _prepare_rejects(
    shell: Shell, target: Target, result: TableResult, rejects: Path | None
) -> Prepared | None:
    """Write the refused rows before the good ones are charted: a full disk must not lose them."""
    if rejects is None or target.dry_run:
        return None
    return prepare(
        shell, rejects, write_rejects(result, lambda problem: _reason(shell, problem)), target.path
    )


def _reason(shell: Shell, problem: BatchProblem) -> str:
    return reason_text(problem, shell.catalogue)


@contextmanager
def _progress(shell: Shell, file: Path) -> Iterator[Callable[[int, int], None]]:
    """A bar on a terminal; nothing elsewhere."""
    stream = sys.stderr
    if not stream.isatty():
        yield lambda _done, _total: None
        return
    with click.progressbar(length=1, label=shell.say("cli.reading", file=file.name), file=stream) as bar:

        def step(done: int, total: int) -> None:
            bar.length = max(total, 1)
            bar.update(done - bar.pos)

        yield step

"""``hlhdesk verify``, ``backup`` and ``restore``."""

from __future__ import annotations

from pathlib import Path

import click

from hlhdesk.commands.access import access_of, entering
from hlhdesk.commands.desk import definition_lines, opened, refusals
from hlhdesk.commands.output import check_out
from hlhdesk.commands.shell import Shell, db_option
from hlhdesk.definitions import DefinitionsError
from hlhdesk.service import Access, Action, Desk, Fault, StoreError, preview, restore_backup, verify_file
from hlhdesk.service.keeping.words import preview_words

FAULT = 1


@click.command("verify")
@db_option
@click.option("--head", metavar="HASH", help="A head of the history that must be in it.")
@click.pass_obj
def verify(shell: Shell, db: Path | None, head: str | None) -> int:
    """Check integrity, the chain of the history, triggers and definitions; exit 1 with what is wrong.

    --head: a head of the chain that a page or a backup printed; it must be in the history.
    """
    path = shell.database(db)
    try:
        with refusals(shell, definitions=False), entering(shell, path, Action.READ):
            faults = _faults(path, head, access_of(shell, path))
    except DefinitionsError as error:
        for line in definition_lines(shell, error):
            click.echo(line, err=True)
        return FAULT
    for fault in faults:
        click.echo(shell.line(shell.catalogue.text(fault.message)), err=True)
    if faults:
        return FAULT
    click.echo(shell.say("cli.verified", path=str(path)))
    return 0


def _faults(path: Path, head: str | None, access: Access | None) -> tuple[Fault, ...]:
    """What is wrong with a database, even one that is too damaged to be opened as a desk."""
    try:
        with Desk.open(path, readonly=True, access=access) as desk:
            return desk.verify(head)
    except StoreError:
        faults = verify_file(path, head)
        if not faults:
            raise
        return faults


@click.command("backup")
@db_option
@click.option("--out", type=click.Path(path_type=Path), required=True, metavar="FILE")
@click.pass_obj
def backup(shell: Shell, db: Path | None, out: Path) -> None:
    """Make a verified copy of the database."""
    check_out(shell, out, shell.database(db))
    with opened(shell, db, action=Action.BACK_UP) as desk:
        desk.backup(out)
    click.echo(shell.say("cli.backed-up", path=str(out)))


@click.command("restore")
@click.argument("backup", type=click.Path(path_type=Path))
@db_option
@click.option("--preview", "only_preview", is_flag=True, help="Say what would change, and change nothing.")
@click.option("--by", metavar="NAME", help="Whose name the history keeps.")
@click.pass_obj
def restore(shell: Shell, backup: Path, db: Path | None, only_preview: bool, by: str | None) -> None:
    """Put a verified backup in the place of the database; the file that it replaces is kept."""
    path = shell.database(db)
    guarded = _guarded(shell, path, backup)
    if only_preview:
        with refusals(shell), entering(shell, guarded, Action.READ):
            found = preview(backup, path)
        for said in preview_words(found):
            click.echo(shell.catalogue.text(said))
        return
    with refusals(shell), entering(shell, guarded, Action.RESTORE, by) as name:
        restored = restore_backup(backup, path, name, access_of(shell, guarded))
    click.echo(shell.say("cli.restored", backup=str(backup), path=str(path)))
    if restored.kept:
        click.echo(shell.say("cli.restored-kept", path=str(restored.kept)))


def _guarded(shell: Shell, path: Path, backup: Path) -> Path:
    """Whose users say who may restore: the database's, or the backup's when there is no other."""
    return path if access_of(shell, path) else backup

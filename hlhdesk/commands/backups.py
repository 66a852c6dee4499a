"""``hlhdesk backups`` and ``drill``: the backups that there are, a new one, and a try at restoring."""

from __future__ import annotations

import os
import sys
from pathlib import Path

import click

from hlhdesk.commands.access import entering
from hlhdesk.commands.desk import opened, refusals
from hlhdesk.commands.shell import Shell, db_option
from hlhdesk.service import Action, BackedUp, CheckedBackup, back_up, checked_backups, drill
from hlhdesk.service.keeping import words
from hlhdesk.service.keeping.wishes import SECOND

FAULT = 1
_BELOW_NORMAL = 0x4000  # BELOW_NORMAL_PRIORITY_CLASS


@click.command("backups")
@db_option
@click.option("--now", is_flag=True, help="Make a verified backup now, and take away what need not stay.")
@click.option("--if-changed", is_flag=True, help="With --now: only if something was written since the last.")
@click.option("--automatic", is_flag=True, hidden=True, help="Nobody asked for it.")
@click.option(
    "--second", metavar="FOLDER", help="From now on a second place gets each backup too; '' for none."
)
@click.option("--by", metavar="NAME", help="Whose name the history keeps.")
@click.pass_obj
def backups(  # noqa: PLR0913, PLR0917  click's options
    shell: Shell,
    db: Path | None,
    now: bool,
    if_changed: bool,
    automatic: bool,
    second: str | None,
    by: str | None,
) -> int:
    """List the backups of the database, each opened and verified; exit 1 if one cannot be used."""
    path = shell.database(db)
    if automatic:
        give_way()
    if second is not None:
        with opened(shell, db, readonly=False) as desk:
            desk.set_setting(SECOND, str(Path(second).absolute()) if second else "", by)
        if not now:
            click.echo(shell.say("cli.backups.second-set", place=second or "–"))
            return 0
    if now:
        with refusals(shell), entering(shell, path, Action.BACK_UP, by) as name:
            done = back_up(path, by=name, automatic=automatic, if_changed=if_changed)
        return _told(shell, done)
    found = []
    with entering(shell, path, Action.READ):
        for one in checked_backups(path):
            click.echo(_line(shell, one))
            found.append(one)
    if not found and not path.exists():
        raise shell.refuse("store.missing", path=str(path))
    if not found:
        click.echo(shell.say("keeping.none", path=str(path)))
    if path.exists():
        with opened(shell, db) as desk:
            click.echo(
                shell.catalogue.ended(
                    shell.catalogue.text(words.last_words(desk.last_backup(), desk.now().day))
                )
            )
    return FAULT if any(one.fault for one in found) else 0


@click.command("drill")
@db_option
@click.option("--by", metavar="NAME", help="Whose name the history keeps.")
@click.pass_obj
def drill_(shell: Shell, db: Path | None, by: str | None) -> int:
    """Restore the newest backup in a place of its own and compare it with its record; exit 1 if it fails."""
    path = shell.database(db)
    with refusals(shell), entering(shell, path, Action.BACK_UP, by) as name:
        done = drill(path, name)
    for said in words.drill_words(done):
        click.echo(shell.catalogue.text(said))
    return 0 if done.passed else FAULT


def give_way() -> None:
    """Let every other program of this computer go first: nobody waits for an automatic backup."""
    if sys.platform == "win32":
        import ctypes  # noqa: PLC0415  Windows only

        kernel = ctypes.windll.kernel32  # type: ignore[attr-defined,unused-ignore]
        kernel.SetPriorityClass(kernel.GetCurrentProcess(), _BELOW_NORMAL)
    else:
        os.nice(10)


def _told(shell: Shell, done: BackedUp) -> int:
    """The backup on standard output, what went wrong beside it on standard error."""
    first, *problems = words.made_words(done)
    click.echo(shell.catalogue.text(first))
    for problem in problems:
        click.echo(shell.line(shell.catalogue.text(problem)), err=True)
    return FAULT if problems else 0


def _line(shell: Shell, one: CheckedBackup) -> str:
    if one.proof is None:
        state = shell.say("cli.backups.bad", fault=one.fault or "")
    else:
        proof = one.proof
        state = shell.say("cli.backups.good", entries=proof.entries, patients=proof.patients, head=proof.head)
    place = shell.say("cli.backups.second" if one.second else "cli.backups.first")
    return shell.say("cli.backups.line", at=one.at, place=place, state=state, path=str(one.path))

"""The command line: a shell as thin as the window.

Each command lives in ``hlhdesk.commands`` and is loaded only when it is asked for, so that
``hlhdesk --version`` answers at once. Exit codes: 0 done, 1 ``verify`` found a fault, 2 refused,
3 a bug (with its traceback).
"""

from __future__ import annotations

import os
import sys
import traceback
from collections.abc import Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

import click

from hlhdesk import __version__
from hlhdesk.commands.access_options import with_sign_in
from hlhdesk.commands.shell import LANGUAGES, Refusal, Shell

BUG = 3
REFUSED = 2

COMMANDS = {
    "open": "hlhdesk.commands.window:open_",
    "demo": "hlhdesk.commands.demo:demo",
    "import": "hlhdesk.commands.importing:import_",
    "status": "hlhdesk.commands.status:status",
    "summary": "hlhdesk.commands.summary:summary",
    "downtime": "hlhdesk.commands.downtime:downtime",
    "pages": "hlhdesk.commands.printed:pages",
    "export": "hlhdesk.commands.export:export",
    "verify": "hlhdesk.commands.keeping:verify",
    "backup": "hlhdesk.commands.keeping:backup",
    "restore": "hlhdesk.commands.keeping:restore",
    "backups": "hlhdesk.commands.backups:backups",
    "history": "hlhdesk.commands.history:history",
    "init": "hlhdesk.commands.people:init",
    "protect": "hlhdesk.commands.people:protect_",
    "users": "hlhdesk.commands.people:users",
    "recover": "hlhdesk.commands.people:recover_",
    "drill": "hlhdesk.commands.backups:drill_",
}


class Commands(click.Group):
    """A group that imports a command when it is asked for."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002  click's signature
        return list(COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        if cmd_name not in COMMANDS:
            return None
        module, _, name = COMMANDS[cmd_name].partition(":")
        command = getattr(import_module(module), name)
        assert isinstance(command, click.Command)
        return with_sign_in(command)


def run_window(db: Path, *, demo: bool, language: str | None, first: Any = None) -> int:
    """Start the window: the one place of ``hlhdesk`` that knows Qt, and only when it is asked for."""
    from ui import app  # noqa: PLC0415  the command line starts without Qt

    return app.run(db, demo=demo, language=language, first=first)


def show_first_window(db: Path, language: str | None) -> Any:
    """Put the first window on screen while the program is read; None where something else comes first."""
    from ui import first_window  # noqa: PLC0415  the command line starts without Qt

    return first_window.first_window(language) if first_window.comes_first(db) else None


def tell_in_window(lines: Sequence[str], language: str | None) -> None:
    """Say in a window why there is none, to somebody who has no terminal."""
    from ui import app  # noqa: PLC0415  the command line starts without Qt

    app.tell_refusal(lines, language)


def rescue_in_window(db: Path, lines: Sequence[str], language: str | None) -> bool:
    """Offer in a window to put a backup in the place of a database that cannot be opened."""
    from ui import app  # noqa: PLC0415  the command line starts without Qt

    return app.offer_rescue(db, lines, language)


def begin_in_window(db: Path, zone: str | None, language: str | None) -> bool:
    """Ask in a window how the first charts are to be kept, and make the database."""
    from ui import app  # noqa: PLC0415  the command line starts without Qt

    return app.begin(db, zone, language)


def window_language() -> str:
    """The language in which the window speaks, for what is refused to somebody who has no terminal."""
    from ui import app  # noqa: PLC0415  the command line starts without Qt

    return app.window_language()


def try_window(db: Path, language: str) -> str:
    """Open the window once and look at it, for the self-check."""
    from ui import app  # noqa: PLC0415  the command line starts without Qt

    return app.try_window(db, language)


@click.group(cls=Commands, invoke_without_command=True)
@click.version_option(__version__, prog_name="hlhdesk")
@click.option("--lang", "language", type=click.Choice(LANGUAGES), help="The language of texts and pages.")
@click.option("--db", type=click.Path(path_type=Path), help="The database that the window opens.")
@click.option(
    "--selfcheck", is_flag=True, help="Try everything out in a folder of its own; exit code 0 or 1."
)
@click.option("--selfcheck-window", is_flag=True, hidden=True)
@click.pass_context
def cli(
    ctx: click.Context, language: str | None, db: Path | None, *, selfcheck: bool, selfcheck_window: bool
) -> int | None:
    """The bedside fever and treatment chart for children with secondary HLH.

    Without a command the window opens.
    """
    ctx.obj = Shell(
        language or LANGUAGES[0],
        run_window,
        db,
        language,
        tell_in_window,
        rescue_in_window,
        begin_in_window,
        window_language,
        show_first_window,
    )
    if selfcheck:
        from hlhdesk.commands.selfcheck import selfcheck as check  # noqa: PLC0415  when it is asked for

        return check(ctx.obj)
    if selfcheck_window and db is not None:
        click.echo(try_window(db, ctx.obj.language))
        return 0
    if ctx.invoked_subcommand is None:
        command = cli.get_command(ctx, "open")
        assert command is not None
        code = ctx.invoke(command)
        return code if isinstance(code, int) else None
    return None


def _usage(error: click.UsageError) -> int:
    where = error.ctx.command_path if error.ctx else "hlhdesk"
    said = "".join(char if char.isprintable() else " " for char in error.format_message())
    click.echo(f"{where}: {' '.join(said.split())} (see {where} --help)", err=True)
    return REFUSED


def _reader_gone() -> int:
    """Whoever read our output closed it (``| head``): nobody is left to tell."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    return 0


def main(args: Sequence[str] | None = None) -> int:
    """Run one command; the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(
                errors="backslashreplace", **({} if stream.isatty() else {"encoding": "utf-8"})
            )
    try:
        code = cli.main(args, prog_name="hlhdesk", standalone_mode=False)
    except click.UsageError as error:
        return _usage(error)
    except Refusal as refusal:
        for line in refusal.lines:
            click.echo(line, err=True)
        return REFUSED
    except click.ClickException as error:
        click.echo(f"hlhdesk: {error.format_message()}", err=True)
        return REFUSED
    except (click.Abort, KeyboardInterrupt):
        click.echo("hlhdesk: interrupted", err=True)
        return REFUSED
    except BrokenPipeError:
        return _reader_gone()
    except Exception:
        traceback.print_exc()
        return BUG
    return code if isinstance(code, int) else 0

"""The options that sign in to a protected database; every command has them. Starts on click alone."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import click

from hlhdesk.commands.shell import Shell

NAMES = ("user", "password_file", "emergency_key_file", "reason", "access_stdin")


def with_sign_in(command: click.Command) -> click.Command:
    """The command with ``--user``, ``--password-file`` and the others, once."""
    if not any(parameter.name == NAMES[0] for parameter in command.params):
        command.params += _options()
    return command


def _options() -> Iterable[click.Option]:
    file = click.Path(path_type=Path)
    yield _option("--user", metavar="NAME", help="Who signs in to a protected database.")
    yield _option(
        "--password-file", type=file, metavar="FILE", help="Holds the password (else it is asked for)."
    )
    yield _option(
        "--emergency-key-file",
        type=file,
        metavar="FILE",
        help="Holds the ward's emergency key; with --reason.",
    )
    yield _option("--reason", metavar="TEXT", help="Why the emergency key is used; the history keeps it.")
    yield _option("--access-stdin", is_flag=True, hidden=True)


def _option(name: str, **rest: object) -> click.Option:
    return click.Option([name], expose_value=False, callback=_keep, **rest)  # type: ignore[arg-type]


def _keep(ctx: click.Context, parameter: click.Parameter, value: object) -> object:
    shell = ctx.find_object(Shell)
    if shell is not None and value:
        shell.given[str(parameter.name)] = value
    return value

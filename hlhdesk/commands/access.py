"""Signing in from the command line: a name and a password file or a prompt, never a password argument."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import click

from hlhdesk.commands.shell import Refusal, Shell
from hlhdesk.service import Access, Action, Emergency, Password, Refused, StoreError, enter, is_protected
from hlhdesk.store.keyring import holding

LARGEST = 4096
KNOWN = "access"


def access_of(shell: Shell, database: Path) -> Access | None:
    """What opens a protected database for whoever was named; None for an open one. Raises Refusal."""
    try:
        if not is_protected(database):
            return None
    except StoreError:
        return None  # whoever opens it says why it cannot be
    known = shell.given.setdefault(KNOWN, {})
    if database not in known:
        known[database] = _entered(shell, database)
    found: Access = known[database]
    return found


@contextmanager
def entering(shell: Shell, database: Path, action: Action, by: str | None = None) -> Iterator[str | None]:
    """Hold the key of a database in a block; gives whose name goes on what is done.

    ``by`` counts in an open database only. Raises Refusal for what the person may not do.
    """
    access = access_of(shell, database)
    if access is None:
        yield by
        return
    if not access.may(action):
        raise shell.refuse("people.not-allowed", name=access.user.name)
    with holding(access.key):
        yield access.user.name


def _entered(shell: Shell, database: Path) -> Access:
    given = shell.given
    if given.get("access_stdin"):
        try:
            return Access.taken(sys.stdin.readline())
        except (ValueError, TypeError):
            raise shell.refuse("store.locked", path=str(database)) from None
    name = given.get("user")
    if not name and not somebody_types():
        raise shell.refuse("store.locked", path=str(database))
    name = name or click.prompt(shell.say("people.ask.name"), err=True)
    try:
        return enter(database, _who(shell, name))
    except StoreError as error:
        raise shell.refuse_as(error.message) from error
    except Refused as error:
        raise Refusal(
            shell.line(shell.catalogue.text(problem.message)) for problem in error.problems
        ) from error


def _who(shell: Shell, name: str) -> Password | Emergency:
    key_file = shell.given.get("emergency_key_file")
    if key_file is not None:
        return Emergency(secret_in(shell, key_file), name, shell.given.get("reason") or "")
    return Password(name, asked(shell, shell.given.get("password_file"), "people.ask.password"))


def asked(shell: Shell, file: Path | None, key: str, *, twice: bool = False) -> str:
    """A secret from a file, or asked for on a terminal. Raises Refusal where there is neither."""
    if file is not None:
        return secret_in(shell, file)
    if not somebody_types():
        raise shell.refuse("people.no-password")
    text: str = click.prompt(shell.say(key), hide_input=True, confirmation_prompt=twice, err=True)
    return text


def secret_in(shell: Shell, file: Path) -> str:
    """The first line of a file. Raises Refusal."""
    try:
        with file.open("rb") as opened:
            text = opened.read(LARGEST).decode("utf-8-sig")
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise shell.refuse("cli.cannot-read", path=str(file), reason=reason) from error
    except UnicodeDecodeError:
        raise shell.refuse("people.password-file", path=str(file)) from None
    first = text.splitlines()[0] if text else ""
    if not first:
        raise shell.refuse("people.password-file", path=str(file))
    return first


def somebody_types() -> bool:
    """Whether a secret can be asked for."""
    return sys.stdin is not None and sys.stdin.isatty()

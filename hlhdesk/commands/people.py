"""``hlhdesk init``, ``protect``, ``users`` and ``recover``: who works at the ward, and what opens its database."""

from __future__ import annotations

from pathlib import Path

import click

from hlhdesk.commands.access import asked, somebody_types
from hlhdesk.commands.desk import opened, refusals
from hlhdesk.commands.shell import Shell, db_option
from hlhdesk.service import (
    Action,
    Desk,
    FirstUser,
    Role,
    Session,
    User,
    WardKeys,
    make_protected,
    protect,
    recover,
)
from hlhdesk.service.keeping.places import has_backups
from hlhdesk.service.settings import LOCK_MINUTES

CHANGES, OWN, KEYS = ("add", "role", "disable", "reset"), ("password",), ("recovery-key", "emergency-key")
NEED_ROLES = CHANGES[:2]
ROLES = [role.value for role in Role if role is not Role.EMERGENCY]
_FILE = click.Path(path_type=Path)

admin_option = click.option("--admin", metavar="NAME", help="The first administrator (else it is asked for).")
admin_role_option = click.option(
    "--also", type=click.Choice(["nurse", "doctor"]), multiple=True, help="What the administrator is besides."
)


@click.command("init")
@db_option
@click.option("--ward", metavar="NAME", default="", help="The ward's name.")
@click.option("--zone", metavar="IANA", help="The ward's time zone (default: this computer's).")
@admin_option
@admin_role_option
@click.pass_obj
def init(  # noqa: PLR0913, PLR0917  one parameter an option
    shell: Shell, db: Path | None, ward: str, zone: str | None, admin: str | None, also: tuple[str, ...]
) -> None:
    """Make a protected database, and show its recovery key and its emergency key once."""
    path = shell.database(db)
    first = _first(shell, admin, also)
    with refusals(shell):
        keys = make_protected(shell.room_for(path), first, ward=ward, zone=zone)
    click.echo(shell.say("people.made", path=str(path)))
    _show(shell, keys)


@click.command("protect")
@db_option
@admin_option
@admin_role_option
@click.pass_obj
def protect_(shell: Shell, db: Path | None, admin: str | None, also: tuple[str, ...]) -> None:
    """Encrypt an open database and give it users; the plain file is kept beside it."""
    path = shell.database(db)
    with refusals(shell):
        done = protect(path, _first(shell, admin, also))
    click.echo(shell.say("people.protected", path=str(path), kept=str(done.kept)))
    if has_backups(path):
        click.echo(shell.say("people.plain-backups"))
    _show(shell, done.keys)


@click.command("recover")
@db_option
@click.option(
    "--recovery-key-file", type=_FILE, metavar="FILE", help="Holds the recovery key (else asked for)."
)
@click.pass_obj
def recover_(shell: Shell, db: Path | None, recovery_key_file: Path | None) -> None:
    """Give the user of --user a new password (--password-file), by the ward's recovery key."""
    path = shell.database(db)
    name = _name(shell, shell.given.get("user"))
    key = asked(shell, recovery_key_file, "people.ask.recovery-key")
    password = asked(shell, shell.given.get("password_file"), "people.ask.new-password", twice=True)
    with refusals(shell):
        user = recover(path, key, name, password)
    click.echo(shell.say("people.recovered", name=user.name))


@click.command("users")
@db_option
@click.argument("act", type=click.Choice(["list", *CHANGES, *OWN, *KEYS]), default="list")
@click.argument("name", required=False)
@click.option("--role", "roles", type=click.Choice(ROLES), multiple=True, help="A role; may be given twice.")
@click.option("--lock-minutes", metavar="N", help="From now on the screen locks after so many minutes.")
@click.option(
    "--new-password-file", type=_FILE, metavar="FILE", help="Holds the new password (else asked for)."
)
@click.pass_obj
def users(  # noqa: PLR0913, PLR0917  one parameter an option
    shell: Shell,
    db: Path | None,
    act: str,
    name: str | None,
    roles: tuple[str, ...],
    lock_minutes: str | None,
    new_password_file: Path | None,
) -> None:
    """List the users of a protected database, or change one: add, role, disable, reset.

    password: your own, after the old one. recovery-key, emergency-key: a new one, shown once.
    """
    reads = act == "list" and lock_minutes is None
    action = Action.READ if reads or act in OWN else Action.USERS
    with opened(shell, db, readonly=reads, action=action) as desk, refusals(shell):
        if desk.people is None:
            raise shell.refuse("people.open-database")
        if lock_minutes is not None:
            desk.set_setting(LOCK_MINUTES, lock_minutes)
        if act in OWN:
            _own_password(shell, desk.people, new_password_file)
            return
        if act in KEYS:
            _renew(shell, desk.people, act)
            return
        if act != "list":
            wanted, who = frozenset(Role(role) for role in roles), _name(shell, name)
            if act in NEED_ROLES and not wanted:
                raise shell.refuse("people.no-role", name=who)
            user = _changed(shell, desk, act, who, wanted, new_password_file)
            click.echo(line_of(shell, user))
            return
        for user in desk.people.users():
            click.echo(line_of(shell, user))


def _own_password(shell: Shell, people: Session, file: Path | None) -> None:
    """The old password once more, then the new one."""
    old = asked(shell, shell.given.get("password_file"), "people.ask.password")
    people.change_password(old, asked(shell, file, "people.ask.new-password", twice=True))
    click.echo(shell.say("people.own-password"))


def _renew(shell: Shell, people: Session, act: str) -> None:
    """Show a new key of the ward, once; the old one opens nothing any more."""
    text = people.renew_recovery_key() if act == KEYS[0] else people.renew_emergency_key()
    click.echo(shell.say(f"people.{act}", text=text))
    click.echo(shell.say("people.key-renewed"))


def line_of(shell: Shell, user: User) -> str:
    """A user in one line."""
    roles = ", ".join(shell.say(f"people.role.{role.value}") for role in Role if role in user.roles)
    return shell.say("people.line" if user.active else "people.line-disabled", name=user.name, roles=roles)


def _changed(  # noqa: PLR0913, PLR0917  what a change depends on
    shell: Shell, desk: Desk, act: str, name: str, roles: frozenset[Role], file: Path | None
) -> User:
    people = desk.people
    assert people is not None  # its caller looked
    if act == "add":
        return people.add(name, roles, asked(shell, file, "people.ask.new-password", twice=True))
    user = next((one for one in people.users() if one.name.casefold() == name.casefold()), None)
    if user is None:
        raise shell.refuse("people.unknown")
    if act == "role":
        return people.set_roles(user.id, roles)
    if act == "disable":
        return people.disable(user.id)
    return people.reset(user.id, asked(shell, file, "people.ask.new-password", twice=True))


def _first(shell: Shell, name: str | None, also: tuple[str, ...]) -> FirstUser:
    name = _name(shell, name or shell.given.get("user"))
    password = asked(shell, shell.given.get("password_file"), "people.ask.new-password", twice=True)
    return FirstUser(name, password, frozenset(Role(role) for role in also))


def _name(shell: Shell, name: str | None) -> str:
    if name:
        return name
    if not somebody_types():
        raise shell.refuse("people.no-name")
    text: str = click.prompt(shell.say("people.ask.name"), err=True)
    return text


def _show(shell: Shell, keys: WardKeys) -> None:
    click.echo(shell.say("people.recovery-key", text=keys.recovery))
    click.echo(shell.say("people.emergency-key", text=keys.emergency))
    click.echo(shell.say("people.keys-once"))

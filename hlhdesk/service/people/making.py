"""A protected database: made new, made of a plain one, and its passwords recovered."""

from __future__ import annotations

import secrets
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from hlhdesk import clock
from hlhdesk.service import settings
from hlhdesk.service.people.access import try_ward_key
from hlhdesk.service.people.passwords import check_password
from hlhdesk.service.people.roles import Role
from hlhdesk.service.people.tries import SignInRefused
from hlhdesk.service.people.users import PROTECTED, Did, User, user_note, users_of
from hlhdesk.service.texts import refuse_text
from hlhdesk.store import Note, NotOpened, Store, is_there, keyfile, new_id
from hlhdesk.store.errors import keys_beside
from hlhdesk.store.files import stamp
from hlhdesk.store.keyfile import KeyFile
from hlhdesk.store.keyring import holding
from hlhdesk.store.protect import encrypt, is_plain
from hlhdesk.store.wrapping import (
    EMERGENCY,
    RECOVERY,
    SALT_BYTES,
    STANDARD,
    USER,
    Cost,
    new_data_key,
    wrap,
)
from hlhdesk.store.written_key import new_written_key, read_written_key


@dataclass(frozen=True, slots=True)
class WardKeys:
    """The two keys of a ward, shown once: printed, and kept sealed in two different places."""

    recovery: str = field(repr=False)
    emergency: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class FirstUser:
    """The administrator with whom a protected database begins. ``roles`` are what else that person is."""

    name: str
    password: str = field(repr=False)
    roles: frozenset[Role] = frozenset()


@dataclass(frozen=True, slots=True)
class Protected:
    """What a conversion made: the keys of the ward, and where the plain file was kept."""

    keys: WardKeys
    kept: Path


def make_protected(
    database: Path, first: FirstUser, *, ward: str = "", zone: str | None = None, cost: Cost = STANDARD
) -> WardKeys:
    """Make a new protected database. Raises Refused, StoreError; then there is none."""
    if is_there(database):
        raise NotOpened.of("people.exists", path=str(database))
    named = settings.zone_named(zone).key if zone else settings.system_zone()
    wanted = {settings.ZONE: named}
    if ward:
        wanted[settings.WARD_NAME] = settings.checked(settings.WARD_NAME, ward, settings.zone_named(named))
    user = _first(first)
    key, keys, shown = _new_keys(user, first, cost)
    _put(database, keys)
    notes = (user_note(user, Did.ADDED, user.name),)
    with holding(key):
        Store.open(database, create=True, settings=wanted, key=key, notes=notes).close()
    return shown


def protect(database: Path, first: FirstUser, *, cost: Cost = STANDARD) -> Protected:
    """Encrypt a plain database, with a first administrator; the plain file is kept beside it.

    Killed at any moment, the database is the plain one or the protected one, whole, and its keys
    are there. Raises Refused, StoreError; then the database is as it was.
    """
    if not is_plain(database):
        raise NotOpened.of("people.already-protected", path=str(database))
    user = _first(first)
    key, keys, shown = _new_keys(user, first, cost)
    notes = (Note(PROTECTED, user.name, {}), user_note(user, Did.ADDED, user.name))
    kept = encrypt(database, key, notes, _putting(database, keys))
    return Protected(shown, kept)


def recover(  # noqa: PLR0913  what a recovery depends on
    database: Path,
    recovery_key: str,
    name: str,
    password: str,
    *,
    at: datetime | None = None,
    cost: Cost = STANDARD,
) -> User:
    """Give an active user a new password, by the ward's recovery key. Raises Refused, SignInRefused, StoreError."""
    check_password(password, name)
    key = try_ward_key(database, RECOVERY, recovery_key, at or clock.now())
    owner = keyfile.read(database).owner_of(name)
    with holding(key), Store.open(database) as store:
        user = users_of(store.notes_after(0)[1]).get(str(owner))
        if user is None or not user.active:
            raise SignInRefused.of("people.not-active", name=name)
        wrapped = wrap(key, password, USER, user.id, cost)
        keyfile.update(database, lambda keys: keys.with_wrap(wrapped).without_tries(user.id))
        with store.write() as transaction:
            note = user_note(user, Did.RECOVERED, None)
            transaction.note(note.action, by=note.by, detail=note.detail)
    return user


def new_ward_key(key: bytes, kind: str, cost: Cost = STANDARD) -> tuple[str, Callable[[KeyFile], KeyFile]]:
    """A new recovery or emergency key as it is shown, and the change of the keys that makes it count."""
    shown = new_written_key()
    wrapped = wrap(key, str(read_written_key(shown)), kind, "", cost)
    return shown, lambda keys: keys.with_wrap(wrapped)


def _first(first: FirstUser) -> User:
    refuse_text("name", first.name.strip() or " ")
    check_password(first.password, first.name)
    return User(new_id(), first.name.strip(), first.roles | {Role.ADMINISTRATOR})


def _new_keys(user: User, first: FirstUser, cost: Cost) -> tuple[bytes, KeyFile, WardKeys]:
    key = new_data_key()
    recovery, with_recovery = new_ward_key(key, RECOVERY, cost)
    emergency, with_emergency = new_ward_key(key, EMERGENCY, cost)
    keys = KeyFile(secrets.token_bytes(SALT_BYTES), ())
    keys = keys.with_wrap(wrap(key, first.password, USER, user.id, cost), user.name)
    return key, with_emergency(with_recovery(keys)), WardKeys(recovery, emergency)


def _putting(database: Path, keys: KeyFile) -> Callable[[], None]:
    return lambda: _put(database, keys)


def _put(database: Path, keys: KeyFile) -> None:
    """Write the keys; those of another database that lay there are kept."""
    old = keys_beside(database)
    if old.exists():
        old.rename(old.with_name(f"{old.name}.replaced-{stamp()}"))
    keyfile.write(database, keys)

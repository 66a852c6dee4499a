"""Being let in to a protected database: by name and password, or by the ward's emergency key."""

from __future__ import annotations

import json
from contextlib import AbstractContextManager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

from hlhdesk import clock
from hlhdesk.service.people.roles import Action, Role
from hlhdesk.service.people.tries import NOBODY, SignInRefused, attempt
from hlhdesk.service.people.users import EMERGENCY as EMERGENCY_ACCESS
from hlhdesk.service.people.users import User, users_of
from hlhdesk.service.texts import LONGEST_REASON, refuse_text
from hlhdesk.store import Damaged, NotOpened, Store, is_there, keyfile
from hlhdesk.store.keyring import holding
from hlhdesk.store.protect import is_plain
from hlhdesk.store.wrapping import EMERGENCY, RECOVERY, STANDARD, USER, derived, unwrap
from hlhdesk.store.written_key import read_written_key


@dataclass(frozen=True, slots=True)
class Password:
    """A user's name and password."""

    name: str
    password: str = field(repr=False)


@dataclass(frozen=True, slots=True)
class Emergency:
    """The ward's emergency key, who uses it, and why: all of it goes into the history."""

    key: str = field(repr=False)
    who: str
    reason: str


@dataclass(frozen=True, slots=True)
class Access:
    """What opens a protected database for one person; give it to ``Desk.open``. Never written anywhere.

    ``readable`` is False when the password was right but the database cannot be read: its users are
    not known then, and whoever has a password may verify it and put a backup in its place.
    """

    user: User
    key: bytes = field(repr=False)
    readable: bool = True

    @property
    def emergency(self) -> bool:
        """True for an access with the ward's emergency key."""
        return Role.EMERGENCY in self.user.roles

    def handed(self) -> str:
        """For another process of this program, by a pipe and by nothing else."""
        roles = sorted(role.value for role in self.user.roles)
        return json.dumps([self.user.id, self.user.name, roles, self.key.hex(), self.readable])

    def holding(self) -> AbstractContextManager[None]:
        """Hold the key in a block, for what opens the database by its path."""
        return holding(self.key)

    def may(self, action: Action) -> bool:
        """Whether the person may do this."""
        return self.user.may(action) if self.readable else action in (Action.READ, Action.RESTORE)

    @classmethod
    def taken(cls, text: str) -> Access:
        """What ``handed`` gave. Raises ValueError."""
        user_id, name, roles, key, readable = json.loads(text)
        user = User(user_id, name, frozenset(Role(role) for role in roles))
        return cls(user, bytes.fromhex(key), readable=bool(readable))


def is_protected(database: Path) -> bool:
    """True for a database that opens with a name and a password only. Raises NotOpened."""
    return is_there(database) and keyfile.is_there(database) and not is_plain(database)


def enter(database: Path, who: Password | Emergency, at: datetime | None = None) -> Access:
    """Let somebody in. Raises SignInRefused with the reason in words, and StoreError.

    ``at`` is the instant of the try (now, when it is not given).
    """
    instant = at or clock.now()
    if isinstance(who, Emergency):
        return _by_emergency(database, who, instant)
    return _by_password(database, who, instant)


def try_ward_key(database: Path, kind: str, typed: str, at: datetime) -> bytes:
    """The data key by the ward's recovery or emergency key. Raises SignInRefused."""
    text = read_written_key(typed)
    if text is None:
        raise SignInRefused.of("people.key-mistyped")
    wrapped = keyfile.read(database).wrap_of(kind)
    return attempt(database, kind, at, lambda: None if wrapped is None else unwrap(wrapped, text))


def _by_password(database: Path, who: Password, at: datetime) -> Access:
    keys = keyfile.read(database)
    owner = keys.owner_of(who.name)
    wrapped = None if owner is None else keys.wrap_of(USER, owner)

    def opened() -> bytes | None:
        if wrapped is None:
            derived(who.password, keys.salt, STANDARD)  # as slow as for a name that there is
            return None
        return unwrap(wrapped, who.password)

    key = attempt(database, owner or NOBODY, at, opened)
    try:
        with holding(key), Store.open(database, readonly=True) as store:
            user = users_of(store.notes_after(0)[1]).get(str(owner))
    except (Damaged, NotOpened):
        return Access(User(str(owner), who.name, frozenset()), key, readable=False)
    if user is None or not user.active:
        raise SignInRefused.of("people.not-active", name=who.name)
    return Access(user, key)


def _by_emergency(database: Path, who: Emergency, at: datetime) -> Access:
    refuse_text("who", who.who.strip() or " ")
    refuse_text("reason", who.reason.strip() or " ", LONGEST_REASON)
    key = try_ward_key(database, EMERGENCY, who.key, at)
    user = User(EMERGENCY, who.who.strip(), frozenset({Role.EMERGENCY}))
    with holding(key), Store.open(database) as store, store.write() as transaction:
        transaction.note(EMERGENCY_ACCESS, by=user.name, detail={"reason": who.reason.strip()})
    return Access(user, key)


__all__ = ["RECOVERY", "Access", "Emergency", "Password", "enter", "is_protected", "try_ward_key"]

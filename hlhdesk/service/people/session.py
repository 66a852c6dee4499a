"""Who works at an open desk, and what that person may do; ``None`` in an open database.

The lock hides the charts from whoever passes by, and lets nobody write. The key stays in memory,
because backups go on: a lock guards the screen, the encryption guards the disk.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime
from secrets import compare_digest, token_bytes

from hlhdesk import clock
from hlhdesk.service.answers import Refused
from hlhdesk.service.noted import Noted
from hlhdesk.service.people.access import Access, Password, enter, try_ward_key
from hlhdesk.service.people.making import new_ward_key
from hlhdesk.service.people.passwords import check_password, check_pin
from hlhdesk.service.people.roles import Action, Role
from hlhdesk.service.people.tries import SignInRefused
from hlhdesk.service.people.users import (
    WARD_KEY,
    Did,
    EmergencyAccess,
    User,
    emergencies_of,
    user_note,
    users_of,
)
from hlhdesk.service.texts import refuse_text
from hlhdesk.store import Note, Store, keyfile, keyring, new_id
from hlhdesk.store.wrapping import EMERGENCY, RECOVERY, SALT_BYTES, STANDARD, USER, Cost, derived, wrap

PIN_TRIES = 3


class Session:
    """Signed in at one desk. Every method raises Refused for what the person may not do, and StoreError."""

    def __init__(self, store: Store, noted: Noted, access: Access, cost: Cost = STANDARD) -> None:
        self._store, self._noted, self._cost = store, noted, cost
        self._access: Access | None = access
        self._key = access.key
        self._locked = False
        self._pin: tuple[bytes, bytes] | None = None
        self._pin_tries = 0
        keyring.hold(self._key)

    def close(self) -> None:
        """Forget the key. Closing twice is harmless."""
        if self._key:
            keyring.release(self._key)
            self._key = b""
        self._access = None

    # who is here

    @property
    def user(self) -> User | None:
        """Who is signed in, as the history tells it now; None after signing out."""
        if self._access is None:
            return None
        if self._access.emergency:
            return self._access.user
        return users_of(self._noted.lines()).get(self._access.user.id)

    @property
    def access(self) -> Access | None:
        """For another desk or process of the same person; None after signing out."""
        return self._access

    @property
    def locked(self) -> bool:
        """True while nobody may see or write anything."""
        return self._locked

    @property
    def has_pin(self) -> bool:
        """True when a PIN unlocks; after a few wrong ones only the password does."""
        return self._pin is not None

    def require(self, action: Action) -> User:
        """Whoever is signed in, if that person may do this. Raises Refused."""
        if action is Action.READ and self._access is not None:
            return self._access.user  # the screen asks for it all the time; every role may
        user = self.user
        if user is None or not user.active:
            raise Refused.because("user", "people.nobody")
        if self._locked:
            raise Refused.because("user", "people.locked")
        if not user.may(action):
            raise Refused.because("user", "people.not-allowed", name=user.name)
        return user

    # coming and going

    def lock(self) -> None:
        """Let nobody write until the password, or the PIN, comes."""
        self._locked = True

    def unlock(self, password: str, at: datetime | None = None) -> None:
        """Go on as the same person; after an emergency access by its key again. Raises SignInRefused."""
        access = self._access
        if access is None:
            raise SignInRefused.of("people.nobody")
        if access.emergency:
            try_ward_key(self._store.path, EMERGENCY, password, at or clock.now())
            self._locked = False
        else:
            self.switch(access.user.name, password, at)

    def unlock_with_pin(self, pin: str) -> None:
        """Go on as the same person, by the PIN of this session. Raises SignInRefused."""
        if self._pin is None:
            raise SignInRefused.of("people.pin.none")
        salt, wanted = self._pin
        if not compare_digest(derived(pin, salt, self._cost), wanted):
            self._pin_tries += 1
            if self._pin_tries >= PIN_TRIES:
                self._pin = None
                raise SignInRefused.of("people.pin.spent")
            raise SignInRefused.of("people.pin.wrong", left=PIN_TRIES - self._pin_tries)
        self._pin_tries = 0
        self._locked = False

    def switch(self, name: str, password: str, at: datetime | None = None) -> None:
        """Another person goes on, or the same one. Raises SignInRefused; then everything is as it was."""
        found = enter(self._store.path, Password(name, password), at)
        if self._access is None or found.user.id != self._access.user.id:
            self._pin = None
        self._pin_tries = 0
        self._access, self._locked = found, False

    def sign_out(self) -> None:
        """Nobody is here any more; the desk is still to be closed."""
        self._access, self._pin = None, None

    def set_pin(self, pin: str | None) -> None:
        """A PIN for unlocking until the program ends; it opens no file and is written nowhere."""
        self.require(Action.READ)
        if pin is None:
            self._pin = None
            return
        check_pin(pin)
        salt = token_bytes(SALT_BYTES)
        self._pin, self._pin_tries = (salt, derived(pin, salt, self._cost)), 0

    def change_password(self, old: str, new: str, at: datetime | None = None) -> None:
        """One's own password. Killed meanwhile, the old one opens or the new one. Raises SignInRefused."""
        user = self.require(Action.READ)
        check_password(new, user.name)
        enter(self._store.path, Password(user.name, old), at)
        self._give(user, new, Did.PASSWORD)

    # administering

    def users(self) -> tuple[User, ...]:
        """Everybody, by name, those who may not sign in any more included."""
        self.require(Action.READ)
        return tuple(sorted(self._users().values(), key=lambda user: (user.name.casefold(), user.id)))

    def emergencies(self) -> tuple[EmergencyAccess, ...]:
        """Every emergency access, oldest first."""
        self.require(Action.USERS)
        return emergencies_of(self._noted.lines())

    def add(self, name: str, roles: Collection[Role], password: str) -> User:
        """A new user."""
        self.require(Action.USERS)
        name = name.strip()
        refuse_text("name", name or " ")
        check_password(password, name)
        if keyfile.read(self._store.path).owner_of(name) is not None:
            raise Refused.because("name", "people.name-taken", name=name)
        user = User(new_id(), name, _checked(roles))
        wrapped = wrap(self._key, password, USER, user.id, self._cost)
        keyfile.update(self._store.path, lambda keys: keys.with_wrap(wrapped, name))
        self._note(user_note(user, Did.ADDED, self._name))
        return user

    def set_roles(self, user_id: str, roles: Collection[Role]) -> User:
        """Other roles; one active administrator stays."""
        return self._change(user_id, Did.ROLES, roles=_checked(roles))

    def disable(self, user_id: str) -> User:
        """Let a user in no more; what they charted stays in their name. ``reset`` lets them in again."""
        user = self._change(user_id, Did.DISABLED, active=False)
        keyfile.update(self._store.path, lambda keys: keys.without_wrap(user_id))
        return user

    def reset(self, user_id: str, password: str) -> User:
        """A new password for somebody who forgot it or was disabled."""
        self.require(Action.USERS)
        user = replace(self._user(user_id), active=True)
        check_password(password, user.name)
        self._give(user, password, Did.PASSWORD)
        return user

    def renew_recovery_key(self) -> str:
        """A new recovery key, shown once; the old one opens nothing any more."""
        return self._renew(RECOVERY)

    def renew_emergency_key(self) -> str:
        """A new emergency key, shown once; the old one opens nothing any more."""
        return self._renew(EMERGENCY)

    def _renew(self, kind: str) -> str:
        self.require(Action.USERS)
        shown, change = new_ward_key(self._key, kind, self._cost)
        keyfile.update(self._store.path, change)
        self._note(Note(WARD_KEY, self._name, {"key": kind}))
        return shown

    def _give(self, user: User, password: str, did: Did) -> None:
        wrapped = wrap(self._key, password, USER, user.id, self._cost)
        keyfile.update(
            self._store.path, lambda keys: keys.with_wrap(wrapped, user.name).without_tries(user.id)
        )
        self._note(user_note(user, did, self._name))

    def _change(
        self, user_id: str, did: Did, *, roles: frozenset[Role] | None = None, active: bool | None = None
    ) -> User:
        self.require(Action.USERS)
        old = self._user(user_id)
        new = replace(
            old,
            roles=old.roles if roles is None else roles,
            active=old.active if active is None else active,
        )
        if not any(user.may(Action.USERS) for user in (self._users() | {user_id: new}).values()):
            raise Refused.because("user", "people.last-administrator")
        self._note(user_note(new, did, self._name))
        return new

    def _users(self) -> dict[str, User]:
        return users_of(self._noted.lines())

    def _user(self, user_id: str) -> User:
        found = self._users().get(user_id)
        if found is None:
            raise Refused.because("user", "people.unknown")
        return found

    @property
    def _name(self) -> str | None:
        return None if self._access is None else self._access.user.name

    def _note(self, note: Note) -> None:
        with self._store.write() as transaction:
            transaction.note(note.action, by=note.by, detail=note.detail)


def _checked(roles: Collection[Role]) -> frozenset[Role]:
    wanted = frozenset(roles)
    if not wanted or Role.EMERGENCY in wanted:
        raise Refused.because("roles", "people.roles")
    return wanted

"""The users of a ward, as the history tells them: each change is a line of it, and nobody is ever erased."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from hlhdesk.service.people.roles import Action, Role, may
from hlhdesk.store import Line, Note

USER, EMERGENCY, PROTECTED, WARD_KEY = "user", "emergency-access", "protected", "ward-key-renewed"
"""What the history calls a change of a user, an emergency access, a conversion, and a new key of the ward."""


class Did(StrEnum):
    """What happened to a user."""

    ADDED = "added"
    ROLES = "roles"
    DISABLED = "disabled"
    PASSWORD = "password"  # noqa: S105  that it was set, not what it is
    RECOVERED = "recovered"


@dataclass(frozen=True, slots=True)
class User:
    """Somebody who may sign in, with one role or several. ``id`` never changes, the rest may."""

    id: str
    name: str
    roles: frozenset[Role]
    active: bool = True

    def may(self, action: Action) -> bool:
        """Whether the user may do this."""
        return self.active and may(self.roles, action)


@dataclass(frozen=True, slots=True)
class EmergencyAccess:
    """Somebody opened the charts with the ward's emergency key: who they said they were, when (UTC), and why."""

    who: str
    reason: str
    at: datetime


def users_of(lines: Iterable[Line]) -> dict[str, User]:
    """Every user by id, as the last line about each leaves them."""
    found: dict[str, User] = {}
    for line in lines:
        if line.action == USER:
            detail = json.loads(line.detail or "{}")
            roles = frozenset(Role(role) for role in detail["roles"])
            found[detail["id"]] = User(detail["id"], detail["name"], roles, bool(detail["active"]))
    return found


def emergencies_of(lines: Iterable[Line]) -> tuple[EmergencyAccess, ...]:
    """Every emergency access, oldest first."""
    return tuple(
        EmergencyAccess(
            str(line.recorded_by), json.loads(line.detail or "{}")["reason"], _instant(line.recorded_at)
        )
        for line in lines
        if line.action == EMERGENCY
    )


def user_note(user: User, did: Did, by: str | None) -> Note:
    """The line about a change of a user."""
    roles = sorted(role.value for role in user.roles)
    detail = {"did": did.value, "id": user.id, "name": user.name, "roles": roles, "active": user.active}
    return Note(USER, by, detail)


def _instant(text: str) -> datetime:
    return datetime.fromisoformat(text)

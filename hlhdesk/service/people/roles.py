"""What each role may do. What the table does not allow is refused."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from enum import StrEnum


class Role(StrEnum):
    """A user has one or several; ``EMERGENCY`` is nobody's, but that of an emergency access."""

    NURSE = "nurse"
    DOCTOR = "doctor"
    ADMINISTRATOR = "administrator"
    EMERGENCY = "emergency"


class Action(StrEnum):
    """Everything that somebody can do with a protected database."""

    READ = "read"
    CHART = "chart"
    ORDER = "order"
    DIAGNOSE = "diagnose"
    ACKNOWLEDGE = "acknowledge"
    PRINT = "print"
    SIGN = "sign"
    IMPORT = "import"
    EXPORT = "export"
    PARAMETERS = "parameters"
    SETTINGS = "settings"
    USERS = "users"
    BACK_UP = "back-up"
    RESTORE = "restore"


_BEDSIDE = frozenset({Role.NURSE, Role.DOCTOR, Role.EMERGENCY})
_MEDICAL = frozenset({Role.DOCTOR, Role.EMERGENCY})
_ALL = frozenset(Role)
_ADMINISTRATOR = frozenset({Role.ADMINISTRATOR})

MAY: Mapping[Action, frozenset[Role]] = {
    Action.READ: _ALL,
    Action.CHART: _BEDSIDE,
    Action.ORDER: _MEDICAL,
    Action.DIAGNOSE: _MEDICAL,
    Action.ACKNOWLEDGE: _BEDSIDE,
    Action.PRINT: _BEDSIDE,
    Action.SIGN: _MEDICAL,
    Action.IMPORT: frozenset({Role.DOCTOR, Role.ADMINISTRATOR}),
    Action.EXPORT: frozenset({Role.DOCTOR, Role.ADMINISTRATOR}),
    Action.PARAMETERS: frozenset({Role.DOCTOR}),
    Action.SETTINGS: _ADMINISTRATOR,
    Action.USERS: _ADMINISTRATOR,
    Action.BACK_UP: _ALL,
    Action.RESTORE: _ADMINISTRATOR,
}
"""Which roles may do what. An administrator does not chart: who does both has both roles."""


def may(roles: Collection[Role], action: Action) -> bool:
    """Whether one of the roles is enough."""
    return not MAY.get(action, frozenset()).isdisjoint(roles)

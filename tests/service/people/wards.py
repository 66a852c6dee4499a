"""Protected wards for the tests of people."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

from hlhdesk.service import (
    AdmitPatient,
    Desk,
    FirstUser,
    Password,
    Role,
    User,
    WardKeys,
    enter,
    make_protected,
)
from hlhdesk.store.wrapping import Cost
from tests.service.desks import IDENTITY, ZONE

CHEAP = Cost(1, 8, 1)
ANN, ANN_PASSWORD = "Ann Admin", "canary correct horse"
OTHER_PASSWORD = "canary other battery"
AT = datetime(2026, 3, 1, 8, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


def ward(path: Path, *roles: Role) -> WardKeys:
    """A new protected database; Ann is its administrator, with more roles or none."""
    return make_protected(
        path, FirstUser(ANN, ANN_PASSWORD, frozenset(roles)), ward="W", zone=ZONE, cost=CHEAP
    )


@contextmanager
def desk_of(path: Path, name: str = ANN, password: str = ANN_PASSWORD) -> Iterator[Desk]:
    """The desk of somebody who signs in."""
    with Desk.open(path, access=enter(path, Password(name, password))) as desk:
        if desk.people is not None:
            desk.people._cost = CHEAP
        yield desk


def with_user(path: Path, name: str, *roles: Role) -> User:
    """One more user, with the other password."""
    with desk_of(path) as desk:
        assert desk.people is not None
        return desk.people.add(name, roles, OTHER_PASSWORD)


def with_child(path: Path, patient_id: str = "P1") -> None:
    """A child, admitted by Dora, a doctor."""
    with_user(path, "Dora", Role.DOCTOR)
    with desk_of(path, "Dora", OTHER_PASSWORD) as desk:
        desk.execute(AdmitPatient(patient_id, IDENTITY))

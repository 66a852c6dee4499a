"""Who is let in: by a password, by the emergency key; the delay; what a recovery gives."""

from __future__ import annotations

import json
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from hlhdesk.service import (
    Access,
    Desk,
    Emergency,
    Locked,
    Password,
    RecordTemperature,
    Refused,
    Role,
    SignInRefused,
    WardKeys,
    enter,
    is_protected,
    recover,
)
from hlhdesk.service.people.tries import FREE, LONGEST, waiting
from hlhdesk.store import NotOpened, keyfile, keyring
from hlhdesk.store.keyfile import Tries
from tests.service.desks import desk_with
from tests.service.people.wards import (
    ANN,
    ANN_PASSWORD,
    AT,
    CHEAP,
    OTHER_PASSWORD,
    SECOND,
    desk_of,
    ward,
    with_child,
    with_user,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ward.db"


@pytest.fixture
def keys(path: Path) -> WardKeys:
    return ward(path)


def test_a_protected_file_opens_with_the_password_only(path: Path, keys: WardKeys) -> None:
    assert is_protected(path)
    with pytest.raises(Locked):
        Desk.open(path)
    with desk_of(path) as desk:
        assert not desk.is_open
        assert desk.user is not None
        assert (desk.user.name, desk.user.roles) == (ANN, frozenset({Role.ADMINISTRATOR}))
        assert desk.setting("ward_name") == "W"
        assert desk.verify() == ()
    assert keyring.held() == ()
    with pytest.raises(Locked):
        Desk.open(path, readonly=True)


def test_an_open_database_has_no_users(path: Path) -> None:
    with desk_with(path) as desk:
        assert (desk.is_open, desk.user, desk.people) == (True, None, None)
        assert not is_protected(path)


@pytest.mark.parametrize(("name", "password"), [(ANN, OTHER_PASSWORD), ("Nobody", ANN_PASSWORD), (ANN, "")])
def test_wrong_names_and_passwords_are_told_alike(
    path: Path, keys: WardKeys, name: str, password: str
) -> None:
    with pytest.raises(SignInRefused) as refused:
        enter(path, Password(name, password))
    assert refused.value.message.key == "people.wrong"


@pytest.mark.parametrize("failed", range(12))
def test_the_delay_grows_and_ends(failed: int) -> None:
    left = waiting(Tries(failed, AT), AT)
    assert (left == timedelta(0)) == (failed < FREE)
    assert left <= LONGEST
    assert left >= waiting(Tries(failed - 1, AT), AT)
    assert waiting(Tries(failed, AT), AT + LONGEST) == timedelta(0)


def test_a_clock_that_is_set_back_shortens_nothing() -> None:
    tries = Tries(9, AT)
    assert waiting(tries, AT - timedelta(days=9)) == waiting(tries, AT) == LONGEST


def fail(path: Path, at: datetime, name: str = ANN) -> str:
    with pytest.raises(SignInRefused) as refused:
        enter(path, Password(name, "wrong password"), at)
    return refused.value.message.key


def test_the_delay_survives_a_restart_and_holds_for_the_right_password_too(
    path: Path, keys: WardKeys
) -> None:
    with_user(path, "Bea", Role.NURSE)
    at = AT
    for _ in range(FREE):
        assert fail(path, at) == "people.wrong"
    before = (path.with_name("ward.db.keys")).read_bytes()
    with pytest.raises(SignInRefused) as refused:  # nothing of the tries is in the memory of this program
        enter(path, Password(ANN, ANN_PASSWORD), at + SECOND)
    assert refused.value.message.key == "people.wait"
    assert (path.with_name("ward.db.keys")).read_bytes() == before
    assert enter(path, Password("Bea", OTHER_PASSWORD), at + SECOND).user.name == "Bea"
    enter(path, Password(ANN, ANN_PASSWORD), at + LONGEST)
    assert keyfile.read(path).tries == {}


def test_names_that_nobody_has_wait_together(path: Path, keys: WardKeys) -> None:
    for number in range(FREE):
        assert fail(path, AT, f"Nobody {number}") == "people.wrong"
    assert fail(path, AT, "Another") == "people.wait"


def test_a_try_that_is_killed_counts(path: Path, keys: WardKeys, monkeypatch: pytest.MonkeyPatch) -> None:
    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("hlhdesk.service.people.access.unwrap", killed)
    with pytest.raises(KeyboardInterrupt):
        enter(path, Password(ANN, ANN_PASSWORD), AT)
    assert [tries.failed for tries in keyfile.read(path).tries.values()] == [1]


def test_emergency_access_is_possible_recorded_and_seen(path: Path, keys: WardKeys) -> None:
    with_child(path)
    access = enter(path, Emergency(keys.emergency.lower(), "Dr Night", "nobody of the ward is here"))
    assert access.emergency
    with Desk.open(path, access=access) as desk:
        saved = desk.execute(RecordTemperature("P1", "38.2", by="Somebody else"))
        assert saved.entry.recorded_by == "Dr Night"
        assert desk.people is not None
        with pytest.raises(Refused):
            desk.people.add("X", {Role.NURSE}, OTHER_PASSWORD)
    with desk_of(path) as desk:
        assert desk.people is not None
        (seen,) = desk.people.emergencies()
        assert (seen.who, seen.reason) == ("Dr Night", "nobody of the ward is here")
        assert any(line.action == "emergency-access" for line in desk._noted.lines())


@pytest.mark.parametrize(("who", "reason"), [("", "why"), ("  ", "why"), ("Dr Night", ""), ("Dr\x00", "why")])
def test_no_emergency_access_without_a_name_and_a_reason(
    path: Path, keys: WardKeys, who: str, reason: str
) -> None:
    with pytest.raises(Refused):
        enter(path, Emergency(keys.emergency, who, reason))


def test_each_key_of_the_ward_does_its_own_thing_only(path: Path, keys: WardKeys) -> None:
    with pytest.raises(SignInRefused):
        enter(path, Emergency(keys.recovery, "Dr Night", "why"), AT)
    with pytest.raises(SignInRefused):
        recover(path, keys.emergency, ANN, OTHER_PASSWORD, at=AT, cost=CHEAP)
    with pytest.raises(SignInRefused) as slip:
        enter(path, Emergency(keys.emergency[:-1] + "?", "Dr Night", "why"), AT)
    assert slip.value.message.key == "people.key-mistyped"


def test_a_forgotten_password_is_survived(path: Path, keys: WardKeys) -> None:
    for _ in range(FREE):
        fail(path, AT)
    recover(path, keys.recovery, "ann admin", OTHER_PASSWORD, at=AT, cost=CHEAP)
    with pytest.raises(SignInRefused):
        enter(path, Password(ANN, ANN_PASSWORD), AT)
    assert enter(path, Password(ANN, OTHER_PASSWORD), AT).user.name == ANN
    with pytest.raises(SignInRefused):
        recover(path, keys.recovery, "Nobody", OTHER_PASSWORD, cost=CHEAP)


def test_access_is_handed_to_another_process_and_shows_no_secret(path: Path, keys: WardKeys) -> None:
    access = enter(path, Password(ANN, ANN_PASSWORD))
    assert Access.taken(access.handed()) == access
    for value in (access, keys, Password(ANN, ANN_PASSWORD)):
        assert access.key.hex() not in repr(value)
        assert str(access.key) not in repr(value)
        assert "canary" not in repr(value)
        assert keys.recovery not in repr(value)


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", json.dumps(["u", "n", ["king"], "00"])])
def test_what_was_not_handed_opens_nothing(text: str) -> None:
    with pytest.raises((ValueError, TypeError)):
        Access.taken(text)


def test_lost_keys_are_said_and_another_wards_keys_open_nothing(path: Path, keys: WardKeys) -> None:
    own = path.with_name("ward.db.keys")
    kept = own.read_bytes()
    own.unlink()
    with pytest.raises(NotOpened):
        Desk.open(path)
    ward(path.with_name("other.db"))
    own.write_bytes(path.with_name("other.db.keys").read_bytes())
    access = enter(path, Password(ANN, ANN_PASSWORD))
    assert not access.readable
    own.write_bytes(kept)
    assert enter(path, Password(ANN, ANN_PASSWORD)).readable

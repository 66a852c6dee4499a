"""Working at a desk: in whose name, locked and unlocked, and what an administrator does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hlhdesk.service import (
    AdmitPatient,
    Desk,
    Emergency,
    Password,
    PrintedPage,
    RecordTemperature,
    Refused,
    Role,
    Session,
    SignInRefused,
    Together,
    enter,
)
from hlhdesk.store import keyfile
from tests.service.desks import IDENTITY
from tests.service.people.wards import (
    ANN,
    ANN_PASSWORD,
    AT,
    CHEAP,
    OTHER_PASSWORD,
    desk_of,
    ward,
    with_child,
    with_user,
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = tmp_path / "ward.db"
    ward(made)
    with_child(made)
    return made


@pytest.fixture
def desk(path: Path) -> Iterator[Desk]:
    """Dora's, a doctor."""
    with desk_of(path, "Dora", OTHER_PASSWORD) as opened:
        yield opened


def people(desk: Desk) -> Session:
    assert desk.people is not None
    return desk.people


def test_whatever_is_done_is_done_in_the_name_of_who_signed_in(desk: Desk) -> None:
    saved = desk.execute(RecordTemperature("P1", "38.2", by="Forged"))
    assert saved.entry.recorded_by == "Dora"
    commands = (AdmitPatient("P2", IDENTITY, by="Forged"), RecordTemperature("P2", "37.0", by="Forged"))
    both = desk.execute(Together(commands)).saved
    assert {one.entry.recorded_by for one in both} == {"Dora"}
    now = desk.now()
    desk.record_page(PrintedPage("discharge", "P1", "en", desk.head(), "0" * 64, now, now, by="Forged"))
    assert [page.by for page in desk.printed_pages()] == ["Dora"]
    assert {line.by for line in desk.history("P2")} == {"Dora"}


def test_a_locked_desk_writes_nothing_until_the_password_comes(desk: Desk) -> None:
    people(desk).lock()
    with pytest.raises(Refused, match="locked"):
        desk.execute(RecordTemperature("P1", "38.2"))
    with pytest.raises(SignInRefused):
        people(desk).unlock(ANN_PASSWORD)
    assert people(desk).locked
    people(desk).unlock(OTHER_PASSWORD)
    assert desk.execute(RecordTemperature("P1", "38.2")).entry.recorded_by == "Dora"


def test_a_pin_unlocks_this_session_a_few_times(desk: Desk, path: Path) -> None:
    people(desk).set_pin("2580")
    people(desk).lock()
    people(desk).unlock_with_pin("2580")
    assert not people(desk).locked
    people(desk).lock()
    for key in ("people.pin.wrong", "people.pin.wrong", "people.pin.spent", "people.pin.none"):
        with pytest.raises(SignInRefused) as refused:
            people(desk).unlock_with_pin("1111" if key != "people.pin.none" else "2580")
        assert refused.value.message.key == key
    assert people(desk).locked
    with pytest.raises(SignInRefused):
        enter(path, Password("Dora", "2580"))


@pytest.mark.parametrize("pin", ["", "123", "1111", "12a4", "１２３４", "1234567890123"])
def test_no_pin(desk: Desk, pin: str) -> None:
    with pytest.raises(Refused):
        people(desk).set_pin(pin)


def test_another_person_goes_on(desk: Desk, path: Path) -> None:
    with_user(path, "Nora", Role.NURSE)
    people(desk).set_pin("2580")
    people(desk).switch("nora", OTHER_PASSWORD)
    assert not people(desk).has_pin
    assert desk.execute(RecordTemperature("P1", "38.2")).entry.recorded_by == "Nora"
    with pytest.raises(SignInRefused):
        people(desk).switch("Dora", "wrong password")
    assert desk.user is not None
    assert desk.user.name == "Nora"


def test_who_signed_out_does_nothing_more(desk: Desk) -> None:
    people(desk).sign_out()
    assert desk.user is None
    with pytest.raises(Refused, match="nobody"):
        desk.execute(RecordTemperature("P1", "38.2"))
    with pytest.raises(Refused, match="nobody"):
        desk.chart("P1")


def test_two_windows_with_two_users(desk: Desk, path: Path) -> None:
    with_user(path, "Nora", Role.NURSE)
    with desk_of(path, "Nora", OTHER_PASSWORD) as other:
        first = desk.execute(RecordTemperature("P1", "38.2")).entry
        second = other.execute(RecordTemperature("P1", "38.4", at="2018-03-09T10:00")).entry
        assert (first.recorded_by, second.recorded_by) == ("Dora", "Nora")
        assert desk.poll() == {"P1"}
    assert desk.verify() == ()


def test_who_is_disabled_or_loses_a_role_stops_at_once(desk: Desk, path: Path) -> None:
    with desk_of(path) as admin:
        dora = next(user for user in people(admin).users() if user.name == "Dora")
        people(admin).set_roles(dora.id, {Role.ADMINISTRATOR})
        with pytest.raises(Refused, match="not-allowed"):
            desk.execute(RecordTemperature("P1", "38.2"))
        people(admin).disable(dora.id)
        with pytest.raises(Refused, match="nobody"):
            desk.set_setting("ward_name", "X")
        with pytest.raises(SignInRefused):
            enter(path, Password("Dora", OTHER_PASSWORD))
        people(admin).reset(dora.id, "a third password")
        assert enter(path, Password("Dora", "a third password"), AT).user.active
        names = [line.said.key for line in admin.ward_history()]
        assert names.count("history.user") >= 4


def test_a_wrap_from_before_opens_for_nobody_who_is_disabled(desk: Desk, path: Path) -> None:
    old = keyfile.read(path)
    with desk_of(path) as admin:
        people(admin).disable(next(user.id for user in people(admin).users() if user.name == "Dora"))
    keyfile.write(path, old)
    with pytest.raises(SignInRefused) as refused:
        enter(path, Password("Dora", OTHER_PASSWORD))
    assert refused.value.message.key == "people.not-active"


def test_one_administrator_stays(path: Path) -> None:
    with desk_of(path) as admin:
        ann = next(user for user in people(admin).users() if user.name == ANN)
        for act in (people(admin).disable, lambda one: people(admin).set_roles(one, {Role.NURSE})):
            with pytest.raises(Refused, match="last-administrator"):
                act(ann.id)


@pytest.mark.parametrize(
    ("name", "roles", "password"),
    [
        (ANN.lower(), {Role.NURSE}, OTHER_PASSWORD),
        ("", {Role.NURSE}, OTHER_PASSWORD),
        ("New", set(), OTHER_PASSWORD),
        ("New", {Role.EMERGENCY}, OTHER_PASSWORD),
        ("New", {Role.NURSE}, "short"),
        ("New", {Role.NURSE}, "aaaaaaaaaaaa"),
        ("New", {Role.NURSE}, "x" * 300),
        ("Valentina", {Role.NURSE}, "valentina1"),
    ],
)
def test_who_is_not_added(path: Path, name: str, roles: set[Role], password: str) -> None:
    with desk_of(path) as admin:
        before = keyfile.read(path), admin.head()
        with pytest.raises(Refused):
            people(admin).add(name, roles, password)
        assert (keyfile.read(path), admin.head()) == before


def test_ones_own_password(desk: Desk, path: Path) -> None:
    with pytest.raises(SignInRefused):
        people(desk).change_password("wrong password", "a new password")
    people(desk).change_password(OTHER_PASSWORD, "a new password")
    assert enter(path, Password("Dora", "a new password")).user.name == "Dora"
    with pytest.raises(SignInRefused):
        enter(path, Password("Dora", OTHER_PASSWORD))


@pytest.mark.parametrize(
    "killed_at", ["hlhdesk.store.keyfile.write", "hlhdesk.store.transaction.Transaction.note"]
)
def test_killed_while_the_password_changes_the_old_or_the_new_one_opens(
    desk: Desk, path: Path, monkeypatch: pytest.MonkeyPatch, killed_at: str
) -> None:
    def killed(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    session = people(desk)
    real = enter
    monkeypatch.setattr(
        "hlhdesk.service.people.session.enter", lambda *_: monkeypatch.setattr(killed_at, killed)
    )
    with pytest.raises(KeyboardInterrupt):
        session.change_password(OTHER_PASSWORD, "a new password")
    monkeypatch.undo()
    opened = []
    for password in (OTHER_PASSWORD, "a new password"):
        try:
            opened.append(real(path, Password("Dora", password)).user.name)
        except SignInRefused:
            continue
    assert opened == ["Dora"]


def test_new_keys_of_the_ward_end_the_old_ones(path: Path, tmp_path: Path) -> None:
    other = tmp_path / "other.db"
    old = ward(other)
    with desk_of(other) as admin:
        people(admin)._cost = CHEAP
        new = people(admin).renew_emergency_key()
    with pytest.raises(SignInRefused):
        enter(other, Emergency(old.emergency, "Dr Night", "why"))
    with Desk.open(other, access=enter(other, Emergency(new, "Dr Night", "why"))) as night:
        people(night).lock()
        with pytest.raises(SignInRefused):
            people(night).unlock(old.emergency)
        people(night).unlock(new)
        assert not people(night).locked


@pytest.mark.parametrize(
    "name",
    ["ANN ADMIN", "Ann  Admin", "Ann\u00a0Admin", "\uff21nn Admin", "Ann Admin\u200b", "Ann\u00ad Admin"],
)
def test_a_name_that_only_looks_new_is_taken(tmp_path: Path, name: str) -> None:
    ward(tmp_path / "ward.db")
    with desk_of(tmp_path / "ward.db") as desk:
        assert desk.people is not None
        with pytest.raises(Refused) as refused:
            desk.people.add(name, [Role.NURSE], OTHER_PASSWORD)
    assert [problem.message.key for problem in refused.value.problems] == ["people.name-taken"]

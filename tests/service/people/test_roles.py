"""The whole table of roles and actions, and that the desk asks it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import get_args

import pytest

from hlhdesk.model.batch import Batch
from hlhdesk.model.entries import Kind
from hlhdesk.model.moment import Moment
from hlhdesk.service import (
    AcknowledgeFinding,
    Action,
    AdmitPatient,
    CorrectEntry,
    Desk,
    ImportBatch,
    MoveEntry,
    NeedsConfirmation,
    Password,
    Photograph,
    PrintedPage,
    RecordEntries,
    RecordEntry,
    RecordTemperature,
    Refused,
    RetractEntry,
    Role,
    Together,
    back_up,
    enter,
    restore_backup,
)
from hlhdesk.service.commands import Command
from hlhdesk.service.people.actions import action_of_kind, action_of_page, actions_of
from hlhdesk.service.people.roles import MAY, may
from tests.service.desks import IDENTITY, READING
from tests.service.people.wards import OTHER_PASSWORD, desk_of, ward, with_child, with_user

N, D, A, E = Role.NURSE, Role.DOCTOR, Role.ADMINISTRATOR, Role.EMERGENCY
MATRIX: dict[Action, set[Role]] = {
    Action.READ: {N, D, A, E},
    Action.CHART: {N, D, E},
    Action.ORDER: {D, E},
    Action.DIAGNOSE: {D, E},
    Action.ACKNOWLEDGE: {N, D, E},
    Action.PRINT: {N, D, E},
    Action.SIGN: {D, E},
    Action.IMPORT: {D, A},
    Action.EXPORT: {D, A},
    Action.PARAMETERS: {D},
    Action.SETTINGS: {A},
    Action.USERS: {A},
    Action.BACK_UP: {N, D, A, E},
    Action.RESTORE: {A},
}


@pytest.mark.parametrize("action", Action)
@pytest.mark.parametrize("role", Role)
def test_the_matrix(role: Role, action: Action) -> None:
    assert may({role}, action) == (role in MATRIX[action])
    assert not may((), action)


def test_two_roles_may_what_either_may() -> None:
    assert may({N, A}, Action.CHART)
    assert may({N, A}, Action.USERS)
    assert not may({N, A}, Action.ORDER)


def test_what_is_not_in_the_table_is_denied(monkeypatch: pytest.MonkeyPatch) -> None:
    assert MAY.keys() == set(Action)
    monkeypatch.setattr("hlhdesk.service.people.roles.MAY", {})
    assert not any(may(set(Role), action) for action in Action)


ORDER: dict[str, object] = {
    "drug": "ruxolitinib",
    "dose_mg": "2.5",
    "times_per_day": 2,
    "route": "oral",
    "starts_on": "2018-03-09",
}
READ = RecordEntry("P1", Kind.TEMPERATURE, READING)
WRITE_ORDER = RecordEntry("P1", Kind.ORDER, ORDER)
DIAGNOSIS = RecordEntry("P1", Kind.DIAGNOSIS, {"on": "2018-03-09", "text": "HLH"})

COMMANDS: list[tuple[Command, set[Action]]] = [
    (RecordTemperature("P1", "39,4"), {Action.CHART}),
    (READ, {Action.CHART}),
    (WRITE_ORDER, {Action.ORDER}),
    (DIAGNOSIS, {Action.DIAGNOSE}),
    (RecordEntries("P1", ((Kind.LAB, {}), (Kind.ANCHOR, {}))), {Action.CHART, Action.DIAGNOSE}),
    (AdmitPatient("P2", IDENTITY), {Action.CHART}),
    (CorrectEntry("x", {}, "typed wrong"), {Action.CHART}),
    (RetractEntry("x", "typed wrong"), {Action.CHART}),
    (MoveEntry("x", "P2", "wrong child"), {Action.CHART}),
    (AcknowledgeFinding("P1", "fever", None, (), "seen"), {Action.ACKNOWLEDGE}),
    (ImportBatch(Batch("f", (), creates_patients=True)), {Action.IMPORT}),
    (Together((READ, WRITE_ORDER)), {Action.CHART, Action.ORDER}),
]


@pytest.mark.parametrize(("command", "needed"), COMMANDS)
def test_what_each_command_needs(command: Command, needed: set[Action]) -> None:
    assert actions_of(command, lambda _: None) == needed


def test_no_command_is_forgotten() -> None:
    assert {type(command) for command, _ in COMMANDS} == set(get_args(Command))


@pytest.mark.parametrize("kind", Kind)
def test_what_each_kind_needs(kind: Kind) -> None:
    needed = {
        Kind.ORDER: Action.ORDER,
        Kind.ANCHOR: Action.DIAGNOSE,
        Kind.DIAGNOSIS: Action.DIAGNOSE,
        Kind.CLOSURE: Action.DIAGNOSE,
    }
    assert action_of_kind(kind) is needed.get(kind, Action.CHART)


def test_what_each_page_needs() -> None:
    pages = ("family", "downtime", "discharge", "follow-up", "another")
    assert [action_of_page(page) for page in pages] == [Action.PRINT] * 2 + [Action.SIGN] * 3


def page(desk: Desk, kind: str) -> PrintedPage:
    now: Moment = desk.now()
    return PrintedPage(kind, None, "en", desk.head(), "0" * 64, now, now, by="Forged")


FACE = Photograph("P1", b"\xff\xd8\xff face \xff\xd9", date(2026, 3, 1), "her mother", "Forged")
DOINGS: dict[str, tuple[Callable[[Desk], object], set[Role]]] = {
    "chart": (lambda desk: desk.execute(replace(READ, confirmed=True)), {N, D}),
    "order": (lambda desk: desk.execute(replace(WRITE_ORDER, confirmed=True)), {D}),
    "diagnose": (lambda desk: desk.execute(DIAGNOSIS), {D}),
    "print": (lambda desk: desk.record_page(page(desk, "downtime")), {N, D}),
    "sign": (lambda desk: desk.record_page(page(desk, "discharge")), {D}),
    "approve": (lambda desk: desk.approve_parameters("Forged", date(2026, 3, 1)), {D}),
    "set": (lambda desk: desk.set_setting("ward_name", "X"), {A}),
    "user": (lambda desk: desk.people and desk.people.add("New", {N}, OTHER_PASSWORD), {A}),
    "backup": (lambda desk: desk.backup(desk.path.with_name("copy")), {N, D, A}),
    "photograph": (lambda desk: desk.take_photograph(FACE), {N, D}),
    "see": (lambda desk: desk.photograph("P1"), {N, D, A}),
    "read": (lambda desk: desk.chart("P1"), {N, D, A}),
}


@pytest.mark.parametrize("name", DOINGS)
def test_the_desk_asks_the_table(tmp_path: Path, name: str) -> None:
    do, allowed = DOINGS[name]
    path = tmp_path / "ward.db"
    ward(path)
    with_child(path)
    for role in (N, D, A):
        with_user(path, f"One {role}", role)
    for role in (N, D, A):
        with desk_of(path, f"One {role}", OTHER_PASSWORD) as desk:
            if role in allowed:
                do(desk)
            else:
                before = desk.head()
                with pytest.raises(Refused, match="not-allowed"):
                    do(desk)
                assert desk.head() == before
        (tmp_path / "copy").unlink(missing_ok=True)
        (tmp_path / "copy.keys").unlink(missing_ok=True)


def test_an_order_is_corrected_by_a_doctor_only(tmp_path: Path) -> None:
    path = tmp_path / "ward.db"
    ward(path)
    with_child(path)
    with_user(path, "Nora", N)
    with desk_of(path, "Dora", OTHER_PASSWORD) as desk:
        try:
            saved = desk.execute(WRITE_ORDER)
        except NeedsConfirmation:
            saved = desk.execute(replace(WRITE_ORDER, confirmed=True))
    with desk_of(path, "Nora", OTHER_PASSWORD) as desk, pytest.raises(Refused, match="not-allowed"):
        desk.execute(RetractEntry(saved.entry.id, "no"))


@pytest.mark.parametrize("role", [role for role in Role if role is not Role.EMERGENCY])
def test_only_who_may_puts_a_backup_back(tmp_path: Path, role: Role) -> None:
    path = tmp_path / "ward.db"
    ward(path)
    with_user(path, "Other", role)
    access = enter(path, Password("Other", OTHER_PASSWORD))
    with access.holding():
        made = back_up(path).path
        assert made is not None
        with pytest.raises(Refused):
            restore_backup(made, path, "Other")
        if role in MAY[Action.RESTORE]:
            assert restore_backup(made, path, "Other", access).kept is not None
        else:
            content = path.read_bytes()
            with pytest.raises(Refused):
                restore_backup(made, path, "Other", access)
            assert path.read_bytes() == content

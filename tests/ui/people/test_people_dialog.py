"""Users, passwords, PIN and the ward's keys by keys alone, in both languages; a role is offered what it may do."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QLineEdit
from pytestqt.qtbot import QtBot

from hlhdesk.service import Password, Role, SignInRefused, StoreError, enter, recover
from hlhdesk.wording import Catalogue
from tests.service.people.wards import ANN, ANN_PASSWORD, CHEAP, OTHER_PASSWORD, desk_of, ward, with_user
from ui.people.ask import Ask
from ui.people.dialog import PeopleDialog
from ui.people.keys import LAST, KeysShown, plain

NEW = "seven blue kettles"


@pytest.fixture(params=["en", "zh"])
def say(request: pytest.FixtureRequest) -> Catalogue:
    return Catalogue.load(request.param)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    ward(tmp_path / "ward.db")
    with_user(tmp_path / "ward.db", "Nora", Role.NURSE)
    return tmp_path / "ward.db"


@pytest.fixture
def dialog(path: Path, say: Catalogue, qtbot: QtBot) -> Iterator[PeopleDialog]:
    with desk_of(path) as desk:
        assert desk.people is not None
        made = PeopleDialog(desk.people, say)
        qtbot.addWidget(made)
        made.show()
        yield made


def press(dialog: PeopleDialog, name: str) -> Ask:
    """Press a button and take the form that it opens."""
    button = dialog.acts[name]
    button.setFocus()
    QTest.keyClick(button, Qt.Key.Key_Space)
    assert dialog.asked is not None
    return dialog.asked


def fields(ask: Ask) -> list[QLineEdit]:
    return [field for field in ask.findChildren(QLineEdit) if not field.isReadOnly()]


def fill(ask: Ask, *texts: str) -> None:
    """Type into the fields in their order, and Enter."""
    for field, text in zip(fields(ask), texts, strict=True):
        field.clear()
        if text.isascii():
            QTest.keyClicks(field, text)
        else:  # an input method writes what no key does
            field.setText(text)
    QTest.keyClick(fields(ask)[-1] if fields(ask) else ask.ok, Qt.Key.Key_Return)


def names(dialog: PeopleDialog) -> list[str]:
    return [user.name for user in dialog.users]


def test_an_administrator_adds_a_user_who_then_signs_in(
    dialog: PeopleDialog, path: Path, say: Catalogue
) -> None:
    ask = press(dialog, "add")
    fill(ask, "Bo 薄", NEW, NEW)
    assert names(dialog) == [ANN, "Bo 薄", "Nora"]
    assert dialog.answer.text() == say("people-dialog.done")
    assert enter(path, Password("Bo 薄", NEW)).user.roles == {Role.NURSE}


@pytest.mark.parametrize(
    ("typed", "key"),
    [
        (("Bo", NEW, "other"), "people-dialog.differ"),
        (("Bo", "short", "short"), "people.password.length"),
        (("Nora", NEW, NEW), "people.name-taken"),
    ],
)
def test_what_is_refused_stands_in_the_form_with_what_was_typed(
    dialog: PeopleDialog, say: Catalogue, typed: tuple[str, str, str], key: str
) -> None:
    ask = press(dialog, "add")
    fill(ask, *typed)
    assert ask.isVisible()
    assert say.template(key).partition("{")[0] in ask.problem.text()
    assert fields(ask)[0].text() == typed[0]
    assert names(dialog) == [ANN, "Nora"]


def test_roles_a_new_password_and_keeping_out(dialog: PeopleDialog, path: Path) -> None:
    dialog.table.selectRow(names(dialog).index("Nora"))
    ask = press(dialog, "roles")
    boxes = {box.text(): box for box in ask.findChildren(type(next(iter(ask.roles(frozenset()).values()))))}
    assert len(boxes) == 3
    QTest.keyClick(list(boxes.values())[1], Qt.Key.Key_Space)
    QTest.keyClick(ask, Qt.Key.Key_Return)
    dialog.table.selectRow(names(dialog).index("Nora"))
    fill(press(dialog, "disable"))
    with pytest.raises(StoreError):
        enter(path, Password("Nora", OTHER_PASSWORD))
    dialog.table.selectRow(names(dialog).index("Nora"))
    assert not dialog.acts["disable"].isEnabled()
    fill(press(dialog, "reset"), NEW, NEW)
    assert enter(path, Password("Nora", NEW)).user.active


def test_the_last_administrator_stays(dialog: PeopleDialog, say: Catalogue) -> None:
    dialog.table.selectRow(names(dialog).index(ANN))
    ask = press(dialog, "disable")
    fill(ask)
    assert ask.isVisible()
    assert ask.problem.text() == say("people.last-administrator")


def test_ones_own_password_after_the_old_one(dialog: PeopleDialog, path: Path, say: Catalogue) -> None:
    ask = press(dialog, "own-password")
    fill(ask, "not the old one", NEW, NEW)
    assert ask.problem.text() == say("people.wrong")
    fill(ask, ANN_PASSWORD, NEW, NEW)
    assert enter(path, Password(ANN, NEW)).user.name == ANN
    with pytest.raises(SignInRefused):
        enter(path, Password(ANN, ANN_PASSWORD))


def test_a_pin_is_set_and_taken_away(dialog: PeopleDialog) -> None:
    fill(press(dialog, "own-pin"), "2580")
    assert dialog.people.has_pin
    fill(press(dialog, "own-pin"), "")
    assert not dialog.people.has_pin


def test_a_key_is_renewed_and_shown_until_it_was_written_down(
    dialog: PeopleDialog, path: Path, say: Catalogue
) -> None:
    fill(press(dialog, "recovery"))
    shown = dialog.shown
    assert isinstance(shown, KeysShown)
    assert shown.isVisible()
    key = next(field.text() for field in shown.findChildren(QLineEdit) if field.isReadOnly())
    QTest.keyClick(shown, Qt.Key.Key_Escape)
    assert shown.isVisible(), "Escape would lose the key for ever"
    fill(shown, "ZZZZ")
    assert shown.isVisible()
    assert str(LAST) in shown.problem.text()
    fill(shown, plain(key)[-LAST:].lower())
    QApplication.processEvents()
    assert recover(path, key, ANN, NEW, cost=CHEAP).name == ANN
    assert say("people.key.recovery")


@pytest.mark.parametrize("role", [Role.NURSE, Role.DOCTOR])
def test_who_is_no_administrator_is_offered_what_is_theirs(
    path: Path, say: Catalogue, qtbot: QtBot, role: Role
) -> None:
    with_user(path, "Other", role)
    with desk_of(path, "Other", OTHER_PASSWORD) as desk:
        assert desk.people is not None
        made = PeopleDialog(desk.people, say)
        qtbot.addWidget(made)
        made.show()
        enabled = {name for name, button in made.acts.items() if button.isEnabled()}
    assert enabled == {"own-password", "own-pin"}

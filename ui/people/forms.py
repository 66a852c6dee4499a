"""The forms of the people dialog: a new user, other roles, a new password, one's own password and PIN."""

from __future__ import annotations

from PySide6.QtWidgets import QWidget

from hlhdesk.service import Role, Session, User
from hlhdesk.wording import Catalogue
from ui.people.ask import Ask, ticked


def add_user(people: Session, say: Catalogue, parent: QWidget | None) -> Ask:
    """Somebody new, with roles and a first password."""
    ask = Ask(say("people-dialog.add"), say, parent)
    ask.what.setText(say("people-dialog.add-what"))
    name = ask.field("name")
    boxes = ask.roles(frozenset({Role.NURSE}))
    password = ask.twice()
    ask.act = lambda: _drop(people.add(name.text(), ticked(boxes), password()))
    name.setFocus()
    return ask


def change_roles(people: Session, user: User, say: Catalogue, parent: QWidget | None) -> Ask:
    """Other roles of a user."""
    ask = Ask(say("people-dialog.roles"), say, parent)
    ask.what.setText(user.name)
    boxes = ask.roles(user.roles)
    ask.act = lambda: _drop(people.set_roles(user.id, ticked(boxes)))
    return ask


def new_password(people: Session, user: User, say: Catalogue, parent: QWidget | None) -> Ask:
    """A new password for somebody who forgot theirs, or who may sign in again."""
    ask = Ask(say("people-dialog.reset"), say, parent)
    ask.what.setText(say("people-dialog.reset-what", name=user.name))
    password = ask.twice()
    ask.act = lambda: _drop(people.reset(user.id, password()))
    return ask


def disable(people: Session, user: User, say: Catalogue, parent: QWidget | None) -> Ask:
    """Let somebody in no more."""
    ask = Ask(say("people-dialog.disable"), say, parent)
    ask.what.setText(say("people-dialog.disable-what", name=user.name))
    ask.act = lambda: _drop(people.disable(user.id))
    return ask


def own_password(people: Session, say: Catalogue, parent: QWidget | None) -> Ask:
    """One's own password, after the old one."""
    ask = Ask(say("people-dialog.own-password"), say, parent)
    old = ask.field("old", secret=True)
    password = ask.twice()
    ask.act = lambda: people.change_password(old.text(), password())
    return ask


def own_pin(people: Session, say: Catalogue, parent: QWidget | None) -> Ask:
    """A PIN that unlocks until the program ends; an empty one takes it away."""
    ask = Ask(say("people-dialog.own-pin"), say, parent)
    ask.what.setText(say("people-dialog.pin-what"))
    pin = ask.field("pin", secret=True)
    ask.act = lambda: people.set_pin(pin.text() or None)
    return ask


def _drop(_user: User) -> None:
    """Who it is now is read from the history again."""

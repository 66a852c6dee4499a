"""Everybody who may sign in, and what each person may change about it: an administrator all, anybody their own."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QDialogButtonBox, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from hlhdesk.service import Action, Role, Session, User
from hlhdesk.wording import Catalogue
from ui.people import forms
from ui.people.ask import Ask
from ui.people.keys import KeysShown
from ui.text_table import TextTable
from ui.widgets import button, words

COLUMNS = ("name", "roles", "state")
OF_USER = ("roles", "reset", "disable")
SIZE = (760, 520)


class PeopleDialog(QDialog):
    """No child is named in it. What a role may not do is not offered, and the service refuses it besides."""

    def __init__(self, people: Session, say: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.people, self.say = people, say
        self.users: tuple[User, ...] = ()
        self.setWindowTitle(say("people-dialog.title"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.table = TextTable(say("people-dialog.title"), stretch=(1,))
        self.table.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAsNeeded)
        self.answer = words(wraps=True, role="muted")
        self.asked: Ask | None = None
        self.acts: dict[str, QPushButton] = {}
        layout = QVBoxLayout(self)
        layout.addWidget(self.table, 1)
        layout.addLayout(self._row("add", *OF_USER, only=Action.USERS))
        layout.addWidget(words(say("people-dialog.own"), role="section"))
        layout.addLayout(self._row("own-password", "own-pin", only=Action.READ))
        layout.addWidget(words(say("people-dialog.keys.head"), role="section"))
        layout.addLayout(self._row("recovery", "emergency", only=Action.USERS))
        layout.addWidget(self.answer)
        buttons = QDialogButtonBox(QDialogButtonBox.StandardButton.Close)
        buttons.rejected.connect(self.reject)
        layout.addWidget(buttons)
        self.table.selectionModel().currentChanged.connect(self._offer)
        self.resize(*SIZE)
        self.refresh()

    def refresh(self) -> None:
        """Read everybody again."""
        say = self.say
        self.users = self.people.users()
        rows = [
            (user.name, roles_of(user, say), say(f"people-dialog.state.{_state(user)}"))
            for user in self.users
        ]
        self.table.show_rows([say(f"people-dialog.column.{name}") for name in COLUMNS], rows)
        if rows and not self.table.currentIndex().isValid():
            self.table.selectRow(0)
        self._offer()

    def marked(self) -> User | None:
        """The user on whom the cursor stands."""
        at = self.table.currentIndex().row()
        return self.users[at] if 0 <= at < len(self.users) else None

    def do(self, name: str) -> None:
        """What one of the buttons is for."""
        people, say, user = self.people, self.say, self.marked()
        match name:
            case "add":
                self._ask(forms.add_user(people, say, self))
            case "own-password":
                self._ask(forms.own_password(people, say, self))
            case "own-pin":
                self._ask(forms.own_pin(people, say, self))
            case "recovery":
                self._renew(name, people.renew_recovery_key)
            case "emergency":
                self._renew(name, people.renew_emergency_key)
            case _ if user is not None:
                made = {"roles": forms.change_roles, "reset": forms.new_password, "disable": forms.disable}[
                    name
                ]
                self._ask(made(people, user, say, self))

    def _row(self, *names: str, only: Action) -> QHBoxLayout:
        row = QHBoxLayout()
        may = self._may(only)
        for name in names:
            key = (
                f"people-dialog.{name}"
                if name not in ("recovery", "emergency")
                else f"people-dialog.keys.{name}"
            )
            made = button(self.say(key), kind="plain")
            made.setEnabled(may)
            made.setAutoDefault(False)
            made.clicked.connect(lambda _=False, name=name: self.do(name))
            self.acts[name] = made
            row.addWidget(made)
        row.addStretch(1)
        return row

    def _may(self, action: Action) -> bool:
        user = self.people.user
        return (
            user is not None
            and user.may(action)
            and not (action is Action.READ and Role.EMERGENCY in user.roles)
        )

    def _offer(self) -> None:
        """What can be done with the marked user."""
        user, may = self.marked(), self._may(Action.USERS)
        for name in OF_USER:
            self.acts[name].setEnabled(may and user is not None)
        self.acts["disable"].setEnabled(may and user is not None and user.active)

    def _ask(self, ask: Ask) -> None:
        self.answer.clear()
        self.asked = ask
        ask.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        ask.accepted.connect(self._done)
        ask.open()

    def _done(self) -> None:
        self.answer.setText(self.say("people-dialog.done"))
        self.refresh()

    def _renew(self, kind: str, renew: Callable[[], str]) -> None:
        """A key is renewed once that was asked: the old one opens nothing from then on."""
        ask = Ask(self.say(f"people-dialog.keys.{kind}"), self.say, self)
        ask.what.setText(self.say("people-dialog.keys.renew"))
        ask.act = lambda: self._show_key(kind, renew())
        self._ask(ask)

    def _show_key(self, kind: str, text: str) -> None:
        shown = KeysShown([(kind, text)], self.say, self)
        shown.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.shown = shown
        shown.open()


def roles_of(user: User, say: Catalogue) -> str:
    """The roles of a user in words."""
    return say.clauses(say(f"people.role.{role.value}") for role in Role if role in user.roles)


def _state(user: User) -> str:
    return "active" if user.active else "disabled"

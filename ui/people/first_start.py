"""The first start: whose charts are these? A protected database with its first administrator, or an open one."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from PySide6.QtWidgets import QRadioButton, QWidget

from hlhdesk.service import Desk, FirstUser, Role, WardKeys, make_protected
from hlhdesk.wording import Catalogue
from ui.fonts import load_own_font
from ui.people.ask import Ask, ticked
from ui.people.keys import KeysShown
from ui.widgets import words

BESIDES = (Role.NURSE, Role.DOCTOR)


class FirstStart(Ask):
    """Accepted once there is a database. The keys of a protected one are shown before that, once."""

    def __init__(
        self, database: Path, zone: str | None, say: Catalogue, parent: QWidget | None = None
    ) -> None:
        super().__init__(say("first-start.go"), say, parent)
        load_own_font()  # it stands before the window that loads it
        self._database, self._zone = database, zone
        self.setWindowTitle(say("first-start.title"))
        self.what.setText(say("first-start.what"))
        self.protected = QRadioButton(say("first-start.protected"))
        self.open_one = QRadioButton(say("first-start.open"))
        self.protected.setChecked(True)
        for choice, told in ((self.protected, "protected-what"), (self.open_one, "open-what")):
            self.form.addRow(choice)
            self.form.addRow(words(say(f"first-start.{told}"), wraps=True, role="muted"))
        self.first = FirstPerson(self)
        self.protected.toggled.connect(self._switch)
        self.act = self._make
        self.first.name.setFocus()

    def _switch(self, protected: bool) -> None:
        self.first.show(protected)

    def _make(self) -> None:
        if self.open_one.isChecked():
            Desk.open(self._database, create=True, zone=self._zone).close()
            return
        show_keys(make_protected(self._database, self.first.typed(), zone=self._zone), self.say, self)


class FirstPerson:
    """The fields of the first administrator, in a form."""

    def __init__(self, ask: Ask) -> None:
        self._ask = ask
        before = ask.form.rowCount()
        self.name = ask.field("administrator")
        self.boxes = ask.roles(frozenset(), BESIDES, "besides")
        self.password: Callable[[], str] = ask.twice()
        self._rows = range(before, ask.form.rowCount())

    def show(self, on: bool) -> None:
        """Show or hide all of them."""
        for row in self._rows:
            self._ask.form.setRowVisible(row, on)

    def typed(self) -> FirstUser:
        """Who it is. Raises Refused when the passwords differ."""
        return FirstUser(self.name.text(), self.password(), ticked(self.boxes))


def show_keys(keys: WardKeys, say: Catalogue, parent: QWidget | None) -> None:
    """Show both keys until they were written down."""
    KeysShown([("recovery", keys.recovery), ("emergency", keys.emergency)], say, parent).exec()

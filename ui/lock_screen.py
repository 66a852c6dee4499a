"""The locked screen: it stands in the window's place, so that nothing of a child is anywhere on screen."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import QFormLayout, QLineEdit, QVBoxLayout, QWidget

from hlhdesk.service import Session, StoreError
from hlhdesk.wording import Catalogue
from ui.widgets import button, dress, words


class LockScreen(QWidget):
    """``unlocked`` comes when the desk is somebody's again: the same person's, or another one's.

    The password of the person who locked, or the PIN, goes on; another name with its password takes over.
    """

    unlocked = Signal()

    def __init__(self, people: Session, say: Catalogue) -> None:
        super().__init__()
        self._people, self._say = people, say
        self._done = False
        access = people.access
        self._owner = "" if access is None else access.user.name
        self.setObjectName("page")
        self.setWindowTitle(say("lock.title"))
        self.name = dress(QLineEdit(self._owner), spoken=say("sign-in.name"))
        hint = "lock.pin-or-password" if people.has_pin else "sign-in.password"
        self.secret = dress(QLineEdit(), spoken=say(hint))
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.problem = words(wraps=True, role="refusal")
        self.go_on = button(say("lock.unlock"), kind="main")
        self.go_on.clicked.connect(self._try)
        for line in (self.name, self.secret):
            line.returnPressed.connect(self._try)
        form = QFormLayout()
        form.addRow(words(say("sign-in.name")), self.name)
        form.addRow(words(say(hint)), self.secret)
        column = QWidget()
        column.setMaximumWidth(520)
        inside = QVBoxLayout(column)
        inside.addWidget(words(say("lock.what"), wraps=True, role="section"))
        inside.addLayout(form)
        inside.addWidget(self.problem)
        inside.addWidget(self.go_on)
        layout = QVBoxLayout(self)
        layout.addStretch(1)
        layout.addWidget(column, 0, Qt.AlignmentFlag.AlignHCenter)
        layout.addStretch(2)
        self.secret.setFocus()

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802  Qt's name
        """Closing it ends the program: there is no way round it."""
        if not self._done:
            self._people.sign_out()
        super().closeEvent(event)

    def _try(self) -> None:
        name, secret = self.name.text().strip(), self.secret.text()
        self.problem.clear()
        self.secret.clear()
        try:
            self._unlock(name, secret)
        except StoreError as error:
            self.problem.setText(self._say.text(error.message))
            self.secret.setFocus()
        else:
            self._done = True
            self.unlocked.emit()

    def _unlock(self, name: str, secret: str) -> None:
        if name != self._owner:
            self._people.switch(name, secret)
        elif self._people.has_pin and secret.isdigit():
            self._people.unlock_with_pin(secret)
        else:
            self._people.unlock(secret)

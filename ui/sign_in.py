"""Who opens a protected database: a name and a password, or the ward's emergency key with a reason."""

from __future__ import annotations

from pathlib import Path

from PySide6.QtWidgets import QDialog, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from hlhdesk.service import Access, Emergency, Password, Refused, StoreError, enter
from hlhdesk.wording import Catalogue
from ui.fonts import load_own_font
from ui.widgets import button, dress, words

LONGEST = 1000


class SignIn(QDialog):
    """Accepted when somebody was let in; ``access`` then opens the desk. Nothing of a child stands in it."""

    def __init__(self, database: Path, say: Catalogue, parent: QWidget | None = None) -> None:
        load_own_font()  # it stands before the window that loads it
        super().__init__(parent)
        self._database, self._say = database, say
        self.access: Access | None = None
        self.setWindowTitle(say("sign-in.title"))
        self.name, self.reason = self._field("name"), self._field("reason")
        self.secret = self._field("password")
        self.secret.setEchoMode(QLineEdit.EchoMode.Password)
        self.asked = words(say("sign-in.password"))
        self.problem = words(wraps=True, role="refusal")
        self.problem.setAccessibleName(say("sign-in.problem"))
        self.enter = button(say("sign-in.enter"), kind="main")
        self.emergency = button(say("sign-in.emergency"), kind="small", checkable=True)
        self.enter.setDefault(True)
        self.emergency.setAutoDefault(False)
        self.enter.clicked.connect(self._try)
        self.emergency.toggled.connect(self._switch)
        self._lay_out()
        self._switch(emergency=False)
        self.name.setFocus()

    def _try(self) -> None:
        self.problem.clear()
        try:
            self.access = enter(self._database, self._who())
        except StoreError as error:
            self._refuse(self._say.text(error.message))
        except Refused as error:
            self._refuse(self._say.clauses(self._say.text(one.message) for one in error.problems))
        else:
            self.secret.clear()
            self.accept()

    def _who(self) -> Password | Emergency:
        name, secret = self.name.text().strip(), self.secret.text()
        if self.emergency.isChecked():
            return Emergency(secret, name, self.reason.text().strip())
        return Password(name, secret)

    def _refuse(self, why: str) -> None:
        self.problem.setText(why)
        self.secret.setFocus()
        self.secret.selectAll()

    def _switch(self, emergency: bool) -> None:
        word = self._say("sign-in.key" if emergency else "sign-in.password")
        self.asked.setText(word)
        self.secret.setAccessibleName(word)
        self.secret.clear()
        self._form.setRowVisible(self.reason, emergency)

    def _field(self, name: str) -> QLineEdit:
        field = dress(QLineEdit(), spoken=self._say(f"sign-in.{name}"))
        field.setMaxLength(LONGEST)
        return field

    def _lay_out(self) -> None:
        say = self._say
        self._form = QFormLayout()
        self._form.addRow(words(say("sign-in.name")), self.name)
        self._form.addRow(self.asked, self.secret)
        self._form.addRow(words(say("sign-in.reason")), self.reason)
        foot = QHBoxLayout()
        foot.addWidget(self.enter)
        foot.addStretch(1)
        foot.addWidget(self.emergency)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(20, 16, 20, 16)
        layout.addWidget(words(say("sign-in.what"), wraps=True, role="section"))
        layout.addLayout(self._form)
        layout.addWidget(self.problem)
        layout.addLayout(foot)
        self.setMinimumWidth(460)

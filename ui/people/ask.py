"""A small form that does one thing: fields, what is wrong with them, and a button that says what happens."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QCheckBox, QDialog, QFormLayout, QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from hlhdesk.service import Refused, Role, StoreError
from hlhdesk.wording import Catalogue
from ui.marks import Check
from ui.widgets import button, dress, words

LONGEST = 1000
ROLES = tuple(role for role in Role if role is not Role.EMERGENCY)


class Ask(QDialog):
    """Accepted once ``act`` was done; what it refuses stands in the dialog, and what was typed stays."""

    def __init__(self, title: str, say: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.say = say
        self.act: Callable[[], None] = lambda: None
        self.setWindowTitle(title.rstrip("…"))
        self.setWindowModality(
            Qt.WindowModality.WindowModal if parent is not None else Qt.WindowModality.ApplicationModal
        )
        self.what = words(wraps=True, role="section")
        self.problem = words(wraps=True, role="refusal")
        self.problem.setAccessibleName(say("sign-in.problem"))
        self.form = QFormLayout()
        self.ok = button(title.rstrip("…"), kind="main")
        self.leave = button(say("people-dialog.cancel"), kind="plain")
        self.ok.setDefault(True)
        self.leave.setAutoDefault(False)
        self.ok.clicked.connect(self.try_it)
        self.leave.clicked.connect(self.reject)
        foot = QHBoxLayout()
        foot.addWidget(self.ok)
        foot.addWidget(self.leave)
        foot.addStretch(1)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(18, 14, 18, 14)
        self.column.addWidget(self.what)
        self.column.addLayout(self.form)
        self.column.addWidget(self.problem)
        self.column.addLayout(foot)
        self.setMinimumWidth(480)

    def field(self, key: str, text: str = "", *, secret: bool = False) -> QLineEdit:
        """One more field, named by ``people-dialog.field.KEY``."""
        name = self.say(f"people-dialog.field.{key}")
        made = dress(QLineEdit(text), spoken=name)
        made.setMaxLength(LONGEST)
        if secret:
            made.setEchoMode(QLineEdit.EchoMode.Password)
        self.form.addRow(words(name), made)
        return made

    def roles(
        self, chosen: frozenset[Role], offered: tuple[Role, ...] = ROLES, key: str = "roles"
    ) -> dict[Role, QCheckBox]:
        """A box for each role."""
        boxes: dict[Role, QCheckBox] = {}
        for role in offered:
            boxes[role] = Check(self.say(f"people.role.{role.value}"))
            boxes[role].setChecked(role in chosen)
            self.form.addRow(
                words(self.say(f"people-dialog.field.{key}") if len(boxes) == 1 else ""), boxes[role]
            )
        return boxes

    def twice(self) -> Callable[[], str]:
        """A new password, typed twice; gives what was typed. It raises Refused when they differ."""
        one, two = self.field("new", secret=True), self.field("again", secret=True)

        def typed() -> str:
            if one.text() != two.text():
                two.clear()
                two.setFocus()
                raise Refused.because("password", "people-dialog.differ")
            return one.text()

        return typed

    def try_it(self) -> None:
        """Do it; say why not."""
        self.problem.clear()
        try:
            self.act()
        except StoreError as error:
            self.problem.setText(self.say.text(error.message))
        except Refused as refused:
            told = (self.say.text(one.message) for one in refused.problems)
            self.problem.setText(self.say.sentences(map(self.say.ended, told)))
        else:
            self.accept()


def ticked(boxes: dict[Role, QCheckBox]) -> frozenset[Role]:
    """The roles whose box is ticked."""
    return frozenset(role for role, box in boxes.items() if box.isChecked())

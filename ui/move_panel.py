"""Moves an entry to the child that it was meant for; that child's identifiers stand above the button."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from hlhdesk.service import MoveEntry, NeedsConfirmation, Refused, StoreError
from ui.answer_line import AnswerLine, problem_words
from ui.bridge import Bridge
from ui.child_choice import ChildChoice
from ui.child_dialog import Ward
from ui.identity_banner import IdentityBanner
from ui.widgets import button, dress
from ui.words import child_name


class MovePanel(QFrame):
    """``why`` tells the reason as typed; ``unexplained`` asks for one. ``moved`` carries the right child's id."""

    unexplained = Signal()
    chosen = Signal()
    moved = Signal(str)

    def __init__(
        self, bridge: Bridge, ward: Ward, patient_id: str, entry_id: str, why: Callable[[], str]
    ) -> None:
        super().__init__()
        dress(self, "entry", spoken=bridge.say("correct.move"))
        self._bridge, self._entry_id, self._ward, self._why = bridge, entry_id, ward, why
        self.target: str | None = None
        self._asked: MoveEntry | None = None
        say = bridge.say
        others = [card for card in ward.cards() if card.patient_id != patient_id]
        self.choice = ChildChoice(say, others, say("correct.move-to-whom"))
        self.identity = IdentityBanner(say)
        self.identity.hide()
        self.save = button(say("correct.move-to"), kind="main", tip=say("correct.move-hint"))
        self.save.hide()
        self.answer = AnswerLine(say)
        foot = QHBoxLayout()
        foot.addWidget(self.save)
        foot.addWidget(self.answer, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 6, 14, 8)
        layout.addWidget(self.choice)
        layout.addWidget(self.identity)
        layout.addLayout(foot)
        self.choice.chosen.connect(self.choose)
        self.choice.search.textEdited.connect(self._drop_target)
        self.save.clicked.connect(self.submit)
        self.answer.confirmed.connect(self.submit)
        self.setFocusProxy(self.choice)

    def choose(self, patient_id: str) -> None:
        """Show who the entry would be charted for; only then can it be moved."""
        say = self._bridge.say
        self._asked = None
        self.answer.quiet()
        try:
            self.identity.show_text(self._ward.who(patient_id))
            name = child_name(self._bridge.desk.chart(patient_id), say)
        except StoreError as error:
            self.answer.refused(say.text(error.message))
            return
        self.target = patient_id
        self.choice.settle()
        self.save.setAccessibleName(say("correct.move-to-name", name=name))
        self.identity.show()
        self.save.show()
        self.save.setFocus()
        self.chosen.emit()

    def _drop_target(self) -> None:
        """Whoever types another name means another child."""
        self.target = self._asked = None
        self.answer.quiet()
        self.identity.hide()
        self.save.hide()

    def submit(self) -> None:
        """Move it; a second time answers a question of the right child's chart."""
        if self._asked is not None:
            self._execute(replace(self._asked, confirmed=True))
        elif self.target is not None and not self._why():
            self.unexplained.emit()
        elif self.target is not None:
            self._execute(MoveEntry(self._entry_id, self.target, self._why(), by=self._bridge.signer))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Enter presses the button that has the cursor; Escape takes a question back."""
        focus = self.focusWidget()
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if isinstance(focus, QPushButton):
                focus.click()
            case Qt.Key.Key_Escape if self._asked is not None:
                self._asked = None
                self.answer.quiet()
            case _:
                super().keyPressEvent(event)

    def _execute(self, command: MoveEntry) -> None:
        say = self._bridge.say
        self._asked = None
        try:
            self._bridge.desk.execute(command)
        except Refused as refused:
            self.answer.refused(problem_words(refused.problems, say))
        except NeedsConfirmation as asked:
            self._asked = command
            self.answer.asks(
                say.sentences((problem_words(asked.problems, say), say("ui.entry.confirm-hint")))
            )
        except StoreError as error:
            self.answer.refused(say.text(error.message))
        else:
            self.moved.emit(command.to_patient_id)

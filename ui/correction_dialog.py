"""Corrects one entry: the value as it is, the same fields to put it right, a reason, and nothing is erased."""

from __future__ import annotations

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QHBoxLayout, QWidget

from hlhdesk.model.entries import Entry, Identity
from hlhdesk.model.message import Message
from hlhdesk.service import Refused, RetractEntry, Saved, StoreError
from hlhdesk.wording.entry_words import entry_words
from ui.answer_line import problem_words
from ui.bridge import Bridge
from ui.child_dialog import ChildDialog, Ward
from ui.correction_form import CorrectionForm
from ui.entry_told import entry_title, recorded
from ui.foreseen import foreseen_words
from ui.move_panel import MovePanel
from ui.widgets import button, words
from ui.words import child_name

WRONG_CHILD = "wrong-child"
SETTLED_MS = 250
"""After the last key; a whole chart is judged for it."""


class CorrectionDialog(ChildDialog):
    """Opens on an entry in force; one that was taken back can be charted again. Raises what the chart raises."""

    def __init__(self, bridge: Bridge, ward: Ward, patient_id: str, entry: Entry, parent: QWidget) -> None:
        say = bridge.say
        super().__init__(bridge, patient_id, ward, say("correct.window"), parent)
        self.entry = entry
        self.form = CorrectionForm(bridge, entry)
        self.panel = MovePanel(bridge, ward, patient_id, entry.id, lambda: self.form.why)
        self.panel.hide()
        self.retract = button(say("correct.retract"), kind="small", spoken=say("correct.retract-name"))
        self.to_other = button(say("correct.wrong-child"), kind="small", spoken=say("correct.move"))
        self.follows = words(role="muted", wraps=True)
        self.follows.hide()
        self._look = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._look.timeout.connect(self.foresee)
        self.leave = button(say("correct.close"), kind="small", spoken=say("correct.close-name"))
        fixed = isinstance(entry, Identity)
        self.retract.setVisible(not (entry.retracted or fixed))
        self.to_other.setVisible(len(ward.cards()) > 1 and not (entry.retracted or fixed))
        self._lay_out()
        self.form.saved.connect(self._corrected)
        self.form.reason.picked.connect(self._reason)
        for field in self.form.fields.values():
            field.changed.connect(self._look.start)
        self.retract.clicked.connect(self._retract)
        self.to_other.clicked.connect(self._open_move)
        self.leave.clicked.connect(self.reject)
        self.panel.chosen.connect(lambda: self.reveal(self.panel.save))
        self.panel.moved.connect(self._moved)
        self.panel.unexplained.connect(self.form.ask_why)
        self.finished.connect(self._left)
        self.form.show_child(patient_id)
        self.form.save.setAccessibleName(say("correct.save-name", name=self._name()))
        self.fit()
        self.form.begin()

    def _name(self) -> str:
        return child_name(self._bridge.desk.chart(self.patient_id), self._bridge.say)

    def _lay_out(self) -> None:
        say, zone = self._bridge.say, self._bridge.desk.zone
        self.body.addWidget(words(entry_title(self.entry, say), role="section", wraps=True))
        self.body.addWidget(words(recorded(self.entry, zone, say), role="muted", wraps=True))
        if self.entry.retracted:
            self.body.addWidget(words(say("correct.is-retracted"), role="caution", wraps=True))
        self.body.addWidget(self.form)
        self.body.addWidget(self.follows)
        foot = QHBoxLayout()
        for widget in (self.retract, self.to_other):
            foot.addWidget(widget)
        foot.addStretch(1)
        foot.addWidget(self.leave)
        self.body.addLayout(foot)
        self.body.addWidget(self.panel)
        self.body.addStretch(1)

    def foresee(self) -> None:
        """Say what the correction that is typed will change in the findings; nothing while nothing is changed."""
        desk, say = self._bridge.desk, self._bridge.say
        body = self.form.changed_body()
        try:
            after = None if body is None else desk.foreseen(self.patient_id, self.entry, body)
            before = desk.state(self.patient_id).findings
        except StoreError:
            after = None
        self.follows.setText("" if after is None else foreseen_words(before, after, say))
        if self.follows.isHidden() is not (after is None):
            self.follows.setVisible(after is not None)
            self.fit()

    def _reason(self, reason: str) -> None:
        if reason == WRONG_CHILD and not self.to_other.isHidden():
            self._open_move()

    def _open_move(self) -> None:
        if not self.form.why:
            self.form.reason.put(self._bridge.say("correct.common.wrong-child"))
        self.form.only_why()
        self.retract.hide()
        self.to_other.hide()
        self.panel.show()
        self.fit()
        self.panel.setFocus()

    def _retract(self) -> None:
        say = self._bridge.say
        if not self.form.why:
            self.form.ask_why()
            return
        try:
            self._bridge.desk.execute(RetractEntry(self.entry.id, self.form.why, by=self._bridge.signer))
        except Refused as refused:
            self.form.answer.refused(problem_words(refused.problems, say))
        except StoreError as error:
            self.form.answer.refused(say.text(error.message))
        else:
            self._done(say("correct.retracted", entry=entry_words(self.entry), name=self._name()))

    def _corrected(self, saved: Saved) -> None:
        old, new = entry_words(self.entry), entry_words(saved.entry)
        self._done(self._bridge.say("correct.saved", old=old, new=new, name=self._name()))

    def _moved(self, target: str) -> None:
        say = self._bridge.say
        right = child_name(self._bridge.desk.chart(target), say)
        entry: Message = entry_words(self.entry)
        self._done(say("correct.moved", entry=entry, here=self._name(), there=right))

    def _done(self, said: str) -> None:
        """Closed because it is on the disk: nothing half-typed is left."""
        self._bridge.drop_draft(self.patient_id, self.form.place)
        self.form.clear()
        self._bridge.noticed.emit(said)
        self.accept()

    def _left(self, _result: int) -> None:
        self._look.stop()
        self.form.show_nobody()

"""Takes note of a finding: who saw it, and a word about what is done; both stay in the history."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from hlhdesk.model.state import Finding
from hlhdesk.service import AcknowledgeFinding, Refused, StoreError, status_of
from ui.answer_line import AnswerLine, problem_words
from ui.bridge import Bridge
from ui.child_dialog import ChildDialog, Ward
from ui.forms.fields import Field, TextField
from ui.reason_field import ReasonField
from ui.widgets import button, dress, words
from ui.words import child_name

COMMON = ("doctor-informed", "watching", "treatment-changed", "measured-again")


class AcknowledgeDialog(ChildDialog):
    """Enter saves. The name is asked only where nobody gave one yet."""

    def __init__(
        self, bridge: Bridge, ward: Ward, patient_id: str, finding: Finding, parent: QWidget
    ) -> None:
        say = bridge.say
        super().__init__(bridge, patient_id, ward, say("noted.window"), parent)
        self.finding = finding
        self.name = TextField("by", say("noted.name"))
        self.name.put(bridge.signer)
        self.name.setEnabled(bridge.signer is None)
        self.why = ReasonField("words", say, say("noted.words"), "noted.common", COMMON)
        self.save = button(say("noted.save"), kind="main", tip=say("ui.form.save-hint"))
        called = child_name(bridge.desk.chart(patient_id), say)
        self.save.setAccessibleName(say("noted.save-name", name=called))
        self.leave = button(say("correct.close"), kind="small", spoken=say("noted.close-name"))
        self.answer = AnswerLine(say)
        self._lay_out()
        self.save.clicked.connect(self.submit)
        self.leave.clicked.connect(self.reject)
        self.fit()
        (self.why if bridge.signer else self.name).setFocus()

    def submit(self) -> None:
        """Save who took note and with which words."""
        say, finding = self._bridge.say, self.finding
        for field in (self.name, self.why):
            field.mark("" if field.value() else "wrong")
        missing = next((field for field in (self.name, self.why) if not field.value()), None)
        if missing is not None:
            self.answer.refused(say("noted.missing"))
            missing.setFocus()
            return
        by = str(self.name.value())
        command = AcknowledgeFinding(
            self.patient_id,
            finding.code,
            finding.on,
            finding.evidence,
            str(self.why.value()),
            by,
            status_of(finding),
            say.language,
        )
        try:
            self._bridge.desk.execute(command)
        except Refused as refused:
            self.answer.refused(problem_words(refused.problems, say))
        except StoreError as error:
            self.answer.refused(say.text(error.message))
        else:
            self._bridge.give_name(by)
            self._bridge.noticed.emit(say("noted.saved", by=by))
            self.accept()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Enter saves from every field."""
        if event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            focus = self.focusWidget()
            if isinstance(focus, QPushButton):
                focus.click()
            else:
                self.submit()
        else:
            super().keyPressEvent(event)

    def _lay_out(self) -> None:
        say = self._bridge.say
        self.body.addWidget(words(say.text(self.finding.text), role="section", wraps=True))
        self.body.addWidget(words(say("noted.explained"), role="muted", wraps=True))
        box = dress(QWidget(), "noting")
        inside = QVBoxLayout(box)
        inside.setContentsMargins(0, 0, 0, 0)
        for field in (self.name, self.why):
            inside.addWidget(_label(field))
            inside.addWidget(field)
        self.body.addWidget(box)
        foot = QHBoxLayout()
        foot.addWidget(self.save)
        foot.addWidget(self.answer, 1)
        foot.addWidget(self.leave)
        self.body.addLayout(foot)
        self.body.addStretch(1)


def _label(field: Field) -> QWidget:
    label = words(field.line.accessibleName(), role="muted")
    label.setBuddy(field.line)
    return label

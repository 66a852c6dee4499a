"""The dialog of an act: who it is about, what it does, its fields; a bed that is taken is said before it is saved."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from hlhdesk.service import Saved, SavedTogether
from hlhdesk.wording.entry_words import entry_words
from ui.acts.act import Act, Asking
from ui.acts.form import ActForm
from ui.bridge import Bridge
from ui.child_dialog import ChildDialog, Ward
from ui.taken_beds import taken_words
from ui.widgets import button, words
from ui.words import child_name


class ActDialog(ChildDialog):
    """Closes when it is saved. Raises what the chart raises."""

    def __init__(self, bridge: Bridge, ward: Ward, patient_id: str, act: Act, parent: QWidget) -> None:
        say = bridge.say
        super().__init__(bridge, patient_id, ward, say(f"acts.{act.name}.title"), parent)
        self.form = ActForm(bridge, act, self._asking)
        self.warning = words(role="caution", wraps=True)
        self.leave = button(say("correct.close"), kind="small", spoken=say("acts.close-name"))
        self.body.addWidget(words(say(f"acts.{act.name}.title"), role="section"))
        self.body.addWidget(words(say(f"acts.{act.name}.explained"), role="muted", wraps=True))
        self.body.addWidget(self.form)
        self.body.addWidget(self.warning)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.leave)
        self.body.addLayout(foot)
        self.body.addStretch(1)
        self.leave.clicked.connect(self.reject)
        self.form.saved.connect(self._saved)
        self.finished.connect(self._left)
        bed = self.form.fields.get("bed")
        if bed is not None:
            bed.changed.connect(self._look_for_bed)
        self.form.show_child(patient_id)
        self._look_for_bed()
        self.fit()
        self.form.begin()

    def _asking(self) -> Asking:
        desk = self._bridge.desk
        return Asking(self._bridge, desk.chart(self.patient_id), desk.state(self.patient_id))

    def _look_for_bed(self) -> None:
        """Two children in one bed: said, and left to whoever types; one of them may be about to move."""
        field = self.form.fields.get("bed")
        bed = "" if field is None else str(field.value() or "")
        said = taken_words(bed, self.patient_id, self._ward.cards(), self._bridge.say)
        self.warning.setText(said)
        self.warning.setVisible(bool(said))

    def _saved(self, answer: Saved | SavedTogether) -> None:
        say = self._bridge.say
        parts = answer.saved if isinstance(answer, SavedTogether) else (answer,)
        name = child_name(self._bridge.desk.chart(self.patient_id), say)
        said = tuple(entry_words(part.entry) for part in parts)
        self._bridge.noticed.emit(say("acts.saved", title=self.windowTitle(), entry=said, name=name))
        self.accept()

    def _left(self, _result: int) -> None:
        self.form.show_nobody()

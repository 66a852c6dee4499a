"""The safety list at a visit: each item yes, no or not asked, with the grade of its laboratory result beside it."""

from __future__ import annotations

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout, QWidget

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.entries import AdverseEvent, Kind
from hlhdesk.model.state import PatientState, SafetyGrade
from hlhdesk.service import RecordEntries
from hlhdesk.wording import Catalogue
from ui.answer_line import AnswerLine
from ui.bridge import Bridge
from ui.forms.fields import ChoiceField, DayField
from ui.forms.together import Together
from ui.typed_time import NotATypedTime
from ui.widgets import button, words
from ui.words import child_name

COLUMNS = 2
EMPTY = ""
PLACE = "safety list"


class SafetyForm(QWidget):
    """Only what was answered is saved; all of it in one act."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        say, names = bridge.say, bridge.desk.definitions.names
        self._bridge = bridge
        self.patient_id: str | None = None
        options: list[tuple[object, str]] = [(EMPTY, say("ui.none"))]
        options += [(answer, say.term("answer", answer)) for answer in names.answers]
        self.items = {
            item: ChoiceField(item, say.term("safety-item", item), options) for item in names.safety_items
        }
        self.grades = {item: words(role="muted", wraps=True) for item in names.safety_items}
        self.on = DayField("on", say("follow-up-tab.on"), bridge.desk.now, hint=say("follow-up-tab.today"))
        self.no = button(say("safety-form.all-no"), kind="small", tip=say("safety-form.all-no-hint"))
        self.save = button(say("safety-form.save"), kind="main")
        self.answer = AnswerLine(say)
        self.together = Together(bridge, self.answer, "safety-form.saved")
        self.together.saved.connect(self._done)
        self._lay_out()
        self.no.clicked.connect(self.answer_no)
        self.save.clicked.connect(self.submit)
        for field in (*self.items.values(), self.on):
            field.changed.connect(self._quiet)

    def show_child(self, chart: PatientChart, state: PatientState) -> None:
        """Turn to a child; say what was answered last and how its results are graded."""
        if chart.patient_id != self.patient_id:
            self._leave()
            self.patient_id = chart.patient_id
            self._clear()
            self._take_draft()
            say, name = self._bridge.say, child_name(chart, self._bridge.say)
            self.save.setAccessibleName(say("care.save-name", save=self.save.text(), name=name))
        graded = {grade.item: grade for grade in state.safety}
        for item, label in self.grades.items():
            last = _last(chart, item, state)
            label.setText(
                self._bridge.say.sentences(
                    (
                        _grade_words(graded[item], self._bridge.say) if item in graded else "",
                        _answer_words(last, self._bridge.say) if last is not None else "",
                    )
                )
            )
        self.setEnabled(True)

    def show_nobody(self) -> None:
        """Hold nothing of any child; what was answered waits for it."""
        self._leave()
        self.patient_id = None
        self._clear()
        for label in self.grades.values():
            label.clear()
        self.setEnabled(False)

    def answer_no(self) -> None:
        """Answer no wherever nothing was answered yet."""
        for field in self.items.values():
            if field.value() == EMPTY:
                field.put("no")
        self._quiet()

    def submit(self) -> None:
        """Save what was answered; a second time answers a question."""
        if self.together.asks:
            self.together.confirm()
            return
        answered = {item: field.value() for item, field in self.items.items() if field.value() != EMPTY}
        if self.patient_id is None or not answered:
            return
        try:
            on = self.on.value()
        except NotATypedTime as wrong:
            self.on.mark("wrong")
            self.answer.refused(self._bridge.say.text(wrong.message))
            self.on.setFocus()
            return
        items = tuple(
            (Kind.ADVERSE_EVENT, {"on": on, "item": item, "answer": answer})
            for item, answer in answered.items()
        )
        self.together.send(RecordEntries(self.patient_id, items, by=self._bridge.signer))

    def _done(self, _saved: object) -> None:
        """What was saved is no draft any more."""
        self._bridge.drop_draft(str(self.patient_id), PLACE)
        self._clear()

    def _leave(self) -> None:
        """Keep answers that were not saved for the child that they are of."""
        answered = {item: field.value() for item, field in self.items.items() if field.value() != EMPTY}
        if self.patient_id is not None and answered:
            said = self._bridge.say("care.draft-answers", count=len(answered))
            self._bridge.keep_draft(self.patient_id, PLACE, answered, said)

    def _take_draft(self) -> None:
        assert self.patient_id is not None
        answered = self._bridge.draft(self.patient_id, PLACE)
        if isinstance(answered, dict):
            self._bridge.drop_draft(self.patient_id, PLACE)
            for item, answer in answered.items():
                self.items[item].put(answer)

    def _clear(self) -> None:
        for field in self.items.values():
            field.put(EMPTY)
        self.on.put(None)
        self._quiet()

    def _quiet(self) -> None:
        self.together.forget()
        self.on.mark()
        self.answer.quiet()

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(3)
        for place, (item, field) in enumerate(self.items.items()):
            row, column = place // COLUMNS, 3 * (place % COLUMNS)
            label = words(field.line.accessibleName())
            label.setBuddy(field.line)
            for at, widget in enumerate((label, field, self.grades[item])):
                grid.addWidget(widget, row, column + at)
            grid.setColumnStretch(column + 2, 1)
        foot = QHBoxLayout()
        label = words(self.on.line.accessibleName(), role="muted")
        label.setBuddy(self.on.line)
        for widget in (label, self.on, self.no, self.save):
            foot.addWidget(widget)
        foot.addWidget(self.answer, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(grid)
        layout.addLayout(foot)
        layout.addStretch(1)


def _last(chart: PatientChart, item: str, state: PatientState) -> AdverseEvent | None:
    said = [
        entry for entry in chart.valid(AdverseEvent) if entry.item == item and entry.on <= state.as_of.day
    ]
    return max(said, key=lambda entry: (entry.on, entry.id), default=None)


def _answer_words(last: AdverseEvent, say: Catalogue) -> str:
    return say("safety-form.last", answer=say.term("answer", last.answer), on=last.on)


def _grade_words(grade: SafetyGrade, say: Catalogue) -> str:
    unknown = say("safety-form.not-graded")
    return say(
        "safety-form.grade",
        analyte=say.term("analyte", grade.analyte),
        grade=unknown if grade.grade is None else str(grade.grade),
        baseline=unknown if grade.baseline_grade is None else str(grade.baseline_grade),
    )

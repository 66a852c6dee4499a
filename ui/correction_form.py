"""The entry as it is, to be put right: its own fields, and the reason without which nothing is corrected."""

from __future__ import annotations

from collections.abc import Mapping

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLabel, QVBoxLayout

from hlhdesk.model.entries import KIND_OF, Entry, Kind
from hlhdesk.model.problem import Problem
from hlhdesk.service import CorrectEntry
from ui.bridge import Bridge
from ui.forms.fields import Field, FlagField, LongField
from ui.forms.form import EntryForm
from ui.forms.kinds import fields_of
from ui.reason_field import ReasonField
from ui.typed_time import NotATypedTime
from ui.widgets import words

REASON = "change_reason"
REASONS = ("slip", "wrong-child", "wrong-time", "remeasured")
OF_IDENTITY = ("slip", "told", "changed")
COLUMNS = 4


class CorrectionForm(EntryForm):
    """Begins with what was charted; Enter saves the correction."""

    def __init__(self, bridge: Bridge, entry: Entry) -> None:
        self.entry = entry
        self._known = bridge.desk.body_of(entry)
        kind = KIND_OF[type(entry)]
        reasons = OF_IDENTITY if kind is Kind.IDENTITY else REASONS
        self.reason = ReasonField(REASON, bridge.say, bridge.say("correct.reason"), "correct.common", reasons)
        fields = [*fields_of(kind, bridge, must=True), self.reason]
        super().__init__(bridge, kind, fields, bridge.say("correct.form"))
        self.save.setText(bridge.say("correct.save"))
        self.save.setToolTip(bridge.say("correct.save-hint"))

    @property
    def why(self) -> str:
        """The reason as typed; empty when there is none."""
        return str(self.reason.value() or "")

    def begin(self) -> None:
        """The first field, all of it chosen: typing replaces it."""
        first = next(iter(self.fields.values()))
        first.setFocus()
        select = getattr(first.line, "selectAll", None)
        if callable(select):
            select()

    def clear(self) -> None:
        """Back to what was charted."""
        for name, field in self.fields.items():
            field.put(self._known.get(name))
        self._quiet()

    def body(self) -> dict[str, object]:
        return {name: field.value() for name, field in self.fields.items() if name != REASON}

    def changed_body(self) -> dict[str, object] | None:
        """The body as typed; None while it is as it was or cannot be read."""
        try:
            return None if self._same() else self.body()
        except NotATypedTime:
            return None

    def command(self, _patient_id: str) -> CorrectEntry:
        return CorrectEntry(self.entry.id, self.body(), self.why, by=self._bridge.signer)

    def submit(self) -> None:
        """Save the correction, unless there is none or nobody said why."""
        say = self._bridge.say
        if self._asked is None and self._same() and not self.entry.retracted:
            self.answer.refused(say("correct.unchanged"))
            return
        if self._asked is None and not self.why:
            self.ask_why()
            return
        super().submit()

    def ask_why(self) -> None:
        """Put the cursor where the reason is missing."""
        self._quiet()
        self.reason.mark("wrong")
        self.answer.refused(self._bridge.say("correct.why"))
        self.reason.setFocus()

    def field_of(self, problem: Problem) -> str:
        return REASON if problem.message.key == "service.no-reason" else problem.field

    @property
    def place(self) -> str:
        return f"correction {self.entry.id}"

    def _half_typed(self) -> bool:
        return bool(self.why) or not self._same()

    def _same(self) -> bool:
        try:
            body = self.body()
        except NotATypedTime:
            return False
        said = {name: str(value) for name, value in body.items() if value is not None}
        return said == {name: str(value) for name, value in self._known.items()}

    def _draft_words(self, _content: Mapping[str, object]) -> str:
        return self._bridge.say("correct.draft")

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(2)
        for column in range(COLUMNS):
            grid.setColumnStretch(column, 1)
        place = 0
        for field in self.fields.values():
            wide = COLUMNS if field is self.reason or isinstance(field, LongField) else field.share
            if place % COLUMNS + wide > COLUMNS:
                place = -(-place // COLUMNS) * COLUMNS
            self._add(grid, field, place, wide)
            place += wide
        foot = QHBoxLayout()
        foot.addWidget(self.save)
        foot.addWidget(self.answer, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 6, 14, 8)
        layout.addLayout(grid)
        layout.addLayout(foot)

    def only_why(self) -> None:
        """Leave only the reason: the entry is to be moved as it is."""
        why = self.why
        self.clear()
        self.reason.put(why)
        for field in self.fields.values():
            field.setVisible(field is self.reason)
        for label in self.findChildren(QLabel):
            buddy = label.buddy()
            if buddy is not None and buddy is not self.reason.line:
                label.hide()
        self.save.hide()

    @staticmethod
    def _add(grid: QGridLayout, field: Field, place: int, columns: int) -> None:
        row, column = divmod(place, COLUMNS)
        grid.addWidget(field, 2 * row + 1, column, 1, columns)
        if isinstance(field, FlagField):
            return  # a box says itself what it is
        label = words(field.line.accessibleName(), role="muted")
        label.setBuddy(field.line)
        grid.addWidget(label, 2 * row, column, 1, columns)

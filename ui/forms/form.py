"""A form that saves one entry: Enter saves, Escape clears, a refusal stands at its field, a question is asked once.

What is half-typed stays with the child that it was typed for.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QHBoxLayout, QPlainTextEdit, QPushButton, QVBoxLayout

from hlhdesk.model.entries import Entry, Kind
from hlhdesk.model.message import Message
from hlhdesk.model.problem import Problem
from hlhdesk.service import (
    CorrectEntry,
    NeedsConfirmation,
    RecordEntries,
    RecordEntry,
    Refused,
    Saved,
    SavedTogether,
    StoreError,
    Together,
)
from hlhdesk.wording.entry_words import entry_words
from ui.answer_line import AnswerLine, problem_words, told_at_fields
from ui.bridge import Bridge
from ui.forms.fields import Field, FlagField
from ui.typed_time import NotATypedTime
from ui.widgets import button, dress, words
from ui.words import child_name

Asked = RecordEntry | CorrectEntry | RecordEntries | Together
"""The commands that can be asked about before they are saved."""


class EntryForm(QFrame):
    """Fields, a Save button and the answer. ``saved`` carries what the desk answered.

    ``columns`` is how many fields stand side by side; without it all do.
    """

    saved = Signal(object)
    columns: int | None = None

    def __init__(self, bridge: Bridge, kind: Kind, fields: Sequence[Field], spoken: str) -> None:
        super().__init__()
        dress(self, "entry", spoken=spoken)
        self._bridge = bridge
        self.kind = kind
        self.fields = {field.name: field for field in fields}
        self.patient_id: str | None = None
        self._asked: Asked | None = None
        self.save = button(bridge.say("ui.entry.save"), kind="main", tip=bridge.say("ui.form.save-hint"))
        self.answer = AnswerLine(bridge.say)
        self._lay_out()
        self.save.clicked.connect(self.submit)
        self.answer.confirmed.connect(self.submit)
        for field in fields:
            field.changed.connect(self._edited)
        self._enable(on=False)

    # the child

    def show_child(self, patient_id: str) -> None:
        """Turn to a child: its draft comes back, what was typed for another stays with that one."""
        if patient_id != self.patient_id:
            self._leave()
            self.patient_id = patient_id
            self.clear()
            self._take_draft()
            self._name_save(patient_id)
        self._enable(on=True)

    def _name_save(self, patient_id: str) -> None:
        """Whoever hears the screen hears for whom the button saves."""
        say = self._bridge.say
        name = child_name(self._bridge.desk.chart(patient_id), say)
        self.save.setAccessibleName(say("care.save-name", save=self.save.text().replace("&", ""), name=name))

    def show_nobody(self) -> None:
        """Take no entries; what was half-typed is kept for its child."""
        self._leave()
        self.patient_id = None
        self.clear()
        self._enable(on=False)

    def begin(self) -> None:
        """Put the cursor where typing begins."""
        next(iter(self.fields.values())).setFocus()

    def clear(self) -> None:
        """Empty every field and say nothing."""
        for field in self.fields.values():
            field.put(None)
        self._quiet()

    # saving

    def body(self) -> dict[str, object]:
        """The entry's body as a chart file writes it. Raises NotATypedTime."""
        return {name: field.value() for name, field in self.fields.items()}

    def command(self, patient_id: str) -> Asked:
        """What saving asks of the desk. Raises NotATypedTime."""
        return RecordEntry(patient_id, self.kind, self.body(), by=self._bridge.signer)

    def submit(self) -> None:
        """Save; a second time answers a question that was asked."""
        if self.patient_id is None:
            return
        if self._asked is not None:
            self._execute(replace(self._asked, confirmed=True))
            return
        command = self._command()
        if command is not None:
            self._execute(command)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Enter saves from every field but one of several lines; Escape takes the question or the words back."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                if not event.isAutoRepeat():
                    self._enter()
            case Qt.Key.Key_Escape if self._asked is not None or self._half_typed():
                self._escape()
            case _:
                super().keyPressEvent(event)

    def said_of(self, entries: tuple[Entry, ...], name: str) -> str:
        """The answer to a save."""
        return self._bridge.say("ui.form.saved", entry=tuple(map(entry_words, entries)), name=name)

    def field_of(self, problem: Problem) -> str:
        """The name of the field at which a problem stands."""
        return problem.field

    def _command(self) -> Asked | None:
        assert self.patient_id is not None
        for field in self.fields.values():
            try:
                field.value()
            except NotATypedTime as wrong:
                self._refuse({field.name: wrong.message})
                return None
        return self.command(self.patient_id)

    def _execute(self, command: Asked) -> None:
        try:
            answer = self._bridge.desk.execute(command)
        except Refused as refused:
            self._refuse({self.field_of(problem): problem.message for problem in refused.problems})
            told = told_at_fields(refused.problems, self.fields, self.field_of, self._bridge.say)
            self.answer.refused(told)
        except NeedsConfirmation as asked:
            self._ask(command, asked)
        except StoreError as error:
            self._asked = None
            self.answer.refused(self._bridge.say.text(error.message))
        else:
            self._show_saved(answer)

    def _show_saved(self, answer: Saved | SavedTogether) -> None:
        assert self.patient_id is not None
        self._bridge.drop_draft(self.patient_id, self.place)
        self.clear()
        name = child_name(self._bridge.desk.chart(self.patient_id), self._bridge.say)
        parts = answer.saved if isinstance(answer, SavedTogether) else (answer,)
        self.answer.saved(self.said_of(tuple(part.entry for part in parts), name))
        self.begin()
        self.saved.emit(answer)

    def _ask(self, command: Asked, asked: NeedsConfirmation) -> None:
        self._mark({self.field_of(problem) for problem in asked.problems}, "asks")
        self._asked = command
        hint = self._bridge.say("ui.entry.confirm-hint")
        self.answer.asks(self._bridge.say.sentences((problem_words(asked.problems, self._bridge.say), hint)))

    def _refuse(self, messages: Mapping[str, Message]) -> None:
        """Say what is wrong, at the first field that is."""
        self._asked = None
        self._mark(set(messages), "wrong")
        self.answer.refused(self._bridge.say.sentences(self._bridge.say.text(m) for m in messages.values()))
        wrong = next((field for name, field in self.fields.items() if name in messages), None)
        if wrong is not None:
            wrong.setFocus()

    def _mark(self, names: set[str], look: str) -> None:
        for name, field in self.fields.items():
            field.mark(look if name in names else "")

    # drafts

    @property
    def place(self) -> str:
        """The name of this form among a child's drafts."""
        return self.kind.value

    def _leave(self) -> None:
        if self.patient_id is not None and self._half_typed():
            content = {name: field.typed() for name, field in self.fields.items()}
            self._bridge.keep_draft(self.patient_id, self.place, content, self._draft_words(content))

    def _draft_words(self, content: Mapping[str, object]) -> str:
        """The few words by which the ward board names what is half-typed here."""
        return next(str(value) for value in content.values() if value)

    def _take_draft(self) -> None:
        assert self.patient_id is not None
        content = self._bridge.draft(self.patient_id, self.place)
        if isinstance(content, dict):
            self._bridge.drop_draft(self.patient_id, self.place)
            for name, value in content.items():
                self.fields[name].put(value)

    def _half_typed(self) -> bool:
        return any(field.filled() for field in self.fields.values())

    # the small things

    def _enter(self) -> None:
        focus = self.focusWidget()
        if isinstance(focus, QPushButton):
            focus.click()
        elif not isinstance(focus, QPlainTextEdit):
            self.submit()

    def _escape(self) -> None:
        if self._asked is not None:
            self._quiet()
            return
        if self.patient_id is not None:
            self._bridge.drop_draft(self.patient_id, self.place)
        self.clear()

    def _edited(self) -> None:
        self._quiet()

    def _quiet(self) -> None:
        self._asked = None
        self._mark(set(), "")
        self.answer.quiet()

    def _enable(self, *, on: bool) -> None:
        for field in self.fields.values():
            field.setEnabled(on)
        self.save.setEnabled(on)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(8)
        grid.setVerticalSpacing(0)
        columns = self.columns or len(self.fields) + 1
        row = column = 0
        for at, field in enumerate(self.fields.values()):
            row, column = divmod(at, columns)
            if not isinstance(field, FlagField):
                label = words(field.line.accessibleName(), role="muted")
                label.setBuddy(field.line)
                grid.addWidget(label, 2 * row, column)
            grid.addWidget(field, 2 * row + 1, column)
        at = row * columns + column + 1
        grid.addWidget(self.save, 2 * (at // columns) + 1, at % columns)
        whole = QHBoxLayout()
        whole.addLayout(grid)
        whole.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 3, 14, 8)
        layout.addLayout(whole)
        layout.addWidget(self.answer)
        layout.addStretch(1)

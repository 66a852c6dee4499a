"""Admits a child that the database does not know: who, which bed, since when; warned of a like name or a taken bed."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QFrame,
    QGridLayout,
    QHBoxLayout,
    QPushButton,
    QVBoxLayout,
    QWidget,
)

from hlhdesk.model.entries import Kind
from hlhdesk.model.message import Message
from hlhdesk.model.problem import Problem
from hlhdesk.service import AdmitPatient, RecordEntry, Refused, StoreError, Together
from hlhdesk.service.commands import EntryCommand
from ui.answer_line import AnswerLine, told_at_fields
from ui.bridge import Bridge
from ui.cards import Card
from ui.forms.fields import DayField, Field, TextField
from ui.forms.kinds import fields_of
from ui.like_names import like
from ui.roomy_dialog import RoomyDialog
from ui.taken_beds import taken_words
from ui.typed_time import NotATypedTime
from ui.widgets import button, dress, words

PLACE = "admission"
NOBODY = ""
"""Under which a half-typed admission is kept: it belongs to no child yet."""
NUMBER, ADMITTED = "patient_id", "admitted_on"
MUST = (NUMBER, "name", "sex", "birth_date")
SIZE = ("weight_kg", "height_cm")
COLUMNS = 3


@dataclass(frozen=True)
class Others:
    """What the form asks about the children that are known: all of them as cards."""

    cards: Callable[[], list[Card]]

    def numbered(self, number: str) -> Card | None:
        """The child that has this hospital number."""
        return next((card for card in self.cards() if card.patient_id == number), None)


class AdmissionForm(QFrame):
    """Enter goes to the next field that must be filled, then saves. ``admitted`` and ``known`` carry a number.

    ``said`` comes with each warning or answer: it may need room.
    """

    admitted = Signal(str)
    known = Signal(str)
    said = Signal()

    def __init__(self, bridge: Bridge, others: Others) -> None:
        super().__init__()
        say, desk = bridge.say, bridge.desk
        dress(self, "entry", spoken=say("admission.title"))
        self._bridge, self._others = bridge, others
        number = TextField(NUMBER, say("admission.number"), hint=say("admission.number-hint"))
        since = DayField(ADMITTED, say("admission.since"), desk.now, hint=say("kinds.today"))
        who = [field for field in fields_of(Kind.IDENTITY, bridge) if field.name != "group"]
        size = [field for field in fields_of(Kind.BODY_SIZE, bridge) if field.name in SIZE]
        *who, allergies = who
        every = (number, *who, since, *size, allergies)
        self.fields: dict[str, Field] = {field.name: field for field in every}
        self.save = button(say("admission.save"), kind="main", tip=say("ui.form.save-hint"))
        self.open_known = button(say("admission.open"), kind="ask", tip=say("admission.open-hint"))
        self.open_known.hide()
        self.warning = words(role="caution", wraps=True)
        self.answer = AnswerLine(say)
        self._lay_out()
        for field in self.fields.values():
            field.changed.connect(self._look)
        self.save.clicked.connect(self.submit)
        self.open_known.clicked.connect(self._open)
        self._take_draft()
        self._look()

    def submit(self) -> None:
        """Admit the child, with the stay and what was weighed, in one act."""
        if self._known() is not None:
            self.open_known.setFocus()
            return
        if not self._readable():
            return
        try:
            self._bridge.desk.execute(Together(self._commands()))
        except Refused as refused:
            self._refuse(refused)
        except StoreError as error:
            self.answer.refused(self._bridge.say.text(error.message))
        else:
            number = str(self.fields[NUMBER].value())
            self._bridge.drop_draft(NOBODY, PLACE)
            self.clear()
            self.admitted.emit(number)

    def clear(self) -> None:
        """Empty every field."""
        for field in self.fields.values():
            field.put(None)

    def keep(self) -> None:
        """Keep what is half-typed for the next time."""
        if self._known() is None and any(field.filled() for field in self.fields.values()):
            content = {name: field.typed() for name, field in self.fields.items()}
            self._bridge.keep_draft(NOBODY, PLACE, content, "")

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Enter presses the button that has the cursor, else goes on to what is missing, else saves."""
        if event.key() not in (Qt.Key.Key_Return, Qt.Key.Key_Enter) or event.isAutoRepeat():
            super().keyPressEvent(event)
            return
        focus = self.focusWidget()
        if isinstance(focus, QPushButton):
            focus.click()
        elif self._known() is not None:
            self._open()
        else:
            missing = self._missing(focus)
            if missing is None:
                self.submit()
            else:
                missing.setFocus()

    def _readable(self) -> bool:
        """False when a day cannot be read; it is said at its field."""
        for field in self.fields.values():
            try:
                field.value()
            except NotATypedTime as wrong:
                field.mark("wrong")
                field.setFocus()
                self.answer.refused(self._bridge.say.text(wrong.message))
                self.said.emit()
                return False
        return True

    def _missing(self, focus: QWidget | None) -> Field | None:
        """The next field that must be filled and is not; None when Enter can save."""
        empty = [self.fields[name] for name in MUST if not _typed(self.fields[name])]
        beyond = [field for field in empty if field.line is not focus]
        if beyond:
            return beyond[0]
        # the bed may wait, but is gone by: its number, typed into the line that is next, is a temperature
        bed = self.fields["bed"]
        return None if empty or _typed(bed) or self._past_bed(focus) else bed

    def _past_bed(self, focus: QWidget | None) -> bool:
        """Whether the cursor is in the bed's field, or came by it."""
        order = [field.line for field in self.fields.values()]
        return focus in order and order.index(focus) >= order.index(self.fields["bed"].line)

    def _commands(self) -> tuple[EntryCommand, ...]:
        by = self._bridge.signer
        values = {name: field.value() for name, field in self.fields.items()}
        number = str(values[NUMBER] or "")
        admitted = values[ADMITTED]
        body = {name: value for name, value in values.items() if name not in (NUMBER, ADMITTED, *SIZE)}
        commands: list[EntryCommand] = [
            AdmitPatient(number, body, by=by),
            RecordEntry(number, Kind.ADMISSION, {"admitted_on": admitted}, by=by),
        ]
        if values["weight_kg"] or values["height_cm"]:
            size = {"on": admitted, **{name: values[name] for name in SIZE}}
            commands.append(RecordEntry(number, Kind.BODY_SIZE, size, by=by))
        return tuple(commands)

    # what is said

    def _look(self) -> None:
        """Say at once who has this number, a like name or this bed."""
        self.answer.quiet()
        for field in self.fields.values():
            field.mark()
        known = self._known()
        self.open_known.setVisible(known is not None)
        said = [self._known_words(known)] if known is not None else [self._like_words(), self._bed_words()]
        self.warning.setText(self._bridge.say.sentences(text for text in said if text))
        self.warning.setVisible(any(said))
        self.said.emit()

    def _known(self) -> Card | None:
        return self._others.numbered(str(self.fields[NUMBER].value() or ""))

    def _known_words(self, card: Card) -> str:
        return self._bridge.say("admission.known", number=card.patient_id, name=card.name)

    def _like_words(self) -> str:
        name = str(self.fields["name"].value() or "")
        found = [card for card in self._others.cards() if name and like(name, card.called)]
        if not found:
            return ""
        others = tuple(
            Message.of("admission.namesake", name=card.name, number=card.patient_id) for card in found
        )
        return self._bridge.say("admission.like-names", others=others)

    def _bed_words(self) -> str:
        bed = str(self.fields["bed"].value() or "")
        return taken_words(bed, NOBODY, self._others.cards(), self._bridge.say)

    def _refuse(self, refused: Refused) -> None:
        wrong = [_inner(problem) for problem in refused.problems]
        for name, field in self.fields.items():
            field.mark("wrong" if name in wrong else "")
        self.answer.refused(told_at_fields(refused.problems, self.fields, _inner, self._bridge.say))
        self.said.emit()
        first = next((field for name, field in self.fields.items() if name in wrong), None)
        if first is not None:
            first.setFocus()

    def _open(self) -> None:
        card = self._known()
        if card is not None:
            self.clear()
            self._bridge.drop_draft(NOBODY, PLACE)
            self.known.emit(card.patient_id)

    def _take_draft(self) -> None:
        content = self._bridge.draft(NOBODY, PLACE)
        if isinstance(content, dict):
            self._bridge.drop_draft(NOBODY, PLACE)
            for name, value in content.items():
                self.fields[name].put(value)

    def _lay_out(self) -> None:
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(2)
        for place, field in enumerate(self.fields.values()):
            wide = COLUMNS if field.name == "allergies" else 1
            row, column = (-(-place // COLUMNS), 0) if wide > 1 else divmod(place, COLUMNS)
            label = words(field.line.accessibleName(), role="muted")
            label.setBuddy(field.line)
            grid.addWidget(label, 2 * row, column, 1, wide)
            grid.addWidget(field, 2 * row + 1, column, 1, wide)
            grid.setColumnStretch(column, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.save)
        foot.addWidget(self.open_known)
        foot.addWidget(self.answer, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 8, 14, 8)
        layout.addLayout(grid)
        layout.addWidget(self.warning)
        layout.addLayout(foot)


class AdmissionDialog(RoomyDialog):
    """The form as a dialog. ``opened`` carries the child that should be on screen afterwards."""

    opened = Signal(str)

    def __init__(self, bridge: Bridge, cards: Callable[[], list[Card]], parent: QWidget) -> None:
        say = bridge.say
        super().__init__(say("admission.title"), parent)
        self._bridge = bridge
        self.form = AdmissionForm(bridge, Others(cards))
        self.leave = button(say("correct.close"), kind="small", spoken=say("acts.close-name"))
        self.body.addWidget(words(say("admission.title"), role="section"))
        self.body.addWidget(words(say("admission.explained"), role="muted", wraps=True))
        self.body.addWidget(self.form)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.leave)
        self.body.addLayout(foot)
        self.body.addStretch(1)
        self.leave.clicked.connect(self.reject)
        self.form.admitted.connect(self._admitted)
        self.form.known.connect(self._known)
        self.form.said.connect(self.fit)
        self.finished.connect(self._left)
        next(iter(self.form.fields.values())).setFocus()

    def _admitted(self, number: str) -> None:
        chart = self._bridge.desk.chart(number)
        say = self._bridge.say
        name = chart.identity.name or say("ui.unnamed")
        self._bridge.noticed.emit(say("admission.saved", name=name, number=number))
        self._known(number)

    def _known(self, number: str) -> None:
        self.accept()
        self.opened.emit(number)

    def _left(self, _result: int) -> None:
        self.form.keep()


def _inner(problem: Problem) -> str:
    """The field of a problem without the command's place."""
    return problem.field.partition(".")[2]


def _typed(field: Field) -> bool:
    """True when something stands in the field, readable or not."""
    return field.typed() not in (None, "")

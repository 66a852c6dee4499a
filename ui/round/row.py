"""One child's row of a round: who, what is typed, and the answer beside it."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QVBoxLayout, QWidget

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.entries import Entry, Temperature
from hlhdesk.model.moment import Moment
from hlhdesk.service import NeedsConfirmation, Refused, SavedTogether, StoreError
from hlhdesk.wording.entry_words import entry_words
from ui.answer_line import AnswerLine, problem_words
from ui.bridge import Bridge
from ui.round.cells import LAST, WHO, Cells, HalfTyped
from ui.round.facts import SlotFacts
from ui.round.typed import Asked, command_of, field_of
from ui.saved_words import saved_words
from ui.typed_time import NotATypedTime
from ui.widgets import breakable, dress, restyle, words
from ui.words import age, child_name

PLACE = "round"
STACKED_FROM = 1.3


class RoundRow(QFrame):
    """``next_asked`` comes when Enter is done here, ``moved`` with -1 or 1 for the row above or below."""

    next_asked = Signal()
    moved = Signal(int)

    def __init__(self, bridge: Bridge, patient_id: str) -> None:
        super().__init__()
        self._bridge, self.patient_id = bridge, patient_id
        self._asked: Asked | None = None
        self._chart = bridge.desk.chart(patient_id)
        self._slot = bridge.desk.now()
        self._typed_for: set[tuple[str, str]] = set()
        self._shown: tuple[PatientChart, Moment, str, date] | None = None
        dress(self, "roundRow", current="false", done="false")
        names = bridge.desk.definitions.names
        self.cells = Cells(bridge.say, names.sites, {name: unit for name, (unit, _) in names.vitals.items()})
        self.name = words(role="section", wraps=True)
        self.facts = words(role="muted", wraps=True)
        self.alike = words(role="caution", wraps=True)
        self.last = words(role="muted", wraps=True)
        self.answer = AnswerLine(bridge.say)
        self._lay_out()
        self._connect()
        last = self._facts().last
        self.cells.use_site(last.site if last is not None else "")

    # what is shown

    def show_child(self, chart: PatientChart, slot: Moment, alike: str) -> None:
        """The child as it is now; what is half-typed stays."""
        say, today = self._bridge.say, self._bridge.desk.now().day
        if (chart, slot, alike, today) == self._shown:
            return
        self._chart, self._slot = chart, slot
        self._shown = chart, slot, alike, today
        identity = chart.identity
        bed = say("ui.identity.bed", bed=identity.bed) if identity.bed else say("ui.identity.no-bed")
        name = child_name(chart, say)
        years = age(identity.birth_date, today, say)
        self.name.setText(breakable(say("ui.round.who", bed=bed, name=name)))
        self.facts.setText(breakable(say("ui.round.facts", number=self.patient_id, age=years)))
        self.alike.setText(alike)
        self.alike.setVisible(bool(alike))
        self.cells.speak_of(say("ui.round.spoken", bed=bed, name=name, number=self.patient_id))
        self.last.setText(self._facts().words(say))
        last = self._facts().last
        if last is not None and not self.cells.filled():
            self.cells.use_site(last.site)
        restyle(self, "done", "true" if self.is_done() else "false")

    def is_done(self) -> bool:
        """True when there is a reading near the slot, or a reason for none that was written since."""
        return self._facts().done

    def show_vitals(self, *, on: bool) -> None:
        """Show the columns of the vital signs, or hide them."""
        self.cells.show_vitals(on=on)

    def fit(self, scale: float) -> None:
        """Take the room that the text size in force needs: large text stands in two lines."""
        self._scale = scale
        self.cells.fit(scale, stacked=scale >= STACKED_FROM)
        self._who.setFixedWidth(round(WHO * scale))
        self.last.setFixedWidth(round(LAST * scale))
        self._arrange()

    # what is typed

    def begin(self) -> None:
        """Put the cursor where the temperature is typed."""
        self.cells.value.setFocus()
        self.cells.value.selectAll()

    def keep(self) -> None:
        """Remember what is half-typed as the child's draft."""
        if self.cells.filled():
            content = self.cells.half_typed()
            self._bridge.keep_draft(self.patient_id, PLACE, content, content.told)
        else:
            self._bridge.drop_draft(self.patient_id, PLACE)

    def take_draft(self) -> None:
        """Show what this person left half-typed here, and nothing of anybody else's."""
        content = self._bridge.draft(self.patient_id, PLACE)
        self._clear()
        if isinstance(content, HalfTyped):
            self.cells.put(content)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Enter saves and goes on; Escape takes back what is asked or typed."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                if not event.isAutoRepeat():
                    self.submit()
            case Qt.Key.Key_Escape if self._asked is not None:
                self._quiet()
            case Qt.Key.Key_Escape if self.cells.filled():
                self._clear()
                self.keep()
            case _:
                super().keyPressEvent(event)

    # what is saved

    def submit(self) -> None:
        """Save and go to the next child; an empty row is passed over, a question is answered."""
        if self._asked is not None:
            self._execute(self._asked)
            return
        if not self.cells.filled():
            self.next_asked.emit()
            return
        try:
            command = command_of(self.cells, self.patient_id, self._slot, self._bridge)
        except NotATypedTime as wrong:
            self._refuse({"at"}, self._bridge.say.text(wrong.message))
            return
        before = self._facts().reading
        if before is not None and self._says_nothing_special():
            self._ask(command, self._bridge.say("ui.round.twice", value=before.value, at=before.at))
        else:
            self._execute(command)

    def _says_nothing_special(self) -> bool:
        """A reading after cooling, or with a time of its own, is another one on purpose."""
        cells = self.cells
        typed = bool(cells.value.text().strip())
        return typed and not cells.cooling.isChecked() and not cells.time.text().strip()

    def _execute(self, command: Asked) -> None:
        say = self._bridge.say
        try:
            answer = self._bridge.desk.execute(command)
        except Refused as refused:
            fields = {field_of(problem.field, command) for problem in refused.problems}
            self._refuse(fields, problem_words(refused.problems, say))
        except NeedsConfirmation as asked:
            self._ask(replace(command, confirmed=True), problem_words(asked.problems, say))
        except StoreError as error:
            self._refuse(set(), say.text(error.message))
        else:
            saved = answer.saved if isinstance(answer, SavedTogether) else (answer,)
            self._show_saved([one.entry for one in saved])

    def _show_saved(self, entries: list[Entry]) -> None:
        self._typed_for |= {(self._slot.text, entry.id) for entry in entries}
        self._clear()
        self._bridge.drop_draft(self.patient_id, PLACE)
        restyle(self, "done", "true")
        self._chart = self._bridge.desk.chart(self.patient_id)
        said = [part for entry in entries for part in self._saved_words(entry) if part]
        self.answer.saved(self._bridge.say.clauses(said))
        self.answer.show()
        self.next_asked.emit()

    def _saved_words(self, entry: Entry) -> tuple[str, ...]:
        desk, say = self._bridge.desk, self._bridge.say
        if isinstance(entry, Temperature):
            return saved_words(entry, self._chart, desk.definitions.temperature, desk.now(), say)
        name = child_name(self._chart, say)
        return (say("ui.form.saved", entry=entry_words(entry), name=name),)

    def _ask(self, command: Asked, question: str) -> None:
        self._asked = command
        restyle(self.cells.value, "asks", "true")
        say = self._bridge.say
        self.answer.show()
        self.answer.asks(say.sentences((question, say("ui.entry.confirm-hint"))))

    def _refuse(self, fields: set[str], why: str) -> None:
        """Say what is wrong beside the row; what was typed stays, and the other rows go on."""
        self._asked = None
        cells = self.cells
        marked = {"at": cells.time, **cells.vitals}
        lines = [marked.get(field, cells.value) for field in sorted(fields)]
        for line in lines:
            restyle(line, "wrong", "true")
        self.answer.refused(why)
        self.answer.show()
        self.keep()
        if lines:
            lines[0].setFocus()
            lines[0].selectAll()

    # the small things

    def _facts(self) -> SlotFacts:
        now = self._bridge.desk.now()
        return SlotFacts(self._chart, self._slot, now, frozenset(self._typed_for))

    def _edited(self, _what: object = None) -> None:
        self._quiet()
        self.cells.show_detail()

    def _quiet(self) -> None:
        self._asked = None
        self.answer.quiet()
        self.answer.hide()
        for line in self.cells.lines():
            restyle(line, "wrong", "false")
            restyle(line, "asks", "false")

    def _clear(self) -> None:
        self.cells.clear()
        self._quiet()

    def _arrange(self) -> None:
        """Large text stands in two lines."""
        down, right = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._whole.setDirection(down if self._scale >= STACKED_FROM else right)

    def _lay_out(self) -> None:
        self._scale = 1.0
        self._who = QWidget()
        names = QVBoxLayout(self._who)
        names.setContentsMargins(0, 0, 0, 0)
        names.setSpacing(0)
        names.addStretch(1)
        for label in (self.name, self.facts, self.alike):
            names.addWidget(label)
        names.addStretch(1)
        known = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        known.setSpacing(6)
        known.addWidget(self._who)
        known.addWidget(self.last)
        known.addStretch(1)
        side = QVBoxLayout()
        side.setSpacing(0)
        side.addStretch(1)
        side.addWidget(self.cells)
        side.addWidget(self.answer)
        side.addStretch(1)
        self._whole = QBoxLayout(QBoxLayout.Direction.LeftToRight, self)
        self._whole.setContentsMargins(8, 3, 8, 3)
        self._whole.setSpacing(6)
        self._whole.addLayout(known)
        self._whole.addLayout(side, 1)

    def _connect(self) -> None:
        cells = self.cells
        for line in cells.lines():
            line.textEdited.connect(self._edited)
            line.editingFinished.connect(self.keep)
        for cell in (cells.value, cells.time, *cells.vitals.values()):
            cell.up.connect(self._up)
            cell.down.connect(self._down)
        for box in (cells.site, cells.reason):
            box.activated.connect(self._edited)
        cells.cooling.clicked.connect(self._edited)
        self.answer.confirmed.connect(self.submit)

    def _up(self) -> None:
        self.moved.emit(-1)

    def _down(self) -> None:
        self.moved.emit(1)

"""Quick entry: ``39.4 Enter`` charts a temperature for the child on screen, now."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import (
    QBoxLayout,
    QFrame,
    QGridLayout,
    QLabel,
    QLineEdit,
    QPushButton,
)

from hlhdesk.model.entries import Temperature
from hlhdesk.model.problem import Problem
from hlhdesk.model.quantity import CELSIUS
from hlhdesk.service import NeedsConfirmation, RecordTemperature, Refused, Saved, StoreError
from ui.bridge import Bridge
from ui.entry_line import Draft, NumberLine
from ui.marks import Check, Choice
from ui.saved_words import saved_words
from ui.typed_time import NotATypedTime, typed_time
from ui.widgets import button, dress, restyle, words
from ui.words import child_name

IMPORT_ONLY = "unstated"
PLACE = "temperature"
FIELD_HEIGHT, VALUE_WIDTH, TIME_WIDTH = 38, 88, 104
LARGE = 1.6
"""Above this text size the line takes two rows, so that the window keeps its width."""
ACROSS, DOWN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class QuickEntry(QFrame):
    """The entry line. It asks the service and says what the service answered."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        dress(self, "entry", spoken=bridge.say("ui.entry.name"))
        self._bridge = bridge
        self._sites: dict[str, tuple[str, str]] = {}
        bridge.charts_changed.connect(self._follow_site)
        self._child: str | None = None
        self._asked: RecordTemperature | None = None
        self._build()
        self._lay_out()
        self._connect()
        self.fit(1.0)
        self._enable(on=False)

    # what stands in the line

    def show_child(self, patient_id: str) -> None:
        """Turn to another child: what was half-typed stays with the child it was typed for."""
        self._keep()
        self._child = patient_id
        self._clear_fields()
        self._quiet()
        self._enable(on=True)
        self._show_site()
        name = child_name(self._bridge.desk.chart(patient_id), self._bridge.say)
        self.value.setAccessibleName(self._bridge.say("ui.entry.temperature-name", name=name))
        self.save.setAccessibleName(
            self._bridge.say("care.save-name", save=self._bridge.say("ui.entry.save"), name=name)
        )
        self._offer()

    def show_nobody(self) -> None:
        """Take no entries; what was half-typed is kept for its child."""
        self._keep()
        self._child = None
        self._clear_fields()
        self._enable(on=False)

    def fit(self, scale: float) -> None:
        """Take the room that the text size in force needs."""
        for field in (self.value, self.site, self.time, self.save):
            field.setFixedHeight(round(FIELD_HEIGHT * scale))
        self.value.setFixedWidth(round(VALUE_WIDTH * scale))
        self.time.setFixedWidth(round(TIME_WIDTH * scale))
        large = scale > LARGE
        self._row.setDirection(DOWN if large else ACROSS)
        place = (2, 0, 1, 4) if large else (1, 4, 1, 1)
        self._fields.removeWidget(self.cooling)
        self._fields.addWidget(self.cooling, *place)

    def begin(self) -> None:
        """Put the cursor where the next temperature is typed."""
        self.value.setFocus()
        self.value.selectAll()

    def type_on(self, digit: str) -> None:
        """A digit typed while a card has the focus belongs here."""
        self.value.setFocus()
        self.value.insert(digit)
        self._edited()

    def take_draft(self) -> None:
        """Put the child's half-typed entry back into the line."""
        draft = self._draft()
        if draft is None or self._child is None:
            return
        self._bridge.drop_draft(self._child, PLACE)
        self.value.setText(draft.value)
        self.time.setText(draft.time)
        self.cooling.setChecked(draft.after_cooling)
        self._quiet()
        self.value.setFocus()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Enter saves and Escape clears, wherever in the line the cursor stands."""
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter:
                if not event.isAutoRepeat():
                    self._enter()
            case Qt.Key.Key_Escape:
                self._escape()
            case _:
                super().keyPressEvent(event)

    def submit(self) -> None:
        """Save what stands in the line; a second Enter answers a question that was asked."""
        if self._asked is not None:
            self._execute(replace(self._asked, confirmed=True))
            return
        text = self.value.text().strip()
        if not text or self._child is None:
            return
        try:
            at = typed_time(self.time.text(), self._bridge.desk.now())
        except NotATypedTime as wrong:
            self._refuse(self.time, self._bridge.say.text(wrong.message))
            return
        site = str(self.site.currentData())
        self._execute(
            RecordTemperature(
                self._child,
                text,
                unit=CELSIUS,
                site=site,
                at=at,
                after_cooling=self.cooling.isChecked(),
                by=self._bridge.signer,
            )
        )

    def _enter(self) -> None:
        """A button that has the focus is pressed; anywhere else Enter saves."""
        focus = self.focusWidget()
        if isinstance(focus, QPushButton):
            focus.click()
        else:
            self.submit()

    # what the service answers

    def _execute(self, command: RecordTemperature) -> None:
        try:
            saved = self._bridge.desk.execute(command)
        except Refused as refused:
            if not self._opened_by_number(command.text):
                self._show_refusal(refused.problems)
        except NeedsConfirmation as asked:
            self._ask(command, asked.problems)
        except StoreError as error:
            self._refuse(self.value, self._bridge.say.text(error.message))
        else:
            self._show_saved(saved)

    def _opened_by_number(self, text: str) -> bool:
        """A scanned wristband is no temperature: it opens its child, wherever the cursor was."""
        wanted = text.casefold()
        found = [number for number in self._bridge.desk.patients() if number.casefold() == wanted]
        if len(found) != 1:
            return False
        self._clear_fields()
        self._bridge.open_child(found[0])
        name = child_name(self._bridge.desk.chart(found[0]), self._bridge.say)
        self._bridge.noticed.emit(self._bridge.say("care.opened-by-number", name=name, number=found[0]))
        return True

    def _show_refusal(self, problems: tuple[Problem, ...]) -> None:
        field = self.time if any(problem.field == "at" for problem in problems) else self.value
        self._refuse(field, " ".join(self._words(problem) for problem in problems))

    def _refuse(self, field: QLineEdit, words: str) -> None:
        self._asked = None
        self.confirm.hide()
        restyle(field, "wrong", "true")
        self._say("refused", self._bridge.say("ui.entry.not-saved", reason=words))
        field.setFocus()
        field.selectAll()

    def _ask(self, command: RecordTemperature, problems: tuple[Problem, ...]) -> None:
        say = self._bridge.say
        self._asked = command
        restyle(self.value, "asks", "true")
        self._say(
            "asked", " ".join(say.text(problem.message) for problem in problems), say("ui.entry.confirm-hint")
        )
        self.confirm.setText(say("ui.entry.confirm", text=command.text, unit=say.unit(command.unit)))
        self.confirm.show()
        self.value.setFocus()

    def _show_saved(self, saved: Saved) -> None:
        entry = saved.entry
        assert isinstance(entry, Temperature)
        assert self._child is not None
        self._bridge.drop_draft(self._child, PLACE)
        self._clear_fields()
        desk = self._bridge.desk
        chart = desk.chart(self._child)
        words, mark = saved_words(entry, chart, desk.definitions.temperature, desk.now(), self._bridge.say)
        self._say("saved", f"✓ {words}", mark)
        self.value.setFocus()

    # drafts

    def _keep(self) -> None:
        if self._child is None:
            return
        text = self.value.text().strip()
        if text:
            draft = Draft(text, self.time.text(), self.cooling.isChecked())
            self._bridge.keep_draft(self._child, PLACE, draft, text)
        self._sites[self._child] = (str(self.site.currentData()), self._last_reading()[1])

    def _draft(self) -> Draft | None:
        found = self._bridge.draft(self._child or "", PLACE)
        return found if isinstance(found, Draft) else None

    def _offer(self) -> None:
        draft = self._draft()
        self.draft.setVisible(draft is not None)
        if draft is not None:
            say = self._bridge.say
            self._say("mark", say("ui.entry.draft", text=draft.value))
            self.draft.setText(say("ui.entry.take-draft", text=draft.value))

    def _edited(self) -> None:
        """Any key after an answer or a question is a new entry."""
        self._asked = None
        self._quiet()

    def _escape(self) -> None:
        self._clear_fields()
        self._quiet()
        self._offer()

    # the small things

    def _follow_site(self, changed: frozenset[str]) -> None:
        """The site of a reading that was charted elsewhere, while nothing is typed here."""
        if self._child in changed and not self.value.text().strip():
            try:
                self._show_site()
            except StoreError:  # the window says it
                return

    def _show_site(self) -> None:
        """That of the child's last reading, wherever it was charted; one that was chosen since then stays chosen."""
        assert self._child is not None
        site, last = self._last_reading()
        chosen = self._sites.get(self._child)
        if chosen is not None and chosen[1] == last:
            site = chosen[0]
        self.site.setCurrentIndex(max(self.site.findData(site), 0))

    def _last_reading(self) -> tuple[str, str]:
        """Site and id of the last reading of the child on screen."""
        assert self._child is not None
        readings = self._bridge.desk.chart(self._child).temperatures
        last = max(readings, key=lambda entry: (entry.at.instant, entry.id), default=None)
        return ("", "") if last is None else (last.site, last.id)

    def _words(self, problem: Problem) -> str:
        say = self._bridge.say
        if problem.accepted is None:
            return say.text(problem.message)
        return say("ui.entry.wrong", message=problem.message, accepted=problem.accepted)

    def _say(self, look: str, words: str, second: str = "") -> None:
        restyle(self.answer, "answer", look)
        self.answer.setText(words)
        self.mark.setText(second)
        self.mark.setVisible(bool(second))

    def _quiet(self) -> None:
        self._say("", "")
        self._asked = None
        self.confirm.hide()
        self.draft.hide()
        for field in (self.value, self.time):
            restyle(field, "wrong", "false")
            restyle(field, "asks", "false")

    def _clear_fields(self) -> None:
        for field in (self.value, self.time):
            field.clear()
        self.cooling.setChecked(False)
        self._quiet()

    def _enable(self, *, on: bool) -> None:
        for widget in (self.value, self.site, self.time, self.cooling, self.save):
            widget.setEnabled(on)

    def _build(self) -> None:
        say = self._bridge.say
        self.value = NumberLine("temperature")
        self.site = dress(Choice(), spoken=say("ui.entry.site"))
        for site in self._bridge.desk.definitions.names.sites:
            if site != IMPORT_ONLY:
                self.site.addItem(say.term("site", site), site)
        self.time = NumberLine("time")
        self.time.setPlaceholderText(say("ui.entry.time-now"))
        self.time.setAccessibleName(say("ui.entry.time-name"))
        self.time.setToolTip(say("ui.entry.time-accepted"))
        self.cooling = Check(say("ui.entry.after-cooling"))
        self.save = button(say("ui.entry.save"), kind="main", tip=say("ui.entry.save-hint"))
        self.answer = words(wraps=True)
        self.mark = words(wraps=True, answer="mark")
        self.confirm = button(kind="ask")
        self.draft = button(kind="ask", tip=say("ui.entry.take-draft-hint"))
        self.confirm.hide()
        self.draft.hide()

    def _lay_out(self) -> None:
        say = self._bridge.say
        fields = self._fields = QGridLayout()
        fields.setHorizontalSpacing(8)
        fields.setVerticalSpacing(0)
        titles = (say("ui.entry.temperature"), "", say("ui.entry.site"), say("ui.entry.time"), "", "")
        unit = QLabel(say("ui.entry.unit"))
        for column, (title, widget) in enumerate(
            zip(titles, (self.value, unit, self.site, self.time, self.cooling, self.save), strict=True)
        ):
            label = words(title, role="muted")
            label.setBuddy(widget)
            fields.addWidget(label, 0, column)
            fields.addWidget(widget, 1, column)
        answers = QGridLayout()
        answers.setVerticalSpacing(1)
        answers.addWidget(self.answer, 0, 0)
        answers.addWidget(self.mark, 1, 0)
        answers.setRowStretch(2, 1)
        row = self._row = QBoxLayout(ACROSS, self)
        row.setContentsMargins(14, 3, 14, 8)
        row.setSpacing(8)
        row.addLayout(fields)
        row.addLayout(answers, 1)
        row.addWidget(self.confirm)
        row.addWidget(self.draft)

    def _connect(self) -> None:
        for field in (self.value, self.time):
            field.textEdited.connect(self._edited)
        self.value.down.connect(self.take_draft)
        self.site.activated.connect(self._edited)
        self.cooling.clicked.connect(self._edited)
        self.save.clicked.connect(self.submit)
        self.confirm.clicked.connect(self.submit)
        self.draft.clicked.connect(self.take_draft)

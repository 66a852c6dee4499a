"""A panel of results of one sample: Enter goes down, Ctrl+Enter saves all of them or none."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QLineEdit, QPushButton, QVBoxLayout, QWidget

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.entries import Kind
from hlhdesk.model.problem import Problem
from hlhdesk.service import RecordEntries
from ui.answer_line import AnswerLine, problem_words
from ui.bridge import Bridge
from ui.forms.fields import ChoiceField, MomentField
from ui.forms.together import Together
from ui.labs.result_line import ResultLine
from ui.typed_time import NotATypedTime
from ui.widgets import button, words
from ui.words import child_name

PLACE = "labs"
ROWS = 7
FASTING = ((None, "unknown"), (True, "yes"), (False, "no"))


class PanelForm(QWidget):
    """Results to type. ``saved`` says that they are on the disk."""

    saved = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self.patient_id: str | None = None
        say, definitions = bridge.say, bridge.desk.definitions
        panels = [(name, say(f"labs.panel.{name}")) for name in definitions.panels]
        self.panel = ChoiceField("panel", say("labs.panel-name"), panels)
        self.at = MomentField("at", say("labs.at"), bridge.desk.now, hint=say("ui.entry.time-now"))
        self.fasting = ChoiceField(
            "fasting", say("labs.fasting"), [(value, say(f"labs.fasting-{word}")) for value, word in FASTING]
        )
        self.lines = {name: ResultLine(analyte, say) for name, analyte in definitions.analytes.items()}
        self.save = button(say("labs.save"), kind="main", tip=say("labs.save-hint"))
        self.answer = AnswerLine(say)
        self.together = Together(bridge, self.answer, "labs.saved", self._words)
        self.together.stopped.connect(self._mark)
        self.together.saved.connect(self._done)
        self._grid = QGridLayout()
        self._lay_out()
        self._connect()
        self._show_panel()
        self.setEnabled(False)

    def show_child(self, chart: PatientChart) -> None:
        """Turn to a child, or show what is new of the same one; half-typed results stay with their child."""
        if chart.patient_id != self.patient_id:
            self._leave()
            self.patient_id = chart.patient_id
            self._clear()
            self._take_draft()
            say, name = self._bridge.say, child_name(chart, self._bridge.say)
            self.save.setAccessibleName(say("care.save-name", save=say("labs.save"), name=name))
        now = self._bridge.desk.now().instant
        results = [lab for lab in chart.labs if lab.at.instant <= now]
        for line in self.lines.values():
            line.show_last(results)
        self.setEnabled(True)

    def show_nobody(self) -> None:
        """Hold nothing of any child."""
        self._leave()
        self.patient_id = None
        self._clear()
        for line in self.lines.values():
            line.show_last(())
        self.setEnabled(False)

    def begin(self) -> None:
        """Put the cursor into the first result."""
        self._shown()[0].value.setFocus()

    def submit(self) -> None:
        """Save every result that is filled in; a second time answers a question."""
        if self.together.asks:
            self.together.confirm()
            return
        if self.patient_id is None or not self._filled():
            return
        try:
            at = str(self.at.value())
        except NotATypedTime as wrong:
            self.at.mark("wrong")
            self.answer.refused(self._bridge.say.text(wrong.message))
            self.at.setFocus()
            return
        fasting = self.fasting.value()
        assert fasting is None or isinstance(fasting, bool)
        items = tuple((Kind.LAB, line.body(at, fasting=fasting)) for line in self._filled())
        self.together.send(RecordEntries(self.patient_id, items, by=self._bridge.signer))

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Enter and Down go to the next result, Up back, Ctrl+Enter saves, Escape takes a question back."""
        saves = bool(event.modifiers() & Qt.KeyboardModifier.ControlModifier) or self.together.asks
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if not event.isAutoRepeat():
                self._enter(saves=saves)
            case Qt.Key.Key_Up:
                self._step(-1)
            case Qt.Key.Key_Escape if self.together.asks:
                self._quiet()
            case _:
                super().keyPressEvent(event)

    # saving

    def _done(self, _saved: object) -> None:
        """Ready for the next sample."""
        self._bridge.drop_draft(str(self.patient_id), PLACE)
        self._clear()
        self.begin()
        self.saved.emit()

    def _mark(self, problems: Sequence[Problem], questions: bool) -> None:
        """Show the rows that the problems are about."""
        filled = self._filled()
        wrong = {self._place(problem) for problem in problems}
        look = "asks" if questions else "wrong"
        for place, line in enumerate(filled):
            line.mark(look if place in wrong else "")
        filled[min(wrong)].value.setFocus()

    def _words(self, problems: tuple[Problem, ...]) -> str:
        """Each problem behind the name of its analyte."""
        say, filled = self._bridge.say, self._filled()
        return say.sentences(
            say(
                "labs.problem",
                analyte=filled[self._place(found)].name.text(),
                said=problem_words((found,), say),
            )
            for found in problems
        )

    @staticmethod
    def _place(problem: Problem) -> int:
        return int(problem.field.partition(".")[0])

    # what stands in the form

    def _filled(self) -> list[ResultLine]:
        """The results that are filled in, of every panel, in the order of the panels."""
        panels = self._bridge.desk.definitions.panels.values()
        return [self.lines[name] for panel in panels for name in panel if self.lines[name].filled()]

    def _shown(self) -> list[ResultLine]:
        names = self._bridge.desk.definitions.panels[str(self.panel.value())]
        return [self.lines[name] for name in names]

    def _leave(self) -> None:
        filled = self._filled()
        if self.patient_id is not None and filled:
            content = {line.analyte.name: line.value.text() for line in filled}
            said = self._bridge.say("labs.draft", count=len(filled))
            self._bridge.keep_draft(self.patient_id, PLACE, content, said)

    def _take_draft(self) -> None:
        assert self.patient_id is not None
        content = self._bridge.draft(self.patient_id, PLACE)
        if isinstance(content, dict):
            self._bridge.drop_draft(self.patient_id, PLACE)
            for name, text in content.items():
                self.lines[name].value.setText(text)

    def _clear(self) -> None:
        self.at.put(None)
        for line in self.lines.values():
            line.clear()
        self._quiet()

    def _quiet(self) -> None:
        self.together.forget()
        self.at.mark()
        for line in self.lines.values():
            line.mark("")
        self.answer.quiet()

    # moving

    def _enter(self, *, saves: bool) -> None:
        focus = self.focusWidget()
        if isinstance(focus, QPushButton):
            focus.click()
        elif saves:
            self.submit()
        else:
            self._step(1)

    def _down(self) -> None:
        self._step(1)

    def _step(self, by: int) -> None:
        """To the next result; past the last one to the button that saves."""
        values: list[QLineEdit] = [line.value for line in self._shown()]
        focus = self.focusWidget()
        at = next((n for n, line in enumerate(values) if line is focus), -1 if by > 0 else len(values))
        after = at + by
        if after >= len(values):
            self.save.setFocus()
        elif after >= 0:
            values[after].setFocus()
            values[after].selectAll()

    def _show_panel(self) -> None:
        """Put the rows of the chosen panel into the grid; the others keep what they hold."""
        shown = self._shown()
        for line in self.lines.values():
            for widget in line.widgets:
                self._grid.removeWidget(widget)
                widget.setParent(self)
                widget.setVisible(line in shown)
        for place, line in enumerate(shown):
            line.add_to(self._grid, place % ROWS, 8 * (place // ROWS))

    def _connect(self) -> None:
        self.panel.changed.connect(self._show_panel)
        self.save.clicked.connect(self.submit)
        self.at.changed.connect(self._quiet)
        for line in self.lines.values():
            line.edited.connect(self._quiet)
            line.value.down.connect(self._down)

    def _lay_out(self) -> None:
        head = QHBoxLayout()
        for field in (self.panel, self.at, self.fasting):
            label = words(field.line.accessibleName(), role="muted")
            label.setBuddy(field.line)
            head.addWidget(label)
            head.addWidget(field)
        head.addStretch(1)
        self._grid.setHorizontalSpacing(6)
        self._grid.setVerticalSpacing(3)
        self._grid.setColumnStretch(6, 1)
        self._grid.setColumnStretch(14, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.save)
        foot.addWidget(self.answer, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addLayout(head)
        layout.addLayout(self._grid)
        layout.addLayout(foot)
        layout.addStretch(1)

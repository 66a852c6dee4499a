"""What orders would mean, told while they are typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QVBoxLayout, QWidget

from hlhdesk.model.message import Message, Value
from hlhdesk.model.planned import PlannedOrder
from hlhdesk.model.problem import Problem, Severity
from hlhdesk.model.state import Finding, Level
from hlhdesk.service import StoreError
from ui.answer_line import problem_words
from ui.bridge import Bridge
from ui.widgets import dress, words

COLUMNS = ("from", "until", "dose", "mg", "equivalent", "per-kg")
LOOK = {Level.ALERT: "refused", Level.WARN: "asked", Level.NOTICE: "mark", Level.OK: ""}


class PreviewBox(QFrame):
    """A little table of the plan, its curve in words, and one line for each thing worth knowing."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        dress(self, "preview", spoken=bridge.say("orders.preview"))
        self._bridge = bridge
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(12, 6, 12, 8)
        self._column.setSpacing(2)
        self.lines: list[QLabel] = []
        self._table: QWidget | None = None
        self.cells: list[list[str]] = []
        self.quiet()

    def show_orders(self, patient_id: str, bodies: Sequence[Mapping[str, object]], *, table: bool) -> None:
        """Tell what these orders would mean; the table where there are steps."""
        say = self._bridge.say
        self._empty()
        try:
            preview = self._bridge.desk.preview_orders(patient_id, bodies)
        except StoreError as error:
            self._line(say.text(error.message), "refused")
            self.show()
            return
        if table and preview.orders:
            self._show_table(preview.orders)
        if table and preview.curve is not None:
            self._line(say.text(preview.curve), "")
        for problem in preview.problems:
            self._problem(problem, numbered=len(bodies) > 1)
        for note in preview.notes:
            self._note(note)
        self.setVisible(bool(self.lines))

    def quiet(self) -> None:
        """Tell nothing."""
        self._empty()
        self.hide()

    @property
    def told(self) -> list[str]:
        """Every line, from the top."""
        return [line.text() for line in self.lines]

    def _problem(self, problem: Problem, *, numbered: bool) -> None:
        say = self._bridge.say
        refused = problem.severity is Severity.REFUSE
        text = problem_words((problem,), say)
        step = int(problem.field.partition(".")[0]) + 1
        key = "orders.refused" if refused else "orders.asked"
        told = say(key, text=say("orders.in-step", number=step, text=text) if numbered else text)
        self._line(told, "refused" if refused else "asked")

    def _note(self, note: Finding) -> None:
        say = self._bridge.say
        text = say.text(note.text)
        if note.level is not Level.OK:
            text = say("orders.note", level=say(f"ui.level.{note.level}"), text=text)
        self._line(text, LOOK[note.level])

    def _line(self, text: str, look: str) -> None:
        line = words(text, wraps=True, answer=look)
        self.lines.append(line)
        self._column.addWidget(line)

    def _show_table(self, plan: Sequence[PlannedOrder]) -> None:
        say = self._bridge.say
        rows = [self._cells(step) for step in plan]
        used = [at for at, name in enumerate(COLUMNS) if any(row[at] for row in rows)]
        self.cells = [[row[at] for at in used] for row in rows]
        self._table = QWidget()
        grid = QGridLayout(self._table)
        grid.setContentsMargins(0, 0, 0, 4)
        grid.setHorizontalSpacing(18)
        grid.setVerticalSpacing(1)
        for column, at in enumerate(used):
            heading = words(say(f"orders.column.{COLUMNS[at]}"), wraps=True, role="muted")
            heading.setAlignment(Qt.AlignmentFlag.AlignBottom)
            grid.addWidget(heading, 0, column)
        for row, cells in enumerate(self.cells, 1):
            for column, text in enumerate(cells):
                grid.addWidget(words(text), row, column)
        grid.setColumnStretch(len(used), 1)
        self._column.insertWidget(0, self._table)

    def _cells(self, step: PlannedOrder) -> list[str]:
        say = self._bridge.say
        order = step.order
        times: Value = tuple(order.times) or Message.of("orders.no-times")
        return [
            say.date(order.starts_on, "short"),
            say("orders.open") if step.last is None else say.date(step.last, "short"),
            say("orders.dose", mg=order.dose_mg, count=order.times_per_day, times=times),
            say.say(step.mg_per_day),
            "" if step.equivalent_mg is None else say.say(step.equivalent_mg),
            "" if step.per_kg is None else say.say(step.per_kg),
        ]

    def _empty(self) -> None:
        gone: list[QWidget] = [*self.lines]
        if self._table is not None:
            gone.append(self._table)
        for widget in gone:
            self._column.removeWidget(widget)
            widget.hide()
            widget.deleteLater()
        self.lines, self._table, self.cells = [], None, []

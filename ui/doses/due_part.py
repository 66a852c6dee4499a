"""What is due for one child, what was charted today, and the form for everything else."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.message import Term
from hlhdesk.model.state import PatientState
from ui.bridge import Bridge
from ui.doses.asks import asks_of, charted_words
from ui.doses.dose_form import DoseForm
from ui.doses.due_list import DueList
from ui.doses.due_row import DueRow
from ui.due_words import thing_words
from ui.widgets import words


class DuePart(QWidget):
    """What is due for one child, what was given earlier today, and the form for everything else."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self.notes = words(role="caution", wraps=True)
        self.list = DueList(bridge)
        self.form = DoseForm(bridge)
        self.earlier = words(role="muted", wraps=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(5)
        for widget in (self.notes, self.list, self.form, self.earlier):
            layout.addWidget(widget)
        layout.addStretch(1)
        self.list.detail_asked.connect(self._detail)
        self.form.saved.connect(self._saved)

    def begin(self) -> None:
        """Put the cursor on what waits longest."""
        if not self.list.begin():
            self.form.begin()

    def show_child(self, chart: PatientChart, state: PatientState) -> None:
        """What is true now."""
        self.list.show_asks(chart.patient_id, asks_of(state.due))
        self.form.show_child(chart.patient_id)
        notes = tuple(self._notes(state))
        self.notes.setText("\n".join(notes))
        self.notes.setVisible(bool(notes))
        self.earlier.setText(self._earlier(chart, state))

    def show_nobody(self) -> None:
        """Hold nothing of any child."""
        self.list.clear()
        self.form.show_nobody()
        self.notes.clear()
        self.earlier.clear()

    def _notes(self, state: PatientState) -> list[str]:
        say, due = self._bridge.say, state.due
        notes = []
        if not state.inpatient:
            notes.append(say("doses.outpatient"))
        elif not due.doses and not due.untimed:
            notes.append(say("doses.nothing"))
        if due.recheck is not None:
            reading = due.recheck.reading
            notes.append(
                say("doses.recheck", what=thing_words(due.recheck, say), value=reading.value, at=reading.at)
            )
        if due.untimed:
            drugs = tuple(Term("drug", order.drug) for order in due.untimed)
            notes.append(say("doses.untimed", drugs=drugs))
        return notes

    def _earlier(self, chart: PatientChart, state: PatientState) -> str:
        """Everything charted today, in order of time."""
        say = self._bridge.say
        today = [
            dose
            for dose in chart.doses
            if dose.at.day == state.as_of.day and dose.at.instant <= state.as_of.instant
        ]
        if not today:
            return say("doses.none-today")
        lines = [
            say("doses.earlier", drug=Term("drug", dose.drug), said=charted_words((dose,), say))
            for dose in sorted(today, key=lambda dose: (dose.at.instant, dose.id))
        ]
        return "\n".join([say("doses.today"), *lines])

    def _detail(self, row: DueRow, pressed: str) -> None:
        self.form.fill(row.ask, pressed)

    def _saved(self, _saved: object) -> None:
        self.list.begin()

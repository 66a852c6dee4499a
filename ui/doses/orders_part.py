"""The orders of a child that are in force or still to come, and how one is stopped."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFrame, QHBoxLayout, QVBoxLayout, QWidget

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.entries import Kind, Order
from hlhdesk.model.planned import PlannedOrder
from hlhdesk.model.problem import Problem
from hlhdesk.model.state import PatientState
from hlhdesk.service import CorrectEntry
from hlhdesk.wording import Catalogue
from hlhdesk.wording.entry_words import entry_words
from ui.bridge import Bridge
from ui.forms.fields import DayField, TextField
from ui.forms.form import EntryForm
from ui.widgets import button, dress, words


class OrderRow(QFrame):
    """One order; ``S`` stops it, ``C`` corrects it."""

    stop_asked = Signal(object)
    moved = Signal(int)

    def __init__(self, bridge: Bridge, plan: PlannedOrder) -> None:
        super().__init__()
        self._bridge, self.plan, self.order = bridge, plan, plan.order
        text = plan_words(plan, bridge.say)
        say = bridge.say
        dress(self, "dueRow", spoken=say("orders.spoken", what=text))
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.what = words(text, wraps=True, role="section")
        self.stop = button(say("orders.stop"), kind="small", tip=say("orders.stop-hint"))
        self.correct = button(say("orders.correct"), kind="small", tip=say("orders.correct-hint"))
        row = QHBoxLayout(self)
        row.setContentsMargins(10, 4, 10, 4)
        row.addWidget(self.what, 1)
        for key in (self.stop, self.correct):
            key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            row.addWidget(key)
        self.stop.clicked.connect(self._stop)
        self.correct.clicked.connect(self._correct)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        match event.key():
            case Qt.Key.Key_S:
                self._stop()
            case Qt.Key.Key_C if event.modifiers() == Qt.KeyboardModifier.NoModifier:
                self._correct()
            case Qt.Key.Key_Up | Qt.Key.Key_Down as key:
                self.moved.emit(-1 if key == Qt.Key.Key_Up else 1)
            case _:
                super().keyPressEvent(event)

    def _stop(self) -> None:
        self.stop_asked.emit(self.order)

    def _correct(self) -> None:
        self._bridge.correction_asked.emit(self.order)


class StopForm(EntryForm):
    """The last day of an order, and why: a correction that leaves the order as it was legible."""

    def __init__(self, bridge: Bridge) -> None:
        say = bridge.say
        self.order: Order | None = None
        fields = [
            DayField("ends_on", say("orders.field.last-day"), bridge.desk.now, hint=say("orders.today")),
            TextField("change_reason", say("orders.field.why")),
        ]
        super().__init__(bridge, Kind.ORDER, fields, say("orders.stop"))

    @property
    def place(self) -> str:
        return "stop"

    def command(self, patient_id: str) -> CorrectEntry:  # noqa: ARG002  the order says whose it is
        assert self.order is not None
        body = self._bridge.desk.body_of(self.order) | {"ends_on": self.fields["ends_on"].value()}
        reason = str(self.fields["change_reason"].value() or "")
        return CorrectEntry(self.order.id, body, reason, by=self._bridge.signer)

    def field_of(self, problem: Problem) -> str:
        return "change_reason" if problem.field == "reason" else problem.field


class OrdersPart(QWidget):
    """In force and to come, oldest first."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self.rows: list[OrderRow] = []
        self.title = words(role="muted", wraps=True)
        self.which = words(role="fact", wraps=True)
        self.form = StopForm(bridge)
        self._column = QVBoxLayout()
        self._column.setSpacing(3)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(self.title)
        layout.addLayout(self._column)
        layout.addWidget(self.which)
        layout.addWidget(self.form)
        layout.addStretch(1)
        self.form.saved.connect(self._saved)
        self._hide_form()

    def begin(self) -> None:
        """Put the cursor on the first order."""
        if self.rows:
            self.rows[0].setFocus()

    def show_child(self, chart: PatientChart, state: PatientState) -> None:
        """The orders that are not over."""
        if self.form.patient_id not in (None, chart.patient_id):
            self._hide_form()
        self.form.show_child(chart.patient_id)
        orders = list(state.orders)
        if [row.plan for row in self.rows] != orders:
            self._show_rows(orders)
        key = "orders.in-force" if orders else "orders.none"
        self.title.setText(self._bridge.say(key))

    def show_nobody(self) -> None:
        """Hold nothing of any child."""
        self._show_rows([])
        self._hide_form()
        self.form.show_nobody()

    def _show_rows(self, orders: list[PlannedOrder]) -> None:
        focused = next((row.order.id for row in self.rows if row.hasFocus()), None)
        for row in self.rows:
            self._column.removeWidget(row)
            row.hide()
            row.deleteLater()
        self.rows = [OrderRow(self._bridge, order) for order in orders]
        for at, row in enumerate(self.rows):
            row.stop_asked.connect(self._ask)
            row.moved.connect(self._mover(at))
            self._column.addWidget(row)
            if row.order.id == focused:
                row.setFocus()

    def _mover(self, at: int) -> Callable[[int], None]:
        def go(by: int) -> None:
            if 0 <= at + by < len(self.rows):
                self.rows[at + by].setFocus()

        return go

    def _ask(self, order: Order) -> None:
        self.form.order = order
        say = self._bridge.say
        self.which.setText(say("orders.stopping", what=entry_words(order)))
        self.which.show()
        self.form.show()
        self.form.begin()

    def _saved(self, _answer: object) -> None:
        self.which.hide()
        self.begin()

    def _hide_form(self) -> None:
        self.form.order = None
        self.form.hide()
        self.which.hide()


def plan_words(plan: PlannedOrder, say: Catalogue) -> str:
    """The order, with its last day in force where another order ends it, and its equivalent."""
    said = say.text(entry_words(plan.order))
    if plan.last is not None and plan.last != plan.order.ends_on:
        said = say("orders.with-last", said=said, last=plan.last)
    if plan.equivalent_mg is None:
        return said
    key = "orders.with-equivalent" if plan.per_kg is None else "orders.with-per-kg"
    values = (
        {"mg": plan.equivalent_mg}
        if plan.per_kg is None
        else {"mg": plan.equivalent_mg, "per_kg": plan.per_kg}
    )
    return say(key, said=said, **values)

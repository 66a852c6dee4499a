"""Follow-up of one child: the schedule with its windows, a visit to record, the date that it is counted from."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout, QWidget

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.entries import Anchor, Kind
from hlhdesk.model.state import FollowUpVisit, PatientState
from hlhdesk.wording import Catalogue
from ui.bridge import Bridge
from ui.forms.fields import ChoiceField, DayField, TextField
from ui.forms.form import EntryForm
from ui.safety_form import SafetyForm
from ui.text_table import TextTable
from ui.views import ChildView
from ui.widgets import dress, scrolling, words

HEADS = ("visit", "due", "window", "status")


class FollowUpTab(ChildView):
    """The visits of the child on screen, and what is recorded at one."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        say = bridge.say
        dress(self, "chartFrame", spoken=say("ui.place.follow-up"))
        self._bridge = bridge
        self.counted = words(wraps=True)
        self.table = TextTable(say("follow-up-tab.schedule"), stretch=(3,))
        self.visit = visit_form(bridge)
        self.safety = SafetyForm(bridge)
        self.anchor = anchor_form(bridge)
        self.ways = QTabBar()
        self.ways.setAccessibleName(say("follow-up-tab.ways"))
        self.ways.setDrawBase(False)
        self.ways.setExpanding(False)
        self.stack = QStackedWidget()
        for name, view in (("visit", self.visit), ("safety", self.safety), ("anchor", self.anchor)):
            self.ways.addTab(say(f"follow-up-tab.way.{name}"))
            self.stack.addWidget(view)
        self.ways.currentChanged.connect(self.stack.setCurrentIndex)
        self._lay_out()

    def show_child(self, chart: PatientChart, state: PatientState) -> None:
        self.counted.setText(counted_from(chart, state, self._bridge.say))
        heads = [self._bridge.say(f"follow-up-tab.{name}") for name in HEADS]
        self.table.show_rows(heads, [visit_row(visit, self._bridge.say) for visit in state.follow_up])
        for form in (self.visit, self.anchor):
            form.show_child(chart.patient_id)
        self.safety.show_child(chart, state)

    def show_nobody(self) -> None:
        self.counted.clear()
        self.table.show_rows((), ())
        for form in (self.visit, self.anchor, self.safety):
            form.show_nobody()

    def begin(self) -> None:
        self.table.setFocus()

    def _lay_out(self) -> None:
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(8)
        for widget in (self.counted, self.table, self.ways, self.stack):
            column.addWidget(widget)
        column.addStretch(1)
        area = scrolling(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)


def visit_form(bridge: Bridge) -> EntryForm:
    """A visit that took place."""
    say, now = bridge.say, bridge.desk.now
    visits = bridge.desk.definitions.names.visits
    return EntryForm(
        bridge,
        Kind.VISIT,
        [
            ChoiceField("visit", say("follow-up-tab.visit"), _terms("visit", visits, say)),
            DayField("on", say("follow-up-tab.on"), now, hint=say("follow-up-tab.today")),
            TextField("outcome", say("follow-up-tab.outcome")),
            TextField("note", say("follow-up-tab.note")),
        ],
        say("follow-up-tab.way.visit"),
    )


def anchor_form(bridge: Bridge) -> EntryForm:
    """The date that treatment days or visits are counted from, chosen by name, with the reason."""
    say, now = bridge.say, bridge.desk.now
    anchors = bridge.desk.definitions.names.anchors
    return EntryForm(
        bridge,
        Kind.ANCHOR,
        [
            ChoiceField("kind", say("follow-up-tab.anchor"), _terms("anchor", anchors, say)),
            DayField("on", say("follow-up-tab.on"), now, hint=say("follow-up-tab.today")),
            TextField("reason", say("follow-up-tab.reason")),
        ],
        say("follow-up-tab.way.anchor"),
    )


def counted_from(chart: PatientChart, state: PatientState, say: Catalogue) -> str:
    """Which date the visits are counted from, and who chose it when it was chosen."""
    if not state.follow_up:
        return say("follow-up-tab.none")
    chosen = [anchor for anchor in chart.valid(Anchor) if anchor.kind == "follow-up"]
    chosen = [anchor for anchor in chosen if anchor.on <= state.as_of.day]
    if not chosen:
        home = (stay.discharged_on for stay in chart.admissions if stay.discharged_on is not None)
        return say("follow-up-tab.from-discharge", on=max(on for on in home if on <= state.as_of.day))
    last = max(chosen, key=lambda anchor: (str(anchor.recorded_at or ""), anchor.id))
    return say.sentences(
        (
            say("follow-up-tab.chosen", on=last.on, by=last.recorded_by or say("follow-up-tab.nobody")),
            say("follow-up-tab.because", reason=last.reason) if last.reason else "",
        )
    )


def visit_row(visit: FollowUpVisit, say: Catalogue) -> Sequence[str]:
    """A scheduled visit in words."""
    status = say.term("visit-status", visit.status.value)
    if visit.done_on is not None:
        status = say("follow-up-tab.done-on", status=status, on=visit.done_on)
    window = say("follow-up-tab.span", first=visit.window_from, last=visit.window_to)
    return (say.term("visit", visit.visit), say.date(visit.due_on), window, status)


def _terms(kind: str, names: Sequence[str], say: Catalogue) -> list[tuple[object, str]]:
    return [(name, say.term(kind, name)) for name in names]

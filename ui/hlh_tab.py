"""HLH-2004 for one child: the eight items now and at diagnosis with what decided them, over time, and reactivation."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QVBoxLayout, QWidget

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.moment import Moment
from hlhdesk.model.state import Hlh2004Item, Hlh2004State, ItemState, PatientState
from hlhdesk.service import StoreError
from ui.bridge import Bridge
from ui.text_table import TextTable
from ui.views import ChildView
from ui.widgets import dress, scrolling, words

MARKS = {ItemState.MET: "●", ItemState.NOT_MET: "○", ItemState.NOT_ASSESSED: "–"}
WEEKS = 10


class HlhTab(ChildView):
    """Never says that fever relapse is HLH relapse: the two stand apart, each in its own words."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        say = bridge.say
        dress(self, "chartFrame", spoken=say("ui.place.hlh"))
        self._bridge = bridge
        self._shown: tuple[PatientChart, PatientState] | None = None
        self._past: dict[date, Hlh2004State] = {}
        self._to_judge: list[date] = []
        self._slices = QTimer(self, interval=0)
        self._slices.timeout.connect(self._judge_one)
        self.now, self.then, self.source = (words(wraps=True) for _ in range(3))
        self.now.setProperty("role", "section")
        self.source.setProperty("role", "muted")
        self.items = TextTable(say("hlh-tab.items"), stretch=(2, 4))
        self.over_time = TextTable(say("hlh-tab.over-time"))
        self.reactivation = TextTable(say("hlh-tab.reactivation"), stretch=(2,))
        self._lay_out()

    def show_child(self, chart: PatientChart, state: PatientState) -> None:
        self._shown = chart, state
        say = self._bridge.say
        self.now.setText(self._count(state.hlh2004, "page.hlh.now"))
        then = state.hlh2004_at_diagnosis
        self.then.setText(
            say("hlh-tab.no-diagnosis") if then is None else self._count(then, "page.hlh.at-diagnosis")
        )
        version = self._bridge.desk.definitions.hlh2004.version
        self.source.setText(say.sentences((say("page.hlh.source", version=version), self._approval())))
        self._show_items(state.hlh2004.items, () if then is None else then.items)
        self._show_reactivation(state.reactivation)
        self._begin_past(chart, state)

    def show_nobody(self) -> None:
        self._slices.stop()
        self._shown = None
        for label in (self.now, self.then, self.source):
            label.clear()
        for table in (self.items, self.over_time, self.reactivation):
            table.show_rows((), ())

    def begin(self) -> None:
        self.items.setFocus()

    def _count(self, state: Hlh2004State, key: str) -> str:
        """``4 of 8 met, 2 not assessed``, that is 4 to 6, and what it means by the definition."""
        say, rule = self._bridge.say, self._bridge.desk.definitions.hlh2004
        unknown = len(state.named(ItemState.NOT_ASSESSED))
        values = {"met": state.count, "of": len(state.items), "open": unknown}
        said = say(key, **values, first=state.window_from, last=state.window_to)
        span = say("hlh-tab.span", least=state.count, most=state.count + unknown, of=len(state.items))
        judged = (
            "molecular"
            if state.molecular
            else "fulfilled"
            if state.fulfilled
            else "could-be"
            if state.could_be_fulfilled
            else "not-fulfilled"
        )
        without = (
            "fulfilled"
            if state.fulfilled_without_nk
            else "could-be"
            if state.could_be_fulfilled_without_nk
            else "not-fulfilled"
        )
        return say.sentences(
            (
                said,
                span if unknown else "",
                say(f"page.hlh.{judged}", needed=rule.needed),
                say(f"hlh-tab.without-nk.{without}", needed=rule.needed_without_nk, of=len(state.items) - 1),
            )
        )

    def _approval(self) -> str:
        approved = self._bridge.desk.definitions.approved_by_ward
        return "" if approved else self._bridge.say.ended(self._bridge.say("ui.not-approved"))

    def _mark(self, item: Hlh2004Item) -> str:
        word = self._bridge.say.term("item-state", item.state.value)
        return f"{MARKS[item.state]} {word}"

    def _show_items(self, now: Sequence[Hlh2004Item], then: Sequence[Hlh2004Item]) -> None:
        say = self._bridge.say
        before = {item.name: item for item in then}
        heads = [say(f"hlh-tab.head.{name}") for name in ("item", "now", "why")]
        heads += [say(f"hlh-tab.head.{name}") for name in ("then", "why-then")] if then else []
        rows = []
        for item in now:
            row = [say.term("hlh-item", item.name), self._mark(item), say.text(item.reason)]
            if item.name in before:
                row += [self._mark(before[item.name]), say.text(before[item.name].reason)]
            rows.append(row)
        self.items.show_rows(heads, rows)

    def _show_reactivation(self, items: Sequence[Hlh2004Item]) -> None:
        say = self._bridge.say
        heads = [say(f"hlh-tab.head.{name}") for name in ("item", "now", "why")]
        rows = [
            [say.term("reactivation-item", item.name), self._mark(item), say.text(item.reason)]
            for item in items
        ]
        self.reactivation.show_rows(heads, rows)

    # over time

    def _begin_past(self, chart: PatientChart, state: PatientState) -> None:
        """Judge the days one by one, so that no key waits."""
        self._past.clear()
        self._to_judge = judged_days(chart, state.as_of.day)
        self._slices.start()

    def _judge_one(self) -> None:
        if not self._to_judge or self._shown is None:
            self._slices.stop()
            self._show_past()
            return
        chart, state = self._shown
        day = self._to_judge.pop(0)
        if day == state.as_of.day:
            self._past[day] = state.hlh2004
            return
        end = Moment.of(datetime.combine(day, time(23, 59)), chart.zone)
        try:
            self._past[day] = self._bridge.desk.state(chart.patient_id, end).hlh2004
        except StoreError as error:
            self._to_judge.clear()
            self._bridge.failed.emit(self._bridge.say.text(error.message))

    def _show_past(self) -> None:
        say, past = self._bridge.say, sorted(self._past.items())
        if not past:
            self.over_time.show_rows((), ())
            return
        heads = [say("hlh-tab.head.item"), *(say.date(day, "short") for day, _ in past)]
        rows = [
            [say.term("hlh-item", item.name), *(self._mark(judged.items[at]) for _, judged in past)]
            for at, item in enumerate(past[-1][1].items)
        ]
        counts = (say("hlh-tab.of", met=judged.count, of=len(judged.items)) for _, judged in past)
        rows.append([say("hlh-tab.met"), *counts])
        self.over_time.show_rows(heads, rows)

    def _lay_out(self) -> None:
        say = self._bridge.say
        inside = QWidget()
        column = QVBoxLayout(inside)
        column.setContentsMargins(14, 10, 14, 10)
        column.setSpacing(8)
        column.addWidget(self.now)
        column.addWidget(self.then)
        column.addWidget(self.items)
        for key, table in (("reactivation", self.reactivation), ("over-time", self.over_time)):
            column.addWidget(words(say(f"hlh-tab.{key}"), wraps=True, role="section"))
            column.addWidget(table)
        column.addWidget(self.source)
        column.addStretch(1)
        area = scrolling(inside)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(area)


def judged_days(chart: PatientChart, today: date) -> list[date]:
    """The days at which the items are judged: every week back from today to the diagnosis, and the diagnosis itself."""
    known = [entry.on for entry in chart.diagnoses if entry.on <= today]
    if not known:
        return [today]
    first = min(known)
    weeks = min((today - first).days // 7, WEEKS - 1)
    back = [today - timedelta(weeks=week) for week in range(weeks, -1, -1)]
    return [first, *(day for day in back if day > first)]

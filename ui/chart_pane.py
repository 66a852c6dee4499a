"""The chart with its few controls: which days, which laboratory analyte, which readings are lit up."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import partial

from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.entries import DailyPeak, Temperature
from hlhdesk.model.state import Finding, PatientState
from ui.bridge import Bridge
from ui.chart.holder import ChartHolder
from ui.marks import Choice
from ui.remeasure import open_jump
from ui.style import Palette
from ui.widgets import button, dress, words

RANGES = {"seven": 7, "twenty-eight": 28, "all": 0}
FEWEST_DAYS = 7
FIRST_LAB = "ferritin"


class ChartPane(QFrame):
    """Asks ``hlhdesk.charting`` for a ChartSpec of the child on screen and gives it to the view."""

    def __init__(self, bridge: Bridge, palette: Palette) -> None:
        super().__init__()
        dress(self, "chartFrame")
        self._bridge = bridge
        self._range = "twenty-eight"
        self._earlier = 0
        self._chart: PatientChart | None = None
        self._state: PatientState | None = None
        self._evidence: tuple[str, ...] = ()
        say = bridge.say
        self.holder = ChartHolder(say, palette)
        self.holder.view_made.connect(self._draw)
        self.ranges = QButtonGroup(self)
        self.movers: dict[int, QPushButton] = {}
        self.labs = dress(Choice(), "labs", spoken=say("ui.chart.labs-name"))
        self.labs.setSizeAdjustPolicy(Choice.SizeAdjustPolicy.AdjustToContents)
        self.labs.activated.connect(self._draw)
        self.lit = words(role="muted")
        self._lay_out()

    def show_child(self, chart: PatientChart, state: PatientState) -> None:
        """Draw a child's chart at a state; another child begins without highlights, at the newest days."""
        if self._chart is None or self._chart.patient_id != chart.patient_id:
            self._evidence = ()
            self._earlier = 0
            self.lit.clear()
        self._chart, self._state = chart, state
        self._fill_labs(chart)
        self._draw()

    def show_nobody(self, text: str = "") -> None:
        """Say that a child is to be chosen, or why there is no chart."""
        self._chart = self._state = None
        self.holder.show_words(text or self._bridge.say("ui.chart.nobody"))

    def choose_range(self, name: str) -> None:
        """Show ``seven``, ``twenty-eight`` or ``all`` days."""
        self._range = name
        self._earlier = 0
        self._button(name).setChecked(True)
        self._draw()

    def shift(self, halves: int) -> None:
        """Go back (positive) or forward in time by half of the days shown, never beyond today."""
        if self._state is None or self._range == "all":
            return
        latest = (self._last_day(self._state) - self._state.as_of.day).days
        self._earlier = max(latest, self._earlier + halves * max(RANGES[self._range] // 2, 1))
        self._draw()

    def show_evidence(self, finding: Finding) -> None:
        """Light up the readings of a finding, at whatever days show them all."""
        if self._chart is None or self._state is None:
            return
        self._evidence = finding.evidence
        days = evidence_days(self._chart, finding.evidence)
        first, last = self._window(self._state)
        if days and not (first <= min(days) and max(days) <= last):
            self.choose_range("all")
        self._draw()

    def clear_evidence(self) -> None:
        """Put the lights out."""
        self._evidence = ()
        self._draw()

    def stop(self) -> None:
        """End what is under way."""
        self.holder.stop()

    def _draw(self) -> None:
        chart, state, view = self._chart, self._state, self.holder.view
        if view is None or chart is None or state is None:
            return
        from hlhdesk.charting import build  # noqa: PLC0415  after the first paint

        desk, say = self._bridge.desk, self._bridge.say
        first, last = self._window(state)
        spec = build(
            chart,
            state,
            desk.definitions,
            say,
            first=None if self._range == "all" else first,
            last=last,
            labs=(str(self.labs.currentData() or FIRST_LAB),),
        )
        jump = open_jump(chart, desk.definitions.temperature, state.as_of)
        self.holder.show_spec(spec, {jump.reading.id: say("ui.chart.remeasure")} if jump is not None else {})
        lit = view.show_evidence(self._evidence)
        self._say_lit(lit)
        self.movers[1].setEnabled(self._range != "all")
        self.movers[-1].setEnabled(self._range != "all" and last < state.as_of.day)

    def _say_lit(self, lit: int) -> None:
        say = self._bridge.say
        if not self._evidence:
            self.lit.clear()
        else:
            self.lit.setText(say("ui.chart.evidence", count=lit) if lit else say("ui.chart.outside"))

    def _window(self, state: PatientState) -> tuple[date, date]:
        """The days on screen, first and last."""
        seen = [day.on for day in state.temperature.days if day.peak is not None]
        last = self._last_day(state)
        if self._range == "all":
            return (min(seen[0], last) if seen else last), state.as_of.day
        last -= timedelta(days=self._earlier)
        begin = last - timedelta(days=RANGES[self._range] - 1)
        if seen and not self._earlier:
            begin = max(begin, min(seen[0], last - timedelta(days=FEWEST_DAYS - 1)))
        return begin, last

    def _last_day(self, state: PatientState) -> date:
        """Today for a child on the ward or one measured today; else the day of going home, or the last observed."""
        today = state.as_of.day
        seen = [day.on for day in state.temperature.days if day.peak is not None]
        stays = self._chart.admissions if self._chart is not None else ()
        home = [stay.discharged_on for stay in stays if stay.discharged_on and stay.discharged_on <= today]
        if state.inpatient or not (home or seen) or today in seen[-1:]:
            return today
        return max(home) if home else seen[-1]

    def _fill_labs(self, chart: PatientChart) -> None:
        """Offer the analytes that the child has, in the definitions' order; keep the one chosen."""
        charted = {lab.analyte for lab in chart.labs} | {FIRST_LAB}
        names = [name for name in self._bridge.desk.definitions.analytes if name in charted]
        if names == [self.labs.itemData(at) for at in range(self.labs.count())]:
            return
        chosen = self.labs.currentData() or FIRST_LAB
        self.labs.clear()
        for name in names:
            self.labs.addItem(self._bridge.say.term("analyte", name), name)
        self.labs.setCurrentIndex(self.labs.findData(chosen if chosen in names else FIRST_LAB))

    def _button(self, name: str) -> QPushButton:
        found = self.ranges.button(list(RANGES).index(name))
        assert isinstance(found, QPushButton)
        return found

    def _lay_out(self) -> None:
        say = self._bridge.say
        bar = QHBoxLayout()
        bar.setSpacing(6)
        for at, name in enumerate(RANGES):
            days = button(say(f"ui.chart.{name}"), kind="small", checkable=True)
            days.setChecked(name == self._range)
            self.ranges.addButton(days, at)
            bar.addWidget(days)
        self.ranges.idClicked.connect(self._clicked)
        for name, way in (("earlier", 1), ("later", -1)):
            mover = button(say(f"ui.chart.{name}"), kind="small", tip=say(f"ui.chart.{name}-hint"))
            mover.clicked.connect(partial(self._moved, way))
            self.movers[way] = mover
            bar.addWidget(mover)
        label = words(say("ui.chart.labs"), role="muted")
        label.setBuddy(self.labs)
        bar.addSpacing(14)
        bar.addWidget(label)
        bar.addWidget(self.labs)
        bar.addSpacing(14)
        bar.addWidget(self.lit, 1)
        self.bar = bar
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 7, 8, 5)
        layout.setSpacing(4)
        layout.addLayout(bar)
        layout.addWidget(self.holder, 1)

    def _moved(self, way: int, _checked: bool) -> None:
        self.shift(way)

    def _clicked(self, at: int) -> None:
        self.choose_range(list(RANGES)[at])


def evidence_days(chart: PatientChart, entry_ids: Iterable[str]) -> list[date]:
    """The days of the temperatures among the evidence."""
    wanted = set(entry_ids)
    days = [entry.at.day for entry in chart.valid(Temperature) if entry.id in wanted]
    return days + [entry.on for entry in chart.valid(DailyPeak) if entry.id in wanted]

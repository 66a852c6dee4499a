"""The chart with its few controls: which days, which laboratory analyte, which readings are lit up."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeyEvent, QPixmap
from PySide6.QtWidgets import QButtonGroup, QFrame, QHBoxLayout, QPushButton, QVBoxLayout

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.entries import DailyPeak, Temperature
from hlhdesk.model.state import Finding, PatientState
from ui.bridge import Bridge
from ui.chart.holder import ChartHolder
from ui.chart_picture import caption_of, captioned
from ui.chart_reading import ChartReading
from ui.copied import copy_picture, copy_text
from ui.file_asking import file_to_save, is_of_the_database
from ui.remeasure import open_jump
from ui.style import Palette
from ui.widgets import button, dress, words

if TYPE_CHECKING:
    from hlhdesk.charting.spec import ChartSpec

RANGES = {"day": 2, "seven": 7, "twenty-eight": 28, "all": 0}
FEWEST_DAYS = 7
FEW_PANELS, LINE = 4, 17
PANELS = ("ruxolitinib", "steroid", "ferritin")


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
        self.holder.view_made.connect(self._made)
        self.ranges = QButtonGroup(self)
        self.movers: dict[int, QPushButton] = {}
        self.panels: tuple[str, ...] = PANELS
        self._scale = 1.0
        self._spec: ChartSpec | None = None
        self.choose = button(say("chart.panels"), kind="small", tip=say("chart.panels-hint"))
        self.choose.clicked.connect(self.choose_panels)
        self.by_day = button(say("chart.by-day"), kind="small", tip=say("chart.by-day-hint"), checkable=True)
        self.by_day.toggled.connect(self._draw)
        self.lit = words(role="muted")
        self.reading = ChartReading(bridge)
        self._lay_out()
        self.fit(1.0)

    def show_child(self, chart: PatientChart, state: PatientState) -> None:
        """Draw a child's chart at a state; another child begins without highlights, at the newest days."""
        if self._chart is None or self._chart.patient_id != chart.patient_id:
            self._evidence = ()
            self._earlier = 0
            self.lit.clear()
            self.reading.say("")
        self._chart, self._state = chart, state
        self._draw()

    def show_nobody(self, text: str = "") -> None:
        """Say that a child is to be chosen, or why there is no chart."""
        self._chart = self._state = None
        self.reading.say("")
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
        from hlhdesk.charting import build, by_treatment_day  # noqa: PLC0415  after the first paint

        desk, say = self._bridge.desk, self._bridge.say
        first, last = self._window(state)
        spec = build(
            chart,
            state,
            desk.definitions,
            say,
            first=None if self._range == "all" else first,
            last=last,
            order=self._drawn_panels(chart),
        )
        if self.by_day.isChecked():
            spec = by_treatment_day(spec)
        self._spec = spec
        jump = open_jump(chart, desk.definitions.temperature, state.as_of)
        marks = {jump.reading.id: say("ui.chart.remeasure")} if jump is not None else {}
        self.holder.show_spec(spec, marks, last_day=self._range == "day" and not self._earlier)
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

    def choose_panels(self) -> None:
        """Ask which panels are shown, and in which order."""
        if self._chart is None:
            return
        from ui.panels_dialog import PanelsDialog  # noqa: PLC0415  when it is asked for

        dialog = PanelsDialog(
            self._bridge.say, self._drawn_panels(self._chart), self._offered(self._chart), self
        )
        if dialog.exec() == PanelsDialog.DialogCode.Accepted:
            self.show_panels(dialog.chosen())
        dialog.deleteLater()

    def show_panels(self, names: tuple[str, ...]) -> None:
        """Show these panels below the temperature, from top to bottom."""
        self.panels = names
        self.fit(self._scale)
        self._draw()

    def fit(self, scale: float) -> None:
        """Keep the room for what the cross-hair says, so that nothing moves while it reads."""
        self._scale = scale
        lines = 2 if len(self.panels) <= FEW_PANELS else 3
        self.reading.setFixedHeight(round(lines * LINE * scale))

    def turn_days(self) -> None:
        """Dates first, or treatment days."""
        self.by_day.toggle()

    def copy_picture(self) -> None:
        """Put the chart as it is on screen into the clipboard."""
        if self.holder.view is not None and self._chart is not None:
            copy_picture(self._picture())
            self._bridge.noticed.emit(self._bridge.say("chart.copied"))

    def _picture(self) -> QPixmap:
        """The chart as it is on screen, with whose it is."""
        assert self.holder.view is not None
        assert self._chart is not None
        desk, say = self._bridge.desk, self._bridge.say
        caption = caption_of(self._chart, desk.now(), say, demo=desk.is_demo)
        return captioned(self.holder.view.picture(), caption, self.holder.palette_in_use)

    def copy_words(self) -> None:
        """Put the description of the chart into the clipboard."""
        if self._spec is not None:
            copy_text(self._spec.description)
            self._bridge.noticed.emit(self._bridge.say("chart.words-copied"))

    def save_picture(self) -> None:
        """Save the chart as it is on screen, where the person wants it."""
        if self.holder.view is None or self._chart is None:
            return
        say = self._bridge.say
        name = str(Path.home() / f"{self._chart.patient_id}.png")
        file = file_to_save(self, say("chart.save-title"), name, say("chart.save-kinds"))
        if file:
            self.write_picture(Path(file))

    def write_picture(self, file: Path) -> None:
        """Write the picture; a file that cannot be written is said."""
        assert self.holder.view is not None
        free = not is_of_the_database(file, self._bridge.desk.path)
        good = free and self._picture().save(str(file), "PNG")
        said = self._bridge.say("chart.saved" if good else "chart.not-saved", file=str(file))
        (self._bridge.noticed if good else self._bridge.failed).emit(said)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """D turns between dates and treatment days."""
        if event.key() == Qt.Key.Key_D and not event.modifiers():
            self.turn_days()
        else:
            super().keyPressEvent(event)

    def _drawn_panels(self, chart: PatientChart) -> tuple[str, ...]:
        """The chosen panels; an analyte that the child does not have is left out, but the first."""
        offered = dict(self._offered(chart))
        return tuple(name for name in self.panels if name in offered)

    def _offered(self, chart: PatientChart) -> list[tuple[str, str]]:
        """Every panel that there is for the child, with its title."""
        say = self._bridge.say
        charted = {lab.analyte for lab in chart.labs} | {PANELS[-1]}
        names = [name for name in self._bridge.desk.definitions.analytes if name in charted]
        doses = [(name, say(f"charting.panel.{name}")) for name in PANELS[:-1]]
        return doses + [(name, say.term("analyte", name)) for name in names]

    def _made(self) -> None:
        """The drawing library is there: hear the cross-hair."""
        view = self.holder.view
        assert view is not None
        view.pointed.connect(self._read)
        view.picked.connect(self._pick)
        self.setFocusProxy(view)
        self._draw()

    def _read(self, x: object) -> None:
        if self.reading.entry is not None or self._spec is None:
            return
        from hlhdesk.charting import readout  # noqa: PLC0415  after the first paint

        self.reading.say(readout(self._spec, x, self._bridge.say) if isinstance(x, float) else "")

    def _pick(self, entry_id: str) -> None:
        if self._chart is not None:
            self.reading.show_entry(self._chart, entry_id)

    def _button(self, name: str) -> QPushButton:
        found = self.ranges.button(list(RANGES).index(name))
        assert isinstance(found, QPushButton)
        return found

    def _lay_out(self) -> None:
        say = self._bridge.say
        bar = QHBoxLayout()
        bar.setSpacing(6)
        for at, name in enumerate(RANGES):
            key = "chart.day" if name == "day" else f"ui.chart.{name}"
            days = button(say(key), kind="small", checkable=True)
            days.setChecked(name == self._range)
            self.ranges.addButton(days, at)
            bar.addWidget(days)
        self.ranges.idClicked.connect(self._clicked)
        for sign, name, way in (("‹", "earlier", 1), ("›", "later", -1)):
            spoken = say(f"ui.chart.{name}")
            mover = button(sign, kind="small", tip=say(f"ui.chart.{name}-hint"), spoken=spoken)
            mover.clicked.connect(partial(self._moved, way))
            self.movers[way] = mover
            bar.addWidget(mover)
        bar.addSpacing(8)
        bar.addWidget(self.by_day)
        bar.addWidget(self.choose)
        bar.addSpacing(8)
        bar.addWidget(self.lit)
        bar.addWidget(self.reading, 1)
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

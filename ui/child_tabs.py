"""The child's tabs: the chart first, then what ``ui.places`` lists. Only the one in front is kept up to date."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QTabBar, QVBoxLayout, QWidget

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.state import PatientState
from ui.bridge import Bridge
from ui.chart_pane import ChartPane
from ui.front_stack import RoomyStack
from ui.places import TABS
from ui.style import Palette
from ui.views import ChildView
from ui.widgets import dress

CHART = "chart"


class ChildTabs(QWidget):
    """Holds the chart and the other tabs of the child on screen."""

    def __init__(self, bridge: Bridge, chart: ChartPane, palette: Palette) -> None:
        super().__init__()
        self._bridge, self._palette = bridge, palette
        self.chart = chart
        self._shown: tuple[PatientChart, PatientState] | None = None
        self._views: dict[str, ChildView] = {}
        self.names = (CHART, *(place.name for place in TABS))
        self.bar = dress(QTabBar(), "tabs", spoken=bridge.say("ui.place.tabs"))
        self.bar.setDrawBase(False)
        self.bar.setExpanding(False)
        for at, name in enumerate(self.names):
            self.bar.addTab(bridge.say(f"ui.place.{name}"))
            self.bar.setTabToolTip(at, f"Alt+{at + 1}")
        self.stack = RoomyStack()
        self.stack.addWidget(chart)
        head = QHBoxLayout()
        head.addWidget(self.bar, 1)  # all the room: what it asks for is less than a chosen, bold tab takes
        self.corner = head
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addLayout(head)
        layout.addWidget(self.stack, 1)
        self.bar.setVisible(len(self.names) > 1)
        self.bar.currentChanged.connect(self._turn)

    @property
    def name(self) -> str:
        """The tab in front."""
        return self.names[self.bar.currentIndex()]

    def open(self, name: str) -> None:
        """Bring a tab to the front with the cursor in it."""
        self.bar.setCurrentIndex(self.names.index(name))
        view = self._views.get(name)
        if view is not None:
            view.begin()
        else:
            self.chart.setFocus(Qt.FocusReason.ShortcutFocusReason)

    def view(self, name: str) -> ChildView:
        """A tab's view, made when it is first asked for."""
        if name not in self._views:
            place = next(place for place in TABS if place.name == name)
            view = place.make(self._bridge)
            view.use_palette(self._palette)
            self._views[name] = view
            self.stack.addWidget(view)
        return self._views[name]

    def show_child(self, chart: PatientChart, state: PatientState) -> None:
        """Show a child as it is now, in the tab that is in front."""
        if self._shown is not None and self._shown[0].patient_id != chart.patient_id:
            self._forget()
        self._shown = chart, state
        self._refresh()

    def show_nobody(self, why: str = "") -> None:
        """Hold nothing of any child; the chart's place says why."""
        self._shown = None
        self._forget()
        self.chart.show_nobody(why)

    def use_palette(self, palette: Palette) -> None:
        """Paint in another palette or text size."""
        self._palette = palette
        for view in self._views.values():
            view.use_palette(palette)

    def _forget(self) -> None:
        """What is not in front must not keep another child's words."""
        for view in self._views.values():
            view.show_nobody()

    def _turn(self, at: int) -> None:
        name = self.names[at]
        self.stack.setCurrentWidget(self.chart if name == CHART else self.view(name))
        self._refresh()

    def _refresh(self) -> None:
        if self._shown is None:
            return
        if self.name == CHART:
            self.chart.show_child(*self._shown)
        else:
            self.view(self.name).show_child(*self._shown)

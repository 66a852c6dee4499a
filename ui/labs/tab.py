"""The laboratory tab: a panel to type in, or a box to paste into."""

from __future__ import annotations

from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QStackedWidget, QTabBar, QVBoxLayout

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.state import PatientState
from ui.bridge import Bridge
from ui.labs.panel_form import PanelForm
from ui.labs.paste_box import PasteBox
from ui.views import ChildView
from ui.widgets import dress, scrolling


class LabsTab(ChildView):
    """Both ways in which results come to the ward."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        dress(self, "chartFrame", spoken=bridge.say("ui.place.labs"))
        self.form = PanelForm(bridge)
        self.paste = PasteBox(bridge)
        self.ways = QTabBar()
        self.ways.setAccessibleName(bridge.say("labs.ways"))
        self.ways.setDrawBase(False)
        self.ways.setExpanding(False)
        self.stack = QStackedWidget()
        for view, key in ((self.form, "labs.type"), (self.paste, "labs.paste.title")):
            self.ways.addTab(bridge.say(key))
            area = scrolling(view)
            self.stack.addWidget(area)
        self.ways.currentChanged.connect(self._turn)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 8)
        layout.addWidget(self.ways)
        layout.addWidget(self.stack, 1)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """What is pasted where no text is typed goes into the box for it."""
        if event.matches(QKeySequence.StandardKey.Paste):
            self.ways.setCurrentIndex(1)
            self.paste.box.paste()
        else:
            super().keyPressEvent(event)

    def _turn(self, at: int) -> None:
        self.stack.setCurrentIndex(at)
        if at:
            self.paste.box.setFocus()
        else:
            self.form.begin()

    def begin(self) -> None:
        self._turn(self.ways.currentIndex())

    def show_child(self, chart: PatientChart, state: PatientState) -> None:
        self.form.show_child(chart)
        self.paste.show_child(state.patient_id)

    def show_nobody(self) -> None:
        self.form.show_nobody()
        self.paste.show_nobody()

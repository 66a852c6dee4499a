"""The doses tab."""

from __future__ import annotations

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.state import PatientState
from ui.bridge import Bridge
from ui.doses.due_part import DuePart
from ui.views import ChildView
from ui.widgets import dress


class DosesTab(ChildView):
    """What is due and what became of it."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        dress(self, "chartFrame", spoken=bridge.say("ui.place.doses"))
        self.due = DuePart(bridge)
        area = dress(QScrollArea(), "tabArea")
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setWidget(self.due)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(12, 6, 12, 8)
        layout.addWidget(area, 1)

    def begin(self) -> None:
        self.due.begin()

    def show_child(self, chart: PatientChart, state: PatientState) -> None:
        self.due.show_child(chart, state)

    def show_nobody(self) -> None:
        self.due.show_nobody()

"""Follow-up of the whole ward: who is overdue or due, the longest first."""

from __future__ import annotations

from datetime import date

from PySide6.QtCore import QModelIndex, Qt
from PySide6.QtWidgets import QVBoxLayout

from hlhdesk.model.state import FollowUpVisit, VisitStatus
from hlhdesk.service import StoreError
from ui.bridge import Bridge
from ui.text_table import TextTable
from ui.views import WardPage
from ui.widgets import button, dress, words
from ui.words import child_name

ASKED = (VisitStatus.OVERDUE, VisitStatus.DUE)


class OverduePage(WardPage):
    """Every visit that is overdue or due, of every child, at home or on the ward; Enter opens the child."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        say = bridge.say
        dress(self, "page", spoken=say("ui.place.overdue"))
        self._bridge = bridge
        self._children: list[str] = []
        self.title = words(role="section")
        self.table = TextTable(say("ui.place.overdue"), stretch=(1,))
        self.back = button(say("overdue.back"), kind="small")
        self.back.clicked.connect(self.done)
        self.table.activated.connect(self._open)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 10, 14, 10)
        layout.addWidget(self.title)
        layout.addWidget(self.table)
        layout.addWidget(self.back, 0, Qt.AlignmentFlag.AlignLeft)
        layout.addStretch(1)

    def refresh(self) -> None:
        say = self._bridge.say
        found = self._visits()
        self._children = [child for _, child, _ in found]
        heads = [say(f"overdue.{name}") for name in ("status", "child", "number", "visit", "due", "until")]
        rows = [self._row(child, visit) for _, child, visit in found]
        overdue = sum(visit.status is VisitStatus.OVERDUE for _, _, visit in found)
        self.title.setText(say("overdue.title", overdue=overdue, due=len(found) - overdue))
        self.table.show_rows(heads, rows)

    def begin(self) -> None:
        self.table.setFocus()
        if self._children and not self.table.currentIndex().isValid():
            self.table.selectRow(0)

    def _visits(self) -> list[tuple[date, str, FollowUpVisit]]:
        """By the last day of the window, so that whoever waits longest stands first."""
        desk = self._bridge.desk
        found = []
        for child in desk.patients():
            try:
                visits = desk.state(child).follow_up
            except StoreError:
                continue  # the board shows a damaged chart as damaged
            found += [(visit.window_to, child, visit) for visit in visits if visit.status in ASKED]
        return sorted(found, key=lambda one: one[:2])

    def _row(self, child: str, visit: FollowUpVisit) -> list[str]:
        say = self._bridge.say
        return [
            say.term("visit-status", visit.status.value),
            child_name(self._bridge.desk.chart(child), say),
            child,
            say.term("visit", visit.visit),
            say.date(visit.due_on),
            say.date(visit.window_to),
        ]

    def _open(self, index: QModelIndex) -> None:
        self._bridge.open_child(self._children[index.row()])
        self.done.emit()

"""Which page, of which visit, in which language: the same choice for one child and for many."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QWidget

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.state import PatientState
from hlhdesk.wording import Catalogue
from ui.bridge import Bridge
from ui.marks import Choice as Box
from ui.pages import FOLLOW_UP, KINDS, LANGUAGES, Choice
from ui.widgets import dress, words

UNSCHEDULED = "unscheduled"
LONGEST_NAME = 60
WRITTEN_MS = 400


class PageChoice(QWidget):
    """Three boxes, and the line ``by`` that its dialog puts where there is room.

    ``changed`` tells that another page is wanted, ``typing`` that one will be when the name is written.
    """

    changed = Signal()
    typing = Signal()

    def __init__(self, bridge: Bridge, visits: Sequence[tuple[str, str]] = ()) -> None:
        super().__init__()
        say = bridge.say
        self.kind = _box(say("ui.pages.kind-name"))
        self.visit = _box(say("ui.pages.visit-name"))
        self.language = _box(say("ui.pages.language-name"))
        for kind in KINDS:
            self.kind.addItem(say(f"ui.pages.kind.{kind}"), kind)
        for name, text in visits:
            self.visit.addItem(text, name)
        for language in LANGUAGES:
            self.language.addItem(say(f"ui.pages.language.{language}"), language)
        self.language.setCurrentIndex(LANGUAGES.index(say.language))
        self.visit.hide()
        self.by = dress(QLineEdit(), spoken=say("ui.pages.by-name"), tip=say("ui.pages.by-name"))
        self.by.setPlaceholderText(say("ui.pages.by"))
        self.by.setMaxLength(LONGEST_NAME)
        self.by.setText(bridge.signer or "")
        self.by.setEnabled(bridge.desk.is_open)  # else the name is that of whoever is signed in
        self._written = QTimer(self, singleShot=True, interval=WRITTEN_MS)
        self._written.timeout.connect(self.changed)
        self.by.textEdited.connect(self._type)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        for label, box in (("kind", self.kind), ("", self.visit), ("language", self.language)):
            if label:
                before = words(say(f"ui.pages.{label}-label"), role="muted")
                before.setBuddy(box)
                row.addWidget(before)
            row.addWidget(box)
            box.activated.connect(self._chosen)

    @property
    def choice(self) -> Choice:
        """What is chosen."""
        kind = str(self.kind.currentData())
        visit = self.visit.currentData() if kind == FOLLOW_UP else None
        by = self.by.text().strip() or None
        return Choice(kind, str(self.language.currentData()), visit, by)

    def choose(self, choice: Choice) -> None:
        """Choose as if by hand."""
        for box, value in ((self.kind, choice.kind), (self.language, choice.language)):
            box.setCurrentIndex(box.findData(value))
        if choice.visit is not None:
            self.visit.setCurrentIndex(self.visit.findData(choice.visit))
        self._chosen()

    def _type(self) -> None:
        self.typing.emit()
        self._written.start()

    def _chosen(self) -> None:
        self.visit.setVisible(self.choice.kind == FOLLOW_UP and self.visit.count() > 0)
        self.changed.emit()


def _box(name: str) -> Box:
    box = dress(Box(), spoken=name, tip=name)
    box.setSizeAdjustPolicy(Box.SizeAdjustPolicy.AdjustToContents)
    return box


def visit_words(chart: PatientChart, state: PatientState, say: Catalogue) -> list[tuple[str, str]]:
    """Each visit that a follow-up summary can be about, said with its day and how it stands."""
    found = []
    for visit in state.follow_up:
        status = say.term("visit-status", visit.status)
        on = visit.done_on or visit.due_on
        name = say.term("visit", visit.visit)
        found.append((visit.visit, say("ui.pages.visit", visit=name, status=status, on=on)))
    if any(visit.visit == UNSCHEDULED and visit.on <= state.as_of.day for visit in chart.visits):
        found.append((UNSCHEDULED, say.term("visit", UNSCHEDULED)))
    return found

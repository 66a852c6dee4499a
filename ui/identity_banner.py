"""Who is on screen: the identifiers that stand above everything that is read or saved."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.entries import BodySize, Diagnosis
from hlhdesk.model.message import Message
from hlhdesk.model.state import PatientState
from hlhdesk.wording import Catalogue
from ui.widgets import dress, restyle, words
from ui.words import age, child_name

LONG_NAME = 34


@dataclass(frozen=True, slots=True)
class IdentityText:
    """The banner's words."""

    name: str
    line: str
    weight: str
    weighed: str
    diagnosis: str
    allergies: str
    allergic: bool
    day: str
    day_of: str


def identity_text(chart: PatientChart, state: PatientState, say: Catalogue) -> IdentityText:
    """What the banner says of a child at the moment of ``state``."""
    identity = chart.identity
    weight, weighed = _weight(chart, state, say)
    day, day_of = _day(state, say)
    return IdentityText(
        name=child_name(chart, say),
        line=say(
            "ui.identity.line",
            number=chart.patient_id,
            sex=say.term("sex", identity.sex),
            age=age(identity.birth_date, state.as_of.day, say),
            born=identity.birth_date,
            bed=Message.of("ui.identity.bed", bed=identity.bed)
            if identity.bed
            else Message.of("ui.identity.no-bed"),
        ),
        weight=weight,
        weighed=weighed,
        diagnosis=_diagnosis(chart, say),
        allergies=_allergies(identity.allergies, say),
        allergic=bool(identity.allergies),
        day=day,
        day_of=day_of,
    )


def _weight(chart: PatientChart, state: PatientState, say: Catalogue) -> tuple[str, str]:
    today = state.as_of.day
    sizes: list[BodySize] = [size for size in chart.body_sizes if size.on <= today]
    if not sizes:
        return say("ui.identity.no-weight"), say("ui.identity.no-weight-hint")
    last = max(sizes, key=lambda size: (size.on, size.id))
    days = (today - last.on).days
    key = "ui.identity.weighed" if days else "ui.identity.weighed-today"
    return say("ui.identity.weight", kg=last.weight_kg), say(key, on=last.on, days=days)


def _diagnosis(chart: PatientChart, say: Catalogue) -> str:
    found: tuple[Diagnosis, ...] = chart.diagnoses
    if not found:
        return say("ui.identity.no-diagnosis")
    last = max(found, key=lambda diagnosis: (diagnosis.on, diagnosis.id))
    if last.trigger:
        return say("ui.identity.diagnosis-trigger", text=last.text, trigger=last.trigger)
    return say("ui.identity.diagnosis", text=last.text)


def _allergies(allergies: tuple[str, ...] | None, say: Catalogue) -> str:
    if allergies is None:
        return say("ui.identity.allergies-not-recorded")
    if not allergies:
        return say("ui.identity.no-allergies")
    return say("ui.identity.allergies", list=allergies)


def _day(state: PatientState, say: Catalogue) -> tuple[str, str]:
    if state.treatment_day is None or state.treatment_start is None:
        return say("ui.identity.day-none"), say("ui.identity.day-none-hint")
    return (
        say("ui.identity.day", day=state.treatment_day),
        say("ui.identity.day-of", start=state.treatment_start),
    )


class IdentityBanner(QFrame):
    """Shows an IdentityText; nothing in it is cut, long names wrap."""

    def __init__(self, say: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        dress(self, "identity", spoken=say("ui.identity.name"))
        self.name = words(name="childName", wraps=True)
        self.line, self.weight, self.weighed, self.diagnosis, self.allergies, self.day, self.day_of = (
            words(wraps=True) for _ in range(7)
        )
        for label, role in (
            (self.line, "muted"),
            (self.weight, "fact"),
            (self.weighed, "muted"),
            (self.diagnosis, "section"),
            (self.allergies, "muted"),
            (self.day, "fact"),
            (self.day_of, "muted"),
        ):
            label.setProperty("role", role)
        for label in self.findChildren(QLabel):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lay_out()

    def show_text(self, text: IdentityText) -> None:
        """Put a child's identifiers on screen."""
        self.name.setText(text.name)
        restyle(self.name, "long", "true" if len(text.name) > LONG_NAME else "false")
        self.line.setText(text.line)
        self.weight.setText(text.weight)
        self.weighed.setText(text.weighed)
        self.diagnosis.setText(text.diagnosis)
        self.allergies.setText(text.allergies)
        restyle(self.allergies, "role", "allergy" if text.allergic else "muted")
        self.day.setText(text.day)
        self.day_of.setText(text.day_of)
        self.setAccessibleDescription(
            ", ".join((text.name, text.line, text.weight, text.diagnosis, text.allergies))
        )

    def _lay_out(self) -> None:
        grid = QGridLayout(self)
        grid.setContentsMargins(14, 3, 14, 5)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(0)
        columns = ((self.name, self.line), (self.weight, self.weighed), (self.diagnosis, self.allergies))
        for column, (above, below) in enumerate(columns):
            grid.addWidget(above, 0, column, Qt.AlignmentFlag.AlignBottom)
            grid.addWidget(below, 1, column, Qt.AlignmentFlag.AlignTop)
        for row, label in enumerate((self.day, self.day_of)):
            label.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            grid.addWidget(
                label, row, 3, Qt.AlignmentFlag.AlignBottom if row == 0 else Qt.AlignmentFlag.AlignTop
            )
        for column, share in enumerate((38, 20, 28, 14)):
            grid.setColumnStretch(column, share)

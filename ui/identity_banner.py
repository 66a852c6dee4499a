"""Who is on screen: the identifiers that stand above everything that is read or saved."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QWidget

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.entries import BodySize, Diagnosis
from hlhdesk.model.message import Message
from hlhdesk.model.state import PatientState
from hlhdesk.service import Photograph
from hlhdesk.wording import Catalogue
from ui.cards import Card
from ui.photograph.face import Face, FaceText, face_text
from ui.widgets import breakable, dress, restyle, words
from ui.words import age, bed_of, child_name, initials

LONG_NAME = 38


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
    like_names: str = ""
    face: FaceText = field(default_factory=FaceText)


def identity_text(
    chart: PatientChart,
    state: PatientState,
    say: Catalogue,
    namesakes: Sequence[Card] = (),
    photograph: Photograph | None = None,
) -> IdentityText:
    """What the banner says of a child at the moment of ``state``; ``namesakes`` have a name like this child's."""
    identity = chart.identity
    bed = bed_of(chart, state)
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
            bed=Message.of("ui.identity.bed", bed=bed) if bed else Message.of("ui.identity.no-bed"),
        ),
        weight=weight,
        weighed=weighed,
        diagnosis=_diagnosis(chart, say),
        allergies=_allergies(identity.allergies, say),
        allergic=bool(identity.allergies),
        day=day,
        day_of=day_of,
        like_names=_like_names(namesakes, say),
        face=face_text(photograph, initials(identity.name), state.as_of.day, say),
    )


def _like_names(namesakes: Sequence[Card], say: Catalogue) -> str:
    if not namesakes:
        return ""
    others = tuple(
        Message.of(
            "ui.identity.namesake",
            name=card.name,
            number=card.patient_id,
            bed=Message.of("ui.identity.bed", bed=card.bed) if card.bed else Message.of("ui.identity.no-bed"),
        )
        for card in namesakes
    )
    return say("ui.identity.like-names", others=others)


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
        self.face = Face()
        self.name = words(name="childName", wraps=True)
        self.line, self.weight, self.weighed, self.diagnosis, self.allergies, self.day, self.day_of = (
            words(wraps=True) for _ in range(7)
        )
        self.like_names, self.old_face = words(wraps=True), words(wraps=True)
        for label, role in (
            (self.line, "muted"),
            (self.weight, "fact"),
            (self.weighed, "muted"),
            (self.diagnosis, "section"),
            (self.allergies, "muted"),
            (self.day, "fact"),
            (self.day_of, "muted"),
            (self.like_names, "caution"),
            (self.old_face, "muted"),
        ):
            label.setProperty("role", role)
        for label in self.findChildren(QLabel):
            label.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self._lay_out()

    def show_text(self, text: IdentityText) -> None:
        """Put a child's identifiers on screen."""
        self.name.setText(breakable(text.name))
        self.face.show_text(text.face)
        self.old_face.setText(text.face.old)
        self.old_face.setVisible(bool(text.face.old))
        restyle(self.name, "long", "true" if len(text.name) > LONG_NAME else "false")
        self.line.setText(breakable(text.line))
        self.weight.setText(text.weight)
        self.weighed.setText(text.weighed)
        self.diagnosis.setText(text.diagnosis)
        self.allergies.setText(text.allergies)
        restyle(self.allergies, "role", "allergy" if text.allergic else "muted")
        self.day.setText(text.day)
        self.day_of.setText(text.day_of)
        self.like_names.setText(text.like_names)
        self.like_names.setVisible(bool(text.like_names))
        said = (
            text.name,
            text.line,
            text.like_names,
            text.weight,
            text.diagnosis,
            text.allergies,
            text.face.old or text.face.taken,
        )
        self.setAccessibleDescription(", ".join(part for part in said if part))

    def _lay_out(self) -> None:
        """Name, weight and treatment day side by side; below them, over the whole width, the diagnosis."""
        grid = QGridLayout(self)
        grid.setContentsMargins(14, 3, 14, 5)
        grid.setHorizontalSpacing(20)
        grid.setVerticalSpacing(0)
        columns = ((self.name, self.line), (self.weight, self.weighed), (self.day, self.day_of))
        grid.addWidget(self.face, 0, 0, 3, 1, Qt.AlignmentFlag.AlignCenter)
        for column, (above, below) in enumerate(columns, 1):
            grid.addWidget(above, 0, column, Qt.AlignmentFlag.AlignBottom)
            grid.addWidget(below, 1, column, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.diagnosis, 2, 1, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.allergies, 2, 2, 1, 2, Qt.AlignmentFlag.AlignTop)
        grid.addWidget(self.like_names, 3, 1, 1, 3)
        grid.addWidget(self.old_face, 4, 1, 1, 3)
        for column, share in enumerate((49, 28, 23), 1):
            grid.setColumnStretch(column, share)

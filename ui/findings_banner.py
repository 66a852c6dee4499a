"""The findings: every one in its full sentence, its level in words and colour, its readings a click away."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from hlhdesk.model.message import Message, Value
from hlhdesk.model.state import Finding, Level
from hlhdesk.service import Acknowledgement, acknowledgement_of, lapsed_acknowledgement
from hlhdesk.wording import Catalogue
from ui.cards import ASKS, LEVELS, NOT_APPROVED, asked
from ui.widgets import button, dress, restyle, words

HEADLINE = re.compile(r"^(.{3,80}?[.:。：])(\s|(?<=[。：]))")
LOUD = (Level.ALERT, Level.WARN)
FEW = 2
ROOM = 0.22
SIDES = 40


def is_basis(note: Message) -> bool:
    """True for what every finding of a rule says alike: its version, and whether the ward signed for it."""
    return note.key.startswith("basis.") or note.key == "note.not-approved"


@dataclass(frozen=True, slots=True)
class Noticed:
    """A finding and who took note of it; ``lapsed`` is a note of an earlier form of it."""

    finding: Finding
    noted: Acknowledgement | None = None
    lapsed: Acknowledgement | None = None

    @property
    def asks(self) -> bool:
        """True when somebody should still take note of it."""
        return self.finding.level in ASKS and self.finding.code != NOT_APPROVED and self.noted is None

    @property
    def place(self) -> tuple[bool, bool, bool, int]:
        """Loud ones first, of these first what nobody noted; what the status bar says stands last."""
        finding = self.finding
        return (
            finding.code == NOT_APPROVED,
            finding.level not in LOUD,
            self.noted is not None,
            LEVELS.index(finding.level),
        )


def ordered(findings: Iterable[Finding], known: Iterable[Acknowledgement] = ()) -> list[Noticed]:
    """Each finding with who took note of it, in the order of ``Noticed.place``, else as the rules ordered them."""
    notes = tuple(known)
    found = (
        Noticed(finding, acknowledgement_of(notes, finding), lapsed_acknowledgement(notes, finding))
        for finding in findings
    )
    return sorted(found, key=lambda noticed: noticed.place)


class FindingRow(QFrame):
    """One finding. ``show`` puts another into the same row: new widgets would be laid out and painted twice."""

    show_asked = Signal(object)
    note_asked = Signal(object)

    def __init__(self, noticed: Noticed, say: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._say = say
        self.word = words()
        self.word.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.word.setMinimumWidth(66)
        self.text = QLabel()
        self.text.setWordWrap(True)
        self.text.setTextFormat(Qt.TextFormat.RichText)
        self.text.setTextInteractionFlags(Qt.TextInteractionFlag.TextSelectableByMouse)
        self.text.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Ignored)
        self.text.setAlignment(Qt.AlignmentFlag.AlignTop)
        self.button = button(say("ui.findings.show"), kind="small", spoken=say("ui.findings.show-name"))
        self.button.clicked.connect(self._ask)
        self.note = button(say("noted.button"), kind="small", spoken=say("noted.button-name"))
        self.note.clicked.connect(self._note)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 5, 8, 5)
        layout.setSpacing(8)
        layout.addWidget(self.word, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.note, 0, Qt.AlignmentFlag.AlignTop)
        self.show_finding(noticed)

    @property
    def finding(self) -> Finding:
        """The finding in this row."""
        return self.noticed.finding

    def show_finding(self, noticed: Noticed) -> None:
        """Say a finding in this row, and who took note of it."""
        self.noticed, finding = noticed, noticed.finding
        level, say = finding.level.value, self._say
        restyle(self, "level", level)
        restyle(self, "noted", "true" if noticed.noted else "false")
        restyle(self.word, "levelword", level)
        self.word.setText(say(f"ui.level.{level}"))
        sentence = say.text(finding.text)
        notes = " ".join(say.text(note) for note in finding.annotations if not is_basis(note))
        notes = say.sentences((notes, noted_words(noticed, say)))
        self.text.setText(_rich(sentence, notes))
        self.setAccessibleName(f"{self.word.text()}: {sentence} {notes}".rstrip())
        self.button.setAccessibleDescription(sentence)
        self.button.setVisible(bool(finding.evidence))
        self.note.setAccessibleDescription(sentence)
        self.note.setVisible(noticed.asks)

    def fit(self, width: int) -> int:
        """Take the height that the words need at ``width``, no more; returns it."""
        self.ensurePolished()
        keys = [key.sizeHint() for key in (self.button, self.note) if not key.isHidden()]
        beside = SIDES + self.word.sizeHint().width() + sum(key.width() + 8 for key in keys)
        needed = self.text.heightForWidth(max(width - beside, 100))
        tall = max(needed, *(key.height() for key in keys), 0) + 13
        self.setFixedHeight(tall)
        return tall

    def _ask(self) -> None:
        self.show_asked.emit(self.finding)

    def _note(self) -> None:
        self.note_asked.emit(self.finding)


class FindingsBanner(QWidget):
    """All findings; the loud ones always in sight, the rest one key away."""

    show_asked = Signal(object)
    note_asked = Signal(object)

    def __init__(self, say: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(say("ui.findings.name"))
        self._say = say
        self._findings: list[Noticed] = []
        self._all = False
        self.rows: list[FindingRow] = []
        self._list = dress(QWidget(), "findingsList")
        self._rows = QVBoxLayout(self._list)
        self._rows.setContentsMargins(0, 0, 0, 0)
        self._rows.setSpacing(4)
        self._area = dress(QScrollArea(), "findings")
        self._area.setWidgetResizable(True)
        self._area.setFrameShape(QFrame.Shape.NoFrame)
        self._area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self._area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._area.setWidget(self._list)
        self._area.viewport().setAutoFillBackground(False)
        self.more = button(kind="small", checkable=True)
        self.more.toggled.connect(self._toggle)
        self._rest = words(role="muted")
        self.basis = words(role="muted")
        foot = QHBoxLayout()
        foot.setContentsMargins(0, 0, 0, 0)
        foot.addWidget(self.more)
        foot.addWidget(self._rest, 1)
        foot.addWidget(self.basis)
        self._foot = QWidget()
        self._foot.setLayout(foot)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(self._area)
        layout.addWidget(self._foot)

    def show_findings(self, findings: Iterable[Finding], known: Iterable[Acknowledgement] = ()) -> None:
        """Put a child's findings on screen, with what was acknowledged of them."""
        found = ordered(findings, known)
        if found == self._findings:
            return
        self._findings = found
        self._fill()

    def fold(self) -> None:
        """Show the loud ones only, as for a child just opened."""
        self.more.setChecked(False)

    def first_evidence(self) -> Finding | None:
        """The loudest finding that has readings to show."""
        return next((noticed.finding for noticed in self._findings if noticed.finding.evidence), None)

    def first_to_note(self) -> Finding | None:
        """The loudest finding that nobody took note of."""
        return next((noticed.finding for noticed in self._findings if noticed.asks), None)

    def wrap(self, *, on: bool) -> None:
        """Large text takes a second line rather than a wider window."""
        for label in (self._rest, self.basis):
            label.setWordWrap(on)

    def fit(self) -> None:
        """Take the height that the sentences need, up to a share of the window."""
        width = max(self.width() - 2, 300)
        need = sum(row.fit(width) for row in self.rows) + self._rows.spacing() * max(len(self.rows) - 1, 0)
        window = self.window().height()
        self._area.setFixedHeight(max(min(need + 1, round(window * (2 * ROOM if self._all else ROOM))), 1))

    def resizeEvent(self, event: object) -> None:  # noqa: N802  Qt's name
        super().resizeEvent(event)  # type: ignore[arg-type]
        self.fit()

    def _toggle(self, checked: bool) -> None:
        self._all = checked
        self._fill()

    def _fill(self) -> None:
        shown = self._findings if self._all else self._few()
        while len(self.rows) > len(shown):
            row = self.rows.pop()
            self._rows.removeWidget(row)
            row.hide()
            row.deleteLater()
        for row, noticed in zip(self.rows, shown, strict=False):
            if row.noticed != noticed:
                row.show_finding(noticed)
        for noticed in shown[len(self.rows) :]:
            row = FindingRow(noticed, self._say, self._list)
            row.show_asked.connect(self.show_asked)
            row.note_asked.connect(self.note_asked)
            self._rows.addWidget(row)
            self.rows.append(row)
        self._say_rest(len(shown))
        self.fit()

    def _few(self) -> list[Noticed]:
        loud = [noticed for noticed in self._findings if noticed.finding.level in LOUD]
        return loud or self._findings[:FEW]

    def _say_rest(self, shown: int) -> None:
        """What is not in sight, in a few words; and once for all what the findings rest on."""
        say = self._say
        count = len(self._findings)
        self._foot.setVisible(bool(count))
        self.more.setVisible(count > shown or self._all)
        self.more.setText(
            say("ui.findings.show-fewer") if self._all else say("ui.findings.show-all", count=count)
        )
        rest = [] if self._all else self._findings[shown:]
        names = [asks for noticed in rest if (asks := asked(noticed.finding, say))]
        self._rest.setText(" · ".join(dict.fromkeys(names)))
        basis = dict.fromkeys(
            note for noticed in self._findings for note in noticed.finding.annotations if is_basis(note)
        )
        in_order = sorted(basis, key=lambda note: not note.key.startswith("basis."))
        self.basis.setText(" ".join(dict.fromkeys(say.text(note) for note in in_order)))


def noted_words(noticed: Noticed, say: Catalogue) -> str:
    """Who took note of a finding, when and with which words; or that an earlier form of it was noted."""
    known = noticed.noted or noticed.lapsed
    if known is None:
        return ""
    by: Value = known.by or Message.of("noted.nobody")
    if noticed.noted is not None:
        return say("noted.by", by=by, at=known.at, words=say.unended(known.words))
    return say("noted.lapsed", by=by, at=known.at)


def headline(sentence: str) -> str:
    """The first clause of a finding, which names it; empty where it has none of its own."""
    match = HEADLINE.match(sentence)
    return sentence[: match.end(1)] if match else ""


def _rich(sentence: str, notes: str) -> str:
    """The sentence with its first clause in bold, the annotations below; every text is escaped."""
    head = headline(sentence)
    rest = sentence[len(head) :]
    text = f"<b>{_escape(head)}</b>{_escape(rest)}"
    return f"{text}<br/><small>{_escape(notes)}</small>" if notes else text


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

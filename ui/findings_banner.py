"""The findings: every one in its full sentence, its level in words and colour, its readings a click away."""

from __future__ import annotations

import re

from PySide6.QtCore import QSize, Qt, Signal
from PySide6.QtWidgets import (
    QFrame,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QSizePolicy,
    QVBoxLayout,
    QWidget,
)

from hlhdesk.model.message import Message
from hlhdesk.model.state import Finding, Level
from hlhdesk.wording import Catalogue
from ui.cards import LEVELS, NOT_APPROVED, asked
from ui.widgets import button, dress, restyle, words

HEADLINE = re.compile(r"^(.{3,80}?[.:。：])(\s|(?<=[。：]))")
LOUD = (Level.ALERT, Level.WARN)
FEW = 2
ROOM = 0.22
SIDES = 40


def is_basis(note: Message) -> bool:
    """True for what every finding of a rule says alike: its version, and whether the ward signed for it."""
    return note.key.startswith("basis.") or note.key == "note.not-approved"


def ordered(findings: tuple[Finding, ...]) -> list[Finding]:
    """Loudest first, as the rules ordered them within a level; what the status bar says stands last."""
    return sorted(findings, key=lambda finding: (finding.code == NOT_APPROVED, LEVELS.index(finding.level)))


class FindingRow(QFrame):
    """One finding. ``show`` puts another into the same row: new widgets would be laid out and painted twice."""

    show_asked = Signal(object)

    def __init__(self, finding: Finding, say: Catalogue, parent: QWidget | None = None) -> None:
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
        layout = QHBoxLayout(self)
        layout.setContentsMargins(10, 5, 8, 5)
        layout.setSpacing(8)
        layout.addWidget(self.word, 0, Qt.AlignmentFlag.AlignTop)
        layout.addWidget(self.text, 1)
        layout.addWidget(self.button, 0, Qt.AlignmentFlag.AlignTop)
        self.show_finding(finding)

    def show_finding(self, finding: Finding) -> None:
        """Say ``finding`` in this row."""
        self.finding = finding
        level, say = finding.level.value, self._say
        restyle(self, "level", level)
        restyle(self.word, "levelword", level)
        self.word.setText(say(f"ui.level.{level}"))
        sentence = say.text(finding.text)
        notes = " ".join(say.text(note) for note in finding.annotations if not is_basis(note))
        self.text.setText(_rich(sentence, notes))
        self.setAccessibleName(f"{self.word.text()}: {sentence} {notes}".rstrip())
        self.button.setAccessibleDescription(sentence)
        self.button.setVisible(bool(finding.evidence))

    def fit(self, width: int) -> int:
        """Take the height that the words need at ``width``, no more; returns it."""
        self.ensurePolished()
        room = self.button.sizeHint() if not self.button.isHidden() else QSize(-8, 0)
        beside = SIDES + self.word.sizeHint().width() + room.width() + 8
        needed = self.text.heightForWidth(max(width - beside, 100))
        tall = max(needed, room.height()) + 13
        self.setFixedHeight(tall)
        return tall

    def _ask(self) -> None:
        self.show_asked.emit(self.finding)


class FindingsBanner(QWidget):
    """All findings; the loud ones always in sight, the rest one key away."""

    show_asked = Signal(object)

    def __init__(self, say: Catalogue, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(say("ui.findings.name"))
        self._say = say
        self._findings: list[Finding] = []
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

    def show_findings(self, findings: tuple[Finding, ...]) -> None:
        """Put a child's findings on screen."""
        found = ordered(findings)
        if found == self._findings:
            return
        self._findings = found
        self._fill()

    def fold(self) -> None:
        """Show the loud ones only, as for a child just opened."""
        self.more.setChecked(False)

    def first_evidence(self) -> Finding | None:
        """The loudest finding that has readings to show."""
        return next((finding for finding in self._findings if finding.evidence), None)

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
        for row, finding in zip(self.rows, shown, strict=False):
            if row.finding != finding:
                row.show_finding(finding)
        for finding in shown[len(self.rows) :]:
            row = FindingRow(finding, self._say, self._list)
            row.show_asked.connect(self.show_asked)
            self._rows.addWidget(row)
            self.rows.append(row)
        self._say_rest(len(shown))
        self.fit()

    def _few(self) -> list[Finding]:
        loud = [finding for finding in self._findings if finding.level in LOUD]
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
        names = [asks for finding in rest if (asks := asked(finding, say))]
        self._rest.setText(" · ".join(dict.fromkeys(names)))
        basis = dict.fromkeys(
            note for finding in self._findings for note in finding.annotations if is_basis(note)
        )
        in_order = sorted(basis, key=lambda note: not note.key.startswith("basis."))
        self.basis.setText(" ".join(say.text(note) for note in in_order))


def _rich(sentence: str, notes: str) -> str:
    """The sentence with its first clause in bold, the annotations below; every text is escaped."""
    match = HEADLINE.match(sentence)
    head, rest = (sentence[: match.end(1)], sentence[match.end(1) :]) if match else ("", sentence)
    text = f"<b>{_escape(head)}</b>{_escape(rest)}"
    return f"{text}<br/><small>{_escape(notes)}</small>" if notes else text


def _escape(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")

"""One dose that is asked for, with a key for what became of it."""

from __future__ import annotations

from dataclasses import replace
from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QFocusEvent, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QFrame, QHBoxLayout, QVBoxLayout

from hlhdesk.model.due import DueStatus
from hlhdesk.model.entries import Kind
from hlhdesk.service import NeedsConfirmation, RecordEntry, Refused, Saved, StoreError
from hlhdesk.wording.entry_words import entry_words
from ui.answer_line import AnswerLine, problem_words
from ui.bridge import Bridge
from ui.doses.asks import GIVEN, Ask, charted_words, dose_of
from ui.widgets import button, dress, restyle, words
from ui.words import child_name

LEAST_LETTERS = 36
PART = "part"
KEYS = {
    Qt.Key.Key_G: GIVEN,
    Qt.Key.Key_W: "withheld",
    Qt.Key.Key_R: "refused",
    Qt.Key.Key_V: "vomited",
    Qt.Key.Key_P: PART,
}
"""The key of each answer: the same letters in every language, as they stand on the buttons."""


class DueRow(QFrame):
    """``detail_asked`` comes with what was pressed where a reason, an amount or a time has to be said first.

    ``moved`` comes with -1 or 1 for the row above or below. After a dose the cursor stays: the same key once
    more does nothing, and never charts the next one.
    """

    detail_asked = Signal(str)
    moved = Signal(int)

    def __init__(self, bridge: Bridge, patient_id: str, ask: Ask) -> None:
        super().__init__()
        self._bridge, self.patient_id, self.ask = bridge, patient_id, ask
        self._asked: RecordEntry | None = None
        dress(self, "dueRow", status="")
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self.status = words(role="dueStatus")
        self.what = words(role="section", wraps=True)
        self.became = words(role="muted", wraps=True)
        self.answer = AnswerLine(bridge.say)
        say = bridge.say
        self.keys = {
            name: button(say(f"doses.key.{name}"), kind="small", tip=say(f"doses.key-hint.{name}"))
            for name in KEYS.values()
        }
        self._lay_out()
        for name, key in self.keys.items():
            key.setFocusPolicy(Qt.FocusPolicy.NoFocus)
            key.clicked.connect(partial(self.press, name))
        self.answer.confirmed.connect(self._confirm)
        self.answer.hide()
        self.show_ask(ask)

    def show_ask(self, ask: Ask) -> None:
        """The dose as it stands now."""
        say = self._bridge.say
        self.ask = ask
        status = ask.status.value if ask.status is not None else "untimed"
        restyle(self, "status", status)
        restyle(self.status, "status", status)
        if ask.at is None:
            self.status.setText(say("doses.status.untimed"))
        else:
            today = ask.at.day == self._bridge.desk.now().day
            self.status.setText(say(f"doses.status.{status}" if today else "doses.status.before", at=ask.at))
        dose = say.text(dose_of(ask))
        self.what.setText(dose)
        self.became.setText(charted_words(ask.charted, say))
        self.became.setVisible(bool(ask.charted))
        for key in self.keys.values():
            key.setVisible(not ask.given)
        self.setAccessibleName(
            say(
                "doses.spoken",
                what=dose,
                status=self.status.text(),
                name=self._name(),
                keys=say("doses.keys"),
            )
        )

    def press(self, name: str) -> None:
        """What a key or a click asks: given is saved at once, everything else is said in more words first."""
        if self.ask.given:
            return
        if name == GIVEN:
            order = self.ask.order
            body = {
                "at": self._bridge.desk.now().text,
                "drug": order.drug,
                "dose_mg": str(order.dose_mg),
                "route": order.route,
                "status": GIVEN,
            }
            self._execute(RecordEntry(self.patient_id, Kind.DOSE, body, by=self._bridge.signer))
        else:
            self.detail_asked.emit(name)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """The letters on the buttons; Up and Down; Enter answers a question and Escape takes it back."""
        plain = event.modifiers() in (Qt.KeyboardModifier.NoModifier, Qt.KeyboardModifier.ShiftModifier)
        match event.key():
            case Qt.Key.Key_Return | Qt.Key.Key_Enter if self._asked is not None:
                self._confirm()
            case Qt.Key.Key_Escape if self._asked is not None:
                self._quiet()
            case Qt.Key.Key_Up | Qt.Key.Key_Down as key:
                self.moved.emit(-1 if key == Qt.Key.Key_Up else 1)
            case key if plain and key in KEYS and not event.isAutoRepeat():
                self._quiet()
                self.press(KEYS[Qt.Key(key)])
            case _:
                super().keyPressEvent(event)

    def focusOutEvent(self, event: QFocusEvent) -> None:  # noqa: N802  Qt's name
        """A question is answered where it was asked, at once or not at all."""
        super().focusOutEvent(event)
        if self._asked is not None and event.reason() != Qt.FocusReason.ActiveWindowFocusReason:
            self._quiet()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        """The keys stand below where the dose would have no room beside them."""
        super().resizeEvent(event)
        least = self.fontMetrics().averageCharWidth() * LEAST_LETTERS
        beside = (
            self.status.sizeHint().width() + least + self._keys.sizeHint().width() <= event.size().width()
        )
        down, right = QBoxLayout.Direction.TopToBottom, QBoxLayout.Direction.LeftToRight
        self._top.setDirection(right if beside else down)

    def _confirm(self) -> None:
        if self._asked is not None:
            self._execute(replace(self._asked, confirmed=True))

    def _execute(self, command: RecordEntry) -> None:
        say = self._bridge.say
        self.answer.show()
        try:
            saved = self._bridge.desk.execute(command)
        except Refused as refused:
            self._asked = None
            self.answer.refused(problem_words(refused.problems, say))
        except NeedsConfirmation as asked:
            self._asked = command
            hint = say("ui.entry.confirm-hint")
            self.answer.asks(say.sentences((problem_words(asked.problems, say), hint)))
        except StoreError as error:
            self._asked = None
            self.answer.refused(say.text(error.message))
        else:
            self._say_saved(saved)

    def _say_saved(self, saved: Saved) -> None:
        """What is on the disk now."""
        self._asked = None
        self.answer.show()
        entry = entry_words(saved.entry)
        self.answer.saved(self._bridge.say("ui.form.saved", entry=entry, name=self._name()))

    def _quiet(self) -> None:
        self._asked = None
        self.answer.quiet()
        self.answer.hide()

    def _name(self) -> str:
        return child_name(self._bridge.desk.chart(self.patient_id), self._bridge.say)

    def _lay_out(self) -> None:
        self._keys = QHBoxLayout()
        self._keys.setSpacing(5)
        for key in self.keys.values():
            self._keys.addWidget(key)
        self._keys.addStretch(1)
        asked = QHBoxLayout()
        asked.setSpacing(12)
        asked.addWidget(self.status)
        asked.addWidget(self.what, 1)
        self._top = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._top.setSpacing(4)
        self._top.addLayout(asked, 1)
        self._top.addLayout(self._keys)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(10, 4, 10, 4)
        layout.setSpacing(2)
        layout.addLayout(self._top)
        layout.addWidget(self.became)
        layout.addWidget(self.answer)


def is_waiting(ask: Ask) -> bool:
    """True for what somebody has to do now."""
    return ask.status in (DueStatus.DUE, DueStatus.OVERDUE)

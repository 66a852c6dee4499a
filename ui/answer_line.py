"""What the service answered, in words, beside the button that answers a question."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial

from PySide6.QtCore import QTimer, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from hlhdesk.model.problem import Problem
from hlhdesk.wording import Catalogue
from ui.forms.fields import Field
from ui.widgets import button, restyle, reveal, words

BARE = ("entry.missing", "entry.no-unit", "entry.empty")
"""Problems that say nothing without their field."""


class AnswerLine(QWidget):
    """Saved, refused, or a question that ``confirmed`` answers."""

    confirmed = Signal()

    def __init__(self, say: Catalogue) -> None:
        super().__init__()
        self._say = say
        self.text = words(wraps=True)
        self.confirm = button(say("ui.form.confirm"), kind="ask", tip=say("ui.entry.confirm-hint"))
        self.confirm.clicked.connect(self.confirmed)
        self.confirm.hide()
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.text, 1)
        row.addWidget(self.confirm)

    def saved(self, text: str) -> None:
        """What is on the disk now."""
        self._show("saved", f"✓ {text}")

    def refused(self, text: str) -> None:
        """Why nothing was saved."""
        self._show("refused", self._say("ui.entry.not-saved", reason=text))

    def asks(self, text: str) -> None:
        """A question; the button, or Enter again, says yes."""
        self._show("asked", text)
        self.confirm.show()

    def quiet(self) -> None:
        """Say nothing."""
        self._show("", "")

    def _show(self, look: str, text: str) -> None:
        restyle(self.text, "answer", look)
        self.text.setText(text)
        self.confirm.hide()
        if text:  # in sight once it has its place: it is to be read, and may ask
            QTimer.singleShot(0, self, partial(reveal, self))


def told_at_fields(
    problems: tuple[Problem, ...],
    fields: Mapping[str, Field],
    field_of: Callable[[Problem], str],
    say: Catalogue,
) -> str:
    """Every problem in a sentence; where only the field tells what is meant, its word stands before it."""
    said = []
    for problem in problems:
        field = fields.get(field_of(problem))
        words_of = problem_words((problem,), say)
        if field is not None and problem.message.key in BARE:
            words_of = say("care.at-field", field=field.line.accessibleName(), said=words_of)
        said.append(words_of)
    return say.sentences(said)


def problem_words(problems: tuple[Problem, ...], say: Catalogue) -> str:
    """Every problem in a sentence, with what would be accepted."""
    return say.sentences(
        say.ended(
            say.text(problem.message)
            if problem.accepted is None
            else say(
                "ui.entry.wrong", message=say.unended(say.text(problem.message)), accepted=problem.accepted
            )
        )
        for problem in problems
    )

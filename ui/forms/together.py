"""Several entries saved in one act: refused, asked about once, or said to be saved, in one way everywhere."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from PySide6.QtCore import QObject, Signal

from hlhdesk.model.problem import Problem
from hlhdesk.service import NeedsConfirmation, RecordEntries, Refused, SavedTogether, StoreError
from ui.answer_line import AnswerLine, problem_words
from ui.bridge import Bridge
from ui.words import child_name

Words = Callable[[tuple[Problem, ...]], str]


class Together(QObject):
    """Sends RecordEntries and lets ``answer`` say what came of it.

    ``saved`` carries the SavedTogether, ``stopped`` the problems and whether they are questions: mark the
    fields they belong to. ``said`` names the catalogue's sentence for a save (``count``, ``name``).
    """

    saved = Signal(object)
    stopped = Signal(object, bool)

    def __init__(self, bridge: Bridge, answer: AnswerLine, said: str, words: Words | None = None) -> None:
        super().__init__(answer)
        self._bridge, self._answer, self._said = bridge, answer, said
        self._words = words or (lambda problems: problem_words(problems, bridge.say))
        self._asked: RecordEntries | None = None
        answer.confirmed.connect(self.confirm)

    @property
    def asks(self) -> bool:
        """True while a question waits for its answer."""
        return self._asked is not None

    def forget(self) -> None:
        """What was asked about is not what stands there any more."""
        self._asked = None

    def confirm(self) -> None:
        """Say yes to the question."""
        if self._asked is not None:
            self.send(replace(self._asked, confirmed=True))

    def send(self, command: RecordEntries) -> None:
        """Save all of it, or say why not; nothing is saved in part."""
        say = self._bridge.say
        self._asked = None
        try:
            together = self._bridge.desk.execute(command)
        except Refused as refused:
            self._answer.refused(self._words(refused.problems))
            self.stopped.emit(refused.problems, False)
        except NeedsConfirmation as asked:
            self._asked = command
            self._answer.asks(say.sentences((self._words(asked.problems), say("ui.entry.confirm-hint"))))
            self.stopped.emit(asked.problems, True)
        except StoreError as error:
            self._answer.refused(say.text(error.message))
        else:
            self._tell(command, together)

    def _tell(self, command: RecordEntries, together: SavedTogether) -> None:
        self.saved.emit(together)
        name = child_name(self._bridge.desk.chart(command.patient_id), self._bridge.say)
        self._answer.saved(self._bridge.say(self._said, count=len(together.saved), name=name))

"""The form of an act: one field a line, Enter saves, what is half-typed waits for the child."""

from __future__ import annotations

from collections.abc import Callable

from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QVBoxLayout

from hlhdesk.model.entries import Kind
from hlhdesk.model.problem import Problem
from ui.acts.act import Act, Asking
from ui.bridge import Bridge
from ui.forms.fields import FlagField
from ui.forms.form import Asked, EntryForm
from ui.widgets import words

SAME = {"admitted_on": "on", "discharged_on": "on", "starts_on": "on"}
"""Where the field of an entry has another name in the form."""


class ActForm(EntryForm):
    """``ask`` tells how the child is now: somebody else may have charted since the form was opened."""

    def __init__(self, bridge: Bridge, act: Act, ask: Callable[[], Asking]) -> None:
        self._act, self._ask_now = act, ask
        first = act.fields(ask())
        self._first = {field.name: value for field, value in first}
        super().__init__(
            bridge, Kind.NOTE, [field for field, _ in first], bridge.say(f"acts.{act.name}.title")
        )
        self.save.setText(bridge.say(f"acts.{act.name}.save"))

    def clear(self) -> None:
        """Back to what stood there at first."""
        for name, field in self.fields.items():
            field.put(self._first[name])
        self._quiet()

    def command(self, _patient_id: str) -> Asked:
        return self._act.command(self._ask_now(), self.body())

    def field_of(self, problem: Problem) -> str:
        """Without the command's place; ``entry_id`` and the like stand at no field."""
        place, _, name = problem.field.partition(".")
        found = name if place.isdigit() and name else problem.field
        if found in self.fields:
            return found
        return "note" if found == "text" and "note" in self.fields else SAME.get(found, found)

    @property
    def place(self) -> str:
        return f"act {self._act.name}"

    def _half_typed(self) -> bool:
        return any(field.typed() != self._typed_first[name] for name, field in self.fields.items())

    def _draft_words(self, _content: object) -> str:
        return self._bridge.say(f"acts.{self._act.name}.title")

    @property
    def _typed_first(self) -> dict[str, object]:
        """What ``typed`` gives while nobody typed."""
        return {
            name: value if value is not None else self._empty[name] for name, value in self._first.items()
        }

    def _lay_out(self) -> None:
        self._empty = {name: field.typed() for name, field in self.fields.items()}
        grid = QGridLayout()
        grid.setHorizontalSpacing(12)
        grid.setVerticalSpacing(6)
        for row, field in enumerate(self.fields.values()):
            if not isinstance(field, FlagField):
                label = words(field.line.accessibleName(), role="muted")
                label.setBuddy(field.line)
                grid.addWidget(label, row, 0)
            grid.addWidget(field, row, 1)
        grid.setColumnStretch(1, 1)
        foot = QHBoxLayout()
        foot.addWidget(self.save)
        foot.addWidget(self.answer, 1)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(14, 8, 14, 8)
        layout.addLayout(grid)
        layout.addLayout(foot)

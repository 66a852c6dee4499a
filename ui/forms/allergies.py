"""Allergies: names, "none known", or nothing recorded; three answers that must not be mistaken for one another."""

from __future__ import annotations

from ui.forms.fields import ListField
from ui.marks import Check


class AllergiesField(ListField):
    """Names with commas between them; the box says that it was asked and none is known."""

    share = 2

    def __init__(self, name: str, spoken: str, none_known: str, hint: str) -> None:
        super().__init__(name, spoken, hint=hint)
        self.none = Check(none_known)
        self.none.setAccessibleName(none_known)
        row = self.layout()
        assert row is not None
        row.addWidget(self.none)
        self.none.clicked.connect(self._ticked)
        self.edit.textEdited.connect(self._named)

    def value(self) -> object:
        return [] if self.none.isChecked() else super().value()

    def put(self, value: object) -> None:
        super().put(value or None)
        self.none.setChecked(isinstance(value, list | tuple) and not value)

    def typed(self) -> object:
        return [] if self.none.isChecked() else self.edit.text()

    def _ticked(self, on: bool) -> None:
        if on:
            self.edit.clear()
        self.changed.emit()

    def _named(self, text: str) -> None:
        if text.strip():
            self.none.setChecked(False)

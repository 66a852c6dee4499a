"""One analyte of a panel: its result, its unit, and what was measured last."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QGridLayout, QWidget

from hlhdesk.model.definitions import Analyte
from hlhdesk.model.entries import Lab
from hlhdesk.wording import Catalogue
from ui.entry_line import Line, NumberLine
from ui.marks import Choice
from ui.widgets import restyle, words

WIDE, NARROW = 92, 62


class ResultLine(QObject):
    """The widgets of one row; ``add_to`` puts them into a grid."""

    edited = Signal()

    def __init__(self, analyte: Analyte, say: Catalogue) -> None:
        super().__init__()
        self._say = say
        self.analyte = analyte
        word = say.term("analyte", analyte.name)
        self.name = words(word)
        self.value = NumberLine("result")
        self.value.setAccessibleName(word)
        self.value.setFixedWidth(WIDE)
        self.name.setBuddy(self.value)
        self.unit = Choice()
        self.unit.setAccessibleName(say("labs.unit-of", analyte=word))
        for unit in analyte.units:
            self.unit.addItem(say.unit(unit) or unit, unit)
        self.low, self.high, self.assay = (Line() for _ in range(3))
        for line, key in ((self.low, "low"), (self.high, "high"), (self.assay, "assay")):
            line.setAccessibleName(say(f"labs.{key}-of", analyte=word))
            line.setPlaceholderText(say(f"labs.{key}"))
            line.setFixedWidth(NARROW if line is not self.assay else WIDE)
        self.last = words(role="muted")
        for line in (self.value, self.low, self.high, self.assay):
            line.textEdited.connect(self.edited)
            line.leaves_tables = True
        self.unit.activated.connect(self._unit_chosen)

    def add_to(self, grid: QGridLayout, row: int, column: int) -> None:
        """Put the row into a grid."""
        for at, widget in enumerate(self.widgets):
            grid.addWidget(widget, row, column + at)

    @property
    def widgets(self) -> tuple[QWidget, ...]:
        """The row's widgets from left to right; the assay only where the analyte needs one."""
        assay = (self.assay,) if self.analyte.needs_assay else ()
        return (self.name, self.value, self.unit, self.low, self.high, *assay, self.last)

    def filled(self) -> bool:
        """True when a result stands here."""
        return bool(self.value.text().strip())

    def body(self, at: str, *, fasting: bool | None) -> dict[str, object]:
        """The result as a chart file writes it."""
        body: dict[str, object] = {
            "at": at,
            "analyte": self.analyte.name,
            "value": self.value.text().strip(),
            "unit": self.unit.currentData(),
            "low": self.low.text().strip() or None,
            "high": self.high.text().strip() or None,
            "assay": self.assay.text().strip() or None,
        }
        return body | ({"fasting": fasting} if self.analyte.name == "triglyceride" else {})

    def clear(self) -> None:
        """Empty what is typed for one sample; the unit stays as the laboratory writes it."""
        for line in (self.value, self.low, self.high, self.assay):
            line.clear()
        self.mark("")

    def mark(self, look: str) -> None:
        """Look ``wrong``, ``asks``, or like any other row."""
        for name in ("wrong", "asks"):
            restyle(self.value, name, "true" if name == look else "false")

    def show_last(self, results: Sequence[Lab]) -> None:
        """Say what was measured last among the child's results, and take over its unit."""
        found = (lab for lab in results if lab.analyte == self.analyte.name)
        last: Lab | None = max(found, key=lambda lab: (lab.at.instant, lab.id), default=None)
        if last is None:
            self.last.clear()
            return
        self.last.setText(self._say("labs.last", value=last.value, at=last.at))
        if not self.filled():
            self.unit.setCurrentIndex(max(self.unit.findData(last.value.unit), 0))

    def _unit_chosen(self, _at: int) -> None:
        self.edited.emit()

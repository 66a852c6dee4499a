"""The fields of one row of a round, of fixed widths so that the rows stand under their headings."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLabel, QVBoxLayout, QWidget

from hlhdesk.wording import Catalogue
from ui.entry_line import Line, NumberLine
from ui.marks import Check, Choice
from ui.quick_entry import IMPORT_ONLY
from ui.widgets import dress, words

REASONS = ("on-leave", "refused", "in-theatre", "other")
WHO, LAST = 250, 132
VALUE, SITE, COOLING, TIME, REASON, WORDS, VITAL = 74, 102, 44, 78, 118, 130, 80
GAP = 6


@dataclass(frozen=True, slots=True)
class HalfTyped:
    """What stood in a row that was not saved."""

    texts: tuple[str, ...]
    site: str
    cooling: bool
    reason: str

    @property
    def told(self) -> str:
        """The few words by which the ward board names it."""
        return next((text for text in self.texts if text.strip()), "…")


QWIDGETSIZE_MAX = 16_777_215  # Qt's word for "no limit"


class Cell(NumberLine):
    """A line for digits from which Up and Down lead to the rows above and below."""

    up = Signal()

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        if event.key() == Qt.Key.Key_Up:
            self.up.emit()
        else:
            super().keyPressEvent(event)


class Cells(QWidget):
    """Temperature, vital signs, site, after cooling, time, and why there is no reading."""

    def __init__(self, say: Catalogue, sites: tuple[str, ...], vitals: dict[str, str]) -> None:
        super().__init__()
        self._say = say
        self.value = Cell("round")
        self.vitals = {name: Cell(name) for name in vitals}
        for name, cell in self.vitals.items():
            cell.setPlaceholderText(say(f"ui.round.vital.{name}"))
            cell.setToolTip(say("ui.round.vital-unit", name=say.term("vital", name), unit=vitals[name]))
        self.site = Choice()
        for site in sites:
            if site != IMPORT_ONLY:
                self.site.addItem(say.term("site", site), site)
        self.cooling = Check("")
        self.time = Cell("time")
        self.time.setPlaceholderText(say("ui.round.time-hint"))
        self.reason = Choice()
        self.reason.addItem(say("ui.round.read"), "")
        for reason in REASONS:
            self.reason.addItem(say(f"lines.reason.{reason}"), reason)
        self.detail = dress(Line(), "detail")
        self.detail.setPlaceholderText(say("ui.round.detail"))
        self.cooling.setToolTip(say("ui.entry.after-cooling"))
        self.time.setToolTip(say("ui.entry.time-accepted"))
        self._second = QWidget()
        second = QHBoxLayout(self._second)
        first = QHBoxLayout()
        for row, widgets in ((first, self._columns()), (second, self._vital_cells())):
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(GAP)
            for widget, _ in widgets:
                row.addWidget(widget)
            row.addStretch(1)
        lines = QVBoxLayout(self)
        lines.setContentsMargins(0, 0, 0, 0)
        lines.setSpacing(3)
        lines.addLayout(first)
        lines.addWidget(self._second)
        inside = [self.value, *self.vitals.values(), self.site]
        for before, after in pairwise(inside):
            QWidget.setTabOrder(before, after)
        self.show_vitals(on=False)
        self.show_detail()

    def speak_of(self, who: str) -> None:
        """Whose fields these are, for who hears the screen."""
        say = self._say
        named = {
            self.value: "ui.entry.temperature",
            self.site: "ui.entry.site",
            self.cooling: "ui.entry.after-cooling",
            self.time: "ui.entry.time",
            self.reason: "ui.round.reason",
            self.detail: "ui.round.detail",
        }
        for widget, key in named.items():
            widget.setAccessibleName(say("ui.round.of", what=say(key), who=who))
        for name, cell in self.vitals.items():
            cell.setAccessibleName(say("ui.round.of", what=say.term("vital", name), who=who))

    def lines(self) -> tuple[Line, ...]:
        """Every field that text is typed into."""
        return (self.value, *self.vitals.values(), self.time, self.detail)

    @property
    def missing(self) -> str:
        """Why there is no reading; empty where there is one."""
        return str(self.reason.currentData())

    def filled(self) -> bool:
        """True when something here is not saved."""
        return any(line.text().strip() for line in self.lines()) or bool(self.missing)

    def half_typed(self) -> HalfTyped:
        """What stands in the fields."""
        texts = tuple(line.text() for line in self.lines())
        return HalfTyped(texts, str(self.site.currentData()), self.cooling.isChecked(), self.missing)

    def put(self, content: HalfTyped) -> None:
        """Show what stood in the fields."""
        for line, text in zip(self.lines(), content.texts, strict=True):
            line.setText(text)
        self.use_site(content.site)
        self.cooling.setChecked(content.cooling)
        self.reason.setCurrentIndex(max(self.reason.findData(content.reason), 0))
        self.show_detail()

    def use_site(self, site: str) -> None:
        """Choose the measuring site."""
        self.site.setCurrentIndex(max(self.site.findData(site), 0))

    def clear(self) -> None:
        """Empty everything but the site, which is the child's."""
        self.put(HalfTyped(("",) * len(self.lines()), str(self.site.currentData()), False, ""))

    def show_vitals(self, *, on: bool) -> None:
        """Show the vital signs in a second line, or hide them."""
        self._second.setVisible(on)

    def show_detail(self) -> None:
        """Words are asked for where the reason needs them."""
        self.detail.setVisible(self.reason.currentData() == "other")

    def fit(self, scale: float, *, stacked: bool) -> None:
        """Take the room that the text size in force needs; without headings above, the fields name themselves."""
        for widget, width in (*self._columns(), *self._vital_cells()):
            widget.setFixedWidth(round(width * scale))
        self.cooling.setText(self._say("ui.round.cooled") if stacked else "")
        if stacked:
            self.cooling.setMinimumWidth(0)
            self.cooling.setMaximumWidth(QWIDGETSIZE_MAX)
        self.reason.setItemText(0, self._say("ui.round.read-stacked" if stacked else "ui.round.read"))

    def _columns(self) -> Iterator[tuple[QWidget, int]]:
        yield self.value, VALUE
        yield self.site, SITE
        yield self.cooling, COOLING
        yield self.time, TIME
        yield self.reason, REASON
        yield self.detail, WORDS

    def _vital_cells(self) -> Iterator[tuple[QWidget, int]]:
        for cell in self.vitals.values():
            yield cell, VITAL


class Headings(QWidget):
    """What stands above the columns."""

    def __init__(self, say: Catalogue) -> None:
        super().__init__()
        self._columns: list[tuple[QLabel, int]] = []
        row = QHBoxLayout(self)
        row.setContentsMargins(11, 0, 0, 0)
        row.setSpacing(GAP)
        named = [("ui.round.child", WHO), ("ui.round.last", LAST), ("ui.round.temperature", VALUE)]
        for key, width in named:
            self._add(row, say(key), width)
        rest = [("ui.entry.site", SITE), ("ui.round.cooling", COOLING), ("ui.entry.time", TIME)]
        for key, width in [*rest, ("ui.round.reason", REASON)]:
            self._add(row, say(key), width)
        row.addStretch(1)

    def fit(self, scale: float) -> None:
        """Take the room that the text size in force needs."""
        for label, width in self._columns:
            label.setFixedWidth(round(width * scale))

    def _add(self, row: QHBoxLayout, text: str, width: int) -> None:
        label = words(text, wraps=True, role="muted")
        label.setAlignment(Qt.AlignmentFlag.AlignBottom)
        self._columns.append((label, width))
        row.addWidget(label)

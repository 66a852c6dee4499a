"""The fields of a form: each shows one value of an entry's body and gives it back as a chart file writes it.

What is typed is handed on as text; reading it is the service's work.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Sequence
from datetime import date

from PySide6.QtCore import QSize, Signal
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QPlainTextEdit, QSizePolicy, QWidget

from hlhdesk.model.moment import Moment
from ui.entry_line import Line, NumberLine
from ui.marks import Check, Choice
from ui.typed_day import typed_day
from ui.typed_time import typed_time
from ui.widgets import restyle

SEPARATORS = re.compile(r"[,;，；、]")
FULL_TIME = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}")
CLOCK_ALONE = re.compile(r"\d{1,2}[:.h]?\d{2}")
LINES = 5
DATE, MINUTE = len("YYYY-MM-DD"), len("YYYY-MM-DDTHH:MM")


class Field(QWidget):
    """One named value. ``line`` is the widget that takes the cursor and shows that something is wrong.

    ``value`` is None where nothing was entered; it raises NotATypedTime for a time or day that
    cannot be read. ``changed`` comes only from a person's hand.
    """

    changed = Signal()
    share = 1
    """How many columns of a form it takes."""

    def __init__(self, name: str, line: QWidget, spoken: str) -> None:
        super().__init__()
        self.name = name
        self.line = line
        line.setAccessibleName(spoken)
        self.setFocusProxy(line)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(line)

    def value(self) -> object:
        """What the body holds under this name."""
        raise NotImplementedError

    def put(self, value: object) -> None:
        """Show a body's value; None empties the field."""
        raise NotImplementedError

    def filled(self) -> bool:
        """True when a person would miss what stands here."""
        return self.value() is not None

    def typed(self) -> object:
        """What ``put`` takes to show the same again, readable or not."""
        return self.value()

    def mark(self, look: str = "") -> None:
        """Look ``wrong``, ``asks``, or like any other field."""
        for name in ("wrong", "asks"):
            restyle(self.line, name, "true" if name == look else "false")


class TextField(Field):
    """Words as they are typed. ``numeric`` switches input methods off."""

    def __init__(self, name: str, spoken: str, *, numeric: bool = False, hint: str = "") -> None:
        self.edit: QLineEdit = NumberLine(name) if numeric else Line()
        super().__init__(name, self.edit, spoken)
        self.edit.setPlaceholderText(hint)
        self.edit.textEdited.connect(self.changed)

    def value(self) -> object:
        return self.edit.text().strip() or None

    def put(self, value: object) -> None:
        self.edit.setText("" if value is None else str(value))

    def typed(self) -> object:
        return self.edit.text()


class LongEdit(QPlainTextEdit):
    """Some lines high, whatever the size of the text."""

    def sizeHint(self) -> QSize:  # noqa: N802  Qt's name
        return QSize(super().sizeHint().width(), LINES * self.fontMetrics().lineSpacing() + 14)


class LongField(Field):
    """Several lines of words; Tab leaves it."""

    def __init__(self, name: str, spoken: str) -> None:
        self.edit = LongEdit()
        self.edit.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.edit.setTabChangesFocus(True)
        super().__init__(name, self.edit, spoken)
        self.edit.textChanged.connect(self.changed)

    def value(self) -> object:
        return self.edit.toPlainText().strip() or None

    def put(self, value: object) -> None:
        self.edit.setPlainText("" if value is None else str(value))


class ChoiceField(Field):
    """One of a closed list; ``options`` are pairs of the name in the body and the word on screen."""

    def __init__(self, name: str, spoken: str, options: Iterable[tuple[object, str]]) -> None:
        self.box = Choice()
        super().__init__(name, self.box, spoken)
        for data, word in options:
            self.box.addItem(word, data)
        self._first = self.box.currentData()
        self.box.activated.connect(self._chosen)

    def value(self) -> object:
        return self.box.currentData()

    def put(self, value: object) -> None:
        """Show a value; one that is not on the list joins it, so that nothing is exchanged for another."""
        wanted = self._first if value is None else value
        if wanted is not None and self.box.findData(wanted) < 0:
            self.box.addItem(str(wanted), wanted)
        self.box.setCurrentIndex(self.box.findData(wanted))

    def offer(self, options: Iterable[tuple[object, str]]) -> None:
        """Offer another list; what was chosen stays chosen where it can."""
        chosen = self.value()
        self.box.clear()
        for data, word in options:
            self.box.addItem(word, data)
        self._first = self.box.itemData(0)
        self.box.setCurrentIndex(max(self.box.findData(chosen), 0))

    def filled(self) -> bool:
        return False

    def _chosen(self, _at: int) -> None:
        self.changed.emit()


class FlagField(Field):
    """True or false."""

    def __init__(self, name: str, text: str) -> None:
        self.box = Check(text)
        super().__init__(name, self.box, text)
        self.box.clicked.connect(self._clicked)

    def value(self) -> object:
        return self.box.isChecked()

    def put(self, value: object) -> None:
        self.box.setChecked(bool(value))

    def filled(self) -> bool:
        return False

    def _clicked(self, _on: bool) -> None:
        self.changed.emit()


class MomentField(TextField):
    """``14:02``, ``-1 23:50`` or a full time; empty means now, or nothing where it must be typed.

    A moment that was put comes back as it was, offset and seconds included, until somebody changes it;
    a clock time alone is then of its day.
    """

    def __init__(
        self, name: str, spoken: str, now: Callable[[], Moment], *, must: bool = False, hint: str = ""
    ) -> None:
        super().__init__(name, spoken, numeric=True, hint=hint)
        self._now, self._must = now, must
        self._kept = ""

    def value(self) -> object:
        text = self.edit.text().strip()
        if self._kept and text == _shown(self._kept):
            return self._kept
        if self._kept and CLOCK_ALONE.fullmatch(text):
            text = f"{self._kept[:DATE]} {text}"
        return typed_time(text, self._now()) or (None if self._must else self._now().text)

    def put(self, value: object) -> None:
        text = "" if value is None else str(value)
        self._kept = text if FULL_TIME.match(text) else ""
        super().put(_shown(text) if self._kept else text)

    def filled(self) -> bool:
        return bool(self.edit.text().strip())


class DayField(TextField):
    """A full date, ``-1`` or ``+7``; empty means today, or nothing where the day may be left out."""

    def __init__(
        self, name: str, spoken: str, now: Callable[[], Moment], *, optional: bool = False, hint: str = ""
    ) -> None:
        super().__init__(name, spoken, numeric=True, hint=hint)
        self._now, self._optional = now, optional

    def value(self) -> object:
        found = typed_day(self.edit.text(), self._now().day)
        if found is None and self._optional:
            return None
        return (found or self._now().day).isoformat()

    def day(self) -> date:
        """The day that was typed, else today. Raises NotATypedTime."""
        today = self._now().day
        return typed_day(self.edit.text(), today) or today

    def filled(self) -> bool:
        return bool(self.edit.text().strip())


class ListField(TextField):
    """Several words or clock times with commas between them."""

    def value(self) -> object:
        parts = [part.strip() for part in SEPARATORS.split(self.edit.text())]
        return [part for part in parts if part] or None

    def put(self, value: object) -> None:
        if isinstance(value, str):
            self.edit.setText(value)
            return
        parts = value if isinstance(value, Sequence) else ()
        self.edit.setText(", ".join(str(part) for part in parts))


def _shown(text: str) -> str:
    """A written moment as somebody would type it."""
    return text[:MINUTE].replace("T", " ")

"""The foot of the window: the line to type in, and the keys that change what is typed."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QVBoxLayout, QWidget

from ui.bridge import Bridge
from ui.front_stack import FrontStack
from ui.places import LINES
from ui.quick_entry import QuickEntry
from ui.style import Palette
from ui.views import EntryLine
from ui.widgets import button

TEMPERATURE = "temperature"


class EntryBar(QWidget):
    """The temperature's line first, then what ``ui.places`` lists."""

    def __init__(self, bridge: Bridge, temperature: QuickEntry, palette: Palette) -> None:
        super().__init__()
        self._bridge, self._palette = bridge, palette
        self.temperature = temperature
        self._lines: dict[str, EntryLine] = {}
        self._child: str | None = None
        self.name = TEMPERATURE
        self.stack = FrontStack()
        self.stack.addWidget(temperature)
        self.modes = QButtonGroup(self)
        self.keys = QHBoxLayout()
        self.keys.setSpacing(6)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(3)
        layout.addLayout(self.keys)
        layout.addWidget(self.stack)
        if LINES:
            self._add_key(TEMPERATURE, "F2", checked=True)
        for place in LINES:
            self._add_key(place.name, place.keys[0] if place.keys else "")
        self.keys.addStretch(1)

    def open(self, name: str) -> None:
        """Put a line in front with the cursor in it."""
        self.name = name
        if name == TEMPERATURE:
            self.stack.setCurrentWidget(self.temperature)
            self.temperature.begin()
        else:
            line = self.line(name)
            self.stack.setCurrentWidget(line)
            if self._child is not None:
                line.show_child(self._child)
            line.begin()
        for key in self.modes.buttons():
            key.setChecked(key.objectName() == name)

    def line(self, name: str) -> EntryLine:
        """A line, made when it is first asked for."""
        if name not in self._lines:
            place = next(place for place in LINES if place.name == name)
            line = place.make(self._bridge)
            line.use_palette(self._palette)
            self._lines[name] = line
            self.stack.addWidget(line)
        return self._lines[name]

    def show_child(self, patient_id: str) -> None:
        """Turn to a child; another child's half-typed words stay with that child."""
        self._child = patient_id
        self.temperature.show_child(patient_id)
        for line in self._lines.values():
            line.show_child(patient_id)

    def show_nobody(self) -> None:
        """Take no entries."""
        self._child = None
        self.temperature.show_nobody()
        for line in self._lines.values():
            line.show_nobody()

    def begin(self) -> None:
        """Put the cursor into the line that is in front."""
        self.open(self.name)

    def use_palette(self, palette: Palette) -> None:
        """Take the room that the text size in force needs."""
        self._palette = palette
        self.temperature.fit(palette.scale)
        for line in self._lines.values():
            line.use_palette(palette)

    def _add_key(self, name: str, key: str, *, checked: bool = False) -> None:
        word = self._bridge.say(f"ui.place.{name}")
        made = button(f"{key} {word}".strip(), kind="small", checkable=True, spoken=word)
        made.setObjectName(name)
        made.setChecked(checked)
        made.clicked.connect(partial(self._pressed, name))
        self.modes.addButton(made)
        self.keys.addWidget(made)

    def _pressed(self, name: str, _on: bool = False) -> None:
        self.open(name)

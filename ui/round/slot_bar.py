"""The last six times of the round, one of them chosen."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from hlhdesk.model.moment import Moment
from ui.bridge import Bridge
from ui.round.slots import slots
from ui.widgets import button


class SlotBar(QWidget):
    """``slot`` is what is charted for; ``chosen`` comes when somebody chose another."""

    chosen = Signal()

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self._offered: tuple[Moment, ...] = ()
        self.slot = self._slots()[-1]
        self.buttons = QButtonGroup(self)
        self._row = QHBoxLayout(self)
        self._row.setContentsMargins(0, 0, 0, 0)
        self._row.setSpacing(6)
        self._row.addStretch(1)

    def nearest(self) -> None:
        """Choose the time nearest now."""
        self.slot = self._slots()[-1]

    def offer(self, *, keep: bool) -> None:
        """Offer the times of now; with ``keep`` the chosen one stays while it is among them."""
        offered = self._slots()
        if offered != self._offered:
            if self.slot not in offered or not keep:
                self.slot = offered[-1]
            self._offered = offered
            self._make()
        for made, slot in zip(self.buttons.buttons(), offered, strict=True):
            made.setChecked(slot == self.slot)

    def _slots(self) -> tuple[Moment, ...]:
        return slots(self._bridge.desk.now(), self._bridge.desk.zone)

    def _make(self) -> None:
        say, today = self._bridge.say, self._bridge.desk.now().day
        for old in self.buttons.buttons():
            self.buttons.removeButton(old)
            self._row.removeWidget(old)
            old.hide()
            old.deleteLater()
        for at, slot in enumerate(self._offered):
            key = "ui.round.slot" if slot.day == today else "ui.round.slot-on"
            made = button(say(key, at=slot), kind="small", checkable=True)
            made.clicked.connect(partial(self._pressed, slot))
            self.buttons.addButton(made)
            self._row.insertWidget(at, made)

    def _pressed(self, slot: Moment, _on: bool = False) -> None:
        self.slot = slot
        self.chosen.emit()

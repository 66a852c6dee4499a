"""A dialog about one child: the same identifiers on top as in the window, whatever is saved below them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from hlhdesk.service import StoreError
from ui.bridge import Bridge
from ui.cards import Card
from ui.identity_banner import IdentityBanner, IdentityText
from ui.roomy_dialog import RoomyDialog


@dataclass(frozen=True)
class Ward:
    """What a dialog about one child needs to know of the others.

    ``who`` tells a child's identifiers, its namesakes included, and raises StoreError; ``cards`` are all children.
    """

    who: Callable[[str], IdentityText]
    cards: Callable[[], list[Card]]


class ChildDialog(RoomyDialog):
    """The title names no child: other programs can read it. Raises what the chart raises."""

    def __init__(self, bridge: Bridge, patient_id: str, ward: Ward, title: str, parent: QWidget) -> None:
        self.identity = IdentityBanner(bridge.say)
        super().__init__(title, parent, self.identity)
        self._bridge, self._ward = bridge, ward
        self.patient_id = patient_id
        self.identity.show_text(ward.who(patient_id))
        bridge.charts_changed.connect(self._identify)

    def _identify(self, changed: frozenset[str]) -> None:
        """Who the child is may change while the dialog is open."""
        if self.patient_id in changed:
            try:
                self.identity.show_text(self._ward.who(self.patient_id))
            except StoreError as error:
                self._bridge.failed.emit(self._bridge.say.text(error.message))
                self.reject()

"""A dialog about one child: the same identifiers on top as in the window, whatever is saved below them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QDialog, QFrame, QScrollArea, QVBoxLayout, QWidget

from hlhdesk.service import StoreError
from ui.bridge import Bridge
from ui.cards import Card
from ui.identity_banner import IdentityBanner, IdentityText
from ui.widgets import dress


@dataclass(frozen=True)
class Ward:
    """What a dialog about one child needs to know of the others.

    ``who`` tells a child's identifiers, its namesakes included, and raises StoreError; ``cards`` are all children.
    """

    who: Callable[[str], IdentityText]
    cards: Callable[[], list[Card]]


SIDES = 40
LEAST = 880


class ChildDialog(QDialog):
    """``body`` is the column below the banner. The title names no child: other programs can read it."""

    def __init__(self, bridge: Bridge, patient_id: str, ward: Ward, title: str, parent: QWidget) -> None:
        super().__init__(parent)
        self._bridge, self._ward = bridge, ward
        self.patient_id = patient_id
        self.setWindowTitle(title)
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.identity = IdentityBanner(bridge.say)
        self.identity.show_text(ward.who(patient_id))
        inside = dress(QWidget(), "page")
        self.body = QVBoxLayout(inside)
        self.body.setContentsMargins(14, 4, 14, 10)
        self.body.setSpacing(8)
        area = dress(QScrollArea(), "dialogArea")
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(inside)
        self._inside, self._window, self._area = inside, parent, area
        layout = QVBoxLayout(self)
        layout.setContentsMargins(8, 8, 8, 4)
        layout.setSpacing(6)
        layout.addWidget(self.identity)
        layout.addWidget(area, 1)
        bridge.charts_changed.connect(self._identify)

    def fit(self) -> None:
        """As large as what stands in it, in the middle of the window and never beyond it."""
        window, inside = self._window, self._inside
        width = min(max(inside.sizeHint().width() + SIDES, LEAST), window.width() - SIDES)
        layout = inside.layout()
        assert layout is not None
        layout.activate()
        needed = self.identity.heightForWidth(width - SIDES // 2) + inside.sizeHint().height() + SIDES
        self.resize(width, min(needed, window.height() - SIDES))
        middle = window.geometry().center()
        self.move(middle.x() - self.width() // 2, middle.y() - self.height() // 2)

    def reveal(self, widget: QWidget) -> None:
        """Bring a part into sight where the window is too small for all of it."""
        self.fit()
        self._area.ensureWidgetVisible(widget)

    def _identify(self, changed: frozenset[str]) -> None:
        """Who the child is may change while the dialog is open."""
        if self.patient_id in changed:
            try:
                self.identity.show_text(self._ward.who(self.patient_id))
            except StoreError as error:
                self._bridge.failed.emit(self._bridge.say.text(error.message))
                self.reject()

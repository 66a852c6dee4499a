"""What the window asks of the views that it holds: tabs beside the chart, lines to type in, pages of the ward."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.state import PatientState
from ui.bridge import Bridge
from ui.style import Palette


class View(QFrame):
    """What every view can do; each overrides what concerns it."""

    def begin(self) -> None:
        """Put the cursor where work begins."""
        self.setFocus()

    def use_palette(self, palette: Palette) -> None:
        """Paint in ``palette``, at its text size, from now on; style sheets follow by themselves."""


class ChildView(View):
    """A tab about the child on screen. It is told only while it is in front, and again when it comes there."""

    def show_child(self, chart: PatientChart, state: PatientState) -> None:
        """Show what is true of this child now; called again after every change."""
        raise NotImplementedError

    def show_nobody(self) -> None:
        """Hold nothing of any child."""
        raise NotImplementedError


class EntryLine(View):
    """A line that charts something for the child on screen."""

    def show_child(self, patient_id: str) -> None:
        """Turn to a child; what was half-typed for another stays with that one."""
        raise NotImplementedError

    def show_nobody(self) -> None:
        """Take no entries."""
        raise NotImplementedError


class WardPage(View):
    """A page about the whole ward in the place of the child's. ``done`` asks to go back."""

    done = Signal()

    def refresh(self) -> None:
        """Show what is true now; called when the page comes to the front and after every change."""
        raise NotImplementedError

    def keep(self) -> None:
        """Keep what is half-typed with its child; most pages hold nothing."""


V_co = TypeVar("V_co", bound=View, covariant=True)


@dataclass(frozen=True)
class Place(Generic[V_co]):
    """A view by its name (``ui.place.NAME`` is its word), made when it is first asked for, and its shortcuts."""

    name: str
    make: Callable[[Bridge], V_co]
    keys: tuple[str, ...] = ()

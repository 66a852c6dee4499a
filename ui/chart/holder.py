"""The chart's place in the window: there at once, filled when the drawing library has been read.

The library is imported on a thread after the first paint, so that no key waits for it. Qt's classes,
which it looks up all at once, are made before in the window's thread, a few between two keys: PySide
makes each at its first look-up, and to do that in two threads at once ended the process (once in 150 starts).
"""

from __future__ import annotations

import importlib
import logging
from collections.abc import Iterator
from threading import Thread
from time import monotonic
from types import ModuleType
from typing import TYPE_CHECKING

from PySide6 import QtCore, QtGui, QtWidgets
from PySide6.QtCore import QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from hlhdesk.wording import Catalogue
from ui.style import Palette
from ui.widgets import words

if TYPE_CHECKING:
    from hlhdesk.charting.spec import ChartSpec
    from ui.chart.view import ChartView

LOOK_MS = 15
LOOK_UP_S = 0.003
SLICES = ("numpy", "pyqtgraph", "hlhdesk.charting", "ui.chart.view")
log = logging.getLogger(__name__)


class Loader(QObject):
    """Imports the drawing library without blocking the window; ``ready`` comes in the window's thread."""

    ready = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._thread = Thread(target=_import_all, name="chart-import", daemon=True)
        self._look = QTimer(self, interval=LOOK_MS)
        self._look.timeout.connect(self._check)
        self._names = _qt_names()
        self._make = QTimer(self, interval=0)
        self._make.timeout.connect(self._make_some)

    def start(self) -> None:
        """Begin; ``ready`` is emitted once."""
        self._make.start()

    def wait(self) -> None:
        """Let a running import end, and stop looking."""
        self._make.stop()
        self._look.stop()
        if self._thread.is_alive():
            self._thread.join()

    def _make_some(self) -> None:
        """Some of Qt's classes; after the last one the import begins."""
        until = monotonic() + LOOK_UP_S
        for module, name in self._names:
            getattr(module, name)
            if monotonic() > until:
                return
        self._make.stop()
        self._thread.start()
        self._look.start()

    def _check(self) -> None:
        if not self._thread.is_alive():
            self._look.stop()
            self.ready.emit()


def _qt_names() -> Iterator[tuple[ModuleType, str]]:
    """Every name of the modules that the drawing library mirrors."""
    for module in (QtCore, QtGui, QtWidgets):
        for name in dir(module):
            yield module, name


def _import_all() -> None:
    for name in SLICES:
        importlib.import_module(name)


class ChartHolder(QStackedWidget):
    """A line of words until the chart can be drawn, then the chart."""

    view_made = Signal()

    def __init__(self, say: Catalogue, palette: Palette, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(say("ui.chart.name"))
        self._say = say
        self._palette = palette
        self._words = words(say("ui.chart.loading"), "empty", wraps=True)
        self._words.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self.addWidget(self._words)
        self.view: ChartView | None = None
        self._loader = Loader(self)
        self._loader.ready.connect(self._make)

    @property
    def palette_in_use(self) -> Palette:
        """The palette in which the chart is drawn."""
        return self._palette

    def start(self) -> None:
        """Begin to read the drawing library."""
        self._loader.start()

    def stop(self) -> None:
        """End what is under way, so that nothing outlives the window."""
        self._loader.wait()
        if self.view is not None:
            self.view.stop()

    def show_spec(self, spec: ChartSpec, marks: dict[str, str], *, last_day: bool = False) -> None:
        """Draw ``spec`` when the chart is there; ``marks`` are words beside single readings.

        ``last_day`` shows its last 24 hours alone.
        """
        if self.view is not None:
            self.view.show_spec(spec, marks, last_day=last_day)
            self.setCurrentWidget(self.view)
            self.setAccessibleDescription(spec.description)

    def show_words(self, text: str) -> None:
        """Show a sentence instead of a chart."""
        self._words.setText(text)
        self.setCurrentWidget(self._words)

    def set_palette(self, palette: Palette) -> None:
        """Draw in another palette from now on."""
        self._palette = palette
        if self.view is not None:
            self.view.set_palette(palette)

    def _make(self) -> None:
        from ui.chart.view import ChartView  # noqa: PLC0415  after the first paint

        self.view = ChartView(self._palette, self._say, self)
        self.addWidget(self.view)
        self.view_made.emit()

"""The real window over a database, driven and watched from inside."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtCore import QEvent, QObject
from PySide6.QtWidgets import QApplication

from hlhdesk.service import Desk
from ui import app
from ui.window import MainWindow

LONGEST = 60.0


class Paints(QObject):
    """Counts how often a widget was painted."""

    count = 0

    def eventFilter(self, _: QObject, event: QEvent) -> bool:  # noqa: N802  Qt's name
        """Called by Qt; never takes an event away."""
        self.count += event.type() == QEvent.Type.Paint
        return False


def wait(what: Callable[[], bool]) -> None:
    """Let the window work until something is so."""
    deadline = time.monotonic() + LONGEST
    while not what():
        if time.monotonic() > deadline:
            raise RuntimeError("the window did not get there")
        QApplication.processEvents()


@contextmanager
def open_window(path: Path) -> Iterator[tuple[MainWindow, Paints]]:
    """The window with its chart on screen, and the paints of that chart."""
    app.application()
    with Desk.open(path) as desk:
        window = app.build_window(desk)
        app.keep_still(window)
        window.show()
        wait(lambda: window.chart.holder.view is not None)
        view = window.chart.holder.view
        assert view is not None
        paints = Paints(window)
        view.canvas.viewport().installEventFilter(paints)
        QApplication.processEvents()
        try:
            yield window, paints
        finally:
            window.close()

"""In a watched child process: notes the first batch of paints, then ends the process.

Imports as little as it can, so that it weighs nothing beside what it watches.
"""

from __future__ import annotations

import json
import os
import sys
import time

from PySide6 import QtCore, QtWidgets

LATE = ("numpy", "pyqtgraph", "reportlab", "PIL")


class Watcher(QtCore.QObject):
    """Sees every event of the program before it is handled."""

    def __init__(self, wait_for_chart: bool) -> None:
        super().__init__()
        self.started = float(os.environ["BENCH_START"])
        self.wait_for_chart = wait_for_chart
        self.settled = False
        self.seen: dict[str, object] = {}

    def eventFilter(self, watched: QtCore.QObject, event: QtCore.QEvent) -> bool:  # noqa: N802  Qt's name
        """Called by Qt; never takes an event away."""
        if event.type() == QtCore.QEvent.Type.Paint and isinstance(watched, QtWidgets.QWidget):
            self.painted(watched)
        return False

    def painted(self, widget: QtWidgets.QWidget) -> None:
        """The first batch of paints is the window; the first paint inside a graphics view is the chart."""
        now = time.monotonic() - self.started
        if not self.seen:
            self.seen["late"] = " ".join(name for name in LATE if name in sys.modules)
            packages = {name.split(".")[0] for name in sys.modules if not name.startswith("_")}
            self.seen["modules"] = " ".join(sorted(packages))
            QtCore.QTimer.singleShot(0, self.settle)
        if not self.settled:
            self.seen["window"] = now
        if "chart" not in self.seen and isinstance(widget.parent(), QtWidgets.QGraphicsView):
            self.seen["chart"] = now
            QtCore.QTimer.singleShot(0, self.end)

    def settle(self) -> None:
        """The first batch is over."""
        self.settled = True
        if not self.wait_for_chart:
            self.end()

    def end(self) -> None:
        """Tell what was seen and leave at once."""
        sys.stdout.write(json.dumps(self.seen) + "\n")
        sys.stdout.flush()
        os._exit(0)


def watch(wait_for_chart: bool) -> None:
    """Every application that the program makes from now on is watched."""
    watcher = Watcher(wait_for_chart)
    plain = QtWidgets.QApplication

    class Watched(plain):  # type: ignore[valid-type, misc]
        def __init__(self, *arguments: object) -> None:
            super().__init__(*arguments)
            self.installEventFilter(watcher)

    QtWidgets.QApplication = Watched  # type: ignore[misc, assignment]

"""Saving the discharge summary: asked for by name, rendered off the window's thread, written whole."""

from __future__ import annotations

import logging
import os
import re
import tempfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import QObject, QRunnable, QThreadPool, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.state import PatientState
from hlhdesk.report import summary_moment
from ui.bridge import Bridge
from ui.pages import Pages, render_discharge_summary
from ui.words import child_name

Ask = Callable[[QWidget | None, str, str, str], str]
UNSAFE = re.compile(r"[^\w.-]+", re.ASCII)
LONGEST = 60
log = logging.getLogger(__name__)


def file_name(stem: str, chart: PatientChart, state: PatientState) -> str:
    """A name that every file system takes: the hospital number and the day, never the child's name."""
    number = UNSAFE.sub("-", chart.patient_id).strip("-.")[:LONGEST] or "child"
    return f"{stem}_{number}_{state.as_of.day.isoformat()}.pdf"


def ask_file(parent: QWidget | None, title: str, name: str, kinds: str) -> str:
    """Ask where to save; an empty text when the person changed their mind."""
    return QFileDialog.getSaveFileName(parent, title, str(Path.home() / name), kinds)[0]


@dataclass(frozen=True, slots=True)
class Written:
    """How it ended: ``error`` is empty when the file is there."""

    name: str
    file: Path
    error: str = ""


class _Told(QObject):
    ended = Signal(object)


class _Job(QRunnable):
    """Renders one summary and writes it: the whole file or none."""

    def __init__(self, pages: Pages, name: str, file: Path) -> None:
        super().__init__()
        self.pages, self.name, self.file = pages, name, file
        self.told = _Told()

    def run(self) -> None:
        try:
            write_whole(self.file, render_discharge_summary(self.pages))
        except (OSError, ValueError, LookupError) as error:
            self.told.ended.emit(Written(self.name, self.file, str(error) or type(error).__name__))
        except Exception as error:  # a bug, on a thread where nobody else would hear of it
            log.error("%s while rendering a summary", type(error).__name__)
            self.told.ended.emit(Written(self.name, self.file, type(error).__name__))
        else:
            self.told.ended.emit(Written(self.name, self.file))


class SummarySaver(QObject):
    """``save`` asks for a file and starts the work; ``ended`` tells how it went."""

    ended = Signal(object)

    def __init__(self, bridge: Bridge, window: QWidget, ask: Ask = ask_file) -> None:
        super().__init__(window)
        self._bridge = bridge
        self._window = window
        self.ask = ask
        self._pool = QThreadPool(self)
        self._running: list[_Job] = []

    def save(self) -> None:
        """Save the summary of the child on screen."""
        bridge = self._bridge
        if bridge.child is None:
            return
        chart = bridge.desk.chart(bridge.child)
        state = bridge.desk.state(bridge.child, summary_moment(chart, bridge.desk.now()))
        name = child_name(chart, bridge.say)
        title = bridge.say("ui.summary.title", name=name, number=chart.patient_id)
        suggested = file_name(bridge.say("ui.summary.file"), chart, state)
        chosen = self.ask(self._window, title, suggested, bridge.say("ui.summary.filter"))
        if not chosen:
            return
        file = Path(chosen) if chosen.lower().endswith(".pdf") else Path(f"{chosen}.pdf")
        job = _Job(Pages.of(bridge, chart, state), name, file)
        job.setAutoDelete(False)
        job.told.ended.connect(self._ended)
        self._running.append(job)
        bridge.noticed.emit(bridge.say("ui.summary.working", name=name))
        self._pool.start(job)

    def stop(self) -> None:
        """Wait for what is being written: a summary that was asked for is not lost by closing."""
        self._pool.waitForDone()

    def _ended(self, written: Written) -> None:
        bridge, say = self._bridge, self._bridge.say
        self._running = [job for job in self._running if job.told is not self.sender()]
        if written.error:
            bridge.failed.emit(say("ui.summary.failed", reason=written.error))
        else:
            bridge.noticed.emit(say("ui.summary.saved", name=written.name, file=str(written.file)))
        self.ended.emit(written)


def write_whole(file: Path, data: bytes) -> None:
    """Write beside the file and put it in place in one step; raises OSError and leaves nothing."""
    handle, beside = tempfile.mkstemp(dir=file.parent, prefix=".hlhdesk-", suffix=".pdf")
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(data)
        Path(beside).replace(file)
    except OSError:
        Path(beside).unlink(missing_ok=True)
        raise

"""Pages of several children into a folder, one after the other: whole files or none, with an end at any time."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import partial
from pathlib import Path

from PySide6.QtCore import QObject, QTimer, Signal

from ui.bridge import Bridge
from ui.page_files import file_name, free_file, write_whole
from ui.page_office import PageOffice
from ui.pages import Choice, Pages, reason, render


class Batch(QObject):
    """``start`` begins, ``cancel`` ends; what is finished stays.

    ``moved`` tells that the next child is begun, ``refused`` a child and why it has no page, ``ended`` the end.
    """

    moved = Signal()
    refused = Signal(str, str)
    ended = Signal()

    def __init__(self, bridge: Bridge, office: PageOffice, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge, self._office = bridge, office
        self._waiting: list[str] = []
        self._choice = Choice()
        self._folder = Path()
        self.running = self.cancelled = False
        self.count = self.written = self.failed = 0
        self.unrecorded = ""
        self.child = ""
        self._next = QTimer(self, singleShot=True, interval=0)
        self._next.timeout.connect(self._begin_one)

    @property
    def begun(self) -> int:
        """How many children were begun."""
        return self.count - len(self._waiting)

    def start(self, patient_ids: Iterable[str], choice: Choice, folder: Path) -> None:
        """Write a page of each child into the folder; a file that is there is never replaced."""
        self._waiting = list(patient_ids)
        self._choice, self._folder = choice, folder
        self.count, self.written, self.failed, self.unrecorded = len(self._waiting), 0, 0, ""
        self.running, self.cancelled = True, False
        self._next.start()

    def cancel(self) -> None:
        """Begin no other child; a page that is being made is not written. ``ended`` follows."""
        self.cancelled = True

    def _begin_one(self) -> None:
        """Values are taken here, in the window's thread, one child between two keys."""
        if not self.running:
            return
        if self.cancelled or not self._waiting:
            self.running = False
            self.ended.emit()
            return
        self.child = self._waiting.pop(0)
        self.moved.emit()
        try:
            self._bridge.desk.page_by(self._choice.kind, self._choice.by)
            pages = Pages.of(self._bridge.desk, self.child, self._choice)
        except Exception as error:  # one child's damaged chart is not another's
            self._refuse(self.child, error)
            return
        work = partial(_write_one, pages, self._folder, lambda: self.cancelled)
        self._office.worker.do(work, partial(self._wrote, pages), partial(self._refuse, self.child))

    def _wrote(self, pages: Pages, pdf: bytes | None) -> None:
        if pdf is not None:
            self.written += 1
            self.unrecorded = self._office.record(pages, pdf) or self.unrecorded
        self._next.start()

    def _refuse(self, patient_id: str, error: Exception) -> None:
        self.failed += 1
        self.refused.emit(patient_id, reason(error, self._bridge.say))
        self._next.start()


def _write_one(pages: Pages, folder: Path, cancelled: Callable[[], bool]) -> bytes | None:
    """Make and write one page, on the thread; None when the end came first."""
    pdf = render(pages)
    if cancelled():
        return None
    write_whole(free_file(folder, file_name(pages)), pdf)
    return pdf

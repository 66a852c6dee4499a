"""What leaves the program: bytes are written or printed as previewed, and the history keeps that they were."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from hlhdesk.service import Refused, StoreError
from ui.bridge import Bridge
from ui.file_asking import is_of_the_database
from ui.page_files import write_whole
from ui.page_work import Worker
from ui.pages import Pages, reason
from ui.words import child_name

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter


class PageOffice(QObject):
    """Outlives the dialogs, so that closing one loses nothing. ``said`` tells each end and whether it failed."""

    said = Signal(str, bool)

    def __init__(self, bridge: Bridge, parent: QObject) -> None:
        super().__init__(parent)
        self._bridge = bridge
        self.worker = Worker(self)

    def write(self, pages: Pages, pdf: bytes, file: Path) -> None:
        """Write these bytes: the whole file or none."""
        if is_of_the_database(file, self._bridge.desk.path):
            self._failed(Refused.because("file", "ui.pages.is-database"))
            return
        told = self._words("ui.pages.saved", pages, file=str(file))
        self._do(partial(write_whole, file, pdf), pages, pdf, told)

    def put_on_paper(self, pages: Pages, pdf: bytes, printer: QPrinter) -> None:
        """Print these bytes."""
        from ui.printing import print_pdf  # noqa: PLC0415  loaded with the first printing

        self._do(partial(print_pdf, pdf, printer), pages, pdf, self._words("ui.pages.printed", pages))

    def record(self, pages: Pages, pdf: bytes) -> str:
        """Put the printing into the history; a sentence that says why it could not be, else an empty one."""
        try:
            self._bridge.desk.record_page(pages.printed(pdf))
        except (StoreError, Refused) as error:
            say = self._bridge.say
            return say("ui.pages.not-recorded", reason=reason(error, say))
        return ""

    def _do(self, work: Callable[[], object], pages: Pages, pdf: bytes, told: str) -> None:
        try:
            self._bridge.desk.page_by(pages.choice.kind, pages.choice.by)
        except Refused as refused:  # before a page leaves, not after
            self._failed(refused)
            return
        self.worker.do(work, partial(self._went, pages, pdf, told), self._failed)

    def _went(self, pages: Pages, pdf: bytes, told: str, _result: object) -> None:
        missed = self.record(pages, pdf)
        if missed:
            told = self._bridge.say.sentences((told, missed))
            self._bridge.failed.emit(told)
        else:
            self._bridge.noticed.emit(told)
        self.said.emit(told, bool(missed))

    def _failed(self, error: Exception) -> None:
        told = self._bridge.say("ui.pages.failed", reason=reason(error, self._bridge.say))
        self._bridge.failed.emit(told)
        self.said.emit(told, True)

    def _words(self, key: str, pages: Pages, **values: str) -> str:
        say = self._bridge.say
        page = say.term("page-kind", pages.choice.kind)
        return say(key, page=page, name=child_name(pages.chart, say), **values)

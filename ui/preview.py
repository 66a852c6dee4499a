"""The preview of one child's pages: what is shown is what is saved and printed, byte for byte."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPushButton, QVBoxLayout, QWidget

from hlhdesk.report import UnknownVisit
from hlhdesk.service import StoreError
from ui.bridge import Bridge
from ui.identity_banner import IdentityBanner, IdentityText
from ui.page_choice import PageChoice, visit_words
from ui.page_files import AskFile, ask_file, file_name
from ui.page_office import PageOffice
from ui.page_view import PageView
from ui.pages import Pages, reason, render
from ui.pdf_pictures import Leaf, leaves
from ui.widgets import button, restyle, words
from ui.words import child_name

if TYPE_CHECKING:
    from PySide6.QtPrintSupport import QPrinter

ChoosePrinter = Callable[[QWidget, str, int], "QPrinter | None"]


class Preview(QDialog):
    """``shown`` tells that the pages stand, ``refused`` that they cannot be made. Raises what the chart raises."""

    shown = Signal()
    refused = Signal()

    def __init__(
        self, bridge: Bridge, office: PageOffice, patient_id: str, who: IdentityText, parent: QWidget
    ) -> None:
        super().__init__(parent)
        self._bridge, self._office, self.patient_id = bridge, office, patient_id
        self._worker = office.worker
        self.ask_file: AskFile = ask_file
        self.choose_printer: ChoosePrinter = _choose_printer
        self.pages: Pages | None = None
        self.pdf = b""
        desk, say = bridge.desk, bridge.say
        chart = desk.chart(patient_id)
        self.name = child_name(chart, say)
        self.setWindowTitle(say("ui.pages.title"))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        self.identity = IdentityBanner(say)
        self.identity.show_text(who)
        self.choice = PageChoice(bridge, visit_words(chart, desk.state(patient_id), say))
        self.view = PageView(say, office.worker)
        self.said = words(wraps=True, name="said")
        self.place = words(role="muted")
        self._lay_out()
        self._keys()
        self.choice.changed.connect(self.make)
        self.choice.typing.connect(self._drop)
        self.view.moved.connect(self._say_place)
        office.said.connect(self._tell)
        bridge.charts_changed.connect(self._changed)
        self.finished.connect(self._closed)

    def make(self) -> None:
        """Make the page that is chosen, from what is true now."""
        self._drop()
        self._tell("")
        self.view.show_words(self._bridge.say("ui.pages.making"))
        try:
            pages = Pages.of(self._bridge.desk, self.patient_id, self.choice.choice)
        except (StoreError, UnknownVisit) as error:
            self._refuse(error)
            return
        self._choose_visit(pages.choice.visit)
        self._worker.do(partial(_made, pages), partial(self._show, pages), self._refuse, self)

    def save(self) -> None:
        """Ask for a file and write the previewed bytes: the whole file or none."""
        pages, pdf, say = self.pages, self.pdf, self._bridge.say
        if pages is None:
            return
        page = say.term("page-kind", pages.choice.kind)
        title = say("ui.pages.save-title", page=page, name=self.name, number=self.patient_id)
        chosen = self.ask_file(self, title, file_name(pages), say("ui.pages.filter"))
        if chosen:
            self._tell(say("ui.pages.working"))
            file = Path(chosen) if chosen.lower().endswith(".pdf") else Path(f"{chosen}.pdf")
            self._office.write(pages, pdf, file)

    def print_pages(self) -> None:
        """Ask for a printer and print the previewed bytes."""
        pages, pdf = self.pages, self.pdf
        if pages is None:
            return
        printer = self.choose_printer(self, file_name(pages), len(self.view.sheets))
        if printer is not None:
            self._tell(self._bridge.say("ui.pages.working"))
            self._office.put_on_paper(pages, pdf, printer)

    def _drop(self) -> None:
        """What is shown is no longer what is wanted: it can be neither saved nor printed."""
        self._worker.forget(self)
        self.pages, self.pdf = None, b""
        self._ready(False)

    # what came of it

    def _show(self, pages: Pages, made: tuple[bytes, tuple[Leaf, ...]]) -> None:
        self.pages = pages
        self.pdf, found = made
        self.view.show_pdf(self.pdf, found)
        self._tell("")
        self._ready(True)
        self.shown.emit()

    def _refuse(self, error: Exception) -> None:
        say = self._bridge.say
        told = say("ui.pages.refused", reason=reason(error, say))
        self.view.show_words(told)
        self._tell(told, failed=True)
        self.refused.emit()

    def _changed(self, patient_ids: frozenset[str]) -> None:
        """A page that no longer says what the chart says is made again before anybody prints it."""
        if self.patient_id in patient_ids and self.isVisible():
            self.make()

    def _closed(self) -> None:
        self._worker.forget(self)
        self._worker.forget(self.view)

    # saying

    def _tell(self, text: str, failed: bool = False) -> None:
        restyle(self.said, "answer", "refused" if failed else "")
        self.said.setText(text)

    def _say_place(self) -> None:
        count = len(self.view.sheets)
        say = self._bridge.say
        self.place.setText(say("ui.pages.page-of", page=self.view.page + 1, count=count) if count else "")
        self.percent.setText(say("ui.pages.percent", percent=self.view.percent) if count else "")

    def _choose_visit(self, visit: str | None) -> None:
        """The box says which visit the page is about when nobody chose one."""
        if visit is not None:
            self.choice.visit.setCurrentIndex(self.choice.visit.findData(visit))

    def _ready(self, ready: bool) -> None:
        for part in (self.save_button, self.print_button, *self.tools):
            part.setEnabled(ready)

    # building

    def _lay_out(self) -> None:
        say = self._bridge.say
        bar = QHBoxLayout()
        bar.addWidget(self.choice)
        bar.addStretch(1)
        bar.addWidget(self.place)
        self.percent = words(role="muted")
        self.tools: list[QPushButton] = []
        tools = (
            ("up", partial(self.view.go, -1)),
            ("down", partial(self.view.go, 1)),
            ("smaller", partial(self.view.zoom, -1)),
            ("larger", partial(self.view.zoom, 1)),
            ("fit", partial(self.view.zoom, 0)),
        )
        for name, act in tools:
            tip = say(f"ui.pages.{name}-hint")
            tool = button(say(f"ui.pages.{name}"), kind="small", tip=tip, spoken=tip)
            tool.setAutoDefault(False)
            self.tools.append(tool)
            tool.clicked.connect(partial(_calling, act))
            if name == "larger":
                bar.addWidget(self.percent)
            bar.addWidget(tool)
        self.save_button = button(say("ui.pages.save"), kind="main", tip=say("ui.pages.save-hint"))
        self.print_button = button(say("ui.pages.print"), kind="plain", tip=say("ui.pages.print-hint"))
        self.close_button = button(say("ui.pages.close"), kind="plain", tip=say("ui.pages.close-hint"))
        foot = QHBoxLayout()
        foot.addWidget(self.said, 1)
        foot.addWidget(self.choice.by)
        ends: tuple[tuple[QPushButton, Callable[[], object]], ...] = (
            (self.close_button, self.reject),
            (self.print_button, self.print_pages),
            (self.save_button, self.save),
        )
        for made, end in ends:
            made.setAutoDefault(made is self.save_button)
            made.clicked.connect(partial(_calling, end))
            foot.addWidget(made)
        self.save_button.setDefault(True)
        column = QVBoxLayout(self)
        column.setContentsMargins(10, 10, 10, 10)
        column.addWidget(self.identity)
        column.addLayout(bar)
        column.addWidget(self.view, 1)
        column.addLayout(foot)
        self.view.setFocus()

    def _keys(self) -> None:
        keys: dict[str, Callable[[], object]] = {
            "PgDown": partial(self.view.scroll, 1),
            "PgUp": partial(self.view.scroll, -1),
            "Ctrl+PgDown": partial(self.view.go, 1),
            "Ctrl+PgUp": partial(self.view.go, -1),
            "Ctrl++": partial(self.view.zoom, 1),
            "Ctrl+=": partial(self.view.zoom, 1),
            "Ctrl+-": partial(self.view.zoom, -1),
            "Ctrl+0": partial(self.view.zoom, 0),
            "Ctrl+S": self.save,
            "Ctrl+P": self.print_pages,
        }
        for key, act in keys.items():
            QShortcut(QKeySequence(key), self).activated.connect(act)


def _made(pages: Pages) -> tuple[bytes, tuple[Leaf, ...]]:
    """The bytes and their pages, on the thread."""
    pdf = render(pages)
    return pdf, leaves(pdf)


def _calling(act: Callable[[], object], _checked: bool = False) -> None:
    act()


def _choose_printer(parent: QWidget, name: str, pages: int) -> QPrinter | None:
    from ui.printing import choose_printer  # noqa: PLC0415  loaded with the first printing

    return choose_printer(parent, name, pages)

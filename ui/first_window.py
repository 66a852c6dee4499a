"""The first window: the ward board's frame and its search, there at once, while the rest of the program is read.

It knows no chart. What is typed into it is not lost: the window that takes its place goes on with it.
It names no flag of ``Qt``: making that class alone takes a tenth of a small window's start.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QByteArray, QCoreApplication
from PySide6.QtGui import QCloseEvent, QPaintEvent
from PySide6.QtWidgets import (
    QApplication,
    QFrame,
    QLabel,
    QLineEdit,
    QMainWindow,
    QSplitter,
    QVBoxLayout,
    QWidget,
)

from resources import early_text
from ui.application import application, own_icon
from ui.remembered import LANGUAGES, Look, Remembered
from ui.style import load_palette

if TYPE_CHECKING:
    from ui.window import MainWindow

BOARD_WIDTH, START_SIZE = 284, (1366, 740)
MENUS = ("ward", "child", "chart", "view", "help")
KEYS = ".keys"
SLICES = (
    "hlhdesk.store",
    "hlhdesk.model.entries",
    "hlhdesk.model.definitions",
    "hlhdesk.model.state",
    "hlhdesk.wording",
    "hlhdesk.definitions",
    "hlhdesk.entry",
    "hlhdesk.rules",
    "hlhdesk.service",
    "ui.ward_board",
    "ui.chart_pane",
    "ui.child_tabs",
    "ui.window",
    "ui.app",
)
"""What the window needs, in the order in which it is read: between two of them keys are taken."""


class FirstWindow(QMainWindow):
    """Looks like the window that comes. ``left`` says that somebody closed it; ``entered`` that Enter was pressed."""

    def __init__(self, words: Mapping[str, Any], look: Look) -> None:
        super().__init__()
        self.left = self.entered = self.painted = False
        self._look = look
        self.setWindowTitle(words["title"])
        self.setStyleSheet(load_palette(look.palette, round(look.scale, 2)).style_sheet())
        for menu in MENUS:
            self.menuBar().addMenu(words["menu"][menu])
        self.search = QLineEdit()
        self.search.setPlaceholderText(words["board"]["search-short"])
        self.search.setAccessibleName(words["board"]["search-name"])
        self.search.returnPressed.connect(self._entered)
        self._lay_out(words["board"])
        self.resize(*START_SIZE)
        if look.geometry:
            self.restoreGeometry(QByteArray(look.geometry))
        self.search.setFocus()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        super().paintEvent(event)
        self.painted = True

    def closeEvent(self, event: QCloseEvent) -> None:  # noqa: N802  Qt's name
        self.left = True
        super().closeEvent(event)

    def give_way(self, window: MainWindow) -> None:
        """Let the whole window take this one's place on screen, with what was typed here."""
        if not self._look.geometry:
            window.setGeometry(self.geometry())
        typed, entered = self.search.text(), self.entered
        if typed:
            window.board.search.setText(typed)
            window.board.search.setFocus()
        if typed and entered:
            window.ready.connect(window.board.open_found)
        window.painted.connect(self._go)

    def give_up(self) -> None:
        """Close without ending the program: something else is about to be said."""
        QApplication.setQuitOnLastWindowClosed(False)
        self._go()
        QCoreApplication.processEvents()
        QApplication.setQuitOnLastWindowClosed(True)

    def read_rest(self) -> bool:
        """Read the rest of the program, taking keys between its parts; False when somebody closed the window."""
        for name in SLICES:
            import_module(name)
            QCoreApplication.processEvents()
            if self.left:
                return False
        return True

    def _go(self) -> None:
        self.close()
        self.deleteLater()

    def _entered(self) -> None:
        self.entered = True

    def _lay_out(self, words: Mapping[str, str]) -> None:
        board = QFrame()
        board.setObjectName("board")
        title, reading = QLabel(words["title-nobody"]), QLabel(words["loading"])
        title.setObjectName("boardTitle")
        reading.setObjectName("empty")
        column = QVBoxLayout(board)
        column.setContentsMargins(10, 10, 8, 0)
        column.setSpacing(8)
        for widget in (title, self.search, reading):
            column.addWidget(widget)
        column.addStretch(1)
        split = QSplitter(childrenCollapsible=False, handleWidth=1)
        split.addWidget(board)
        split.addWidget(QWidget())
        split.setStretchFactor(1, 1)
        split.setSizes([BOARD_WIDTH, START_SIZE[0] - BOARD_WIDTH])
        if self._look.split:
            split.restoreState(QByteArray(self._look.split))
        self.setCentralWidget(split)
        self.statusBar()


def first_window(language: str | None) -> FirstWindow:
    """Put the first window on screen, painted; ``language`` is the one that was asked for."""
    remembered = Remembered()
    look = remembered.look()
    app = application(look.palette, icon=False)
    language = language or remembered.language() or LANGUAGES[0]
    if language == "zh":
        _make_readable()
    window = FirstWindow(_words(language), look)
    window.show()
    while not (window.painted or window.left):
        app.processEvents()
    app.setWindowIcon(own_icon())
    return window


def _make_readable() -> None:
    """On a system without a Chinese font the program's own comes first, though it takes its time."""
    from PySide6.QtGui import QFontDatabase  # noqa: PLC0415  for Chinese alone

    from ui.fonts import load_own_font  # noqa: PLC0415  nor this

    if not QFontDatabase.families(QFontDatabase.WritingSystem.SimplifiedChinese):
        load_own_font()


def comes_first(database: Path) -> bool:
    """Whether the first window may stand before this database: it is there, and nobody has to sign in."""
    return database.is_file() and not database.with_name(database.name + KEYS).exists()


def _words(language: str) -> dict[str, Any]:
    """The window's few words, from the one file that holds them: reading all of them takes too long."""
    words: dict[str, Any] = tomllib.loads(early_text("messages", language, "ui.toml"))["ui"]
    return words

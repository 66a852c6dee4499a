"""The pages of a PDF one below the other, as they will be on paper; drawn off the window's thread."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QVBoxLayout, QWidget

from hlhdesk.wording import Catalogue
from ui.page_work import Worker
from ui.pdf_pictures import Leaf, picture
from ui.widgets import dress, words

MARGIN = 12
SETTLED_MS = 120
POINTS = 72
STEPS = (0.5, 0.75, 1.0, 1.25, 1.5, 2.0, 3.0)


class Sheet(QWidget):
    """One page; white until its picture comes, and the old picture stretched until a sharper one does."""

    def __init__(self, leaf: Leaf, name: str) -> None:
        super().__init__()
        self.leaf = leaf
        self.shown = QImage()
        self.setAccessibleName(name)
        self.setAccessibleDescription(leaf.text)

    def show_picture(self, shown: QImage) -> None:
        """Put the page's picture on screen."""
        self.shown = shown
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:  # noqa: N802  Qt's name
        painter = QPainter(self)
        painter.fillRect(event.rect(), Qt.GlobalColor.white)  # paper, in every palette
        if not self.shown.isNull():
            painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
            painter.drawImage(self.rect(), self.shown)
        painter.end()


class PageView(QScrollArea):
    """``show_pdf`` shows the pages at the width of the view; ``moved`` tells that another page is in the middle."""

    moved = Signal()

    def __init__(self, say: Catalogue, worker: Worker) -> None:
        super().__init__()
        dress(self, "pages", spoken=say("ui.pages.view-name"))
        self._say, self._worker = say, worker
        self._pdf = b""
        self._zoom: float | None = None
        self._paper = QWidget(self)
        self.sheets: list[Sheet] = []
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOn)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        self._settle = QTimer(self, singleShot=True, interval=SETTLED_MS)
        self._settle.timeout.connect(self._draw)
        self.verticalScrollBar().valueChanged.connect(self.moved)
        self.setAlignment(Qt.AlignmentFlag.AlignHCenter)

    def show_pdf(self, pdf: bytes, found: Sequence[Leaf]) -> None:
        """Show another document from its first page."""
        count = len(found)
        self._pdf = pdf
        self.sheets = [
            Sheet(leaf, self._say("ui.pages.page-of", page=number, count=count))
            for number, leaf in enumerate(found, 1)
        ]
        self._put(self.sheets)
        self._draw()

    def show_words(self, text: str) -> None:
        """Show words and no page: none of before may stand under a new choice."""
        self._worker.forget(self)
        self.sheets = []
        said = words(text, "empty", wraps=True)
        said.setFixedWidth(max(self.viewport().width() - 4 * MARGIN, MARGIN))
        said.setAlignment(Qt.AlignmentFlag.AlignCenter)
        self._put([said])

    @property
    def page(self) -> int:
        """The page in the middle of the view, from 0."""
        middle = self.verticalScrollBar().value() + self.viewport().height() // 2
        return max(0, sum(sheet.y() <= middle for sheet in self.sheets) - 1)

    @property
    def scale(self) -> float:
        """Pixels a point."""
        if self._zoom is not None:
            return self._zoom * self.logicalDpiX() / POINTS
        widest = max((sheet.leaf.width for sheet in self.sheets), default=1.0)
        return max(self.viewport().width() - 2 * MARGIN, 1) / widest

    @property
    def percent(self) -> int:
        """The zoom in per cent of the size on paper."""
        return round(100 * self.scale * POINTS / self.logicalDpiX())

    def go(self, pages: int) -> None:
        """To the top of another page."""
        if self.sheets:
            sheet = self.sheets[min(max(self.page + pages, 0), len(self.sheets) - 1)]
            self.verticalScrollBar().setValue(sheet.y() - MARGIN)

    def scroll(self, views: int) -> None:  # type: ignore[override]  # Qt's moves pixels, of no use here
        """Down or up by nearly a view, as Page Down does."""
        bar = self.verticalScrollBar()
        bar.setValue(bar.value() + views * round(self.viewport().height() * 0.9))

    def zoom(self, steps: int) -> None:
        """Larger or smaller by steps; 0 fits the width of the view."""
        now = self.percent / 100
        if steps > 0:
            self._zoom = min((step for step in STEPS if step > now), default=STEPS[-1])
        elif steps < 0:
            self._zoom = max((step for step in STEPS if step < now), default=STEPS[0])
        else:
            self._zoom = None
        self._fit()
        self._settle.start()

    def resizeEvent(self, event: QResizeEvent) -> None:  # noqa: N802  Qt's name
        super().resizeEvent(event)
        if self._zoom is None:
            self._fit()
            self._settle.start()

    def _put(self, parts: Sequence[QWidget]) -> None:
        self._paper = dress(QWidget(), "paper")
        column = QVBoxLayout(self._paper)
        column.setContentsMargins(MARGIN, MARGIN, MARGIN, MARGIN)
        column.setSpacing(MARGIN)
        for part in parts:
            column.addWidget(part, 0, Qt.AlignmentFlag.AlignHCenter)
        self.setWidget(self._paper)
        self._fit()

    def _fit(self) -> None:
        """Sizes at once, stretched; the place on the page is kept."""
        bar = self.verticalScrollBar()
        share = bar.value() / bar.maximum() if bar.maximum() else 0.0
        scale = self.scale
        for sheet in self.sheets:
            sheet.setFixedSize(round(sheet.leaf.width * scale), round(sheet.leaf.height * scale))
        self._paper.adjustSize()
        bar.setValue(round(share * bar.maximum()))
        self.moved.emit()

    def _draw(self) -> None:
        """Ask for each page at its size on screen, the one in view first."""
        self._worker.forget(self)
        scale = self.scale * self.devicePixelRatioF()
        first = self.page
        for number in sorted(range(len(self.sheets)), key=lambda number: abs(number - first)):
            work = partial(picture, self._pdf, number, scale)
            self._worker.do(work, self.sheets[number].show_picture, self._not_drawn, self)

    def _not_drawn(self, _error: Exception) -> None:
        """The sheet stays white: the bytes are good, they were read to count the pages."""

"""The right side of the window: the child on screen with the line to type in, or a page about the whole ward."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QFrame, QScrollArea, QStackedWidget, QVBoxLayout, QWidget

from ui.bridge import Bridge
from ui.places import WARD_PAGES
from ui.style import Palette
from ui.views import WardPage
from ui.widgets import breakable, dress, reveal, words


class RightSide(QStackedWidget):
    """``child`` is always there; ward pages are made when they are first asked for. ``left`` says that one closed."""

    left = Signal()

    def __init__(
        self, bridge: Bridge, above: list[tuple[QWidget, int]], foot: QWidget, palette: Palette
    ) -> None:
        super().__init__()
        self._bridge, self._palette = bridge, palette
        self._pages: dict[str, WardPage] = {}
        self.child = self._child_page(above, foot)
        self.addWidget(self.child)
        bridge.charts_changed.connect(self._refresh)
        bridge.minute_passed.connect(self._refresh)
        app = QApplication.instance()
        if isinstance(app, QApplication):
            app.focusChanged.connect(self._follow)

    def _follow(self, _before: QWidget | None, now: QWidget | None) -> None:
        """What has the cursor is in sight, however small the window is."""
        if now is not None and self.isAncestorOf(now):
            reveal(now)

    def open(self, name: str) -> None:
        """Bring a ward page to the front."""
        page = self.page(name)
        self.setCurrentWidget(page)
        page.refresh()
        page.begin()

    def page(self, name: str) -> WardPage:
        """A ward page, made when it is first asked for."""
        if name not in self._pages:
            place = next(place for place in WARD_PAGES if place.name == name)
            page = place.make(self._bridge)
            page.use_palette(self._palette)
            page.done.connect(self.show_child)
            self._pages[name] = page
            self.addWidget(page)
        return self._pages[name]

    def keep(self) -> None:
        """Keep what is half-typed on the pages of the ward."""
        for page in self._pages.values():
            page.keep()

    def show_child(self) -> None:
        """Go back to the child."""
        if self.currentWidget() is not self.child:
            self.setCurrentWidget(self.child)
            self.left.emit()

    def reveal(self, widget: QWidget) -> None:
        """Scroll so that a part of the child's page is in sight; where all of it is, nothing moves."""
        self._area.ensureWidgetVisible(widget)

    def say_who(self, text: str) -> None:
        """Whose page this is, in one line: it stands above while the banner is scrolled out of sight."""
        self.strip.setText(breakable(text))

    def _show_strip(self) -> None:
        banner = self._first.geometry()
        hidden = self._area.verticalScrollBar().value() > banner.center().y()
        self.strip.setVisible(hidden and not self._first.isHidden())

    def use_palette(self, palette: Palette) -> None:
        """Paint in another palette or text size."""
        self._palette = palette
        for page in self._pages.values():
            page.use_palette(palette)

    def keyPressEvent(self, event: QKeyEvent) -> None:  # noqa: N802  Qt's name
        """Escape leaves a ward page that has no use for it."""
        if event.key() == Qt.Key.Key_Escape and self.currentWidget() is not self.child:
            self.show_child()
        else:
            super().keyPressEvent(event)

    def _refresh(self, _whose: object = None) -> None:
        page = self.currentWidget()
        if isinstance(page, WardPage):
            page.refresh()

    def _child_page(self, above: list[tuple[QWidget, int]], foot: QWidget) -> QWidget:
        """What is read scrolls when it must; whose page it is and the line to type in are always in sight."""
        top = dress(QWidget(), "page")
        column = QVBoxLayout(top)
        column.setContentsMargins(10, 8, 10, 0)
        column.setSpacing(7)
        for widget, stretch in above:
            column.addWidget(widget, stretch)
        area = self._area = QScrollArea()
        area.setWidgetResizable(True)
        area.setFrameShape(QFrame.Shape.NoFrame)
        area.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        area.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        area.setWidget(top)
        bottom = QVBoxLayout()
        bottom.setContentsMargins(10, 0, 10, 8)
        bottom.addWidget(foot)
        self._first = above[0][0]
        self.strip = words(name="strip", wraps=True)
        self.strip.hide()
        area.verticalScrollBar().valueChanged.connect(self._show_strip)
        page = dress(QWidget(), "page")
        layout = QVBoxLayout(page)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(7)
        layout.addWidget(self.strip)
        layout.addWidget(area, 1)
        layout.addLayout(bottom)
        return page

"""The doors to the pages from the window: a preview of the child on screen, and pages of several children."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject

from hlhdesk.service import StoreError
from ui.cards import arranged
from ui.page_office import PageOffice

if TYPE_CHECKING:
    from ui.batch_dialog import BatchDialog
    from ui.preview import Preview
    from ui.window import MainWindow


class PageDialogs(QObject):
    """Makes the dialogs when they are asked for, and ends them with the window."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self.office = PageOffice(window.bridge, self)
        self.preview: Preview | None = None
        self.batch: BatchDialog | None = None

    def open_preview(self) -> None:
        """Preview the pages of the child on screen."""
        from ui.preview import Preview  # noqa: PLC0415  loaded with the first page

        window, bridge = self._window, self._window.bridge
        if bridge.child is None or not window.print_button.isEnabled():
            return
        try:
            self.preview = Preview(bridge, self.office, bridge.child, window.who(bridge.child), window)
        except StoreError as error:
            bridge.failed.emit(bridge.say.text(error.message))
            return
        self.preview.finished.connect(self._preview_closed)
        self.preview.resize(min(1040, window.width() - 40), window.height() - 20)
        self.preview.open()
        self.preview.make()

    def open_batch(self) -> None:
        """Pages of several children; one such window, which stays while it works."""
        from ui.batch_dialog import BatchDialog  # noqa: PLC0415  loaded with the first page

        if self.batch is not None and (self.batch.isVisible() or self.batch.batch.running):
            self.batch.show()
            self.batch.raise_()
            self.batch.activateWindow()
            return
        if self.batch is not None:
            self.batch.deleteLater()
        window = self._window
        cards = arranged(window.board.model.all_cards(), "bed", "", {})
        self.batch = BatchDialog(window.bridge, self.office, cards, window)
        self.batch.show()

    def stop(self) -> None:
        """End with the window: what is being written is finished and kept in the history, nothing else is begun."""
        if self.preview is not None:
            self.preview.reject()
        if self.batch is not None:
            self.batch.batch.cancel()
            self.batch.hide()
        self.office.worker.stop()

    def _preview_closed(self) -> None:
        self.preview = None

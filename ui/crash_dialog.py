"""Something went wrong in the program: what was saved, what is still typed, where the log is, what to send."""

from __future__ import annotations

from PySide6.QtCore import QUrl
from PySide6.QtGui import QDesktopServices
from PySide6.QtWidgets import QDialog, QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from hlhdesk.service import StoreError
from ui.bridge import Bridge
from ui.copied import copy_text
from ui.crash_report import report_text
from ui.entry_told import entry_title, recorded
from ui.log import log_folder
from ui.widgets import button, dress, words

MOST_PLACES = 20


class CrashDialog(QDialog):
    """One for all errors of a window: a second error is added to it, not put on top of it."""

    def __init__(self, bridge: Bridge, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        say = bridge.say
        self._bridge = bridge
        self._places: tuple[str, ...] = ()
        self.setWindowTitle(say("crash.title"))
        self.setModal(False)
        self.what = words(say("crash.what"), wraps=True, role="section")
        self.saved, self.typed = words(wraps=True), words(wraps=True)
        self.where = words(say("crash.log", folder=str(log_folder())), wraps=True, role="muted")
        self.report = dress(QPlainTextEdit(), spoken=say("crash.report"))
        self.report.setReadOnly(True)
        self.copy = button(say("crash.copy"), kind="plain")
        self.folder = button(say("crash.folder"), kind="plain")
        self.go_on = button(say("crash.go-on"), kind="main")
        self.copy.clicked.connect(self._copy)
        self.folder.clicked.connect(self._open_folder)
        self.go_on.clicked.connect(self.accept)
        self.go_on.setDefault(True)
        self._lay_out()

    def add(self, place: str) -> None:
        """Tell of an error by its kind and place; what was saved and typed is looked up now."""
        self._places = (*self._places, place)[:MOST_PLACES]
        self.report.setPlainText(report_text(self._places, self._bridge.desk.definitions.version))
        self.saved.setText(self._saved())
        self.typed.setText(self._typed())

    def _saved(self) -> str:
        """What this window saved last, as it stands on the disk."""
        bridge, say = self._bridge, self._bridge.say
        try:
            last = bridge.last_saved()
        except StoreError as error:
            return say.text(error.message)
        if last is None:
            return say("crash.saved-nothing")
        patient_id, entry = last
        told = say.sentences((say.ended(entry_title(entry, say)), recorded(entry, bridge.desk.zone, say)))
        return say("crash.saved", patient=patient_id, entry=told)

    def _typed(self) -> str:
        bridge = self._bridge
        count = len(bridge.drafts.words(bridge.signer).keys() - {bridge.child})
        return bridge.say("crash.typed", count=count) if count else bridge.say("crash.typed-here")

    def _copy(self) -> None:
        copy_text(self.report.toPlainText())

    def _open_folder(self) -> None:
        QDesktopServices.openUrl(QUrl.fromLocalFile(str(log_folder())))

    def _lay_out(self) -> None:
        row = QHBoxLayout()
        row.addWidget(self.copy)
        row.addWidget(self.folder)
        row.addStretch(1)
        row.addWidget(self.go_on)
        layout = QVBoxLayout(self)
        for widget in (self.what, self.saved, self.typed, self.where):
            layout.addWidget(widget)
        layout.addWidget(words(self._bridge.say("crash.report"), role="muted"))
        layout.addWidget(self.report, 1)
        layout.addLayout(row)
        self.resize(620, 420)

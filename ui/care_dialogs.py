"""The doors from the window to what is done about a child: correct an entry, the last one at once."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QDialog

from hlhdesk.model.entries import Entry
from hlhdesk.model.state import Finding
from hlhdesk.service import StoreError
from ui.charting_as import ChartingAs
from ui.child_dialog import Ward
from ui.entries.rows import latest_of

if TYPE_CHECKING:
    from ui.window import MainWindow


class CareDialogs(QObject):
    """Makes the dialogs when they are asked for, one at a time."""

    def __init__(self, window: MainWindow) -> None:
        super().__init__(window)
        self._window = window
        self._ward = Ward(window.who, window.board.model.all_cards)
        self.dialog: QDialog | None = None
        window.bridge.correction_asked.connect(self.correct)
        window.findings.note_asked.connect(self.note)

    def correct(self, entry: Entry) -> None:
        """Correct an entry of the child on screen; of one that was corrected already, what stands in its place."""
        bridge = self._window.bridge
        if bridge.child is None:
            return
        try:
            latest = latest_of(entry, bridge.desk.chart(bridge.child).entries)
            self._open_correction(bridge.child, latest)
        except StoreError as error:
            bridge.failed.emit(bridge.say.text(error.message))
            return
        if latest is not entry and latest.id != entry.id:
            bridge.noticed.emit(bridge.say("correct.not-latest"))

    def correct_last(self) -> None:
        """Offer to correct what was saved last in this window, whichever child it was for."""
        bridge = self._window.bridge
        try:
            last = bridge.last_saved()
        except StoreError as error:
            bridge.failed.emit(bridge.say.text(error.message))
            return
        if last is None:
            bridge.noticed.emit(bridge.say("correct.nothing-saved"))
            return
        patient_id, entry = last
        bridge.open_child(patient_id)
        self.correct(entry)

    def note(self, finding: Finding) -> None:
        """Take note of a finding of the child on screen, by name and with a word."""
        from ui.acknowledge_dialog import AcknowledgeDialog  # noqa: PLC0415  loaded with the first one

        window = self._window
        bridge = window.bridge
        if bridge.child is None:
            return
        try:
            self._show(AcknowledgeDialog(bridge, self._ward, bridge.child, finding, window))
        except StoreError as error:
            bridge.failed.emit(bridge.say.text(error.message))

    def note_first(self) -> None:
        """Take note of the loudest finding that nobody noted yet."""
        finding = self._window.findings.first_to_note()
        if finding is not None:
            self.note(finding)
        else:
            self._window.bridge.noticed.emit(self._window.bridge.say("noted.nothing"))

    def act(self, name: str) -> None:
        """One of the acts of ``ui.acts.listed`` for the child on screen."""
        from ui.acts.act import Asking  # noqa: PLC0415  loaded with the first act
        from ui.acts.dialog import ActDialog  # noqa: PLC0415  loaded with the first act
        from ui.acts.listed import ACTS  # noqa: PLC0415  loaded with the first act

        window = self._window
        bridge, child = window.bridge, window.bridge.child
        if child is None:
            return
        try:
            asking = Asking(bridge, bridge.desk.chart(child), bridge.desk.state(child))
            hindered = ACTS[name].hindered(asking)
            if hindered:
                bridge.noticed.emit(bridge.say(hindered))
                return
            self._show(ActDialog(bridge, self._ward, child, ACTS[name], window))
        except StoreError as error:
            bridge.failed.emit(bridge.say.text(error.message))

    def identity(self) -> None:
        """Correct who the child on screen is: name, birth, allergies."""
        bridge = self._window.bridge
        if bridge.child is None:
            return
        try:
            self.correct(bridge.desk.chart(bridge.child).identity)
        except StoreError as error:
            bridge.failed.emit(bridge.say.text(error.message))

    def photograph(self) -> None:
        """Store, replace or take away the photograph of the child on screen."""
        from ui.photograph.dialog import PhotographDialog  # noqa: PLC0415  loaded with the first one

        window = self._window
        bridge = window.bridge
        if bridge.child is None:
            return
        try:
            self._show(PhotographDialog(bridge, self._ward, bridge.child, window))
        except StoreError as error:
            bridge.failed.emit(bridge.say.text(error.message))

    def admit(self) -> None:
        """Admit a child that the database does not know."""
        from ui.acts.admission import AdmissionDialog  # noqa: PLC0415  loaded with the first admission

        window = self._window
        dialog = AdmissionDialog(window.bridge, window.board.model.all_cards, window)
        dialog.opened.connect(window.bridge.open_child)
        self._show(dialog)

    def ask_signer(self) -> None:
        """Ask whose name goes on what is charted from now on."""
        self._show(ChartingAs(self._window.bridge, self._window))

    def stop(self) -> None:
        """End with the window; what is half-typed is kept for its child."""
        if self.dialog is not None:
            self.dialog.reject()

    def _open_correction(self, patient_id: str, entry: Entry) -> None:
        from ui.correction_dialog import CorrectionDialog  # noqa: PLC0415  loaded with the first correction

        window = self._window
        self._show(CorrectionDialog(window.bridge, self._ward, patient_id, entry, window))

    def _show(self, dialog: QDialog) -> None:
        self.stop()
        self.dialog = dialog
        dialog.finished.connect(self._closed)
        dialog.open()

    def _closed(self) -> None:
        self.dialog = None

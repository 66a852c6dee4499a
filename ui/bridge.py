"""The one place where the window meets the service, and the vocabulary of its signals.

Signals carry kinds of change, not payload: who hears one asks the desk for what is true now.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Protocol, overload
from zoneinfo import ZoneInfo

from PySide6.QtCore import QObject, QTimer, Signal

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.definitions import Definitions
from hlhdesk.model.entries import Entry, Kind
from hlhdesk.model.message import Message
from hlhdesk.model.moment import Moment
from hlhdesk.model.preview import OrderPreview
from hlhdesk.model.problem import Problem
from hlhdesk.model.state import Finding, PatientState
from hlhdesk.service import (
    Acknowledged,
    AcknowledgeFinding,
    Acknowledgement,
    Change,
    HistoryLine,
    LastBackup,
    MoveEntry,
    PastedRow,
    Photograph,
    PrintedPage,
    RecordEntries,
    Saved,
    SavedTogether,
    Session,
    StoreError,
    Together,
)
from hlhdesk.service.commands import EntryCommand
from hlhdesk.wording import Catalogue
from ui.drafts import Drafts, Kept

POLL_MS = 750
MINUTE_MS = 30_000


class WardDesk(Protocol):
    """What the window asks of ``hlhdesk.service.Desk``."""

    @property
    def definitions(self) -> Definitions: ...
    @property
    def zone(self) -> ZoneInfo: ...
    @property
    def is_open(self) -> bool: ...
    @property
    def is_demo(self) -> bool: ...
    @property
    def people(self) -> Session | None: ...
    def now(self) -> Moment: ...
    def patients(self) -> tuple[str, ...]: ...
    def chart(self, patient_id: str) -> PatientChart: ...
    def state(self, patient_id: str, as_of: Moment | None = None) -> PatientState: ...
    def preview_orders(self, patient_id: str, bodies: Sequence[Mapping[str, object]]) -> OrderPreview: ...
    def head(self) -> str: ...
    @property
    def path(self) -> Path: ...
    def last_backup(self) -> LastBackup | None: ...
    def backup_due(self) -> bool: ...
    def written_ahead(self) -> Moment | None: ...
    def set_setting(self, key: str, value: str, by: str | None = None) -> None: ...
    def history(self, patient_id: str) -> tuple[HistoryLine, ...]: ...
    def ward_history(self) -> tuple[HistoryLine, ...]: ...
    def setting(self, key: str) -> str | None: ...
    def read_paste(self, text: str) -> tuple[PastedRow, ...]: ...
    def problems_of(self, patient_id: str, kind: Kind, body: Mapping[str, object]) -> tuple[Problem, ...]: ...
    def acknowledgements(self, patient_id: str) -> tuple[Acknowledgement, ...]: ...
    def photograph(self, patient_id: str) -> Photograph | None: ...
    def take_photograph(self, photograph: Photograph) -> None: ...
    def remove_photograph(self, patient_id: str, reason: str, by: str | None = None) -> None: ...
    def foreseen(
        self, patient_id: str, entry: Entry, body: Mapping[str, object] | None
    ) -> tuple[Finding, ...] | None: ...
    def body_of(self, entry: Entry) -> dict[str, object]: ...
    @overload
    def execute(self, command: RecordEntries | MoveEntry | Together) -> SavedTogether: ...
    @overload
    def execute(self, command: AcknowledgeFinding) -> Acknowledged: ...
    @overload
    def execute(self, command: EntryCommand) -> Saved: ...
    def page_by(self, kind: str, by: str | None = None) -> str | None: ...
    def record_page(self, page: PrintedPage) -> None: ...
    def last_printed(self, kind: str, patient_id: str, visit: str | None = None) -> PrintedPage | None: ...
    def changes_since(self, page: PrintedPage) -> tuple[Message, ...]: ...
    def set_parameters(self, changes: Mapping[str, str], by: str | None = None) -> None: ...
    def approve_parameters(self, by: str, on: date) -> None: ...
    def on_change(self, callback: Callable[[Change], None]) -> Callable[[], None]: ...
    def poll(self) -> frozenset[str]: ...
    def close(self) -> None: ...


class Bridge(QObject):
    """Signals of the window, and the child on screen.

    ``charts_changed`` carries a frozenset of patient ids whose charts changed, in this window or
    in another process; ``minute_passed`` says that states may have changed by time alone.
    """

    charts_changed = Signal(object)
    minute_passed = Signal()
    child_opened = Signal(object)
    evidence_asked = Signal(object)
    drafts_changed = Signal()
    signer_changed = Signal()
    correction_asked = Signal(object)
    noticed = Signal(object)
    failed = Signal(object)

    def __init__(self, desk: WardDesk, say: Catalogue, *, drafts: Drafts | None = None) -> None:
        super().__init__()
        self.desk = desk
        self.say = say
        self.drafts = drafts or Drafts()
        self._signer: str | None = None
        self._child: str | None = None
        self._last: Change | None = None
        self._quiet = desk.on_change(self._changed)
        self._poll = QTimer(self, interval=POLL_MS)
        self._poll.timeout.connect(self.look_outside)
        self._minute = QTimer(self, interval=MINUTE_MS)
        self._minute.timeout.connect(self.minute_passed)

    @property
    def child(self) -> str | None:
        """The patient id of the child on screen."""
        return self._child

    def go_on_from(self, other: Bridge) -> None:
        """Take the place of another bridge over the same desk: its signer, and what was saved last."""
        self._last = other._last
        self.sign_as(other.signer)

    def start(self) -> None:
        """Begin to look for what other processes write and for the passing of time."""
        self._poll.start()
        self._minute.start()

    def stop(self) -> None:
        """End all timers and stop hearing the desk."""
        self._poll.stop()
        self._minute.stop()
        self._quiet()

    def open_child(self, patient_id: str) -> None:
        """Put a child on screen; every view follows."""
        if patient_id != self._child:
            self._child = patient_id
            self.child_opened.emit(patient_id)

    def look_outside(self) -> None:
        """Tell the views what another connection changed since the last look."""
        try:
            changed = self.desk.poll()
        except StoreError as error:
            self.failed.emit(self.say.text(error.message))
            return
        if changed:
            self.charts_changed.emit(changed)

    def last_saved(self) -> tuple[str, Entry] | None:
        """The child and the entry that this window saved last; None when nothing was. Raises StoreError."""
        last = self._last
        if last is None:
            return None
        charts = ((patient_id, self.desk.chart(patient_id)) for patient_id in last.patient_ids)
        return next(
            (
                (patient_id, entry)
                for patient_id, chart in charts
                for entry in chart.entries
                if entry.id == last.entry_ids[-1]
            ),
            None,
        )

    @property
    def signer(self) -> str | None:
        """Whose name goes on what is charted here; None when nobody gave one."""
        return self._signer

    def sign_as(self, name: str | None) -> None:
        """Put ``name`` on what is charted from now on."""
        if name != self._signer:
            self._signer = name
            self.signer_changed.emit()
            self.drafts_changed.emit()

    def handed(self) -> str | None:
        """What signs another process of this program in; None in an open database, and when nobody is signed in."""
        people = self.desk.people
        return None if people is None or people.access is None else people.access.handed()

    def give_name(self, name: str | None) -> None:
        """``sign_as`` for a person who was here all along: what they half-typed without a name is theirs."""
        if self._signer is None and name is not None:
            self.drafts.give(name)
        self.sign_as(name)

    def keep_draft(self, patient_id: str, place: str, content: object, words: str) -> None:
        """Remember what stands half-typed at ``place``; the ward board names it by ``words``."""
        self.drafts.keep(self._signer, patient_id, place, Kept(content, words))
        self.drafts_changed.emit()

    def drop_draft(self, patient_id: str, place: str) -> None:
        """Forget what stood half-typed at ``place``."""
        if self.drafts.drop(self._signer, patient_id, place):
            self.drafts_changed.emit()

    def draft(self, patient_id: str, place: str) -> object:
        """What this person left half-typed at ``place``, or None."""
        kept = self.drafts.get(self._signer, patient_id, place)
        return None if kept is None else kept.content

    def _changed(self, change: Change) -> None:
        if change.entry_ids:
            self._last = change
        self.charts_changed.emit(change.patient_ids)

"""The desk: the one door to the charts of a database."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime
from functools import cached_property
from pathlib import Path
from types import TracebackType
from typing import Self, overload
from zoneinfo import ZoneInfo

from hlhdesk import definitions as shipped
from hlhdesk.entry import EntryContext, body_of
from hlhdesk.model.batch import ImportReport, PastedRow
from hlhdesk.model.chart import PatientChart
from hlhdesk.model.definitions import Definitions
from hlhdesk.model.entries import Entry, Kind
from hlhdesk.model.message import Message
from hlhdesk.model.moment import Moment
from hlhdesk.model.preview import OrderPreview
from hlhdesk.model.problem import Problem
from hlhdesk.model.state import Finding, PatientState
from hlhdesk.service import photographs, settings
from hlhdesk.service.acknowledging import Acknowledgement, acknowledgements
from hlhdesk.service.answers import Acknowledged, Answer, Change, Saved, SavedTogether
from hlhdesk.service.charts import Charts
from hlhdesk.service.checking import check
from hlhdesk.service.commands import (
    AcknowledgeFinding,
    Command,
    EntryCommand,
    ImportBatch,
    MoveEntry,
    RecordEntries,
    Together,
)
from hlhdesk.service.foreseeing import foreseen_findings
from hlhdesk.service.handlers import HANDLERS
from hlhdesk.service.history import HistoryLine
from hlhdesk.service.history_reading import Histories
from hlhdesk.service.keeping import facts, wishes
from hlhdesk.service.keeping.companions import proved_copy
from hlhdesk.service.listeners import Listeners
from hlhdesk.service.noted import Noted
from hlhdesk.service.parameters import approve_parameters, set_parameters
from hlhdesk.service.people.access import Access
from hlhdesk.service.people.actions import action_of_page, actions_of, signed
from hlhdesk.service.people.roles import Action
from hlhdesk.service.people.session import Session
from hlhdesk.service.people.users import User
from hlhdesk.service.previewing import preview_orders
from hlhdesk.service.printed import PrintedPage, changes_since, printed_pages, record_page
from hlhdesk.service.states import States
from hlhdesk.service.texts import refuse_text
from hlhdesk.service.wardclock import WardClock, ahead_of_the_clock
from hlhdesk.service.work import Work, judged
from hlhdesk.store import Fault, Proof, Store, Transaction, is_there, keyring


class Desk:
    """An open database: asked for charts and states, told commands. Use it in one thread.

    Raises StoreError wherever the database cannot do what is asked; then nothing was saved and
    the desk goes on.
    """

    def __init__(
        self, store: Store, definitions: Definitions | None = None, access: Access | None = None
    ) -> None:
        self._store = store
        self._given = definitions
        self._listeners = Listeners()
        self._polled = store.ledger().seq
        self._own: set[int] = set()
        self._noted = Noted(store)
        self._histories = Histories(store, self._noted)
        self._people = None if access is None else Session(store, self._noted, access)
        self._settle()

    @classmethod
    def open(  # noqa: PLR0913  what an opening depends on, by name
        cls,
        path: Path,
        *,
        create: bool = False,
        zone: str | None = None,
        readonly: bool = False,
        definitions: Definitions | None = None,
        access: Access | None = None,
    ) -> Self:
        """Open the database at ``path``; with ``create`` make one where there is none.

        ``zone`` is the IANA zone of a new database (this computer's when it is not given); an
        existing one keeps its own. A protected database needs the ``access`` that ``enter`` gave.
        Raises StoreError (Locked for a protected one without access), and Refused for an unknown zone.
        """
        if access is not None:
            with keyring.holding(access.key):
                return cls(Store.open(Path(path), readonly=readonly), definitions, access)
        first = {}
        if create and not is_there(Path(path)):
            first = {settings.ZONE: settings.zone_named(zone).key if zone else settings.system_zone()}
        store = Store.open(Path(path), create=create, readonly=readonly, settings=first)
        try:
            return cls(store, definitions)
        except BaseException:
            store.close()
            raise

    def close(self) -> None:
        """Release the database and its key. Closing twice is harmless."""
        self._store.close()
        if self.people is not None:
            self.people.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    # what the desk is

    @property
    def path(self) -> Path:
        """Where the database lies."""
        return self._store.path

    @property
    def notices(self) -> tuple[Message, ...]:
        """What opening did besides, in words: an upgrade, and where its backup lies."""
        return self._store.notices

    @cached_property
    def definitions(self) -> Definitions:
        """The definitions in force, the ward's own beside its database included. Raises DefinitionsError."""
        return self._given or shipped.load_for(self.path)

    @property
    def zone(self) -> ZoneInfo:
        """The ward's time zone."""
        return self._zone

    @property
    def is_open(self) -> bool:
        """True for a database without users and without encryption, which every screen says."""
        return self.people is None

    @property
    def people(self) -> Session | None:
        """Who is signed in, what they may do, and the ward's users; None in an open database."""
        return self._people

    @property
    def user(self) -> User | None:
        """Who is signed in; None in an open database, and when nobody is."""
        return None if self.people is None else self.people.user

    def allow(self, action: Action, by: str | None = None) -> str | None:
        """Whose name goes on what is done: ``by`` in an open database, else that of whoever is signed in.

        Raises Refused for what that person may not do.
        """
        return by if self.people is None else self.people.require(action).name

    @property
    def is_demo(self) -> bool:
        """True for invented children."""
        return self.setting(settings.DEMO) == settings.YES

    def now(self) -> Moment:
        """The ward's moment; in a demo its own, which runs on from where the demo stood last."""
        return self._clock.now()

    def written_ahead(self) -> Moment | None:
        """When the last line was written, if this computer's clock has not come so far: it was set back. Else None."""
        seq = self._store.ledger().seq
        return ahead_of_the_clock(self._store.line(seq).recorded_at, self._zone) if seq else None

    def setting(self, key: str) -> str | None:
        """The value in force, or None."""
        return self._settings.get(key)

    def head(self) -> str:
        """The head of the history's chain, as pages and backups print it."""
        return self._store.ledger().hash.hex()

    # charts

    def patients(self) -> tuple[str, ...]:
        """Every child, by id."""
        return self._store.patient_ids()

    def chart(self, patient_id: str) -> PatientChart:
        """A child's chart, every entry of it proved. Raises DamagedEntry; LookupError for an unknown child."""
        self.allow(Action.READ)
        return self._charts.get(patient_id, self._store.chart)

    def state(self, patient_id: str, as_of: Moment | None = None) -> PatientState:
        """What the rules say of a child now, or at ``as_of``; raises as ``chart`` does."""
        return self._states.get(self.chart(patient_id), as_of, self.now)

    def ward(self, as_of: Moment | None = None) -> tuple[PatientState, ...]:
        """Every child's state, by id. Raises DamagedEntry if one of the charts is damaged."""
        return tuple(self.state(patient_id, as_of) for patient_id in self.patients())

    def acknowledgements(self, patient_id: str) -> tuple[Acknowledgement, ...]:
        """The findings of a child that somebody took note of, oldest first; ``covers`` says whether one stands."""
        self.allow(Action.READ)
        return acknowledgements(self._noted.of(patient_id), self._zone)

    def history(self, patient_id: str) -> tuple[HistoryLine, ...]:
        """Everything that was written about a child, oldest first; raises as ``chart`` does."""
        self.allow(Action.READ)
        return self._histories.child(patient_id, self.definitions, self._zone)

    def ward_history(self) -> tuple[HistoryLine, ...]:
        """What was written about no single child (settings, backups, imports), oldest first. Raises Damaged."""
        self.allow(Action.READ)
        return self._histories.ward(self._zone)

    def photograph(self, patient_id: str) -> photographs.Photograph | None:
        """A child's photograph, proved by the history; None when there is none. Raises Damaged."""
        self.allow(Action.READ)
        return photographs.photograph(self._store, patient_id)

    def take_photograph(self, photograph: photographs.Photograph) -> None:
        """Store a child's photograph in the place of the one before. Raises Refused, StoreError; LookupError."""
        named = replace(photograph, by=self.allow(Action.CHART, photograph.by))
        born = self.chart(photograph.patient_id).identity.birth_date
        self._changed(photographs.take_photograph(self._store, named, born, self.now().day))

    def remove_photograph(self, patient_id: str, reason: str, by: str | None = None) -> None:
        """Take a child's photograph away for good. Raises Refused, StoreError."""
        self._changed(
            photographs.remove_photograph(self._store, patient_id, reason, self.allow(Action.CHART, by))
        )

    # what is about to be charted

    def read_paste(self, text: str) -> tuple[PastedRow, ...]:
        """Laboratory results as somebody pasted them, line by line."""
        from hlhdesk.exchange import read_paste  # noqa: PLC0415  no window waits for it

        return read_paste(text, self.definitions)

    def problems_of(self, patient_id: str, kind: Kind, body: Mapping[str, object]) -> tuple[Problem, ...]:
        """What saving this entry would refuse or ask; nothing is written. Raises as ``chart`` does."""
        chart = self.chart(patient_id)
        context = EntryContext(self.definitions, self._zone, self.now(), chart.identity.birth_date)
        return judged(kind, body, chart, context)[1]

    @staticmethod
    def body_of(entry: Entry) -> dict[str, object]:
        """An entry as a chart file writes it, without provenance: what its correction begins with."""
        return body_of(entry)

    def preview_orders(self, patient_id: str, bodies: Sequence[Mapping[str, object]]) -> OrderPreview:
        """What saving these orders together would be told; nothing is written. Raises as ``chart`` does."""
        return preview_orders(self.chart(patient_id), bodies, self.definitions, self.now())

    def foreseen(
        self, patient_id: str, entry: Entry, body: Mapping[str, object] | None
    ) -> tuple[Finding, ...] | None:
        """The findings as a correction would leave them, or a retraction (no body); None when it would be refused.

        Raises as ``chart`` does.
        """
        return foreseen_findings(self.chart(patient_id), entry, body, self.definitions, self.now())

    # commands

    @overload
    def execute(self, command: ImportBatch) -> ImportReport: ...
    @overload
    def execute(self, command: RecordEntries | MoveEntry | Together) -> SavedTogether: ...
    @overload
    def execute(self, command: AcknowledgeFinding) -> Acknowledged: ...
    @overload
    def execute(self, command: EntryCommand) -> Saved: ...
    def execute(self, command: Command) -> Answer:
        """Do what is asked: when this returns, it is on the disk.

        Raises Refused, NeedsConfirmation or StoreError; then nothing was saved.
        """
        answer, transaction = self._commit(command)
        if not transaction.abandoned:
            self._changed(transaction)
        return answer

    def set_setting(self, key: str, value: str, by: str | None = None) -> None:
        """Record a setting's new value. Raises Refused."""
        by = self.allow(Action.SETTINGS, by)
        refuse_text("recorded_by", by)
        checked = settings.checked(key, value, self._zone)
        with self._store.write() as transaction:
            transaction.set(key, checked, by)
        self._settle()
        self._changed(transaction)

    def set_parameters(self, changes: Mapping[str, str], by: str | None = None) -> None:
        """Put the ward's own values in force; the approval lapses. Raises Refused and StoreError."""
        self._take(*set_parameters(self._store, self.definitions, changes, self.allow(Action.PARAMETERS, by)))

    def approve_parameters(self, by: str, on: date) -> None:
        """Record who approved the parameters in force, and when. Raises Refused and StoreError."""
        name = self.allow(Action.PARAMETERS, by) or by
        self._take(*approve_parameters(self._store, self.definitions, name, on))

    def on_change(self, callback: Callable[[Change], None]) -> Callable[[], None]:
        """Call ``callback`` after each of this desk's own commits; returns what ends that."""
        return self._listeners.add(callback)

    def poll(self) -> frozenset[str]:
        """The children whose charts other connections changed since the last time."""
        if not self._store.changed_elsewhere():
            return frozenset()
        lines = self._store.changes_after(self._polled)
        found = frozenset(patient for seq, patient in lines if patient is not None and seq not in self._own)
        if lines:
            self._polled = lines[-1][0]
            self._own = {seq for seq in self._own if seq > self._polled}
        if any(patient is None and seq not in self._own for seq, patient in lines) and self._settle():
            return frozenset(self.patients())
        return found

    # pages

    def page_by(self, kind: str, by: str | None = None) -> str | None:
        """Whose name goes on a page of this kind that is saved or printed. Raises Refused for who may not."""
        return self.allow(action_of_page(kind), by)

    def record_page(self, page: PrintedPage) -> None:
        """Who printed what, when, from which state: a line of the history. Raises Refused and StoreError."""
        page = replace(page, by=self.page_by(page.kind, page.by))
        self._own.update(record_page(self._store, page).seqs)

    def printed_pages(self) -> tuple[PrintedPage, ...]:
        """Every page that was recorded, oldest first."""
        return printed_pages(self._store, self._zone)

    def changes_since(self, page: PrintedPage) -> tuple[Message, ...]:
        """What the page says that was corrected since; a page of which anything was is superseded."""
        return changes_since(self._store, self._zone, page)

    def last_printed(self, kind: str, patient_id: str, visit: str | None = None) -> PrintedPage | None:
        """The latest printing of this page of the child, in whatever language."""
        asked = (kind, patient_id, visit)
        pages = self.printed_pages()
        return next((p for p in reversed(pages) if (p.kind, p.patient_id, p.visit) == asked), None)

    # keeping

    def verify(self, head: str | None = None) -> tuple[Fault, ...]:
        """Everything that is wrong with the database; ``head`` is one that a page or backup printed."""
        return check(self._store, self.definitions, self._zone, head)

    @property
    def wishes(self) -> wishes.Wishes:
        """What the ward wants of its backups."""
        return wishes.wishes(self._settings)

    def last_backup(self) -> facts.LastBackup | None:
        """The last verified backup that lies beside the database, with its age; None when there is none."""
        seq, lines = self._store.ledger().seq, self._noted.lines()
        return facts.last_backup(lines, self.path, self.wishes, seq, self._zone)

    def backup_due(self) -> bool:
        """True when the ward wants a backup now; never of invented children."""
        return not self.is_demo and facts.is_due(self.last_backup(), self.wishes)

    def backup(self, path: Path) -> Proof:
        """A proved copy at ``path``, which must not exist, and of the ward's own parameters. Raises BackupRefused."""
        self.allow(Action.BACK_UP)
        return proved_copy(self._store, Path(path))

    def _commit(self, command: Command) -> tuple[Answer, Transaction]:
        handler = HANDLERS[type(command)]
        with self._store.write() as transaction:
            if self.people is not None:
                for action in actions_of(command, transaction.entry):
                    command = signed(command, self.people.require(action).name)
            work = Work(transaction, self.definitions, self._zone, self.now(), self._charts)
            answer = handler(work, command)
        return answer, transaction

    def _changed(self, transaction: Transaction) -> None:
        self._own.update(transaction.seqs)
        self._listeners.tell(Change(frozenset(transaction.patient_ids), tuple(transaction.entry_ids)))

    def _take(self, definitions: Definitions, transaction: Transaction) -> None:
        """Judge every chart by other definitions from now on."""
        self._own.update(transaction.seqs)
        self._judge_by(definitions)
        self._listeners.tell(Change(frozenset(self.patients())))

    def _judge_by(self, definitions: Definitions) -> None:
        self.__dict__["definitions"] = definitions
        self._charts = Charts(lambda: self.definitions, self._zone)
        self._states = States(lambda: self.definitions)

    def _settle(self) -> bool:
        """Take settings and parameters as they are now; a new zone is a new reading of every chart.

        True when every chart is judged anew.
        """
        self._settings = self._store.settings()
        before = getattr(self, "_zone", None), self.__dict__.get("definitions")
        zone = settings.zone_named(self._settings.get(settings.ZONE, "UTC"))
        if getattr(self, "_zone", None) != zone:
            self._zone = zone
            self._charts = Charts(lambda: self.definitions, zone)
            self._states = States(lambda: self.definitions)
        demo = (zone, self.is_demo, self._settings.get(settings.DEMO_NOW))
        if getattr(self, "_clocked", None) != demo:  # another setting does not set a demo's clock back
            self._clocked = demo
            self._clock = WardClock(zone, self._demo_start())
        if self._given is None and before[1] is not None:
            found = shipped.load_for(self.path)
            if found != before[1]:
                self._judge_by(found)
        return before != (self._zone, self.__dict__.get("definitions"))

    def _demo_start(self) -> datetime | None:
        """Where a demo's clock stands: at its own moment, or at its last entry if that is later."""
        written = self._settings.get(settings.DEMO_NOW)
        if not self.is_demo or written is None:
            return None
        start = Moment.parse(written, self._zone).instant
        last = self._store.last_entry()
        return start if last is None else max(start, datetime.fromisoformat(last.recorded_at))

"""A desk in memory with the service's names: real rules and definitions, no database.

Checks of a typed temperature are the real ones of ``hlhdesk.entry``.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo

from hlhdesk.definitions import load
from hlhdesk.entry import EntryContext, body_of, parse_entry
from hlhdesk.exchange import read_paste
from hlhdesk.model.batch import PastedRow
from hlhdesk.model.chart import PatientChart
from hlhdesk.model.entries import Entry, Kind
from hlhdesk.model.message import Message
from hlhdesk.model.moment import Moment
from hlhdesk.model.preview import OrderPreview
from hlhdesk.model.problem import Problem, Severity
from hlhdesk.model.state import PatientState
from hlhdesk.rules import derive
from hlhdesk.service import (
    Acknowledgement,
    Change,
    HistoryLine,
    NeedsConfirmation,
    Photograph,
    PrintedPage,
    RecordTemperature,
    Refused,
    Saved,
    Session,
)
from hlhdesk.service.previewing import preview_orders
from tests.ui.wards import NOW, ZONE, entry_id, with_entries


class FakeDesk:
    """Charts by number; another process is played by ``written_elsewhere``."""

    def __init__(self, charts: Iterable[PatientChart], *, demo: bool = False) -> None:
        self.charts = {chart.patient_id: chart for chart in charts}
        self.definitions = load()
        self.is_open = True
        self.people: Session | None = None
        self.is_demo = demo
        self.closed = False
        self.moment = NOW
        self.printed: list[PrintedPage] = []
        self._listeners: list[Callable[[Change], None]] = []
        self._elsewhere: set[str] = set()
        self._states: dict[str, PatientState] = {}

    @property
    def zone(self) -> ZoneInfo:
        return ZONE

    def now(self) -> Moment:
        return self.moment

    def patients(self) -> tuple[str, ...]:
        return tuple(self.charts)

    def chart(self, patient_id: str) -> PatientChart:
        return self.charts[patient_id]

    def state(self, patient_id: str, as_of: Moment | None = None) -> PatientState:
        if as_of is None and patient_id in self._states:
            return self._states[patient_id]
        state = derive(self.charts[patient_id], self.definitions, as_of or self.moment)
        if as_of is None:
            self._states[patient_id] = state
        return state

    def preview_orders(self, patient_id: str, bodies: Sequence[Mapping[str, object]]) -> OrderPreview:
        return preview_orders(self.charts[patient_id], bodies, self.definitions, self.moment)

    def head(self) -> str:
        return "0" * 64

    @property
    def path(self) -> Path:
        return Path("nowhere")

    def last_backup(self) -> None:
        return None

    def written_ahead(self) -> Moment | None:
        return None

    def backup_due(self) -> bool:
        return False

    def photograph(self, _patient_id: str) -> None:
        return None

    def take_photograph(self, photograph: Photograph) -> None:
        raise NotImplementedError

    def remove_photograph(self, patient_id: str, reason: str, by: str | None = None) -> None:
        raise NotImplementedError

    def set_setting(self, key: str, value: str, by: str | None = None) -> None:
        raise NotImplementedError

    def ward_history(self) -> tuple[HistoryLine, ...]:
        return ()

    def history(self, _patient_id: str) -> tuple[HistoryLine, ...]:
        return ()

    def setting(self, _key: str) -> str | None:
        return None

    def page_by(self, _kind: str, by: str | None = None) -> str | None:
        return by

    def record_page(self, page: PrintedPage) -> None:
        self.printed.append(page)

    def last_printed(self, kind: str, patient_id: str, visit: str | None = None) -> PrintedPage | None:
        asked = (kind, patient_id, visit)
        return next((p for p in reversed(self.printed) if (p.kind, p.patient_id, p.visit) == asked), None)

    def changes_since(self, _page: PrintedPage) -> tuple[Message, ...]:
        return ()

    def execute(self, command: Any) -> Any:
        assert isinstance(command, RecordTemperature)
        chart = self.charts[command.patient_id]
        body = {
            "at": command.at or self.moment.shown,
            "value": command.text,
            "unit": command.unit,
            "site": command.site,
            "after_cooling": command.after_cooling,
            "id": entry_id(),
        }
        context = EntryContext(self.definitions, ZONE, self.moment, chart.identity.birth_date)
        parsed = parse_entry(Kind.TEMPERATURE, body, context)
        if parsed.entry is None:
            raise Refused(
                tuple(problem for problem in parsed.problems if problem.severity is Severity.REFUSE)
            )
        if parsed.problems and not command.confirmed:
            raise NeedsConfirmation(parsed.problems)
        self.charts[command.patient_id] = with_entries(chart, parsed.entry)
        self._states.pop(command.patient_id, None)
        for listener in list(self._listeners):
            listener(Change(frozenset({command.patient_id})))
        return Saved(parsed.entry, 1)

    def read_paste(self, text: str) -> tuple[PastedRow, ...]:
        return read_paste(text, self.definitions)

    def problems_of(self, patient_id: str, kind: Kind, body: Mapping[str, object]) -> tuple[Problem, ...]:
        born = self.charts[patient_id].identity.birth_date
        context = EntryContext(self.definitions, ZONE, self.moment, born)
        return parse_entry(kind, body, context).problems

    def set_parameters(self, changes: Mapping[str, str], by: str | None = None) -> None:
        raise NotImplementedError

    def approve_parameters(self, by: str, on: date) -> None:
        raise NotImplementedError

    def acknowledgements(self, _patient_id: str) -> tuple[Acknowledgement, ...]:
        return ()

    def foreseen(self, _patient_id: str, _entry: Entry, _body: object) -> None:
        return None

    def body_of(self, entry: Entry) -> dict[str, object]:
        return body_of(entry)

    def on_change(self, callback: Callable[[Change], None]) -> Callable[[], None]:
        self._listeners.append(callback)
        return lambda: self._listeners.remove(callback)

    def written_elsewhere(self, chart: PatientChart) -> None:
        """What another window or an import wrote; seen at the next ``poll``."""
        self.charts[chart.patient_id] = chart
        self._states.pop(chart.patient_id, None)
        self._elsewhere.add(chart.patient_id)

    def poll(self) -> frozenset[str]:
        changed, self._elsewhere = frozenset(self._elsewhere), set()
        return changed

    def close(self) -> None:
        self.closed = True

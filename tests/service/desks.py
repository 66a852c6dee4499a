"""Desks with invented children for the service's tests."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path

import pytest

from hlhdesk import clock
from hlhdesk.entry import EntryContext, parse_entry
from hlhdesk.model.batch import Batch, BatchEntry
from hlhdesk.model.entries import Entry, Kind
from hlhdesk.model.moment import Moment
from hlhdesk.model.problem import Place
from hlhdesk.service import AdmitPatient, Desk, Refused

ZONE = "Asia/Shanghai"
NOW = datetime(2018, 3, 9, 12, 30, tzinfo=UTC)
"""20:30 on the ward's clock."""
IDENTITY: dict[str, object] = {
    "name": "Example Three",
    "sex": "female",
    "birth_date": "2014-11-20",
    "bed": "12",
}
READING: dict[str, object] = {"at": "2018-03-09T14:00", "value": "39.4", "unit": "Cel", "site": "axillary"}


def stop_the_clock(monkeypatch: pytest.MonkeyPatch, instant: datetime = NOW) -> None:
    """The program's clock shows ``instant``."""
    monkeypatch.setattr(clock, "now", lambda: instant)


@contextmanager
def desk_with(path: Path, *patients: str) -> Iterator[Desk]:
    """A new database with some children."""
    with Desk.open(path, create=True, zone=ZONE) as desk:
        for patient_id in patients:
            desk.execute(AdmitPatient(patient_id, IDENTITY))
        yield desk


def entry(desk: Desk, kind: Kind, body: dict[str, object]) -> Entry:
    """An entry as a file's reader parses it."""
    now = desk.now()
    parsed = parse_entry(kind, body, EntryContext(desk.definitions, desk.zone, now, None))
    assert parsed.entry is not None, parsed.problems
    return parsed.entry


def batch(desk: Desk, *items: tuple[str, Kind, dict[str, object]], creates: bool = True) -> Batch:
    """A file that was read: line by line, without warnings."""
    entries = tuple(
        BatchEntry(patient_id, entry(desk, kind, body), Place("ward.json", line, f"{kind.value}[{line}]"))
        for line, (patient_id, kind, body) in enumerate(items, 1)
    )
    return Batch("ward.json", entries, creates_patients=creates)


def keys(refused: Refused) -> list[str]:
    """The keys of the sentences of a refusal."""
    return [problem.message.key for problem in refused.problems]


def values(desk: Desk, patient_id: str) -> list[str]:
    """The temperatures that are valid now, as typed."""
    return [reading.value.text for reading in desk.chart(patient_id).temperatures]


def moment(text: str, desk: Desk) -> Moment:
    """A moment of the ward."""
    return Moment.parse(text, desk.zone)

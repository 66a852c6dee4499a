"""Charts as a database would hold them, made from files without a database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime, timedelta

from hlhdesk.exchange import read_table
from hlhdesk.model.batch import BatchEntry
from hlhdesk.model.chart import PatientChart
from hlhdesk.model.entries import Entry, Identity
from tests.exchange.doors import DATA, DEFINITIONS, NOW, SHANGHAI, taken

RECORDED = datetime(2026, 6, 1, 4, 0, tzinfo=UTC)


def charts_of(entries: Iterable[BatchEntry]) -> dict[str, PatientChart]:
    """The children's charts; entries without an id get one, and a time of recording."""
    found: dict[str, list[BatchEntry]] = {}
    for item in entries:
        found.setdefault(item.patient_id, []).append(item)
    return {name: PatientChart(name, SHANGHAI, _recorded(name, items)) for name, items in found.items()}


def _recorded(name: str, items: list[BatchEntry]) -> tuple[Entry, ...]:
    return tuple(
        replace(
            item.entry,
            id=item.entry.id or f"{name}-{number:05}",
            recorded_at=item.entry.recorded_at or RECORDED + timedelta(seconds=number),
        )
        for number, item in enumerate(items)
    )


def worked_cases() -> dict[str, PatientChart]:
    """The worked cases of the clinical specification."""
    return charts_of(taken((DATA / "worked-fever.json").read_bytes()).entries)


def real_stays() -> dict[str, PatientChart]:
    """The eight real stays: patients, temperatures, laboratory results."""
    entries = list(taken((DATA / "real" / "patients.json").read_bytes()).entries)
    births = {item.patient_id: item.entry.birth_date for item in entries if isinstance(item.entry, Identity)}
    for name in ("temperatures.csv", "labs.csv"):
        data = (DATA / "real" / name).read_bytes()
        result = read_table(data, name, DEFINITIONS, SHANGHAI, NOW, births.get)
        assert result.problems == ()
        assert result.batch is not None
        entries += result.batch.entries
    return charts_of(entries)

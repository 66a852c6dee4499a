"""Verifying a database: what the store checks, and that every entry can be read by the definitions."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from zoneinfo import ZoneInfo

from hlhdesk.model.definitions import Definitions
from hlhdesk.service.answers import UnreadableEntry
from hlhdesk.service.entries import entry_of
from hlhdesk.store import Fault, NotOpened, Store, StoreError, verify


def check(
    store: Store, definitions: Definitions, zone: ZoneInfo, head: str | None = None
) -> tuple[Fault, ...]:
    """All faults of an open database."""
    faults = verify(store.connection, store.path, head=head)
    if faults:
        return faults  # what cannot be trusted is not read
    return tuple(_unreadable(store, definitions, zone))


def verify_file(path: Path, head: str | None = None) -> tuple[Fault, ...]:
    """The faults of a database that is too damaged to be opened as a desk.

    Raises NotOpened for what is no database of this program at all.
    """
    try:
        with Store.open(Path(path), readonly=True) as store:
            return verify(store.connection, store.path, head=head)
    except NotOpened:
        raise
    except StoreError as error:
        return (Fault(error.message),)


def _unreadable(store: Store, definitions: Definitions, zone: ZoneInfo) -> Iterator[Fault]:
    for patient_id in store.patient_ids():
        for record in store.chart(patient_id)[1]:
            try:
                entry_of(record, definitions, zone)
            except UnreadableEntry as error:
                yield Fault(error.message, patient_id, record.id)

"""The history for an auditor: every stored line with its hash, so that it can be checked without this program.

How it is checked stands in ``docs/check-history.md``, with a script that needs nothing but Python.
"""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from hlhdesk.store import AuditLine, Line, Record, Store

FORMAT, VERSION = "hlhdesk-history", 1

LINE = (
    "seq",
    "recorded_at",
    "recorded_by",
    "action",
    "patient_id",
    "entry_id",
    "digest",
    "detail",
    "prev",
    "hash",
)
ENTRY = Record._fields
SETTING = ("setting.key", "setting.value")
COLUMNS = (*LINE, *(f"entry.{name}" for name in ENTRY), *SETTING)
"""The columns of the table: a line, the entry and the setting that it records."""

Row = dict[str, str | int | None]


def audit_rows(path: Path, patient_id: str | None = None) -> Iterator[Row]:
    """Each line of the history as it is stored, oldest first. Raises StoreError.

    With a patient, the lines of other children and of the ward keep their place, ``prev`` and
    ``hash`` only: the chain can still be followed, and nobody else's data leave.
    """
    with Store.open(path, readonly=True) as store:
        for found in store.audit_lines():
            yield _row(found, whole=patient_id in (None, found.line.patient_id))


def _row(found: AuditLine, *, whole: bool) -> Row:
    row: Row = dict.fromkeys(COLUMNS)
    line = found.line
    row |= {"seq": line.seq, "prev": line.prev.hex(), "hash": found.hash.hex()}
    if not whole:
        return row
    row |= _line(line)
    if found.record is not None:
        row |= {f"entry.{name}": value for name, value in found.record._asdict().items()}
    if found.setting is not None:
        row |= dict(zip(SETTING, found.setting, strict=True))
    return row


def _line(line: Line) -> Row:
    return {
        "recorded_at": line.recorded_at,
        "recorded_by": line.recorded_by,
        "action": line.action,
        "patient_id": line.patient_id,
        "entry_id": line.entry_id,
        "digest": None if line.digest is None else line.digest.hex(),
        "detail": line.detail,
    }

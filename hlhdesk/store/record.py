"""What the store holds: an entry as text, and a line of the history; and the digests that prove them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, fields
from hashlib import sha256
from typing import NamedTuple

Cell = str | int | None

_BETWEEN, _NULL = "\x00", "\x01"  # control characters, which no text that is stored may hold


class Record(NamedTuple):
    """One entry as stored; the fields are the columns of ``entry``, in the order of its digest.

    ``body`` is canonical JSON, ``happened`` the civil time or date as typed, ``recorded_at`` a UTC
    instant ``YYYY-MM-DDTHH:MM:SS.ffffffZ``, ``unconfirmed`` and ``retracted`` 1 or 0. ``seq`` is its
    line in the history and ``number`` its place among the child's entries (1, 2, …); both are 0
    until it is stored. (A tuple, because a chart holds thousands of them.)
    """

    id: str
    patient_id: str
    kind: str
    body: str
    happened: str | None
    recorded_at: str
    recorded_by: str | None = None
    unconfirmed: int = 0
    supersedes: str | None = None
    change_reason: str | None = None
    retracted: int = 0
    seq: int = 0
    number: int = 0


COLUMNS = ", ".join(Record._fields)


def digest(cells: Iterable[Cell]) -> bytes:
    """SHA-256 over values, joined so that no two lists of values read the same."""
    text = _BETWEEN.join(
        [cell if type(cell) is str else _NULL if cell is None else str(cell) for cell in cells]
    )
    return sha256(text.encode("utf-8", "surrogatepass")).digest()


def _hex(blob: bytes) -> str:
    """The bytes in digits; what stands there in a damaged file instead of bytes is no hash of anything."""
    return blob.hex() if isinstance(blob, bytes) else f"{blob!r} is no hash"


def storable(cells: Iterable[Cell]) -> None:
    """Raise ValueError for a text that a digest could confuse or that is not Unicode."""
    for cell in cells:
        if isinstance(cell, str):
            cell.encode()
            if _BETWEEN in cell or _NULL in cell:
                raise ValueError("a text with control characters is not stored")


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the history. ``digest`` is that of the entry or setting which it records."""

    action: str
    recorded_by: str | None = None
    patient_id: str | None = None
    entry_id: str | None = None
    digest: bytes | None = None
    detail: str | None = None
    seq: int = 0
    recorded_at: str = ""
    prev: bytes = bytes(32)

    @property
    def hash(self) -> bytes:
        """The chain's hash: over this line and the hash of the line before."""
        return digest(self.cells)

    @property
    def cells(self) -> tuple[Cell, ...]:
        """What the hash is over."""
        return (
            _hex(self.prev),
            self.seq,
            self.recorded_at,
            self.recorded_by,
            self.action,
            self.patient_id,
            self.entry_id,
            None if self.digest is None else _hex(self.digest),
            self.detail,
        )


LINE_FIELDS = tuple(field.name for field in fields(Line))
LINE_COLUMNS = ", ".join(LINE_FIELDS)

"""What a person or a file can ask the desk to do, as frozen values."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from hlhdesk.model.batch import Batch
from hlhdesk.model.entries import Kind
from hlhdesk.model.moment import Moment
from hlhdesk.model.quantity import CELSIUS


@dataclass(frozen=True, slots=True)
class RecordTemperature:
    """A temperature as a nurse types it; a unit in ``text`` wins over ``unit``. Without ``at``: now.

    ``confirmed`` says that the person was asked and meant it.
    """

    patient_id: str
    text: str
    unit: str = CELSIUS
    site: str = "axillary"
    at: str | Moment | None = None
    after_cooling: bool = False
    confirmed: bool = False
    by: str | None = None


@dataclass(frozen=True, slots=True)
class RecordEntry:
    """Any entry, as a chart file writes it."""

    patient_id: str
    kind: Kind
    body: Mapping[str, object]
    confirmed: bool = False
    by: str | None = None


@dataclass(frozen=True, slots=True)
class RecordEntries:
    """Several entries of one child: all of them or none (a laboratory panel, a set of vitals).

    The field of a problem is the entry's place in ``items``, a dot, and the field: ``3.value``.
    """

    patient_id: str
    items: tuple[tuple[Kind, Mapping[str, object]], ...]
    confirmed: bool = False
    by: str | None = None


@dataclass(frozen=True, slots=True)
class AdmitPatient:
    """A child that the desk does not know yet; ``body`` is the identity."""

    patient_id: str
    body: Mapping[str, object]
    by: str | None = None


@dataclass(frozen=True, slots=True)
class CorrectEntry:
    """A new entry that supersedes ``entry_id``; the old one stays legible."""

    entry_id: str
    body: Mapping[str, object]
    reason: str
    confirmed: bool = False
    by: str | None = None


@dataclass(frozen=True, slots=True)
class RetractEntry:
    """Take an entry back without a new value; it stays legible."""

    entry_id: str
    reason: str
    by: str | None = None


@dataclass(frozen=True, slots=True)
class AcknowledgeFinding:
    """Somebody saw a finding, named by its code, day and evidence, and says a word about it.

    ``status`` (``status_of`` the finding) tells two of one name apart; ``language`` is the one in
    which the finding was shown. Refused when no such finding stands any more.
    """

    patient_id: str
    code: str
    on: date | None
    evidence: tuple[str, ...]
    words: str
    by: str | None = None
    status: str | None = None
    language: str = "en"


EntryCommand = RecordTemperature | RecordEntry | AdmitPatient | CorrectEntry | RetractEntry
"""The commands that save one entry."""


@dataclass(frozen=True, slots=True)
class MoveEntry:
    """An entry that was charted on the wrong child: taken back there, charted on the right one, in one act.

    ``confirmed`` says that the questions of the right child's chart were asked.
    """

    entry_id: str
    to_patient_id: str
    reason: str
    confirmed: bool = False
    by: str | None = None


@dataclass(frozen=True, slots=True)
class ImportBatch:
    """All entries of a file, or none. ``dry_run`` does everything but keep it.

    ``after``: the files that a dry run takes for imported already, in their order.
    """

    batch: Batch
    dry_run: bool = False
    by: str | None = None
    after: tuple[Batch, ...] = ()


@dataclass(frozen=True, slots=True)
class Together:
    """Several commands in one act: all of them or none.

    The field of a problem is the command's place, a dot, and the field: ``1.on``. ``confirmed`` answers
    the questions of all of them.
    """

    commands: tuple[EntryCommand, ...]
    confirmed: bool = False


Command = (
    RecordTemperature
    | RecordEntry
    | RecordEntries
    | AdmitPatient
    | CorrectEntry
    | RetractEntry
    | AcknowledgeFinding
    | MoveEntry
    | Together
    | ImportBatch
)
"""Everything that ``Desk.execute`` takes."""

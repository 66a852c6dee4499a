"""What is charted: one frozen value per entry, as in the chart file.

Every entry knows its provenance. A correction is a new entry that supersedes one; nothing is
changed in place. Dates named ``on`` are civil dates, times named ``at`` are civil times.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from decimal import Decimal
from enum import StrEnum

from hlhdesk.model.moment import Moment
from hlhdesk.model.quantity import Quantity


class Kind(StrEnum):
    """The lists of a chart file; each entry is of one kind."""

    IDENTITY = "identities"
    ADMISSION = "admissions"
    CLOSURE = "closures"
    ANCHOR = "anchors"
    DIAGNOSIS = "diagnoses"
    BODY_SIZE = "body_sizes"
    TEMPERATURE = "temperatures"
    DAILY_PEAK = "daily_peaks"
    NOT_MEASURED = "not_measured"
    LAB = "labs"
    ORDER = "orders"
    DOSE = "doses"
    VITAL = "vitals"
    EVENT = "events"
    FINDING = "findings"
    VISIT = "visits"
    ADVERSE_EVENT = "adverse_events"
    NOTE = "notes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """Provenance, common to all entries.

    ``id`` is a UUIDv7; ``recorded_at`` the UTC instant of recording; ``unconfirmed`` a value
    outside a confirm limit that nobody confirmed; ``supersedes`` the id of the entry that this
    one corrects, with ``change_reason``; ``retracted`` takes the superseded entry back without a
    new value (the value is repeated so that it stays legible).
    """

    id: str = ""
    recorded_at: datetime | None = None
    recorded_by: str | None = None
    unconfirmed: bool = False
    supersedes: str | None = None
    change_reason: str | None = None
    retracted: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Identity(Entry):
    """Who the child is; ``sex`` is ``female``, ``male``, ``other`` or ``unknown``."""

    name: str | None
    sex: str
    birth_date: date
    bed: str | None = None
    group: str | None = None
    allergies: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Admission(Entry):
    """A stay; both dates are inpatient days. ``discharged_on`` is None while it lasts."""

    admitted_on: date
    discharged_on: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Closure(Entry):
    """Why follow-up ended: ``died``, ``transferred``, ``lost-to-follow-up``, ``withdrew``."""

    on: date
    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Anchor(Entry):
    """A date chosen by name, and why: ``treatment-start`` (day 0) or ``follow-up``."""

    kind: str
    on: date
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis(Entry):
    """A diagnosis in words, with its trigger if one was found."""

    on: date
    text: str
    trigger: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class BodySize(Entry):
    """Weight in kg and height in cm."""

    on: date
    weight_kg: Decimal
    height_cm: Decimal | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Temperature(Entry):
    """One reading (unit Cel or [degF]) with its site; never converted between sites."""

    at: Moment
    value: Quantity
    site: str
    after_cooling: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class DailyPeak(Entry):
    """The highest temperature of a day. ``source`` ``ward`` (the day was observed) or ``family``."""

    on: date
    value: Quantity
    site: str
    source: str = "ward"


@dataclass(frozen=True, slots=True, kw_only=True)
class NotMeasured(Entry):
    """Why there is no reading; breaks the line and never means afebrile."""

    on: date
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Lab(Entry):
    """A laboratory result, with the laboratory's own limits (in the result's unit) if it gave any."""

    at: Moment
    analyte: str
    value: Quantity
    low: Decimal | None = None
    high: Decimal | None = None
    fasting: bool | None = None
    assay: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Order(Entry):
    """What should be given: mg per dose, times a day; ``ends_on`` is its last day in force."""

    drug: str
    dose_mg: Decimal
    times_per_day: int
    route: str
    starts_on: date
    ends_on: date | None = None
    times: tuple[time, ...] = ()
    additional: bool = False
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Dose(Entry):
    """What was given: ``status`` is ``given``, ``withheld``, ``refused`` or ``vomited``."""

    at: Moment
    drug: str
    dose_mg: Decimal
    route: str
    status: str = "given"
    reason: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Vital(Entry):
    """Pulse, respiration, SpO₂ or blood pressure."""

    at: Moment
    vital: str
    value: Quantity


@dataclass(frozen=True, slots=True, kw_only=True)
class Event(Entry):
    """Something that happened at a time: a transfusion, a culture, doctor informed."""

    at: Moment
    event: str
    detail: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ClinicalFinding(Entry):
    """A finding that was looked for: present or absent."""

    on: date
    finding: str
    present: bool
    detail: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Visit(Entry):
    """A follow-up visit that took place; ``visit`` is the scheduled one that it serves (``M3``)."""

    on: date
    visit: str
    outcome: str | None = None
    note: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AdverseEvent(Entry):
    """One answer of the safety list: ``yes``, ``no`` or ``not-asked``."""

    on: date
    item: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Note(Entry):
    """Free text."""

    at: Moment
    text: str


ENTRY_TYPES: dict[Kind, type[Entry]] = {
    Kind.IDENTITY: Identity,
    Kind.ADMISSION: Admission,
    Kind.CLOSURE: Closure,
    Kind.ANCHOR: Anchor,
    Kind.DIAGNOSIS: Diagnosis,
    Kind.BODY_SIZE: BodySize,
    Kind.TEMPERATURE: Temperature,
    Kind.DAILY_PEAK: DailyPeak,
    Kind.NOT_MEASURED: NotMeasured,
    Kind.LAB: Lab,
    Kind.ORDER: Order,
    Kind.DOSE: Dose,
    Kind.VITAL: Vital,
    Kind.EVENT: Event,
    Kind.FINDING: ClinicalFinding,
    Kind.VISIT: Visit,
    Kind.ADVERSE_EVENT: AdverseEvent,
    Kind.NOTE: Note,
}
KIND_OF: dict[type[Entry], Kind] = {entry: kind for kind, entry in ENTRY_TYPES.items()}

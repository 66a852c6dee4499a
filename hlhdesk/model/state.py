"""What the rules conclude: derived whole from a chart and never stored."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from hlhdesk.model.due import NOTHING_DUE, DueState
from hlhdesk.model.entries import DailyPeak, Order, Temperature
from hlhdesk.model.message import Message
from hlhdesk.model.moment import Moment
from hlhdesk.model.planned import PlannedOrder

TemperatureValue = Temperature | DailyPeak


class Level(StrEnum):
    """How loud a finding is."""

    OK = "ok"
    NOTICE = "notice"
    WARN = "warn"
    ALERT = "alert"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing to say about a child, with the ids of the entries that are its evidence.

    ``text`` is the whole sentence; ``annotations`` are what else was the case and never suppress.
    """

    code: str
    level: Level
    text: Message
    annotations: tuple[Message, ...] = ()
    evidence: tuple[str, ...] = ()
    on: date | None = None


class DayState(StrEnum):
    """The state of one day of a temperature chart (§2.1)."""

    FEBRILE = "febrile"
    OPEN = "open"
    UNKNOWN = "unknown"
    UNDER_OBSERVED = "under-observed"
    SUBFEBRILE = "subfebrile"
    NORMAL = "normal"


class FeverState(StrEnum):
    """The state of a child's temperature at a moment (§2.2)."""

    NO_DATA = "no-data"
    NO_FEVER = "no-fever"
    RELAPSE = "relapse"
    NORMALISED = "normalised"
    FEVER = "fever"
    SETTLING = "settling"


class RelapseLabel(StrEnum):
    """How long after normalisation a relapse came; never suppresses it."""

    EARLY = "early"
    WITHIN = "2-7"
    LATE = "late"


class RelapseStatus(StrEnum):
    """Whether a relapse rests on one short reading or on more."""

    CONFIRMED = "confirmed"
    PROVISIONAL = "provisional"


@dataclass(frozen=True, slots=True)
class TemperatureDay:
    """One day: its state, its peak (None without a valid value) and the values behind it.

    ``values`` are the valid ones in order of time, ``masked`` the ids of readings under an
    antipyretic, ``covered`` whether the day was observed enough to be called normal.
    """

    on: date
    state: DayState
    peak: TemperatureValue | None
    values: tuple[TemperatureValue, ...] = ()
    masked: frozenset[str] = frozenset()
    covered: bool = False


@dataclass(frozen=True, slots=True)
class Normalisation:
    """The first day of a run of normal days and the day that completed it."""

    on: date
    declared_on: date


@dataclass(frozen=True, slots=True)
class Relapse:
    """The first febrile day after a declared normalisation."""

    number: int
    on: date
    peak: TemperatureValue
    normalisation: Normalisation
    interval_days: int
    label: RelapseLabel
    status: RelapseStatus
    gap: bool
    observed_between: int
    days_between: int
    settled_on: date | None = None


@dataclass(frozen=True, slots=True)
class CannotJudge:
    """A febrile day before which a normalisation may have gone unobserved."""

    on: date
    because: tuple[date, ...]


@dataclass(frozen=True, slots=True)
class TemperatureState:
    """The temperature part of the state."""

    state: FeverState
    last_reading: Temperature | None
    days: tuple[TemperatureDay, ...]
    normalisations: tuple[Normalisation, ...]
    relapses: tuple[Relapse, ...]
    cannot_judge: tuple[CannotJudge, ...]
    returned_on: tuple[date, ...] = ()


class DoseSource(StrEnum):
    """Where a day's total comes from (§3)."""

    GIVEN = "given"
    ORDERED = "ordered"
    NOT_RECORDED = "not-recorded"


@dataclass(frozen=True, slots=True)
class DoseDay:
    """One day of one drug (or of all steroids as methylprednisolone equivalents), in mg.

    ``mg`` is None when not recorded. ``ordered_mg`` is None without an order in force. ``partial``
    says that fewer doses were charted than ordered.
    """

    on: date
    mg: Fraction | None
    ordered_mg: Fraction | None
    source: DoseSource
    partial: bool = False


@dataclass(frozen=True, slots=True)
class RuxolitinibState:
    """Ruxolitinib on the day of ``as_of``, all its days, and the checks of the order in force."""

    today: DoseDay
    days: tuple[DoseDay, ...]
    orders: tuple[Order, ...]
    checks: tuple[Finding, ...]
    stopped_on: date | None = None


@dataclass(frozen=True, slots=True)
class SteroidState:
    """Systemic steroids as methylprednisolone equivalents.

    ``mg_per_kg`` is rounded half-even to three decimals; ``weight_kg`` and ``weight_on`` are what it was divided by.
    """

    today: DoseDay
    days: tuple[DoseDay, ...]
    mg_per_kg: Decimal | None
    weight_kg: Decimal | None
    weight_on: date | None
    cumulative_mg: Fraction
    checks: tuple[Finding, ...]


class ItemState(StrEnum):
    """Three-valued: absence of data is not absence of disease."""

    MET = "met"
    NOT_MET = "not-met"
    NOT_ASSESSED = "not-assessed"


@dataclass(frozen=True, slots=True)
class Hlh2004Item:
    """One item with the values and entries that decided it, and why in words."""

    name: str
    state: ItemState
    reason: Message
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Hlh2004State:
    """The eight items over one window. ``molecular`` fulfils on its own."""

    items: tuple[Hlh2004Item, ...]
    fulfilled: bool
    could_be_fulfilled: bool
    molecular: bool
    fulfilled_without_nk: bool
    could_be_fulfilled_without_nk: bool
    window_from: date
    window_to: date

    def named(self, state: ItemState) -> tuple[str, ...]:
        """The names of the items in ``state``, in the definitions' order."""
        return tuple(item.name for item in self.items if item.state is state)

    @property
    def count(self) -> int:
        """How many items are met."""
        return len(self.named(ItemState.MET))


class VisitStatus(StrEnum):
    """Where a scheduled visit stands at ``as_of``."""

    UPCOMING = "upcoming"
    DUE = "due"
    OVERDUE = "overdue"
    DONE = "done"
    CLOSED = "closed"


@dataclass(frozen=True, slots=True)
class FollowUpVisit:
    """One scheduled visit."""

    visit: str
    due_on: date
    window_from: date
    window_to: date
    status: VisitStatus
    done_on: date | None = None


@dataclass(frozen=True, slots=True)
class SafetyGrade:
    """A laboratory item's CTCAE grade beside its baseline grade; None is not gradable."""

    item: str
    analyte: str
    grade: int | None
    baseline_grade: int | None
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PatientState:
    """Everything that the rules say about one child at ``as_of``."""

    patient_id: str
    as_of: Moment
    treatment_start: date | None
    treatment_day: int | None
    inpatient: bool
    temperature: TemperatureState
    ruxolitinib: RuxolitinibState | None
    steroid: SteroidState | None
    drug_days: Mapping[str, tuple[DoseDay, ...]]
    hlh2004: Hlh2004State
    hlh2004_at_diagnosis: Hlh2004State | None
    follow_up: tuple[FollowUpVisit, ...]
    safety: tuple[SafetyGrade, ...]
    findings: tuple[Finding, ...]
    reactivation: tuple[Hlh2004Item, ...] = ()
    due: DueState = NOTHING_DUE
    orders: tuple[PlannedOrder, ...] = ()

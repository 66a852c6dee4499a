"""One child's whole chart, as an immutable value."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TypeVar
from zoneinfo import ZoneInfo

from hlhdesk.model.entries import (
    Admission,
    AdverseEvent,
    Anchor,
    BodySize,
    ClinicalFinding,
    Closure,
    DailyPeak,
    Diagnosis,
    Dose,
    Entry,
    Event,
    Identity,
    Lab,
    Note,
    NotMeasured,
    Order,
    Temperature,
    Visit,
    Vital,
)

E = TypeVar("E", bound=Entry)
D = TypeVar("D", Dose, Order)


@dataclass(frozen=True, slots=True)
class PatientChart:
    """Everything charted for one child.

    ``entries`` holds all of it, corrected and retracted entries included; the typed properties
    hold what is valid now. ``zone`` is the ward's time zone.
    """

    patient_id: str
    zone: ZoneInfo
    entries: tuple[Entry, ...] = ()
    _valid: dict[type[Entry], tuple[Entry, ...]] = field(init=False, repr=False, compare=False)
    _doses: dict[str, tuple[Dose, ...]] = field(init=False, repr=False, compare=False)
    _orders: dict[str, tuple[Order, ...]] = field(init=False, repr=False, compare=False)

    def __post_init__(self) -> None:
        valid: dict[type[Entry], list[Entry]] = {}
        for entry in valid_entries(self.entries):
            valid.setdefault(type(entry), []).append(entry)
        object.__setattr__(self, "_valid", {kind: tuple(found) for kind, found in valid.items()})
        in_time = sorted(self.doses, key=lambda dose: (dose.at.instant, dose.id))
        object.__setattr__(self, "_doses", _by_drug(in_time))
        object.__setattr__(self, "_orders", _by_drug(self.orders))

    def valid(self, kind: type[E]) -> tuple[E, ...]:
        """The entries of one type that were neither corrected away nor retracted."""
        return self._valid.get(kind, ())  # type: ignore[return-value]

    @property
    def identity(self) -> Identity:
        """The identity in force. Raises LookupError when the chart has none."""
        found = self.valid(Identity)
        if not found:
            raise LookupError(f"chart {self.patient_id} has no identity")
        return max(found, key=lambda entry: (str(entry.recorded_at or ""), entry.id))

    @property
    def admissions(self) -> tuple[Admission, ...]:
        return self.valid(Admission)

    @property
    def closures(self) -> tuple[Closure, ...]:
        return self.valid(Closure)

    @property
    def anchors(self) -> tuple[Anchor, ...]:
        return self.valid(Anchor)

    @property
    def diagnoses(self) -> tuple[Diagnosis, ...]:
        return self.valid(Diagnosis)

    @property
    def body_sizes(self) -> tuple[BodySize, ...]:
        return self.valid(BodySize)

    @property
    def temperatures(self) -> tuple[Temperature, ...]:
        return self.valid(Temperature)

    @property
    def daily_peaks(self) -> tuple[DailyPeak, ...]:
        return self.valid(DailyPeak)

    @property
    def not_measured(self) -> tuple[NotMeasured, ...]:
        return self.valid(NotMeasured)

    @property
    def labs(self) -> tuple[Lab, ...]:
        return self.valid(Lab)

    @property
    def orders(self) -> tuple[Order, ...]:
        return self.valid(Order)

    @property
    def doses(self) -> tuple[Dose, ...]:
        return self.valid(Dose)

    def doses_of(self, drug: str) -> tuple[Dose, ...]:
        """The valid doses of one drug, in order of time (of one minute, by id)."""
        return self._doses.get(drug, ())

    def orders_of(self, drug: str) -> tuple[Order, ...]:
        """The valid orders of one drug, as they stand in ``orders``."""
        return self._orders.get(drug, ())

    @property
    def vitals(self) -> tuple[Vital, ...]:
        return self.valid(Vital)

    @property
    def events(self) -> tuple[Event, ...]:
        return self.valid(Event)

    @property
    def findings(self) -> tuple[ClinicalFinding, ...]:
        return self.valid(ClinicalFinding)

    @property
    def visits(self) -> tuple[Visit, ...]:
        return self.valid(Visit)

    @property
    def adverse_events(self) -> tuple[AdverseEvent, ...]:
        return self.valid(AdverseEvent)

    @property
    def notes(self) -> tuple[Note, ...]:
        return self.valid(Note)


def _by_drug(found: Iterable[D]) -> dict[str, tuple[D, ...]]:
    """By drug, in the order of what is given: a long stay holds thousands, and the rules ask drug by drug."""
    groups: dict[str, list[D]] = {}
    for entry in found:
        groups.setdefault(entry.drug, []).append(entry)
    return {drug: tuple(group) for drug, group in groups.items()}


def valid_entries(entries: Iterable[Entry]) -> list[Entry]:
    """Those that no other entry supersedes and that are no retraction."""
    found = list(entries)
    superseded = {entry.supersedes for entry in found if entry.supersedes}
    return [entry for entry in found if entry.id not in superseded and not entry.retracted]

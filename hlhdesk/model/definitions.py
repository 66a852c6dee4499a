"""The clinical numbers, as frozen values read from ``resources/definitions``.

Nothing here has a default: a number exists only where a definitions file gives it with its source.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, time
from decimal import Decimal
from fractions import Fraction


@dataclass(frozen=True, slots=True)
class Limits:
    """An inclusive range; None is open."""

    low: Decimal | None
    high: Decimal | None

    def holds(self, number: Fraction | Decimal) -> bool:
        """True when ``number`` lies inside, both ends included."""
        exact = Fraction(number)
        return (self.low is None or exact >= Fraction(self.low)) and (
            self.high is None or exact <= Fraction(self.high)
        )


@dataclass(frozen=True, slots=True)
class Unit:
    """A UCUM code, how the ward writes it, and the laboratory spellings that mean it."""

    code: str
    display: str
    spellings: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Analyte:
    """One laboratory analyte.

    ``factors`` maps each accepted UCUM unit to the exact factor to ``unit`` (1 for itself). Units
    in ``series`` groups never convert: each group is a series of its own. ``absolute`` is in
    ``unit``. ``confirm_above`` names an analyte that this one should not exceed.
    """

    name: str
    loinc: tuple[str, ...]
    unit: str
    factors: Mapping[str, Fraction]
    absolute: Limits
    source: str
    logarithmic: bool = False
    needs_assay: bool = False
    confirm_above: str | None = None
    decimals: int = 1


@dataclass(frozen=True, slots=True)
class Drug:
    """A drug by its generic name; ``classes`` such as ``steroid``, ``antipyretic``."""

    name: str
    display: str
    classes: tuple[str, ...]
    source: str


@dataclass(frozen=True, slots=True)
class TemperatureEntry:
    """Limits of a temperature at entry, in °C, and the range that looks like °F."""

    absolute: Limits
    confirm: Limits
    looks_like_fahrenheit: Limits
    remeasure_above_change: Decimal
    source: str


@dataclass(frozen=True, slots=True)
class FeverParameters:
    """Parameters of rule ``fever`` (clinical specification §2); temperatures in °C."""

    version: str
    source: str
    fever_from: Decimal
    high_fever_from: Decimal
    normal_below: Mapping[str, Decimal]
    low_below: Decimal
    very_low_below: Decimal
    low_values: int
    low_within_hours: int
    neonate_days: int
    readings_for_normal: int
    readings_apart_hours: Decimal
    longest_gap_hours: Decimal
    evening_from: time
    evening_to: time
    normal_days: int
    day_starts_at: time
    confirm_apart_minutes: int
    relapse_window_from: int
    relapse_window_to: int
    returned_after_days: int
    recent_hours: int
    not_observed_hours: int
    low_grade_days: int
    antipyretic_hours: Mapping[str, Decimal]
    transfusion_hours: int
    dose_change_days: int
    withdrawal_days: int
    neutropenia_below: Decimal
    neutropenia_hours: int


@dataclass(frozen=True, slots=True)
class RuxolitinibParameters:
    """Parameters of rule ``ruxolitinib`` (§3)."""

    version: str
    source: str
    weight_limit_kg: Decimal
    dose_to_limit_mg: Decimal
    dose_above_limit_mg: Decimal
    times_per_day: int
    smallest_step_mg: Decimal
    tablet_strengths_mg: tuple[Decimal, ...]
    weight_stale_inpatient_days: int
    weight_stale_outpatient_days: int
    refuse_single_above_mg: Decimal
    refuse_daily_above_mg: Decimal
    refuse_daily_above_mg_per_m2: Decimal
    confirm_daily_above_mg_per_m2: Decimal
    refuse_ratio: Decimal
    confirm_ratio_up: Decimal
    confirm_ratio_down: Decimal
    watch_days: int
    strong_cyp3a4_inhibitors: tuple[str, ...]
    dual_inhibitors: tuple[str, ...]
    inducers: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SteroidParameters:
    """Equivalence table (mg of each drug that equal one another) and limits (§3)."""

    version: str
    source: str
    reference: str
    equivalent_mg: Mapping[str, Decimal]
    systemic_routes: tuple[str, ...]
    methylprednisolone_refuse_above_mg: Decimal
    methylprednisolone_refuse_above_mg_per_kg: Decimal
    oral_confirm_above_mg_per_kg: Decimal
    dexamethasone_confirm_above_mg_per_m2: Decimal
    dexamethasone_refuse_above_mg: Decimal


@dataclass(frozen=True, slots=True)
class Hlh2004Parameters:
    """Limits of the eight items as printed, per printed unit, and the windows (§4)."""

    version: str
    source: str
    items: tuple[str, ...]
    needed: int
    needed_without_nk: int
    fever_from: Decimal
    haemoglobin_below: Mapping[str, Decimal]
    haemoglobin_neonate_below: Mapping[str, Decimal]
    neonate_days: int
    platelets_below: Mapping[str, Decimal]
    anc_below: Mapping[str, Decimal]
    low_lines_needed: int
    triglyceride_from: Mapping[str, Decimal]
    fibrinogen_to: Mapping[str, Decimal]
    ferritin_from: Mapping[str, Decimal]
    scd25_from: Mapping[str, Decimal]
    now_days: int
    now_days_slow: int
    diagnosis_days: int


@dataclass(frozen=True, slots=True)
class VisitDefinition:
    """A scheduled visit: calendar months from the anchor and its window in days."""

    name: str
    months: int
    window_days: int


@dataclass(frozen=True, slots=True)
class FollowUpParameters:
    """The visit schedule (§5)."""

    version: str
    source: str
    visits: tuple[VisitDefinition, ...]
    assessments: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class SafetyParameters:
    """The safety list and the CTCAE grade limits (§6).

    ``grades`` maps analyte → unit → the limits of grades 1 to 4 as ``(grade, low, high)`` text in
    the definitions file, kept there as printed.
    """

    version: str
    source: str
    items: tuple[str, ...]
    laboratory_items: Mapping[str, str]
    grades: Mapping[str, Mapping[str, tuple[Decimal, ...]]]


@dataclass(frozen=True, slots=True)
class Names:
    """The closed lists of the chart file."""

    sites: tuple[str, ...]
    routes: tuple[str, ...]
    vitals: Mapping[str, tuple[str, Limits]]
    events: tuple[str, ...]
    findings: tuple[str, ...]
    closures: tuple[str, ...]
    anchors: tuple[str, ...]
    sexes: tuple[str, ...]
    dose_statuses: tuple[str, ...]
    peak_sources: tuple[str, ...]
    answers: tuple[str, ...]
    not_detected: tuple[str, ...]
    body_weight_kg: Limits
    body_height_cm: Limits


@dataclass(frozen=True, slots=True)
class Approval:
    """That a ward approved its parameters: who and when."""

    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Definitions:
    """All definitions in force. ``version`` names the shipped set, ``ward_version`` a ward's own."""

    version: str
    ward_version: str | None
    approval: Approval | None
    units: Mapping[str, Unit]
    analytes: Mapping[str, Analyte]
    drugs: Mapping[str, Drug]
    names: Names
    temperature: TemperatureEntry
    fever: FeverParameters
    ruxolitinib: RuxolitinibParameters
    steroids: SteroidParameters
    hlh2004: Hlh2004Parameters
    follow_up: FollowUpParameters
    safety: SafetyParameters

    @property
    def approved_by_ward(self) -> bool:
        """True when a ward signed for the parameters in force."""
        return self.approval is not None

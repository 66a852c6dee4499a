"""The clinical numbers, as frozen values read from ``resources/definitions``.

Nothing here has a default: a number exists only where a definitions file gives it with its source.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from enum import StrEnum
from fractions import Fraction

from hlhdesk.model.message import Message, Term


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

    ``series`` maps each accepted UCUM unit to the unit of its series: units of different series
    never convert, and never share a line. ``factors`` maps each accepted unit to the exact factor
    to its series' unit (1 for that unit itself). ``unit`` is the preferred unit, of the first
    series. ``absolute`` holds in ``unit``, and in the same number in each other series' unit.
    ``confirm_above`` names an analyte that this one should not exceed. ``loinc_of`` maps a unit to
    its LOINC code, where one exists.
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
    series: Mapping[str, str] = field(default_factory=dict)
    loinc_of: Mapping[str, str] = field(default_factory=dict)

    @property
    def units(self) -> tuple[str, ...]:
        """Every accepted UCUM unit, the preferred one first."""
        return tuple(self.factors)

    def series_of(self, unit: str) -> str:
        """The unit of the series that ``unit`` belongs to. Raises KeyError for a unit not accepted."""
        return self.series[unit]

    def scaled(self, number: Decimal | Fraction, unit: str) -> Fraction:
        """``number`` in its series' unit, exact. Raises KeyError for a unit not accepted."""
        return Fraction(number) * self.factors[unit]

    def convert(self, number: Decimal | Fraction, unit: str, to: str) -> Fraction | None:
        """``number`` of ``unit`` in ``to``, exact; None when the two never convert."""
        if self.series[unit] != self.series[to]:
            return None
        return Fraction(number) * self.factors[unit] / self.factors[to]


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
    """Parameters of rule ``fever`` (clinical specification §2).

    Temperatures in °C, neutrophils in 10*9/L. ``ctcae_…`` and ``cclg_…`` are only named beside
    a fever with neutropenia: the definitions that others use.
    """

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
    ctcae_fever_above: Decimal
    ctcae_fever_from: Decimal
    ctcae_fever_hours: int
    cclg_fever_from: Decimal
    cclg_neutropenia_below: Decimal


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
    """Limits of the eight items as printed, per printed unit, and the windows (§4).

    ``slow_items`` are those whose latest value counts for ``now_days_slow``; fever counts any
    value of ``now_days``, the others their latest. ``reactivation_…`` is another question: how
    many of which items, wording from memory of the protocol (§2.2).
    """

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
    slow_items: tuple[str, ...]
    reactivation_items: tuple[str, ...]
    reactivation_needed: int
    reactivation_source: str


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
    """The safety list and the CTCAE v5 grade limits (§6), as printed for each unit.

    ``laboratory_items`` maps an analyte to the item of the list that it grades (several analytes
    may grade one item). ``falling`` and ``rising`` map analyte → unit → the numbers between
    grades 1|2, 2|3 and 3|4 (fewer where the highest grade has no number). A falling grade ends
    *below* its number (platelets 75 is grade 1, 74.9 grade 2), a rising one *above* it. Grade 1
    begins at the laboratory's own reference limit, unless ``rising_from`` gives its first number
    (included). ``multiples`` maps analyte → the multiples of the upper reference limit between the
    grades; ``baseline_multiples`` those of an abnormal baseline, and ``baseline_from`` the multiple
    of the baseline at which grade 1 begins (included if ``baseline_from_included``).
    """

    version: str
    source: str
    items: tuple[str, ...]
    laboratory_items: Mapping[str, str]
    falling: Mapping[str, Mapping[str, tuple[Decimal, ...]]]
    rising: Mapping[str, Mapping[str, tuple[Decimal, ...]]]
    rising_from: Mapping[str, Mapping[str, Decimal]]
    multiples: Mapping[str, tuple[Decimal, ...]]
    baseline_multiples: Mapping[str, tuple[Decimal, ...]]
    baseline_from: Mapping[str, Decimal]
    baseline_from_included: Mapping[str, bool]


@dataclass(frozen=True, slots=True)
class SummaryParameters:
    """Which results a discharge summary lists beside each other, and from which days.

    Days are counted from the start of treatment (from admission without one). A result stands in
    the column of a day when it is at most ``…_within`` days away from it; ``before`` and
    ``discharge`` look back only.
    """

    version: str
    source: str
    analytes: tuple[str, ...]
    before_within: int
    week_day: int
    week_within: int
    month_day: int
    month_within: int
    discharge_within: int
    medicines_within: int


@dataclass(frozen=True, slots=True)
class BodyParameters:
    """Parameters of rule ``body``: how far a weight or height may be from the last one without a question.

    The weight in per cent of the last one, the height in cm; each limit itself asks nothing.
    """

    version: str
    source: str
    weight_change_percent: Decimal
    height_fall_cm: Decimal
    height_rise_cm: Decimal


@dataclass(frozen=True, slots=True)
class DueParameters:
    """Parameters of rule ``due``: from when a dose and the reading after cooling are asked for.

    ``early_minutes``: a dose charted so early stands for the ordered time that follows.
    ``cooling_events`` are the events that cool; the drugs that do are those of ``fever.antipyretic_hours``.
    """

    version: str
    source: str
    due_from_minutes: int
    overdue_after_minutes: int
    early_minutes: int
    shown_for_hours: int
    recheck_minutes: int
    recheck_overdue_after_minutes: int
    fever_before_cooling_hours: int
    cooling_events: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Names:
    """The closed lists of the chart file.

    ``vitals`` maps a vital sign to its unit and absolute limits. ``not_detected`` and
    ``comparators`` are laboratories' spellings, compared in upper case; ``comparators`` maps each
    to ``<``, ``<=``, ``>`` or ``>=``.
    """

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
    visits: tuple[str, ...]
    safety_items: tuple[str, ...]
    not_detected: tuple[str, ...]
    comparators: Mapping[str, str]
    body_weight_kg: Limits
    body_height_cm: Limits


class ParameterKind(StrEnum):
    """What a parameter's text stands for."""

    DECIMAL = "decimal"
    INTEGER = "integer"
    CLOCK = "clock"
    RANGE = "range"


@dataclass(frozen=True, slots=True)
class Parameter:
    """One number that a ward may set for itself, with what it accepts.

    ``key`` is its place in a definitions file (``fever.normal_below.rectal``), ``value`` the text
    in force and ``shipped`` the one that came with the program (``low–high`` for a range).
    ``least`` and ``most`` are the accepted ends, both included.
    """

    key: str
    kind: ParameterKind
    value: str
    shipped: str
    least: str
    most: str
    unit: str
    source: str

    @property
    def meaning(self) -> Message:
        """What the parameter decides, in one sentence."""
        parts = self.key.split(".")
        if parts[0] == "analytes":
            return Message.of("parameter.analytes.absolute", analyte=Term("analyte", parts[1]))
        return Message.of(f"parameter.{self.key}")

    @property
    def accepted(self) -> Message:
        """What it accepts: the same words in a tooltip, in a refusal and in the appendix."""
        return Message.of(f"parameter.accepted-{self.kind}", least=self.least, most=self.most, unit=self.unit)


@dataclass(frozen=True, slots=True)
class Approval:
    """That a ward approved its parameters: who and when."""

    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Definitions:
    """All definitions in force. ``version`` names the shipped set, ``ward_version`` a ward's own.

    ``parameters`` are the numbers that a ward may set; ``unit_codes`` maps each plain spelling of
    a unit (``plain_spelling``) to its code, ``analyte_names`` each plain name (``plain_name``) that
    laboratories give an analyte to ours. ``panels`` are the analytes that are entered together.
    """

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
    summary: SummaryParameters
    due: DueParameters
    body: BodyParameters
    parameters: tuple[Parameter, ...] = ()
    unit_codes: Mapping[str, str] = field(default_factory=dict)
    analyte_names: Mapping[str, str] = field(default_factory=dict)
    panels: Mapping[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def approved_by_ward(self) -> bool:
        """True when a ward signed for the parameters in force."""
        return self.approval is not None

    def unit_code(self, spelling: str) -> str | None:
        """The UCUM code that ``spelling`` means; None when it is on no list."""
        return self.unit_codes.get(plain_spelling(spelling))

    def analyte_named(self, name: str) -> str | None:
        """The analyte that a laboratory's name means; None when it is on no list."""
        return self.analyte_names.get(plain_name(name))


ORDINARY_WIDTH: Mapping[int, int | str] = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)}
"""Full-width letters, digits and marks as ordinary ones, for ``str.translate``."""

_PLAIN = {**ORDINARY_WIDTH, 0xB5: "u", 0x3BC: "u"}


def plain_spelling(text: str) -> str:
    """A unit's spelling for comparison: trimmed, full-width letters as ordinary ones, µ and μ as u.

    Nothing else is folded: ``G/L`` is not ``g/L``.
    """
    return text.strip().translate(_PLAIN)


def plain_name(text: str) -> str:
    """An analyte's name for comparison: without blanks, full-width letters as ordinary ones, no case."""
    return "".join(text.translate(_PLAIN).split()).casefold()

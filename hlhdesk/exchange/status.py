"""The derived state as data: the document that ``status --json`` prints, version 1."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from decimal import Decimal
from fractions import Fraction

from hlhdesk.model.definitions import Definitions
from hlhdesk.model.moment import Moment
from hlhdesk.model.quantity import celsius_shown, plain, round_half_even
from hlhdesk.model.state import (
    DoseDay,
    Finding,
    FollowUpVisit,
    Hlh2004State,
    ItemState,
    PatientState,
    Relapse,
    RuxolitinibState,
    SteroidState,
    TemperatureDay,
    TemperatureState,
    TemperatureValue,
)
from hlhdesk.wording import Catalogue

FORMAT = "hlhdesk-status"
VERSION = 1
PLACES = 3

Document = dict[str, object]


def status_document(  # noqa: PLR0913  the facts beside the states, by name
    states: Iterable[PatientState],
    definitions: Definitions,
    as_of: Moment,
    catalogue: Catalogue,
    *,
    protected: bool = False,
    demo: bool = False,
) -> Document:
    """The status of several children at ``as_of``, ready for ``json.dumps``.

    ``protected`` is False for an open database (no users, no encryption); ``demo`` marks invented
    children.
    """
    return {
        "format": FORMAT,
        "version": VERSION,
        "as_of": as_of.shown,
        "definitions": definitions.version,
        "ward_definitions": definitions.ward_version,
        "approved_by_ward": definitions.approved_by_ward,
        "protected": protected,
        "demo": demo,
        "patients": [patient_status(state, catalogue) for state in states],
    }


def patient_status(state: PatientState, catalogue: Catalogue) -> Document:
    """One child's part of the document."""
    diagnosis = state.hlh2004_at_diagnosis
    return {
        "patient_id": state.patient_id,
        "treatment_day": state.treatment_day,
        "temperature": temperature_status(state.temperature),
        "doses": {
            "ruxolitinib": _ruxolitinib(state.ruxolitinib, catalogue),
            "steroid": _steroid(state.steroid, catalogue),
        },
        "hlh2004": hlh2004_status(state.hlh2004),
        "hlh2004_at_diagnosis": hlh2004_status(diagnosis) if diagnosis else None,
        "follow_up": [_visit(visit) for visit in state.follow_up],
        "findings": [finding_status(finding, catalogue) for finding in state.findings],
    }


def temperature_status(state: TemperatureState) -> Document:
    """Day states, normalisations, relapses and what cannot be judged."""
    return {
        "state": state.state.value,
        "last_reading_at": state.last_reading.at.shown if state.last_reading else None,
        "days": [_day(day) for day in state.days],
        "normalisations": [
            {"on": found.on.isoformat(), "declared_on": found.declared_on.isoformat()}
            for found in state.normalisations
        ],
        "relapses": [_relapse(relapse) for relapse in state.relapses],
        "cannot_judge": [
            {"on": found.on.isoformat(), "because": [day.isoformat() for day in found.because]}
            for found in state.cannot_judge
        ],
    }


def hlh2004_status(state: Hlh2004State) -> Document:
    """The eight items three-valued, and whether they suffice with and without NK function."""
    return {
        "met": list(state.named(ItemState.MET)),
        "not_met": list(state.named(ItemState.NOT_MET)),
        "not_assessed": list(state.named(ItemState.NOT_ASSESSED)),
        "count": state.count,
        "fulfilled": state.fulfilled,
        "could_be_fulfilled": state.could_be_fulfilled,
        "molecular": state.molecular,
        "without_nk": {
            "fulfilled": state.fulfilled_without_nk,
            "could_be_fulfilled": state.could_be_fulfilled_without_nk,
        },
        "window": {"from": state.window_from.isoformat(), "to": state.window_to.isoformat()},
    }


def finding_status(finding: Finding, catalogue: Catalogue) -> Document:
    """A finding in words; its annotations follow as sentences."""
    return {
        "code": finding.code,
        "level": finding.level.value,
        "on": finding.on.isoformat() if finding.on else None,
        "text": finding_text(finding, catalogue),
    }


def finding_text(finding: Finding, catalogue: Catalogue) -> str:
    """The sentence of a finding with its annotations after it."""
    said = (catalogue.text(part).strip() for part in (finding.text, *finding.annotations))
    return catalogue.sentences(catalogue.ended(sentence) for sentence in said)


def mg_text(mg: Fraction | Decimal | None) -> str | None:
    """Milligrams exactly, without trailing zeros; half-even to three decimals where no decimal is exact."""
    if mg is None:
        return None
    exact = Fraction(mg)
    rest = exact.denominator
    for prime in (2, 5):
        while rest % prime == 0:
            rest //= prime
    if rest != 1:
        return plain(round_half_even(exact, PLACES))
    places = 0
    while (exact * 10**places).denominator != 1:
        places += 1
    return plain(round_half_even(exact, places))


def _peak(value: TemperatureValue | None) -> str | None:
    return None if value is None else celsius_shown(value.value)


def _day(day: TemperatureDay) -> Document:
    return {"on": day.on.isoformat(), "peak": _peak(day.peak), "state": day.state.value}


def _relapse(relapse: Relapse) -> Document:
    return {
        "number": relapse.number,
        "on": relapse.on.isoformat(),
        "peak": _peak(relapse.peak),
        "interval_days": relapse.interval_days,
        "label": relapse.label.value,
        "status": relapse.status.value,
        "gap": relapse.gap,
    }


def _ruxolitinib(state: RuxolitinibState | None, catalogue: Catalogue) -> Document | None:
    if state is None:
        return None
    return {
        "mg_per_day": mg_text(state.today.mg),
        "source": state.today.source.value,
        "checks": [_check(check, catalogue) for check in state.checks],
    }


def _steroid(state: SteroidState | None, catalogue: Catalogue) -> Document | None:
    if state is None:
        return None
    return {
        "methylprednisolone_mg_per_day": mg_text(state.today.mg),
        "mg_per_kg_per_day": None if state.mg_per_kg is None else format(state.mg_per_kg, "f"),
        "source": state.today.source.value,
        "days": [_dose_day(day) for day in state.days],
        "cumulative_mg": mg_text(state.cumulative_mg),
        "checks": [_check(check, catalogue) for check in state.checks],
    }


def _dose_day(day: DoseDay) -> Mapping[str, str | None]:
    return {
        "on": day.on.isoformat(),
        "mg": mg_text(day.mg),
        "ordered_mg": mg_text(day.ordered_mg),
        "source": day.source.value,
    }


def _check(finding: Finding, catalogue: Catalogue) -> Document:
    return {
        "code": finding.code,
        "level": finding.level.value,
        "text": finding_text(finding, catalogue),
    }


def _visit(visit: FollowUpVisit) -> Document:
    return {
        "visit": visit.visit,
        "due_on": visit.due_on.isoformat(),
        "from": visit.window_from.isoformat(),
        "to": visit.window_to.isoformat(),
        "status": visit.status.value,
    }

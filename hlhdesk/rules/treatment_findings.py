"""Fever in a child on steroid or ruxolitinib, and fever with neutropenia (§2.2)."""

from __future__ import annotations

from datetime import timedelta
from fractions import Fraction

from hlhdesk.model.entries import Lab
from hlhdesk.model.message import Message, Term
from hlhdesk.model.state import Finding, Level
from hlhdesk.rules.annotations import RUXOLITINIB
from hlhdesk.rules.doses import in_force_or_given
from hlhdesk.rules.fever_days import Value
from hlhdesk.rules.fever_findings import Case, said
from hlhdesk.rules.steroids import steroids_in_force

ANC = "anc"


def treatment_findings(case: Case) -> tuple[Finding, ...]:
    """Both findings look at the values ≥ ``fever_from`` of the last ``recent_hours``."""
    febrile = case.recent(case.febrile())
    if not febrile:
        return ()
    return (*_neutropenia(case, febrile), *_on_treatment(case, febrile))


def _on_treatment(case: Case, febrile: tuple[Value, ...]) -> list[Finding]:
    drugs = tuple(Term("drug", drug) for drug in _in_force(case))
    if not drugs:
        return []
    highest = max(febrile, key=lambda value: value.heat)
    latest = _latest_anc(case)
    text = Message.of(
        "fever.on-treatment",
        evidence=said(highest.entry),
        drugs=drugs,
        neutrophils=_neutrophils(latest, case),
    )
    ids = (*(value.entry.id for value in febrile), *([latest.id] if latest else []))
    return [Finding("fever.on-treatment", Level.ALERT, text, case.basis(), ids, highest.day)]


def _in_force(case: Case) -> tuple[str, ...]:
    """Ruxolitinib and the systemic steroids with an order in force, or given in the last day."""
    ruxolitinib = (RUXOLITINIB,) if in_force_or_given(case.chart, RUXOLITINIB, case.as_of) else ()
    return (*ruxolitinib, *steroids_in_force(case.chart, case.definitions, case.as_of))


def _neutrophils(latest: Lab | None, case: Case) -> Message:
    """The latest ANC with its age; one too old to exclude anything says so."""
    if latest is None:
        return Message.of("neutrophils.none")
    hours = int((case.as_of.instant - latest.at.instant).total_seconds()) // 3600
    stale = case.as_of.instant - latest.at.instant > timedelta(hours=case.fever.neutropenia_hours)
    key = "neutrophils.stale" if stale else "neutrophils.latest"
    return Message.of(key, value=latest.value, hours=hours, days=hours // 24)


def _neutropenia(case: Case, febrile: tuple[Value, ...]) -> list[Finding]:
    window = timedelta(hours=case.fever.neutropenia_hours)
    pairs = [
        (value, result)
        for value in febrile
        for result in _ancs(case)
        if abs(value.counts_at - result.at.instant) <= window and _low(result, case)
    ]
    if not pairs:
        return []
    value, result = max(pairs, key=lambda pair: (pair[1].at.instant, pair[0].heat))
    text = Message.of(
        "fever.neutropenia",
        evidence=said(value.entry),
        anc=result.value,
        at=result.at,
        limit=case.fever.neutropenia_below,
    )
    ids = (*(pair[0].entry.id for pair in pairs if pair[1] is result), result.id)
    return [Finding("fever.neutropenia", Level.ALERT, text, case.basis(), ids, value.day)]


def _ancs(case: Case) -> list[Lab]:
    found = [lab for lab in case.chart.labs if lab.analyte == ANC and lab.at.instant <= case.as_of.instant]
    return sorted(found, key=lambda lab: (lab.at.instant, lab.id))


def _latest_anc(case: Case) -> Lab | None:
    found = _ancs(case)
    return found[-1] if found else None


def _low(result: Lab, case: Case) -> bool:
    """Below the limit for every number that the result can stand for."""
    factor = case.definitions.analytes[ANC].factors[result.value.unit]
    scaled = Fraction(result.value.number) * factor
    return result.value.surely_below(Fraction(case.fever.neutropenia_below), scaled)

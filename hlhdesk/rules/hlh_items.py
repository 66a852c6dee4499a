"""The eight items of HLH-2004, each three-valued with its reason (clinical specification §4)."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction

from hlhdesk.model.entries import ClinicalFinding, Lab
from hlhdesk.model.message import Message, Term
from hlhdesk.model.quantity import Comparator
from hlhdesk.model.state import Hlh2004Item, ItemState
from hlhdesk.rules.evidence_window import Window
from hlhdesk.rules.fever_days import heat_of
from hlhdesk.rules.fever_findings import said
from hlhdesk.rules.verdict import MET, NOT_ASSESSED, NOT_MET, any_of, at_least, at_most, below

Limits = Mapping[str, Decimal]
Strength = tuple[Fraction, int]
"""A share of the limit (negative where low values meet), and a censored result before an equal number."""


@dataclass(frozen=True, slots=True)
class Judged:
    """What one entry decides, and the words for it.

    ``strength`` is how far a result goes in the direction that meets the item, by the limit of its
    own unit, so that values in different units compare; None where that cannot be said.
    """

    state: ItemState
    entry_id: str
    reason: Message
    strength: Strength | None = None


def fever_item(window: Window, name: str = "fever") -> Hlh2004Item:
    """Met by any valid value; not met when there are readings or ward peaks and none is that high.

    A peak measured by the family can prove fever, never its absence.
    """
    values = window.temperatures()
    limit = window.rule.fever_from
    high = [value for value in values if value.heat >= heat_of(limit)]
    observed = [value for value in values if value.is_reading or value.is_ward_peak]
    if high:
        highest = max(high, key=lambda value: value.heat)
        reason = Message.of("hlh.fever-met", evidence=said(highest.entry), limit=limit)
        return Hlh2004Item(name, MET, reason, (highest.entry.id,))
    if observed:
        highest = max(observed, key=lambda value: value.heat)
        reason = Message.of(
            "hlh.fever-not-met", count=len(observed), limit=limit, evidence=said(highest.entry)
        )
        return Hlh2004Item(name, NOT_MET, reason, (highest.entry.id,))
    reason = Message.of("hlh.fever-none", first=window.first, last=window.last)
    return Hlh2004Item(name, NOT_ASSESSED, reason)


def finding_item(window: Window, name: str) -> Hlh2004Item:
    """An item that is a finding: met when present, not met when looked for and absent."""
    judged = [_finding(entry) for entry in window.findings(name, name)]
    return _item(name, judged, _nothing(window, name))


def cytopenia_item(window: Window, name: str = "cytopenia") -> Hlh2004Item:
    """Met with enough low lines; not met when the lines known not to be low leave too few."""
    rule = window.rule
    lines = (
        _low_item(window, name, "haemoglobin", lambda lab: _haemoglobin_limit(window, lab)),
        platelets_item(window, name),
        _low_item(window, name, "anc", lambda _: rule.anc_below),
    )
    states = [line.state for line in lines]
    needed = rule.low_lines_needed
    state = NOT_ASSESSED
    if states.count(MET) >= needed:
        state = MET
    elif len(lines) - states.count(NOT_MET) < needed:
        state = NOT_MET
    reason = Message.of(f"hlh.cytopenia-{state.value}", lines=tuple(line.reason for line in lines))
    return Hlh2004Item(name, state, reason, _ids(lines))


def platelets_item(window: Window, name: str = "platelets") -> Hlh2004Item:
    """Platelets below the limit."""
    return _low_item(window, name, "platelets", lambda _: window.rule.platelets_below)


def tg_fibrinogen_item(window: Window, name: str = "tg-fibrinogen") -> Hlh2004Item:
    """Triglyceride high and/or fibrinogen low: a three-valued OR."""
    parts = (triglyceride_item(window, name), fibrinogen_item(window, name))
    state = any_of(part.state for part in parts)
    reason = Message.of("hlh.parts", parts=tuple(part.reason for part in parts))
    return Hlh2004Item(name, state, reason, _ids(parts))


def triglyceride_item(window: Window, name: str = "triglyceride") -> Hlh2004Item:
    """High fasting triglyceride; a high one not known to be fasting decides nothing, a low one does."""

    def judge(lab: Lab) -> ItemState:
        state = at_least(lab.value, window.rule.triglyceride_from)
        return NOT_ASSESSED if state is MET and lab.fasting is not True else state

    def reason(lab: Lab, state: ItemState) -> Message:
        if state is NOT_ASSESSED and at_least(lab.value, window.rule.triglyceride_from) is MET:
            return Message.of("hlh.met-if-fasting", lab=_said(lab))
        return _reason(lab, state)

    labs = window.labs("triglyceride", name)
    limits = window.rule.triglyceride_from
    judged = [Judged(state := judge(lab), lab.id, reason(lab, state), _high(lab, limits)) for lab in labs]
    return _item(name, judged, _nothing(window, "triglyceride", name))


def fibrinogen_item(window: Window, name: str = "fibrinogen") -> Hlh2004Item:
    """Fibrinogen at or below the limit."""
    limits = window.rule.fibrinogen_to
    judged = [
        _judged(lab, at_most(lab.value, limits), _low(lab, limits)) for lab in window.labs("fibrinogen", name)
    ]
    return _item(name, judged, _nothing(window, "fibrinogen", name))


def ferritin_item(window: Window, name: str = "ferritin") -> Hlh2004Item:
    """Ferritin at or above the limit."""
    limits = window.rule.ferritin_from
    judged = [
        _judged(lab, at_least(lab.value, limits), _high(lab, limits)) for lab in window.labs("ferritin", name)
    ]
    return _item(name, judged, _nothing(window, "ferritin", name))


def scd25_item(window: Window, name: str = "scd25") -> Hlh2004Item:
    """Soluble CD25; a unit without a printed limit (pg/mL) is never assessed, whatever its number."""
    limits = window.rule.scd25_from
    judged = [
        _judged(lab, at_least(lab.value, limits), _high(lab, limits))
        for lab in window.labs("sil2r", name, lambda lab: lab.value.unit in limits)
    ] or [
        Judged(NOT_ASSESSED, lab.id, Message.of("hlh.unit-without-limit", lab=_said(lab)))
        for lab in window.labs("sil2r", name)
    ]
    return _item(name, judged, _nothing(window, "sil2r", name))


def nk_item(window: Window, name: str = "nk-activity") -> Hlh2004Item:
    """NK activity below the laboratory's own limit or absent (0, not detected), or the finding ``nk-low``.

    Now, the latest day of the two counts; other results without a limit are passed over.
    """
    labs = window.labs("nk-activity", name, lambda lab: _nk_verdict(lab) is not None)
    found = window.findings("nk-low", name)
    if window.latest_only and labs and found:
        latest = max(labs[-1].at.day, found[-1].on)
        labs = tuple(lab for lab in labs if lab.at.day == latest)
        found = tuple(entry for entry in found if entry.on == latest)
    judged = [
        *(_judged(lab, _nk_verdict(lab) or NOT_ASSESSED, _low(lab, _own_limit(lab))) for lab in labs),
        *(_finding(entry) for entry in found),
    ]
    if not judged:
        judged = [
            Judged(NOT_ASSESSED, lab.id, Message.of("hlh.no-reference", lab=_said(lab)))
            for lab in window.labs("nk-activity", name)
        ]
    return _item(name, judged, _nothing(window, "nk-activity", name))


ITEMS: Mapping[str, Callable[[Window], Hlh2004Item]] = {
    "fever": fever_item,
    "splenomegaly": lambda window: finding_item(window, "splenomegaly"),
    "cytopenia": cytopenia_item,
    "tg-fibrinogen": tg_fibrinogen_item,
    "haemophagocytosis": lambda window: finding_item(window, "haemophagocytosis"),
    "nk-activity": nk_item,
    "ferritin": ferritin_item,
    "scd25": scd25_item,
    "platelets": platelets_item,
    "triglyceride": triglyceride_item,
    "fibrinogen": fibrinogen_item,
}


def _nk_verdict(lab: Lab) -> ItemState | None:
    """None without a limit of the laboratory; no activity at all needs none."""
    if lab.value.comparator is Comparator.NOT_DETECTED or lab.value.surely_at_most(Fraction(0)):
        return MET
    return None if lab.low is None else below(lab.value, {lab.value.unit: lab.low})


def _haemoglobin_limit(window: Window, lab: Lab) -> Limits:
    """The newborn's limit is asked by the age at the sample, not at ``as_of``."""
    age_days = (lab.at.day - window.chart.identity.birth_date).days
    rule = window.rule
    return rule.haemoglobin_neonate_below if age_days < rule.neonate_days else rule.haemoglobin_below


def _own_limit(lab: Lab) -> Limits:
    """The laboratory's own lower limit; a share of it cannot be said where it is zero or missing."""
    return {lab.value.unit: lab.low} if lab.low else {}


def _low_item(window: Window, name: str, analyte: str, limits: Callable[[Lab], Limits]) -> Hlh2004Item:
    """An item that is met below a limit."""
    judged = [
        _judged(lab, below(lab.value, limits(lab)), _low(lab, limits(lab)))
        for lab in window.labs(analyte, name)
    ]
    return _item(name, judged, _nothing(window, analyte, name))


def _item(name: str, judged: Sequence[Judged], nothing: Message) -> Hlh2004Item:
    """One item from what its entries decide; the reason names the most telling of those that decided it so.

    That is the highest result where high ones meet the item, the lowest where low ones do; the
    later of two alike, and the latest where an entry (a finding) has no such order.
    """
    if not judged:
        return Hlh2004Item(name, NOT_ASSESSED, nothing)
    state = any_of(one.state for one in judged)
    deciding = [one for one in judged if one.state is state]
    return Hlh2004Item(name, state, _most_telling(deciding).reason, tuple(one.entry_id for one in deciding))


def _most_telling(deciding: Sequence[Judged]) -> Judged:
    told = deciding[-1]
    for one in reversed(deciding):
        if one.strength is not None and told.strength is not None and one.strength > told.strength:
            told = one
    return told


def _high(lab: Lab, limits: Limits) -> Strength | None:
    """How far above: ``> 40000`` is more than ``40000``."""
    limit = limits.get(lab.value.unit)
    if limit is None or lab.value.comparator is Comparator.NOT_DETECTED:
        return None
    return Fraction(lab.value.number) / Fraction(limit), int(lab.value.comparator is Comparator.GREATER)


def _low(lab: Lab, limits: Limits) -> Strength | None:
    """How far below: ``< 0.5`` is less than ``0.5``, and nothing is less than what was not detected."""
    if lab.value.comparator is Comparator.NOT_DETECTED or not lab.value.number:
        return Fraction(0), 1
    limit = limits.get(lab.value.unit)
    if limit is None:
        return None
    return -Fraction(lab.value.number) / Fraction(limit), int(lab.value.comparator is Comparator.LESS)


def _judged(lab: Lab, state: ItemState, strength: Strength | None = None) -> Judged:
    return Judged(state, lab.id, _reason(lab, state), strength)


def _reason(lab: Lab, state: ItemState) -> Message:
    return Message.of("hlh.undecided", lab=_said(lab)) if state is NOT_ASSESSED else _said(lab)


def _said(lab: Lab) -> Message:
    return Message.of("hlh.lab", analyte=Term("analyte", lab.analyte), value=lab.value, at=lab.at)


def _finding(entry: ClinicalFinding) -> Judged:
    state = MET if entry.present else NOT_MET
    key = "hlh.present" if entry.present else "hlh.absent"
    return Judged(state, entry.id, Message.of(key, finding=Term("finding", entry.finding), on=entry.on))


def _nothing(window: Window, what: str, item: str | None = None) -> Message:
    kind = "finding" if item is None else "analyte"
    first = window.first_for(item or what)
    return Message.of("hlh.nothing", what=Term(kind, what), first=first, last=window.last)


def _ids(items: Iterable[Hlh2004Item]) -> tuple[str, ...]:
    return tuple(entry for item in items for entry in item.evidence)

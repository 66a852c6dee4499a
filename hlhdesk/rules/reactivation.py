"""HLH reactivation: a disease state, never the same as a fever relapse (clinical specification §2.2).

Its items, three-valued, are those of HLH-2004 in wording from memory of the protocol; the
definitions mark them so.
"""

from __future__ import annotations

import itertools
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import timedelta
from fractions import Fraction

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.definitions import Definitions
from hlhdesk.model.entries import Lab
from hlhdesk.model.message import Message, Term
from hlhdesk.model.moment import Moment
from hlhdesk.model.quantity import Comparator
from hlhdesk.model.state import Finding, Hlh2004Item, ItemState, Level, TemperatureState
from hlhdesk.rules.basis import basis
from hlhdesk.rules.evidence_window import Window, statements, window_now
from hlhdesk.rules.fever import temperature_state
from hlhdesk.rules.hlh_items import ITEMS
from hlhdesk.rules.verdict import MET, NOT_ASSESSED, NOT_MET

CODE = "hlh.reactivation"
CNS = "cns-symptoms"


def reactivation(
    chart: PatientChart, definitions: Definitions, as_of: Moment, temperature: TemperatureState | None = None
) -> tuple[Hlh2004Item, ...]:
    """The items in the definitions' order, then ``cns-symptoms`` (met: new ones).

    Looks at the days of "now", but at nothing before the latest normalisation: what belonged to
    the first illness does not make a second. ``temperature`` saves deriving it again.
    """
    window = _window(chart, definitions, as_of, temperature)
    items = (_ITEMS[name](window) for name in definitions.hlh2004.reactivation_items)
    return (*items, _new_cns(window))


def reactivation_findings(
    chart: PatientChart, definitions: Definitions, as_of: Moment, temperature: TemperatureState | None = None
) -> tuple[Finding, ...]:
    """``hlh.reactivation`` for enough items met after a normalisation, or for new CNS signs.

    Before the temperature has ever normalised nothing can come back, and only CNS signs are said.
    """
    known = temperature or temperature_state(chart, definitions.fever, as_of)
    *items, cns = reactivation(chart, definitions, as_of, known)
    met = [item for item in items if item.state is MET]
    rule = definitions.hlh2004
    said = (
        Message.of("hlh.reactivation-source"),
        *basis("hlh2004", rule.version, definitions),
    )
    found = []
    if known.normalisations and len(met) >= rule.reactivation_needed:
        text = Message.of(
            "hlh.reactivation",
            count=len(met),
            of=len(items),
            needed=rule.reactivation_needed,
            met=_named(items, MET),
            open=_named(items, NOT_ASSESSED) or Message.of("hlh.none"),
        )
        ids = tuple(entry for item in met for entry in item.evidence)
        reasons = tuple(item.reason for item in met)
        found.append(Finding(CODE, Level.WARN, text, (*reasons, *said), ids, as_of.day))
    if cns.state is MET:
        text = Message.of("hlh.new-cns", reason=cns.reason)
        found.append(Finding(CODE, Level.WARN, text, said, cns.evidence, as_of.day))
    return tuple(found)


def _window(
    chart: PatientChart, definitions: Definitions, as_of: Moment, temperature: TemperatureState | None
) -> Window:
    window = window_now(chart, definitions, as_of)
    known = temperature or temperature_state(chart, definitions.fever, as_of)
    if not known.normalisations:
        return window
    since = known.normalisations[-1].on
    return replace(window, first=max(window.first, since), slow_first=max(window.slow_first, since))


def _named(items: list[Hlh2004Item], state: ItemState) -> tuple[Term, ...]:
    return tuple(Term("reactivation-item", item.name) for item in items if item.state is state)


def _rising(window: Window, name: str, item: str, analyte: str) -> Hlh2004Item:
    """Met when the latest result is surely above the one before it in its series and assay.

    The latest lies in the window of ``item``; the one before at most ``now_days_slow`` older.
    """
    latest = window.labs(analyte, item)
    if not latest:
        reason = Message.of(
            "hlh.nothing", what=Term("analyte", analyte), first=window.first_for(item), last=window.last
        )
        return Hlh2004Item(name, NOT_ASSESSED, reason)
    new = latest[-1]
    old = _before(window, new)
    if old is None:
        reason = Message.of(
            "hlh.nothing-before", analyte=Term("analyte", analyte), value=new.value, at=new.at
        )
        return Hlh2004Item(name, NOT_ASSESSED, reason, (new.id,))
    state = _compare(window.definitions, old, new)
    reason = Message.of(
        f"hlh.rising-{state.value}",
        analyte=Term("analyte", analyte),
        before=old.value,
        since=old.at,
        value=new.value,
        at=new.at,
    )
    return Hlh2004Item(name, state, reason, (old.id, new.id))


def _before(window: Window, new: Lab) -> Lab | None:
    """The result before ``new`` with which it can be compared."""
    series = window.definitions.analytes[new.analyte].series
    earliest = new.at.day - timedelta(days=window.rule.now_days_slow)
    comparable = [
        lab
        for lab in window.results[new.analyte]
        if lab.at.instant < new.at.instant
        and lab.at.day >= earliest
        and lab.assay == new.assay
        and series[lab.value.unit] == series[new.value.unit]
    ]
    return comparable[-1] if comparable else None


def _compare(definitions: Definitions, old: Lab, new: Lab) -> ItemState:
    """Three-valued: censored results decide only when every number that they can stand for agrees."""
    analyte = definitions.analytes[new.analyte]
    before = analyte.scaled(old.value.number, old.value.unit)
    now = analyte.scaled(new.value.number, new.value.unit)
    if _rose(old, new, before, now):
        return MET
    return NOT_MET if _did_not_rise(old, new, before, now) else NOT_ASSESSED


def _rose(old: Lab, new: Lab, before: Fraction, now: Fraction) -> bool:
    if old.value.comparator is Comparator.LESS:
        return new.value.surely_at_least(before, now)
    known = old.value.comparator in {Comparator.EQUAL, Comparator.AT_MOST}
    return known and new.value.surely_above(before, now)


def _did_not_rise(old: Lab, new: Lab, before: Fraction, now: Fraction) -> bool:
    known = old.value.comparator in {Comparator.EQUAL, Comparator.AT_LEAST, Comparator.GREATER}
    return known and new.value.surely_at_most(before, now)


def _new_cns(window: Window) -> Hlh2004Item:
    """New signs: the latest statement of the window says present, and the one before it did not."""
    first = window.slow_first
    said = statements(window.chart, CNS, window.as_of)
    if not said or said[-1].on < first:
        reason = Message.of("hlh.nothing", what=Term("finding", CNS), first=first, last=window.last)
        return Hlh2004Item(CNS, NOT_ASSESSED, reason)
    signs = list(itertools.takewhile(lambda entry: entry.present, reversed(said)))
    began = signs[-1] if signs else said[-1]
    state, key = NOT_MET, "hlh.absent"
    if signs:
        state, key = (MET, "hlh.new") if began.on >= first else (NOT_MET, "hlh.known-before")
    return Hlh2004Item(CNS, state, Message.of(key, finding=Term("finding", CNS), on=began.on), (began.id,))


_ITEMS: Mapping[str, Callable[[Window], Hlh2004Item]] = {
    **ITEMS,
    "ferritin-rising": lambda window: _rising(window, "ferritin-rising", "ferritin", "ferritin"),
    "scd25-rising": lambda window: _rising(window, "scd25-rising", "scd25", "sil2r"),
}

"""HLH-2004, three-valued: now, and at diagnosis (clinical specification §4).

"4 met, 2 not assessed" is 4 to 6 of 8, never "not fulfilled".
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.definitions import Definitions
from hlhdesk.model.entries import Diagnosis
from hlhdesk.model.moment import Moment
from hlhdesk.model.state import Hlh2004Item, Hlh2004State, ItemState
from hlhdesk.rules.evidence_window import Window, statements, window_around, window_now
from hlhdesk.rules.hlh_items import ITEMS

NK = "nk-activity"
MOLECULAR = "molecular-diagnosis"
NAMES_OF_HLH = ("hlh", "phagocytic lymphohistiocytosis", "噬血")


def hlh2004_now(chart: PatientChart, definitions: Definitions, as_of: Moment) -> Hlh2004State:
    """The criteria over the last days before ``as_of``."""
    return _state(window_now(chart, definitions, as_of))


def hlh2004_at_diagnosis(chart: PatientChart, definitions: Definitions, as_of: Moment) -> Hlh2004State | None:
    """The criteria around the diagnosis, as far as ``as_of`` knows; None without a diagnosis date.

    Any value of the window counts: one that meets is enough, and a value that decides nothing
    leaves the item open.
    """
    on = diagnosed_on(chart, as_of)
    return None if on is None else _state(window_around(chart, definitions, as_of, on))


def diagnosed_on(chart: PatientChart, as_of: Moment) -> date | None:
    """The date of the first diagnosis that names HLH, else of the first diagnosis at all."""
    known = [diagnosis for diagnosis in chart.diagnoses if diagnosis.on <= as_of.day]
    of_hlh = [diagnosis.on for diagnosis in known if _names_hlh(diagnosis)]
    return min(of_hlh or [diagnosis.on for diagnosis in known], default=None)


def molecular_diagnosis(chart: PatientChart, as_of: Moment) -> bool:
    """True when the latest word on a molecular diagnosis says present; it holds for ever."""
    said = statements(chart, MOLECULAR, as_of)
    return bool(said) and said[-1].present


def _names_hlh(diagnosis: Diagnosis) -> bool:
    return any(name in diagnosis.text.casefold() for name in NAMES_OF_HLH)


def _state(window: Window) -> Hlh2004State:
    rule = window.rule
    items = tuple(ITEMS[name](window) for name in rule.items)
    without_nk = tuple(item for item in items if item.name != NK)
    molecular = molecular_diagnosis(window.chart, window.as_of)
    return Hlh2004State(
        items=items,
        fulfilled=molecular or _count(items, ItemState.MET) >= rule.needed,
        could_be_fulfilled=molecular or _most(items) >= rule.needed,
        molecular=molecular,
        fulfilled_without_nk=molecular or _count(without_nk, ItemState.MET) >= rule.needed_without_nk,
        could_be_fulfilled_without_nk=molecular or _most(without_nk) >= rule.needed_without_nk,
        window_from=window.first,
        window_to=window.last,
    )


def _most(items: Iterable[Hlh2004Item]) -> int:
    """How many items could be met at most: those not assessed might be."""
    return sum(1 for item in items if item.state is not ItemState.NOT_MET)


def _count(items: Iterable[Hlh2004Item], state: ItemState) -> int:
    return sum(1 for item in items if item.state is state)

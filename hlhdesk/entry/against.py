"""Questions that only the other entries of a chart can raise."""

from __future__ import annotations

from collections.abc import Iterable
from fractions import Fraction

from hlhdesk.model.definitions import Definitions
from hlhdesk.model.entries import Entry, Lab
from hlhdesk.model.message import Message, Term
from hlhdesk.model.problem import Problem, Severity
from hlhdesk.model.quantity import Comparator

UPPER_BOUND = frozenset({Comparator.EQUAL, Comparator.LESS, Comparator.AT_MOST, Comparator.NOT_DETECTED})


def confirm_against(entry: Entry, others: Iterable[Entry], definitions: Definitions) -> tuple[Problem, ...]:
    """Ask about a part that is larger than its whole in the same sample.

    Neutrophils above white cells, direct above total bilirubin: whichever of the two is ``entry``.
    """
    if not isinstance(entry, Lab):
        return ()
    found = []
    for other in others:
        if not isinstance(other, Lab) or other.at.instant != entry.at.instant:
            continue
        for part, total in ((entry, other), (other, entry)):
            if definitions.analytes[part.analyte].confirm_above == total.analyte and _above(
                part, total, definitions
            ):
                found.append(_question(part, total))
    return tuple(found)


def _above(part: Lab, whole: Lab, definitions: Definitions) -> bool:
    """True when the part is above the whole whatever the censored numbers stand for."""
    if whole.value.comparator not in UPPER_BOUND:
        return False
    return part.value.surely_above(_scaled(whole, definitions), _scaled(part, definitions))


def _scaled(lab: Lab, definitions: Definitions) -> Fraction:
    return definitions.analytes[lab.analyte].scaled(lab.value.number, lab.value.unit)


def _question(part: Lab, whole: Lab) -> Problem:
    message = Message.of(
        "entry.part-above-whole",
        part=Term("analyte", part.analyte),
        value=part.value,
        whole=Term("analyte", whole.analyte),
        other=whole.value,
    )
    return Problem("value", message, None, Severity.CONFIRM)

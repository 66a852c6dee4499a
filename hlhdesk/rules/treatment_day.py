"""Day 0 of treatment, from which every axis and page counts (clinical specification §3)."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.entries import Anchor
from hlhdesk.model.moment import Moment
from hlhdesk.rules.doses import GIVEN, LONG_AGO, charted_doses

DRUG = "ruxolitinib"
TREATMENT_START = "treatment-start"


def treatment_start(chart: PatientChart, as_of: Moment) -> date | None:
    """Day 0 by ``as_of``, or None before treatment.

    The first that holds: an anchor chosen by name; the civil day of the first ruxolitinib dose
    that was given; the first day of the first ruxolitinib order, in a chart that holds orders only.
    """
    chosen = chosen_anchor(chart.anchors, TREATMENT_START, as_of)
    if chosen is not None:
        return chosen.on
    given = [dose.at.day for dose in charted_doses(chart, DRUG, as_of) if dose.status == GIVEN]
    ordered = [
        order.starts_on for order in chart.orders if order.drug == DRUG and order.starts_on <= as_of.day
    ]
    return min(given or ordered, default=None)


def treatment_day(chart: PatientChart, as_of: Moment) -> int | None:
    """How many days after day 0 the day of ``as_of`` is; None before treatment."""
    start = treatment_start(chart, as_of)
    return None if start is None else (as_of.day - start).days


def chosen_anchor(anchors: Iterable[Anchor], kind: str, as_of: Moment) -> Anchor | None:
    """The anchor of ``kind`` chosen last (later recorded; then the later date) among those not in the future."""
    return max(
        (anchor for anchor in anchors if anchor.kind == kind and anchor.on <= as_of.day),
        key=lambda anchor: (anchor.recorded_at or LONG_AGO, anchor.on, anchor.id),
        default=None,
    )

"""The watch band after ruxolitinib was stopped or reduced: discontinuation syndrome (§3)."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.definitions import Definitions
from hlhdesk.model.message import Message
from hlhdesk.model.moment import Moment
from hlhdesk.model.state import Finding, Level
from hlhdesk.rules.annotations import regimen
from hlhdesk.rules.basis import basis
from hlhdesk.rules.doses import DoseChange, daily_mg, dose_changes, orders_in_force
from hlhdesk.rules.treatment_day import DRUG


def withdrawal_checks(chart: PatientChart, definitions: Definitions, as_of: Moment) -> Iterator[Finding]:
    """The watch band after a stop or reduction, until the dose is back where it was."""
    rule = definitions.ruxolitinib
    watched = watched_change(chart, definitions, as_of)
    if watched is None:
        return
    text = Message.of(
        "ruxolitinib.stopped" if watched.stopped else "ruxolitinib.reduced",
        on=watched.on,
        until=watch_until(definitions, watched.on),
        before=tuple(regimen(order) for order in watched.before),
    )
    said = basis("ruxolitinib", rule.version, definitions)
    ids = tuple(order.id for order in (*watched.before, *watched.after))
    yield Finding("ruxolitinib.withdrawal", Level.NOTICE, text, said, ids, watched.on)


def watched_change(chart: PatientChart, definitions: Definitions, as_of: Moment) -> DoseChange | None:
    """The latest stop or reduction whose watch band holds the day of ``as_of``."""
    now = daily_mg(orders_in_force(chart, DRUG, as_of.day))
    watched = [
        change
        for change in dose_changes(chart, DRUG, as_of)
        if change.reduced
        and as_of.day <= watch_until(definitions, change.on)
        and now < change.mg_per_day_before
    ]
    return watched[-1] if watched else None


def watch_until(definitions: Definitions, on: date) -> date:
    """The last day of the watch band that a stop or reduction on ``on`` opens."""
    return on + timedelta(days=definitions.ruxolitinib.watch_days)

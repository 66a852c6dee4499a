"""Values that an import took outside a confirm limit: shown until somebody has confirmed or corrected them."""

from __future__ import annotations

from datetime import date

from hlhdesk.model.chart import PatientChart, valid_entries
from hlhdesk.model.entries import BodySize, DailyPeak, Dose, Entry, Lab, Order, Temperature, Vital
from hlhdesk.model.message import Message
from hlhdesk.model.moment import Moment
from hlhdesk.model.state import Finding, Level

CODE = "entry.unconfirmed"


def unconfirmed_findings(chart: PatientChart, as_of: Moment) -> tuple[Finding, ...]:
    """One notice that names how many and the day of the latest, with all of them as evidence."""
    dated = [
        (on, entry.id)
        for entry in valid_entries(chart.entries)
        if entry.unconfirmed and (on := _charted_for(entry, as_of)) is not None
    ]
    if not dated:
        return ()
    dated.sort()
    latest = dated[-1][0]
    text = Message.of("entry.unconfirmed", count=len(dated), on=latest)
    return (Finding(CODE, Level.NOTICE, text, evidence=tuple(entry for _, entry in dated), on=latest),)


def _charted_for(entry: Entry, as_of: Moment) -> date | None:
    """The day of an entry that can be unconfirmed; None when it lies after ``as_of``."""
    match entry:
        case Temperature() | Lab() | Dose() | Vital():
            return entry.at.day if entry.at.instant <= as_of.instant else None
        case DailyPeak() | BodySize():
            return entry.on if entry.on <= as_of.day else None
        case Order():
            return entry.starts_on if entry.starts_on <= as_of.day else None
        case _:
            return None

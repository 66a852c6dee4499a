"""Phrases that several views say: ages, days ago, how a state is called."""

from __future__ import annotations

import re
from datetime import date

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.entries import Identity
from hlhdesk.model.message import Value
from hlhdesk.model.moment import Moment
from hlhdesk.model.state import PatientState
from hlhdesk.wording import Catalogue

INFANT_DAYS = 61
TODDLER_MONTHS = 24


def age(born: date, on: date, say: Catalogue) -> str:
    """A child's age as wards say it: days, then months up to two years, then years and months."""
    days = (on - born).days
    if days < INFANT_DAYS:
        return say("ui.age.days", days=max(days, 0))
    months = (on.year - born.year) * 12 + on.month - born.month - (on.day < born.day)
    if months < TODDLER_MONTHS:
        return say("ui.age.months", months=months)
    years, rest = divmod(months, 12)
    if rest == 0:
        return say("ui.age.years", years=years)
    return say("ui.age.years-months", years=years, months=rest)


def name_of(identity: Identity, say: Catalogue) -> str:
    """The child's name, or the words for a name that nobody recorded."""
    return identity.name or say("ui.unnamed")


def child_name(chart: PatientChart, say: Catalogue) -> str:
    """The name of the child of a chart."""
    return name_of(chart.identity, say)


def bed_of(chart: PatientChart, state: PatientState) -> str:
    """The child's bed; empty when it has none, or has left the ward and somebody else may lie there."""
    on_the_ward = state.inpatient or not chart.admissions
    return (chart.identity.bed or "") if on_the_ward else ""


def initials(name: str | None) -> str:
    """Two letters for the place of a photograph: of the first two words, or the first Chinese characters."""
    parts = [part for part in re.split(r"[^\w]+", name or "") if part[:1].isalpha()]
    if not parts:
        return ""
    return parts[0][:2] if not parts[0].isascii() else "".join(part[0].upper() for part in parts[:2])


def clock_or_day(at: Moment, today: date) -> Value:
    """A moment as a value for a sentence: today only the clock time, else the day too."""
    return at.civil.time() if at.day == today else at

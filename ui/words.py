"""Phrases that several views say: ages, days ago, how a state is called."""

from __future__ import annotations

from datetime import date

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.entries import Identity
from hlhdesk.model.message import Value
from hlhdesk.model.moment import Moment
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


def clock_or_day(at: Moment, today: date) -> Value:
    """A moment as a value for a sentence: today only the clock time, else the day too."""
    return at.civil.time() if at.day == today else at

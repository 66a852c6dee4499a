"""Of which moment a discharge summary speaks."""

from __future__ import annotations

from datetime import date, datetime, time

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.moment import Moment

LAST_MINUTE = time(23, 59)


def summary_moment(chart: PatientChart, as_of: Moment) -> Moment:
    """When the child left: the last reading or dose charted on the day of the latest discharge by ``as_of``.

    Without one its last minute; while the child is in, ``as_of`` itself. What
    happened at home afterwards belongs on a follow-up summary. The state that a discharge summary
    is made from is the state at this moment.
    """
    begun = [stay for stay in chart.admissions if stay.admitted_on <= as_of.day]
    latest = max(begun, key=lambda stay: (stay.admitted_on, stay.id), default=None)
    if latest is None or latest.discharged_on is None or latest.discharged_on > as_of.day:
        return as_of
    left = latest.discharged_on
    timed = [entry.at for entry in chart.temperatures] + [entry.at for entry in chart.doses]
    charted = [at for at in timed if at.day == left]
    if charted:
        return min(max(charted, key=lambda at: at.instant), as_of, key=lambda at: at.instant)
    return end_of(left, chart, as_of)


def end_of(on: date, chart: PatientChart, as_of: Moment) -> Moment:
    """The last minute of a day, or ``as_of`` if that day is not over."""
    if on >= as_of.day:
        return as_of
    return Moment.of(datetime.combine(on, LAST_MINUTE), chart.zone)

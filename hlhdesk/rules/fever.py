"""Rule ``fever``: the temperature part of a child's state (clinical specification §2)."""

from __future__ import annotations

from collections.abc import Sequence

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.definitions import FeverParameters
from hlhdesk.model.entries import Temperature
from hlhdesk.model.moment import Moment
from hlhdesk.model.state import TemperatureState
from hlhdesk.rules.fever_course import course_of, state_at
from hlhdesk.rules.fever_days import Value, temperature_days, values_until


def temperature_state(chart: PatientChart, fever: FeverParameters, as_of: Moment) -> TemperatureState:
    """Judge every day up to ``as_of`` and what the days amount to."""
    return judged(chart, fever, as_of, values_until(chart, fever, as_of))


def judged(
    chart: PatientChart, fever: FeverParameters, as_of: Moment, values: Sequence[Value]
) -> TemperatureState:
    """``temperature_state`` of ``values`` that were gathered already (``values_until``)."""
    days = temperature_days(chart, fever, as_of, values)
    course = course_of(days, fever)
    readings = [value.entry for value in values if isinstance(value.entry, Temperature)]
    return TemperatureState(
        state=state_at(values, course, fever, as_of),
        last_reading=readings[-1] if readings else None,
        days=days,
        normalisations=course.normalisations,
        relapses=course.relapses,
        cannot_judge=course.cannot_judge,
        returned_on=course.returned_on,
    )

"""``build``: a child's chart and state as one ``ChartSpec`` for the screen and the page.

Ticks of the time axis stand in the middle of their days; days begin at whole numbers of ``x``
(plus the ward's own start of day).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date, time

from hlhdesk.charting.axis import DAY, TimeAxis, time_ticks
from hlhdesk.charting.doses import ruxolitinib_panel, steroid_panel
from hlhdesk.charting.labs import lab_panels
from hlhdesk.charting.source import ChartSource
from hlhdesk.charting.spec import ChartSpec, Panel
from hlhdesk.charting.temperature import temperature_panel
from hlhdesk.charting.words import description
from hlhdesk.model.chart import PatientChart
from hlhdesk.model.definitions import Definitions
from hlhdesk.model.moment import day_of
from hlhdesk.model.state import PatientState
from hlhdesk.wording import Catalogue

EMPTY_DAYS = 6
DOSES: Mapping[str, Callable[[ChartSource], Panel]] = {
    "ruxolitinib": ruxolitinib_panel,
    "steroid": steroid_panel,
}


def build(  # noqa: PLR0913  the contract with the window and the page
    chart: PatientChart,
    state: PatientState,
    definitions: Definitions,
    catalogue: Catalogue,
    *,
    first: date | None = None,
    last: date | None = None,
    labs: tuple[str, ...] = ("ferritin",),
    order: tuple[str, ...] | None = None,
) -> ChartSpec:
    """The chart of the days ``first`` to ``last``, both included.

    By default from the first day with anything to draw to the day of the state. ``labs`` names the
    analytes that get a panel. ``order`` names the panels below the temperature, analytes among them,
    from top to bottom; by default both doses and then the ``labs``. Raises KeyError for an unknown name.
    """
    names = (*DOSES, *labs) if order is None else order
    labs = tuple(name for name in names if name not in DOSES)
    starts = definitions.fever.day_starts_at
    end = last or day_of(state.as_of.civil, starts)
    begin = first or min(_first_days(chart, state, starts, labs), default=end - EMPTY_DAYS * DAY)
    axis = TimeAxis(min(begin, end), end, starts)
    source = ChartSource(axis, chart, state, definitions, catalogue)
    panels = (
        temperature_panel(source),
        *(panel for name in names for panel in _panels(source, name)),
    )
    return ChartSpec(
        patient_id=chart.patient_id,
        origin=axis.first,
        x0=axis.x0,
        x1=axis.x1,
        ticks=time_ticks(axis, state.treatment_start, catalogue),
        panels=panels,
        description=description(source, panels),
    )


def _panels(source: ChartSource, name: str) -> tuple[Panel, ...]:
    return (DOSES[name](source),) if name in DOSES else lab_panels(source, name)


def _first_days(
    chart: PatientChart, state: PatientState, day_starts_at: time, labs: tuple[str, ...]
) -> Iterator[date]:
    """The first day of each thing that the panels draw."""
    doses = [part.days for part in (state.ruxolitinib, state.steroid) if part is not None]
    yield from (days[0].on for days in doses if days)
    yield from (day.on for day in state.temperature.days[:1])
    charted = [*(entry.at for entry in chart.temperatures)]
    charted += [lab.at for lab in chart.labs if lab.analyte in labs]
    yield from (day_of(at.civil, day_starts_at) for at in charted if at.instant <= state.as_of.instant)
    yield from (entry.on for entry in chart.not_measured if entry.on <= state.as_of.day)

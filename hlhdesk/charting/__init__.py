"""What to draw, in numbers and semantic names, for the screen and the page alike."""

from hlhdesk.charting.axis import by_treatment_day
from hlhdesk.charting.build import DOSES, build
from hlhdesk.charting.flowsheet import Flowsheet, flowsheet
from hlhdesk.charting.readout import readout, stops
from hlhdesk.charting.spec import (
    Arrow,
    Band,
    ChartSpec,
    Flag,
    Limit,
    Line,
    Panel,
    Point,
    Step,
    Tick,
)

__all__ = [
    "DOSES",
    "Arrow",
    "Band",
    "ChartSpec",
    "Flag",
    "Flowsheet",
    "Limit",
    "Line",
    "Panel",
    "Point",
    "Step",
    "Tick",
    "build",
    "by_treatment_day",
    "flowsheet",
    "readout",
    "stops",
]

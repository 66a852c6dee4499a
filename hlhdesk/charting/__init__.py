"""What to draw, in numbers and semantic names, for the screen and the page alike."""

from hlhdesk.charting.build import build
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

__all__ = ["Arrow", "Band", "ChartSpec", "Flag", "Limit", "Line", "Panel", "Point", "Step", "Tick", "build"]

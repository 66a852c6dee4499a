"""What every panel is drawn from."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from hlhdesk.charting.axis import TimeAxis
from hlhdesk.model.chart import PatientChart
from hlhdesk.model.definitions import Definitions
from hlhdesk.model.moment import Moment
from hlhdesk.model.state import PatientState
from hlhdesk.wording import Catalogue


@dataclass(frozen=True, slots=True)
class ChartSource:
    """One child's chart and state, the days to draw, and the words to say it in."""

    axis: TimeAxis
    chart: PatientChart
    state: PatientState
    definitions: Definitions
    catalogue: Catalogue

    def drawn(self, at: Moment) -> bool:
        """True for what happened by the moment of the state, on a day that is drawn."""
        return at.instant <= self.state.as_of.instant and self.axis.holds(self.axis.day(at.civil))

    def drawn_day(self, on: date) -> bool:
        """The same for what has a date only."""
        return on <= self.state.as_of.day and self.axis.holds(on)

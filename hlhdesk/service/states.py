"""States derived once for a chart and a minute."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.definitions import Definitions
from hlhdesk.model.moment import Moment
from hlhdesk.model.state import PatientState
from hlhdesk.rules import derive


@dataclass(frozen=True, slots=True)
class _Kept:
    chart: PatientChart
    asked: tuple[bool, Moment | datetime]
    state: PatientState


class States:
    """The last state of each child now, and the last one asked for at another moment.

    One child's change derives one child again, and a look at the past costs the present nothing.
    """

    def __init__(self, definitions: Callable[[], Definitions]) -> None:
        self._definitions = definitions
        self._kept: dict[tuple[str, bool], _Kept] = {}

    def get(self, chart: PatientChart, as_of: Moment | None, now: Callable[[], Moment]) -> PatientState:
        """The state at ``as_of``; without one, at this minute."""
        moment = as_of or now()
        asked = (as_of is None, as_of or moment.instant.replace(second=0, microsecond=0))
        key = chart.patient_id, as_of is None
        kept = self._kept.get(key)
        if kept is not None and kept.chart is chart and kept.asked == asked:
            return kept.state
        state = derive(chart, self._definitions(), moment)
        self._kept[key] = _Kept(chart, asked, state)
        return state

"""The door to the pages: everything that rendering needs, as values, so that it can run on any thread."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from hlhdesk import __version__
from hlhdesk.model.chart import PatientChart
from hlhdesk.model.definitions import Definitions
from hlhdesk.model.moment import Moment
from hlhdesk.model.state import PatientState
from hlhdesk.wording import Catalogue

if TYPE_CHECKING:
    from ui.bridge import Bridge


@dataclass(frozen=True)
class Pages:
    """One child at one moment, with what the page's provenance says."""

    chart: PatientChart
    state: PatientState
    definitions: Definitions
    say: Catalogue
    printed_at: Moment
    head: str
    demo: bool
    program: str

    @classmethod
    def of(cls, bridge: Bridge, chart: PatientChart, state: PatientState) -> Pages:
        """Take the values from the desk, in the window's thread."""
        desk = bridge.desk
        return cls(
            chart, state, desk.definitions, bridge.say, desk.now(), desk.head(), desk.is_demo, __version__
        )


def render_discharge_summary(pages: Pages) -> bytes:
    """The discharge summary as PDF. The page library is read here, on the thread that renders."""
    from hlhdesk.report import PageProvenance, discharge_summary  # noqa: PLC0415

    provenance = PageProvenance(
        printed_at=pages.printed_at,
        printed_by=None,
        program_version=pages.program,
        definitions_version=pages.definitions.version,
        history_head=pages.head,
        demo=pages.demo,
        approved=pages.definitions.approved_by_ward,
    )
    return discharge_summary(pages.chart, pages.state, pages.definitions, pages.say, provenance)

"""Outpatient visits up to the end point of the follow-up, and who came late or is still awaited."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from demo_ward.dates import months_after
from demo_ward.entries import INVENTED, Chart, at
from demo_ward.people import END_POINT, Child

SCHEDULE = (("M1", 1), ("M2", 2), ("M3", 3), ("M6", 6), ("M9", 9), ("M12", 12), ("M18", 18), ("M24", 24))
SAFETY_ITEMS = (
    "headache",
    "dizziness",
    "nausea",
    "vomiting",
    "other-gastrointestinal",
    "infection",
    "thrombocytopenia",
    "neutropenia",
    "anaemia",
    "liver-impairment",
    "kidney-impairment",
    "raised-triglyceride",
    "raised-cholesterol",
    "other",
)
SAFETY_VISITS = ("M1", "M2", "M3")

# Visits that were not on their day: so that some are due and some overdue at the demo's present.
CAME: dict[tuple[str, str], str] = {
    ("R2", "M2"): "2018-08-29",
    ("C5", "M3"): "2018-08-27",
    ("C9", "M1"): "2018-08-27",
    ("R9", "M6"): "2018-08-29",  # overdue since 22 August
    ("C4", "M3"): "2018-09-03",  # overdue since 27 July
}
NOT_WELL: dict[tuple[str, str], str] = {
    ("C1", "M3"): "joint swelling and pain, fever",
    ("C4", "M6"): "joint swelling and pain, fever",
}


@dataclass(frozen=True)
class Attended:
    """One visit that took place."""

    on: date
    name: str


def visits(child: Child) -> Iterator[Attended]:
    """The scheduled visits up to the end point, then one at the end point itself."""
    rng = child.rng("visits")
    for name, months in SCHEDULE:
        due = months_after(child.discharged, months)
        on = due + timedelta(days=rng.randint(-2, 3))
        on -= timedelta(days=max(0, on.weekday() - 4))  # a working day
        told = CAME.get((child.id, name))
        on = date.fromisoformat(told) if told else on
        if on < date(2020, 2, 1):
            yield Attended(on, name)
    yield Attended(date(2020, 2, rng.choice((10, 11, 12, 13, 14, 17, 18, 19, 20, 21))), "unscheduled")


def chart_visits(child: Child, chart: Chart) -> None:
    """Add the visits with a temperature, sizes, liver and spleen, and the safety list of group R."""
    rng = child.rng("at visits")
    for visit in visits(child):
        last = visit.name == "unscheduled"
        outcome = NOT_WELL.get((child.id, visit.name), "well")
        note = "End point of the follow-up, February 2020." if last else ""
        chart.add("visits", on=visit.on, visit=visit.name, outcome=outcome, note=f"{note} {INVENTED}".strip())
        value = f"36.{rng.randint(3, 8)}"
        chart.add("temperatures", at=at(visit.on, "09:20"), value=value, unit="Cel", site="axillary")
        if visit.name in {"M1", "M3", "M6", "M12"}:
            spleen = visit.name == "M1" and child.id in {"R6", "C3", "C9"}
            chart.add("findings", on=visit.on, finding="splenomegaly", present=spleen)
            chart.add("findings", on=visit.on, finding="hepatomegaly", present=False)
        if child.group == "R" and visit.name in SAFETY_VISITS:
            for item in SAFETY_ITEMS:
                chart.add("adverse_events", on=visit.on, item=item, answer="no")


def follow_up_ends(child: Child) -> date:
    """The last date of the follow-up that this child can have."""
    return max(visit.on for visit in visits(child) if visit.on <= END_POINT)

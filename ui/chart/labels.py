"""Words on the chart: what is said where, loudest first, from a Panel."""

from __future__ import annotations

from dataclasses import dataclass

from hlhdesk.charting.spec import Panel
from hlhdesk.wording import Catalogue

LOUDNESS = {"relapse": 0, "cannot-judge": 1, "normalised": 2, "dose-change": 3}
AROUND = ("above", "left", "right", "below")
PLACES = {"dose-change": ("step", "inside"), "normalised": ("below", "above", "left", "right")}
IN_STEP = ("step", "inside")


@dataclass(frozen=True, slots=True)
class Label:
    """Words at a place. ``span`` > 0 says that they must fit within so many days, else are left out."""

    x: float
    y: float
    text: str
    colour: str
    bold: bool = False
    places: tuple[str, ...] = AROUND
    span: float = 0.0


def labels_of(panel: Panel, marks: dict[str, str]) -> list[Label]:
    """The words of a panel, loudest first."""
    found = [
        Label(
            flag.x, flag.y, flag.label, f"chart.{flag.role}", bold=True, places=PLACES.get(flag.role, AROUND)
        )
        for flag in sorted(panel.flags, key=lambda flag: LOUDNESS.get(flag.role, 9))
        if flag.label
    ]
    found += [
        Label(point.x, point.y, marks[point.entry_id], "colour.caution", places=("right", "above", "left"))
        for point in panel.points
        if point.entry_id in marks
    ]
    found += [
        Label(point.x, point.y, point.text, "chart.lab", places=("left", "right", "below", "above"))
        for point in panel.points
        if point.arrow is not None
    ]
    middle = (panel.y0 + panel.y1) / 2
    found += [
        Label(
            (band.x0 + band.x1) / 2,
            middle,
            band.label,
            "chart.muted",
            places=("centre",),
            span=band.x1 - band.x0,
        )
        for band in panel.bands
        if band.label and band.role != "normal"
    ]
    name = panel.name if panel.name in {"ruxolitinib", "steroid"} else "muted"
    found += [
        Label(step.x0, step.y, step.label, f"chart.{name}", bold=True, places=IN_STEP, span=step.x1 - step.x0)
        for step in panel.steps
        if step.label
    ]
    return found


def nothing_charted(panel: Panel, x0: float, x1: float, say: Catalogue) -> list[Label]:
    """An empty panel says so: absent data is said, never left blank."""
    if panel.points or panel.steps:
        return []
    at = ((x0 + x1) / 2, (panel.y0 + panel.y1) / 2)
    return [Label(*at, say("ui.chart.empty"), "chart.muted", places=("centre",), span=x1 - x0)]

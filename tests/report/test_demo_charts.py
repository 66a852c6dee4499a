"""The charts of the demo ward's pages, mark for mark: what is drawn is read back and held against the ``ChartSpec`` of a window.

Places are measured against what a reader measures them against: the lines of each panel's scale.
"""

from __future__ import annotations

import io
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

import pikepdf
import pytest

from hlhdesk.charting import Arrow, ChartSpec, Panel, Point, build
from hlhdesk.report.blocks import Course, Document
from hlhdesk.report.look import FAINT
from hlhdesk.report.panel import DENSE_DAY, READING, SPARSE_DAY
from tests.demo.wards import C, R
from tests.report.demo_pages import document, kinds, page, source

MOVE = re.compile(r"1 0 0 1 (\S+) (\S+) cm")
CORNER = re.compile(r"(-?[\d.]+) (-?[\d.]+) ([ml])")
NEAR = 0.03  # points: coordinates have two decimals
Place = tuple[float, float]


@dataclass
class Drawing:
    """What the content of a page draws, in its order."""

    paths: list[list[list[Place]]] = field(default_factory=list)
    marks: list[tuple[Place, str]] = field(default_factory=list)
    rings: list[Place] = field(default_factory=list)


def read(content: str) -> Drawing:
    drawing, colour = Drawing(), ""
    for line in content.split("\n"):
        if line.endswith(" RG") and " rg" not in line:
            colour = line.removesuffix(" RG")
        elif line.startswith("q 1 0 0 1") and line.endswith("B Q"):
            x = y = 0.0
            for step in MOVE.findall(line):
                x, y = x + float(step[0]), y + float(step[1])
                drawing.marks.append(((x, y), colour))
        elif line.startswith("q 1 0 0 1") and line.endswith("c h S Q"):
            ((along, up),) = MOVE.findall(line)
            drawing.rings.append((float(along), float(up)))
        elif line.endswith(" S"):
            path: list[list[Place]] = []
            for along, up, operator in CORNER.findall(line):
                if operator == "m":
                    path.append([])
                path[-1].append((float(along), float(up)))
            drawing.paths.append(path)
    return drawing


@dataclass
class Scale:
    """From the days and values of a panel to its places."""

    left: float
    right: float
    low: Place
    high: Place
    days: Place

    def place(self, x: float, y: float) -> Place:
        share = (x - self.days[0]) / (self.days[1] - self.days[0])
        rise = (y - self.low[0]) / (self.high[0] - self.low[0])
        return self.left + share * (self.right - self.left), self.low[1] + rise * (self.high[1] - self.low[1])


def scales(spec: ChartSpec, drawing: Drawing) -> list[Scale]:
    """Each panel's lines of its scale, found by their number from one panel to the next."""
    paths = iter(drawing.paths)
    found = []
    for panel in spec.panels:
        lines = next(path for path in paths if is_scale(path, panel))
        ticks = sorted(tick.at for tick in panel.ticks)
        heights = sorted(line[0][1] for line in lines)
        (left, _), (right, _) = lines[0]
        found.append(Scale(left, right, (ticks[0], heights[0]), (ticks[-1], heights[-1]), (spec.x0, spec.x1)))
    return found


def is_scale(path: list[list[Place]], panel: Panel) -> bool:
    return len(path) == len(panel.ticks) > 1 and all(
        len(line) == 2 and line[0][1] == line[1][1] and line[0][0] == path[0][0][0] for line in path
    )


def near(place: Place, other: Place) -> bool:
    return abs(place[0] - other[0]) <= NEAR and abs(place[1] - other[1]) <= NEAR


def shown(panel: Panel, day: float) -> Iterator[Point]:
    """The points that a page has room for: single readings, and even the marks of peaks, would blot a long course."""
    for point in panel.points:
        if panel.name != "temperature" or day > (SPARSE_DAY if point.peak else DENSE_DAY):
            yield point


@pytest.mark.parametrize("number", [*R, *C])
def test_every_mark_stands_where_the_screens_chart_has_its_point(number: str) -> None:
    seen: Counter[str] = Counter()
    for kind in kinds(number):
        specs = courses(document(kind, number, "en"))
        if not specs:
            continue
        (spec,) = specs
        with pikepdf.open(io.BytesIO(page(kind, number, "en"))) as pdf:
            drawing = read(pdf.pages[0].Contents.read_bytes().decode("latin-1"))
        waiting = list(drawing.marks)
        for panel, scale in zip(spec.panels, scales(spec, drawing), strict=True):
            day = (scale.right - scale.left) / (spec.x1 - spec.x0)
            for point in shown(panel, day):
                place = scale.place(point.x, point.y)
                mark = next(mark for mark in waiting if near(mark[0], place))
                waiting.remove(mark)
                seen["marks"] += 1
                if panel.name == "temperature" and not point.peak:
                    assert mark[1] == rgb(FAINT if point.hollow else READING)
                    seen["masked"] += point.hollow
                if point.arrow is not None:
                    assert any(is_arrow(path, place, point.arrow) for path in drawing.paths)
                    seen["censored"] += 1
                if point.ringed and day > DENSE_DAY:
                    assert any(near(ring, place) for ring in drawing.rings)
                    seen["cooled"] += 1
        assert waiting == [], "no mark without a point"
    assert seen["marks"] > 10


def rgb(colour: object) -> str:
    parts = (getattr(colour, name) for name in ("red", "green", "blue"))
    return " ".join(f"{part:.6f}".rstrip("0").removeprefix("0") or "0" for part in parts)


def is_arrow(path: list[list[Place]], place: Place, arrow: Arrow) -> bool:
    """A shaft from the point beyond which the value lies, and a head."""
    if len(path) != 2 or not near(path[0][0], place):
        return False
    (_, (x, tip)), head = path
    rises = tip > place[1] if arrow is Arrow.UP else tip < place[1]
    return rises and abs(x - place[0]) <= NEAR and len(head) == 3


@pytest.mark.parametrize("number", [*R, *C])
def test_a_pages_points_are_those_of_a_window(number: str) -> None:
    """A page shows some days of the chart that a window shows; on those it shows the same points."""
    made = source("discharge", number, "en")
    whole = build(made.chart, made.state, made.definitions, made.catalogue)
    (spec,) = courses(document("discharge", number, "en"))
    for panel in spec.panels:
        (other,) = (one for one in whole.panels if one.name == panel.name)
        first, last = (spec.origin.toordinal() + end for end in (spec.x0, spec.x1))
        expected = Counter(point for point in told(other, whole) if first <= point[1] < last)
        assert Counter(told(panel, spec)) == expected, panel.name


def told(panel: Panel, spec: ChartSpec) -> Iterator[tuple[str, float, *tuple[object, ...]]]:
    """A panel's points by their days of the calendar."""
    for point in panel.points:
        day = round(point.x + spec.origin.toordinal(), 6)
        yield (
            point.entry_id,
            day,
            point.y,
            point.symbol,
            point.hollow,
            point.ringed,
            point.peak,
            point.arrow,
        )


def courses(made: Document) -> list[ChartSpec]:
    return [b.spec for section in made.sections for b in section.blocks if isinstance(b, Course)]


def test_the_demo_wards_pages_show_every_kind_of_mark() -> None:
    points = [
        point
        for number in (*R, *C)
        for spec in courses(document("discharge", number, "en"))
        for panel in spec.panels
        for point in panel.points
    ]
    for kind in ("hollow", "ringed", "peak", "arrow"):
        assert any(getattr(point, kind) for point in points), kind
    assert len({point.symbol for point in points}) > 3

"""The chart on paper and the screen's ``ChartSpec`` agree point for point: the strokes of the page are read back."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest

from hlhdesk.charting import ChartSpec, build
from hlhdesk.report import discharge_summary
from hlhdesk.report.blocks import Course
from hlhdesk.report.discharge import discharge_document
from hlhdesk.report.source import PageSource
from hlhdesk.wording import Catalogue
from tests.report.sample import definitions, provenance, sample_chart, state_of

WORDS = Catalogue.load("en")
STROKES = re.compile(rb"((?:-?[\d.]+ -?[\d.]+ [ml] ?)+)S\b")
CORNER = re.compile(rb"(-?[\d.]+) (-?[\d.]+) ([ml])")
ROUNDED = 0.02  # points: coordinates have two decimals
Corners = list[tuple[float, float]]


@pytest.fixture(scope="module")
def spec() -> ChartSpec:
    child = sample_chart()
    source = PageSource(child, state_of(child), definitions(), WORDS, provenance())
    (course,) = (
        b for section in discharge_document(source).sections for b in section.blocks if isinstance(b, Course)
    )
    return course.spec


@pytest.fixture(scope="module")
def strokes() -> list[Corners]:
    child = sample_chart()
    pdf = discharge_summary(child, state_of(child), definitions(), WORDS, provenance())
    with pikepdf.open(io.BytesIO(pdf)) as document:
        content = document.pages[0].Contents.read_bytes()
    found: list[Corners] = []
    for path in STROKES.findall(content):
        for x, y, operator in CORNER.findall(path):
            if operator == b"m":
                found.append([])
            found[-1].append((float(x), float(y)))
    return found


def test_the_page_draws_the_chart_that_a_window_would(spec: ChartSpec) -> None:
    child = sample_chart()
    days = spec.x0, spec.x1
    whole = build(child, state_of(child), definitions(), WORDS)
    peaks = {(p.x, p.y) for p in whole.panels[0].points if p.peak and days[0] <= p.x <= days[1]}
    assert peaks
    assert peaks <= {(p.x, p.y) for p in spec.panels[0].points}


def test_every_line_of_the_chart_is_drawn_with_all_its_points_at_their_places(
    spec: ChartSpec, strokes: list[Corners]
) -> None:
    lines = [
        part
        for panel in spec.panels
        for line in panel.lines
        if line.role != "cooling"
        for part in line.segments
        if len(part) > 2
    ]
    assert lines
    for part in lines:
        assert any(agree(list(part), drawn) for drawn in strokes if len(drawn) == len(part)), part[0]


def test_another_course_would_not_agree(spec: ChartSpec, strokes: list[Corners]) -> None:
    part = max((p for line in spec.panels[0].lines for p in line.segments), key=len)
    moved = [(x, y + (0.1 if number == 1 else 0.0)) for number, (x, y) in enumerate(part)]
    assert not any(agree(moved, drawn) for drawn in strokes if len(drawn) == len(moved))


def agree(expected: Corners, drawn: Corners) -> bool:
    """True when one scale and one shift on each axis lead from the one to the other, the time running to the right."""
    return all(
        along([corner[axis] for corner in expected], [corner[axis] for corner in drawn]) for axis in (0, 1)
    )


def along(expected: list[float], drawn: list[float]) -> bool:
    low, high = expected.index(min(expected)), expected.index(max(expected))
    span = expected[high] - expected[low]
    scale = (drawn[high] - drawn[low]) / span if span else 0.0
    return scale >= 0 and all(
        abs(drawn[low] + (value - expected[low]) * scale - place) <= ROUNDED
        for value, place in zip(expected, drawn, strict=True)
    )

"""A number of a table: its point where the column's points are, its arrow and its day beside it; marks as large as they are asked for."""

from __future__ import annotations

import io
import re

import pytest

from hlhdesk.report.blocks import Cell
from hlhdesk.report.fonts import BOLD, REGULAR, register
from hlhdesk.report.heavy import PageCanvas
from hlhdesk.report.lettering import width_of
from hlhdesk.report.numbers import SIZE, NumberCell
from hlhdesk.report.plot import Box, Room
from hlhdesk.report.symbols import marks, ring

PIVOT, WIDTH = 30.0, 74.0
PLACE = re.compile(r"1 0 0 1 (\S+) \S+ Tm (\S+) ")
CURVE = re.compile(r"(\S+) (\S+) (\S+) (\S+) (\S+) (\S+) c(?!m)")


def canvas() -> PageCanvas:
    register()
    return PageCanvas(io.BytesIO(), initialFontName=REGULAR)


def drawn(cell: Cell) -> list[tuple[float, str]]:
    """Where each piece of a cell begins, and the font that it is in."""
    target = canvas()
    NumberCell(cell, WIDTH, PIVOT).drawOn(target, 0, 0)
    return [(float(x), font) for x, font in PLACE.findall("\n".join(target._code))]


@pytest.mark.parametrize(
    ("text", "whole"), [("166.4", "166"), ("87", "87"), ("0.51", "0"), ("13957", "13957")]
)
@pytest.mark.parametrize("flag", ["", "↑"])
def test_the_whole_part_ends_where_the_points_of_the_column_stand(text: str, whole: str, flag: str) -> None:
    font = BOLD if flag else REGULAR
    pieces = drawn(Cell(text, flag))
    assert pieces[0][0] == pytest.approx(PIVOT - width_of(whole, SIZE, font), abs=0.01)
    assert len(pieces) == 1 + bool(flag)
    after = PIVOT + width_of(text.removeprefix(whole), SIZE, font)
    assert all(after < x < after + 3 for x, _ in pieces[1:])


def test_the_day_stands_behind_the_arrow() -> None:
    (number, *_), (arrow, *_), (note, *_) = drawn(Cell("9.2", "↓", "8月3日"))
    end = arrow + width_of("↓", SIZE, BOLD)
    assert number < arrow < end < note < end + 3


def test_only_a_flagged_number_is_bold() -> None:
    fonts = {flag: drawn(Cell("9.2", flag))[0][1] for flag in ("", "↑")}
    target = canvas()
    NumberCell(Cell("1.5", "↑"), WIDTH, PIVOT).drawOn(target, 0, 0)
    NumberCell(Cell("1.5"), WIDTH, PIVOT).drawOn(target, 0, 20)
    chosen = [font for _, font in PLACE.findall("\n".join(target._code))]
    assert chosen[0] == chosen[1] != chosen[2]
    assert fonts["↑"] == fonts[""], "each alone is the first font of its document"


def test_a_word_in_place_of_a_number_ends_beside_the_point() -> None:
    ((x, _),) = drawn(Cell("not recorded", missing=True))
    assert PIVOT < x + width_of("not recorded", SIZE) < PIVOT + 15


@pytest.mark.parametrize(
    "draw", [lambda c: ring(c, 50, 60, 2.4), lambda c: marks(c, "rectal", [(50, 60)], 2.4)]
)
def test_a_circle_is_as_large_on_every_side(draw: object) -> None:
    target = canvas()
    assert callable(draw)
    draw(target)
    (line,) = (code for code in target._code if " cm " in code)
    ends = [(float(c[4]), float(c[5])) for c in CURVE.findall(line)]
    assert ends == [(0, 2.4), (-2.4, 0), (0, -2.4), (2.4, 0)]
    handles = [float(part) for c in CURVE.findall(line) for part in c[:4]]
    assert max(map(abs, handles)) == 2.4
    assert {round(abs(part), 2) for part in handles} == {2.4, round(2.4 * 0.5523, 2)}
    assert "1 0 0 1 50 60 cm" in line


def test_a_label_beyond_an_edge_is_moved_inside() -> None:
    room = Room(Box(0, 0, 100, 50))
    placed = room.place(30, 6, [(90, 10)])
    assert placed == Box(70, 10, 100, 16)
    assert room.place(30, 6, [(-20, 30)]) == Box(0, 30, 30, 36)
    assert room.place(30, 6, [(40, 48)]) is None, "it would stand out above"

"""Where things come to stand: no page for a table alone, no line alone, no label on a line of the chart."""

from __future__ import annotations

from itertools import pairwise

import pytest

from hlhdesk.report.fonts import register
from hlhdesk.report.look import BODY
from hlhdesk.report.markup import paragraph
from hlhdesk.report.plot import Box, Room, along
from tests.demo.wards import C, R
from tests.report.demo_pages import LANGUAGES, page, words
from tests.report.pdf_reading import page_texts

MOST_PAGES = 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_last_page_of_a_summary_holds_more_than_its_last_table(language: str) -> None:
    say = words(language)
    pages = {number: page_texts(page("discharge", number, language)) for number in (*R, *C)}
    assert max(map(len, pages.values())) <= MOST_PAGES
    long = [told for told in pages.values() if len(told) == MOST_PAGES]
    assert len(long) < len(pages) / 4
    for told in long:
        assert say("page.section.safety") in told[-1]
        assert say("page.section.follow-up") in told[-1]
        assert say("page.section.safety") not in told[-2]


@pytest.mark.parametrize("text", ["热退后再次发热" * 20, "Fever returned; " * 30], ids=["zh", "en"])
def test_no_line_of_a_paragraph_stands_alone(text: str) -> None:
    register()
    whole = paragraph(text, BODY)
    _, height = whole.wrap(300, 1000)
    lines = round(height / BODY.leading)
    assert lines > 4
    for fit in range(lines + 1):
        parts = paragraph(text, BODY).split(300, fit * BODY.leading + 0.1)
        heights = [round(part.wrap(300, 1000)[1] / BODY.leading) for part in parts]
        assert sum(heights) in {0, lines}
        assert all(count >= 2 for count in heights)
        assert bool(heights) == (fit >= 2)


def test_a_label_stays_off_a_line() -> None:
    line = ((0.0, 0.0), (100.0, 60.0), (200.0, 60.0))
    room = Room(Box(0, 0, 300, 100))
    boxes = list(along([line]))
    assert max(max(box.right - box.left, box.top - box.bottom) for box in boxes) <= 8
    assert boxes[0].left == 0
    assert all(a.right == pytest.approx(b.left) for a, b in pairwise(boxes))
    for box in boxes:
        room.take(box)
    placed = room.place(30, 6, [(40, 26), (150, 58), (150, 64)])
    assert placed is not None
    assert (placed.left, placed.bottom) == (150, 64)

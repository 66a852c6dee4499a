"""Bold Chinese: the regular outlines with their edges drawn, in the colour of the text, and nothing left behind."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest

from hlhdesk.report import discharge_summary
from hlhdesk.report.fonts import BOLD, HEAVY, REGULAR
from hlhdesk.report.markup import runs
from hlhdesk.wording import Catalogue
from tests.report.sample import definitions, provenance, sample_chart, state_of

MOST_BYTES = 60_000
EDGED = re.compile(rb"2 Tr ([\d.]+) w [\d.]+ [\d.]+ [\d.]+ RG ")
FILLED_AGAIN = re.compile(rb"(?<![\d.])0 Tr\b")


def page(language: str) -> bytes:
    child = sample_chart()
    words = Catalogue.load(language)
    return discharge_summary(child, state_of(child), definitions(), words, provenance())


def contents(pdf: bytes) -> list[bytes]:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        return [each.Contents.read_bytes() for each in document.pages]


@pytest.mark.parametrize(
    ("text", "font", "expected"),
    [
        ("Fever", BOLD, [(BOLD, "Fever")]),
        ("发热 38.0", BOLD, [(HEAVY, "发热"), (BOLD, " 38.0")]),
        ("“热”。", BOLD, [(BOLD, "“"), (HEAVY, "热"), (BOLD, "”"), (HEAVY, "。")]),
        ("发热", REGULAR, [(REGULAR, "发热")]),
    ],
)
def test_which_characters_are_heavy(text: str, font: str, expected: list[tuple[str, str]]) -> None:
    assert runs(text, font) == expected


def test_edges_end_with_the_text_that_they_belong_to() -> None:
    for content in contents(page("zh")):
        edged = EDGED.findall(content)
        assert edged
        assert len(edged) == len(FILLED_AGAIN.findall(content))
        assert all(0.15 < float(width) < 0.7 for width in edged)


def test_an_edge_has_the_colour_of_its_text() -> None:
    content = b" ".join(contents(page("zh")))
    for found in re.finditer(rb"2 Tr [\d.]+ w ([\d. ]+) RG ", content):
        filled = re.findall(rb"([\d. ]+) rg\b", content[: found.start()])[-1]
        edge = [float(part) for part in found[1].split()]
        assert edge == pytest.approx([float(part) for part in filled.split()], abs=0.01)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_one_set_of_chinese_outlines_and_a_small_file(language: str) -> None:
    pdf = page(language)
    assert len(pdf) <= MOST_BYTES
    with pikepdf.open(io.BytesIO(pdf)) as document:
        names = {str(item.FontName) for item in document.objects if _has_outlines(item)}
    assert len([name for name in names if "Bold" in name]) == 1
    assert all(re.fullmatch(r"/[A-Z]{6}\+HLHdeskSansSC-(Regular|Bold)", name) for name in names)


def _has_outlines(item: pikepdf.Object) -> bool:
    return isinstance(item, pikepdf.Dictionary) and "/FontFile2" in item

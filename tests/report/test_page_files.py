"""The files of the demo ward's pages: small, clean, whole fonts, objects packed, the same from the same data."""

from __future__ import annotations

import io
import re

import pikepdf
import pytest

from hlhdesk.report.fonts import BOLD, REGULAR
from tests.demo.wards import C, R
from tests.report.demo_pages import LANGUAGES, kinds, page
from tests.report.pdf_reading import fonts

MOST_BYTES = 60_000
PRINTED = re.compile(rb"BT\b.*?\bET\b", re.DOTALL)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("number", [*R, *C])
def test_every_page_of_the_demo_ward_is_small_clean_and_has_its_fonts(number: str, language: str) -> None:
    for kind in kinds(number):
        pdf = page(kind, number, language)
        assert len(pdf) <= MOST_BYTES, kind
        with pikepdf.open(io.BytesIO(pdf)) as document:
            assert document.check_pdf_syntax() == []
            assert document.pdf_version == "1.5"
        found = fonts(pdf)
        assert {font["name"][8:] for font in found} == {REGULAR, BOLD}
        assert all(re.match(r"/[A-Z]{6}\+", font["name"]) for font in found)
        assert all(font["embedded"] and font["unicode"] for font in found)


def test_a_page_names_one_font_for_all_its_chinese() -> None:
    pdf = page("discharge", "R5", "zh")
    assert len(fonts(pdf)) == 2
    with pikepdf.open(io.BytesIO(pdf)) as document:
        chosen = re.findall(rb"/(\S+) [\d.]+ Tf", b" ".join(p.Contents.read_bytes() for p in document.pages))
        assert set(chosen) <= {name[1:].encode() for name in dict(document.pages[0].Resources.Font)}
    assert len(set(chosen)) == 2


def test_small_objects_lie_together() -> None:
    with pikepdf.open(io.BytesIO(page("discharge", "R5", "zh"))) as document:
        kinds_of_stream = [str(o.get("/Type", "")) for o in document.objects if isinstance(o, pikepdf.Stream)]
        assert kinds_of_stream.count("/ObjStm") == 1
        assert kinds_of_stream.count("/XRef") == 1
        rest = [o for o in document.objects if isinstance(o, pikepdf.Dictionary)]
        assert len(rest) > len(document.pages)


def test_the_numbers_of_a_file_come_from_its_content() -> None:
    made = [pikepdf.open(io.BytesIO(page("discharge", number, "en"))) for number in ("R5", "R3")]
    first, second = ([bytes(part) for part in each.trailer.ID] for each in made)
    assert first[0] == first[1]
    assert len(first[0]) == 16
    assert first != second

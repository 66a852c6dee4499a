"""A font inside a page: the outlines in use at their numbers, their widths, and every code back to its character."""

from __future__ import annotations

import io
from itertools import islice, pairwise
from struct import unpack

import pikepdf
import pypdfium2
import pytest
from reportlab.pdfbase import pdfmetrics

from hlhdesk.report.fonts import BOLD, REGULAR, operators, register
from hlhdesk.report.heavy import PageCanvas
from hlhdesk.report.lettering import text, width_of
from hlhdesk.report.look import INK
from hlhdesk.report.subset import literal

SIZE = 8.0
MANY = 700
RARE = "𬭎㐂\U00020087"


def characters(count: int) -> str:
    """The first Chinese characters of the font, and rarer ones beyond U+FFFF."""
    return "".join(map(chr, islice(sorted(code for code in register()[REGULAR] if code >= 0x4E00), count)))


def printed(*lines: str, font: str = REGULAR) -> bytes:
    register()
    buffer = io.BytesIO()
    canvas = PageCanvas(buffer, pagesize=(8000, 400), invariant=1, initialFontName=REGULAR)
    for number, line in enumerate(lines):
        text(canvas, 10, 380 - 12 * number, line, SIZE, INK, font=font)
    canvas.save()
    return buffer.getvalue()


def read_back(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return str(document[0].get_textpage().get_text_range())
    finally:
        document.close()


def font_of(pdf: bytes) -> tuple[dict[str, bytes], dict[int, float]]:
    """The tables of the embedded font, and the widths in the PDF by number."""
    with pikepdf.open(io.BytesIO(pdf)) as document:
        (font,) = document.pages[0].Resources.Font.values()
        (descendant,) = font.DescendantFonts
        file = descendant.FontDescriptor.FontFile2.read_bytes()
        assert descendant.FontDescriptor.FontFile2.Length1 == len(file)
        widths = dict.fromkeys(range(1, 100), float(descendant.DW))
        given = list(descendant.get("/W", []))
        for first, row in zip(given[::2], given[1::2], strict=True):
            widths.update(enumerate(map(float, row), start=int(first)))
    count = unpack(">H", file[4:6])[0]
    tables = {}
    for entry in range(12, 12 + 16 * count, 16):
        start, length = unpack(">LL", file[entry + 8 : entry + 16])
        tables[file[entry : entry + 4].decode()] = file[start : start + length]
    return tables, widths


def test_seven_hundred_characters_are_one_font_and_come_back_in_order() -> None:
    wanted = characters(MANY) + RARE
    assert read_back(printed(wanted)) == wanted


@pytest.mark.parametrize("font", [REGULAR, BOLD])
def test_every_sign_of_a_string_of_a_pdf_comes_back(font: str) -> None:
    wanted = "".join(map(chr, (*range(0x21, 0x7F), *range(0xA1, 0xAD), *range(0x410, 0x450))))
    assert read_back(printed(wanted, font=font)) == wanted


def test_outlines_stand_at_their_numbers() -> None:
    wanted = "热ab" + characters(300)
    used = "".join(dict.fromkeys(wanted))
    tables, _ = font_of(printed(wanted))
    assert set(tables) == {"glyf", "loca", "hmtx", "head", "hhea", "maxp"}
    face = pdfmetrics.getFont(REGULAR).face
    places = [2 * n for n in unpack(f">{len(used) + 2}H", tables["loca"])]
    source = face.get_table("glyf")
    for glyph, (start, end) in zip(
        [0, *(face.charToGlyph[ord(c)] for c in used)], pairwise(places), strict=True
    ):
        outline = bytes(source[face.glyphPos[glyph] : face.glyphPos[glyph + 1]])
        assert tables["glyf"][start:end].startswith(outline)
        assert 0 <= end - start - len(outline) <= 1
    assert unpack(">H", tables["maxp"][4:6])[0] == len(used) + 1


def test_widths_are_those_that_lines_were_broken_with() -> None:
    wanted = "热ab 。W\u200b次"
    tables, widths = font_of(printed(wanted))
    for number, character in enumerate(wanted, start=1):
        assert widths[number] == pytest.approx(width_of(character, 1000)), character
        in_font = unpack(">H", tables["hmtx"][4 * number : 4 * number + 2])[0]
        assert in_font * 5 == widths[number], "200 units to the em"


def test_a_document_of_more_outlines_than_a_short_index_reaches() -> None:
    wanted = characters(2500)
    tables, _ = font_of(printed(*(wanted[n : n + 500] for n in range(0, len(wanted), 500))))
    assert len(tables["glyf"]) > 0x1FFFF
    assert unpack(">H", tables["head"][50:52])[0] == 1
    assert unpack(">L", tables["loca"][-4:])[0] == len(tables["glyf"])


def test_a_gap_of_a_number_is_a_blank() -> None:
    register()
    document = PageCanvas(io.BytesIO(), initialFontName=REGULAR)._doc
    assert operators("5\xa0mg", REGULAR, SIZE, document) == operators("5 mg", REGULAR, SIZE, document)


def test_a_string_is_ascii_whatever_its_bytes_are() -> None:
    every = literal(bytes(range(256)))
    assert every.isascii()
    assert not set(every) & {"\r", *map(chr, range(0x18, 0x20))}
    assert (every.count("\\"), every.count("\\050"), every.count("\\051")) == (128 + 8 + 4, 1, 1)

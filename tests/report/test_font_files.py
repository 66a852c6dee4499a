"""The fonts that ship: what they hold and what they call themselves."""

from __future__ import annotations

from importlib.resources import files

import pytest

from hlhdesk.report.fonts import BOLD, REGULAR, register
from hlhdesk.wording import Catalogue

IN_USE = "℃°×÷±·•–—…‘’“”≥≤≠→←↑↓✓√µμ½¼¾⅓⅔⁰¹²³⁴⁵⁶⁷⁸⁹₂①●○△◇□☐€£¥№"
FOLDER = files("resources").joinpath("fonts")


def codec_characters(codec: str) -> set[int]:
    pairs = (
        bytes((lead, trail)) for lead in range(0x81, 0xFF) for trail in range(0x40, 0xFF) if trail != 0x7F
    )
    decoded = (pair.decode(codec, errors="ignore") for pair in pairs)
    return {ord(text) for text in decoded if len(text) == 1 and not "\ue000" <= text <= "\uf8ff"}


@pytest.mark.parametrize("name", [REGULAR, BOLD])
def test_latin_cyrillic_greek_and_the_signs_in_use(name: str) -> None:
    wanted = {
        *map(ord, IN_USE),
        *range(0x20, 0x7F),
        *range(0xA0, 0x180),
        *range(0x1EA0, 0x1EFA),
        *range(0x400, 0x460),
        *range(0x391, 0x3A2),
        *range(0x3B1, 0x3CA),
    }
    assert {chr(code) for code in wanted - register()[name]} == set()


def test_regular_holds_gbk_and_extension_a() -> None:
    known = register()[REGULAR]
    assert {chr(code) for code in codec_characters("gbk") if code > 0x3400 and code < 0xA000} <= set(
        map(chr, known)
    )
    assert sum(code in known for code in range(0x3400, 0x4DC0)) > 6500


def test_bold_holds_gb2312_and_the_characters_of_names() -> None:
    known = set(map(chr, register()[BOLD]))
    assert {chr(code) for code in codec_characters("gb2312") if 0x4E00 <= code < 0xA000} <= known
    assert set("玥喆祎堃彧淼犇赵安") <= known


def test_every_text_of_the_catalogue_can_be_printed() -> None:
    known = register()[REGULAR]
    texts = Catalogue.load("en").templates
    assert {
        key: text
        for key, text in texts.items()
        if any(ord(char) not in known for char in text if char != "\n")
    } == {}


def test_the_fonts_have_names_of_their_own_and_their_licence_beside_them() -> None:
    for name in (REGULAR, BOLD):
        data = FOLDER.joinpath(f"{name}.ttf").read_bytes()
        assert len(data) <= 9_000_000
        assert name.encode("utf-16-be") in data
        assert "Noto Sans SC".encode("utf-16-be") not in data.replace(
            "(Noto Sans SC)".encode("utf-16-be"), b""
        )
    assert "SIL OPEN FONT LICENSE" in FOLDER.joinpath("OFL.txt").read_text(encoding="utf-8")

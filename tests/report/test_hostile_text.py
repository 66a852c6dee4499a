"""Texts that look like something else come out as the text that they are, or are refused by name."""

from __future__ import annotations

import sys
from functools import cache
from pathlib import Path

import pytest

from hlhdesk.report import MissingGlyph, chart_image, discharge_summary
from hlhdesk.report.fonts import BOLD, HEAVY, REGULAR
from hlhdesk.report.look import BODY
from hlhdesk.report.markup import ChineseText, paragraph
from hlhdesk.wording import Catalogue
from tests.report.pdf_reading import page_texts, whole_text, without_spaces
from tests.report.sample import definitions, provenance, sample_chart, state_of

ENGLISH = Catalogue.load("en")
NAMES = [
    '<img src="file.png"/>',
    "<b>bold</b><br/></para>",
    "&amp; &lt; & <",
    "{name} %s %(x)s {0}",
    'O\'Neill "Quote"',
    "Maximiliana-Alexandrina Konstantinopoulou-Wojciechowska Ünsal",
    "Żółć Ğüş Đặng Thị Hương Ångström Øy Łukasz Čeněk",
    "Иванова Ёлка Щербак Їжак",
    "Ωμέγα Άννα",
    "赵玥喆 㐂𬭎 欧阳娜娜",
    "left\u200eright\u200f\u202eevil\u202c",
]


def pdf_of(name: str, **changes: object) -> bytes:
    chart = sample_chart(name)
    return discharge_summary(chart, state_of(chart), definitions(), ENGLISH, provenance(**changes))


@pytest.mark.parametrize("name", NAMES, ids=lambda name: name[:12])
def test_a_name_is_printed_as_it_is(name: str) -> None:
    assert without_spaces(name) in without_spaces(whole_text(pdf_of(name)))


@pytest.mark.parametrize("name", NAMES[:5], ids=lambda name: name[:12])
def test_the_same_in_the_foot_and_for_who_printed(name: str) -> None:
    for page in page_texts(pdf_of(name, printed_by=name, ward_name=name)):
        assert f"by {name}" in page
        assert f"{name} · 1803-0412 · born" in page


def test_a_word_of_ten_thousand_letters_is_printed_whole() -> None:
    assert whole_text(pdf_of("W" * 10_000)).count("W") >= 10_000


opened: list[object] = []


@cache
def watch_files() -> None:
    """An audit hook cannot be taken out again; it is put in once, and only the list is looked at."""
    sys.addaudithook(lambda event, values: opened.append(values[0]) if event == "open" else None)


def test_markup_opens_no_file() -> None:
    pdf_of("warm")  # fonts and libraries are read once
    watch_files()
    opened.clear()
    pdf_of('<img src="http://example.org/x.png"/><img src="/etc/hostname"/>')
    assert opened == []
    with Path(__file__).open(encoding="utf-8"):
        assert opened == [__file__], "the hook sees files"


@pytest.mark.parametrize(
    ("name", "said"),
    [
        ("smile 😀", "U+1F600 GRINNING FACE"),
        ("bell \x07", "U+0007 without a name"),
        ("علي", "U+0639 ARABIC LETTER AIN"),
        ("tab\there", "U+0009 without a name"),
    ],
)
def test_a_character_outside_the_font_is_refused_by_name(name: str, said: str) -> None:
    with pytest.raises(MissingGlyph, match="U\\+") as refused:
        pdf_of(name)
    assert said in str(refused.value)
    assert name in refused.value.text


def test_the_picture_refuses_it_too() -> None:
    from hlhdesk.charting import build  # noqa: PLC0415

    chart = sample_chart()
    spec = build(chart, state_of(chart), definitions(), ENGLISH)
    with pytest.raises(MissingGlyph):
        chart_image(spec, title="😀")
    assert chart_image(spec, title="赵安", mark="DEMO").startswith(b"\x89PNG")


def test_a_paragraph_is_never_parsed_and_makes_rare_characters_of_a_bold_line_heavy() -> None:
    said = paragraph("<b>&'\"</para>\nnext", BODY, lead="A㐂B")
    assert isinstance(said, ChineseText)
    assert [(text, font) for text, font, _ in said.parts] == [
        ("A", BOLD),
        ("㐂", HEAVY),
        ("B ", BOLD),
        ("<b>&'\"</para>\nnext", REGULAR),
    ]

"""Chinese on a page: filled lines, no mark that begins one, no number that is torn or loses its unit."""

from __future__ import annotations

import pytest
from reportlab.platypus import Paragraph

from hlhdesk.report.blocks import Voice
from hlhdesk.report.chinese import lines
from hlhdesk.report.fonts import register
from hlhdesk.report.lettering import width_of
from hlhdesk.report.look import BODY, SIZE, VOICES
from hlhdesk.report.markup import ChineseText, paragraph

DOSES = "芦可替尼：口服，每次3.75 mg，每日2次（08:00和20:00），2018年3月17日至2018年6月11日；ANC 0.62 ×10⁹/L，≥38.0 °C。"
ENGLISH = "Ruxolitinib: 3.75 mg twice a day, 08:00 and 20:00, oral, 17 Mar 2018 to 11 Jun 2018; then 2.5 mg."
WHOLE = ("3.75 mg", "08:00", "2018年3月17日", "2018年6月11日", "0.62 ×10⁹/L", "≥38.0 °C", "2次")


def broken(text: str, width: float) -> list[str]:
    register()
    return lines(text, [width_of(character, SIZE) for character in text], width, width)


@pytest.mark.parametrize("width", range(80, 400, 10))
def test_chinese_lines(width: int) -> None:
    found = broken(DOSES, width)
    assert "".join(found) == DOSES
    assert all(width_of(line.rstrip(), SIZE) <= width for line in found)
    assert not [line for line in found if line[0] in "，。；：）、"]
    assert not [line for line in found if line.rstrip()[-1] == "（"]
    for word in WHOLE:
        assert any(word in line for line in found), word
    if width >= 120:
        assert all(width_of(line.rstrip(), SIZE) > 0.5 * width for line in found[:-1])


def test_a_word_wider_than_a_line_is_cut() -> None:
    found = broken("长" + "w" * 500, 100)
    assert "".join(found) == "长" + "w" * 500
    assert all(width_of(line, SIZE) <= 100 for line in found)


@pytest.mark.parametrize("text", ["", " ", "。", "（", "（（", "5", "\u3000", "mg 5"])
def test_nothing_is_lost(text: str) -> None:
    assert "".join(broken(text, 1)) == text


def drawn(text: Paragraph) -> str:
    if isinstance(text, ChineseText):
        return "".join(piece for piece, _, _ in text.parts)
    return "".join(fragment.text for fragment in text.frags).replace("\xa0", " ")


def test_a_paragraph_goes_on_on_the_next_page_without_a_blank() -> None:
    register()
    whole = paragraph(DOSES, VOICES[Voice.BULLET], bullet="•", lead="提示。")
    width, height = whole.wrap(150, 1000)
    head, rest = whole.split(150, height / 2)
    assert (head.bulletText, rest.bulletText) == ("•", None)
    assert drawn(head) + drawn(rest) == "提示。" + DOSES
    heights = [part.wrap(150, 1000)[1] for part in (head, rest)]
    assert sum(heights) == pytest.approx(height)
    assert whole.split(150, 1) == []
    assert whole.split(150, 1000) == [whole]
    assert width == 150


def test_a_line_end_in_a_text_ends_a_line() -> None:
    register()
    made = paragraph("19.3 kg\n（2018年3月29日）", BODY)
    assert made.wrap(300, 1000)[1] == 2 * BODY.leading


def test_english_lines_end_at_blanks() -> None:
    register()
    made = paragraph(ENGLISH, BODY)
    made.wrap(120, 1000)
    found = [" ".join(words).replace("\xa0", " ") for _, words in made.blPara.lines]
    assert " ".join(found) == ENGLISH
    assert not [line for line in found if line[-1].isdigit() and not line.endswith("2018")]
    for word in ("3.75 mg", "17 Mar 2018", "11 Jun 2018", "2.5 mg"):
        assert any(word in line for line in found), word


@pytest.mark.parametrize(
    ("lead", "text", "said"),
    [
        ("Fever.", "Since 6 Mar.", "Fever. Since 6 Mar."),
        ("发热。", "自3月6日起。", "发热。自3月6日起。"),
        ("Fever.", "", "Fever."),
    ],
)
def test_a_lead_is_joined_as_its_language_joins(lead: str, text: str, said: str) -> None:
    register()
    assert drawn(paragraph(text, BODY, lead=lead)) == said

"""Nothing on a card is cut: what has no room beside something takes another line, at every width and size of text."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from itertools import combinations

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from hlhdesk.definitions import load
from hlhdesk.rules import derive
from hlhdesk.wording import Catalogue
from tests.ui.conftest import OpenWindow
from tests.ui.fake_desk import FakeDesk
from tests.ui.wards import NOW, stay
from ui.card_layout import CardLayout, CardLook, Piece, width_of, wrapped
from ui.cards import Badge, Card, card_of, damaged_card
from ui.style import load_palette

LONG = "Wolfeschlegelsteinhausenbergerdorffwelchevoralternwarengewissenhaft"
CHINESE = "阿卜杜热合曼买买提江吐尔逊古丽木合塔尔阿卜力克木买合木提㐂𠮷"


def usual(language: str = "en") -> Card:
    chart = stay("Example Three", "A-1", "12", ["38.2", "39.4"])
    return card_of(chart, derive(chart, load(), NOW), Catalogue.load(language))


CARDS: dict[str, Callable[[], Card]] = {
    "usual": usual,
    "chinese": lambda: usual("zh"),
    "long name": lambda: replace(usual(), name=LONG, called=LONG),
    "long chinese name": lambda: replace(usual("zh"), name=CHINESE, called=CHINESE),
    "long number": lambda: replace(usual(), patient_id="HOSPITAL-NUMBER-" * 4),
    "long bed": lambda: replace(usual(), bed="Isolation room behind the kitchen, window side"),
    "many states": lambda: replace(
        usual(),
        badges=(
            Badge("relapse", "RELAPSE"),
            Badge("cannot-judge", "Cannot be judged"),
            Badge(
                "not-observed", "No reading 20 h, and a very long word: Donaudampfschifffahrtsgesellschaft"
            ),
        ),
    ),
    "much due": lambda: replace(
        usual(), due="Fever on treatment: check ANC · Temperature 14:00 due · ruxolitinib 20:00"
    ),
    "draft": lambda: replace(usual(), draft=f"Half-typed: {LONG}"),
    "damaged": lambda: damaged_card("EX-1", Catalogue.load()),
}


def joined(pieces: list[Piece]) -> str:
    return "".join(piece.text for piece in pieces).replace(" ", "")


@pytest.mark.parametrize("width", [200, 258, 330])
@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("name", CARDS)
def test_everything_is_there_and_fits(qapp: QApplication, name: str, scale: float, width: int) -> None:
    card, look = CARDS[name](), CardLook(load_palette("light", scale))
    layout = CardLayout.of(card, look, width)
    said = joined(layout.pieces)
    wanted = (
        card.name,
        card.bed or "–",
        card.peak,
        card.second_line,
        card.peak_when,
        card.draft or card.due,
        card.patient_id,
    )
    for text in (*wanted, *(badge.text for badge in card.badges)):
        assert all(letter in said for letter in text.replace(" ", "")), text
    for part in ((card.name,), (card.draft or card.due,), *((badge.text,) for badge in card.badges)):
        assert part[0].replace(" ", "") in said
    for piece in layout.pieces:
        assert "…" not in piece.text
        assert width_of(piece.font, piece.text) <= max(piece.rect.width(), 1)
        assert piece.rect.bottom() < layout.height
        assert piece.rect.right() < width or width_of(piece.font, piece.text[:1]) > width


@pytest.mark.parametrize("scale", [1.0, 1.5, 2.0])
@pytest.mark.parametrize("name", CARDS)
def test_no_text_stands_on_another(qapp: QApplication, name: str, scale: float) -> None:
    layout = CardLayout.of(CARDS[name](), CardLook(load_palette("light", scale)), 258)
    boxes = []
    for piece in layout.pieces:
        box = piece.rect
        wide = width_of(piece.font, piece.text)
        if piece.side == piece.side.AlignRight:
            box = box.adjusted(box.width() - wide, 0, 0, 0)
        else:
            box = box.adjusted(0, 0, wide - box.width(), 0)
        boxes.append((box, piece.text))
    for (one, text), (other, words) in combinations(boxes, 2):
        assert not one.intersects(other), (text, words)


def test_a_usual_card_keeps_its_four_lines(qapp: QApplication) -> None:
    card = replace(usual(), due="Temperature 14:00 due")
    layout = CardLayout.of(card, CardLook(load_palette("light", 1.0)), 258)
    assert layout.height <= 82
    assert len({piece.rect.top() for piece in layout.pieces}) == 4


@pytest.mark.parametrize("text", ["", "short", LONG, CHINESE, "two words", "𠮷" * 40, "a " * 60])
def test_a_wrapped_text_is_the_same_text(qapp: QApplication, text: str) -> None:
    look = CardLook(load_palette("light", 1.0))
    assert "".join(wrapped(look.strong, text, 120)).replace(" ", "") == text.replace(" ", "")


def test_a_card_that_gets_another_line_takes_its_room(open_window: OpenWindow, qtbot: QtBot) -> None:
    desk = FakeDesk([stay("Short", "A-1", "1", ["38.2"]), stay("Other", "A-2", "2", ["38.2"])])
    window = open_window(desk)
    cards, model = window.board.cards, window.board.model
    before = cards.visualRect(model.index_of("A-1")).height()
    desk.written_elsewhere(stay(LONG, "A-1", "1", ["38.2"]))
    window.bridge.look_outside()
    one, two = (cards.visualRect(model.index_of(child)) for child in ("A-1", "A-2"))
    assert one.height() > before
    assert not one.intersects(two)

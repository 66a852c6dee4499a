"""Names that can be taken for one another."""

from __future__ import annotations

from dataclasses import replace

import pytest

from hlhdesk.wording import Catalogue
from tests.ui.fake_desk import FakeDesk
from tests.ui.wards import stay
from ui.cards import Card, damaged_card
from ui.like_names import like, namesakes
from ui.window import MainWindow


@pytest.mark.parametrize(
    ("one", "other", "alike"),
    [
        ("LI Wei 李伟", "LI Wei 李玮", True),
        ("LI Wei 李伟", "LEE Way 李伟", True),
        ("WANG Fang", "Fang Wang", True),
        ("WANG Fang", "WANG Feng", True),
        ("WANG Fang", "WANG Fan", True),
        ("Anne Müller", "ANNE MULLER", True),
        ("Иванова Анна", "Иванов Анна", True),
        ("HE Yan 何琰 (demo)", "QIN Jun 秦珺 (demo)", False),
        ("WANG Fang", "ZHANG Fang", False),
        ("LI Bo", "LI Bai", False),
        ("李伟", "李玮", False),
        ("ANNE Marie", "ANNE Marion", False),
    ],
)
def test_which_names_are_alike(one: str, other: str, *, alike: bool) -> None:
    assert like(one, other) is alike
    assert like(other, one) is alike


def card(number: str, called: str) -> Card:
    return replace(damaged_card(number, Catalogue.load()), called=called)


def test_a_child_without_a_name_is_like_nobody() -> None:
    assert namesakes("A", [card("A", ""), card("B", ""), card("C", "WANG Fang")]) == []


def test_the_banner_names_the_other_child(open_window: object, desk: FakeDesk) -> None:
    assert callable(open_window)
    desk.charts["X-1"] = stay("CHEN Rui 陈瑞", "X-1", "16", ["36.9"])
    window: MainWindow = open_window(desk)
    window.bridge.open_child("1803-0103")
    assert window.identity.like_names.text() == "Like name: CHEN Rui 陈瑞 (bed 16, no. X-1)"
    assert window.identity.like_names.isVisible()
    assert "CHEN Rui 陈瑞" in window.identity.accessibleDescription()
    window.bridge.open_child("1803-0104")
    assert not window.identity.like_names.isVisible()

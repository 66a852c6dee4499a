"""Two children in a real database, and what a dialog about one of them needs of the window."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from PySide6.QtWidgets import QWidget

from hlhdesk.service import AdmitPatient, Desk
from hlhdesk.wording import Catalogue
from tests.service.desks import IDENTITY, ZONE
from ui.bridge import Bridge
from ui.cards import Card, card_of
from ui.child_dialog import Ward
from ui.identity_banner import IdentityText, identity_text
from ui.like_names import namesakes
from ui.photograph.face import photograph_of

ONE, TWO = "EX-1", "EX-2"
OTHER: dict[str, object] = {**IDENTITY, "name": "Somebody Else", "bed": "7"}


@contextmanager
def ward_desk(path: Path) -> Iterator[Desk]:
    """A desk with two children; the clock must have been stopped."""
    with Desk.open(path, create=True, zone=ZONE) as desk:
        desk.execute(AdmitPatient(ONE, IDENTITY))
        desk.execute(AdmitPatient(TWO, OTHER))
        yield desk


@contextmanager
def signed_bridge(desk: Desk, language: str = "en") -> Iterator[Bridge]:
    """A bridge of Nurse Lin."""
    bridge = Bridge(desk, Catalogue.load(language))
    bridge.sign_as("Nurse Lin")
    yield bridge
    bridge.stop()


def ward_of(bridge: Bridge) -> Ward:
    """What the window tells a dialog of its children."""
    desk, say = bridge.desk, bridge.say

    def cards() -> list[Card]:
        return [card_of(desk.chart(one), desk.state(one), say) for one in desk.patients()]

    def who(one: str) -> IdentityText:
        alike, face = namesakes(one, cards()), photograph_of(desk, one)
        return identity_text(desk.chart(one), desk.state(one), say, alike, face)

    return Ward(who, cards)


def room(width: int = 1366, height: int = 740) -> QWidget:
    """A window to open a dialog over."""
    made = QWidget()
    made.resize(width, height)
    made.show()
    return made

"""Which passwords are taken: long ones. Which characters they are made of is nobody's business."""

from __future__ import annotations

from hlhdesk.service.answers import Refused
from hlhdesk.store.wrapping import normal

SHORTEST, LONGEST = 10, 200
FEWEST_DIFFERENT = 5
PIN_SHORTEST, PIN_LONGEST = 4, 12


def check_password(password: str, name: str) -> None:
    """Raise Refused for a password that is soon guessed."""
    text = normal(password)
    if not SHORTEST <= len(text) <= LONGEST:
        raise Refused.because("password", "people.password.length", shortest=SHORTEST, longest=LONGEST)
    if len(set(text.casefold())) < FEWEST_DIFFERENT:
        raise Refused.because("password", "people.password.repeated", fewest=FEWEST_DIFFERENT)
    if normal(name).casefold() in text.casefold() and len(text) < len(name) + SHORTEST:
        raise Refused.because("password", "people.password.name")


def check_pin(pin: str) -> None:
    """Raise Refused for what is no PIN, or one digit again and again."""
    if not (pin.isascii() and pin.isdigit() and PIN_SHORTEST <= len(pin) <= PIN_LONGEST):
        raise Refused.because("pin", "people.pin.digits", shortest=PIN_SHORTEST, longest=PIN_LONGEST)
    if len(set(pin)) == 1:
        raise Refused.because("pin", "people.pin.repeated")

"""Children whose names can be taken for one another: said beside the name, as the wrong child is the worst slip."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

from ui.cards import Card

BRACKETED = re.compile(r"[(（\[].*?[)）\]]")
WORD = re.compile(r"[^\W\d_]+")
LONG_ENOUGH = 5
"""Shorter names differ by a letter too often for a warning that is still read."""


def like(one: str, other: str) -> bool:
    """True for the same name in one of its scripts, in any order, or with one letter's difference."""
    return any(
        _near(mine, theirs)
        for mine, theirs in zip(_scripts(one), _scripts(other), strict=True)
        if mine and theirs
    )


def namesakes(patient_id: str, cards: Iterable[Card]) -> list[Card]:
    """The other children whose name is like this child's."""
    everybody = list(cards)
    own = next((card.called for card in everybody if card.patient_id == patient_id), "")
    return [card for card in everybody if card.patient_id != patient_id and like(own, card.called)]


@lru_cache(maxsize=1000)
def _scripts(name: str) -> tuple[str, str]:
    """The alphabetic words in order of the alphabet, without accents; and the Chinese characters."""
    plain = unicodedata.normalize("NFKD", BRACKETED.sub(" ", name)).casefold()
    letters = "".join(letter for letter in plain if not unicodedata.combining(letter))
    words = WORD.findall(letters)
    chinese = "".join(letter for word in words for letter in word if _is_chinese(letter))
    latin = sorted("".join(letter for letter in word if not _is_chinese(letter)) for word in words)
    return " ".join(word for word in latin if word), chinese


def _is_chinese(letter: str) -> bool:
    return unicodedata.name(letter, "").startswith("CJK")


def _near(one: str, other: str) -> bool:
    """Equal, or for longer names one letter added, left out or exchanged."""
    if one == other:
        return True
    short, long = sorted((one, other), key=len)
    if len(short) < LONG_ENOUGH or len(long) - len(short) > 1:
        return False
    same = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    return short[same + (len(short) == len(long)) :] == long[same + 1 :]

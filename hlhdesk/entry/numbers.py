"""A number as a ward or a laboratory writes it, exact; or the reason why it is none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from hlhdesk.entry.characters import quoted, refuse_unsafe, trimmed
from hlhdesk.entry.context import Refusal
from hlhdesk.model.definitions import ORDINARY_WIDTH, Definitions, Names
from hlhdesk.model.message import Message
from hlhdesk.model.quantity import Comparator

PLAIN = re.compile(r"[0-9]{1,15}(?:\.[0-9]{1,15})?", re.ASCII)
NUMBER = re.compile(r"(?P<whole>[0-9]{0,15})(?:(?P<mark>[.,])(?P<part>[0-9]{1,15}))?", re.ASCII)
THOUSANDS = re.compile(r"[0-9]{3}", re.ASCII)
LONGEST = 100
NON_ASCII_DIGITS = re.compile(r"(?![0-9])\d")
EXPONENT = re.compile(r"[0-9.,]+[eE][+-]?[0-9]+", re.ASCII)
_FOLD = {**ORDINARY_WIDTH, **str.maketrans("。｡\u3000", ".. ")}


@dataclass(frozen=True, slots=True)
class Number:
    """A number as typed: its text, its exact value and its comparator."""

    text: str
    value: Decimal
    comparator: Comparator = Comparator.EQUAL


def parse_number(text: str, definitions: Definitions) -> Number:
    """Read a result: a number, a number with a comparator, or "not detected".

    Raises Refusal with the word that is none.
    """
    if PLAIN.fullmatch(text):
        return Number(text, Decimal(text))
    typed = _typed(text)
    plain = " ".join(typed.translate(_FOLD).split())
    if _folded(plain) in _not_detected(definitions.names):
        return Number(typed, Decimal(0), Comparator.NOT_DETECTED)
    comparator, rest = _comparator(plain, definitions.names)
    return Number(typed, _decimal(rest, typed), comparator)


def parse_decimal(text: str) -> Decimal:
    """Read a number that cannot be censored: a dose, a weight, a temperature. Raises Refusal."""
    if PLAIN.fullmatch(text):
        return Decimal(text)
    typed = _typed(text)
    plain = typed.translate(_FOLD)
    if plain[0] in "<>≤≥≦≧⩽⩾=":
        raise Refusal(Message.of("entry.comparator", word=quoted(typed)), Message.of("entry.accepted-number"))
    return _decimal(plain, typed)


def _typed(text: str) -> str:
    """What was typed without the spaces around it."""
    if len(text) > LONGEST:
        raise Refusal(Message.of("entry.too-long", word=quoted(text), longest=LONGEST))
    typed = trimmed(text)
    refuse_unsafe(typed)
    if not typed:
        raise Refusal(Message.of("entry.empty"), Message.of("entry.accepted-number"))
    return typed


def _folded(text: str) -> str:
    return " ".join(text.upper().split())


@lru_cache(maxsize=10)
def _folded_set(words: tuple[str, ...]) -> frozenset[str]:
    return frozenset(map(_folded, words))


def _not_detected(names: Names) -> frozenset[str]:
    return _folded_set(names.not_detected)


def _comparator(plain: str, names: Names) -> tuple[Comparator, str]:
    """The comparator in front, by the longest spelling that fits, and what follows it."""
    upper = plain.upper()
    fits = [spelling for spelling in names.comparators if upper.startswith(spelling)]
    if not fits:
        return Comparator.EQUAL, plain
    spelling = max(fits, key=len)
    rest = plain[len(spelling) :]
    if spelling[-1].isalpha() and not rest.startswith(" "):
        return Comparator.EQUAL, plain
    return Comparator(names.comparators[spelling]), rest.strip()


def _decimal(plain: str, typed: str) -> Decimal:
    match = NUMBER.fullmatch(plain)
    if match is None or not (match["whole"] or match["part"]):
        raise _why_not(plain, typed)
    whole, mark, part = match["whole"], match["mark"], match["part"] or ""
    if mark == "," and THOUSANDS.fullmatch(part) and whole.strip("0"):
        raise Refusal(
            Message.of("entry.thousands", word=quoted(typed)),
            Message.of("entry.accepted-either", one=f"{whole}{part}", other=f"{whole}.{part}"),
        )
    if not whole:
        raise Refusal(Message.of("entry.no-leading-zero", word=quoted(typed)), _only(f"{0}.{part}"))
    return Decimal(f"{whole}.{part}" if part else whole)


def _only(text: str) -> Message:
    return Message.of("entry.accepted-only", text=text)


def _why_not(plain: str, typed: str) -> Refusal:
    """The reason why a text is no number, with the text."""
    return Refusal(
        Message.of(f"entry.{_reason(plain)}", word=quoted(typed)), Message.of("entry.accepted-number")
    )


def _reason(plain: str) -> str:
    if not plain:
        return "no-number"
    if NON_ASCII_DIGITS.search(plain):
        return "other-digits"
    if plain[0] in "-−–—":
        return "negative"
    if EXPONENT.fullmatch(plain):
        return "exponent"
    if plain.count(".") + plain.count(",") > 1 and not any(character.isalpha() for character in plain):
        return "two-marks"
    if plain[-1] in ".," and plain[:-1].isdecimal():
        return "ends-in-mark"
    if plain.replace(".", "").replace(",", "").isdecimal():
        return "too-many-digits"
    return "not-a-number"

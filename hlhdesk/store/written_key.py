"""A key that is printed on paper and typed by hand: grouped, without letters that look alike, with check characters."""

from __future__ import annotations

import secrets
from hashlib import sha256

ALPHABET = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"
"""Crockford's base 32: no I, L, O, U."""
_LIKE = str.maketrans({"I": "1", "L": "1", "O": "0"})
CHARACTERS, CHECKS, GROUP = 32, 4, 6
"""160 bits, and 20 bits that find a slip of the pen."""


def new_written_key() -> str:
    """A new key, in groups of six characters with hyphens."""
    text = "".join(secrets.choice(ALPHABET) for _ in range(CHARACTERS))
    whole = text + _checks(text)
    return "-".join(whole[start : start + GROUP] for start in range(0, len(whole), GROUP))


def read_written_key(typed: str) -> str | None:
    """What was typed in the one form in which it counts; None when a character is missing or wrong."""
    text = "".join(char for char in typed.upper() if char.isalnum()).translate(_LIKE)
    whole = len(text) == CHARACTERS + CHECKS and set(text) <= set(ALPHABET)
    if not whole or _checks(text[:CHARACTERS]) != text[CHARACTERS:]:
        return None
    return text


def _checks(text: str) -> str:
    number = int.from_bytes(sha256(text.encode()).digest()[:4])
    return "".join(ALPHABET[number >> shift & 31] for shift in (0, 5, 10, 15))

"""Clock times as they are typed into an order: ``8 20``, ``0800, 2000``, ``8:00 20:00``."""

from __future__ import annotations

import re
import unicodedata

from ui.forms.fields import ListField

BETWEEN = re.compile(r"[\s,;、]+")
CLOCK = re.compile(r"(\d{1,2})(?:[:.]?(\d{2}))?")


class ClocksField(ListField):
    """Clock times of a day; what is none is handed on as typed, and refused there."""

    def value(self) -> object:
        return typed_clocks(self.edit.text()) or None


def typed_clocks(text: str) -> list[str]:
    """Each clock time as ``HH:MM``; an hour alone is the full hour."""
    plain = unicodedata.normalize("NFKC", text).strip()
    return [_clock(part) for part in BETWEEN.split(plain) if part]


def _clock(part: str) -> str:
    match = CLOCK.fullmatch(part)
    return part if match is None else f"{int(match[1]):02d}:{match[2] or '00'}"

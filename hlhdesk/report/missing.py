"""A character that no page can show, refused by its name."""

from __future__ import annotations

import unicodedata


class MissingGlyph(ValueError):
    """A character that the page's font does not have. It is named, and no page is written.

    ``characters`` are the characters, ``text`` the first text that holds one of them.
    """

    def __init__(self, characters: tuple[str, ...], text: str) -> None:
        self.characters = characters
        self.text = text
        super().__init__("no glyph for " + ", ".join(map(named, characters)))


def named(character: str) -> str:
    """``U+1F600 GRINNING FACE``."""
    return f"U+{ord(character):04X} {unicodedata.name(character, 'without a name')}"

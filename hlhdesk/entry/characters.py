"""Which characters a text may hold, and how a refused word is quoted."""

from __future__ import annotations

import re
import unicodedata

from hlhdesk.entry.context import Refusal
from hlhdesk.model.message import Message

CONTROLS = "\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028-\u202e\u2066-\u2069\ufeff\ufffe\uffff\ud800-\udfff"
UNSAFE = re.compile(f"[{CONTROLS}]")
UNSAFE_IN_LINES = re.compile(f"(?!\n)[{CONTROLS}]")
"""Notes may hold line breaks; nothing else may."""

QUOTED_LENGTH = 60
SPACES = " \u3000\u00a0"


def trimmed(text: str) -> str:
    """Without the spaces around it; a line break is no space."""
    return text.strip(SPACES)


def quoted(word: object) -> str:
    """A refused word as a message shows it: one line, not too long, nothing invisible."""
    text = word if isinstance(word, str) else f"{word!r:.{QUOTED_LENGTH * 2}}"
    visible = UNSAFE.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
    return visible if len(visible) <= QUOTED_LENGTH else f"{visible[: QUOTED_LENGTH - 1]}…"


def refuse_unsafe(text: str, *, lines: bool = False) -> None:
    """Refuse control characters, marks that turn the direction of writing, and halves of characters."""
    found = (UNSAFE_IN_LINES if lines else UNSAFE).search(text)
    if found is not None:
        code = f"U+{ord(found[0]):04X}"
        name = unicodedata.name(found[0], "")
        raise Refusal(
            Message.of("entry.control-character", code=code, name=name, word=quoted(text)),
            Message.of("entry.accepted-visible"),
        )

"""Characters that no page can show, spelled out: for the one page that must come whatever was charted.

A summary is refused until such a character is corrected, because somebody signs it. A downtime pack is printed when
there is no time for that, and one child's note must not keep the pages of the others.
"""

from __future__ import annotations

from dataclasses import fields, is_dataclass, replace
from typing import Any, TypeVar

from hlhdesk.report.fonts import printable

T = TypeVar("T")


def spelled_out(value: T) -> T:
    """The same value with ``[U+1F600]`` for each character without a glyph, in every text inside it."""
    found: Any = value
    if isinstance(value, str):
        known = printable()
        if not known.issuperset(value):
            found = "".join(one if one in known else f"[U+{ord(one):04X}]" for one in value)
    elif isinstance(value, tuple):
        found = tuple(map(spelled_out, value))
    elif is_dataclass(value) and not isinstance(value, type):
        parts = {part.name: getattr(value, part.name) for part in fields(value) if part.init}
        new = {name: spelled_out(part) for name, part in parts.items()}
        if any(new[name] is not part for name, part in parts.items()):
            found = replace(value, **new)
    result: T = found
    return result

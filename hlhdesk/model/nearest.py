"""The nearest known name to a word that is not known."""

from __future__ import annotations

from collections.abc import Iterable


def nearest(word: str, names: Iterable[str], cutoff: float = 0.6) -> str | None:
    """The first name most like ``word``, whatever the case; None when none is near."""
    from difflib import get_close_matches  # noqa: PLC0415  only after a slip, never at start

    folded: dict[str, str] = {}
    for name in names:
        folded.setdefault(name.casefold(), name)
    found = get_close_matches(word.casefold()[:100], folded, n=1, cutoff=cutoff)
    return folded[found[0]] if found else None

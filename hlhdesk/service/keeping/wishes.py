"""What a ward can set about its backups."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import timedelta

EVERY, SECOND, OLD = "backup_minutes", "backup_second_place", "backup_old_hours"
KEYS = (EVERY, SECOND, OLD)

_RANGES = {EVERY: (5, 24 * 60), OLD: (1, 24 * 31)}


@dataclass(frozen=True, slots=True)
class Wishes:
    """How often a backup is made, after how long one is old, and the folder of the second place, if any."""

    every: timedelta = timedelta(hours=1)
    old_after: timedelta = timedelta(hours=26)
    second_place: str | None = None


def wishes(settings: Mapping[str, str]) -> Wishes:
    """The ward's own, and what stands where it set nothing."""
    usual = Wishes()
    every, old = settings.get(EVERY), settings.get(OLD)
    return Wishes(
        timedelta(minutes=int(every)) if every else usual.every,
        timedelta(hours=int(old)) if old else usual.old_after,
        settings.get(SECOND) or None,
    )


def acceptable(key: str, value: str) -> bool:
    """True when ``value`` may be the setting; an empty text takes a setting back."""
    if not value or key == SECOND:
        return True
    least, most = _RANGES[key]
    return value.isascii() and value.isdigit() and least <= int(value) <= most

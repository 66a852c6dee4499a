"""The one clock of the program."""

from __future__ import annotations

from datetime import UTC, datetime


def now() -> datetime:
    """The instant, in UTC (aware). Everything that asks for the time asks here."""
    return datetime.now(UTC)

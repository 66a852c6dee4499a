"""Calendar months, counted as the follow-up counts them."""

from __future__ import annotations

from calendar import monthrange
from datetime import date


def months_after(on: date, months: int) -> date:
    """``months`` calendar months later; a day that the month lacks becomes its last."""
    years, month = divmod(on.month - 1 + months, 12)
    year, month = on.year + years, month + 1
    return date(year, month, min(on.day, monthrange(year, month)[1]))

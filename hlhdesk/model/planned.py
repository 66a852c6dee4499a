"""An order with what it comes to: its last day in force and its daily dose."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hlhdesk.model.entries import Order


@dataclass(frozen=True, slots=True)
class PlannedOrder:
    """One order.

    ``last`` is its last day in force (None: open), ``mg_per_day`` its own daily dose. For a
    systemic steroid ``equivalent_mg`` is that as methylprednisolone, and ``per_kg`` the same per kg of the
    weight in force, half-even to three decimals; both are None for anything else.
    """

    order: Order
    last: date | None
    mg_per_day: Fraction
    equivalent_mg: Fraction | None = None
    per_kg: Decimal | None = None

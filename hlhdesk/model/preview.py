"""What orders would mean, told before anything is saved."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from fractions import Fraction

from hlhdesk.model.entries import Order
from hlhdesk.model.message import Message
from hlhdesk.model.problem import Problem
from hlhdesk.model.state import Finding


@dataclass(frozen=True, slots=True)
class PlannedOrder:
    """One order of a plan.

    ``last`` is its last day in force (None: open), ``mg_per_day`` its own daily dose. For a
    systemic steroid ``equivalent_mg`` is that as methylprednisolone, and ``per_kg`` the same per kg of the
    weight in force, half-even to three decimals; both are None for anything else.
    """

    order: Order
    last: date | None
    mg_per_day: Fraction
    equivalent_mg: Fraction | None = None
    per_kg: Decimal | None = None


@dataclass(frozen=True, slots=True)
class OrderPreview:
    """The orders that could be read, what would be refused or asked, and what is worth knowing.

    The field of a problem is the order's place in the plan, a dot, and the field: ``0.dose_mg``.
    """

    orders: tuple[PlannedOrder, ...]
    problems: tuple[Problem, ...]
    notes: tuple[Finding, ...]
    curve: Message | None = None

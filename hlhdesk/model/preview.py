"""What orders would mean, told before anything is saved."""

from __future__ import annotations

from dataclasses import dataclass

from hlhdesk.model.message import Message
from hlhdesk.model.planned import PlannedOrder
from hlhdesk.model.problem import Problem
from hlhdesk.model.state import Finding


@dataclass(frozen=True, slots=True)
class OrderPreview:
    """The orders that could be read, what would be refused or asked, and what is worth knowing.

    The field of a problem is the order's place in the plan, a dot, and the field: ``0.dose_mg``.
    """

    orders: tuple[PlannedOrder, ...]
    problems: tuple[Problem, ...]
    notes: tuple[Finding, ...]
    curve: Message | None = None

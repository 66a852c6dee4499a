"""What is due for a child at a moment: doses by their clock times, the reading after cooling."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from hlhdesk.model.entries import Dose, Event, Order, Temperature
from hlhdesk.model.moment import Moment


class DueStatus(StrEnum):
    """Where something that is asked for at a time stands."""

    LATER = "later"
    DUE = "due"
    OVERDUE = "overdue"
    CHARTED = "charted"


WAITING = (DueStatus.DUE, DueStatus.OVERDUE)
"""What somebody has to do now."""


@dataclass(frozen=True, slots=True)
class DueDose:
    """One clock time of an order. ``charted`` are the doses that stand for it, whatever became of them."""

    order: Order
    at: Moment
    status: DueStatus
    charted: tuple[Dose, ...] = ()


@dataclass(frozen=True, slots=True)
class Recheck:
    """The reading that is due after ``reading`` was cooled by ``cooled``, at ``at``."""

    at: Moment
    status: DueStatus
    reading: Temperature
    cooled: Dose | Event


@dataclass(frozen=True, slots=True)
class DueState:
    """What is due, in order of time. ``untimed`` are orders without clock times: they can never be due."""

    doses: tuple[DueDose, ...] = ()
    untimed: tuple[Order, ...] = ()
    recheck: Recheck | None = None

    @property
    def waiting(self) -> tuple[DueDose, ...]:
        """The doses that are due or overdue."""
        return tuple(dose for dose in self.doses if dose.status in WAITING)


NOTHING_DUE = DueState()

"""What a list of doses asks for: the clock times of the orders, and the orders without any."""

from __future__ import annotations

from dataclasses import dataclass

from hlhdesk.model.due import DueState, DueStatus
from hlhdesk.model.entries import Dose, Order
from hlhdesk.model.message import Message, Term
from hlhdesk.model.moment import Moment
from hlhdesk.wording import Catalogue

GIVEN = "given"


@dataclass(frozen=True, slots=True)
class Ask:
    """One dose that an order asks for; without a clock time ``at`` and ``status`` are None."""

    order: Order
    at: Moment | None = None
    status: DueStatus | None = None
    charted: tuple[Dose, ...] = ()

    @property
    def key(self) -> tuple[str, str]:
        """What stays the same while its status changes."""
        return self.order.id, self.at.text if self.at is not None else ""

    @property
    def given(self) -> bool:
        """True when a dose was given for it."""
        return any(dose.status == GIVEN for dose in self.charted)


def asks_of(due: DueState, *, waiting_only: bool = False) -> tuple[Ask, ...]:
    """By clock time, what has none last: a row stays where it is when it is charted, and so does the cursor."""
    doses = due.waiting if waiting_only else due.doses
    timed = [Ask(dose.order, dose.at, dose.status, dose.charted) for dose in doses]
    untimed = [] if waiting_only else [Ask(order) for order in due.untimed]
    return tuple(sorted([*timed, *untimed], key=_rank))


def _rank(ask: Ask) -> tuple[object, ...]:
    return ask.at is None, ask.at.text if ask.at is not None else "", ask.order.drug, ask.order.id


def dose_of(found: Ask) -> Message:
    """``ruxolitinib 2.5 mg by mouth``."""
    order = found.order
    return Message.of(
        "doses.dose", drug=Term("drug", order.drug), mg=order.dose_mg, route=Term("route", order.route)
    )


def charted_words(doses: tuple[Dose, ...], say: Catalogue) -> str:
    """What became of it: ``given 2.5 mg at 08:05, charted by Nurse Lin``."""
    return say.clauses(_charted(dose, say) for dose in doses)


def _charted(dose: Dose, say: Catalogue) -> str:
    said = say("doses.charted", status=Term("dose-status", dose.status), mg=dose.dose_mg, at=dose.at)
    if dose.reason:
        said = say("entry-words.detail", said=said, detail=dose.reason)
    return say("doses.charted-by", said=said, by=dose.recorded_by) if dose.recorded_by else said

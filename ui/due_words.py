"""What is due, in a few words."""

from __future__ import annotations

from hlhdesk.model.due import WAITING, DueDose, DueState, DueStatus, Recheck
from hlhdesk.model.message import Term
from hlhdesk.wording import Catalogue


def waiting_words(due: DueState, say: Catalogue) -> str:
    """Everything that somebody has to do now, what is overdue first; empty when nothing is."""
    asked: list[DueDose | Recheck] = [*due.waiting]
    if due.recheck is not None and due.recheck.status in WAITING:
        asked.append(due.recheck)
    ordered = sorted(asked, key=lambda found: (found.status is not DueStatus.OVERDUE, found.at.instant))
    parts = []
    for status in (DueStatus.OVERDUE, DueStatus.DUE):
        things = tuple(thing_words(found, say) for found in ordered if found.status is status)
        if things:
            parts.append(say(f"ui.due.{status}", things=things))
    return say.clauses(parts)


def next_words(due: DueState, say: Catalogue) -> str:
    """The next thing of today that is not due yet; empty when there is none."""
    later: list[DueDose | Recheck] = [dose for dose in due.doses if dose.status is DueStatus.LATER]
    if due.recheck is not None and due.recheck.status is DueStatus.LATER:
        later.append(due.recheck)
    first = min(later, key=lambda found: found.at.instant, default=None)
    return "" if first is None else say("ui.due.next", thing=thing_words(first, say))


def thing_words(found: DueDose | Recheck, say: Catalogue) -> str:
    """``ruxolitinib 20:00``, ``temperature after cooling 14:40``."""
    time = found.at.civil.time()
    if isinstance(found, Recheck):
        return say("ui.due.recheck", time=time)
    return say("ui.due.dose", drug=Term("drug", found.order.drug), time=time)

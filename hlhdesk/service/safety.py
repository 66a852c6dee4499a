"""Problems of an entry that only the rest of the chart can raise."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from hlhdesk.entry import confirm_against, confirm_size
from hlhdesk.model.chart import PatientChart
from hlhdesk.model.definitions import Definitions
from hlhdesk.model.entries import BodySize, Dose, Entry, Identity, Lab, Order
from hlhdesk.model.message import Message
from hlhdesk.model.moment import Moment
from hlhdesk.model.problem import Problem
from hlhdesk.rules.order_checks import dose_problems, order_problems
from hlhdesk.service.entries import happened


def chart_problems(
    chart: PatientChart, entry: Entry, definitions: Definitions, now: Moment
) -> tuple[Problem, ...]:
    """What the chart has against an entry that is about to be charted; an entry that it corrects is left out."""
    match entry:
        case Order():
            return order_problems(chart, entry, definitions, now)
        case Dose():
            return dose_problems(chart, entry, definitions, now)
        case Lab():
            others = (other for other in chart.labs if other.id != entry.supersedes)
            return confirm_against(entry, others, definitions)
        case BodySize():
            sizes = (other for other in chart.body_sizes if other.id != entry.supersedes)
            return confirm_size(entry, sizes, definitions.body)
        case Identity():
            return tuple(_born_too_late(chart, entry))
        case _:
            return ()


def _born_too_late(chart: PatientChart, identity: Identity) -> Iterator[Problem]:
    """A birth date after something that is charted."""
    first = min(_days(chart), default=None)
    if first is not None and identity.birth_date > first:
        text = Message.of("service.born-after-entries", birth=identity.birth_date, first=first)
        yield Problem("birth_date", text, Message.of("service.accepted-birth", first=first))


def _days(chart: PatientChart) -> Iterator[date]:
    for kept in chart.entries:
        when = happened(kept)
        if when is not None and not kept.retracted:
            yield date.fromisoformat(when[:10])

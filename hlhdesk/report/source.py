"""What a page is written from, and the stay that it is about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.definitions import Definitions
from hlhdesk.model.entries import Admission, BodySize, Order
from hlhdesk.model.message import Message, Value
from hlhdesk.model.state import Finding, PatientState
from hlhdesk.report.blocks import Sentence, Voice
from hlhdesk.report.provenance import PageProvenance
from hlhdesk.wording import Catalogue

DAY = timedelta(days=1)
LONG_AGO = datetime.min.replace(tzinfo=UTC)
BASIS, NOT_APPROVED = "basis.", "note.not-approved"


@dataclass(frozen=True, slots=True)
class PageSource:
    """One child's chart and state, the definitions, the words, and who prints."""

    chart: PatientChart
    state: PatientState
    definitions: Definitions
    catalogue: Catalogue
    provenance: PageProvenance

    def say(self, key: str, **values: Value) -> str:
        """A text of the catalogue."""
        return self.catalogue.text(Message.of(key, **values))

    @property
    def today(self) -> date:
        """The day of the state."""
        return self.state.as_of.day

    @property
    def stay(self) -> Admission | None:
        """The latest stay that had begun by the moment of the state."""
        begun = [stay for stay in self.chart.admissions if stay.admitted_on <= self.today]
        return max(begun, key=lambda stay: (stay.admitted_on, stay.id), default=None)

    @property
    def discharged_on(self) -> date | None:
        """The day of discharge, if it has come."""
        stay = self.stay
        if stay is None or stay.discharged_on is None or stay.discharged_on > self.today:
            return None
        return stay.discharged_on

    @property
    def end(self) -> date:
        """The day that the summary speaks of: of discharge, or of the state while the stay lasts."""
        return self.discharged_on or self.today

    @property
    def start(self) -> date | None:
        """The day that days of treatment count from; without one, the day of admission."""
        if self.state.treatment_start is not None:
            return self.state.treatment_start
        return self.stay.admitted_on if self.stay else None

    def body_size(self, *, with_height: bool = False) -> BodySize | None:
        """The latest weight (or height) up to the day of the state."""
        known = [
            size
            for size in self.chart.body_sizes
            if size.on <= self.today and (size.height_cm is not None or not with_height)
        ]
        return max(known, key=lambda size: (size.on, size.recorded_at or LONG_AGO, size.id), default=None)


@dataclass(frozen=True, slots=True)
class TodaySource(PageSource):
    """A page about a child as it is on the day of the state, wherever the child is: nothing speaks of a discharge."""

    @property
    def discharged_on(self) -> date | None:
        """None: the page is not about a discharge."""
        return None

    @property
    def left_on(self) -> date | None:
        """The day on which the latest stay ended, if it has."""
        stay = self.stay
        left = stay.discharged_on if stay else None
        return left if left is not None and left <= self.today else None


def finding_sentences(source: PageSource, findings: Iterable[Finding]) -> list[Sentence]:
    """Each finding in bold, followed by what else was the case."""
    return [
        Sentence(circumstances(source, finding), lead=source.catalogue.text(finding.text))
        for finding in findings
    ]


def finding_line(source: PageSource, finding: Finding) -> Sentence:
    """A finding with what else was the case, in one paragraph of a list."""
    parts = (source.catalogue.text(finding.text), circumstances(source, finding))
    return Sentence(source.catalogue.sentences(parts), Voice.BULLET)


def circumstances(source: PageSource, finding: Finding) -> str:
    """What else was the case, without the rule that it rests on."""
    return source.catalogue.sentences(
        source.catalogue.text(note) for note in finding.annotations if not _is_basis(note)
    )


def basis_note(source: PageSource, findings: Iterable[Finding]) -> list[Sentence]:
    """The rules that the findings rest on, each once, and that the ward has not signed for them."""
    notes: dict[str, None] = {}
    for finding in findings:
        notes.update(
            dict.fromkeys(source.catalogue.text(note) for note in finding.annotations if _is_basis(note))
        )
    return [Sentence(source.catalogue.sentences(notes), Voice.NOTE)] if notes else []


def _is_basis(note: Message) -> bool:
    return note.key.startswith(BASIS) or note.key == NOT_APPROVED


def order_ends(order: Order, orders: Iterable[Order]) -> date | None:
    """The last day of an order in force: its own, or the day before a newer one of the drug and route.

    As the rules count it (clinical specification §3); the tests hold the two against each other.
    """
    ends = [
        newer.starts_on - DAY
        for newer in orders
        if (newer.drug, newer.route) == (order.drug, order.route)
        and not newer.additional
        and _age(newer) > _age(order)
    ]
    return min([*ends, *([order.ends_on] if order.ends_on else [])], default=None)


def orders_in_force(orders: Iterable[Order], on: date) -> list[Order]:
    """The orders in force on a day, by drug, oldest first."""
    every = list(orders)
    found = []
    for order in every:
        last = order_ends(order, every)
        if order.starts_on <= on and (last is None or on <= last):
            found.append(order)
    return sorted(found, key=lambda order: (order.drug, *_age(order)))


def _age(order: Order) -> tuple[date, datetime, str, object, int]:
    return (order.starts_on, order.recorded_at or LONG_AGO, order.id, order.dose_mg, order.times_per_day)

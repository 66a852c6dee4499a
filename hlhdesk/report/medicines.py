"""Medicines in words: each dose and its times, never a daily sum."""

from __future__ import annotations

from datetime import date

from hlhdesk.model.entries import Order
from hlhdesk.model.message import Message, Term
from hlhdesk.report.blocks import Section, Sentence, Voice
from hlhdesk.report.source import DAY, PageSource, order_ends, orders_in_force

NEVER_STOPPED_ALONE = ("jak-inhibitor", "steroid")
WORDED_TIMES = 2


def regimen(source: PageSource, order: Order) -> str:
    """``2.5 mg twice a day, 08:00 and 20:00``."""
    key = f"page.times.{order.times_per_day}" if order.times_per_day <= WORDED_TIMES else "page.times.more"
    said = source.say(key, mg=order.dose_mg, times=order.times_per_day)
    if not order.times:
        return said
    *before, last = (source.catalogue.say(clock) for clock in order.times)
    clocks = (
        source.say("page.times.and", first=source.catalogue.say(tuple(before)), last=last) if before else last
    )
    return source.say("page.times.at", regimen=said, clocks=clocks)


def order_days(source: PageSource, order: Order, last: date | None) -> str:
    """An order without its drug: dose, times, route, days and the charted reason."""
    days = _days(source, order.starts_on, last)
    said = source.say(
        "page.medicine.order", regimen=regimen(source, order), route=Term("route", order.route), days=days
    )
    if order.reason:
        return source.say("page.medicine.with-reason", order=said, reason=order.reason)
    return said


def _days(source: PageSource, first: date, last: date | None) -> str:
    """From a day on, or from day to day; a year that is the same is said once."""
    if last is None:
        return source.say("page.medicine.since", on=first)
    key = "span.several" if first.year == last.year else "page.medicine.span"
    return source.say(key, first=first, last=last)


def medicine_line(source: PageSource, order: Order, orders: list[Order]) -> str:
    """One order as a sentence, and what is ordered to follow it: drug, doses, times, route, days, reasons."""
    said = order_days(source, order, order_ends(order, orders))
    for later in _planned(source, order, orders):
        after = order_days(source, later, order_ends(later, orders))
        said = source.say("page.medicine.then", before=said, after=after)
    return source.say("page.medicine.line", drug=source.catalogue.term("drug", order.drug), orders=said)


def _planned(source: PageSource, order: Order, orders: list[Order]) -> list[Order]:
    """Orders of the same drug and route that are charted to start later: a taper."""
    later = [
        other
        for other in orders
        if (other.drug, other.route) == (order.drug, order.route) and other.starts_on > source.end
    ]
    return sorted(later, key=lambda other: (other.starts_on, other.id))


def medicines_section(source: PageSource) -> Section:
    """What the child goes home on (or is on), and what was finished lately."""
    home = source.discharged_on is not None
    orders = list(source.chart.orders)
    now = in_order(source, orders_in_force(orders, source.end))
    blocks = [Sentence(medicine_line(source, order, orders), Voice.BULLET) for order in now]
    if not blocks:
        blocks.append(Sentence(source.say("page.medicine.none")))
    drugs = {order.drug for order in now}
    finished = tuple(
        Message.of("page.medicine.ended", drug=Term("drug", drug), last=last)
        for drug, last in _finished(source, orders, drugs)
    )
    if finished:
        blocks.append(Sentence(source.say("page.medicine.finished", drugs=finished)))
    if any(set(NEVER_STOPPED_ALONE).intersection(source.definitions.drugs[drug].classes) for drug in drugs):
        blocks.append(Sentence(source.say("page.medicine.never-stop"), Voice.STRONG))
    return Section(
        source.say("page.section.medicines-home" if home else "page.section.medicines"), tuple(blocks)
    )


def in_order(source: PageSource, orders: list[Order]) -> list[Order]:
    """What this program is about first: ruxolitinib, steroids, the rest by name."""

    def rank(order: Order) -> tuple[int, str]:
        classes = source.definitions.drugs[order.drug].classes
        return next((n for n, name in enumerate(NEVER_STOPPED_ALONE) if name in classes), 9), order.drug

    return sorted(orders, key=rank)


def _finished(source: PageSource, orders: list[Order], still_given: set[str]) -> list[tuple[str, date]]:
    """Drugs that ended shortly before, with their last day."""
    ends: dict[str, date] = {}
    for order in orders:
        last = order_ends(order, orders)
        if order.drug not in still_given and last is not None and order.starts_on <= last < source.end:
            ends[order.drug] = max(last, ends.get(order.drug, last))
    earliest = source.end - source.definitions.summary.medicines_within * DAY
    return sorted((drug, last) for drug, last in ends.items() if last >= earliest)

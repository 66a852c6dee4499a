"""Ruxolitinib and steroid during the stay: for doctors, with equivalents and what the checks say."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from hlhdesk.model.entries import Order
from hlhdesk.model.message import Message, Term
from hlhdesk.model.quantity import plain, round_half_even
from hlhdesk.model.state import DoseDay, DoseSource
from hlhdesk.report.blocks import Block, Section, Sentence, Voice
from hlhdesk.report.fever import spans
from hlhdesk.report.medicines import order_days
from hlhdesk.report.source import LONG_AGO, PageSource, basis_note, finding_line, order_ends

RUXOLITINIB = "ruxolitinib"
STEROID = "steroid"
TOLD_HERE = ("ruxolitinib.", "steroid.", "weight.", "dose.")


def treatment_section(source: PageSource) -> Section:
    """The orders of both in words, what was given, and the checks."""
    checks = [finding for finding in source.state.findings if finding.code.startswith(TOLD_HERE)]
    blocks: list[Block] = [*_ruxolitinib(source), *_steroid(source)]
    blocks += [finding_line(source, check) for check in checks]
    blocks += basis_note(source, checks)
    return Section(source.say("page.section.treatment"), tuple(blocks))


def _ruxolitinib(source: PageSource) -> list[Sentence]:
    state = source.state.ruxolitinib
    if state is None:
        return [Sentence(source.say("page.treatment.no-ruxolitinib"))]
    orders = [order for order in source.chart.orders if order.drug == RUXOLITINIB]
    return [*_orders(source, orders), *_gaps(source, "page.treatment.ruxolitinib-gaps", state.days)]


def _steroid(source: PageSource) -> list[Sentence]:
    state = source.state.steroid
    if state is None:
        return [Sentence(source.say("page.treatment.no-steroid"))]
    drugs = {drug.name for drug in source.definitions.drugs.values() if STEROID in drug.classes}
    orders = [order for order in source.chart.orders if order.drug in drugs]
    said = _orders(source, orders)
    today = state.today
    if today.mg is not None and state.mg_per_kg is not None and state.weight_kg is not None:
        said.append(
            Sentence(
                source.say(
                    "page.treatment.equivalent",
                    on=today.on,
                    mg=today.mg,
                    per_kg=state.mg_per_kg,
                    kg=state.weight_kg,
                    weighed=state.weight_on or today.on,
                    source=Term("dose-source", today.source.value),
                    total=plain(round_half_even(state.cumulative_mg, 1)),
                )
            )
        )
    elif today.mg is not None:
        said.append(Sentence(source.say("page.treatment.equivalent-no-weight", on=today.on, mg=today.mg)))
    else:
        said.append(Sentence(source.say("page.treatment.equivalent-not-recorded", on=today.on)))
    said += _gaps(source, "page.treatment.steroid-gaps", state.days)
    said.append(Sentence(source.say("page.treatment.table", table=_table(source)), Voice.NOTE))
    return said


def _orders(source: PageSource, orders: Iterable[Order]) -> list[Sentence]:
    """One paragraph a drug and route: each of its orders with its days, oldest first.

    An order that was replaced before its first day is left to the history.
    """
    every = sorted(
        orders, key=lambda order: (order.drug, order.starts_on, order.recorded_at or LONG_AGO, order.id)
    )
    told: dict[str, list[str]] = {}
    for order in every:
        last = order_ends(order, every)
        if order.starts_on <= source.today and (last is None or last >= order.starts_on):
            told.setdefault(order.drug, []).append(order_days(source, order, last))
    return [
        Sentence(
            source.say(
                "page.treatment.orders",
                drug=source.catalogue.term("drug", drug),
                orders=source.catalogue.clauses(said),
            )
        )
        for drug, said in told.items()
    ]


def _gaps(source: PageSource, key: str, days: Iterable[DoseDay]) -> list[Sentence]:
    """Days of the stay on which nothing was charted, and days of which only a part was."""
    missing: list[date] = [day.on for day in days if day.source is DoseSource.NOT_RECORDED]
    if not missing:
        return []
    return [Sentence(source.say(key, count=len(missing), days=tuple(spans(missing))))]


def _table(source: PageSource) -> tuple[Message, ...]:
    """The equivalence table in use."""
    rule = source.definitions.steroids
    return tuple(
        Message.of("page.treatment.equivalence", drug=Term("drug", drug), mg=mg)
        for drug, mg in rule.equivalent_mg.items()
    )

"""Ruxolitinib and steroids since the last visit: what was planned against what was charted as taken."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from hlhdesk.model.entries import Order
from hlhdesk.model.message import Message
from hlhdesk.model.state import DoseDay, DoseSource
from hlhdesk.report.blocks import Block, Section, Sentence, TextTable
from hlhdesk.report.medicines import NEVER_STOPPED_ALONE, regimen
from hlhdesk.report.since import Period
from hlhdesk.report.source import orders_in_force

WIDTHS = (1.0, 1.5, 0.85, 2.2)
HEADS = ("medicine", "planned", "days", "taken")
Plan = tuple[Order, ...]


def taper_section(period: Period) -> Section:
    """One row a drug and plan: an order, or several at once, in force on days in a row."""
    source = period.source
    rows = tuple(row for drug in _drugs(period) for row in _rows(period, drug))
    blocks: tuple[Block, ...] = (Sentence(source.say("page.taper.none")),)
    if rows:
        blocks = (TextTable(tuple(source.say(f"page.taper.{head}") for head in HEADS), rows, WIDTHS),)
    return Section(source.say("page.section.taper"), blocks)


def _drugs(period: Period) -> list[str]:
    """What this program is about: ruxolitinib before the steroids."""
    found = period.source.definitions.drugs
    ranked = [
        (NEVER_STOPPED_ALONE.index(name), drug)
        for drug in period.source.state.drug_days
        for name in NEVER_STOPPED_ALONE
        if name in found[drug].classes
    ]
    return [drug for _, drug in sorted(ranked)]


def _rows(period: Period, drug: str) -> Iterator[tuple[str, ...]]:
    source = period.source
    for plan, days in _spells(period, drug):
        if not plan and all(day.source is not DoseSource.GIVEN for day in days):
            continue
        yield (
            source.catalogue.term("drug", drug),
            source.catalogue.clauses(regimen(source, order) for order in plan)
            or source.say("page.taper.unplanned"),
            source.say("page.taper.span", first=days[0].on, last=days[-1].on),
            _taken(period, days),
        )


def _spells(period: Period, drug: str) -> list[tuple[Plan, list[DoseDay]]]:
    """The days of one drug, cut where the orders in force change."""
    orders = [order for order in period.source.chart.orders if order.drug == drug]
    spells: list[tuple[Plan, list[DoseDay]]] = []
    for day in period.source.state.drug_days[drug]:
        if not period.holds(day.on):
            continue
        plan = tuple(orders_in_force(orders, day.on))
        if spells and spells[-1][0] == plan:
            spells[-1][1].append(day)
        else:
            spells.append((plan, [day]))
    return spells


def _taken(period: Period, days: list[DoseDay]) -> str:
    """What was charted: as planned, otherwise (each day named), in part, or nothing at all."""
    given = [day for day in days if day.source is DoseSource.GIVEN]
    whole = [day for day in given if not day.partial]
    same = [day for day in whole if day.mg == day.ordered_mg]
    other = tuple(_other(day) for day in whole if day.mg != day.ordered_mg)
    part = [day for day in given if day.partial]
    nothing = [day.on for day in days if day.source is not DoseSource.GIVEN]
    said: list[Message] = []
    if same:
        said.append(Message.of("page.taper.as-planned", count=len(same), of=len(days)))
    if other:
        said.append(Message.of("page.taper.otherwise", count=len(other), days=other))
    if part:
        said.append(Message.of("page.taper.part", count=len(part)))
    if nothing:
        said.append(Message.of("page.taper.nothing", count=len(nothing)))
    return period.source.catalogue.clauses(period.source.catalogue.text(one) for one in said)


def _other(day: DoseDay) -> Message:
    on: date = day.on
    if day.mg is None or day.ordered_mg is None:
        return Message.of("page.taper.unplanned-day", on=on, mg=day.mg or 0)
    return Message.of("page.taper.other-day", on=on, mg=day.mg, planned=day.ordered_mg)

"""The page for the family: when to call, each dose with its times, one date a visit, a diary to fill in."""

from __future__ import annotations

from collections import Counter
from datetime import date

from hlhdesk.model.entries import Order
from hlhdesk.model.message import Term
from hlhdesk.model.state import FollowUpVisit, VisitStatus
from hlhdesk.report.blocks import (
    Block,
    Callout,
    Document,
    Form,
    Section,
    Sentence,
    Signatures,
    TextTable,
    Tone,
    Voice,
)
from hlhdesk.report.frame import framed
from hlhdesk.report.identity import identity_facts
from hlhdesk.report.medicines import NEVER_STOPPED_ALONE, WORDED_TIMES, in_order
from hlhdesk.report.source import TodaySource, order_ends, orders_in_force

FACTS, SHARES = ("hospital-number", "born", "allergies", "weight"), (0.22, 0.28, 0.28, 0.22)
SIGNS = ("drowsy", "seizure", "bleeding", "jaundice")
MEDICINE_WIDTHS = (1.4, 1.1, 1.25, 1.6)
DIARY = ("day", "morning", "evening", "other", "where", "cooled", "given")
DIARY_WIDTHS = (0.8, 1.0, 1.0, 1.0, 0.95, 1.05, 1.0)
DIARY_DAYS, DIARY_HEIGHT = 21, 29.0
UNSTATED = "unstated"


def family_document(source: TodaySource) -> Document:
    """The whole document. It speaks of the day of the state, wherever the child is."""
    opening: tuple[Block, ...] = (identity_facts(source, FACTS, SHARES),)
    closed = any(closure.on <= source.today for closure in source.chart.closures)
    sections = (
        *([] if closed else [_call(source)]),
        _medicines(source),
        _visits(source, closed=closed),
        *([] if closed else [_diary(source)]),
    )
    return framed(source, source.say("page.title.family"), opening, sections)


def _call(source: TodaySource) -> Section:
    limit = format(source.definitions.fever.fever_from, "f")
    site = usual_site(source)
    fever = (
        source.say("page.family.fever", limit=limit, site=Term("family-site", site))
        if site
        else source.say("page.family.fever-any", limit=limit)
    )
    lines = (
        Sentence(source.say("page.family.even-without"), Voice.LARGE_STRONG),
        *(Sentence(source.say(f"page.family.{sign}"), Voice.LARGE_BULLET) for sign in SIGNS),
        Sentence(source.say("page.family.telephone"), Voice.LARGE),
    )
    return Section(
        source.say("page.section.family-call"), (Callout("", fever, Tone.RELAPSE, lines),), whole=True
    )


def usual_site(source: TodaySource) -> str | None:
    """Where this child was mostly measured; None when nothing says so. Of two sites alike the first by name."""
    now = source.state.as_of.instant
    counted = Counter(
        reading.site
        for reading in source.chart.temperatures
        if reading.site != UNSTATED and reading.at.instant <= now
    )
    return min(counted, key=lambda site: (-counted[site], site), default=None)


def _medicines(source: TodaySource) -> Section:
    """Each medicine in force and under it what is ordered to follow; what only starts later comes last."""
    every = list(source.chart.orders)
    now = in_order(source, orders_in_force(every, source.today))
    later = in_order(source, sorted(_ahead(source, every), key=lambda order: (order.starts_on, order.id)))
    title = source.say("page.section.family-medicines")
    if not now and not later:
        return Section(title, (Sentence(source.say("page.family.none"), Voice.LARGE),))
    rows = [
        _row(source, order, every, later=order.starts_on > source.today)
        for drug in dict.fromkeys(order.drug for order in (*now, *later))
        for order in (*now, *later)
        if order.drug == drug
    ]
    heads = tuple(source.say(f"page.family.{head}") for head in ("medicine", "dose", "when", "until"))
    blocks: list[Block] = [TextTable(heads, tuple(rows), MEDICINE_WIDTHS, large=True)]
    never = dict.fromkeys(
        order.drug
        for order in (*now, *later)
        if set(NEVER_STOPPED_ALONE).intersection(source.definitions.drugs[order.drug].classes)
    )
    if never:
        *before, last = (source.catalogue.term("drug", drug) for drug in never)
        drugs = source.say("page.family.or", first=tuple(before), last=last) if before else last
        blocks.append(Sentence(source.say("page.family.never-stop", drugs=drugs), Voice.LARGE_STRONG))
    return Section(title, tuple(blocks))


def _ahead(source: TodaySource, orders: list[Order]) -> list[Order]:
    """Orders that start later and are not replaced before they do."""
    found = []
    for order in orders:
        last = order_ends(order, orders)
        if order.starts_on > source.today and (last is None or last >= order.starts_on):
            found.append(order)
    return found


def _row(source: TodaySource, order: Order, orders: list[Order], *, later: bool) -> tuple[str, ...]:
    drug = source.catalogue.term("drug", order.drug)
    name = source.say("page.family.later", drug=drug) if later else drug
    dose = source.say("page.family.dose-mg", mg=order.dose_mg, route=Term("family-route", order.route))
    return name, dose, _when(source, order), _until(source, order, orders, later=later)


def _when(source: TodaySource, order: Order) -> str:
    if order.times:
        *before, last = (source.catalogue.say(clock) for clock in order.times)
        clocks = last
        if before:
            clocks = source.say("page.times.and", first=source.catalogue.say(tuple(before)), last=last)
        return source.say("page.family.clocks", clocks=clocks)
    if order.times_per_day > WORDED_TIMES:
        times = source.say("page.family.times-more", times=order.times_per_day)
    else:
        times = source.say(f"page.family.times-{order.times_per_day}")
    return source.say("page.family.no-clock", times=times)


def _until(source: TodaySource, order: Order, orders: list[Order], *, later: bool) -> str:
    last = order_ends(order, orders)
    if later:
        if last is None:
            return source.say("page.family.from-on", first=order.starts_on)
        return source.say(_span(order.starts_on, last), first=order.starts_on, last=last)
    return source.say("page.family.open-end") if last is None else source.say("page.family.to-end", last=last)


def _span(first: date, last: date) -> str:
    """How days are said: one of them alone, a year that is the same once."""
    if first == last:
        return "page.family.only-on"
    return "span.several" if first.year == last.year else "page.family.from-to"


def _visits(source: TodaySource, *, closed: bool) -> Section:
    """One date a visit; a missed one asks for a new date."""
    blocks: list[Block] = [
        Sentence(_visit(source, visit), Voice.LARGE_BULLET)
        for visit in source.state.follow_up
        if visit.status in {VisitStatus.DUE, VisitStatus.OVERDUE, VisitStatus.UPCOMING}
    ]
    if blocks:
        blocks.append(Sentence(source.say("page.family.bring"), Voice.LARGE))
    else:
        over = closed or source.state.follow_up
        blocks.append(
            Sentence(source.say("page.family.ended" if over else "page.family.no-visits"), Voice.LARGE)
        )
    blocks.append(Signatures((source.say("page.sign.doctor"), source.say("page.sign.guardian"))))
    return Section(source.say("page.section.family-visits"), tuple(blocks), whole=True)


def _visit(source: TodaySource, visit: FollowUpVisit) -> str:
    key = "page.family.missed" if visit.status is VisitStatus.OVERDUE else "page.family.visit"
    return source.say(key, visit=Term("visit", visit.visit), on=visit.due_on)


def _diary(source: TodaySource) -> Section:
    """Three weeks to fill in; where the child was measured so far is said above."""
    site = usual_site(source)
    said = [source.say("page.family.diary")]
    if site:
        said.append(source.say("page.family.usual-site", site=Term("family-site", site)))
    heads = tuple(source.say(f"page.family.{head}") for head in DIARY)
    form = Form(heads, (("",) * len(DIARY),) * DIARY_DAYS, DIARY_WIDTHS, DIARY_HEIGHT)
    blocks = (Sentence(source.catalogue.sentences(said), Voice.LARGE), form)
    return Section(source.say("page.section.family-diary"), blocks, own_page=True)

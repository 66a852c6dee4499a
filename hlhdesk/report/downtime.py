"""The downtime pack: each inpatient's last hours, doses in force, and an empty chart to go on with on paper."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta

from hlhdesk.model.entries import Order, Vital
from hlhdesk.model.message import ClockTime, Message, Term, Value
from hlhdesk.model.moment import Moment
from hlhdesk.report.blocks import Block, Document, Form, Section, Sentence, TextTable, Voice
from hlhdesk.report.frame import framed, framed_ward
from hlhdesk.report.glance import glance
from hlhdesk.report.identity import FACTS as FACT
from hlhdesk.report.identity import child_name, identity_facts
from hlhdesk.report.medicines import in_order, medicine_line
from hlhdesk.report.provenance import PageProvenance
from hlhdesk.report.source import DAY, TodaySource, orders_in_force
from hlhdesk.wording import Catalogue

HOURS_BEFORE, HOURS_AHEAD = 72, 8
HOUR = timedelta(hours=1)
FACTS = (
    "hospital-number",
    "sex",
    "born",
    "bed",
    "allergies",
    "weight",
    "height",
    "admitted",
    "treatment-day",
)
SHARES = (0.195, 0.185, 0.19, 0.23, 0.2)
WARD, WARD_WIDTHS = ("bed", "child", "number", "born", "state", "allergies"), (0.5, 1.6, 1.0, 1.3, 1.0, 1.2)
PAST, PAST_WIDTHS = ("day", "temperatures", "doses", "vitals", "others"), (0.5, 1.2, 1.65, 1.05, 1.6)
ROWS = ("temperature", "site", "pulse", "respiration", "spo2", "pressure")
LAST_ROWS = ("other-medicine", "events", "initials")
VITALS = ("pulse", "respiration", "spo2", "systolic", "diastolic")
ROW_HEIGHT, LABEL_SHARE = 23.0, 2.3
_Line = tuple[Moment, str]


def downtime_documents(sources: list[TodaySource], made: PageProvenance, words: Catalogue) -> list[Document]:
    """The list of the ward, then one document a child, by bed."""
    ordered = sorted(sources, key=by_bed)
    return [_ward(ordered, made, words), *(_child(source) for source in ordered)]


def _ward(sources: list[TodaySource], made: PageProvenance, words: Catalogue) -> Document:
    count = words("page.downtime.count", count=len(sources))
    return framed_ward(made, words, words("page.title.downtime"), count, (_list(sources, made, words),))


def by_bed(source: TodaySource) -> tuple[int, str, str]:
    """Beds in the order of their numbers, then children without one."""
    bed = source.chart.identity.bed or ""
    digits = "".join(letter for letter in bed if letter.isdigit())
    return (int(digits) if digits else 10**9, bed, source.chart.patient_id)


def _list(sources: list[TodaySource], made: PageProvenance, words: Catalogue) -> Section:
    """Who is in the ward: the list that is read first."""
    title = words("page.section.downtime-ward", at=made.printed_at)
    if not sources:
        return Section(title, (Sentence(words("page.downtime.none")),))
    heads = tuple(words(f"page.downtime.{head}") for head in WARD)
    rows = tuple(
        (
            FACT["bed"](source),
            child_name(source),
            source.chart.patient_id,
            source.catalogue.say(source.chart.identity.birth_date),
            source.catalogue.term("fever-state", source.state.temperature.state.value),
            FACT["allergies"](source),
        )
        for source in sources
    )
    later = Sentence(words("page.downtime.later"), Voice.STRONG)
    return Section(title, (TextTable(heads, rows, WARD_WIDTHS), later))


def _child(source: TodaySource) -> Document:
    sections = (_orders(source), _before(source), _ahead(source))
    opening: tuple[Block, ...] = (identity_facts(source, FACTS, SHARES), glance(source))
    return framed(source, source.say("page.title.downtime"), opening, sections)


def _orders(source: TodaySource) -> Section:
    """Each order in force with the dose that was charted last."""
    every = list(source.chart.orders)
    title = source.say("page.section.downtime-orders")
    blocks = []
    for order in in_order(source, orders_in_force(every, source.today)):
        said = (medicine_line(source, order, every), _last_dose(source, order))
        blocks.append(Sentence(source.catalogue.sentences(said), Voice.BULLET))
    return Section(title, tuple(blocks or [Sentence(source.say("page.downtime.no-orders"))]))


def _last_dose(source: TodaySource, order: Order) -> str:
    now = source.state.as_of.instant
    charted = [
        dose
        for dose in source.chart.doses
        if (dose.drug, dose.route) == (order.drug, order.route)
        and now - HOURS_BEFORE * HOUR <= dose.at.instant <= now
    ]
    if not charted:
        return source.say("page.downtime.no-dose")
    last = max(charted, key=lambda dose: (dose.at.instant, dose.id))
    status = Term("dose-status", last.status)
    dose = Message.of("page.downtime.last", mg=last.dose_mg, status=status, at=last.at)
    return source.say("page.downtime.last-dose", dose=dose)


def _before(source: TodaySource) -> Section:
    """One row a day: every reading, dose, vital sign, result, event and note."""
    columns = [_temperatures(source), _doses(source), _vitals(source), _others(source)]
    now = source.state.as_of
    first = (now.civil - HOURS_BEFORE * HOUR).date()
    rows = []
    for number in range((now.day - first).days + 1):
        on = first + number * DAY
        cells = [_by_clock(source, [line for line in column if line[0].day == on]) for column in columns]
        cells[0] += _whole_days(source, on)
        said = ("\n".join(cell) or source.say("page.downtime.nothing") for cell in cells)
        rows.append((source.say("page.day-short", on=on), *said))
    heads = tuple(source.say(f"page.downtime.{head}") for head in PAST)
    title = source.say("page.section.downtime-before", hours=HOURS_BEFORE)
    return Section(title, (TextTable(heads, tuple(rows), PAST_WIDTHS),))


def _by_clock(source: TodaySource, lines: list[_Line]) -> list[str]:
    """One line a time of the day: all that was charted for it."""
    told: dict[Moment, list[str]] = {}
    for at, text in lines:
        told.setdefault(at, []).append(text)
    return [
        source.say("page.downtime.at", clock=ClockTime(at), said=source.catalogue.clauses(said))
        for at, said in told.items()
    ]


def _lately(source: TodaySource, lines: Iterable[_Line]) -> list[_Line]:
    """The lines of the last hours, oldest first; those of one time stay in the order in which they come."""
    now = source.state.as_of.instant
    inside = [line for line in lines if now - HOURS_BEFORE * HOUR <= line[0].instant <= now]
    return sorted(inside, key=lambda line: line[0].instant)


def _temperatures(source: TodaySource) -> list[_Line]:
    lines = []
    for reading in source.chart.temperatures:
        key = "page.downtime.reading-cooled" if reading.after_cooling else "page.downtime.reading"
        values: dict[str, Value] = {"value": reading.value}
        said = source.catalogue.text(Message.of(key, **values, site=Term("site", reading.site)))
        if reading.unconfirmed:
            said = source.say("page.downtime.reading-unconfirmed", said=said)
        lines.append((reading.at, said))
    return _lately(source, sorted(lines, key=_text))


def _whole_days(source: TodaySource, on: date) -> list[str]:
    said = [
        source.say("page.downtime.peak", value=peak.value, site=Term("site", peak.site))
        for peak in source.chart.daily_peaks
        if peak.on == on
    ]
    for gap in source.chart.not_measured:
        if gap.on == on:
            key = "page.downtime.not-measured" if gap.reason else "page.downtime.not-measured-why"
            said.append(source.catalogue.text(Message.of(key, reason=gap.reason or "")))
    return said


def _doses(source: TodaySource) -> list[_Line]:
    lines = []
    for dose in source.chart.doses:
        key = "page.downtime.dose-reason" if dose.reason else "page.downtime.dose"
        said = Message.of(
            key,
            drug=Term("drug", dose.drug),
            mg=dose.dose_mg,
            status=Term("dose-status", dose.status),
            reason=dose.reason or "",
        )
        lines.append((dose.at, source.catalogue.text(said)))
    return _lately(source, sorted(lines, key=_text))


def _vitals(source: TodaySource) -> list[_Line]:
    return _lately(
        source,
        (
            (
                vital.at,
                source.say(
                    "page.downtime.vital",
                    vital=Term("vital", vital.vital),
                    value=vital.value,
                ),
            )
            for vital in sorted(source.chart.vitals, key=_rank_of_vital)
        ),
    )


def _others(source: TodaySource) -> list[_Line]:
    """Results in the order of the definitions, then events and notes."""
    analytes = list(source.definitions.analytes)
    lines = [
        (
            lab.at,
            source.say(
                "page.downtime.lab",
                analyte=Term("analyte", lab.analyte),
                value=lab.value,
            ),
        )
        for lab in sorted(source.chart.labs, key=lambda lab: (analytes.index(lab.analyte), lab.id))
    ]
    others = []
    for event in source.chart.events:
        key = "page.downtime.event-detail" if event.detail else "page.downtime.event"
        said = Message.of(key, event=Term("event", event.event), detail=event.detail or "")
        others.append((event.at, source.catalogue.text(said)))
    others += [(note.at, source.say("page.downtime.note", text=note.text)) for note in source.chart.notes]
    return _lately(source, (*lines, *sorted(others, key=_text)))


def _text(line: _Line) -> str:
    return line[1]


def _rank_of_vital(vital: Vital) -> tuple[int, str]:
    """The two pressures stand together."""
    return (VITALS.index(vital.vital) if vital.vital in VITALS else len(VITALS)), vital.id


def _ahead(source: TodaySource) -> Section:
    """Columns of an hour each from the next full hour; a dose that is due stands in its hour."""
    start = source.state.as_of.civil.replace(minute=0, second=0, microsecond=0) + HOUR
    hours = [start + number * HOUR for number in range(HOURS_AHEAD)]
    heads = ("", *(source.catalogue.say(hour.time()) for hour in hours))
    empty = ("",) * HOURS_AHEAD
    rows = [(source.say(f"page.chart-row.{name}"), *empty) for name in ROWS]
    every = list(source.chart.orders)
    days = sorted({hour.date() for hour in hours})
    orders = dict.fromkeys(order for on in days for order in in_order(source, orders_in_force(every, on)))
    rows += [_medicine(source, order, every, hours) for order in orders]
    rows += [(source.say(f"page.chart-row.{name}"), *empty) for name in LAST_ROWS]
    form = Form(heads, tuple(rows), (LABEL_SHARE, *[1.0] * HOURS_AHEAD), ROW_HEIGHT)
    title = source.say("page.section.downtime-ahead", hours=HOURS_AHEAD, at=start)
    return Section(title, (form,), whole=True)


def _medicine(
    source: TodaySource, order: Order, every: list[Order], hours: list[datetime]
) -> tuple[str, ...]:
    """An order's row: when it is due, hour by hour, on the days on which it is in force."""
    cells = []
    for hour in hours:
        in_force = order in orders_in_force(every, hour.date())
        clocks = tuple(clock for clock in order.times if in_force and clock.hour == hour.hour)
        cells.append(source.say("page.downtime.due", clocks=clocks) if clocks else "")
    name = source.say(
        "page.downtime.row",
        drug=Term("drug", order.drug),
        mg=order.dose_mg,
        route=Term("route", order.route),
    )
    return name, *cells

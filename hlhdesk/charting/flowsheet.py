"""The flowsheet: days across, things down; every entry stands where it happened, corrected ones too.

Facts are never erased: what was corrected or taken back is ``struck``, and stays legible.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta

from hlhdesk.charting.axis import ROUNDS
from hlhdesk.model import entries
from hlhdesk.model.chart import PatientChart, valid_entries
from hlhdesk.model.definitions import Definitions
from hlhdesk.model.entries import Entry
from hlhdesk.model.message import Message, Term
from hlhdesk.model.moment import Moment, day_of
from hlhdesk.model.quantity import CELSIUS
from hlhdesk.model.state import DoseDay, DoseSource, PatientState
from hlhdesk.wording import Catalogue
from hlhdesk.wording.entry_words import entry_words, when_of

USUAL_SITE = "axillary"
ABOUT_THE_STAY = (entries.Identity, entries.Admission, entries.Closure, entries.Anchor, entries.Diagnosis)


@dataclass(frozen=True, slots=True)
class Cell:
    """What stands in one place: words, and the entry behind them (None for what the rules say of a day)."""

    text: str
    entry: Entry | None = None
    struck: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """One thing down the side, with its cells by the column that they stand in."""

    name: str
    title: str
    cells: Mapping[int, tuple[Cell, ...]]


@dataclass(frozen=True, slots=True)
class Flowsheet:
    """``days`` from the first with an entry to that of the state, ``heads`` their dates and treatment days."""

    days: tuple[date, ...]
    heads: tuple[str, ...]
    rows: tuple[Row, ...]


@dataclass(slots=True)
class _Sheet:
    """A flowsheet while it is filled."""

    first: date
    rows: dict[str, dict[int, list[Cell]]] = field(default_factory=dict)
    titles: dict[str, str] = field(default_factory=dict)

    def put(self, name: str, title: str, on: date, cell: Cell) -> None:
        self.titles.setdefault(name, title)
        self.rows.setdefault(name, {}).setdefault((on - self.first).days, []).append(cell)


def flowsheet(
    chart: PatientChart, state: PatientState, definitions: Definitions, say: Catalogue
) -> Flowsheet:
    """Everything charted up to the moment of ``state``, by day."""
    starts = definitions.fever.day_starts_at
    placed = sorted(_placed(chart, state), key=lambda one: (one[1], one[2].recorded_at is None, one[2].id))
    days = [day_of(at.civil, starts) for at, _, _ in placed] or [state.as_of.day]
    sheet = _Sheet(min(days))
    _days(sheet, state, say)
    valid = {entry.id for entry in valid_entries(chart.entries)}
    for (_, _, entry), on in zip(placed, days, strict=False):
        name, title, text = _PLACES[type(entry)](entry, say, definitions)
        sheet.put(name, title, on, Cell(text, entry, struck=entry.id not in valid))
    _totals(sheet, state, say)
    last = max(state.as_of.day, *days)
    across = tuple(sheet.first + timedelta(days=n) for n in range((last - sheet.first).days + 1))
    return Flowsheet(across, tuple(_head(on, state, say) for on in across), tuple(_rows(sheet, definitions)))


def _placed(chart: PatientChart, state: PatientState) -> Iterator[tuple[Moment, str, Entry]]:
    """Each entry with the moment at which it stands; a day without a time stands at its noon."""
    for entry in chart.entries:
        if isinstance(entry, ABOUT_THE_STAY) or entry.retracted:
            continue
        when = when_of(entry)
        at = when if isinstance(when, Moment) else Moment.parse(f"{when.isoformat()}T12:00", chart.zone)
        if at.instant <= state.as_of.instant or (at.day <= state.as_of.day and not isinstance(when, Moment)):
            yield at, at.text, entry


def _days(sheet: _Sheet, state: PatientState, say: Catalogue) -> None:
    for day in state.temperature.days:
        if day.on >= sheet.first:
            sheet.put("state", say("flowsheet.state"), day.on, Cell(say.term("day-state", day.state.value)))


def _totals(sheet: _Sheet, state: PatientState, say: Catalogue) -> None:
    """What the rules count of a day's doses: given, ordered, or not recorded."""
    for name, part in (("ruxolitinib-total", state.ruxolitinib), ("steroid-total", state.steroid)):
        for day in part.days if part is not None else ():
            if day.on >= sheet.first and (text := _total(day, say)):
                sheet.put(name, say(f"flowsheet.{name}"), day.on, Cell(text))


def _total(day: DoseDay, say: Catalogue) -> str:
    if day.source is DoseSource.NOT_RECORDED or day.mg is None:
        return say("flowsheet.not-recorded")
    if not day.mg and day.ordered_mg is None:
        return ""
    ordered = day.mg if day.ordered_mg is None else day.ordered_mg
    key = "partial" if day.source is DoseSource.GIVEN and ordered != day.mg else day.source.value
    return say(f"flowsheet.total-{key}", mg=day.mg, ordered=ordered)


def _head(on: date, state: PatientState, say: Catalogue) -> str:
    start = state.treatment_start
    if start is None or on < start:
        return say.date(on, "short")
    return say("flowsheet.head", on=on, day=(on - start).days)


def _rows(sheet: _Sheet, definitions: Definitions) -> Iterator[Row]:
    """In the order of the paper chart: the day, temperatures, doses, vital signs, laboratory, what happened."""
    order = {name: place for place, name in enumerate(_order(definitions))}
    for name in sorted(sheet.rows, key=lambda name: (order.get(name, len(order)), name)):
        cells = {column: tuple(found) for column, found in sheet.rows[name].items()}
        yield Row(name, sheet.titles[name], cells)


def _order(definitions: Definitions) -> Iterable[str]:
    yield from ("state", "peak", *(f"at-{hour:02}" for hour in ROUNDS), "not-measured")
    yield from ("ruxolitinib-total", "steroid-total")
    yield from (f"dose-{drug}" for drug in definitions.drugs)
    yield "orders"
    yield from (f"vital-{name}" for name in definitions.names.vitals)
    yield from (f"lab-{name}" for name in definitions.analytes)
    yield from ("body", "findings", "events", "notes", "visits", "safety")


# where each kind of entry stands, and in which words

_Place = tuple[str, str, str]


def _temperature(entry: entries.Temperature, say: Catalogue, _: Definitions) -> _Place:
    """The row of the nearest time of the round; the time is said when it is another."""
    clock = entry.at.civil
    minutes = clock.hour * 60 + clock.minute
    hour = min(
        ROUNDS, key=lambda slot: (min(abs(minutes - slot * 60), 1440 - abs(minutes - slot * 60)), slot)
    )
    parts = [say.quantity(entry.value) if entry.value.unit != CELSIUS else _degrees(entry, say)]
    if (clock.hour, clock.minute) != (hour, 0):
        parts.append(f"{clock:%H:%M}")
    if entry.site != USUAL_SITE:
        parts.append(say.term("site", entry.site))
    if entry.after_cooling:
        parts.append(say("flowsheet.cooled"))
    return f"at-{hour:02}", say("flowsheet.temperature", at=f"{hour:02}:00"), " ".join(parts)


def _degrees(entry: entries.Temperature | entries.DailyPeak, say: Catalogue) -> str:
    return say.quantity(entry.value).removesuffix(f" {say.unit(CELSIUS)}")


def _peak(entry: entries.DailyPeak, say: Catalogue, _: Definitions) -> _Place:
    text = _degrees(entry, say)
    if entry.source != "ward":
        text = f"{text} {say.term('peak-source', entry.source)}"
    return "peak", say("flowsheet.peak"), text


def _dose(entry: entries.Dose, say: Catalogue, _: Definitions) -> _Place:
    clock = f"{entry.at.civil:%H:%M}"
    if entry.status == "given":
        text = say("flowsheet.dose", mg=entry.dose_mg, at=clock)
    else:
        text = say("flowsheet.dose-not", mg=entry.dose_mg, at=clock, status=Term("dose-status", entry.status))
    title = Message.of("flowsheet.mg", name=Term("drug", entry.drug))
    return f"dose-{entry.drug}", say.text(title), text


def _lab(entry: entries.Lab, say: Catalogue, definitions: Definitions) -> _Place:
    unit = definitions.analytes[entry.analyte].unit
    text = say.number(entry.value) if entry.value.unit == unit else say.quantity(entry.value)
    if entry.assay:
        text = f"{text} {entry.assay}"
    title = say("flowsheet.lab", analyte=Term("analyte", entry.analyte), unit=unit)
    return f"lab-{entry.analyte}", title.rstrip(" ,，"), text


def _vital(entry: entries.Vital, say: Catalogue, definitions: Definitions) -> _Place:
    unit, _ = definitions.names.vitals[entry.vital]
    text = f"{say.number(entry.value)} {entry.at.civil:%H:%M}"
    return f"vital-{entry.vital}", say("flowsheet.vital", vital=Term("vital", entry.vital), unit=unit), text


def _words(name: str) -> Callable[[Entry, Catalogue, Definitions], _Place]:
    """A row in which entries stand in their own words, behind the clock time where there is one."""

    def place(entry: Entry, say: Catalogue, _: Definitions) -> _Place:
        when, said = when_of(entry), say.text(entry_words(entry))
        text = f"{when.civil:%H:%M} {said}" if isinstance(when, Moment) else said
        return name, say(f"flowsheet.{name}"), text

    return place


_PLACES: Mapping[type[Entry], Callable[..., _Place]] = {
    entries.Temperature: _temperature,
    entries.DailyPeak: _peak,
    entries.NotMeasured: _words("not-measured"),
    entries.Dose: _dose,
    entries.Order: _words("orders"),
    entries.Lab: _lab,
    entries.Vital: _vital,
    entries.BodySize: _words("body"),
    entries.ClinicalFinding: _words("findings"),
    entries.Event: _words("events"),
    entries.Note: _words("notes"),
    entries.Visit: _words("visits"),
    entries.AdverseEvent: _words("safety"),
}

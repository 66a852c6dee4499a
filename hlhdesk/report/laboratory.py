"""Laboratory before treatment, after a week, after a month and at discharge, beside each other."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime
from decimal import Decimal
from fractions import Fraction

from hlhdesk.model.entries import Lab
from hlhdesk.model.quantity import Comparator
from hlhdesk.report.blocks import Block, Cell, NumberRow, NumberTable, Section, Sentence, Voice
from hlhdesk.report.source import DAY, PageSource

UP, DOWN = "↑", "↓"
_Nearness = tuple[int, datetime, str]


@dataclass(frozen=True, slots=True)
class Column:
    """A time: its name, the day it stands for, how far off a result may be, and which of two is nearer."""

    key: str
    day: date
    first: date
    last: date
    nearness: Callable[[Lab], _Nearness]
    due: bool = True

    def holds(self, lab: Lab) -> bool:
        return self.due and self.first <= lab.at.day <= self.last


def laboratory_section(source: PageSource) -> Section:
    """One row an analyte that has a result; the rest are named as not recorded."""
    return Section(
        source.say("page.section.laboratory"),
        laboratory_blocks(source, _columns(source), source.definitions.summary.analytes),
    )


def laboratory_blocks(
    source: PageSource, columns: list[Column], analytes: tuple[str, ...]
) -> tuple[Block, ...]:
    """The table of the columns, and which of the analytes stand in none of them."""
    labs = sorted(
        (lab for lab in source.chart.labs if lab.at.instant <= source.state.as_of.instant),
        key=lambda lab: (lab.at.instant, lab.id),
    )
    rows, absent = [], []
    dates = {column.key: _day_used(labs, analytes, column) for column in columns}
    for analyte in analytes:
        of_analyte = [lab for lab in labs if lab.analyte == analyte]
        chosen = [_chosen(of_analyte, column) for column in columns]
        if any(chosen):
            rows.append(_row(source, analyte, columns, chosen, dates))
        else:
            absent.append(source.catalogue.term("analyte", analyte))
    blocks: list[Block] = []
    if rows:
        heads = tuple(
            (source.say(f"page.lab.{column.key}"), _head(source, column, dates)) for column in columns
        )
        blocks.append(NumberTable("", heads, source.say("page.lab.reference"), tuple(rows)))
        blocks.append(Sentence(source.say("page.lab.note"), Voice.NOTE))
    if absent:
        key = "page.lab.absent" if rows else "page.lab.nothing"
        blocks.append(Sentence(source.say(key, analytes=tuple(absent)), Voice.NOTE))
    return tuple(blocks)


def _columns(source: PageSource) -> list[Column]:
    """Days count from the start of treatment; without one, from admission; without either, only the latest."""
    rule, start, end = source.definitions.summary, source.start, source.end
    columns = []
    if start is not None:
        treated = source.state.treatment_start is not None
        columns.append(
            Column(
                "before" if treated else "admission", start, start - rule.before_within * DAY, start, latest
            )
        )
        for key, after, within in (
            ("week", rule.week_day, rule.week_within),
            ("month", rule.month_day, rule.month_within),
        ):
            middle = start + after * DAY
            first, last = middle - within * DAY, middle + within * DAY
            columns.append(Column(key, middle, first, last, _near(middle), due=middle <= source.today))
    key = "discharge" if source.discharged_on else "latest"
    columns.append(Column(key, end, end - rule.discharge_within * DAY, end, latest))
    return columns


def latest(lab: Lab) -> _Nearness:
    """Of two results the later one."""
    return (0, lab.at.instant, lab.id)


def _near(middle: date) -> Callable[[Lab], _Nearness]:
    return lambda lab: (-abs((lab.at.day - middle).days), lab.at.instant, lab.id)


def _chosen(labs: Iterable[Lab], column: Column) -> Lab | None:
    return max((lab for lab in labs if column.holds(lab)), key=column.nearness, default=None)


def _day_used(labs: list[Lab], analytes: tuple[str, ...], column: Column) -> date | None:
    """The day that most results of a column are from; only other days are said beside their result."""
    chosen = (_chosen((lab for lab in labs if lab.analyte == analyte), column) for analyte in analytes)
    days = Counter(lab.at.day for lab in chosen if lab is not None)
    return max(days, key=lambda day: (days[day], day), default=None)


def _head(source: PageSource, column: Column, dates: dict[str, date | None]) -> str:
    """The day of the results; without any, the day that the column stands for."""
    used = dates[column.key]
    if used is not None:
        return source.say("page.day", on=used)
    return source.say(
        "page.lab.around" if column.key in {"week", "month"} else "page.lab.until", on=column.day
    )


def _row(
    source: PageSource,
    analyte: str,
    columns: list[Column],
    chosen: list[Lab | None],
    dates: dict[str, date | None],
) -> NumberRow:
    found = [lab for lab in chosen if lab is not None]
    unit = found[-1].value.unit
    assays = sorted({lab.assay for lab in found if lab.assay})
    name = source.catalogue.term("analyte", analyte)
    if assays:
        name = source.say("page.lab.assay", analyte=name, assay=tuple(assays))
    cells = tuple(
        _cell(source, lab, unit, with_date=lab.at.day != dates[column.key])
        if lab is not None
        else Cell(
            source.say("page.lab.not-due" if not column.due else "page.not-recorded"),
            missing=True,
        )
        for column, lab in zip(columns, chosen, strict=True)
    )
    return NumberRow(name, source.catalogue.unit(unit), cells, _reference(source, found, unit))


def _cell(source: PageSource, lab: Lab, unit: str, *, with_date: bool) -> Cell:
    """The number as typed; its own unit beside it where it is not the row's."""
    notes = []
    if lab.value.unit != unit:
        notes.append(source.catalogue.unit(lab.value.unit))
    if with_date:
        notes.append(source.say("page.day-short", on=lab.at.day))
    missing = lab.value.comparator is Comparator.NOT_DETECTED
    return Cell(source.catalogue.number(lab.value), _flag(lab), " ".join(notes), missing=missing)


def _flag(lab: Lab) -> str:
    """An arrow where the result is surely outside the laboratory's own limits."""
    if lab.high is not None and lab.value.surely_above(Fraction(lab.high)):
        return UP
    if lab.low is not None and lab.value.surely_below(Fraction(lab.low)):
        return DOWN
    return ""


def _reference(source: PageSource, found: list[Lab], unit: str) -> str:
    """The laboratory's limits of the latest result that has any, in the row's unit or as they came."""
    own = [lab for lab in found if lab.low is not None or lab.high is not None]
    if not own:
        return source.say("page.lab.no-reference")
    lab = own[-1]
    low, high = (plain_limit(limit) for limit in (lab.low, lab.high))
    if low and high:
        said = source.say("page.lab.range", low=low, high=high)
    else:
        said = source.say("page.lab.at-most", high=high) if high else source.say("page.lab.at-least", low=low)
    return said if lab.value.unit == unit else f"{said} {source.catalogue.unit(lab.value.unit)}"


def plain_limit(limit: Decimal | None) -> str:
    """A limit as the laboratory wrote it."""
    return "" if limit is None else format(limit, "f")

"""The demo ward's pages: every kind of each child, in either language."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.moment import Moment
from hlhdesk.model.state import PatientState
from hlhdesk.report import (
    discharge_summary,
    family_page,
    follow_up_moment,
    follow_up_summary,
    plan_of,
    summary_moment,
)
from hlhdesk.report.blocks import Document
from hlhdesk.report.discharge import discharge_document
from hlhdesk.report.family import family_document
from hlhdesk.report.source import PageSource, TodaySource
from hlhdesk.report.visit_summary import visit_document
from hlhdesk.rules import derive
from hlhdesk.wording import Catalogue
from tests.demo.wards import charts as of_the_file
from tests.demo.wards import definitions, now, zone
from tests.report.sample import provenance

LANGUAGES = ("en", "zh")


@cache
def words(language: str) -> Catalogue:
    return Catalogue.load(language)


@cache
def charts() -> Mapping[str, PatientChart]:
    """The charts with a name for each entry, as a database gives it: some marks are found by it."""
    return {
        number: replace(
            chart,
            entries=tuple(replace(entry, id=f"{number}-{n:06d}") for n, entry in enumerate(chart.entries)),
        )
        for number, chart in of_the_file().items()
    }


@cache
def state(number: str, as_of: str) -> PatientState:
    return derive(charts()[number], definitions(), Moment.parse(as_of, zone()))


@cache
def source(kind: str, number: str, language: str) -> PageSource:
    """What the page of a kind is written from: ``discharge``, ``family``, or the name of a visit."""
    chart, today = charts()[number], state(number, now().text)
    moment = now()
    if kind == "discharge":
        moment = summary_moment(chart, moment)
    elif kind != "family":
        moment = follow_up_moment(chart, today, kind)
    made = PageSource if kind == "discharge" else TodaySource
    printed = provenance(printed_at=now())
    return made(chart, state(number, moment.text), definitions(), words(language), printed)


@cache
def page(kind: str, number: str, language: str) -> bytes:
    """The bytes of a page."""
    made = source(kind, number, language)
    given = made.chart, made.state, made.definitions, made.catalogue, made.provenance
    if kind == "discharge":
        return discharge_summary(*given)
    return family_page(*given) if kind == "family" else follow_up_summary(*given, kind)


def document(kind: str, number: str, language: str) -> Document:
    """What a page says, before it has a look."""
    made = source(kind, number, language)
    if kind == "discharge":
        return discharge_document(made)
    assert isinstance(made, TodaySource)
    if kind == "family":
        return family_document(made)
    return visit_document(made, plan_of(made.chart, made.state, kind))


def kinds(number: str) -> Iterator[str]:
    """The pages that are looked at: one of each kind, and of visits the last that took place and the one after it."""
    yield from ("discharge", "family")
    visits = state(number, now().text).follow_up
    made = sum(visit.done_on is not None for visit in visits)
    yield from (visit.visit for visit in visits[max(made - 1, 0) : made + 1])

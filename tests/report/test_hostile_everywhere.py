"""A hostile text in every place of a chart where words are free: printed as it is on every kind of page, in work that grows with its length only."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import fields, replace
from functools import cache

import pytest

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.entries import Entry
from hlhdesk.report import (
    discharge_summary,
    downtime_pack,
    family_page,
    follow_up_moment,
    follow_up_summary,
)
from hlhdesk.wording import Catalogue
from tests.report.pdf_reading import whole_text, without_spaces
from tests.report.sample import AS_OF, definitions, provenance, state_of
from tests.report.test_visit_pages import NOW, chart

FREE = ("name", "text", "trigger", "detail", "note", "reason", "assay", "recorded_by")
IN_THE_WARD = "2018-03-12T09:20"
LETTERS = {"latin": "W", "chinese": "热", "mixed": "W热", "markup": '<img src="/etc/hostname"/>'}
LONG = 3_000
EVENTS = ("open", "socket.", "os.", "subprocess.", "urllib.", "shutil.", "ctypes.", "import")
seen: list[str] = []


def laden(text: str) -> PatientChart:
    """A child whose name, allergies, diagnosis, notes, reasons, assays and details are all this text."""
    base = chart()
    return PatientChart(base.patient_id, base.zone, tuple(_laden(entry, text) for entry in base.entries))


def _laden(entry: Entry, text: str) -> Entry:
    held = {field.name for field in fields(entry)}
    changes: dict[str, object] = {
        name: text for name in FREE if name in held and isinstance(getattr(entry, name), str)
    }
    if "allergies" in held:
        changes["allergies"] = (text,)
    return replace(entry, **changes)  # type: ignore[arg-type]


def pages(text: str, language: str) -> dict[str, Callable[[], bytes]]:
    """How each kind of page is made of such a child, by a doctor and in a ward of that name."""
    child, words = laden(text), Catalogue.load(language)
    made = provenance(printed_by=text, ward_name=text)
    now = state_of(child, NOW)
    visit = state_of(child, follow_up_moment(child, now, "M2").text)
    leaving, inside = state_of(child, AS_OF), state_of(child, IN_THE_WARD)
    return {
        "discharge": lambda: discharge_summary(child, leaving, definitions(), words, made),
        "follow-up": lambda: follow_up_summary(child, visit, definitions(), words, made, "M2"),
        "family": lambda: family_page(child, now, definitions(), words, made),
        "downtime": lambda: downtime_pack([(child, inside)], definitions(), words, made),
    }


@cache
def _watch() -> None:
    """An audit hook cannot be taken out again; it is put in once, and only the list is looked at."""
    sys.addaudithook(lambda event, _values: seen.append(event) if event.startswith(EVENTS) else None)


@contextmanager
def counted() -> Iterator[list[int]]:
    """How many functions of Python are called."""
    before, calls = sys.getprofile(), [0]

    def count(_frame: object, event: str, _value: object) -> None:
        calls[0] += event == "call"

    sys.setprofile(count)
    try:
        yield calls
    finally:
        sys.setprofile(before)


@pytest.mark.parametrize("language", ["en", "zh"])
def test_no_page_opens_anything_for_what_is_written_in_a_chart(language: str) -> None:
    for make in pages("warm", language).values():
        make()  # fonts and libraries are read once
    _watch()
    for hostile in (
        '<img src="http://example.org/x.png"/>',
        "<a href='file:///etc/passwd'>x</a>",
        "{0.__class__}%s",
    ):
        for kind, make in pages(hostile, language).items():
            seen.clear()
            pdf = make()
            assert seen == [], kind
            assert without_spaces(hostile) in without_spaces(whole_text(pdf)), kind
    with open(__file__, encoding="utf-8"):  # noqa: PTH123  the event that is looked for
        assert "open" in seen, "the hook sees files"


@pytest.mark.parametrize("kind", ["discharge", "follow-up", "family", "downtime"])
@pytest.mark.parametrize("letters", LETTERS)
def test_a_word_without_an_end_is_printed_whole_in_work_that_grows_with_it(kind: str, letters: str) -> None:
    text = LETTERS[letters]
    calls = []
    for length in (LONG // 2, LONG):
        word = text * (length // len(text))
        make = pages(word, "en")[kind]
        with counted() as count:
            pdf = make()
        calls.append(count[0])
        assert without_spaces(whole_text(pdf)).count(without_spaces(text)) >= length // len(text)
    assert calls[1] < 2.6 * calls[0], "twice the length is twice the work"

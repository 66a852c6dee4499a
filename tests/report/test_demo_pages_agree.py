"""The demo ward's pages, both languages: all that a page says is in its file, and no value differs from ``status --json``."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date
from decimal import Decimal
from fractions import Fraction
from functools import cache
from typing import Any

import pytest

from hlhdesk.exchange import status_document
from hlhdesk.model.quantity import celsius_shown, plain, round_half_even
from hlhdesk.report.blocks import Block, Columns, Course, Document, NumberTable, texts
from tests.demo.wards import C, R, definitions, raw
from tests.report.demo_pages import LANGUAGES, charts, document, kinds, page, source, words
from tests.report.pdf_reading import page_texts, whole_text, without_spaces

NUMBER = re.compile(r"(?<![\d.])\d+\.\d+(?![\d.])")
SENTENCE = re.compile(r"(?<=[。])|(?<=\.) ")
NOT_SHOWN = {"full", "empty", "none"}  # the mark of an item, drawn as a circle or a dash
TOLD = ("fever.", "hlh.", "ruxolitinib.", "steroid.", "weight.", "dose.")
DOI = "10.1002"
EVERYBODY = pytest.mark.parametrize("number", [*R, *C])
BOTH = pytest.mark.parametrize("language", LANGUAGES)


@cache
def text(kind: str, number: str, language: str) -> str:
    return without_spaces(whole_text(page(kind, number, language)))


@cache
def status(kind: str, number: str, language: str) -> Any:
    """What ``status --json`` says of the child at the moment that the page speaks of."""
    made = source(kind, number, language)
    whole: Any = status_document([made.state], definitions(), made.state.as_of, words(language))
    return whole["patients"][0]


def printed(made: Document) -> Iterator[str]:
    """Every string of a page but those inside the chart, whose labels give way to each other."""
    yield from (made.title, made.ward, made.child, made.identity, *made.marks, *made.small_print)
    for section in made.sections:
        yield section.title
    for block in blocks(made):
        said = [block.legend] if isinstance(block, Course) else texts(block)
        yield from (part for part in said if part not in NOT_SHOWN)


def blocks(made: Document) -> Iterator[Block]:
    for block in (*made.opening, *(block for section in made.sections for block in section.blocks)):
        yield from block.tables if isinstance(block, Columns) else (block,)


@BOTH
@EVERYBODY
def test_the_text_of_the_file_gives_all_back_that_the_page_says(number: str, language: str) -> None:
    for kind in kinds(number):
        read = text(kind, number, language)
        missing = {
            said for said in printed(document(kind, number, language)) if without_spaces(said) not in read
        }
        assert missing == set(), kind
        assert "…" not in read, "nothing is cut"


@BOTH
@EVERYBODY
def test_no_number_of_a_page_is_unknown_to_status_or_to_the_chart(number: str, language: str) -> None:
    """Numbers with a decimal; what else may stand there is a limit or an equivalent of the definitions."""
    (stored,) = (json.dumps(child, ensure_ascii=False) for child in raw() if child["patient_id"] == number)
    for kind in kinds(number):
        now = status(kind, number, language)
        known = {*NUMBER.findall(stored), *NUMBER.findall(json.dumps(now, ensure_ascii=False)), *limits()}
        steroid = now["doses"]["steroid"]
        if steroid:
            total = Fraction(Decimal(steroid["cumulative_mg"]))
            known.add(plain(round_half_even(total, 1)))
        body = [*printed(document(kind, number, language))]
        shown = {found for said in body for found in NUMBER.findall(said)} - provenance_numbers(body)
        assert shown - known == set(), kind


@cache
def limits() -> frozenset[str]:
    fever, steroids = definitions().fever, definitions().steroids
    found = [
        str(fever.fever_from),
        *map(str, fever.normal_below.values()),
        *map(str, steroids.equivalent_mg.values()),
    ]
    return frozenset((*found, str(fever.high_fever_from), DOI))


def provenance_numbers(body: list[str]) -> set[str]:
    """Of the program's and the definitions' versions, in the small print."""
    return {found for said in body if "HLHdesk" in said for found in NUMBER.findall(said)}


@BOTH
@EVERYBODY
def test_the_fever_of_a_discharge_summary_is_that_of_status(number: str, language: str) -> None:
    say, read = words(language), text("discharge", number, language)
    fever = status("discharge", number, language)["temperature"]
    assert without_spaces(say.term("fever-state", fever["state"])) in read
    for found in fever["normalisations"]:
        both = say("page.fever.normal-from", on=day(found["on"]), declared=day(found["declared_on"]))
        assert without_spaces(both) in read
    told = [
        finding
        for finding in status("discharge", number, language)["findings"]
        if finding["code"] == "fever.relapse"
    ]
    assert len(told) == len(fever["relapses"])
    for found in fever["relapses"]:
        assert without_spaces(say.date(day(found["on"]))) in read
        assert any(found["peak"] in finding["text"] for finding in told)
    peaks = [Decimal(one["peak"]) for one in fever["days"] if one["peak"]]
    state = source("discharge", number, language).state
    (shown,) = {
        celsius_shown(one.peak.value)
        for one in state.temperature.days
        if one.peak and Decimal(celsius_shown(one.peak.value)) == max(peaks)
    }
    assert f"{shown}°C" in read


@BOTH
@EVERYBODY
def test_every_sentence_of_a_finding_stands_on_the_page(number: str, language: str) -> None:
    read = text("discharge", number, language)
    found = [one for one in status("discharge", number, language)["findings"] if one["code"].startswith(TOLD)]
    for finding in found:
        for sentence in filter(None, SENTENCE.split(finding["text"])):
            assert without_spaces(sentence.strip().removesuffix(".")) in read, finding["code"]


@BOTH
@EVERYBODY
def test_items_doses_and_visits_are_those_of_status(number: str, language: str) -> None:
    say, read = words(language), text("discharge", number, language)
    now = status("discharge", number, language)
    steroid, items = now["doses"]["steroid"], now["hlh2004_at_diagnosis"]
    for item in (*items["met"], *items["not_met"], *items["not_assessed"]):
        assert without_spaces(say.term("hlh-item", item)) in read
    if steroid and steroid["mg_per_kg_per_day"]:
        assert f"{steroid['methylprednisolone_mg_per_day']}mg" in read
        assert f"{plain(Decimal(steroid['mg_per_kg_per_day']))}mg/kg" in read, "no zero at the end of a dose"
    for visit in now["follow_up"]:
        said = f"{say.term('visit', visit['visit'])} {say.date(day(visit['due_on']))}"
        assert without_spaces(said) in read


@BOTH
@EVERYBODY
def test_every_number_of_a_laboratory_table_is_a_result_as_it_was_typed(number: str, language: str) -> None:
    say = words(language)
    for kind in kinds(number):
        labs = {(say.term("analyte", lab.analyte), say.number(lab.value)) for lab in charts()[number].labs}
        for table in blocks(document(kind, number, language)):
            for row in table.rows if isinstance(table, NumberTable) else ():
                results = [cell.text for cell in row.cells if not cell.missing]
                assert results, row.name
                assert all(
                    any(row.name.startswith(name) and value == shown for name, value in labs)
                    for shown in results
                )


@BOTH
@EVERYBODY
def test_every_page_of_every_document_says_whose_it_is(number: str, language: str) -> None:
    for kind in kinds(number):
        made = document(kind, number, language)
        for told in page_texts(page(kind, number, language)):
            assert without_spaces(made.identity) in without_spaces(told)


def day(text: str) -> date:
    return date.fromisoformat(text)

"""The page for the family: nothing on it can be misread, and nothing on it is for doctors only."""

from __future__ import annotations

import io
from datetime import date, time
from decimal import Decimal

import pikepdf
import pytest

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.entries import Closure, Entry, Order, Temperature, Visit
from hlhdesk.report import family_page
from hlhdesk.wording import Catalogue
from tests.report.pdf_reading import page_texts, whole_text
from tests.report.sample import at, definitions, provenance, quantity, sample_chart, state_of

ENGLISH = Catalogue.load("en")
NOW = "2018-03-29T11:00"


def pages(*more: Entry, now: str = NOW, name: str = "ZHAO An 赵安", language: str = "en") -> bytes:
    sample = sample_chart(name)
    child = PatientChart(sample.patient_id, sample.zone, (*sample.entries, *more))
    return family_page(child, state_of(child, now), definitions(), Catalogue.load(language), provenance())


@pytest.fixture(scope="module")
def text() -> str:
    return whole_text(pages())


@pytest.mark.parametrize(
    "value",
    [
        "Fever: 38.0 °C or higher, measured in the armpit. The limit is 38.0 °C wherever you measure.",
        "Call at once even without fever: • very sleepy, hard to wake, or confused • a seizure (fit)"
        " • bleeding, or new bruises or small red spots • yellow skin or yellow eyes",
        "ruxolitinib 3.75 mg by mouth every day at 08:00 and 20:00 every day, until the clinic changes it",
        "methylPREDNISolone 8 mg by mouth every day at 08:00",
        "Never stop ruxolitinib or methylPREDNISolone on your own, and never change a dose on your own.",
        "Month 1: 29 Apr 2018",
        "Month 30: 29 Sep 2020",
        "Bring to each visit: this page",
        "penicillin",
        "Temperature diary",
        "Date Morning: time, °C Evening: time, °C",
    ],
)
def test_the_family_is_told(text: str, value: str) -> None:
    assert value in text


@pytest.mark.parametrize(
    "word",
    ["mg/kg", "mg/day", "mg a day", "equivalent", "HLH-2004", "CTCAE", "window", "RELAPSE", "no fever"],
)
def test_the_family_is_not_told(text: str, word: str) -> None:
    """No sum of a day, no equivalent, no window of days, no word that means something else at home."""
    assert word not in text


def test_each_visit_has_one_date(text: str) -> None:
    visits = text.split("Next visits")[1].split("Bring to each visit", maxsplit=1)[0]
    assert visits.count("2018") + visits.count("2019") + visits.count("2020") == 9


def test_a_missed_visit_asks_for_a_new_date_and_a_made_one_is_gone() -> None:
    made = Visit(id="v", on=date(2018, 4, 28), visit="M1")
    said = whole_text(pages(made, now="2018-06-20T09:00"))
    assert "Month 2 was due on 29 May 2018 and has not taken place. Call the ward for a new date." in said
    assert "Month 1:" not in said


def steps(*doses: tuple[str, date, date | None]) -> list[Order]:
    return [
        Order(
            id=f"z{number}",
            drug="prednisone",
            dose_mg=Decimal(mg),
            times_per_day=3,
            times=(time(7), time(13), time(19)) if number else (),
            route="oral",
            starts_on=first,
            ends_on=last,
        )
        for number, (mg, first, last) in enumerate(doses)
    ]


def test_a_taper_is_told_step_by_step_under_its_medicine() -> None:
    orders = steps(("10", date(2018, 3, 28), None), ("5", date(2018, 4, 4), date(2018, 4, 10)))
    said = whole_text(pages(*orders))
    first = "predniSONE 10 mg by mouth 3 times a day; ask for the times up to and including 3 Apr 2018"
    then = "then predniSONE 5 mg by mouth every day at 07:00, 13:00 and 19:00 4 Apr to 10 Apr 2018"
    assert f"{first} {then}" in said
    assert said.count("predniSONE") == 3, "a row each, and never to be stopped alone"


def test_a_medicine_of_a_single_day_ahead_is_given_on_that_day_only() -> None:
    ahead = steps(("10", date(2018, 3, 28), None), ("5", date(2018, 4, 4), date(2018, 4, 4)))
    assert "19:00 4 Apr 2018 only" in whole_text(pages(*ahead))


def test_days_of_two_years_are_said_with_both() -> None:
    ahead = steps(("10", date(2018, 3, 28), None), ("5", date(2018, 12, 4), date(2019, 1, 4)))
    assert "4 Dec 2018 to 4 Jan 2019" in whole_text(pages(*ahead))


def test_the_site_is_the_childs_own() -> None:
    ear = [
        Temperature(id=f"e{n}", at=at(f"2018-03-28T{n // 60:02}:{n % 60:02}"), value=quantity("37.0", "Cel"), site="tympanic")
        for n in range(400)
    ]  # fmt: skip
    assert "38.0 °C or higher, measured in the ear." in whole_text(pages(*ear))


def test_without_any_reading_every_place_is_named() -> None:
    sample = sample_chart()
    entries = tuple(entry for entry in sample.entries if not isinstance(entry, Temperature))
    child = PatientChart(sample.patient_id, sample.zone, entries)
    said = whole_text(family_page(child, state_of(child, NOW), definitions(), ENGLISH, provenance()))
    assert "Fever: 38.0 °C or higher, wherever you measure: in the armpit, in the mouth, in the ear" in said


def test_after_a_death_nobody_is_asked_to_call_or_to_measure() -> None:
    said = whole_text(pages(Closure(id="c", on=date(2018, 3, 29), kind="died")))
    assert "When to call" not in said
    assert "diary" not in said
    assert "No further visit is planned." in said


@pytest.mark.parametrize("language", ["en", "zh"])
def test_the_file_is_two_clean_small_pages(language: str) -> None:
    pdf = pages(language=language)
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert document.check_pdf_syntax() == []
        assert len(document.pages) == 2
    if language == "en":
        assert len(pdf) <= 60_000
    assert all("1803-0412" in page for page in page_texts(pdf))
    assert pages(language=language) == pdf


def test_a_hostile_name_is_text() -> None:
    assert '<img src="file.png"/>' in whole_text(pages(name='<img src="file.png"/>'))

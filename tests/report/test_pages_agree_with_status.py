"""No value on a page differs from ``status --json``: both are asked of the same child at the same moment."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

import pytest

from hlhdesk.exchange import status_document
from hlhdesk.report import discharge_summary, family_page, follow_up_moment, follow_up_summary
from hlhdesk.wording import Catalogue
from tests.report.pdf_reading import whole_text, without_spaces
from tests.report.sample import AS_OF, at, definitions, provenance, sample_chart, state_of
from tests.report.test_visit_pages import NOW
from tests.report.test_visit_pages import chart as seen_again

WORDS = Catalogue.load("en")


def said(day: str) -> str:
    return WORDS.date(date.fromisoformat(day))


def status(moment: str, *, again: bool = False) -> Any:
    child = seen_again() if again else sample_chart()
    document: Any = status_document([state_of(child, moment)], definitions(), at(moment), WORDS)
    return document["patients"][0]


@pytest.fixture(scope="module")
def discharge() -> str:
    child = sample_chart()
    return whole_text(discharge_summary(child, state_of(child), definitions(), WORDS, provenance()))


@pytest.fixture(scope="module")
def follow_up() -> str:
    child = seen_again()
    moment = follow_up_moment(child, state_of(child, NOW), "M2")
    state = state_of(child, moment.text)
    return whole_text(follow_up_summary(child, state, definitions(), WORDS, provenance(), "M2"))


def test_the_fever_of_a_discharge_summary_is_that_of_status(discharge: str) -> None:
    temperature = status(AS_OF)["temperature"]
    assert WORDS.term("fever-state", temperature["state"]) in discharge
    for found in temperature["normalisations"]:
        assert f"{said(found['on'])} (declared {said(found['declared_on'])})" in discharge
    for found in temperature["relapses"]:
        assert f"{found['peak']} relapse {found['number']}" in discharge
        assert f"{found['interval_days']} days after the temperature normalised" in discharge
    assert re.findall(r"relapse (\d+)", discharge), "the page tells of relapses"
    assert set(re.findall(r"\d\d\.\d relapse (\d+)", discharge)) == {
        str(found["number"]) for found in temperature["relapses"]
    }
    peaks = [day["peak"] for day in temperature["days"] if day["peak"]]
    assert f"Highest: {max(peaks)} °C" in discharge
    febrile = [day for day in temperature["days"] if day["state"] == "febrile"]
    assert f"{len(febrile)} febrile days of {len(temperature['days'])}" in discharge


def test_doses_and_items_of_a_discharge_summary_are_those_of_status(discharge: str) -> None:
    child = status(AS_OF)
    steroid, items = child["doses"]["steroid"], child["hlh2004_at_diagnosis"]
    for value in (
        f"{steroid['methylprednisolone_mg_per_day']} mg a day, {steroid['mg_per_kg_per_day']} mg/kg a day",
        f"Cumulative {steroid['cumulative_mg']} mg",
        f"{items['count']} of 8 met, {len(items['not_assessed'])} not assessed.",
        f"{child['treatment_day']} (day 0:",
    ):
        assert value in discharge


@pytest.mark.parametrize("again", [False, True])
def test_every_finding_and_every_visit_is_on_the_page(discharge: str, follow_up: str, again: bool) -> None:
    child = status(NOW if again else AS_OF, again=again)
    page = without_spaces(follow_up if again else discharge)
    for visit in child["follow_up"]:
        assert without_spaces(f"{WORDS.term('visit', visit['visit'])} {said(visit['due_on'])}") in page
    since = "2018-04-30" if again else ""
    shown = [
        finding
        for finding in child["findings"]
        if finding["code"].startswith(("fever.", "hlh.")) and (finding["on"] or "9") > since
    ]
    assert shown
    for finding in shown:
        first = finding["text"].split(" Rule ")[0].split(". ")[0]
        assert without_spaces(first) in page


def test_the_family_is_given_the_visits_of_status() -> None:
    child = seen_again()
    page = whole_text(family_page(child, state_of(child, NOW), definitions(), WORDS, provenance()))
    for visit in status(NOW, again=True)["follow_up"]:
        line = f"{WORDS.term('visit', visit['visit'])}: {said(visit['due_on'])}"
        assert (line in page) == (visit["status"] in {"due", "upcoming"})

"""The follow-up summary: which visit, since when, and what is said of the days between."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, timedelta
from decimal import Decimal

import pikepdf
import pytest

from hlhdesk.charting import build
from hlhdesk.model.chart import PatientChart
from hlhdesk.model.entries import (
    BodySize,
    ClinicalFinding,
    Closure,
    DailyPeak,
    Dose,
    Entry,
    Event,
    Lab,
    Note,
    Temperature,
    Visit,
)
from hlhdesk.model.message import Message
from hlhdesk.report import Replaced, UnknownVisit, follow_up_moment, follow_up_summary, plan_of
from hlhdesk.report.blocks import Course
from hlhdesk.report.source import TodaySource
from hlhdesk.report.visit_summary import visit_document
from hlhdesk.wording import Catalogue
from tests.report.pdf_reading import fonts, page_texts, whole_text, without_spaces
from tests.report.sample import at, definitions, provenance, quantity, sample_chart, state_of

ENGLISH, CHINESE = Catalogue.load("en"), Catalogue.load("zh")
NOW = "2018-05-30T15:00"
M1, M2 = date(2018, 4, 30), date(2018, 5, 30)
DAY = timedelta(days=1)


def lab(number: int, when: str, analyte: str, value: str, unit: str) -> Lab:
    return Lab(id=f"l{number}", at=at(when), analyte=analyte, value=quantity(value, unit), high=Decimal(140))


HOME: tuple[Entry, ...] = (
    Visit(id="v1", on=M1, visit="M1", outcome="well"),
    Visit(id="v2", on=M2, visit="M2", outcome="tired", note="Sleeps badly <b>since</b> Monday."),
    ClinicalFinding(id="f1", on=M1, finding="splenomegaly", present=True, detail="1 cm"),
    ClinicalFinding(id="f2", on=M2, finding="splenomegaly", present=False),
    ClinicalFinding(id="f3", on=M2, finding="rash", present=True, detail="both legs"),
    ClinicalFinding(id="f4", on=M2, finding="jaundice", present=False),
    Temperature(id="t1", at=at("2018-04-30T09:00"), value=quantity("36.6", "Cel"), site="axillary"),
    DailyPeak(id="p1", on=date(2018, 5, 12), value=quantity("38.7", "Cel"), site="axillary", source="family"),
    Temperature(id="t2", at=at("2018-05-30T09:10"), value=quantity("36.9", "Cel"), site="tympanic"),
    Event(id="e1", at=at("2018-05-13T10:00"), event="doctor-informed", detail="by telephone"),
    Note(id="n1", at=at("2018-05-13T10:05"), text="Mother called: fever for a day."),
    BodySize(id="b1", on=M2, weight_kg=Decimal("16.4")),
    lab(1, "2018-04-30T09:30", "ferritin", "160.3", "ug/L"),
    lab(2, "2018-05-30T09:30", "ferritin", "151.7", "ug/L"),
    lab(3, "2018-05-30T09:30", "esr", "11", "mm/h"),
    Dose(id="d1", at=at("2018-05-01T08:00"), drug="methylprednisolone", dose_mg=Decimal(8), route="oral"),
    Dose(id="d2", at=at("2018-05-02T08:00"), drug="methylprednisolone", dose_mg=Decimal(4), route="oral"),
)


def chart(*more: Entry) -> PatientChart:
    sample = sample_chart()
    return PatientChart(sample.patient_id, sample.zone, (*sample.entries, *HOME, *more))


def pages(
    child: PatientChart, visit: str | None = "M2", now: str = NOW, words: Catalogue = ENGLISH, **made: object
) -> bytes:
    moment = follow_up_moment(child, state_of(child, now), visit)
    state = state_of(child, moment.text)
    return follow_up_summary(child, state, definitions(), words, provenance(**made), visit)


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return pages(chart())


@pytest.fixture(scope="module")
def text(pdf: bytes) -> str:
    return whole_text(pdf)


@pytest.mark.parametrize(
    "value",
    [
        "Follow-up summary: Month 2",
        "Month 1, 30 Apr 2018",
        "16.4 kg (30 May 2018)",
        "Since the last visit (30 Apr 2018)",
        "Month 2, 30 May 2018: tired. Sleeps badly <b>since</b> Monday.",
        "Rash present on 30 May 2018: both legs",
        "Looked for and absent: jaundice (30 May)",
        "10:00 on 13 May 2018: doctor informed, by telephone",
        "10:05 on 13 May 2018: Mother called: fever for a day.",
        "Measured on 2 of 30 days (1 May 2018 to 30 May 2018).",
        "12 May 38.7 °C axillary, measured by the family",
        "Fever returned; this alone does not mean that HLH has.",
        "Spleen enlarged present, 3 cm below the costal margin (26 Feb 2018) present, 1 cm (30 Apr 2018) absent (30 May 2018)",
        "Liver enlarged not recorded not recorded not recorded",
        "178.9",
        "160.3",
        "151.7",
        "ESR, mm/h",
        "methylPREDNISolone 8 mg once a day, 08:00 1 May to 30 May as planned on 1 of 30 days;"
        " otherwise on 1 day: 2 May 4 mg of 8 mg; nothing charted on 28 days",
        "ruxolitinib 3.75 mg twice a day, 08:00 and 20:00 1 May to 30 May nothing charted on 30 days",
        "Next visit: Month 3, 29 Jun 2018 (window 22 Jun 2018 to 6 Jul 2018).",
        "Bring: this page, every medicine in its box, the temperature diary",
        "blood count, chemistry, coagulation, CRP, cytokines, NK-cell activity, safety list.",
        "Month 1 29 Apr 2018 done 30 Apr",
        "Come at once, without waiting for a visit: fever from 38.0 °C",
        "state of 15:00 on 30 May 2018",
    ],
)
def test_the_page_gives_back_what_is_stored(text: str, value: str) -> None:
    assert without_spaces(value) in without_spaces(text)


def test_what_happened_before_the_last_visit_is_not_told_again(text: str) -> None:
    symptoms = text.split("Since the last visit")[1].split("Temperature", maxsplit=1)[0]
    assert "well" not in symptoms
    assert "HLH has relapsed" not in text


@pytest.mark.parametrize(
    ("asked", "now", "said"),
    [
        (None, NOW, ("M2", M2, M1)),
        (None, "2018-05-10T08:00", ("M1", M1, date(2018, 3, 29))),
        (None, "2018-04-10T08:00", ("M1", None, date(2018, 3, 29))),
        ("M1", NOW, ("M1", M1, date(2018, 3, 29))),
        ("M3", "2018-05-31T10:00", ("M3", None, M2)),
    ],
)
def test_which_visit_and_since_when(asked: str | None, now: str, said: tuple[str, date | None, date]) -> None:
    plan = plan_of(chart(), state_of(chart(), now), asked)
    assert (plan.name, plan.on, plan.since) == said


def test_an_unscheduled_visit_is_the_latest_of_its_kind() -> None:
    more = [Visit(id=f"u{day}", on=date(2018, 5, day), visit="unscheduled") for day in (3, 14)]
    child = chart(*more)
    plan = plan_of(child, state_of(child, "2018-05-20T10:00"), "unscheduled")
    assert (plan.on, plan.since) == (date(2018, 5, 14), date(2018, 5, 3))


@pytest.mark.parametrize("visit", ["M4", "m2", "unscheduled", "M2 "])
def test_an_unknown_visit_is_refused_by_name(visit: str) -> None:
    with pytest.raises(UnknownVisit) as refused:
        pages(chart(), visit)
    said = ENGLISH.text(refused.value.message)
    assert f"“{visit}” is no visit of this child; accepted: M1, M2, M3" in said


def test_without_a_discharge_there_is_no_visit() -> None:
    child = chart()
    with pytest.raises(UnknownVisit) as refused:
        plan_of(child, state_of(child, "2018-03-10T10:00"), "M1")
    assert "no discharge to count from" in ENGLISH.text(refused.value.message)


def test_a_visit_still_ahead_says_so_and_an_overdue_one_is_named() -> None:
    said = whole_text(pages(chart(), "M6", "2018-07-20T10:00"))
    assert "This visit has not taken place by 20 Jul 2018: it is due on 29 Sep 2018" in said
    assert "overdue" in said
    assert "Month 3" in said.split("In one look")[1].split("Since the last visit")[0]


def test_after_a_death_no_visit_is_asked_for() -> None:
    said = whole_text(
        pages(chart(Closure(id="c", on=date(2018, 5, 31), kind="died")), "M2", "2018-06-10T10:00")
    )
    assert "Follow-up ended" not in said, "the page speaks of the visit's day"
    said = whole_text(pages(chart(Closure(id="c", on=M2, kind="died")), "M2"))
    assert "Follow-up ended: died on 30 May 2018." in said
    assert "No further visit is planned." in said
    assert "Come at once" not in said


def test_the_chart_is_the_screens_own() -> None:
    child = chart()
    state = state_of(child, NOW)
    source = TodaySource(child, state, definitions(), ENGLISH, provenance())
    document = visit_document(source, plan_of(child, state, "M2"))
    (course,) = (b for section in document.sections for b in section.blocks if isinstance(b, Course))
    assert course.spec == build(child, state, definitions(), ENGLISH, first=date(2018, 3, 29), last=M2)


def test_the_file_is_clean_small_and_in_order(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_outline() as outline:
        assert document.check_pdf_syntax() == []
        assert str(document.docinfo["/Title"]) == "Follow-up summary: Month 2 · ZHAO An 赵安"
        titles = [str(item.title) for item in outline.root]
    assert titles[0] == "Since the last visit (30 Apr 2018)"
    assert len(pdf) <= 60_000
    read = whole_text(pdf)
    places = [read.index(f"{title} ") for title in titles]
    assert places == sorted(places), "text is read in the order of the outline"
    assert all(font["embedded"] and font["unicode"] for font in fonts(pdf))
    for number, page in enumerate(page_texts(pdf), start=1):
        assert "ZHAO An 赵安 · 1803-0412 · born 3 Jan 2013" in page
        assert f"page {number} of" in page


def test_the_language_of_the_file_is_set() -> None:
    with pikepdf.open(io.BytesIO(pages(chart(), words=CHINESE))) as document:
        assert str(document.Root.Lang) == "zh-CN"
        assert str(document.docinfo["/Title"]).startswith("随访小结：第2个月")


def test_identical_data_gives_identical_bytes(pdf: bytes) -> None:
    child = chart()
    assert pages(child) == pdf
    assert pages(replace(child, entries=child.entries[::-1])) == pdf


def test_a_reprinted_page_says_first_what_was_corrected() -> None:
    change = Message.of(
        "page.change.entry",
        entry="temperature",
        changes=(Message.of("page.change.field", field="value", old="38.7", new="36.7"),),
        reason="typed <wrong>",
    )
    said = whole_text(pages(chart(), replaces=Replaced(at("2018-05-30T14:00"), "ab12" * 16, (change,))))
    assert "Corrected since the page printed 14:00 on 30 May 2018 (history ab12 ab12 ab12 ab12)" in said
    assert "temperature: value 38.7 → 36.7. Reason: typed <wrong>" in said
    assert said.index("38.7 → 36.7") < said.index("In one look")
    unchanged = pages(chart(), replaces=Replaced(at("2018-05-30T14:00"), "ab12" * 16, ()))
    assert unchanged == pages(chart())

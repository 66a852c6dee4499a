"""The discharge summary as a reader, a printer and a program see it."""

from __future__ import annotations

import io
import re
from datetime import date, timedelta
from decimal import Decimal

import pikepdf
import pytest

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.entries import Admission, AdverseEvent, Closure, Entry, Identity, Order, Temperature
from hlhdesk.model.quantity import celsius_shown
from hlhdesk.report import discharge_summary, summary_moment
from hlhdesk.wording import Catalogue
from tests.report.pdf_reading import fonts, page_texts, whole_text
from tests.report.sample import (
    AS_OF,
    ZONE,
    Builder,
    at,
    definitions,
    provenance,
    quantity,
    sample_chart,
    state_of,
)

ENGLISH = Catalogue.load("en")


def pages(chart: PatientChart, as_of: str = AS_OF, **changes: object) -> bytes:
    return discharge_summary(chart, state_of(chart, as_of), definitions(), ENGLISH, provenance(**changes))


def small_chart(*entries: Entry, name: str | None = "Spec") -> PatientChart:
    who = Identity(id="i", name=name, sex="unknown", birth_date=date(2018, 3, 1))
    return PatientChart("X-1", ZONE, (who, *entries))


@pytest.fixture(scope="module")
def pdf() -> bytes:
    return pages(sample_chart())


@pytest.fixture(scope="module")
def text(pdf: bytes) -> str:
    return whole_text(pdf)


def test_identical_data_gives_identical_bytes(pdf: bytes) -> None:
    chart = sample_chart()
    turned = PatientChart(chart.patient_id, chart.zone, chart.entries[::-1])
    assert pages(chart) == pdf
    assert pages(turned) == pdf


def test_the_file_is_clean_small_and_names_itself(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document:
        assert document.check_pdf_syntax() == []
        sizes = [[round(float(side)) for side in page.mediabox] for page in document.pages]
        assert sizes == [[0, 0, 595, 842]] * 2, "two A4 pages"
        assert str(document.docinfo["/Title"]) == "Discharge summary · ZHAO An 赵安"
        assert str(document.docinfo["/Author"]) == "Dr Wu Min"
        assert str(document.Root.Lang) == "en"
    assert len(pdf) <= 60_000


def test_every_font_is_embedded_as_a_subset_and_can_be_copied_from(pdf: bytes) -> None:
    found = fonts(pdf)
    assert {re.sub(r"^/[A-Z]{6}\+", "", font["name"]) for font in found} == {
        "HLHdeskSansSC-Regular",
        "HLHdeskSansSC-Bold",
    }
    assert all(font["embedded"] and font["unicode"] for font in found)
    assert all(re.match(r"/[A-Z]{6}\+", font["name"]) for font in found)


def test_each_section_is_in_the_outline(pdf: bytes) -> None:
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_outline() as outline:
        assert [item.title for item in outline.root] == [
            "Diagnosis",
            "Course",
            "Fever",
            "Laboratory",
            "Ruxolitinib and steroid",
            "Medicines on going home",
            "Safety list",
            "Follow-up",
        ]


def test_every_page_says_who_what_when_and_from_which_state(pdf: bytes) -> None:
    told = page_texts(pdf)
    for number, page in enumerate(told, start=1):
        assert "ZHAO An 赵安 · 1803-0412 · born 3 Jan 2013" in page
        assert f"page {number} of {len(told)}" in page
        assert "Printed 10:12 on 29 Mar 2018 by Dr Wu Min" in page
        assert "HLHdesk 0.1.0 · definitions 2026.1 · parameters not yet approved by the ward" in page
        assert "history 7f3a 91c2 0b6e 4d5f" in page
        assert "DEMO: INVENTED DATA" in page


def test_an_approved_ward_is_not_called_unapproved_and_real_data_not_invented() -> None:
    chart = sample_chart()
    said = whole_text(pages(chart, demo=False, approved=True))
    head = said.split("In one look")[0]
    assert "DEMO" not in said
    assert "not yet approved" not in head


@pytest.mark.parametrize(
    "value",
    [
        *("penicillin", "15.6 kg (28 Mar 2018)", "98 cm (24 Feb 2018)", "29 Mar 2018 (34 days)"),
        *("2.55", "0.71", "> 40000", "828.1", "178.9", "9381", "2540", "< 0.5", "64.5"),
        "ruxolitinib 3.75 mg twice a day, 08:00 and 20:00, oral, since 10 Mar 2018 (reason charted: relapse on 2.5 mg).",
        "methylPREDNISolone 8 mg once a day, 08:00, oral, since 21 Mar 2018.",
        "Finished: ganciclovir (last day 20 Mar 2018).",
        "Secondary haemophagocytic lymphohistiocytosis (26 Feb 2018). Trigger: Epstein-Barr virus.",
        "6 of 8 met, 1 not assessed.",
        "38.9 °C axillary at 14:02 on 9 Mar 2018, 3 days after the temperature normalised on 6 Mar",
        "Fever returned; this alone does not mean that HLH has.",
        "No fever ≥ 38.0 °C in 105 readings since 12 Mar 2018, last 10:00.",
        "1 fever relapse during this course: on 9 Mar 2018, normalised again on 12 Mar 2018.",
        "methylprednisolone-equivalent 8 mg a day, 0.513 mg/kg a day (given; 15.6 kg on 28 Mar 2018)",
        "hydrocortisone 20, predniSONE 5, prednisoLONE 5, methylPREDNISolone 4",
        "Yes (28 Mar): vomiting.",
        "Not asked: dizziness, other gastrointestinal,",
        "Platelets 0 (3)",
        "Month 1 29 Apr 2018 22 Apr–6 May",
        "not due yet",
        "Come at once, without waiting for a visit: fever from 38.0 °C",
        "38.9 relapse 1",
        "2.5 mg × 2",
    ],
)
def test_the_page_gives_back_what_is_stored(text: str, value: str) -> None:
    assert value in text


def test_every_analyte_of_the_stay_is_told_or_named_as_not_recorded(text: str) -> None:
    for analyte in definitions().summary.analytes:
        assert ENGLISH.term("analyte", analyte) in text


def test_the_page_never_denies_a_relapse_and_never_sums_a_childs_day(text: str) -> None:
    medicines = text.split("Medicines on going home")[1].split("Safety list", maxsplit=1)[0]
    assert "no relapse" not in text.lower()
    assert "mg a day" not in medicines
    assert "mg/day" not in medicines


def test_a_chart_without_anything_says_so() -> None:
    text = whole_text(pages(small_chart(name=None), printed_by=None, ward_name=None))
    for said in (
        "Summary of the stay so far",
        "Name not recorded",
        "No temperature is recorded.",
        "Diagnosis: not recorded.",
        "Ruxolitinib: never ordered or given.",
        "Systemic steroid: never ordered or given.",
        "None ordered.",
        "No visit is due: there is no discharge to count from.",
        "by whom is not recorded",
    ):
        assert said in text


def test_a_steroid_without_a_weight_is_told_in_mg() -> None:
    text = whole_text(pages(small_chart(order("prednisone", "5", date(2018, 3, 28)))))
    assert "methylprednisolone-equivalent 4 mg a day; no weight is recorded." in text
    assert "mg/day (no weight)" in text


def order(drug: str, mg: str, first: date, last: date | None = None) -> Order:
    return Order(
        id=f"{drug}{first}",
        drug=drug,
        dose_mg=Decimal(mg),
        times_per_day=1,
        route="oral",
        starts_on=first,
        ends_on=last,
    )


def test_a_taper_that_is_ordered_ahead_is_told_with_the_medicine() -> None:
    chart = small_chart(
        Admission(id="a", admitted_on=date(2018, 3, 1), discharged_on=date(2018, 3, 29)),
        order("prednisone", "10", date(2018, 3, 20)),
        order("prednisone", "5", date(2018, 4, 5), date(2018, 4, 19)),
    )
    assert (
        "predniSONE 10 mg once a day, oral, 20 Mar to 4 Apr 2018;"
        " then 5 mg once a day, oral, 5 Apr to 19 Apr 2018." in whole_text(pages(chart))
    )


def test_a_childs_death_ends_follow_up_in_words() -> None:
    chart = small_chart(
        Admission(id="a", admitted_on=date(2018, 3, 1), discharged_on=date(2018, 3, 20)),
        Closure(id="c", on=date(2018, 3, 20), kind="died"),
    )
    text = whole_text(pages(chart))
    assert "Follow-up ended: died on 20 Mar 2018." in text
    assert "Come at once" not in text


def test_the_latest_answer_of_the_safety_list_counts() -> None:
    answers = [
        AdverseEvent(id=f"s{day}", on=date(2018, 3, day), item="headache", answer=answer)
        for day, answer in ((20, "yes"), (25, "no"))
    ]
    text = whole_text(pages(small_chart(*answers)))
    assert "No (25 Mar): headache." in text
    assert "Yes (" not in text


def test_a_summary_speaks_of_the_last_reading_or_dose_on_the_day_of_discharge() -> None:
    stay = Admission(id="a", admitted_on=date(2018, 3, 1), discharged_on=date(2018, 3, 20))
    last = Temperature(id="t", at=at("2018-03-20T10:00"), value=quantity("36.8", "Cel"), site="axillary")
    later = Temperature(id="u", at=at("2018-04-02T10:00"), value=quantity("38.8", "Cel"), site="axillary")
    now = at("2018-08-24T14:00")
    assert summary_moment(small_chart(stay, last, later), now) == last.at
    assert summary_moment(small_chart(stay, later), now).shown == "2018-03-20T23:59"
    assert summary_moment(small_chart(last, later), now) == now
    assert summary_moment(small_chart(stay, last), at("2018-03-10T08:00")).shown == "2018-03-10T08:00"


@pytest.mark.parametrize("days", [120, 900])
def test_a_very_long_course_stays_readable_and_small(days: int) -> None:
    build = Builder()
    readings = [
        build.reading(f"{date(2016, 1, 1) + timedelta(days=day)}T{clock}", "36.8")
        for day in range(days)
        for clock in ("06:00", "14:00", "22:00")
    ]
    admitted = Admission(id="a", admitted_on=date(2016, 1, 1))
    who = Identity(id="i", name="Long", sex="male", birth_date=date(2012, 1, 1))
    chart = PatientChart("X-2", ZONE, (who, admitted, *readings))
    pdf = pages(chart, f"{date(2016, 1, 1) + timedelta(days=days - 1)}T23:00")
    assert len(page_texts(pdf)) <= 3
    assert len(pdf) <= 60_000


def test_every_peak_of_the_chart_stands_on_the_page_as_it_was_charted(text: str) -> None:
    state = state_of(sample_chart())
    (relapse,) = state.temperature.relapses
    assert f"{celsius_shown(relapse.peak.value)} relapse {relapse.number}" in text
    highest = max(
        (day.peak for day in state.temperature.days if day.peak), key=lambda peak: peak.value.number
    )
    assert f"Highest: {celsius_shown(highest.value)} °C" in text

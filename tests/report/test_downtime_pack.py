"""The downtime pack: a ward goes on with it on paper."""

from __future__ import annotations

import io
from dataclasses import replace
from datetime import date, time
from decimal import Decimal

import pikepdf
import pytest

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.entries import (
    Admission,
    DailyPeak,
    Entry,
    Event,
    Identity,
    Note,
    NotMeasured,
    Order,
    Temperature,
    Vital,
)
from hlhdesk.report import downtime_pack
from hlhdesk.wording import Catalogue
from tests.report.pdf_reading import page_texts, whole_text
from tests.report.sample import ZONE, at, definitions, provenance, quantity, sample_chart, state_of

NOW = "2018-03-12T09:20"


def in_the_ward(*more: Entry) -> PatientChart:
    sample = sample_chart()
    return PatientChart(sample.patient_id, ZONE, (*sample.entries, *more))


def other(bed: str | None, name: str, patient_id: str) -> PatientChart:
    who = Identity(id="i", name=name, sex="male", birth_date=date(2015, 1, 1), bed=bed)
    return PatientChart(patient_id, ZONE, (who, Admission(id="a", admitted_on=date(2018, 3, 1))))


def pack(*charts: PatientChart, language: str = "en", now: str = NOW) -> bytes:
    children = [(child, state_of(child, now)) for child in charts]
    made = provenance(printed_at=at(now))
    return downtime_pack(children, definitions(), Catalogue.load(language), made)


MORE: tuple[Entry, ...] = (
    Vital(id="v", at=at("2018-03-11T14:00"), vital="pulse", value=quantity("128", "/min")),
    Event(id="e", at=at("2018-03-11T16:30"), event="transfusion", detail="platelets & more"),
    Note(id="n", at=at("2018-03-12T09:00"), text="<i>Mother</i> stays overnight."),
    NotMeasured(id="m", on=date(2018, 3, 10), reason="theatre"),
    DailyPeak(id="p", on=date(2018, 3, 10), value=quantity("38.6", "Cel"), site="oral"),
    Temperature(
        id="u", at=at("2018-03-12T08:30"), value=quantity("37.4", "Cel"), site="rectal", unconfirmed=True
    ),
)


@pytest.fixture(scope="module")
def text() -> str:
    return whole_text(pack(in_the_ward(*MORE)))


@pytest.mark.parametrize(
    "value",
    [
        "1 inpatient",
        "Inpatients at 09:20 on 12 Mar 2018",
        "ruxolitinib 3.75 mg twice a day, 08:00 and 20:00, oral, since 10 Mar 2018",
        "Last charted: 3.75 mg given at 08:00 on 12 Mar 2018.",
        "Last 72 hours",
        "9 Mar 10:00 38.5 °C axillary",
        "14:02 38.9 °C axillary",
        "11 Mar",
        "14:00 Pulse 128 /min",
        "16:30 transfusion: platelets & more",
        "09:00 <i>Mother</i> stays overnight.",
        "not measured: theatre",
        "daily peak 38.6 °C oral",
        "37.4 °C rectal (unconfirmed)",
        "08:00 ganciclovir 75 mg given; methylPREDNISolone 16 mg given; ruxolitinib 3.75 mg given",
        "07:30 White cells 5.45 ×10⁹/L; Neutrophils 2.30 ×10⁹/L; Haemoglobin 92 g/L; Platelets 150 ×10⁹/L;",
        "Chart for 8 hours, from 10:00 on 12 Mar 2018",
        "10:00 11:00 12:00 13:00 14:00 15:00 16:00 17:00",
        "ruxolitinib 3.75 mg, oral",
        "Blood pressure, mmHg",
    ],
)
def test_the_ward_reads(text: str, value: str) -> None:
    assert value in text


def test_what_is_older_or_still_to_come_is_not_told(text: str) -> None:
    before = text.split("Last 72 hours")[1].split("Chart for 8 hours", maxsplit=1)[0]
    assert "8 Mar" not in before.replace("28 Mar", "").replace("18 Mar", "")
    assert "06:00 38.3" not in before, "72 hours and 20 minutes ago"
    assert "13 Mar" not in before


def test_a_dose_that_is_due_stands_in_its_hour_on_its_day() -> None:
    extra = Order(
        id="o", drug="fluconazole", dose_mg=Decimal(60), times_per_day=2, times=(time(1, 30), time(23)),
        route="oral", starts_on=date(2018, 3, 13),
    )  # fmt: skip
    said = whole_text(pack(in_the_ward(extra), now="2018-03-12T19:40"))
    row = said.split("fluconazole 60 mg, oral")[1].split("Other medicine")[0]
    assert row.split() == ["due", "01:30"], "at 23:00 on the 12th the order is not yet in force"
    ruxolitinib = said.split("ruxolitinib 3.75 mg, oral")[1].split("due")[1]
    assert ruxolitinib.split()[0] == "20:00"


def test_children_stand_by_bed_and_each_page_names_its_child() -> None:
    charts = [
        other("21", "Last", "X-3"),
        in_the_ward(),
        other(None, "Nobed", "X-4"),
        other("3", "First", "X-2"),
    ]
    told = page_texts(pack(*charts))
    feet = [page.rsplit("page ", 1)[0][-60:] for page in told]
    order = [next((name for name in ("First", "ZHAO", "Last", "Nobed") if name in foot), "") for foot in feet]
    assert list(dict.fromkeys(order)) == ["", "First", "ZHAO", "Last", "Nobed"]
    for number, page in enumerate(told, start=1):
        assert f"page {number} of {len(told)}" in page


def test_the_outline_leads_to_each_child() -> None:
    pdf = pack(other("1", "First", "X-2"), other("2", "Second", "X-3"))
    with pikepdf.open(io.BytesIO(pdf)) as document, document.open_outline() as outline:
        assert document.check_pdf_syntax() == []
        assert [item.title for item in outline.root] == ["2 inpatients", "First", "Second"]
        assert [item.title for item in outline.root[1].children] == [
            "Doses in force",
            "Last 72 hours",
            "Chart for 8 hours, from 10:00 on 12 Mar 2018",
        ]


def test_an_empty_ward_is_said() -> None:
    assert "No child is an inpatient." in whole_text(pack())


def test_identical_data_gives_identical_bytes_in_both_languages() -> None:
    child = in_the_ward(*MORE)
    turned = replace(child, entries=child.entries[::-1])
    for language in ("en", "zh"):
        assert pack(child, language=language) == pack(turned, language=language)
    assert "此前72小时" in whole_text(pack(child, language="zh"))


def test_a_character_without_a_glyph_is_spelled_out_and_stops_nobodys_page() -> None:
    odd = other("2", "Smile 😀 علي", "P-ODD")
    found = whole_text(pack(odd, in_the_ward()))
    assert "Smile [U+1F600]" in found
    assert "[U+0639][U+0644][U+064A]" in found
    assert "P-ODD" in found

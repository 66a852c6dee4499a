"""A page says what the chart says: markup stays text, and a character that cannot be printed stops the page."""

from __future__ import annotations

from datetime import UTC, date, datetime
from decimal import Decimal
from zoneinfo import ZoneInfo

import pypdfium2
import pytest

from hlhdesk.definitions import load
from hlhdesk.model.chart import PatientChart
from hlhdesk.model.entries import Identity, Temperature
from hlhdesk.model.moment import Moment
from hlhdesk.model.quantity import Quantity
from hlhdesk.report import PageProvenance, discharge_summary
from hlhdesk.report.missing import MissingGlyph
from hlhdesk.rules import derive
from hlhdesk.wording import Catalogue

ZONE = ZoneInfo("Asia/Shanghai")
AS_OF = Moment.parse("2026-03-02T20:00", ZONE)
PROVENANCE = PageProvenance(
    printed_at=AS_OF,
    printed_by=None,
    program_version="0.1.0",
    definitions_version="2026.1",
    history_head="0" * 64,
    demo=True,
    approved=False,
)


def chart(name: str) -> PatientChart:
    """One child with one febrile reading."""
    recorded = datetime(2026, 3, 1, tzinfo=UTC)
    child = Identity(id="i", name=name, sex="female", birth_date=date(2019, 4, 1), recorded_at=recorded)
    at = Moment.parse("2026-03-01T14:00", ZONE)
    value = Quantity(Decimal("39.4"), "Cel", "39.4", "Cel")
    return PatientChart("P-1", ZONE, (child, Temperature(id="t", at=at, value=value, site="axillary")))


def words(name: str) -> str:
    """What can be read on the pages, without its spaces (lines break where they must)."""
    found, definitions = chart(name), load()
    state = derive(found, definitions, AS_OF)
    pdf = pypdfium2.PdfDocument(
        discharge_summary(found, state, definitions, Catalogue.load("en"), PROVENANCE)
    )
    text = "".join(page.get_textpage().get_text_bounded() for page in pdf)
    pdf.close()
    return "".join(text.split())


@pytest.mark.parametrize(
    "name",
    [
        "Mia <b>Long</b> & Son",
        '<img src="chart.png"/>',
        "</para><a href='x'>y</a>",
        "玥喆 Łukasz Ñandú",
        "A&amp;B",
    ],
)
def test_a_name_is_printed_as_it_is_charted(name: str) -> None:
    assert "".join(name.split()) in words(name)


def test_the_page_names_who_is_not_real_and_what_is_not_approved() -> None:
    text = words("Mia").lower()
    assert "demo" in text
    assert "notyetapproved" in text


def test_a_character_that_the_font_lacks_stops_the_page_and_is_named() -> None:
    with pytest.raises(MissingGlyph) as stopped:
        words("Mia \N{EGYPTIAN HIEROGLYPH A001}")
    assert "\N{EGYPTIAN HIEROGLYPH A001}" in stopped.value.characters

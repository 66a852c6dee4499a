"""Every kind of entry in a few words, in both languages."""

from __future__ import annotations

from datetime import date
from decimal import Decimal

import pytest

from hlhdesk.model import entries
from hlhdesk.model.entries import ENTRY_TYPES, Entry
from hlhdesk.wording import Catalogue
from hlhdesk.wording.entry_words import entry_words, when_of
from tests.ui.wards import TODAY, at, celsius

NOON = at(TODAY, "12:00")
ORDER = entries.Order(
    drug="ruxolitinib", dose_mg=Decimal("2.5"), times_per_day=2, route="oral", starts_on=date(2018, 3, 5)
)
ROWS: tuple[tuple[Entry, str, str], ...] = (
    (
        entries.Temperature(at=NOON, value=celsius("39.4"), site="axillary"),
        "39.4 °C axillary",
        "39.4 °C 腋温",
    ),
    (
        entries.Temperature(at=NOON, value=celsius("38.1"), site="oral", after_cooling=True),
        "38.1 °C oral after cooling",
        "38.1 °C 口温（降温后）",
    ),
    (ORDER, "ordered ruxolitinib 2.5 mg 2 times a day, oral, from 5 Mar 2018", "医嘱：芦可替尼每次2.5 mg"),
    (
        entries.Dose(
            at=NOON,
            drug="ruxolitinib",
            dose_mg=Decimal("2.5"),
            route="oral",
            status="refused",
            reason="asleep",
        ),
        "ruxolitinib 2.5 mg refused (asleep)",
        "（asleep）",
    ),
    (entries.NotMeasured(on=TODAY, reason="on leave"), "temperature not measured (on leave)", "未测体温"),
    (entries.BodySize(on=TODAY, weight_kg=Decimal("15.2")), "15.2 kg", "15.2 kg"),
    (
        entries.BodySize(on=TODAY, weight_kg=Decimal("15.2"), height_cm=Decimal(98)),
        "15.2 kg, 98 cm",
        "15.2 kg，98 cm",
    ),
    (entries.ClinicalFinding(on=TODAY, finding="splenomegaly", present=False), "splenomegaly absent", "：无"),
    (entries.Note(at=NOON, text="slept well"), "slept well", "slept well"),
)


@pytest.mark.parametrize(("entry", "english", "chinese"), ROWS, ids=lambda row: str(type(row).__name__))
def test_an_entry_is_named_in_both_languages(entry: Entry, english: str, chinese: str) -> None:
    assert Catalogue.load("en").text(entry_words(entry)) == english
    assert chinese in Catalogue.load("zh").text(entry_words(entry))


def test_every_kind_has_words() -> None:
    from hlhdesk.wording import entry_words as module  # noqa: PLC0415

    assert set(module._WORDS) == set(ENTRY_TYPES.values())


def test_when_an_entry_happened() -> None:
    assert when_of(ORDER) == date(2018, 3, 5)
    assert when_of(entries.Note(at=NOON, text="x")) == NOON
    with pytest.raises(TypeError, match="Entry"):
        when_of(Entry())

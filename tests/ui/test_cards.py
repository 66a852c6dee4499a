"""What a card says: ages, the last peak and its arrow, what is due, the order of the ward."""

from __future__ import annotations

from datetime import date, time
from decimal import Decimal

import pytest

from hlhdesk.definitions import load
from hlhdesk.model.entries import BodySize, Order
from hlhdesk.model.moment import Moment
from hlhdesk.rules import derive
from hlhdesk.wording import Catalogue
from tests.ui.wards import NOW, ZONE, reading, stay, treated, ugly, with_entries
from ui.cards import Card, arranged, card_of, damaged_card, exact
from ui.words import age


def card(*tops: str, bed: str | None = "4", number: str = "A-1") -> Card:
    chart = stay("Example", number, bed, list(tops))
    return card_of(chart, derive(chart, load(), NOW), Catalogue.load())


@pytest.mark.parametrize(
    ("born", "said"),
    [
        ("2018-03-09", "0 d"),
        ("2018-02-20", "17 d"),
        ("2018-01-08", "60 d"),
        ("2018-01-07", "2 m"),
        ("2016-03-10", "23 m"),
        ("2016-03-09", "2 y"),
        ("2013-01-03", "5 y 2 m"),
        ("2013-03-10", "4 y 11 m"),
    ],
)
def test_ages_are_said_as_wards_say_them(born: str, said: str) -> None:
    assert age(date.fromisoformat(born), date(2018, 3, 9), Catalogue.load()) == said


@pytest.mark.parametrize(
    ("tops", "peak"),
    [
        (("38.2", "39.4"), "↑ 39.1 °C"),
        (("39.4", "38.2"), "↓ 37.9 °C"),
        (("38.0", "38.3"), "→ 38.0 °C"),
        (("38.3",), "38.0 °C"),
    ],
)
def test_the_last_peak_has_an_arrow_against_the_one_before(tops: tuple[str, ...], peak: str) -> None:
    """The fake round of today ends at 10:00, 0.3 °C below the day's highest."""
    shown = card(*tops)
    assert (shown.peak, shown.peak_when) == (peak, "today")


def test_without_a_reading_nothing_is_claimed() -> None:
    shown = card("")
    assert shown.peak == "—"
    assert [badge.text for badge in shown.badges] == ["No reading today", "No data"]


def test_the_treatment_day_stands_on_the_card() -> None:
    chart = treated(stay("Example", "A-1", "4", ["39.0", "38.9", "38.8"]), date(2018, 3, 7))
    assert card_of(chart, derive(chart, load(), NOW), Catalogue.load()).second_line == "5 y 2 m · day 2"
    assert card("39.0").second_line == "5 y 2 m · no ruxolitinib"


def test_a_damaged_chart_stands_first() -> None:
    cards = [card("39.0"), damaged_card("A-2", Catalogue.load())]
    assert [shown.patient_id for shown in arranged(cards, "urgency", "", {})] == ["A-2", "A-1"]


def test_a_scanned_text_finds_the_number_before_the_bed() -> None:
    cards = [card("39.0", bed="12", number="7"), card("39.0", bed="7", number="8")]
    found = exact(cards, " 7 ")
    assert found is not None
    assert found.patient_id == "7"
    assert exact(cards, "9") is None
    assert exact(cards, "") is None


def test_a_name_of_sixty_characters_is_searched_whole() -> None:
    chart = ugly()
    shown = card_of(chart, derive(chart, load(), NOW), Catalogue.load())
    assert shown.matches(["欧阳", "wilhelmina", "12b"])


@pytest.mark.parametrize(
    ("clock", "said"),
    [
        ("06:30", "Read 06:00 · next ruxolitinib 08:00"),
        ("08:30", "Due: ruxolitinib 08:00"),
        ("09:30", "Overdue: ruxolitinib 08:00"),
        ("20:10", "Overdue: ruxolitinib 08:00; Due: ruxolitinib 20:00"),
    ],
)
def test_a_dose_with_clock_times_is_said_when_it_is_due(clock: str, said: str) -> None:
    day = NOW.day
    twice = Order(
        id="order",
        drug="ruxolitinib",
        dose_mg=Decimal("2.5"),
        times_per_day=2,
        times=(time(8), time(20)),
        route="oral",
        starts_on=day,
    )
    weighed = BodySize(id="size", on=day, weight_kg=Decimal("15.2"), height_cm=Decimal(98))
    chart = with_entries(stay("Example", "A-1", "4", ["36.8", "36.8", "36.8"]), twice, weighed)
    as_of = Moment.parse(f"{day.isoformat()}T{clock}", ZONE)
    assert card_of(chart, derive(chart, load(), as_of), Catalogue.load()).due.startswith(said)


def test_a_temperature_of_the_round_is_due_until_it_was_read() -> None:
    chart = stay("Somebody", "A-1", "4", ("36.8", "36.9", "36.8"))
    say = Catalogue.load("en")
    assert card_of(chart, derive(chart, load(), NOW), say).due == "Temperature 14:00 due · Last reading 10:00"
    silent = stay("Somebody", "A-1", "4", ("36.8", "36.9", ""))
    card = card_of(silent, derive(silent, load(), NOW), say)
    assert ("not-observed" in [badge.look for badge in card.badges], card.due) == (
        True,
        "Temperature 14:00 due",
    )
    read = with_entries(chart, reading(NOW.day, "14:02", "36.7"))
    assert card_of(read, derive(read, load(), NOW), say).due == "Last reading 14:02"

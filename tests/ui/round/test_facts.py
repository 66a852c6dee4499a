"""What a chart says of one time of the round."""

from __future__ import annotations

import pytest

from hlhdesk.model.entries import NotMeasured
from hlhdesk.wording import Catalogue
from tests.ui.wards import TODAY, at, entry_id, reading, stay, with_entries
from ui.round.facts import SlotFacts

SLOT, NOW = at(TODAY, "14:00"), at(TODAY, "14:20")
EMPTY = stay("Example", "A-1", "4", [""])


@pytest.mark.parametrize(
    ("clock", "done"),
    [("12:59", False), ("13:00", True), ("14:15", True), ("14:21", False)],
)
def test_a_reading_near_the_time_is_of_the_round(clock: str, done: bool) -> None:
    facts = SlotFacts(with_entries(EMPTY, reading(TODAY, clock, "38.2")), SLOT, NOW)
    assert facts.done is done


def test_one_that_was_typed_for_the_round_is_too() -> None:
    early = reading(TODAY, "12:20", "38.2")
    chart = with_entries(EMPTY, early)
    assert SlotFacts(chart, SLOT, NOW).reading is None
    assert SlotFacts(chart, SLOT, NOW, frozenset({(SLOT.text, early.id)})).reading is early


def test_a_reason_counts_from_when_the_slot_began() -> None:
    def absent(clock: str) -> NotMeasured:
        return NotMeasured(id=entry_id(), on=TODAY, reason="on leave", recorded_at=at(TODAY, clock).instant)

    assert SlotFacts(with_entries(EMPTY, absent("12:00")), SLOT, NOW).done
    assert not SlotFacts(with_entries(EMPTY, absent("11:00")), SLOT, NOW).done


def test_in_words() -> None:
    say = Catalogue.load()
    assert SlotFacts(EMPTY, SLOT, NOW).words(say) == "No reading charted"
    today = with_entries(EMPTY, reading(TODAY, "10:00", "38.2", "tympanic"))
    assert SlotFacts(today, SLOT, NOW).words(say) == "38.2 °C tympanic 10:00"
    ahead = with_entries(today, reading(TODAY, "18:00", "40.0"))
    assert SlotFacts(ahead, SLOT, NOW).words(say) == "38.2 °C tympanic 10:00", "what is to come is not known"

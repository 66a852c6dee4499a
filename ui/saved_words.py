"""What the entry line answers to a temperature that was saved."""

from __future__ import annotations

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.definitions import TemperatureEntry
from hlhdesk.model.entries import Temperature
from hlhdesk.model.message import Message, Term
from hlhdesk.model.moment import Moment
from hlhdesk.model.quantity import round_half_even
from hlhdesk.wording import Catalogue
from ui.remeasure import Jump, open_jump
from ui.words import child_name, clock_or_day


def saved_words(
    entry: Temperature, chart: PatientChart, limits: TemperatureEntry, now: Moment, say: Catalogue
) -> tuple[str, str]:
    """The value as it was saved, for whom and when; and the "re-measured?" mark when it is open on this one."""
    at = clock_or_day(entry.at, now.day)
    words = say(
        "ui.entry.saved-cooling" if entry.after_cooling else "ui.entry.saved",
        value=entry.value,
        site=Term("site", entry.site),
        time=Message.of("ui.entry.on-day", at=entry.at) if at is entry.at else at,
        name=child_name(chart, say),
    )
    jump = open_jump(chart, limits, now)
    return words, _mark(jump, say) if jump is not None and jump.reading.id == entry.id else ""


def _mark(jump: Jump, say: Catalogue) -> str:
    near = jump.before.at.day == jump.reading.at.day
    change = round_half_even(jump.change, 1)
    return say(
        "ui.entry.remeasure" if near else "ui.entry.remeasure-far",
        change=f"{change:+f}".replace("-", "−"),
        at=jump.before.at,
    )

"""What a chart says of one time of the round."""

from __future__ import annotations

from dataclasses import dataclass

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.entries import NotMeasured, Temperature
from hlhdesk.model.message import Term
from hlhdesk.model.moment import Moment
from hlhdesk.wording import Catalogue
from hlhdesk.wording.entry_words import entry_words
from ui.round.slots import near, since


@dataclass(frozen=True, slots=True)
class SlotFacts:
    """A chart at ``now``; ``typed_for`` are the entries that were typed for a slot, by its text and their id."""

    chart: PatientChart
    slot: Moment
    now: Moment
    typed_for: frozenset[tuple[str, str]] = frozenset()

    @property
    def last(self) -> Temperature | None:
        """The latest reading of all."""
        return max(self._readings(), key=_order, default=None)

    @property
    def reading(self) -> Temperature | None:
        """The latest reading of the slot: taken near its time, or typed for it, which may be a good while before."""
        of_slot = (
            entry
            for entry in self._readings()
            if near(self.slot, entry.at) or (self.slot.text, entry.id) in self.typed_for
        )
        return max(of_slot, key=_order, default=None)

    @property
    def missing(self) -> NotMeasured | None:
        """The reason for no reading, written since the slot began."""
        found = (
            entry
            for entry in self.chart.not_measured
            if entry.on == self.slot.day and since(self.slot, entry.recorded_at)
        )
        return max(found, key=lambda entry: entry.id, default=None)

    @property
    def done(self) -> bool:
        """True when there is a reading of the slot or a reason for none."""
        return self.reading is not None or self.missing is not None

    def words(self, say: Catalogue) -> str:
        """The last reading with its site and time; the reason where there is none for this slot."""
        missing, last = self.missing, self.last
        if missing is not None and self.reading is None:
            return say.text(entry_words(missing))
        if last is None:
            return say("ui.board.never-read")
        key = "ui.round.last-today" if last.at.day == self.now.day else "ui.round.last-on"
        return say(key, value=last.value, site=Term("site", last.site), at=last.at)

    def _readings(self) -> list[Temperature]:
        return [entry for entry in self.chart.temperatures if entry.at.instant <= self.now.instant]


def _order(entry: Temperature) -> tuple[object, ...]:
    return entry.at.instant, entry.id

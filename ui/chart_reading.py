"""The line above the chart: what the cross-hair reads, or one entry with who charted it, and the way to correct it."""

from __future__ import annotations

from PySide6.QtWidgets import QHBoxLayout, QWidget

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.entries import Entry
from hlhdesk.model.message import Message
from hlhdesk.wording.entry_words import entry_words, when_of
from ui.bridge import Bridge
from ui.widgets import button, words


class ChartReading(QWidget):
    """Words of one moment, or of one entry."""

    def __init__(self, bridge: Bridge) -> None:
        super().__init__()
        self._bridge = bridge
        self.entry: Entry | None = None
        self.words = words(role="muted", wraps=True)
        self.correct = button(bridge.say("chart.correct"), kind="small", tip=bridge.say("chart.correct-hint"))
        self.correct.clicked.connect(self._ask)
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.words, 1)
        row.addWidget(self.correct)
        self.say("")

    def say(self, text: str) -> None:
        """Say ``text``; nothing is picked any more."""
        self.entry = None
        self.correct.hide()
        self.words.setText(text)

    def show_entry(self, chart: PatientChart, entry_id: str) -> None:
        """Name an entry, who charted it when, and what it corrected."""
        found = next((entry for entry in chart.entries if entry.id == entry_id), None)
        if found is None:
            self.say("")
            return
        self.entry = found
        self.words.setText(entry_sentence(found, chart, self._bridge))
        self.correct.show()

    def _ask(self) -> None:
        if self.entry is not None:
            self._bridge.correction_asked.emit(self.entry)


def entry_sentence(entry: Entry, chart: PatientChart, bridge: Bridge) -> str:
    """What was charted, when it happened, and by whom and when it was recorded; with the value before a correction."""
    say = bridge.say
    recorded = entry.recorded_at.astimezone(chart.zone).replace(tzinfo=None) if entry.recorded_at else None
    by = entry.recorded_by or say("chart.nobody")
    parts = [say("chart.entry", entry=entry_words(entry), at=when_of(entry))]
    if recorded is not None:
        parts.append(say("chart.recorded", by=by, at=recorded))
    before = next((old for old in chart.entries if old.id == entry.supersedes), None)
    if before is not None:
        reason = entry.change_reason or ""
        parts.append(
            say("chart.corrected", before=Message.of("chart.was", entry=entry_words(before)), reason=reason)
        )
    return say.sentences(parts)

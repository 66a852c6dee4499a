"""What a card of the ward board says: pure values from chart and state."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from datetime import date

from hlhdesk.model.chart import PatientChart
from hlhdesk.model.entries import Closure
from hlhdesk.model.message import Term
from hlhdesk.model.moment import Moment
from hlhdesk.model.quantity import celsius, celsius_shown
from hlhdesk.model.state import Finding, Level, PatientState, TemperatureDay, VisitStatus
from hlhdesk.wording import Catalogue
from ui.due_words import next_words, waiting_words
from ui.round.slots import awaited
from ui.words import age, bed_of, name_of

NOT_OBSERVED = "temperature.not-observed"
CANNOT_JUDGE = "fever.cannot-judge"
RELAPSE = "fever.relapse"
NOT_APPROVED = "definitions.not-approved"
URGENCY = (
    "relapse",
    "cannot-judge",
    "not-observed",
    "fever",
    "settling",
    "no-data",
    "normalised",
    "no-fever",
)
LEVELS = (Level.ALERT, Level.WARN, Level.NOTICE, Level.OK)
ASKS = LEVELS[:-1]


@dataclass(frozen=True, slots=True)
class Badge:
    """A state in words; ``look`` names its colours in the palette."""

    look: str
    text: str


@dataclass(frozen=True, slots=True)
class Card:
    """One child on the ward board. ``urgency`` sorts first what is most urgent; ``draft`` is said instead of ``due``.

    ``name`` is what is shown, ``called`` the name as charted, empty when there is none. ``ended`` says that
    follow-up has ended: such a child is found, but does not stand on the board by itself.
    """

    patient_id: str
    name: str
    bed: str
    second_line: str
    peak: str
    peak_when: str
    badges: tuple[Badge, ...]
    due: str
    urgency: tuple[int, int]
    inpatient: bool
    draft: str = ""
    called: str = ""
    ended: bool = False

    def matches(self, words: Iterable[str]) -> bool:
        """True when each word is part of the name, the bed or the hospital number."""
        hay = f"{self.name} {self.patient_id} {self.bed}".casefold()
        return all(word in hay for word in words)


def card_of(chart: PatientChart, state: PatientState, say: Catalogue) -> Card:
    """The card of one child at the moment of ``state``."""
    identity = chart.identity
    today = state.as_of.day
    badges = _badges(state, say)
    end = last_closure(chart, today)
    peak, when = _peak(state.temperature.days, today, say)
    return Card(
        patient_id=chart.patient_id,
        name=name_of(identity, say),
        bed=bed_of(chart, state),
        second_line=_second_line(age(identity.birth_date, today, say), state.treatment_day, say),
        peak=peak,
        peak_when=when,
        badges=badges,
        due=_due(state, _awaited(chart, state), say)
        if end is None
        else say("care.ended", why=Term("closure", end.kind), on=end.on),
        urgency=(_rank(badges[0].look), _level_rank(state.findings)),
        inpatient=state.inpatient,
        called=identity.name or "",
        ended=end is not None,
    )


def last_closure(chart: PatientChart, today: date) -> Closure | None:
    """Why follow-up has ended by ``today``; None while it goes on, or after the child was admitted again."""
    ends = [closure for closure in chart.closures if closure.on <= today]
    last = max(ends, key=lambda closure: (closure.on, closure.id), default=None)
    if last is None or any(last.on < stay.admitted_on <= today for stay in chart.admissions):
        return None
    return last


def asked(finding: Finding, say: Catalogue) -> str:
    """What a finding asks for in a few words; empty for one that asks nothing: a check that is in order."""
    key = f"ui.due.{finding.code}"
    return say(key) if finding.level in ASKS and say.has(key) else ""


def damaged_card(patient_id: str, say: Catalogue) -> Card:
    """The card of a child whose chart is damaged and not shown: as loud as a relapse."""
    return Card(
        patient_id=patient_id,
        name=patient_id,
        bed="",
        second_line="",
        peak=say("ui.none"),
        peak_when="",
        badges=(Badge("relapse", say("ui.state.damaged")),),
        due=say("ui.due.damaged"),
        urgency=(-1, 0),
        inpatient=True,
    )


def arranged(cards: Iterable[Card], by: str, query: str, drafts: Mapping[str, str]) -> list[Card]:
    """The cards that match ``query``, children on the ward first, by ``urgency`` or ``bed``."""
    words = query.casefold().split()
    found = [replace(card, draft=drafts.get(card.patient_id, "")) for card in cards if card.matches(words)]
    if by == "bed":
        return sorted(found, key=lambda card: (not card.inpatient, _natural(card.bed), card.patient_id))
    return sorted(
        found,
        key=lambda card: (not card.inpatient, card.urgency, _natural(card.bed), _natural(card.patient_id)),
    )


def exact(cards: Iterable[Card], query: str) -> Card | None:
    """The one card whose number or bed is exactly ``query``: what a scanner types."""
    wanted = query.strip().casefold()
    found = list(cards)
    for key in ("patient_id", "bed"):
        hits = [card for card in found if getattr(card, key).casefold() == wanted]
        if len(hits) == 1 and wanted:
            return hits[0]
    return None


def _badges(state: PatientState, say: Catalogue) -> tuple[Badge, ...]:
    """The temperature state in words; what cannot be known stands beside it, as loud as a relapse."""
    fever = state.temperature.state
    codes = {finding.code for finding in state.findings}
    badges = [Badge(fever.value, say(f"ui.state.{fever.value}"))]
    if CANNOT_JUDGE in codes:
        badges.append(Badge("cannot-judge", say("ui.state.cannot-judge")))
    if NOT_OBSERVED in codes:
        badges.append(Badge("not-observed", _silence(state, say)))
    return tuple(sorted(badges, key=lambda badge: _rank(badge.look)))


def _silence(state: PatientState, say: Catalogue) -> str:
    last = state.temperature.last_reading
    if last is None:
        return say("ui.state.no-reading-today")
    hours = int((state.as_of.instant - last.at.instant).total_seconds() // 3600)
    return say("ui.state.no-reading-hours", hours=hours) if hours < 100 else say("ui.state.no-reading-today")


def _peak(days: tuple[TemperatureDay, ...], today: date, say: Catalogue) -> tuple[str, str]:
    """The last peak with an arrow against the one before, and its day."""
    peaks = [(day.on, day.peak.value) for day in days if day.peak is not None]
    if not peaks:
        return say("ui.none"), ""
    on, value = peaks[-1]
    arrow = ""
    if len(peaks) > 1:
        change = celsius(value) - celsius(peaks[-2][1])
        arrow = "↑ " if change > 0 else "↓ " if change < 0 else "→ "
    when = say("ui.board.peak-today") if on == today else say("ui.board.peak-on", on=on)
    return f"{arrow}{celsius_shown(value)} °C", when


def _second_line(years: str, day: int | None, say: Catalogue) -> str:
    if day is None:
        return say("ui.board.second-line-untreated", age=years)
    return say("ui.board.second-line", age=years, day=day)


def _due(state: PatientState, slot: Moment | None, say: Catalogue) -> str:
    """An alert that the badges do not say already, then what waits now; else what is most urgent."""
    waiting = waiting_words(state.due, say)
    alert = _most_urgent(state, ASKS[:1], say)
    if alert or waiting:
        return " · ".join(part for part in (alert, waiting) if part)
    if found := _most_urgent(state, ASKS[1:], say):
        return found
    for visit in state.follow_up:
        if visit.status is VisitStatus.DUE:
            return say("ui.due.visit-due", visit=visit.visit, to=visit.window_to)
    if slot is not None:
        silent = any(finding.code == NOT_OBSERVED for finding in state.findings)  # then a badge says how long
        due = say("care.round-due", at=slot)
        return due if silent else f"{due} · {_last_reading(state, say)}"
    coming = next_words(state.due, say)
    if not coming:
        return _last_reading(state, say)
    last = state.temperature.last_reading
    if last is None:
        return coming
    key = "ui.due.read" if last.at.day == state.as_of.day else "ui.due.read-on"
    return f"{say(key, at=last.at)} · {coming}"


def _awaited(chart: PatientChart, state: PatientState) -> Moment | None:
    """The round whose temperature is due for a child on the ward."""
    if not state.inpatient:
        return None
    last = state.temperature.last_reading
    return awaited(state.as_of, chart.zone, None if last is None else last.at)


def _most_urgent(state: PatientState, levels: Iterable[Level], say: Catalogue) -> str:
    said = {RELAPSE, CANNOT_JUDGE, NOT_OBSERVED, NOT_APPROVED}
    for level in levels:
        for finding in state.findings:
            if finding.level is level and finding.code not in said and (words := asked(finding, say)):
                return words
    return ""


def _last_reading(state: PatientState, say: Catalogue) -> str:
    last = state.temperature.last_reading
    if last is None:
        return say("ui.board.never-read")
    key = "ui.board.last-reading" if last.at.day == state.as_of.day else "ui.board.last-reading-on"
    return say(key, at=last.at)


def _rank(look: str) -> int:
    return URGENCY.index(look)


def _level_rank(findings: tuple[Finding, ...]) -> int:
    return min((LEVELS.index(finding.level) for finding in findings), default=len(LEVELS))


def _natural(text: str) -> tuple[tuple[int, int, str], ...]:
    """Beds in the order of a ward: 2 before 12, none last."""
    if not text:
        return ((2, 0, ""),)
    parts = re.findall(r"[0-9]+|[^0-9]+", text)
    return tuple((0, int(part), "") if part[0].isdigit() else (1, 0, part) for part in parts)

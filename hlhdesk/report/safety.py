"""The safety list of the paper: what was answered yes, no, and what nobody asked; the grades of laboratory values."""

from __future__ import annotations

from hlhdesk.model.entries import AdverseEvent
from hlhdesk.model.message import Message, Term
from hlhdesk.model.state import SafetyGrade
from hlhdesk.report.blocks import Section, Sentence, Voice
from hlhdesk.report.source import LONG_AGO, PageSource

ANSWERS = (("yes", Voice.STRONG), ("no", Voice.BODY), ("not-asked", Voice.BODY))


def safety_section(source: PageSource) -> Section:
    """Every item of the list once, under its latest answer."""
    latest = _latest(source)
    items = source.definitions.safety.items
    blocks = []
    for answer, voice in ANSWERS:
        days = sorted({told.on for told in latest.values() if told.answer == answer})
        for on in days:
            named = [
                item
                for item in items
                if item in latest and (latest[item].answer, latest[item].on) == (answer, on)
            ]
            said = source.say(
                "page.safety.answered", answer=Term("answer", answer), on=on, items=_names(named)
            )
            blocks.append(Sentence(said, voice))
    never = [item for item in items if item not in latest]
    if never:
        blocks.append(Sentence(source.say("page.safety.never-asked", items=_names(never))))
    grades = tuple(_grade(grade) for grade in source.state.safety)
    if grades:
        version = source.definitions.safety.version
        blocks.append(Sentence(source.say("page.safety.grades", grades=grades, version=version)))
    return Section(source.say("page.section.safety"), tuple(blocks), with_next=True)


def _latest(source: PageSource) -> dict[str, AdverseEvent]:
    latest: dict[str, AdverseEvent] = {}
    known = [entry for entry in source.chart.adverse_events if entry.on <= source.today]
    for answer in sorted(known, key=lambda entry: (entry.on, entry.recorded_at or LONG_AGO, entry.id)):
        latest[answer.item] = answer
    return latest


def _names(items: list[str]) -> tuple[Term, ...]:
    return tuple(Term("safety-item", item) for item in items)


def _grade(grade: SafetyGrade) -> Message:
    """``Platelets 0 (before: 3)``."""
    return Message.of(
        "page.safety.graded",
        analyte=Term("analyte", grade.analyte),
        grade=_number(grade.grade),
        before=_number(grade.baseline_grade),
    )


def _number(grade: int | None) -> Message:
    return (
        Message.of("page.safety.no-grade")
        if grade is None
        else Message.of("page.safety.a-grade", grade=grade)
    )

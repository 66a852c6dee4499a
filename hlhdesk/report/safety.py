"""The safety list of the paper, each item answered, with the CTCAE grade where a laboratory value gives one."""

from __future__ import annotations

from hlhdesk.model.entries import AdverseEvent
from hlhdesk.model.message import Message, Term
from hlhdesk.model.state import SafetyGrade
from hlhdesk.report.blocks import Columns, Section, Sentence, TextTable, Voice
from hlhdesk.report.source import LONG_AGO, PageSource

WIDTHS = (1.25, 0.8, 1.6)


def safety_section(source: PageSource) -> Section:
    """Two columns of items; an item that nobody asked about says so."""
    latest: dict[str, AdverseEvent] = {}
    for answer in sorted(
        (entry for entry in source.chart.adverse_events if entry.on <= source.today),
        key=lambda entry: (entry.on, entry.recorded_at or LONG_AGO, entry.id),
    ):
        latest[answer.item] = answer
    rows = [_row(source, item, latest.get(item)) for item in source.definitions.safety.items]
    half = (len(rows) + 1) // 2
    heads = tuple(source.say(f"page.safety.{head}") for head in ("item", "answer", "grade"))
    tables = [TextTable(heads, tuple(part), WIDTHS) for part in (rows[:half], rows[half:])]
    note = source.say("page.safety.note", version=source.definitions.safety.version)
    return Section(
        source.say("page.section.safety"), (Columns(tables[0], tables[1]), Sentence(note, Voice.NOTE))
    )


def _row(source: PageSource, item: str, answer: AdverseEvent | None) -> tuple[str, ...]:
    if answer is None:
        said = source.say("page.safety.not-asked")
    else:
        said = source.say("page.safety.answered", answer=Term("answer", answer.answer), on=answer.on)
    grades = tuple(_grade(grade) for grade in source.state.safety if grade.item == item)
    return source.catalogue.term("safety-item", item), said, source.catalogue.say(grades) if grades else ""


def _grade(grade: SafetyGrade) -> Message:
    """``Platelets: grade 0 (before 3)``."""
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

"""The visits ahead with their windows, and when not to wait for one."""

from __future__ import annotations

from hlhdesk.model.message import Term
from hlhdesk.model.state import FollowUpVisit, VisitStatus
from hlhdesk.report.blocks import Block, Columns, Section, Sentence, TextTable, Voice
from hlhdesk.report.chinese import CHINESE
from hlhdesk.report.source import PageSource, basis_note

WIDTHS = (0.85, 1.05, 1.3)
HEADS = ("visit", "due", "window")
TABLES, TABLES_OF_CHINESE_DATES = 3, 2  # side by side, so that no date is broken


def follow_up_section(source: PageSource) -> Section:
    """Every visit of the schedule, the overdue ones named, and the end of follow-up if it has come."""
    blocks: list[Block] = [
        Sentence(
            source.say("page.follow-up.closed", kind=Term("closure", closure.kind), on=closure.on),
            Voice.STRONG,
        )
        for closure in sorted(source.chart.closures, key=lambda entry: (entry.on, entry.id))
        if closure.on <= source.today
    ]
    overdue = [finding for finding in source.state.findings if finding.code.startswith("follow-up.")]
    blocks += [Sentence(source.catalogue.text(finding.text), Voice.STRONG) for finding in overdue]
    visits = source.state.follow_up
    if visits:
        rows = [_row(source, visit) for visit in visits]
        tables = TABLES_OF_CHINESE_DATES if CHINESE.search(rows[0][1]) else TABLES
        part = -(-len(rows) // tables)
        heads = tuple(source.say(f"page.follow-up.{head}") for head in HEADS)
        parts = [rows[n : n + part] for n in range(0, len(rows), part)]
        blocks.append(Columns(tuple(TextTable(heads, tuple(rows), WIDTHS) for rows in parts)))
    else:
        blocks.append(Sentence(source.say("page.follow-up.none")))
    blocks += basis_note(source, overdue)
    if not any(closure.on <= source.today for closure in source.chart.closures):
        limit = format(source.definitions.fever.fever_from, "f")
        blocks.append(Sentence(source.say("page.follow-up.come-at-once", limit=limit), Voice.STRONG))
    return Section(source.say("page.section.follow-up"), tuple(blocks))


def _row(source: PageSource, visit: FollowUpVisit) -> tuple[str, ...]:
    """A visit that is still ahead needs no word but its window; any other says how it stands."""
    window = source.say("page.follow-up.span", first=visit.window_from, last=visit.window_to)
    if visit.done_on is not None:
        window = source.say("page.follow-up.done", on=visit.done_on)
    elif visit.status is not VisitStatus.UPCOMING:
        window = source.say(
            "page.follow-up.status", window=window, status=Term("visit-status", visit.status.value)
        )
    return source.catalogue.say(Term("visit", visit.visit)), source.say("page.day", on=visit.due_on), window

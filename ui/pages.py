"""The door to the pages: everything that rendering needs, as values, so that it can run on any thread."""

from __future__ import annotations

import logging
from dataclasses import dataclass, replace
from hashlib import sha256
from typing import TYPE_CHECKING

from hlhdesk import __version__
from hlhdesk.model.chart import PatientChart
from hlhdesk.model.definitions import Definitions
from hlhdesk.model.state import PatientState
from hlhdesk.report import (
    MissingGlyph,
    PageProvenance,
    Replaced,
    UnknownVisit,
    follow_up_moment,
    plan_of,
    summary_moment,
)
from hlhdesk.service import PrintedPage, Refused, StoreError
from hlhdesk.wording import Catalogue

if TYPE_CHECKING:
    from ui.bridge import WardDesk

DISCHARGE, FOLLOW_UP, FAMILY = KINDS = ("discharge", "follow-up", "family")
LANGUAGES = ("en", "zh")
log = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Choice:
    """Which page in which language, printed by whom; ``visit`` is of a follow-up summary, None for the usual one."""

    kind: str = DISCHARGE
    language: str = "en"
    visit: str | None = None
    by: str | None = None


@dataclass(frozen=True)
class Pages:
    """One child at the moment that the page speaks of, with what the page's provenance says."""

    choice: Choice
    chart: PatientChart
    state: PatientState
    definitions: Definitions
    say: Catalogue
    provenance: PageProvenance

    @classmethod
    def of(cls, desk: WardDesk, patient_id: str, choice: Choice) -> Pages:
        """Take the values from the desk, in the window's thread. Raises StoreError and UnknownVisit."""
        chart, moment = desk.chart(patient_id), desk.now()
        if choice.kind == DISCHARGE:
            moment = summary_moment(chart, moment)
        elif choice.kind == FOLLOW_UP:
            now = desk.state(patient_id, moment)
            choice = replace(choice, visit=plan_of(chart, now, choice.visit).name)
            moment = follow_up_moment(chart, now, choice.visit)
        state = desk.state(patient_id, moment)
        say = Catalogue.load(choice.language)
        made = _provenance(desk, choice.by, _replaced(desk, patient_id, choice))
        return cls(choice, chart, state, desk.definitions, say, made)

    def printed(self, pdf: bytes) -> PrintedPage:
        """What the history keeps of these bytes once they are saved or printed."""
        return PrintedPage(
            kind=self.choice.kind,
            patient_id=self.chart.patient_id,
            language=self.choice.language,
            head=self.provenance.history_head,
            sha256=sha256(pdf).hexdigest(),
            as_of=self.state.as_of,
            printed_at=self.provenance.printed_at,
            visit=self.choice.visit,
            by=self.provenance.printed_by,
        )


def _replaced(desk: WardDesk, patient_id: str, choice: Choice) -> Replaced | None:
    """The last printing of this page, with what was corrected since."""
    before = desk.last_printed(choice.kind, patient_id, choice.visit)
    if before is None:
        return None
    return Replaced(before.printed_at, before.head, desk.changes_since(before))


def _provenance(desk: WardDesk, by: str | None, replaced: Replaced | None) -> PageProvenance:
    return PageProvenance(
        printed_at=desk.now(),
        printed_by=by if desk.people is None else signed_in(desk),
        program_version=__version__,
        definitions_version=desk.definitions.version,
        history_head=desk.head(),
        demo=desk.is_demo,
        approved=desk.definitions.approved_by_ward,
        ward_name=desk.setting("ward_name"),
        replaces=replaced,
    )


def signed_in(desk: WardDesk) -> str | None:
    """The name of whoever is signed in; None in an open database, and when nobody is."""
    access = None if desk.people is None else desk.people.access
    return None if access is None else access.user.name


def render(pages: Pages) -> bytes:
    """The page as PDF; the library that draws is read here, on the thread that renders. Raises MissingGlyph."""
    from hlhdesk.report import discharge_summary, family_page, follow_up_summary  # noqa: PLC0415

    chart, state, definitions, say = pages.chart, pages.state, pages.definitions, pages.say
    if pages.choice.kind == FOLLOW_UP:
        return follow_up_summary(chart, state, definitions, say, pages.provenance, pages.choice.visit)
    write = family_page if pages.choice.kind == FAMILY else discharge_summary
    return write(chart, state, definitions, say, pages.provenance)


def reason(error: Exception, say: Catalogue) -> str:
    """Why there is no page, in words; a bug is said by its kind and is in the log."""
    if isinstance(error, MissingGlyph):
        named = tuple(f"{character} (U+{ord(character):04X})" for character in error.characters)
        return say("ui.pages.missing", characters=named)
    if isinstance(error, (UnknownVisit, StoreError)):
        return say.text(error.message)
    if isinstance(error, Refused):
        return say.clauses(say.text(problem.message) for problem in error.problems)
    if isinstance(error, OSError):
        return str(error)
    log.error("%s while a page was made", type(error).__name__)
    return type(error).__name__

"""What every document has around its content: title, marks, identity in the foot, language, what it replaces."""

from __future__ import annotations

from hlhdesk.report.blocks import Block, Callout, Document, Section, Sentence, Tone, Voice
from hlhdesk.report.identity import child_name, grouped, identity_line, small_print, small_print_of
from hlhdesk.report.provenance import PageProvenance
from hlhdesk.report.source import PageSource
from hlhdesk.wording import Catalogue

LANGUAGE_TAGS = {"zh": "zh-CN"}


def framed(
    source: PageSource, title: str, opening: tuple[Block, ...], sections: tuple[Section, ...]
) -> Document:
    """The document of one child. A page that replaces a corrected one says so before anything else."""
    made, words = source.provenance, source.catalogue
    return Document(
        title=title,
        subject=source.say("page.subject", patient=source.chart.patient_id),
        author=_author(made, words),
        language=language_tag(words),
        ward=made.ward_name or "",
        child=child_name(source),
        marks=_marks(made, words),
        opening=(*_replaced(source), *opening),
        sections=sections,
        identity=identity_line(source),
        small_print=small_print(source),
        page_of=source.say("page.foot.page"),
    )


def framed_ward(
    made: PageProvenance, words: Catalogue, title: str, subject: str, sections: tuple[Section, ...]
) -> Document:
    """A document about no single child."""
    return Document(
        title=title,
        subject=subject,
        author=_author(made, words),
        language=language_tag(words),
        ward=made.ward_name or "",
        child=subject,
        marks=_marks(made, words),
        opening=(),
        sections=sections,
        identity=" · ".join(part for part in (title, made.ward_name or "") if part),
        small_print=small_print_of(made, words),
        page_of=words("page.foot.page"),
    )


def language_tag(words: Catalogue) -> str:
    """The language as PDF readers name it."""
    return LANGUAGE_TAGS.get(words.language, words.language)


def _author(made: PageProvenance, words: Catalogue) -> str:
    return made.printed_by or made.ward_name or words("page.author-unknown")


def _marks(made: PageProvenance, words: Catalogue) -> tuple[str, ...]:
    marks = (
        words("page.mark.demo") if made.demo else "",
        "" if made.approved else words("page.mark.not-approved"),
        words("page.mark.unsigned"),
    )
    return tuple(mark for mark in marks if mark)


def _replaced(source: PageSource) -> tuple[Block, ...]:
    """Every correction since the earlier printing, the old value before the new one."""
    replaced = source.provenance.replaces
    if replaced is None or not replaced.changes:
        return ()
    return (
        Callout(
            title=source.say("page.replaces.title"),
            word=source.say(
                "page.replaces.word", at=replaced.printed_at, head=grouped(replaced.history_head)
            ),
            tone=Tone.FEVER,
            lines=tuple(Sentence(source.catalogue.text(change), Voice.BULLET) for change in replaced.changes),
        ),
    )

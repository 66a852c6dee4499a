"""What every document has around its content: title, marks, identity in the foot, language, what it replaces."""

from __future__ import annotations

from hlhdesk.report.blocks import Block, Callout, Document, Section, Sentence, Tone, Voice
from hlhdesk.report.identity import child_name, grouped, identity_line, small_print
from hlhdesk.report.source import PageSource

LANGUAGE_TAGS = {"zh": "zh-CN"}


def framed(
    source: PageSource, title: str, opening: tuple[Block, ...], sections: tuple[Section, ...]
) -> Document:
    """The document of one child. A page that replaces a corrected one says so before anything else."""
    made = source.provenance
    marks = [
        source.say("page.mark.demo") if made.demo else "",
        "" if made.approved else source.say("page.mark.not-approved"),
        source.say("page.mark.unsigned"),
    ]
    language = source.catalogue.language
    return Document(
        title=title,
        subject=source.say("page.subject", patient=source.chart.patient_id),
        author=made.printed_by or made.ward_name or source.say("page.author-unknown"),
        language=LANGUAGE_TAGS.get(language, language),
        ward=made.ward_name or "",
        child=child_name(source),
        marks=tuple(mark for mark in marks if mark),
        opening=(*_replaced(source), *opening),
        sections=sections,
        identity=identity_line(source),
        small_print=small_print(source),
        page_of=source.say("page.foot.page"),
    )


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

"""The diagnosis and the eight items of HLH-2004, three-valued, with the values that decided them."""

from __future__ import annotations

from hlhdesk.model.state import Hlh2004State, ItemState
from hlhdesk.report.blocks import Block, Item, Items, Section, Sentence, Voice
from hlhdesk.report.source import PageSource

MARKS = {ItemState.MET: "full", ItemState.NOT_MET: "empty", ItemState.NOT_ASSESSED: "none"}


def diagnosis_section(source: PageSource) -> Section:
    """Each diagnosis; the items at the time of it; and how they stand now."""
    blocks: list[Block] = list(_diagnoses(source))
    then, now = source.state.hlh2004_at_diagnosis, source.state.hlh2004
    if then is not None:
        blocks.append(Sentence(_count(source, then, "page.hlh.at-diagnosis"), Voice.STRONG))
        blocks.append(_items(source, then))
        blocks.append(Sentence(_count(source, now, "page.hlh.now")))
    else:
        blocks.append(Sentence(_count(source, now, "page.hlh.now"), Voice.STRONG))
        blocks.append(_items(source, now))
    blocks.append(
        Sentence(source.say("page.hlh.source", version=source.definitions.hlh2004.version), Voice.NOTE)
    )
    return Section(source.say("page.section.diagnosis"), tuple(blocks))


def _diagnoses(source: PageSource) -> list[Sentence]:
    known = sorted(
        (entry for entry in source.chart.diagnoses if entry.on <= source.today),
        key=lambda entry: (entry.on, entry.id),
    )
    if not known:
        return [Sentence(source.say("page.diagnosis.none"))]
    return [
        Sentence(
            source.say("page.diagnosis.trigger", text=entry.text, on=entry.on, trigger=entry.trigger)
            if entry.trigger
            else source.say("page.diagnosis.no-trigger", text=entry.text, on=entry.on)
        )
        for entry in known
    ]


def _count(source: PageSource, state: Hlh2004State, key: str) -> str:
    """``6 of 8 met, 1 not assessed``; what that means by the definition."""
    open_items = len(state.named(ItemState.NOT_ASSESSED))
    said = source.say(
        key,
        met=state.count,
        of=len(state.items),
        open=open_items,
        first=state.window_from,
        last=state.window_to,
        needed=source.definitions.hlh2004.needed,
    )
    verdict = (
        "molecular" if state.molecular
        else "fulfilled" if state.fulfilled
        else "could-be" if state.could_be_fulfilled
        else "not-fulfilled"
    )  # fmt: skip
    judged = source.say(f"page.hlh.{verdict}", needed=source.definitions.hlh2004.needed)
    return source.catalogue.sentences((said, judged))


def _items(source: PageSource, state: Hlh2004State) -> Items:
    return Items(
        tuple(
            Item(
                name=source.catalogue.term("hlh-item", item.name),
                mark=MARKS[item.state],
                state=source.catalogue.term("item-state", item.state.value),
                reason=source.catalogue.text(item.reason),
            )
            for item in state.items
        )
    )

"""The chart in words, for those who cannot see it."""

from __future__ import annotations

from collections.abc import Iterator

from hlhdesk.charting.source import ChartSource
from hlhdesk.charting.spec import Panel
from hlhdesk.model.message import Message


def description(source: ChartSource, panels: tuple[Panel, ...]) -> str:
    """A few sentences: the span, then what each panel shows and marks."""
    sentences = [Message.of("charting.words.span", first=source.axis.first, last=source.axis.last)]
    if source.state.treatment_start is not None:
        sentences.append(Message.of("charting.words.day-zero", on=source.state.treatment_start))
    for panel in panels:
        sentences.extend(_panel(panel))
    return source.catalogue.sentences(source.catalogue.text(sentence) for sentence in sentences)


def _panel(panel: Panel) -> Iterator[Message]:
    if panel.points:
        ordered = sorted(panel.points, key=lambda point: (point.y, point.x))
        yield Message.of(
            "charting.words.points",
            title=panel.title,
            count=len(ordered),
            lowest=ordered[0].text,
            highest=ordered[-1].text,
        )
    elif panel.steps:
        yield Message.of("charting.words.steps", title=panel.title, unit=panel.unit, count=len(panel.steps))
    else:
        yield Message.of("charting.words.empty", title=panel.title)
    marks = tuple(flag.label for flag in sorted(panel.flags, key=lambda flag: flag.x))
    if marks:
        yield Message.of("charting.words.marks", marks=marks)
    blind = tuple(band.label for band in panel.bands if band.role != "normal")
    if blind:
        yield Message.of("charting.words.blind", count=len(blind))

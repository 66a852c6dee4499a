"""A finding that somebody acknowledged: a line of the history that says what was seen, by whom, with which word.

A finding is derived and never stored; what a person was shown and took note of is a fact.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from hlhdesk.model.message import Message, Term, Value
from hlhdesk.model.moment import Moment
from hlhdesk.model.state import Finding, Level
from hlhdesk.rules import derive
from hlhdesk.service.answers import Acknowledged, Refused
from hlhdesk.service.commands import AcknowledgeFinding
from hlhdesk.service.texts import LONGEST_REASON, refuse_text
from hlhdesk.service.work import Work
from hlhdesk.store import Line
from hlhdesk.wording import Catalogue

ACTION = "finding-acknowledged"


@dataclass(frozen=True, slots=True)
class Acknowledgement:
    """What somebody took note of. ``text`` is the sentence as it was shown, in ``language``.

    ``status`` is what the finding said apart from figures and days (``status_of``), ``definitions``
    the version of the rules' numbers, ``at`` the ward's moment of the acknowledgement, ``seq`` its line.
    """

    patient_id: str
    code: str
    on: date | None
    level: Level
    status: str
    evidence: tuple[str, ...]
    text: str
    language: str
    definitions: str
    words: str
    by: str | None
    at: Moment
    seq: int

    def covers(self, finding: Finding) -> bool:
        """True while the finding rests on the same evidence and has the same status.

        A finding without evidence (nothing was charted) is another one on another day.
        """
        return (
            finding.code == self.code
            and finding.evidence == self.evidence
            and status_of(finding) == self.status
            and (bool(self.evidence) or finding.on == self.on)
        )


def status_of(finding: Finding) -> str:
    """What a finding says apart from figures and days, which pass by themselves.

    That is its level, its sentence, and the names in it (``provisional``, a drug).
    """
    return " ".join((finding.level.value, *_names(finding.text)))


def acknowledge_finding(work: Work, command: AcknowledgeFinding) -> Acknowledged:
    """Record that a person saw a finding that stands now. Raises Refused for one that does not."""
    refuse_text("recorded_by", command.by)
    refuse_text("words", command.words, LONGEST_REASON)
    state = derive(work.chart(command.patient_id), work.definitions, work.now)
    found = [finding for finding in state.findings if _meant(command, finding)]
    if len(found) != 1:
        raise Refused.because("code", "service.finding-changed")
    seq = work.transaction.note(
        ACTION, by=command.by, patient_id=command.patient_id, detail=_detail(work, command, found[0])
    )
    return Acknowledged(found[0], seq)


def acknowledgements(lines: Iterable[Line], zone: ZoneInfo) -> tuple[Acknowledgement, ...]:
    """What the lines of one child say that was acknowledged, in their order."""
    return tuple(_read(line, zone) for line in lines if line.action == ACTION)


def acknowledgement_of(known: Iterable[Acknowledgement], finding: Finding) -> Acknowledgement | None:
    """The latest acknowledgement that still stands for this finding, or None."""
    standing = [one for one in known if one.covers(finding)]
    return standing[-1] if standing else None


def lapsed_acknowledgement(known: Iterable[Acknowledgement], finding: Finding) -> Acknowledgement | None:
    """The latest acknowledgement of an earlier form of this finding, when none stands for it; or None."""
    every = tuple(known)
    if acknowledgement_of(every, finding) is not None:
        return None
    earlier = [
        one
        for one in every
        if one.code == finding.code and (one.on == finding.on or set(one.evidence) & set(finding.evidence))
    ]
    return earlier[-1] if earlier else None


def _meant(command: AcknowledgeFinding, finding: Finding) -> bool:
    named = (finding.code, finding.on, finding.evidence) == (command.code, command.on, command.evidence)
    return named and command.status in (None, status_of(finding))


def _detail(work: Work, command: AcknowledgeFinding, finding: Finding) -> dict[str, object]:
    say = Catalogue.load(command.language)
    ward = work.definitions.ward_version
    return {
        "code": finding.code,
        "on": finding.on.isoformat() if finding.on else None,
        "level": finding.level.value,
        "status": status_of(finding),
        "evidence": list(finding.evidence),
        "text": say.text(finding.text),
        "notes": [say.text(note) for note in finding.annotations],
        "language": command.language,
        "definitions": work.definitions.version if ward is None else f"{work.definitions.version}/{ward}",
        "as_of": work.now.text,
        "words": command.words,
    }


def _read(line: Line, zone: ZoneInfo) -> Acknowledgement:
    detail = json.loads(line.detail or "{}")
    return Acknowledgement(
        patient_id=str(line.patient_id),
        code=detail["code"],
        on=date.fromisoformat(detail["on"]) if detail["on"] else None,
        level=Level(detail["level"]),
        status=detail["status"],
        evidence=tuple(detail["evidence"]),
        text=detail["text"],
        language=detail["language"],
        definitions=detail["definitions"],
        words=detail["words"],
        by=line.recorded_by,
        at=Moment.parse(detail["as_of"], zone),
        seq=line.seq,
    )


def _names(value: Value) -> Iterator[str]:
    """The sentences and closed-list names in a value, in their order."""
    if isinstance(value, Term):
        yield f"{value.kind}.{value.name}"
    elif isinstance(value, Message):
        yield value.key
        for _, part in value:
            yield from _names(part)
    elif isinstance(value, tuple):
        for part in value:
            yield from _names(part)

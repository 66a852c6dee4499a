"""A finding that was acknowledged is a fact, and stands until the finding is another one."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from hlhdesk.model.message import Message, Term
from hlhdesk.model.moment import Moment
from hlhdesk.model.state import Finding, Level
from hlhdesk.service import (
    AcknowledgeFinding,
    Acknowledgement,
    CorrectEntry,
    Desk,
    RecordTemperature,
    Refused,
    acknowledgement_of,
    lapsed_acknowledgement,
    status_of,
)
from tests.service.desks import READING, ZONE, desk_with, keys, moment, stop_the_clock

ON = date(2018, 3, 9)


@pytest.fixture(autouse=True)
def at_half_past_eight(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_the_clock(monkeypatch)


def standing(desk: Desk) -> Finding:
    """The finding with evidence that a fever at 14:00 raises."""
    return next(finding for finding in desk.state("R3").findings if finding.evidence)


def meaning(finding: Finding, words: str = "seen, culture taken") -> AcknowledgeFinding:
    return AcknowledgeFinding("R3", finding.code, finding.on, finding.evidence, words, by="Li")


def with_fever(desk: Desk) -> Finding:
    desk.execute(RecordTemperature("R3", "39.4", at="2018-03-09T14:00"))
    return standing(desk)


def test_what_was_seen_by_whom_and_which_word_is_kept(tmp_path: Path) -> None:
    with desk_with(tmp_path / "ward.db", "R3", "R4") as desk:
        finding = with_fever(desk)
        answer = desk.execute(meaning(finding))
        (kept,) = desk.acknowledgements("R3")
        assert (answer.finding, answer.seq) == (finding, kept.seq)
        assert (kept.code, kept.on, kept.evidence) == (finding.code, finding.on, finding.evidence)
        assert (kept.by, kept.words, kept.language) == ("Li", "seen, culture taken", "en")
        assert (kept.at, kept.definitions) == (moment("2018-03-09T20:30", desk), desk.definitions.version)
        assert "39.4 °C" in kept.text
        assert desk.acknowledgements("R4") == ()
        assert acknowledgement_of((kept,), finding) == kept
    with Desk.open(tmp_path / "ward.db", readonly=True) as again:
        assert again.acknowledgements("R3") == (kept,)
        assert again.verify() == ()


def test_the_sentence_is_kept_as_it_was_shown(tmp_path: Path) -> None:
    with desk_with(tmp_path / "ward.db", "R3") as desk:
        desk.execute(replace(meaning(with_fever(desk)), language="zh"))
        assert "39.4 °C" in desk.acknowledgements("R3")[0].text
        assert "腋温" in desk.acknowledgements("R3")[0].text


def test_another_window_s_acknowledgement_is_seen(tmp_path: Path) -> None:
    with desk_with(tmp_path / "ward.db", "R3") as desk, Desk.open(tmp_path / "ward.db") as other:
        finding = with_fever(desk)
        assert other.acknowledgements("R3") == ()
        desk.execute(meaning(finding))
        assert other.poll() == {"R3"}
        assert [kept.words for kept in other.acknowledgements("R3")] == ["seen, culture taken"]


def test_a_finding_that_does_not_stand_is_not_acknowledged(tmp_path: Path) -> None:
    with desk_with(tmp_path / "ward.db", "R3") as desk:
        finding = with_fever(desk)
        desk.execute(CorrectEntry(finding.evidence[-1], {**READING, "value": "39.9"}, "slip"))
        head = desk.head()
        shown = meaning(finding)
        for command, key in (
            (shown, "service.finding-changed"),
            (replace(shown, code="fever.relapse"), "service.finding-changed"),
            (replace(meaning(standing(desk)), status="ok"), "service.finding-changed"),
            (replace(shown, patient_id="R9"), "service.unknown-patient"),
        ):
            with pytest.raises(Refused) as refused:
                desk.execute(command)
            assert keys(refused.value) == [key]
        for wrong in (replace(shown, words=""), replace(shown, by="a\nb")):
            with pytest.raises(Refused):
                desk.execute(wrong)
        assert desk.head() == head


def test_new_evidence_ends_it_and_the_earlier_one_is_still_told(tmp_path: Path) -> None:
    with desk_with(tmp_path / "ward.db", "R3") as desk:
        desk.execute(meaning(with_fever(desk)))
        desk.execute(RecordTemperature("R3", "39.8", at="2018-03-09T18:00"))
        known, finding = desk.acknowledgements("R3"), standing(desk)
        assert acknowledgement_of(known, finding) is None
        assert lapsed_acknowledgement(known, finding) == known[0]


RELAPSE = Finding(
    "fever.relapse",
    Level.ALERT,
    Message.of("fever.relapse", number=1, status=Term("relapse-status", "provisional"), interval=3),
    evidence=("a", "b"),
    on=ON,
)
SEEN = Acknowledgement(
    "R3",
    RELAPSE.code,
    ON,
    RELAPSE.level,
    status_of(RELAPSE),
    RELAPSE.evidence,
    "Fever relapse 1",
    "en",
    "2026.1",
    "seen",
    "Li",
    Moment.parse("2018-03-09T20:30", ZoneInfo(ZONE)),
    7,
)


def saying(**values: object) -> Message:
    return Message.of("fever.relapse", **{**dict(RELAPSE.text.values), **values})  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("finding", "stands"),
    [
        (RELAPSE, True),
        (replace(RELAPSE, on=ON + timedelta(days=1)), True),
        (replace(RELAPSE, text=saying(interval=4)), True),
        (replace(RELAPSE, annotations=(Message.of("note.not-approved"),)), True),
        (replace(RELAPSE, text=saying(status=Term("relapse-status", "confirmed"))), False),
        (replace(RELAPSE, text=saying(status=(Message.of("other"),))), False),
        (replace(RELAPSE, text=Message.of("fever.returned")), False),
        (replace(RELAPSE, level=Level.NOTICE), False),
        (replace(RELAPSE, evidence=("a",)), False),
        (replace(RELAPSE, code="fever.returned"), False),
    ],
)
def test_it_stands_until_evidence_or_status_change(finding: Finding, stands: bool) -> None:
    assert SEEN.covers(finding) is stands


def test_a_finding_of_nothing_charted_is_another_one_on_another_day() -> None:
    missing = Finding("weight.missing", Level.WARN, Message.of("weight.missing"), on=ON)
    seen = replace(SEEN, code=missing.code, evidence=(), status=status_of(missing))
    assert seen.covers(missing)
    assert not seen.covers(replace(missing, on=ON + timedelta(days=1)))


def test_the_latest_of_two_is_told() -> None:
    later = replace(SEEN, words="again", seq=9)
    assert acknowledgement_of((SEEN, later), RELAPSE) == later
    assert lapsed_acknowledgement((SEEN, later), RELAPSE) is None
    assert (
        lapsed_acknowledgement((SEEN,), replace(RELAPSE, on=ON - timedelta(days=9), evidence=("z",))) is None
    )

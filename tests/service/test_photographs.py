"""Photographs at the desk: who agreed, of which day, by whom; nothing else than a small JPEG."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from hlhdesk.service import Change, Desk, Photograph, Refused
from hlhdesk.service.photographs import LARGEST
from hlhdesk.wording import Catalogue
from tests.service.desks import desk_with, keys, stop_the_clock

FACE = b"\xff\xd8\xff a face \xff\xd9"
DAY = date(2018, 3, 8)


def face(
    patient_id: str = "P1", picture: bytes = FACE, taken_on: date = DAY, agreed: str = "her mother"
) -> Photograph:
    return Photograph(patient_id, picture, taken_on, agreed, "Nurse Lin")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    stop_the_clock(monkeypatch)
    with desk_with(tmp_path / "ward.db", "P1", "P2") as opened:
        yield opened


def test_it_comes_back_as_it_was_given(desk: Desk) -> None:
    heard: list[Change] = []
    desk.on_change(heard.append)
    assert desk.photograph("P1") is None
    desk.take_photograph(face())
    assert desk.photograph("P1") == face()
    assert desk.photograph("P2") is None
    assert heard == [Change(frozenset({"P1"}))], "every view of the child hears of it"
    assert desk.verify() == ()


def test_the_history_tells_of_it_and_of_its_end(desk: Desk) -> None:
    desk.take_photograph(face())
    desk.remove_photograph("P1", "consent withdrawn", "Dr Li")
    assert desk.photograph("P1") is None
    say = Catalogue.load("en")
    told = [say.text(line.said) for line in desk.history("P1")][-2:]
    assert told == [
        "photograph of 2018-03-08 stored; consent given by her mother",
        "photograph taken away: consent withdrawn",
    ]
    assert desk.history("P1")[-1].by == "Dr Li"


DAY_SAID = "a photograph is of a day from the child’s birth, 20 Nov 2014, to today, 9 Mar 2018"
PICTURE_SAID = "this is no JPEG picture of up to 64 kB"


@pytest.mark.parametrize(
    ("wrong", "field", "said"),
    [
        (face(taken_on=date(2018, 3, 10)), "taken_on", DAY_SAID),
        (face(picture=b"no picture"), "picture", PICTURE_SAID),
        (face(agreed=""), "agreed", "nothing was entered"),
        (replace(face(), by="x" * 201), "recorded_by", "is longer than 200 characters"),
    ],
)
def test_a_refusal_names_its_field_and_what_is_accepted(
    desk: Desk, wrong: Photograph, field: str, said: str
) -> None:
    with pytest.raises(Refused) as refused:
        desk.take_photograph(wrong)
    (problem,) = refused.value.problems
    assert problem.field == field
    assert said in Catalogue.load("en").text(problem.message)


def test_a_refused_removal_names_its_field(desk: Desk) -> None:
    def field_of(reason: str, by: str | None = None) -> str:
        with pytest.raises(Refused) as refused:
            desk.remove_photograph("P1", reason, by)
        return refused.value.problems[0].field

    assert field_of("too old") == "picture"
    desk.take_photograph(face())
    assert field_of("") == "reason"
    assert field_of("x" * 1001) == "reason"
    assert field_of("too old", "x" * 201) == "recorded_by"
    desk.remove_photograph("P1", "x" * 1000)
    assert desk.photograph("P1") is None


@pytest.mark.parametrize(
    ("wrong", "key"),
    [
        (face(agreed=""), "entry.empty"),
        (face(agreed="x" * 201), "entry.too-long"),
        (face(taken_on=date(2018, 3, 10)), "service.photograph-day"),
        (face(taken_on=date(2014, 11, 19)), "service.photograph-day"),
        (face(picture=b""), "service.photograph-picture"),
        (face(picture=b"\x89PNG\r\n\x1a\n" + FACE), "service.photograph-picture"),
        (face(picture=FACE[:-1]), "service.photograph-picture"),
        (face(picture=b"\xff\xd8\xff" + bytes(LARGEST) + b"\xff\xd9"), "service.photograph-picture"),
    ],
)
def test_what_is_refused(desk: Desk, wrong: Photograph, key: str) -> None:
    with pytest.raises(Refused) as refused:
        desk.take_photograph(wrong)
    assert keys(refused.value) == [key]
    assert desk.photograph("P1") is None


@pytest.mark.parametrize("good", [date(2014, 11, 20), date(2018, 3, 9)])
def test_the_first_and_the_last_day(desk: Desk, good: date) -> None:
    desk.take_photograph(face(taken_on=good))
    found = desk.photograph("P1")
    assert found is not None
    assert found.taken_on == good


def test_the_largest_picture_is_taken(desk: Desk) -> None:
    largest = b"\xff\xd8\xff" + bytes(LARGEST - 5) + b"\xff\xd9"
    desk.take_photograph(face(picture=largest))
    found = desk.photograph("P1")
    assert found is not None
    assert found.picture == largest


def test_nobody_has_a_photograph_whom_nobody_knows(desk: Desk) -> None:
    with pytest.raises(LookupError):
        desk.take_photograph(face("P9"))


def test_what_is_not_there_is_not_taken_away(desk: Desk) -> None:
    with pytest.raises(Refused) as refused:
        desk.remove_photograph("P1", "too old")
    assert keys(refused.value) == ["service.no-photograph"]
    desk.take_photograph(face())
    with pytest.raises(Refused):
        desk.remove_photograph("P1", "")
    assert desk.photograph("P1") is not None


def test_another_window_shows_it(desk: Desk, tmp_path: Path) -> None:
    with Desk.open(tmp_path / "ward.db") as other:
        other.take_photograph(face())
    assert desk.poll() == {"P1"}
    assert desk.photograph("P1") == face()

"""A printed page is history; one whose data was corrected later is superseded, and what changed is said."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hlhdesk.model.entries import Kind
from hlhdesk.service import (
    CorrectEntry,
    Desk,
    PrintedPage,
    RecordEntry,
    Refused,
    RetractEntry,
    StoreError,
)
from hlhdesk.wording import Catalogue
from tests.service.desks import IDENTITY, READING, desk_with, keys, moment, stop_the_clock

ENGLISH = Catalogue.load("en")
LAB: dict[str, object] = {
    "at": "2018-03-09T08:00",
    "analyte": "ferritin",
    "value": ">40000",
    "unit": "ng/mL",
}


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    stop_the_clock(monkeypatch)
    with desk_with(tmp_path / "ward.db", "P1", "P2") as found:
        yield found


def page(desk: Desk, **changes: object) -> PrintedPage:
    now = moment("2018-03-09T20:30", desk)
    values: dict[str, object] = {
        "kind": "discharge",
        "patient_id": "P1",
        "language": "en",
        "head": desk.head(),
        "sha256": "0f" * 32,
        "as_of": now,
        "printed_at": now,
        "visit": None,
        "by": "Dr Wu",
    }
    return PrintedPage(**{**values, **changes})  # type: ignore[arg-type]


def printed(desk: Desk, **changes: object) -> PrintedPage:
    desk.record_page(page(desk, **changes))
    return desk.printed_pages()[-1]


def said(desk: Desk, of: PrintedPage) -> list[str]:
    return [ENGLISH.text(change) for change in desk.changes_since(of)]


def chart(desk: Desk, kind: Kind = Kind.TEMPERATURE, **changes: object) -> str:
    body = {**(LAB if kind is Kind.LAB else READING), **changes}
    return desk.execute(RecordEntry("P1", kind, body)).entry.id


def test_a_page_comes_back_as_it_was_recorded(desk: Desk) -> None:
    asked = page(desk, kind="follow-up", visit="M3", by=None, language="zh")
    head = desk.head()
    desk.record_page(asked)
    (found,) = desk.printed_pages()
    assert (found.kind, found.visit, found.by, found.language) == ("follow-up", "M3", None, "zh")
    assert (found.head, found.sha256, found.as_of, found.printed_at) == (
        head,
        asked.sha256,
        asked.as_of,
        asked.printed_at,
    )
    assert found.seq == 4, "after the file, its zone and two children"
    assert desk.head() != head
    assert desk.verify(head) == ()


def test_a_page_is_no_entry_and_no_other_windows_news_here(desk: Desk) -> None:
    before = desk.chart("P1")
    printed(desk)
    assert desk.chart("P1") is before
    assert desk.poll() == frozenset()


def test_a_correction_supersedes_with_old_and_new_value(desk: Desk) -> None:
    entry_id = chart(desk)
    found = printed(desk)
    assert said(desk, found) == []
    desk.execute(CorrectEntry(entry_id, {**READING, "value": "36.4"}, "misread", confirmed=True))
    assert said(desk, found) == ["temperature, 14:00 on 9 Mar 2018: value 39.4 → 36.4. Reason: misread"]
    assert said(desk, printed(desk)) == [], "a page printed afterwards is not superseded"


def test_each_field_is_named_and_words_of_closed_lists_are_words(desk: Desk) -> None:
    entry_id = chart(desk)
    found = printed(desk)
    changed = {**READING, "at": "2018-03-09T15:00", "site": "rectal", "after_cooling": True}
    desk.execute(CorrectEntry(entry_id, changed, "wrong line", confirmed=True))
    assert said(desk, found) == [
        "temperature, 14:00 on 9 Mar 2018: time 14:00 on 9 Mar 2018 → 15:00 on 9 Mar 2018, "
        "site axillary → rectal, after cooling no → yes. Reason: wrong line"
    ]


def test_several_corrections_of_one_entry_are_one_change(desk: Desk) -> None:
    first = chart(desk, Kind.LAB)
    found = printed(desk)
    second = desk.execute(CorrectEntry(first, {**LAB, "value": "4000"}, "typed")).entry.id
    desk.execute(CorrectEntry(second, {**LAB, "value": "400"}, "unit"))
    assert said(desk, found) == [
        "laboratory result, Ferritin, 08:00 on 9 Mar 2018: value >40000 → 400. Reason: unit"
    ]


def test_a_correction_that_was_taken_back_leaves_the_page_true(desk: Desk) -> None:
    first = chart(desk)
    found = printed(desk)
    second = desk.execute(CorrectEntry(first, {**READING, "value": "38.4"}, "typed")).entry.id
    desk.execute(CorrectEntry(second, READING, "it was right"))
    assert said(desk, found) == []


def test_a_retraction_supersedes(desk: Desk) -> None:
    entry_id = chart(desk)
    found = printed(desk)
    desk.execute(RetractEntry(entry_id, "another child's"))
    assert said(desk, found) == [
        "temperature, 14:00 on 9 Mar 2018: taken back (value 39.4, unit Cel, site axillary, after cooling no)."
        " Reason: another child's"
    ]


def test_a_name_on_the_page_that_was_wrong_supersedes_it(desk: Desk) -> None:
    found = printed(desk)
    who = desk.chart("P1").identity
    desk.execute(CorrectEntry(who.id, {**IDENTITY, "name": "Example <Four>"}, "spelling"))
    assert said(desk, found) == ["identity: name Example Three → Example <Four>. Reason: spelling"]


def test_what_was_not_on_the_page_does_not_supersede_it(desk: Desk) -> None:
    later = chart(desk, at="2018-03-09T18:00")
    found = printed(desk, as_of=moment("2018-03-08T12:00", desk))
    other = printed(desk, patient_id="P2")
    ward = printed(desk, kind="downtime", patient_id=None)
    new = chart(desk, at="2018-03-09T19:00")
    for entry_id in (later, new):
        desk.execute(CorrectEntry(entry_id, {**READING, "value": "38.1"}, "typed"))
    assert [said(desk, one) for one in (found, other, ward)] == [[], [], []]


def test_an_entry_charted_and_corrected_after_the_page_was_not_on_it(desk: Desk) -> None:
    found = printed(desk)
    entry_id = chart(desk)
    desk.execute(CorrectEntry(entry_id, {**READING, "value": "38.1"}, "typed"))
    assert said(desk, found) == []


def test_an_entry_moved_onto_the_page_is_said(desk: Desk) -> None:
    entry_id = chart(desk)
    found = printed(desk, as_of=moment("2018-03-08T12:00", desk))
    desk.execute(CorrectEntry(entry_id, {**READING, "at": "2018-03-07T14:00"}, "wrong day", confirmed=True))
    assert len(said(desk, found)) == 1


def test_the_latest_printing_is_of_the_same_page(desk: Desk) -> None:
    printed(desk, by="first")
    printed(desk, by="second", language="zh")
    printed(desk, kind="follow-up", visit="M1")
    printed(desk, patient_id="P2")
    last = desk.last_printed("discharge", "P1")
    assert last is not None
    assert last.by == "second"
    assert desk.last_printed("follow-up", "P1", "M2") is None


@pytest.mark.parametrize(
    ("changes", "key"),
    [
        ({"patient_id": "P9"}, "service.unknown-patient"),
        ({"head": "ab" * 32}, "service.unknown-head"),
        ({"head": "no head"}, "service.unknown-head"),
    ],
)
def test_a_page_of_another_database_is_refused(desk: Desk, changes: dict[str, object], key: str) -> None:
    with pytest.raises(Refused) as refused:
        desk.record_page(page(desk, **changes))
    assert keys(refused.value) == [key]
    assert desk.printed_pages() == ()


def test_who_prints_is_a_name(desk: Desk) -> None:
    with pytest.raises(Refused):
        desk.record_page(page(desk, by="a\u202eb" * 200))


def test_a_desk_that_only_reads_records_nothing(desk: Desk) -> None:
    with Desk.open(desk.path, readonly=True) as reader, pytest.raises(StoreError):
        reader.record_page(page(desk))
    assert desk.printed_pages() == ()

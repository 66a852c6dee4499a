"""The file of the demo ward: made the same each time, readable, marked as invented everywhere."""

from __future__ import annotations

import json
from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import make_demo
import pytest
from demo_ward.ward import ward

from hlhdesk.entry import body_of
from tests.demo.wards import FOLDER, C, R, charts, diagnosed, now, raw, settings, state

LARGEST = 2_500_000
ALL = (*R, *C)


def test_making_it_again_gives_the_same_bytes() -> None:
    assert ward() == (FOLDER / "ward.json").read_bytes()


def test_check_tells_another_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    other = tmp_path / "ward.json"
    monkeypatch.setattr(make_demo, "FILE", other)
    assert make_demo.main(["--check"]) == 1
    assert make_demo.main([]) == 0
    assert make_demo.main(["--check"]) == 0
    other.write_bytes(other.read_bytes().replace(b"38.9", b"39.9"))
    assert make_demo.main(["--check"]) == 1


def test_it_stays_small() -> None:
    assert len((FOLDER / "ward.json").read_bytes()) < LARGEST


def test_the_program_reads_all_of_it_without_a_question() -> None:
    assert tuple(charts()) == ALL


@pytest.mark.parametrize("number", ALL)
def test_every_name_says_that_the_child_is_invented(number: str) -> None:
    name = charts()[number].identity.name
    assert name is not None
    assert name.endswith("(demo)")


@pytest.mark.parametrize("number", ALL)
def test_every_note_and_visit_says_invented(number: str) -> None:
    chart = charts()[number]
    assert chart.notes
    assert all("nvented" in note.text for note in chart.notes)
    assert all("Invented for demonstration" in str(visit.note) for visit in chart.visits)


def test_names_are_all_different_and_hold_rare_characters() -> None:
    names = [str(charts()[number].identity.name) for number in ALL]
    assert len(set(names)) == len(ALL)
    assert any("玥" in name for name in names)
    assert any("喆" in name for name in names)


def test_the_description_says_invented_and_names_what_was_chosen() -> None:
    text = settings()["description"]
    for words in ("invented", "R1 to R3", "HLH-04", "18 to 27 months", "sCD25"):
        assert words in text


def test_all_were_diagnosed_by_the_demo_s_moment() -> None:
    assert all(diagnosed(number) <= now().day for number in ALL)


def test_what_lies_in_the_future_was_not_recorded_yet() -> None:
    """An entry that carries an instant of recording was recorded before the demo's present."""
    recorded = [
        entry.recorded_at for chart in charts().values() for entry in chart.entries if entry.recorded_at
    ]
    assert recorded
    assert max(recorded) <= now().instant


def test_history_holds_corrections_and_a_retraction() -> None:
    entries = [entry for chart in charts().values() for entry in chart.entries]
    later = [entry for entry in entries if entry.supersedes]
    assert len(later) == 6
    assert sum(entry.retracted for entry in later) == 1
    by_id = {entry.id: entry for entry in entries if entry.id}
    for entry in later:
        first = by_id[entry.supersedes or ""]
        assert type(first) is type(entry)
        assert entry.change_reason
        assert entry.recorded_by is not None
        assert entry.recorded_by.startswith("Demo ")
        assert (body_of(first) == body_of(entry)) is entry.retracted
        assert first.recorded_at is not None
        assert entry.recorded_at is not None
        assert first.recorded_at < entry.recorded_at


def test_their_ids_are_version_7_and_tell_the_instant() -> None:
    found = [entry for chart in charts().values() for entry in chart.entries if entry.id]
    assert len(found) == 12
    for entry in found:
        uuid = UUID(entry.id)
        assert uuid.version == 7
        instant = datetime.fromtimestamp((uuid.int >> 80) / 1000, UTC)
        assert instant == entry.recorded_at


def test_a_fever_on_the_wrong_chart_would_have_been_a_relapse() -> None:
    """Were the retraction of 19 August forgotten, C7 would relapse then."""
    assert [relapse.on.isoformat() for relapse in state("C7").temperature.relapses] == ["2018-08-23"]
    wrong = [body for body in raw()[ALL.index("C7")]["temperatures"] if body["at"] == "2018-08-19T14:03"]
    assert [body.get("retracted", False) for body in wrong] == [False, True]


def test_no_entry_stands_twice() -> None:
    for patient in raw():
        for kind, bodies in patient.items():
            if isinstance(bodies, list) and kind != "allergies":
                texts = [json.dumps(body, ensure_ascii=False) for body in bodies]
                assert len(set(texts)) == len(texts), (patient["patient_id"], kind)

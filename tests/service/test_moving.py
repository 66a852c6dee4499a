"""An entry that was charted on the wrong child is moved in one act and stays legible on both charts."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path

import pytest

from hlhdesk.exchange import read_chart_file, write_chart_file
from hlhdesk.model.entries import Kind, Temperature
from hlhdesk.service import (
    AdmitPatient,
    CorrectEntry,
    Desk,
    ImportBatch,
    MoveEntry,
    NeedsConfirmation,
    RecordEntry,
    RecordTemperature,
    Refused,
    RetractEntry,
    StoreError,
)
from hlhdesk.store import Transaction
from tests.service.desks import IDENTITY, READING, ZONE, desk_with, keys, stop_the_clock, values

HERE, THERE = "R1", "R2"


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    stop_the_clock(monkeypatch)
    with desk_with(tmp_path / "ward.db", HERE, THERE) as opened:
        yield opened


def charted(desk: Desk, value: str = "39.4") -> str:
    """A reading on the wrong child."""
    return desk.execute(RecordTemperature(HERE, value, at="2018-03-09T14:00", confirmed=True)).entry.id


def test_one_act_moves_it_and_both_charts_tell(desk: Desk) -> None:
    old = charted(desk)
    taken, new = (saved.entry for saved in desk.execute(MoveEntry(old, THERE, "wrong child", by="Li")).saved)
    assert (values(desk, HERE), values(desk, THERE)) == ([], ["39.4"])
    assert (taken.retracted, taken.supersedes, taken.change_reason) == (True, old, "wrong child → R2")
    assert (new.supersedes, new.change_reason, new.recorded_by) == (None, "wrong child ← R1", "Li")
    assert isinstance(new, Temperature)
    assert new.at.text == "2018-03-09T14:00", "when it happened stays"
    assert [entry.id for entry in desk.chart(HERE).entries if isinstance(entry, Temperature)] == [
        old,
        taken.id,
    ]
    assert desk.verify() == ()


def test_the_history_links_the_three_entries_on_both_children(desk: Desk) -> None:
    old = charted(desk)
    taken, new = (saved.entry for saved in desk.execute(MoveEntry(old, THERE, "wrong child", by="Li")).saved)
    lines = list(desk._store.lines("moved"))
    assert [(line.patient_id, line.entry_id, line.recorded_by) for line in lines] == [
        (HERE, taken.id, "Li"),
        (THERE, new.id, "Li"),
    ]
    link = {"from": HERE, "to": THERE, "entry": old, "retraction": taken.id, "new": new.id}
    assert [json.loads(line.detail or "") for line in lines] == [link, link]


def test_listeners_hear_of_both_children_at_once(desk: Desk) -> None:
    old = charted(desk)
    told: list[frozenset[str]] = []
    desk.on_change(lambda change: told.append(change.patient_ids))
    desk.execute(MoveEntry(old, THERE, "wrong child"))
    assert told == [frozenset({HERE, THERE})]


def test_what_cannot_be_moved_changes_nothing(desk: Desk) -> None:
    old = charted(desk)
    gone = desk.execute(RetractEntry(charted(desk, "38.4"), "slip")).entry.id
    corrected = charted(desk, "38.1")
    desk.execute(CorrectEntry(corrected, {**READING, "value": "38.2"}, "slip"))
    head = desk.head()
    for command, key in (
        (MoveEntry("unknown", THERE, "slip"), "service.unknown-entry"),
        (MoveEntry(old, "R9", "slip"), "service.unknown-patient"),
        (MoveEntry(old, HERE, "slip"), "service.moved-nowhere"),
        (MoveEntry(old, THERE, " "), "service.no-reason"),
        (MoveEntry(gone, THERE, "slip"), "service.already-retracted"),
        (MoveEntry(corrected, THERE, "slip"), "service.already-corrected"),
        (MoveEntry(desk.chart(HERE).identity.id, THERE, "slip"), "service.identity-stays"),
        (MoveEntry(old, THERE, "x" * 1001), "entry.too-long"),
        (MoveEntry(old, THERE, "slip", by="a\x00b"), "entry.control-character"),
    ):
        with pytest.raises(Refused) as refused:
            desk.execute(command)
        assert keys(refused.value) == [key]
    assert desk.head() == head


def test_the_right_child_refuses_what_it_cannot_have(desk: Desk) -> None:
    desk.execute(AdmitPatient("NEW", {**IDENTITY, "birth_date": "2018-03-09"}))
    saved = desk.execute(RecordTemperature(HERE, "39.4", at="2018-03-08T14:00"))
    head = desk.head()
    with pytest.raises(Refused) as refused:
        desk.execute(MoveEntry(saved.entry.id, "NEW", "wrong child"))
    assert keys(refused.value) == ["entry.before-birth"]
    assert desk.head() == head


def test_the_right_child_is_asked_and_the_answer_is_kept(desk: Desk) -> None:
    order = {
        "drug": "ruxolitinib",
        "dose_mg": "2.5",
        "times_per_day": 2,
        "route": "oral",
        "starts_on": "2018-03-01",
    }
    size = {"on": "2018-03-01", "weight_kg": "8"}
    desk.execute(RecordEntry(THERE, Kind.BODY_SIZE, size))
    desk.execute(RecordEntry(THERE, Kind.ORDER, order, confirmed=True))
    wrong = desk.execute(
        RecordEntry(HERE, Kind.ORDER, {**order, "dose_mg": "10", "starts_on": "2018-03-05"}, confirmed=True)
    )
    head = desk.head()
    with pytest.raises(NeedsConfirmation):
        desk.execute(MoveEntry(wrong.entry.id, THERE, "wrong child"))
    assert desk.head() == head
    desk.execute(MoveEntry(wrong.entry.id, THERE, "wrong child", confirmed=True))
    assert desk.chart(HERE).orders == ()
    assert [str(found.dose_mg) for found in desk.chart(THERE).orders] == ["2.5", "10"]
    assert [line.patient_id for line in desk._store.lines("confirmed")][-1] == THERE


@pytest.mark.parametrize("fails_at", [1, 2])
def test_what_fails_between_the_two_charts_undoes_both(
    desk: Desk, monkeypatch: pytest.MonkeyPatch, fails_at: int
) -> None:
    old, head = charted(desk), ""
    head = desk.head()
    add, count = Transaction.add, iter(range(1, 9))

    def adding(self: Transaction, record: object) -> object:
        stored = add(self, record)  # type: ignore[arg-type]
        if next(count) == fails_at:
            raise StoreError.of("store.disk-full", path="")
        return stored

    monkeypatch.setattr(Transaction, "add", adding)
    with pytest.raises(StoreError):
        desk.execute(MoveEntry(old, THERE, "wrong child"))
    assert desk.head() == head
    assert (values(desk, HERE), values(desk, THERE)) == (["39.4"], [])
    assert desk.verify() == ()


def test_a_move_survives_export_and_import(desk: Desk, tmp_path: Path) -> None:
    desk.execute(MoveEntry(charted(desk), THERE, "wrong child", by="Li"))
    text = write_chart_file([desk.chart(HERE), desk.chart(THERE)])
    with Desk.open(tmp_path / "other.db", create=True, zone=ZONE) as other:
        read, problems = read_chart_file(text, "ward.json", other.definitions, other.zone, other.now())
        assert read is not None, problems
        other.execute(ImportBatch(read))
        again = write_chart_file([other.chart(HERE), other.chart(THERE)])
    assert again == text

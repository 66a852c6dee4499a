"""Several commands in one act: all of them or none, every problem at its place."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from hlhdesk.model.entries import Kind
from hlhdesk.service import (
    AdmitPatient,
    CorrectEntry,
    Desk,
    NeedsConfirmation,
    RecordEntry,
    Refused,
    RetractEntry,
    Together,
)
from tests.service.desks import IDENTITY, desk_with, stop_the_clock

NEW = "N-1"
STAY = RecordEntry(NEW, Kind.ADMISSION, {"admitted_on": "2018-03-09"}, by="Li")


@pytest.fixture
def desk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Desk]:
    stop_the_clock(monkeypatch)
    with desk_with(tmp_path / "ward.db", "R1") as opened:
        yield opened


def weight(patient_id: str, kg: str) -> RecordEntry:
    return RecordEntry(patient_id, Kind.BODY_SIZE, {"on": "2018-03-09", "weight_kg": kg}, by="Li")


def test_a_child_its_stay_and_its_weight_in_one_act(desk: Desk) -> None:
    told: list[tuple[frozenset[str], int]] = []
    desk.on_change(lambda change: told.append((change.patient_ids, len(change.entry_ids))))
    answer = desk.execute(Together((AdmitPatient(NEW, IDENTITY, by="Li"), STAY, weight(NEW, "15.2"))))
    assert len(answer.saved) == 3
    chart = desk.chart(NEW)
    assert (chart.identity.bed, len(chart.admissions), len(chart.body_sizes)) == ("12", 1, 1)
    assert desk.state(NEW).inpatient
    assert told == [(frozenset({NEW}), 3)]
    assert desk.verify() == ()


def test_one_refusal_undoes_all_and_every_problem_has_its_place(desk: Desk) -> None:
    head = desk.head()
    wrong = RecordEntry(NEW, Kind.ADMISSION, {"admitted_on": "2014-01-01"})
    with pytest.raises(Refused) as refused:
        desk.execute(Together((AdmitPatient(NEW, IDENTITY), wrong, weight(NEW, "1520"))))
    assert [problem.field for problem in refused.value.problems] == ["1.admitted_on", "2.weight_kg"]
    assert desk.head() == head
    assert NEW not in desk.patients()


def test_a_child_that_is_not_admitted_is_the_only_problem(desk: Desk) -> None:
    head = desk.head()
    for patient_id, body, field in (
        (NEW, {**IDENTITY, "birth_date": "2018-13-01"}, "0.birth_date"),
        ("R1", IDENTITY, "0.patient_id"),
    ):
        with pytest.raises(Refused) as refused:
            desk.execute(Together((AdmitPatient(patient_id, body), STAY, weight(patient_id, "15.2"))))
        assert [problem.field for problem in refused.value.problems] == [field]
    assert desk.head() == head


def test_a_question_is_asked_for_all_and_answered_once(desk: Desk) -> None:
    desk.execute(weight("R1", "15.2"))
    head = desk.head()
    note = RecordEntry("R1", Kind.NOTE, {"at": "2018-03-09T20:00", "text": "on infusion"})
    act = Together((weight("R1", "25.2"), note))
    with pytest.raises(NeedsConfirmation) as asked:
        desk.execute(act)
    assert [problem.field for problem in asked.value.problems] == ["0.weight_kg"]
    assert desk.head() == head
    desk.execute(Together(act.commands, confirmed=True))
    assert len(desk.chart("R1").body_sizes) == 2
    assert [line.patient_id for line in desk._store.lines("confirmed")] == ["R1"]


def test_a_discharge_is_a_correction_with_its_note(desk: Desk) -> None:
    stay = desk.execute(RecordEntry("R1", Kind.ADMISSION, {"admitted_on": "2018-03-01"})).entry
    leaves = CorrectEntry(stay.id, {"admitted_on": "2018-03-01", "discharged_on": "2018-03-09"}, "discharge")
    note = RecordEntry("R1", Kind.NOTE, {"at": "2018-03-09T20:00", "text": "against advice"})
    desk.execute(Together((leaves, note)))
    (kept,) = desk.chart("R1").admissions
    assert str(kept.discharged_on) == "2018-03-09"
    with pytest.raises(Refused) as refused:
        desk.execute(Together((RetractEntry(stay.id, "slip"), note)))
    assert [problem.field for problem in refused.value.problems] == ["0.entry_id"]


def test_a_weight_that_is_corrected_is_not_compared_with_itself(desk: Desk) -> None:
    old = desk.execute(weight("R1", "152")).entry
    body = {"on": "2018-03-09", "weight_kg": "15.2"}
    desk.execute(CorrectEntry(old.id, body, "typing slip"))
    assert str(desk.chart("R1").body_sizes[0].weight_kg) == "15.2"

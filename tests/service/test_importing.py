"""A file is taken whole or not at all, and twice is once."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from hlhdesk.exchange import read_chart_file, write_chart_file
from hlhdesk.model.batch import Batch
from hlhdesk.model.entries import Identity, Kind
from hlhdesk.model.message import Message
from hlhdesk.model.problem import Problem, Severity
from hlhdesk.service import CorrectEntry, Desk, ImportBatch, RecordTemperature, Refused, RetractEntry
from tests.service.desks import IDENTITY, READING, ZONE, batch, desk_with, keys, stop_the_clock, values

WHO = ("R3", Kind.IDENTITY, IDENTITY)
A, B, C = ("0190a000-0000-7000-8000-00000000000" + digit for digit in "abc")
SLIP = {"change_reason": "slip"}


@pytest.fixture(autouse=True)
def at_half_past_eight(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_the_clock(monkeypatch)


def reading(value: str, **more: object) -> tuple[str, Kind, dict[str, object]]:
    return "R3", Kind.TEMPERATURE, {**READING, "value": value, **more}


def counts(desk: Desk, taken: Batch, **more: object) -> tuple[int, int, int]:
    report = desk.execute(ImportBatch(taken, **more))  # type: ignore[arg-type]
    return report.added, report.known, report.new_patients


def test_a_file_makes_its_children_and_twice_is_once(tmp_path: Path) -> None:
    with desk_with(tmp_path / "ward.db") as desk:
        file = batch(desk, reading("39.4"), WHO, reading("36.9"), reading("39.4"))
        assert counts(desk, file, by="Li") == (3, 1, 1), "a double inside the file is known"
        head = desk.head()
        assert counts(desk, file) == (0, 4, 0)
        assert desk.head() == head, "importing again writes nothing"
        assert values(desk, "R3") == ["39.4", "36.9"]
        assert {entry.recorded_by for entry in desk.chart("R3").entries} == {"Li"}
        assert desk.verify() == ()


def test_a_dry_run_says_all_and_keeps_nothing(tmp_path: Path) -> None:
    with desk_with(tmp_path / "ward.db") as desk:
        head = desk.head()
        told: list[object] = []
        desk.on_change(told.append)
        assert counts(desk, batch(desk, WHO, reading("39.4")), dry_run=True) == (2, 0, 1)
        assert (desk.head(), desk.patients(), told) == (head, (), [])
        with pytest.raises(Refused):
            desk.execute(ImportBatch(batch(desk, reading("39.4")), dry_run=True))


def test_a_value_that_was_corrected_since_is_still_known(tmp_path: Path) -> None:
    with desk_with(tmp_path / "ward.db") as desk:
        file = batch(desk, WHO, reading("39.4"))
        desk.execute(ImportBatch(file))
        (old,) = desk.chart("R3").temperatures
        new = desk.execute(CorrectEntry(old.id, {**READING, "value": "38.4"}, "slip")).entry
        assert counts(desk, file) == (0, 2, 0)
        assert counts(desk, batch(desk, WHO, reading("38.4"))) == (0, 2, 0)
        desk.execute(RetractEntry(new.id, "wrong child"))
        assert counts(desk, file) == (0, 2, 0)
        assert values(desk, "R3") == []


def test_a_table_needs_known_children(tmp_path: Path) -> None:
    with desk_with(tmp_path / "ward.db", "R3") as desk:
        table = batch(desk, reading("39.4"), ("R9", Kind.TEMPERATURE, READING), creates=False)
        with pytest.raises(Refused) as refused:
            desk.execute(ImportBatch(table))
        (found,) = refused.value.located
        assert (found.place.line, found.problem.message.key) == (2, "service.unknown-patient")
        assert values(desk, "R3") == []
        assert counts(desk, batch(desk, reading("39.4"), creates=False)) == (1, 0, 0)


def test_a_chart_file_without_an_identity_makes_no_child(tmp_path: Path) -> None:
    with desk_with(tmp_path / "ward.db") as desk, pytest.raises(Refused) as refused:
        desk.execute(ImportBatch(batch(desk, reading("39.4"))))
    assert keys(refused.value) == ["service.unknown-patient"]


def test_corrections_are_taken_in_the_right_order(tmp_path: Path) -> None:
    with desk_with(tmp_path / "ward.db") as desk:
        file = batch(
            desk,
            reading("36.0", id=C, supersedes=B, retracted=True, **SLIP),
            reading("36.0", id=B, supersedes=A, **SLIP),
            reading("39.4", id=A),
            WHO,
        )
        assert counts(desk, file) == (4, 0, 1)
        assert values(desk, "R3") == []
        assert [entry.id for entry in desk.chart("R3").entries[1:]] == [A, B, C]
        assert counts(desk, file) == (0, 4, 0)
        assert desk.verify() == ()


def test_provenance_is_kept(tmp_path: Path) -> None:
    with desk_with(tmp_path / "ward.db") as desk:
        said = {
            "id": A,
            "recorded_at": "2018-03-09T06:05:00.123456Z",
            "recorded_by": "Wang",
            "unconfirmed": True,
        }
        desk.execute(ImportBatch(batch(desk, WHO, reading("39.4", **said)), by="Li"))
        (kept,) = desk.chart("R3").temperatures
        assert (kept.id, kept.recorded_by, kept.unconfirmed) == (A, "Wang", True)
        assert kept.recorded_at is not None
        assert kept.recorded_at.isoformat() == "2018-03-09T06:05:00.123456+00:00"


OTHER = {**IDENTITY, "name": "Somebody Else"}


@pytest.mark.parametrize(
    ("items", "key", "line"),
    [
        ([reading("36.0", supersedes="unknown", **SLIP)], "service.supersedes-unknown", 1),
        ([reading("36.0", id=A, supersedes=A, **SLIP)], "service.supersedes-unknown", 1),
        (
            [reading("36.0", id=A, supersedes=B, **SLIP), reading("36.1", id=B, supersedes=A, **SLIP)],
            "service.supersedes-unknown",
            1,
        ),
        (
            [
                reading("36.0", id=A),
                reading("36.1", supersedes=A, **SLIP),
                reading("36.2", supersedes=A, **SLIP),
            ],
            "service.already-corrected",
            3,
        ),
        ([reading("36.0", id=A), reading("36.1", id=A)], "service.id-taken", 2),
        ([reading("36.0", id=A), reading("36.1", supersedes=A)], "service.no-reason", 2),
        (
            [
                reading("36.0", id=A),
                ("R3", Kind.NOTE, {"at": READING["at"], "text": "x", "supersedes": A, **SLIP}),
            ],
            "service.supersedes-other",
            2,
        ),
        (
            [reading("36.0", id=A), ("R4", Kind.TEMPERATURE, {**READING, "supersedes": A, **SLIP})],
            "service.supersedes-other",
            2,
        ),
        ([reading("36.0", id=A), ("R4", Kind.TEMPERATURE, {**READING, "id": A})], "service.id-taken", 2),
        ([("R3", Kind.IDENTITY, OTHER)], "service.identity-differs", 1),
        ([("R3", Kind.IDENTITY, {**IDENTITY, "sex": "male"})], "service.identity-differs", 1),
        ([("R3", Kind.IDENTITY, {**IDENTITY, "birth_date": "2014-11-21"})], "service.identity-differs", 1),
    ],
)
def test_what_a_file_may_not_say_refuses_all_of_it(
    tmp_path: Path, items: list[tuple[str, Kind, dict[str, object]]], key: str, line: int
) -> None:
    with desk_with(tmp_path / "ward.db", "R3", "R4") as desk:
        head = desk.head()
        with pytest.raises(Refused) as refused:
            desk.execute(ImportBatch(batch(desk, *items, reading("39.9"))))
        assert (refused.value.located[0].problem.message.key, refused.value.located[0].place.line) == (
            key,
            line,
        )
        assert desk.head() == head


def test_every_problem_is_said_at_once(tmp_path: Path) -> None:
    with desk_with(tmp_path / "ward.db", "R3") as desk, pytest.raises(Refused) as refused:
        desk.execute(
            ImportBatch(batch(desk, reading("36.0", supersedes="x", **SLIP), ("R3", Kind.IDENTITY, OTHER)))
        )
    assert [found.place.line for found in refused.value.located] == [1, 2]
    assert [found.place.field for found in refused.value.located] == [
        "temperatures[1].supersedes",
        "identities[2].name",
    ]


def test_a_correction_of_an_entry_in_the_database(tmp_path: Path) -> None:
    with desk_with(tmp_path / "ward.db", "R3") as desk:
        old = desk.execute(RecordTemperature("R3", "39.4")).entry
        file = batch(desk, reading("38.4", supersedes=old.id, **SLIP))
        assert counts(desk, file) == (1, 0, 0)
        assert counts(desk, file) == (0, 1, 0)
        assert values(desk, "R3") == ["38.4"]
        with pytest.raises(Refused) as refused:
            desk.execute(ImportBatch(batch(desk, reading("37.4", supersedes=old.id, **SLIP))))
        assert keys(refused.value) == ["service.already-corrected"]


def test_an_entry_known_under_another_id_is_corrected_under_that(tmp_path: Path) -> None:
    """Two PCs took the same file; the corrections of one come to the other."""
    with desk_with(tmp_path / "ward.db", "R3") as desk:
        desk.execute(ImportBatch(batch(desk, reading("39.4"))))
        (here,) = desk.chart("R3").temperatures
        counted = counts(
            desk, batch(desk, reading("39.4", id=A), reading("38.4", id=B, supersedes=A, **SLIP))
        )
        assert counted == (1, 1, 0)
        assert desk.chart("R3").entries[-1].supersedes == here.id
        assert values(desk, "R3") == ["38.4"]


@pytest.mark.parametrize(
    ("said", "bed", "versions"),
    [
        ({"bed": "14"}, "14", 2),
        ({}, "12", 1),
        ({"bed": None, "name": None}, "12", 1),
        ({"allergies": ["penicillin"]}, "12", 2),
    ],
)
def test_the_identity_of_a_known_child(
    tmp_path: Path, said: dict[str, object], bed: str, versions: int
) -> None:
    with desk_with(tmp_path / "ward.db", "R3") as desk:
        file = batch(desk, ("R3", Kind.IDENTITY, {**IDENTITY, **said}))
        assert counts(desk, file) == (versions - 1, 2 - versions, 0)
        assert desk.chart("R3").identity.bed == bed
        assert len([kept for kept in desk.chart("R3").entries if isinstance(kept, Identity)]) == versions
        assert counts(desk, file) == (0, 1, 0)


def test_an_older_identity_of_a_file_is_known(tmp_path: Path) -> None:
    with desk_with(tmp_path / "ward.db") as desk:
        file = batch(desk, WHO)
        desk.execute(ImportBatch(file))
        desk.execute(CorrectEntry(desk.chart("R3").identity.id, {**IDENTITY, "bed": "14"}, "moved"))
        assert counts(desk, file) == (0, 1, 0)
        assert desk.chart("R3").identity.bed == "14"


def test_a_warned_value_is_imported_as_unconfirmed(tmp_path: Path) -> None:
    with desk_with(tmp_path / "ward.db", "R3") as desk:
        plain = batch(desk, reading("41.6"))
        asked = Problem("value", Message.of("entry.confirm-high-temperature"), None, Severity.CONFIRM)
        file = replace(plain, entries=(replace(plain.entries[0], warnings=(asked,)),))
        report = desk.execute(ImportBatch(file))
        assert [found.place.field for found in report.warnings] == ["temperatures[1].value"]
        assert desk.chart("R3").temperatures[0].unconfirmed
        assert desk.execute(ImportBatch(file)).warnings == ()


def test_orders_and_samples_of_a_file_are_judged_together(tmp_path: Path) -> None:
    sample: dict[str, object] = {"at": "2018-03-09T08:00", "unit": "10*9/L"}
    order: dict[str, object] = {
        "drug": "ruxolitinib",
        "times_per_day": 2,
        "route": "oral",
        "starts_on": "2018-03-01",
    }
    with desk_with(tmp_path / "ward.db", "R3") as desk:
        part = ("R3", Kind.LAB, {**sample, "analyte": "anc", "value": "2.1"})
        whole = ("R3", Kind.LAB, {**sample, "analyte": "wbc", "value": "2.0"})
        report = desk.execute(ImportBatch(batch(desk, part, whole)))
        assert len(report.warnings) == 2
        assert all(lab.unconfirmed for lab in desk.chart("R3").labs)
        with pytest.raises(Refused) as refused:
            desk.execute(ImportBatch(batch(desk, WHO, ("R3", Kind.ORDER, {**order, "dose_mg": "30"}))))
        assert refused.value.located[0].place.field == "orders[2].dose_mg"
        dose: dict[str, object] = {
            "at": "2018-03-02T08:00",
            "drug": "ruxolitinib",
            "dose_mg": "30",
            "route": "oral",
        }
        with pytest.raises(Refused):
            desk.execute(ImportBatch(batch(desk, ("R3", Kind.DOSE, dose))))


def test_an_export_imports_into_an_empty_database_without_loss(tmp_path: Path) -> None:
    with desk_with(tmp_path / "one.db", "R3", "R4") as desk:
        for _ in range(2):  # two equal readings are two
            desk.execute(RecordTemperature("R3", "39.4"))
        odd = desk.execute(RecordTemperature("R3", "41.6", confirmed=True)).entry
        new = desk.execute(CorrectEntry(odd.id, {**READING, "value": "39.4"}, "slip", by="Li")).entry
        back = desk.execute(CorrectEntry(new.id, {**READING, "value": "40.6"}, "no")).entry
        desk.execute(RetractEntry(back.id, "wrong child"))
        desk.execute(CorrectEntry(desk.chart("R4").identity.id, {**IDENTITY, "bed": "14"}, "moved"))
        written = write_chart_file(desk.chart(patient) for patient in desk.patients())
    with Desk.open(tmp_path / "two.db", create=True, zone=ZONE) as desk:
        read, problems = read_chart_file(written, "ward.json", desk.definitions, desk.zone, desk.now())
        assert problems == ()
        assert read is not None
        assert counts(desk, read) == (9, 0, 2)
        assert counts(desk, read) == (0, 9, 0)
        assert write_chart_file(desk.chart(patient) for patient in desk.patients()) == written
        assert desk.verify() == ()

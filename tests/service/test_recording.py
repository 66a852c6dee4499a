"""Charting something new: saved, refused with the reason, or asked once."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest

from hlhdesk.model.entries import Identity, Kind, Lab, Temperature
from hlhdesk.service import (
    AdmitPatient,
    Desk,
    NeedsConfirmation,
    RecordEntries,
    RecordEntry,
    RecordTemperature,
    Refused,
    Saved,
)
from hlhdesk.store import Store
from tests.service.desks import IDENTITY, READING, desk_with, moment, stop_the_clock, values


@pytest.fixture(autouse=True)
def at_half_past_eight(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_the_clock(monkeypatch)


def test_a_temperature_is_saved_as_typed_at_the_ward_s_time(tmp_path: Path) -> None:
    with desk_with(tmp_path / "ward.db", "R3") as desk:
        saved = desk.execute(RecordTemperature("R3", "39,4", by="Li"))
        assert isinstance(saved.entry, Temperature)
        assert (saved.entry.value.text, saved.entry.value.unit, saved.entry.site) == (
            "39,4",
            "Cel",
            "axillary",
        )
        assert saved.entry.at.text == "2018-03-09T20:30"
        assert saved.entry.recorded_by == "Li"
        assert saved.entry.recorded_at == datetime(2018, 3, 9, 12, 30, tzinfo=UTC)
        assert desk.chart("R3").temperatures == (saved.entry,)
        assert desk._store.line(saved.seq).entry_id == saved.entry.id


@pytest.mark.parametrize(
    ("text", "unit", "stored"),
    [
        ("39.4", "Cel", ("39.4", "Cel")),
        ("102.2F", "Cel", ("102.2", "F")),
        ("102.2", "[degF]", ("102.2", "[degF]")),
    ],
)
def test_the_unit_that_was_typed_wins(tmp_path: Path, text: str, unit: str, stored: tuple[str, str]) -> None:
    with desk_with(tmp_path / "ward.db", "R3") as desk:
        value = desk.execute(RecordTemperature("R3", text, unit=unit)).entry.value  # type: ignore[attr-defined]
        assert (value.text, value.unit_text) == stored


@pytest.mark.parametrize("at", ["2018-03-09T14:02", "moment"])
def test_the_time_may_be_typed(tmp_path: Path, at: str) -> None:
    with desk_with(tmp_path / "ward.db", "R3") as desk:
        when = moment("2018-03-09T14:02", desk) if at == "moment" else at
        saved = desk.execute(RecordTemperature("R3", "39.4", at=when))
        assert saved.entry.at == moment("2018-03-09T14:02", desk)  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("command", "field"),
    [
        (RecordTemperature("R3", "47.2"), "value"),
        (RecordTemperature("R3", "warm"), "value"),
        (RecordTemperature("R3", "39.4", unit="ug/L"), "unit"),
        (RecordTemperature("R3", "39.4", site="nose"), "site"),
        (RecordTemperature("R3", "39.4", at="2018-03-09T20:31"), "at"),
        (RecordTemperature("R3", "39.4", at="2014-11-19T12:00"), "at"),
        (RecordTemperature("R3", "39.4", at="yesterday"), "at"),
        (RecordTemperature("R3", "39.4", by=" "), "recorded_by"),
        (RecordTemperature("R3", "39.4", by="a\x00b"), "recorded_by"),
        (RecordTemperature("R3", "39.4", by="half \ud800"), "recorded_by"),
        (RecordTemperature("R9", "39.4"), "patient_id"),
        (RecordTemperature("half \ud800", "39.4"), "patient_id"),
        (RecordEntry("R3", Kind.TEMPERATURE, {**READING, "colour": "red"}), "colour"),
        (RecordEntry("R3", Kind.TEMPERATURE, {"value": "39.4"}), "at"),
        (RecordEntry("R3", Kind.IDENTITY, IDENTITY), "kind"),
        (AdmitPatient("R3", IDENTITY), "patient_id"),
        (AdmitPatient("", IDENTITY), "patient_id"),
        (AdmitPatient(" R4", IDENTITY), "patient_id"),
        (AdmitPatient("R\n4", IDENTITY), "patient_id"),
        (AdmitPatient("R" * 65, IDENTITY), "patient_id"),
        (AdmitPatient("R4", {"name": "no sex"}), "sex"),
        (AdmitPatient("R4", {**IDENTITY, "birth_date": "2018-03-10"}), "birth_date"),
    ],
)
def test_what_cannot_be_is_refused_and_nothing_is_saved(
    tmp_path: Path, command: RecordTemperature, field: str
) -> None:
    with desk_with(tmp_path / "ward.db", "R3") as desk:
        head = desk.head()
        with pytest.raises(Refused) as refused:
            desk.execute(command)
        assert field in {problem.field for problem in refused.value.problems}
        assert desk.head() == head
        assert desk.patients() == ("R3",)


def test_an_unusual_value_is_asked_once_and_the_confirmation_recorded(tmp_path: Path) -> None:
    with desk_with(tmp_path / "ward.db", "R3") as desk:
        head = desk.head()
        with pytest.raises(NeedsConfirmation) as asked:
            desk.execute(RecordTemperature("R3", "41.6"))
        assert [problem.field for problem in asked.value.problems] == ["value"]
        assert desk.head() == head
        saved = desk.execute(RecordTemperature("R3", "41.6", confirmed=True, by="Li"))
        assert not saved.entry.unconfirmed
        note = desk._store.line(saved.seq + 1)
        assert (note.action, note.entry_id, note.recorded_by) == ("confirmed", saved.entry.id, "Li")
        assert "entry.confirm" in str(note.detail)


def test_a_confirmation_does_not_open_an_absolute_limit(tmp_path: Path) -> None:
    with desk_with(tmp_path / "ward.db", "R3") as desk, pytest.raises(Refused):
        desk.execute(RecordTemperature("R3", "47.2", confirmed=True))


def test_an_abnormal_value_is_no_question(tmp_path: Path) -> None:
    with desk_with(tmp_path / "ward.db", "R3") as desk:
        saved = desk.execute(RecordTemperature("R3", "39.8", confirmed=True))
        assert desk._store.ledger().seq == saved.seq, "nothing was confirmed, nothing is noted"


def test_provenance_is_the_desk_s_own(tmp_path: Path) -> None:
    claims = {"id": "mine", "recorded_at": "1999-01-01T00:00:00Z", "recorded_by": "X", "unconfirmed": True}
    with desk_with(tmp_path / "ward.db", "R3") as desk:
        entry = desk.execute(RecordEntry("R3", Kind.TEMPERATURE, {**READING, **claims}, by="Li")).entry
        assert entry.id != "mine"
        assert entry.recorded_at == desk.now().instant
        assert (entry.recorded_by, entry.unconfirmed, entry.supersedes) == ("Li", False, None)


def order(mg: str, **more: object) -> dict[str, object]:
    return {
        "drug": "ruxolitinib",
        "dose_mg": mg,
        "times_per_day": 2,
        "route": "oral",
        "starts_on": "2018-03-09",
        **more,
    }


def test_an_order_is_judged_by_the_chart(tmp_path: Path) -> None:
    with desk_with(tmp_path / "ward.db", "R3") as desk:
        desk.execute(
            RecordEntry("R3", Kind.BODY_SIZE, {"on": "2018-03-09", "weight_kg": "15.2", "height_cm": "98"})
        )
        with pytest.raises(Refused):
            desk.execute(RecordEntry("R3", Kind.ORDER, order("30")))
        desk.execute(RecordEntry("R3", Kind.ORDER, order("2.5")))
        with pytest.raises(NeedsConfirmation):
            desk.execute(RecordEntry("R3", Kind.ORDER, order("3.75", reason="relapse")))
        assert [str(kept.dose_mg) for kept in desk.chart("R3").orders] == ["2.5"]


def test_a_part_above_its_whole_is_asked_about(tmp_path: Path) -> None:
    sample = {"at": "2018-03-09T08:00", "unit": "10*9/L"}
    with desk_with(tmp_path / "ward.db", "R3") as desk:
        desk.execute(RecordEntry("R3", Kind.LAB, {**sample, "analyte": "wbc", "value": "2.0"}))
        with pytest.raises(NeedsConfirmation):
            desk.execute(RecordEntry("R3", Kind.LAB, {**sample, "analyte": "anc", "value": "2.1"}))
        desk.execute(RecordEntry("R3", Kind.LAB, {**sample, "analyte": "anc", "value": "1.9"}))
        assert {lab.analyte for lab in desk.chart("R3").valid(Lab)} == {"wbc", "anc"}


def test_the_answer_comes_after_commit(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What another connection sees at the moment of the answer, and at the moment listeners are told."""
    path = tmp_path / "ward.db"
    seen: list[int] = []

    def count() -> int:
        with Desk.open(path, readonly=True) as other:
            return len(other.chart("R3").temperatures)

    with desk_with(path, "R3") as desk:
        commit = Store._commit

        def watched(self: Store) -> None:
            seen.append(count())
            commit(self)

        monkeypatch.setattr(Store, "_commit", watched)
        desk.on_change(lambda _: seen.append(count()))
        answer = desk.execute(RecordTemperature("R3", "39.4"))
        seen.append(count())
    assert seen == [0, 1, 1]
    assert isinstance(answer, Saved)


def test_two_equal_readings_are_two(tmp_path: Path) -> None:
    with desk_with(tmp_path / "ward.db", "R3") as desk:
        for _ in range(2):
            desk.execute(RecordTemperature("R3", "39.4"))
        assert values(desk, "R3") == ["39.4", "39.4"]


def test_a_child_is_admitted_with_its_identity(tmp_path: Path) -> None:
    with desk_with(tmp_path / "ward.db") as desk:
        assert desk.patients() == ()
        saved = desk.execute(AdmitPatient("R3", IDENTITY, by="Li"))
        assert isinstance(saved.entry, Identity)
        assert desk.patients() == ("R3",)
        assert desk.chart("R3").identity == saved.entry


WBC = {"at": "2018-03-09T08:00", "analyte": "wbc", "value": "4.1", "unit": "10*9/L"}
ANC = {"at": "2018-03-09T08:00", "analyte": "anc", "value": "2.0", "unit": "10*9/L"}


def test_a_panel_is_saved_in_one_act(tmp_path: Path) -> None:
    with desk_with(tmp_path / "ward.db", "R3") as desk:
        heard: list[frozenset[str]] = []
        desk.on_change(lambda change: heard.append(change.patient_ids))
        together = desk.execute(RecordEntries("R3", ((Kind.LAB, WBC), (Kind.LAB, ANC)), by="Li"))
        assert [saved.entry for saved in together.saved] == list(desk.chart("R3").labs)
        assert {saved.entry.recorded_by for saved in together.saved} == {"Li"}
        assert heard == [frozenset({"R3"})], "told once"


def test_one_wrong_result_keeps_the_whole_panel_out_and_every_problem_is_said(tmp_path: Path) -> None:
    with desk_with(tmp_path / "ward.db", "R3") as desk:
        wrong = WBC | {"unit": "stones"}
        late = ANC | {"at": "2019-01-01T08:00"}
        with pytest.raises(Refused) as refused:
            desk.execute(RecordEntries("R3", ((Kind.LAB, wrong), (Kind.LAB, ANC), (Kind.LAB, late))))
        assert [problem.field for problem in refused.value.problems] == ["0.unit", "2.at"]
        assert desk.chart("R3").labs == ()


def test_a_result_is_held_against_those_before_it_in_the_panel(tmp_path: Path) -> None:
    with desk_with(tmp_path / "ward.db", "R3") as desk:
        items = ((Kind.LAB, WBC), (Kind.LAB, ANC | {"value": "9.9"}))
        with pytest.raises(NeedsConfirmation) as asked:
            desk.execute(RecordEntries("R3", items))
        assert [problem.field for problem in asked.value.problems] == ["1.value"]
        assert desk.chart("R3").labs == ()
        desk.execute(RecordEntries("R3", items, confirmed=True))
        assert len(desk.chart("R3").labs) == 2


def test_a_second_dose_for_one_clock_time_is_asked_about(tmp_path: Path) -> None:
    order: dict[str, object] = {
        "drug": "entecavir", "dose_mg": "0.5", "times_per_day": 1, "times": ["08:00"],
        "route": "oral", "starts_on": "2018-03-08",
    }  # fmt: skip
    given = {"at": "2018-03-09T08:05", "drug": "entecavir", "dose_mg": "0.5", "route": "oral"}
    with desk_with(tmp_path / "ward.db", "EX-3") as desk:
        desk.execute(RecordEntry("EX-3", Kind.ADMISSION, {"admitted_on": "2018-03-01"}))
        desk.execute(RecordEntry("EX-3", Kind.ORDER, order))
        desk.execute(RecordEntry("EX-3", Kind.DOSE, {**given, "status": "refused"}))
        desk.execute(RecordEntry("EX-3", Kind.DOSE, given))
        with pytest.raises(NeedsConfirmation) as asked:
            desk.execute(RecordEntry("EX-3", Kind.DOSE, {**given, "at": "2018-03-09T08:20"}))
        assert [problem.message.key for problem in asked.value.problems] == ["due.already-charted"]
        assert [dose.status for dose in desk.chart("EX-3").doses] == ["refused", "given"]
        withheld = {**given, "at": "2018-03-09T08:20", "status": "withheld"}
        desk.execute(RecordEntry("EX-3", Kind.DOSE, withheld))

"""Corrections never erase."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hlhdesk.model.entries import Identity, Kind, Temperature
from hlhdesk.service import (
    CorrectEntry,
    Desk,
    NeedsConfirmation,
    RecordEntry,
    RecordTemperature,
    Refused,
    RetractEntry,
)
from tests.campaigns import size
from tests.promises import Shown
from tests.service.desks import IDENTITY, READING, desk_with, keys, stop_the_clock, values

HISTORIES = size("histories")


@pytest.fixture(autouse=True)
def at_half_past_eight(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_the_clock(monkeypatch)


def reading(value: str) -> dict[str, object]:
    return {**READING, "value": value}


def test_a_correction_supersedes_and_the_old_value_stays(tmp_path: Path) -> None:
    with desk_with(tmp_path / "ward.db", "R3") as desk:
        old = desk.execute(RecordTemperature("R3", "39.4", at="2018-03-09T14:00")).entry
        new = desk.execute(CorrectEntry(old.id, reading("38.4"), "slip", by="Li")).entry
        assert (new.supersedes, new.change_reason, new.recorded_by) == (old.id, "slip", "Li")
        assert values(desk, "R3") == ["38.4"]
        assert [kept for kept in desk.chart("R3").entries if isinstance(kept, Temperature)] == [old, new]


def test_a_retraction_repeats_the_old_value(tmp_path: Path) -> None:
    with desk_with(tmp_path / "ward.db", "R3") as desk:
        old = desk.execute(RecordTemperature("R3", "39.4")).entry
        taken = desk.execute(RetractEntry(old.id, "wrong child")).entry
        assert isinstance(taken, Temperature)
        assert isinstance(old, Temperature)
        assert (taken.retracted, taken.supersedes, taken.value) == (True, old.id, old.value)
        assert values(desk, "R3") == []
        again = desk.execute(CorrectEntry(taken.id, reading("39.4"), "it was the right child")).entry
        assert values(desk, "R3") == ["39.4"]
        assert desk.chart("R3").entries[-3:] == (old, taken, again)


def test_what_cannot_be_corrected(tmp_path: Path) -> None:
    with desk_with(tmp_path / "ward.db", "R3") as desk:
        identity = desk.chart("R3").identity.id
        old = desk.execute(RecordTemperature("R3", "39.4")).entry.id
        new = desk.execute(CorrectEntry(old, reading("38.4"), "slip")).entry.id
        gone = desk.execute(RetractEntry(new, "wrong child")).entry.id
        head = desk.head()
        for command, key in (
            (CorrectEntry("unknown", reading("38.4"), "slip"), "service.unknown-entry"),
            (RetractEntry("unknown", "slip"), "service.unknown-entry"),
            (CorrectEntry(gone, reading("38.4"), " "), "service.no-reason"),
            (RetractEntry(gone, ""), "service.no-reason"),
            (CorrectEntry(old, reading("37.4"), "slip"), "service.already-corrected"),
            (RetractEntry(old, "slip"), "service.already-corrected"),
            (RetractEntry(gone, "twice"), "service.already-retracted"),
            (RetractEntry(identity, "who?"), "service.identity-stays"),
        ):
            with pytest.raises(Refused) as refused:
                desk.execute(command)
            assert keys(refused.value) == [key]
        for wrong in (
            CorrectEntry(gone, reading("47.2"), "slip"),
            CorrectEntry(gone, reading("38.4"), "a\x00b"),
            RetractEntry(identity, "a\x00b"),
        ):
            with pytest.raises(Refused):
                desk.execute(wrong)
        assert desk.head() == head


def test_a_correction_is_asked_about_like_any_value(tmp_path: Path) -> None:
    with desk_with(tmp_path / "ward.db", "R3") as desk:
        old = desk.execute(RecordTemperature("R3", "39.4")).entry
        with pytest.raises(NeedsConfirmation):
            desk.execute(CorrectEntry(old.id, reading("41.6"), "slip"))
        desk.execute(CorrectEntry(old.id, reading("41.6"), "slip", confirmed=True))
        assert values(desk, "R3") == ["41.6"]


def test_a_retraction_asks_no_limit_of_the_old_value(tmp_path: Path) -> None:
    with desk_with(tmp_path / "ward.db", "R3") as desk:
        odd = desk.execute(RecordTemperature("R3", "41.6", confirmed=True)).entry
        assert desk.execute(RetractEntry(odd.id, "thermometer broken")).entry.retracted


def test_a_birth_date_may_not_come_after_what_is_charted(tmp_path: Path) -> None:
    with desk_with(tmp_path / "ward.db", "R3") as desk:
        desk.execute(RecordTemperature("R3", "39.4", at="2018-03-01T14:00"))
        old = desk.chart("R3").identity
        with pytest.raises(Refused) as refused:
            desk.execute(CorrectEntry(old.id, {**IDENTITY, "birth_date": "2018-03-02"}, "slip"))
        assert keys(refused.value) == ["service.born-after-entries"]
        desk.execute(CorrectEntry(old.id, {**IDENTITY, "birth_date": "2018-03-01"}, "slip"))
        assert str(desk.chart("R3").identity.birth_date) == "2018-03-01"


def test_a_new_bed_is_a_correction_of_the_identity(tmp_path: Path) -> None:
    with desk_with(tmp_path / "ward.db", "R3") as desk:
        desk.execute(CorrectEntry(desk.chart("R3").identity.id, {**IDENTITY, "bed": "14"}, "moved"))
        assert desk.chart("R3").identity.bed == "14"
        assert len([kept for kept in desk.chart("R3").entries if isinstance(kept, Identity)]) == 2


STEP = st.tuples(
    st.sampled_from(["record", "correct", "retract"]), st.integers(0, 10_000), st.integers(360, 409)
)


@settings(max_examples=HISTORIES, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(STEP, min_size=1, max_size=12))
def test_random_histories_keep_every_value(
    tmp_path_factory: pytest.TempPathFactory, shown: Shown, steps: list[tuple[str, int, int]]
) -> None:
    path = tmp_path_factory.mktemp("history") / "ward.db"
    typed: list[str] = []
    current: dict[str, str] = {}
    with desk_with(path, "R3") as desk:
        for action, which, tenths in steps:
            text = f"{tenths / 10}"
            if action == "record" or not current:
                saved = desk.execute(RecordEntry("R3", Kind.TEMPERATURE, reading(text)))
            else:
                entry_id = sorted(current)[which % len(current)]
                old = current.pop(entry_id)
                saved = (
                    desk.execute(CorrectEntry(entry_id, reading(text), "slip"))
                    if action == "correct"
                    else desk.execute(RetractEntry(entry_id, "slip"))
                )
                text = text if action == "correct" else old
            typed.append(text)
            if not saved.entry.retracted:
                current[saved.entry.id] = text
    with Desk.open(path, readonly=True) as desk:
        kept: list[Any] = [entry for entry in desk.chart("R3").entries if isinstance(entry, Temperature)]
        assert [entry.value.text for entry in kept] == typed, "every old value is retrievable"
        assert {entry.id: entry.value.text for entry in desk.chart("R3").temperatures} == current
        assert desk.verify() == ()
    shown("corrections never erase", f"{HISTORIES} random histories: every old value retrievable")

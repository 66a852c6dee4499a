"""A ward's own parameters: put in force, approved, told in the history, seen by another desk."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import pytest

from hlhdesk.definitions import load_for, ward_file
from hlhdesk.model.definitions import Approval, ParameterKind
from hlhdesk.service import Desk, Refused, StoreError
from tests.service.desks import desk_with, stop_the_clock


@pytest.fixture(autouse=True)
def at_half_past_eight(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_the_clock(monkeypatch)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "ward-3b.db"


def test_a_value_is_in_force_at_once_and_for_whoever_opens_next(path: Path) -> None:
    with desk_with(path, "R3") as desk:
        heard: list[frozenset[str]] = []
        desk.on_change(lambda change: heard.append(change.patient_ids))
        before = desk.state("R3")
        desk.set_parameters({"fever.normal_days": "3", "temperature.confirm": "35.5–40.5"}, "Dr Wu")
        assert desk.definitions.fever.normal_days == 3
        assert str(desk.definitions.temperature.confirm.high) == "40.5"
        assert desk.state("R3") is not before
        assert heard == [frozenset({"R3"})]
    assert load_for(path).fever.normal_days == 3
    assert load_for(path).ward_version == "1"


def test_every_parameter_can_be_written_and_read_back(path: Path) -> None:
    """Each one a step away from what was shipped, where its range allows it."""
    with desk_with(path) as desk:
        changes = {
            one.key: one.least
            for one in desk.definitions.parameters
            if one.kind is not ParameterKind.RANGE and not one.key.startswith(("fever.evening", "fever.very"))
        }
        wanted = {key: value for key, value in changes.items() if "steroids" not in key}
        try:
            desk.set_parameters(wanted)
        except Refused as refused:  # two parameters that must stay in order
            wrong = {problem.field for problem in refused.problems}
            wanted = {key: value for key, value in wanted.items() if key not in wrong}
            desk.set_parameters(wanted)
        now = {one.key: one.value for one in desk.definitions.parameters}
        assert {key: now[key] for key in wanted} == wanted
        assert len(wanted) > 40


def test_a_change_takes_the_approval_away(path: Path) -> None:
    with desk_with(path) as desk:
        desk.approve_parameters("Dr Li Mei 李梅", date(2018, 3, 9))
        assert desk.definitions.approval == Approval("Dr Li Mei 李梅", date(2018, 3, 9))
        desk.set_parameters({"fever.normal_days": "3"})
        assert not desk.definitions.approved_by_ward
        assert desk.definitions.ward_version == "2"
        desk.approve_parameters("Dr Li Mei", date(2018, 3, 9))
        assert desk.definitions.approved_by_ward
        assert desk.definitions.fever.normal_days == 3
        assert desk.definitions.ward_version == "2", "an approval changes no value"


def test_back_to_the_shipped_value_leaves_no_trace_in_the_file(path: Path) -> None:
    with desk_with(path) as desk:
        desk.set_parameters({"fever.normal_days": "3"})
        desk.set_parameters({"fever.normal_days": "2"})
        assert ward_file(path).read_text(encoding="utf-8") == 'version = "2"\n'


def test_who_did_what_is_in_the_history(path: Path) -> None:
    with desk_with(path) as desk:
        desk.set_parameters({"fever.normal_days": "3"}, "Dr Wu")
        desk.approve_parameters("Dr Li", date(2018, 3, 9))
        (line,) = desk._store.lines("parameters-set")
        assert line.recorded_by == "Dr Wu"
        assert json.loads(line.detail or "") == {"version": "1", "changes": {"fever.normal_days": ["2", "3"]}}
        (line,) = desk._store.lines("parameters-approved")
        assert line.recorded_by == "Dr Li"
        assert json.loads(line.detail or "")["on"] == "2018-03-09"
        assert desk.verify() == ()


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"fever.normal_days": "0"}, "fever.normal_days"),
        ({"fever.normal_days": "two"}, "fever.normal_days"),
        ({"fever.fever_from": "38,0"}, "fever.fever_from"),
        ({"fever.relapse_window_to": "9"}, "parameters"),
        ({"nonsense": "1"}, "parameters"),
        ({"temperature.confirm": "40–35"}, "temperature.confirm"),
        ({"temperature.confirm": "35"}, "temperature.confirm"),
    ],
)
def test_what_cannot_be_in_force_is_refused_and_nothing_is_left(
    path: Path, changes: dict[str, str], field: str
) -> None:
    with desk_with(path) as desk:
        head = desk.head()
        with pytest.raises(Refused) as refused:
            desk.set_parameters(changes)
        assert refused.value.problems[0].field == field
        assert desk.head() == head
        assert not desk.definitions.approved_by_ward
    assert [file.name for file in path.parent.glob("*.toml")] == []
    assert [file.name for file in path.parent.glob(".*")] == []


@pytest.mark.parametrize("name", ["", "  ", "x" * 300, "a\u202eb"])
def test_an_approval_needs_a_name(path: Path, name: str) -> None:
    with desk_with(path) as desk, pytest.raises(Refused):
        desk.approve_parameters(name, date(2018, 3, 9))


def test_another_window_judges_by_them_at_its_next_look(path: Path) -> None:
    with desk_with(path, "R3") as desk, Desk.open(path) as other:
        other.poll()
        before = other.state("R3")
        desk.set_parameters({"fever.normal_days": "3"})
        assert other.poll() == frozenset({"R3"})
        assert other.definitions.fever.normal_days == 3
        assert other.state("R3") is not before


def test_a_file_that_cannot_be_written_changes_nothing(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with desk_with(path) as desk:
        head = desk.head()

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr("hlhdesk.definitions.ward.os.fsync", full)
        with pytest.raises(StoreError) as error:
            desk.set_parameters({"fever.normal_days": "3"})
        assert error.value.message.key == "service.parameters-not-written"
        assert desk.head() == head
        assert desk.definitions.fever.normal_days == 2
    assert not ward_file(path).exists()


@pytest.mark.parametrize(
    ("now", "then"), [("1", "2"), ("9", "10"), ("2026-03", "2026-4"), ("ours", "ours-2")]
)
def test_the_next_version(path: Path, now: str, then: str) -> None:
    ward_file(path).write_text(f'version = "{now}"\n', encoding="utf-8")
    with desk_with(path) as desk:
        desk.set_parameters({"fever.normal_days": "3"})
        assert desk.definitions.ward_version == then

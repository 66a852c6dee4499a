"""The desk between commands: its clock, its settings, what it keeps and whom it tells."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path

import pytest

from hlhdesk import clock
from hlhdesk.model.chart import PatientChart
from hlhdesk.model.definitions import Definitions
from hlhdesk.model.entries import Kind
from hlhdesk.model.moment import Moment
from hlhdesk.model.state import PatientState
from hlhdesk.rules import derive
from hlhdesk.service import (
    AdmitPatient,
    Change,
    DamagedEntry,
    Desk,
    ImportBatch,
    RecordTemperature,
    Refused,
    StoreError,
    UnreadableEntry,
    restore,
    verify_file,
)
from hlhdesk.service import charts as charts_room
from hlhdesk.service import states as states_room
from tests.service.desks import IDENTITY, NOW, READING, ZONE, batch, desk_with, moment, stop_the_clock, values
from tests.store.stores import tamper


@pytest.fixture(autouse=True)
def at_half_past_eight(monkeypatch: pytest.MonkeyPatch) -> None:
    stop_the_clock(monkeypatch)


@pytest.fixture
def derived(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """The ids of the children whose state was derived."""
    found: list[str] = []

    def watched(chart: PatientChart, definitions: Definitions, as_of: Moment) -> PatientState:
        found.append(chart.patient_id)
        return derive(chart, definitions, as_of)

    monkeypatch.setattr(states_room, "derive", watched)
    return found


def test_the_ward_s_time_is_its_civil_time(tmp_path: Path) -> None:
    with desk_with(tmp_path / "ward.db") as desk:
        assert desk.zone.key == ZONE
        assert desk.now() == moment("2018-03-09T20:30", desk)
        assert desk.is_open
        assert not desk.is_demo


@pytest.mark.parametrize(
    ("instant", "text"),
    [
        ("2018-10-28T00:30:00+00:00", "2018-10-28T02:30"),
        ("2018-10-28T01:30:00+00:00", "2018-10-28T02:30+01:00"),
        ("2018-10-28T02:30:00+00:00", "2018-10-28T03:30"),
    ],
)
def test_in_the_hour_that_the_clock_shows_twice_the_offset_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, instant: str, text: str
) -> None:
    stop_the_clock(monkeypatch, NOW.fromisoformat(instant))
    with Desk.open(tmp_path / "ward.db", create=True, zone="Europe/Berlin") as desk:
        desk.execute(AdmitPatient("R3", IDENTITY))
        saved = desk.execute(RecordTemperature("R3", "39.4"))
        assert saved.entry.at.text == text  # type: ignore[attr-defined]
        assert saved.entry.at.instant == NOW.fromisoformat(instant)  # type: ignore[attr-defined]


def test_a_demo_stands_at_its_own_moment_and_runs_on(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "ward.db"
    with desk_with(path, "R3") as desk:
        desk.set_setting("demo_now", "2018-03-20T20:00")
        assert desk.now() == moment("2018-03-09T20:30", desk), "no demo yet"
        desk.set_setting("demo", "yes")
        assert desk.is_demo
        assert desk.now() == moment("2018-03-20T20:00", desk)
        stop_the_clock(monkeypatch, NOW + timedelta(minutes=45))
        assert desk.now() == moment("2018-03-20T20:45", desk)
        desk.execute(RecordTemperature("R3", "39.4"))
    stop_the_clock(monkeypatch, NOW + timedelta(days=30))
    with Desk.open(path) as desk:
        assert desk.now() == moment("2018-03-20T20:45", desk), "never before what was charted"
        assert desk.ward()[0].as_of.shown == "2018-03-20T20:45"


def test_settings_are_checked_and_kept(tmp_path: Path) -> None:
    path = tmp_path / "ward.db"
    with desk_with(path) as desk:
        desk.set_setting("ward_name", "East 4", by="Li")
        for key, value in (
            ("colour", "red"),
            ("zone", "Mars/Olympus"),
            ("zone", "../etc/passwd"),
            ("demo", "maybe"),
            ("demo_now", "noon"),
            ("ward_name", "a\nb"),
            ("ward_name", "x" * 201),
        ):
            with pytest.raises(Refused):
                desk.set_setting(key, value)
        assert desk.setting("unknown") is None
    with Desk.open(path, zone="UTC") as desk:
        assert desk.setting("ward_name") == "East 4"
        assert desk.zone.key == ZONE, "an existing database keeps its zone"
    with pytest.raises(Refused):
        Desk.open(tmp_path / "new.db", create=True, zone="Mars/Olympus")
    assert not (tmp_path / "new.db").exists()


def test_a_new_zone_is_a_new_reading_of_every_chart(tmp_path: Path) -> None:
    with desk_with(tmp_path / "ward.db", "R3") as desk:
        desk.execute(RecordTemperature("R3", "39.4", at="2018-03-09T14:00"))
        before = desk.chart("R3").temperatures[0].at
        desk.set_setting("zone", "UTC")
        after = desk.chart("R3").temperatures[0].at
        assert (after.civil, after.instant - before.instant) == (before.civil, timedelta(hours=8))


def test_a_database_without_a_zone_given_takes_the_computer_s(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, zone in (("Europe/London", "Europe/London"), (None, "UTC"), ("Nowhere", "UTC")):
        monkeypatch.setattr("tzlocal.get_localzone_name", lambda name=name: name)
        with Desk.open(tmp_path / f"{zone[:3]}{name is None}.db", create=True) as desk:
            assert desk.zone.key == zone


def test_one_child_s_change_derives_one_child(
    tmp_path: Path, derived: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    with desk_with(tmp_path / "ward.db", "R1", "R2", "R3") as desk:
        first = desk.ward()
        assert derived == ["R1", "R2", "R3"]
        assert desk.ward() == first
        desk.execute(RecordTemperature("R2", "39.4"))
        again = desk.ward()
        assert derived == ["R1", "R2", "R3", "R2"]
        assert (again[0], again[2]) == (first[0], first[2])
        stop_the_clock(monkeypatch, NOW + timedelta(seconds=59))
        desk.ward()
        assert len(derived) == 4, "within a minute nothing changes by itself"
        stop_the_clock(monkeypatch, NOW + timedelta(seconds=60))
        desk.ward()
        assert len(derived) == 7


def test_what_was_just_saved_is_in_the_state(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    stop_the_clock(monkeypatch, NOW + timedelta(seconds=40))
    with desk_with(tmp_path / "ward.db", "R3") as desk:
        saved = desk.execute(RecordTemperature("R3", "39.4", at="2018-03-09T20:30:30"))
        assert desk.state("R3").temperature.last_reading == saved.entry


def test_states_of_other_moments(tmp_path: Path, derived: list[str]) -> None:
    with desk_with(tmp_path / "ward.db", "R3") as desk:
        desk.execute(RecordTemperature("R3", "39.4", at="2018-03-09T14:00"))
        before = desk.state("R3", moment("2018-03-09T13:59", desk))
        assert before.temperature.last_reading is None
        assert desk.state("R3").temperature.last_reading is not None
        assert desk.state("R3", desk.now()).temperature.last_reading is not None
        assert len(derived) == 3


def test_a_chart_is_read_once_and_then_only_what_is_new(tmp_path: Path) -> None:
    with desk_with(tmp_path / "ward.db", "R3") as desk:
        desk.execute(RecordTemperature("R3", "39.4"))
        one = desk.chart("R3")
        assert desk.chart("R3") is one
        desk.execute(RecordTemperature("R3", "39.5"))
        two = desk.chart("R3")
        assert two.entries[:2] == one.entries
        assert two.entries[0] is one.entries[0]
        with pytest.raises(LookupError):
            desk.chart("R9")


def test_a_refused_command_leaves_nothing_in_the_charts_that_are_kept(tmp_path: Path) -> None:
    with desk_with(tmp_path / "ward.db", "R3") as desk:
        file = batch(desk, ("R3", Kind.TEMPERATURE, READING), ("R9", Kind.TEMPERATURE, READING))
        with pytest.raises(Refused):
            desk.execute(ImportBatch(file))
        assert values(desk, "R3") == []
        desk.execute(ImportBatch(batch(desk, ("R3", Kind.TEMPERATURE, READING)), dry_run=True))
        assert values(desk, "R3") == []
        desk.execute(RecordTemperature("R3", "36.6"))
        assert values(desk, "R3") == ["36.6"]


def test_the_oldest_charts_are_forgotten_when_there_are_too_many(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(charts_room, "MOST_ENTRIES", 2)
    with desk_with(tmp_path / "ward.db", "R1", "R2", "R3") as desk:
        one = desk.chart("R1")
        desk.chart("R2")
        assert desk.chart("R1") is one
        desk.chart("R3")
        assert desk.chart("R1") is one, "looked at last"
        assert list(desk._charts._kept) == ["R3", "R1"]


def test_listeners_are_told_whose_chart_changed(tmp_path: Path) -> None:
    with desk_with(tmp_path / "ward.db", "R1", "R2") as desk:
        told: list[Change] = []
        quiet = desk.on_change(told.append)
        saved = desk.execute(RecordTemperature("R2", "39.4"))
        assert told == [Change(frozenset({"R2"}), (saved.entry.id,))]
        with pytest.raises(Refused):
            desk.execute(RecordTemperature("R2", "47.2"))
        assert len(told) == 1
        quiet()
        quiet()
        desk.execute(RecordTemperature("R2", "39.4"))
        assert len(told) == 1


def test_a_listener_s_bug_does_not_look_like_a_failed_save(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    bugs: list[object] = []
    monkeypatch.setattr(sys, "excepthook", lambda *found: bugs.append(found[0]))
    with desk_with(tmp_path / "ward.db", "R1") as desk:
        told: list[Change] = []
        desk.on_change(lambda _: 1 / 0)  # type: ignore[arg-type]
        desk.on_change(told.append)
        desk.execute(RecordTemperature("R1", "39.4"))
        assert (bugs, len(told)) == ([ZeroDivisionError], 1)
        assert values(desk, "R1") == ["39.4"]


def test_polling_tells_of_others_and_not_of_oneself(tmp_path: Path) -> None:
    path = tmp_path / "ward.db"
    with desk_with(path, "R1", "R2") as one, Desk.open(path) as other:
        assert one.poll() == frozenset()
        one.execute(RecordTemperature("R1", "39.4"))
        other.execute(RecordTemperature("R2", "39.4"))
        one.execute(RecordTemperature("R1", "39.4"))
        assert one.poll() == {"R2"}
        assert one.poll() == frozenset()
        assert other.poll() == {"R1"}
        assert values(one, "R2") == ["39.4"]
        other.set_setting("ward_name", "East 4")
        assert one.poll() == frozenset()
        assert one.setting("ward_name") == "East 4"


def test_a_damaged_chart_is_refused_and_the_others_shown(tmp_path: Path) -> None:
    path = tmp_path / "ward.db"
    with desk_with(path, "R1", "R2") as desk:
        desk.execute(RecordTemperature("R1", "39.4"))
    tamper(path, "UPDATE entry SET body = replace(body, '39.4', '36.4')")
    with Desk.open(path) as desk:
        for read in (lambda: desk.chart("R1"), lambda: desk.state("R1"), desk.ward):
            with pytest.raises(DamagedEntry):
                read()
        with pytest.raises(DamagedEntry):
            desk.execute(RecordTemperature("R1", "39.4"))
        assert desk.state("R2").patient_id == "R2"
        assert [fault.patient_id for fault in desk.verify()] == ["R1"]
    assert [fault.patient_id for fault in verify_file(path)] == ["R1"]


def test_an_entry_that_the_definitions_cannot_read_is_not_shown(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "ward.db"
    with desk_with(path, "R1", "R2") as desk:
        saved = desk.execute(RecordTemperature("R1", "39.4")).entry
    load = sys.modules["hlhdesk.service.entries"].load_entry

    def older(kind: Kind, *rest: object, **more: object) -> object:
        if kind is Kind.TEMPERATURE:
            raise ValueError("no such unit")
        return load(kind, *rest, **more)

    monkeypatch.setattr("hlhdesk.service.entries.load_entry", older)
    with Desk.open(path) as desk:
        with pytest.raises(UnreadableEntry) as refused:
            desk.chart("R1")
        assert dict(refused.value.message)["entry"] == saved.id
        assert [(fault.patient_id, fault.entry_id) for fault in desk.verify()] == [("R1", saved.id)]


def test_a_file_too_damaged_for_a_desk_can_still_be_verified(tmp_path: Path) -> None:
    path = tmp_path / "ward.db"
    with desk_with(path, "R1"):
        pass
    tamper(path, "UPDATE setting SET value = 'UTC'")
    with pytest.raises(StoreError):
        Desk.open(path)
    assert [fault.message.key for fault in verify_file(path)] == ["store.damaged"]
    with pytest.raises(StoreError):
        verify_file(tmp_path / "missing.db")


def test_a_backup_drill_gives_back_the_same_head(tmp_path: Path) -> None:
    path = tmp_path / "ward.db"
    with desk_with(path, "R1") as desk:
        desk.execute(RecordTemperature("R1", "39.4"))
        head = desk.head()
        assert desk.backup(tmp_path / "copy.backup").head == head
        desk.execute(RecordTemperature("R1", "39.5"))
        assert desk.verify(head) == ()
    restore(tmp_path / "copy.backup", path)
    with Desk.open(path) as desk:
        assert desk.head() == head
        assert values(desk, "R1") == ["39.4"]


def test_a_reader_is_told_that_it_cannot_write(tmp_path: Path) -> None:
    path = tmp_path / "ward.db"
    with desk_with(path, "R1"):
        pass
    with Desk.open(path, readonly=True) as desk:
        writes: tuple[Callable[[], object], ...] = (
            lambda: desk.execute(RecordTemperature("R1", "39.4")),
            lambda: desk.set_setting("ward_name", "East"),
        )
        for write in writes:
            with pytest.raises(StoreError) as refused:
                write()
            assert refused.value.message.key == "store.read-only"
        assert desk.state("R1").patient_id == "R1"
    desk.close()


def test_the_clock_is_the_only_one() -> None:
    """Frozen time reaches the desk, or every test of this file would prove nothing."""
    assert clock.now() == NOW


def test_opening_a_desk_waits_for_no_heavy_library(tmp_path: Path) -> None:
    path = tmp_path / "ward.db"
    with desk_with(path, "R1"):
        pass
    program = (
        "import sys; from pathlib import Path; from hlhdesk.service import Desk, RecordTemperature\n"
        f"with Desk.open(Path({str(path)!r})) as desk:\n"
        "    desk.execute(RecordTemperature('R1', '36.6')); assert len(desk.ward()) == 1\n"
        "print(sorted({'sqlite_utils', 'numpy', 'tzlocal', 'reportlab', 'PIL', 'sqlcipher3'} & set(sys.modules)))"
    )
    root = Path(__file__).resolve().parents[2]
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=root, capture_output=True, text=True, check=True
    )
    assert done.stdout.strip() == "['sqlcipher3']"

"""``hlhdesk export``: lossless, whole files, never over the database."""

from __future__ import annotations

import csv
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

from hlhdesk.commands import importing
from hlhdesk.service import CorrectEntry, Desk, RecordTemperature, RetractEntry
from tests.cli.shell import EXAMPLE, Run, content, status


def history(path: Path) -> None:
    """Chart, correct, correct the correction, retract, and leave a value unconfirmed."""
    with Desk.open(path) as desk:
        at = "2018-03-02T14:00"
        saved = desk.execute(RecordTemperature("EX-3", "38.7", at=at, by="A"))
        body = {"at": at, "value": "37.8", "unit": "Cel", "site": "axillary"}
        saved = desk.execute(CorrectEntry(saved.entry.id, body, "misread", by="B"))
        desk.execute(CorrectEntry(saved.entry.id, {**body, "value": "37.9"}, "misread again", by="B"))
        other = desk.execute(RecordTemperature("EX-3", "39.9", at="2018-03-02T15:00"))
        desk.execute(RetractEntry(other.entry.id, "another child's"))
        identity = desk.chart("EX-3").identity
        renamed = {"name": "Renamed", "sex": "female", "birth_date": "2014-11-20", "bed": "14"}
        desk.execute(CorrectEntry(identity.id, renamed, "spelling"))


def test_export_import_export_gives_the_same_bytes_corrections_included(
    run: Run, example: Path, tmp_path: Path
) -> None:
    history(example)
    hot = tmp_path / "hot.csv"
    hot.write_text("patient_id,at,value,unit,site\nEX-3,2018-03-03T14:00,41.5,Cel,core\n", encoding="utf-8")
    assert run("import", hot, "--db", example).code == 0
    first, second, other = tmp_path / "1.json", tmp_path / "2.json", tmp_path / "other.hlhdesk"
    assert run("export", "--db", example, "--format", "json", "--out", first).code == 0
    assert run("import", first, "--db", other).code == 0
    assert run("export", "--db", other, "--format", "json", "--out", second).code == 0
    assert first.read_bytes() == second.read_bytes()
    as_of = ("--as-of", "2018-03-22T20:00")
    assert status(run, other, *as_of) == status(run, example, *as_of)
    (child,) = json.loads(first.read_bytes())["patients"]
    values = {entry["value"]: entry for entry in child["temperatures"]}
    assert values["37.9"]["supersedes"] == values["37.8"]["id"]
    assert values["37.8"]["supersedes"] == values["38.7"]["id"]
    assert values["41.5"]["unconfirmed"] is True
    assert any(entry.get("retracted") for entry in child["temperatures"])
    assert child["name"] == "Renamed"
    assert len(child["identities"]) == 2


def test_importing_an_export_into_its_own_database_adds_nothing(
    run: Run, example: Path, tmp_path: Path
) -> None:
    history(example)
    out = tmp_path / "1.json"
    assert run("export", "--db", example, "--format", "json", "--out", out).code == 0
    done = run("import", out, "--db", example)
    assert (done.code, " 0 added" in done.out) == (0, True)


def test_one_patient(run: Run, worked: Path, tmp_path: Path) -> None:
    out = tmp_path / "k.json"
    assert run("export", "--db", worked, "--patient", "CASE-K", "--format", "json", "--out", out).code == 0
    assert [child["patient_id"] for child in json.loads(out.read_bytes())["patients"]] == ["CASE-K"]


@pytest.mark.parametrize(
    ("out", "names"),
    [
        ("all.csv", ["all-doses.csv", "all-labs.csv", "all-temperatures.csv"]),
        ("tables", ["tables/doses.csv", "tables/labs.csv", "tables/temperatures.csv"]),
    ],
)
def test_csv_makes_three_tables_that_can_be_imported(
    run: Run, example: Path, tmp_path: Path, out: str, names: list[str]
) -> None:
    folder = tmp_path / "out"
    folder.mkdir()
    done = run("export", "--db", example, "--format", "csv", "--out", folder / out)
    assert done.code == 0
    assert sorted(content(folder)) == names
    for name in names:
        again = run("import", folder / name, "--db", example)
        assert (again.code, " 0 added, 1 already there" in again.out) == (0, True)


@pytest.mark.parametrize("ending", ["", "-wal", "-shm"])
@pytest.mark.parametrize(("command", "option"), [("export", "--format"), ("summary", ""), ("backup", "")])
def test_no_output_goes_over_the_database(
    run: Run, example: Path, ending: str, command: str, option: str
) -> None:
    before = example.read_bytes()
    arguments: list[object] = [command, "--db", example, "--out", f"{example}{ending}"]
    arguments += [option, "json"] if option else []
    arguments += ["discharge", "--patient", "EX-3"] if command == "summary" else []
    done = run(*arguments)
    assert done.code == 2
    assert "is the database" in done.err
    assert example.read_bytes() == before


def test_a_link_to_the_database_is_the_database(run: Run, example: Path, tmp_path: Path) -> None:
    link = tmp_path / "link.json"
    link.hardlink_to(example)
    assert run("export", "--db", example, "--format", "json", "--out", link).code == 2
    assert link.read_bytes() == example.read_bytes()


def test_an_output_that_cannot_be_written_is_refused(run: Run, example: Path, tmp_path: Path) -> None:
    done = run("export", "--db", example, "--format", "json", "--out", tmp_path / "no" / "such" / "1.json")
    assert done.code == 2
    assert len(done.problems) == 1


def test_a_file_that_was_there_is_replaced_whole(run: Run, example: Path, tmp_path: Path) -> None:
    out = tmp_path / "1.json"
    out.write_bytes(b"x" * 100_000)
    assert run("export", "--db", example, "--format", "json", "--out", out).code == 0
    assert json.loads(out.read_bytes())["format"] == "hlhdesk-chart"
    assert EXAMPLE.exists()
    assert [name for name in content(tmp_path) if name.endswith(".part")] == []


def zoned(tmp_path: Path, zone: object) -> Path:
    """Fever on the night on which Berlin's clocks go forward: 23 hours, not 24, to the same clock time."""
    readings = [
        {"at": "2026-03-28T10:30", "value": "39.0", "unit": "Cel", "site": "axillary"},
        {"at": "2026-03-28T11:00", "value": "36.9", "unit": "Cel", "site": "axillary"},
    ]
    patient = {"patient_id": "A", "sex": "male", "birth_date": "2015-01-01", "temperatures": readings}
    document = {"format": "hlhdesk-chart", "version": 1, "zone": zone, "patients": [patient]}
    file = tmp_path / "zoned.json"
    file.write_text(json.dumps(document, indent=1), encoding="utf-8")
    return file


def test_the_ward_s_zone_goes_with_its_charts(run: Run, tmp_path: Path) -> None:
    berlin, other, out = tmp_path / "berlin.db", tmp_path / "other.db", tmp_path / "out.json"
    assert run("import", zoned(tmp_path, None), "--db", berlin, "--zone", "Europe/Berlin").code == 0
    assert run("export", "--db", berlin, "--format", "json", "--out", out).code == 0
    assert json.loads(out.read_bytes())["zone"] == "Europe/Berlin"
    assert run("import", out, "--db", other).code == 0
    as_of = ("--as-of", "2026-03-29T10:45")
    assert status(run, other, *as_of) == status(run, berlin, *as_of)
    assert status(run, other, *as_of)["patients"][0]["temperature"]["state"] == "fever", "23 h 15 min ago"
    assert run("export", "--db", other, "--format", "json", "--out", tmp_path / "again.json").code == 0
    assert (tmp_path / "again.json").read_bytes() == out.read_bytes()


def test_a_zone_that_was_asked_for_wins(run: Run, tmp_path: Path) -> None:
    db = tmp_path / "utc.db"
    assert run("import", zoned(tmp_path, "Europe/Berlin"), "--db", db, "--zone", "UTC").code == 0
    found = status(run, db, "--as-of", "2026-03-29T10:45")
    assert found["patients"][0]["temperature"]["state"] == "settling", "24 h 15 min ago"


def test_a_database_keeps_its_own_zone(run: Run, tmp_path: Path) -> None:
    db = tmp_path / "utc.db"
    file = zoned(tmp_path, None)
    assert run("import", file, "--db", db, "--zone", "UTC").code == 0
    assert run("import", zoned(tmp_path, "Europe/Berlin"), "--db", db).code == 0
    with Desk.open(db) as desk:
        assert desk.zone.key == "UTC"


@pytest.mark.parametrize("zone", ["Mars/Olympus", "", 7, ["UTC"]])
def test_a_zone_that_is_none_is_refused(run: Run, tmp_path: Path, zone: object) -> None:
    done = run("import", zoned(tmp_path, zone), "--db", tmp_path / "new.db")
    assert done.code == 2
    (line,) = done.problems
    assert ":4: zone: " in line
    assert "is no time zone; accepted: an IANA name, for example Asia/Shanghai" in line
    assert not (tmp_path / "new.db").exists()


CHECKER = Path(__file__).parents[2] / "docs" / "check_history.py"
FORMULA = "=cmd|' /C calc'!A0"


def test_no_table_holds_a_formula_and_each_is_read_back(run: Run, db: Path, tmp_path: Path) -> None:
    """A spreadsheet computes a cell that begins so: a reason, a hospital number, an assay."""
    patient = {
        "patient_id": "@SUM(A1)",
        "name": "=1+1",
        "sex": "male",
        "birth_date": "2015-01-01",
        "doses": [
            {
                "at": "2018-03-06T08:00",
                "drug": "ruxolitinib",
                "dose_mg": "0",
                "status": "withheld",
                "reason": FORMULA,
            }
            | {"route": "oral", "recorded_by": "-Li"}
        ],
        "labs": [
            {
                "at": "2018-03-04T08:00",
                "analyte": "ferritin",
                "value": ">40000",
                "unit": "ng/mL",
                "assay": "+A",
            }
        ],
    }
    file, out = tmp_path / "in.json", tmp_path / "out"
    file.write_text(
        json.dumps({"format": "hlhdesk-chart", "version": 1, "patients": [patient]}), encoding="utf-8"
    )
    assert run("import", file, "--db", db).code == 0
    assert run("export", "--db", db, "--format", "csv", "--out", out).code == 0
    assert run("history", "--db", db, "--out", out / "history.csv").code == 0
    for table in out.iterdir():
        with table.open(encoding="utf-8-sig", newline="") as cells:
            assert not [
                cell for row in csv.reader(cells) for cell in row if cell.startswith(("=", "+", "-", "@"))
            ]
    for name in ("doses", "labs"):
        again = run("import", out / f"{name}.csv", "--db", db)
        assert (again.code, " 0 added, 1 already there" in again.out) == (0, True)
    checked = subprocess.run(
        [sys.executable, CHECKER, out / "history.csv"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert checked.returncode == 0, checked.stdout + checked.stderr


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="pipes with names")
def test_a_pipe_is_neither_read_nor_replaced(run: Run, example: Path, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.json"
    os.mkfifo(pipe)
    written = run("export", "--db", example, "--format", "json", "--out", pipe)
    read = run("import", pipe, "--db", example)
    assert (written.code, read.code) == (2, 2)
    assert "a device or a pipe" in written.err
    assert "a device or a pipe" in read.err
    assert pipe.is_fifo()


def test_a_file_that_would_take_all_memory_is_refused_unread(run: Run, example: Path, tmp_path: Path) -> None:
    file = tmp_path / "large.json"
    with file.open("wb") as large:
        large.truncate((importing.LARGEST_MB << 20) + 1)
    done = run("import", file, "--db", example)
    assert done.code == 2
    assert "larger than 100 MB" in done.err

"""An exported history is checked without the program, and what was tampered with is found."""

from __future__ import annotations

import csv
import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from hlhdesk.service import CorrectEntry, Desk
from tests.cli.shell import Run

SCRIPT = Path(__file__).parents[2] / "docs" / "check_history.py"


def check(file: Path, *heads: str) -> tuple[int, str]:
    """What the auditor's script says, run apart from the program."""
    done = subprocess.run(
        [sys.executable, "-I", str(SCRIPT), str(file), *heads], capture_output=True, text=True, check=False
    )
    assert done.stderr == ""
    return done.returncode, done.stdout


def exported(run: Run, db: Path, name: str, *more: str) -> Path:
    out = db.with_name(name)
    done = run("history", "--db", db, "--out", out, *more)
    assert (done.code, done.err) == (0, "")
    return out


@pytest.fixture
def corrected(example: Path) -> Path:
    """A database with a correction whose reason has every sort of character, and an emptied setting."""
    with Desk.open(example) as desk:
        first = desk.chart("EX-3").temperatures[0]
        body = {"at": first.at.text, "value": "39.2", "unit": "Cel", "site": "axillary"}
        desk.execute(CorrectEntry(first.id, body, 'slip; "38,5", 误录 \u00b0', by="李"))
        desk.set_setting("ward_name", "3B")
        desk.set_setting("ward_name", "")
    return example


@pytest.mark.parametrize("name", ["history.csv", "history.json", "HISTORY.JSON"])
def test_what_was_written_is_confirmed_without_the_program(run: Run, corrected: Path, name: str) -> None:
    file = exported(run, corrected, name)
    with Desk.open(corrected, readonly=True) as desk:
        head = desk.head()
    code, out = check(file, head)
    assert (code, f"0 faults, head {head}" in out) == (0, True)
    assert "slip" in file.read_text(encoding="utf-8")
    assert check(file, "0" * 64)[0] == 1


def lines_of(file: Path) -> list[dict[str, Any]]:
    return list(json.loads(file.read_text(encoding="utf-8"))["lines"])


def rewritten(file: Path, lines: list[dict[str, Any]]) -> Path:
    file.write_text(json.dumps({"lines": lines}), encoding="utf-8")
    return file


def test_every_column_of_every_line_is_covered(run: Run, corrected: Path) -> None:
    file = exported(run, corrected, "history.json")
    lines = lines_of(file)
    unseen = []
    for place, line in enumerate(lines):
        for column, value in line.items():
            changed = [dict(other) for other in lines]
            changed[place][column] = f"{value}x" if isinstance(value, str) else value + 1
            if not faults_of(changed):
                unseen.append((place, column))
    print(f"{sum(map(len, lines))} tampered values, {len(unseen)} not found")
    assert unseen == []


def faults_of(lines: list[dict[str, Any]]) -> list[str]:
    space: dict[str, Any] = {"__name__": "check_history"}
    exec(compile(SCRIPT.read_text(encoding="utf-8"), str(SCRIPT), "exec"), space)
    return list(space["faults"](lines, []))


def test_a_cut_a_swap_and_a_missing_line_are_found(run: Run, corrected: Path) -> None:
    file = exported(run, corrected, "history.json")
    lines = lines_of(file)
    head = lines[-1]["hash"]
    for spoilt in (lines[:-1], [*lines[1:2], lines[0], *lines[2:]], [*lines[:3], *lines[4:]]):
        assert check(rewritten(file, spoilt), head)[0] == 1


def test_one_patient_s_export_holds_nobody_else_and_is_checked_too(
    run: Run, worked: Path, tmp_path: Path
) -> None:
    with Desk.open(worked, readonly=True) as desk:
        chosen, *others = desk.patients()
    for name in ("history.csv", "history.json"):
        file = exported(run, worked, name, "--patient", chosen)
        assert check(file)[0] == 0
        text = file.read_text(encoding="utf-8")
        assert chosen in text
        assert [other for other in others if f'"{other}"' in text or f",{other}," in text] == []
    with (tmp_path / "history.csv").open(encoding="utf-8", newline="") as table:
        rows = list(csv.DictReader(table))
    assert [row["seq"] for row in rows] == [str(place) for place in range(1, len(rows) + 1)]
    assert {row["patient_id"] for row in rows} == {chosen, ""}


def test_a_tampered_database_is_exported_as_it_is_and_the_check_finds_it(run: Run, corrected: Path) -> None:
    from tests.store.stores import tamper  # noqa: PLC0415  the one place that goes behind the guards

    tamper(corrected, "UPDATE entry SET body = replace(body, '39.4', '37.4') WHERE kind = 'temperatures'")
    code, out = check(exported(run, corrected, "history.csv"))
    assert (code, "is not what its digest says" in out) == (1, True)


def test_what_is_refused(run: Run, corrected: Path, tmp_path: Path) -> None:
    for arguments in (
        ("--out", tmp_path / "history.txt"),
        ("--out", tmp_path / "missing" / "history.csv"),
        ("--patient", "nobody", "--out", tmp_path / "history.csv"),
    ):
        done = run("history", "--db", corrected, *arguments)
        assert (done.code, done.out, len(done.problems)) == (2, "", 1)
    assert sorted(file.name for file in tmp_path.iterdir()) == [corrected.name]

"""``hlhdesk import``: what is taken, what is refused, and that nothing is ever half taken."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from hlhdesk.service import Desk
from tests.cli.shell import DATA, EXAMPLE, REAL, WORKED, Run, content, status

READINGS = "patient_id,at,value,unit,site\nEX-3,2018-03-04T14:00,38.1,Cel,axillary\n"
SLIP = "EX-3,2018-03-04T18:00,47.2,Cel,axillary\n"


def temperatures(document: object) -> dict[str, object]:
    """The temperature part of each child of a status document."""
    assert isinstance(document, dict)
    return {child["patient_id"]: child["temperature"] for child in document["patients"]}


def test_the_worked_cases_give_what_they_must_at_each_moment(run: Run, worked: Path) -> None:
    expected = json.loads((DATA / "worked-fever.expected.json").read_bytes())
    assert expected
    for child, wanted in expected.items():
        as_of = wanted.pop("as_of")
        found = temperatures(status(run, worked, "--as-of", as_of, "--patient", child))[child]
        assert isinstance(found, dict)
        assert {name: found[name] for name in wanted} == wanted, child


def test_the_real_stays_give_what_they_must_at_each_moment(run: Run, db: Path) -> None:
    done = run("import", REAL / "patients.json", REAL / "temperatures.csv", REAL / "labs.csv", "--db", db)
    assert done.code == 0
    expected = json.loads((REAL / "expected.json").read_bytes())
    for child, wanted in expected.items():
        as_of = wanted.pop("as_of")
        found = temperatures(status(run, db, "--as-of", as_of, "--patient", child))[child]
        assert isinstance(found, dict)
        assert {name: found[name] for name in wanted} == wanted, child


RAW_REFUSALS = [
    ("431: value: ", "UNABLE TO REPORT"),
    ("2444: value: ", "138"),
    ("2982: value: ", "nothing was entered"),
]


def test_a_laboratory_s_non_results_are_refused_with_line_and_word(run: Run, db: Path) -> None:
    assert run("import", REAL / "patients.json", "--db", db).code == 0
    before = run("export", "--db", db, "--format", "json", "--out", db.with_name("before.json"))
    done = run("import", REAL / "labs-raw.csv", "--db", db)
    assert done.code == 2
    for line, (place, word) in zip(done.problems, RAW_REFUSALS, strict=True):
        assert line.startswith(f"{REAL / 'labs-raw.csv'}:{place}")
        assert word in line
    assert len(done.problems) == len(RAW_REFUSALS), "one line a problem and nothing else"
    assert (
        run("export", "--db", db, "--format", "json", "--out", db.with_name("after.json")).code == before.code
    )
    assert db.with_name("after.json").read_bytes() == db.with_name("before.json").read_bytes()


def test_with_rejects_all_but_the_non_results_is_taken(run: Run, db: Path, tmp_path: Path) -> None:
    assert run("import", REAL / "patients.json", "--db", db).code == 0
    rejects = tmp_path / "rejects.csv"
    done = run("import", REAL / "labs-raw.csv", "--db", db, "--rejects", rejects)
    assert done.code == 0
    assert "3966 added, 1 already there" in done.out, "one row stands there twice"
    rows = rejects.read_text("utf-8-sig").splitlines()
    assert rows[0] == "patient_id,at,analyte,value,unit,rejected_because"
    assert [row.split(",")[0] for row in rows[1:]] == ["M186361", "M160445", "M160445"]
    corrected = rejects.read_text("utf-8-sig").replace("UNABLE TO REPORT", "9.1").replace(",138,", ",1.38,")
    rejects.write_text(corrected.replace(",pt,,", ",pt,13.1,"), "utf-8")
    assert "3 added" in run("import", rejects, "--db", db).out


def test_importing_a_file_again_adds_nothing(run: Run, db: Path, tmp_path: Path) -> None:
    files = (EXAMPLE, _write(tmp_path / "t.csv", READINGS))
    assert run("import", *files, "--db", db).code == 0
    first = run("export", "--db", db, "--format", "json", "--out", tmp_path / "1.json")
    again = run("import", *files, "--db", db)
    assert (again.code, again.out.count(" 0 added")) == (0, 2)
    second = run("export", "--db", db, "--format", "json", "--out", tmp_path / "2.json")
    assert (first.code, second.code) == (0, 0)
    assert (tmp_path / "1.json").read_bytes() == (tmp_path / "2.json").read_bytes()


def _write(file: Path, text: str) -> Path:
    file.write_text(text, encoding="utf-8")
    return file


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("t.csv", READINGS),
        ("t.csv", "nonsense"),
        ("c.json", "{"),
        ("c.json", '{"format": "hlhdesk-chart", "version": 1, "patients": [{}]}'),
        ("c.xlsx", "PK"),
        ("gone.json", None),
    ],
)
def test_a_refused_import_leaves_no_database_behind(
    run: Run, tmp_path: Path, name: str, text: str | None
) -> None:
    file = tmp_path / "in" / name
    file.parent.mkdir()
    if text is not None:
        file.write_text(text, encoding="utf-8")
    folder = tmp_path / "db"
    folder.mkdir()
    done = run("import", file, "--db", folder / "ward.hlhdesk")
    assert done.code == 2
    assert done.problems[0].startswith(f"{file}:")
    assert all(len(problem.splitlines()) == 1 for problem in done.problems)
    assert list(folder.iterdir()) == []


def test_a_refusal_by_the_chart_leaves_no_database_behind(run: Run, tmp_path: Path) -> None:
    """The file can be read, but corrects an entry that the database does not have."""
    chart = json.loads(EXAMPLE.read_bytes())
    chart["patients"][0]["notes"][0] |= {"supersedes": "gone", "change_reason": "slip"}
    file = _write(tmp_path / "c.json", json.dumps(chart, indent=1))
    folder = tmp_path / "db"
    folder.mkdir()
    done = run("import", file, "--db", folder / "ward.hlhdesk")
    assert done.code == 2
    line = 1 + file.read_text("utf-8").split('"gone"', maxsplit=1)[0].count("\n")
    assert done.problems[0].startswith(f"{file}:{line}: patients[0].notes[0].supersedes: ")
    assert list(folder.iterdir()) == []


def test_each_file_is_taken_or_refused_on_its_own_in_the_order_given(
    run: Run, db: Path, tmp_path: Path
) -> None:
    bad = _write(tmp_path / "bad.csv", READINGS + SLIP)
    good = _write(tmp_path / "good.csv", READINGS.replace("14:00", "15:00"))
    done = run("import", EXAMPLE, bad, good, "--db", db)
    assert done.code == 2
    assert [line.split(":")[:3] for line in done.problems if line.startswith(str(bad))] == [
        [str(bad), "3", " value"]
    ]
    readings = temperatures(status(run, db, "--as-of", "2018-03-04T20:00"))["EX-3"]
    assert isinstance(readings, dict)
    assert readings["last_reading_at"] == "2018-03-04T15:00", (
        "nothing of the refused file, all of the good one"
    )


def test_a_dry_run_tells_and_writes_nothing(run: Run, db: Path, tmp_path: Path) -> None:
    done = run("import", EXAMPLE, "--db", db, "--dry-run")
    assert done.code == 0
    assert "18 would be added" in done.out
    assert content(tmp_path) == {}
    assert run("import", EXAMPLE, "--db", db).code == 0
    before = status(run, db)
    bad = _write(tmp_path / "bad.csv", READINGS + SLIP)
    rejects = tmp_path / "rejects.csv"
    assert run("import", bad, "--db", db, "--dry-run", "--rejects", rejects).code == 0
    assert not rejects.exists()
    assert status(run, db) | {"as_of": ""} == before | {"as_of": ""}


@pytest.mark.parametrize("known", [False, True])
def test_a_dry_run_takes_the_files_before_for_imported(
    run: Run, db: Path, tmp_path: Path, known: bool
) -> None:
    if known:
        assert run("import", WORKED, "--db", db).code == 0
    table = _write(tmp_path / "readings.csv", READINGS)
    files = (EXAMPLE, table, EXAMPLE, table)
    said = run("import", *files, "--db", db, "--dry-run")
    assert said.code == 0
    assert [line.split(": ")[1].split(",")[0] for line in said.out.splitlines()] == [
        "18 would be added",
        "1 would be added",
        "0 would be added",
        "0 would be added",
    ]
    assert db.exists() is known
    done = run("import", *files, "--db", db)
    assert done.code == 0
    assert said.out == done.out.replace("added", "would be added").replace(
        "confirm limit", "confirm limit; nothing was written"
    )


def test_a_value_outside_a_confirm_limit_is_a_warning_and_stays_unconfirmed(
    run: Run, example: Path, tmp_path: Path
) -> None:
    file = _write(tmp_path / "hot.csv", READINGS.replace("38.1", "41.5"))
    done = run("import", file, "--db", example)
    assert done.code == 0
    assert done.problems[0].startswith(f"{file}:2: value: ")
    assert run("export", "--db", example, "--format", "json", "--out", tmp_path / "out.json").code == 0
    (child,) = json.loads((tmp_path / "out.json").read_bytes())["patients"]
    assert [reading.get("unconfirmed") for reading in child["temperatures"]] == [None, True]


def test_who_imported_is_recorded(run: Run, db: Path, tmp_path: Path) -> None:
    assert run("import", EXAMPLE, "--db", db, "--by", "Dr 王").code == 0
    assert run("export", "--db", db, "--format", "json", "--out", tmp_path / "out.json").code == 0
    (child,) = json.loads((tmp_path / "out.json").read_bytes())["patients"]
    assert {entry["recorded_by"] for entry in child["temperatures"] + child["labs"]} == {"Dr 王"}


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--rejects", "t.csv", "t.csv"), "accepted: another name for --rejects"),
        (("--rejects", "r.csv", "t.csv", "u.csv"), "exactly one table"),
        (("--rejects", "r.csv", EXAMPLE), "exactly one table"),
        (("--rejects", "ward.hlhdesk", "t.csv"), "is the database"),
        (("--rejects", ".", "t.csv"), "is a folder"),
        (("--zone", "Mars/Olympus", EXAMPLE), "is no time zone"),
        (("--zone", "../etc/passwd", EXAMPLE), "is no time zone"),
    ],
)
def test_what_cannot_be_asked(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: tuple[object, ...], said: str
) -> None:
    monkeypatch.chdir(tmp_path)
    for name in ("t.csv", "u.csv"):
        _write(tmp_path / name, READINGS)
    before = content(tmp_path)
    done = run("import", "--db", "ward.hlhdesk", *arguments)
    assert done.code == 2
    assert said in done.err
    assert content(tmp_path) == before


def test_the_zone_of_a_new_database_is_kept(run: Run, db: Path) -> None:
    assert run("import", EXAMPLE, "--db", db, "--zone", "Asia/Shanghai").code == 0
    assert run("import", EXAMPLE, "--db", db, "--zone", "Asia/Shanghai").code == 0
    done = run("import", EXAMPLE, "--db", db, "--zone", "Europe/Berlin")
    assert done.code == 2
    assert "Asia/Shanghai" in done.err


def test_without_a_database_named_the_one_of_the_window_is_used(run: Run, tmp_path: Path) -> None:
    assert run("import", WORKED).code == 0
    assert (tmp_path / "data-home" / "hlhdesk" / "ward.hlhdesk").is_file()
    assert run("status").code == 0


def test_two_imports_that_make_the_database_at_once_lose_nothing(tmp_path: Path) -> None:
    """Whoever comes second is refused; what either of them said it took is there."""
    db = tmp_path / "ward.hlhdesk"
    command = [sys.executable, "-m", "hlhdesk", "import", "--db", str(db)]
    started = [
        subprocess.Popen([*command, str(file)], stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)
        for file in (EXAMPLE, WORKED)
    ]
    ended = [(process.communicate(timeout=60), process.returncode) for process in started]
    codes = [code for _, code in ended]
    assert set(codes) <= {0, 2}
    assert 0 in codes
    with Desk.open(db, readonly=True) as desk:
        patients = set(desk.patients())
    for ((_, err), code), some in zip(ended, ("EX-3", "CASE-A"), strict=True):
        assert (some in patients) == (code == 0), err
    assert [name for name in content(tmp_path) if ".new" in name] == []


def test_a_database_that_another_program_holds_is_refused(
    run: Run, example: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("hlhdesk.store.driver.PATIENCE_SECONDS", 0.1)
    table = _write(tmp_path / "t.csv", READINGS)
    before = status(run, example, "--as-of", "2018-03-22T20:00")
    other = dbapi2.connect(example, isolation_level=None)
    try:
        other.execute("BEGIN IMMEDIATE")
        done = run("import", table, "--db", example)
    finally:
        other.close()
    assert done.code == 2
    assert len(done.problems) == 1
    assert status(run, example, "--as-of", "2018-03-22T20:00") == before


def test_an_order_that_the_chart_cannot_hold_is_refused_at_its_value(
    run: Run, db: Path, tmp_path: Path
) -> None:
    chart = json.loads(EXAMPLE.read_bytes())
    chart["patients"][0]["orders"][0]["dose_mg"] = "26"
    file = _write(tmp_path / "c.json", json.dumps(chart, indent=1))
    line = 1 + file.read_text("utf-8").split('"26"', maxsplit=1)[0].count("\n")
    done = run("import", file, "--db", db)
    assert done.code == 2
    assert done.problems[0].startswith(f"{file}:{line}: patients[0].orders[0].dose_mg: ")
    assert not db.exists()


def test_a_row_that_the_chart_cannot_hold_is_rejected_with_the_others(
    run: Run, example: Path, tmp_path: Path
) -> None:
    header = "patient_id,at,drug,dose_mg,route\n"
    rows = ["EX-3,2018-03-06T08:00,ruxolitinib,2.5,oral", "EX-3,2018-03-06T12:00,ruxolitinib,60,oral"]
    rows += ["EX-3,2018-03-06T20:00,ruxolitinb,2.5,oral"]
    table = _write(tmp_path / "d.csv", header + "\n".join(rows) + "\n")
    rejects = tmp_path / "rejects.csv"
    done = run("import", table, "--db", example, "--rejects", rejects)
    assert done.code == 0
    assert "1 added" in done.out
    assert [line.split(",")[3] for line in rejects.read_text("utf-8-sig").splitlines()[1:]] == ["60", "2.5"]
    assert sorted({line.split(": ")[0] for line in done.problems}) == [f"{table}:3", f"{table}:4"]


def test_a_database_in_a_folder_that_is_not_there(run: Run, tmp_path: Path) -> None:
    db = tmp_path / "no" / "ward.hlhdesk"
    done = run("import", EXAMPLE, "--db", db)
    assert done.code == 2
    assert str(db) in done.problems[0], "the file that was asked for, not the one under construction"
    assert content(tmp_path) == {}


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere a file name is text")
@pytest.mark.parametrize(
    "name", [b"\xff.json", b"a\nb.json", b"\x1b[31m.json", "王.json".encode(), b"'\";--.json"]
)
def test_any_file_name_can_be_imported(run: Run, db: Path, tmp_path: Path, name: bytes) -> None:
    file = Path(os.fsdecode(os.fsencode(tmp_path) + b"/" + name))
    file.write_bytes(EXAMPLE.read_bytes())
    done = run("import", file, "--db", db)
    assert (done.code, done.err) == (0, "")
    assert len(done.out.splitlines()) == 1
    file.write_bytes(b"{")
    done = run("import", file, "--db", db)
    assert (done.code, len(done.problems)) == (2, 1)
    assert all(line.isprintable() for line in done.problems)


def stay_file(tmp_path: Path, name: str, *stays: dict[str, str | None]) -> Path:
    patient = {"patient_id": "A", "sex": "male", "birth_date": "2015-01-01", "admissions": list(stays)}
    document = {"format": "hlhdesk-chart", "version": 1, "patients": [patient]}
    return _write(tmp_path / name, json.dumps(document))


def test_a_file_that_names_the_end_of_a_stay_ends_it(run: Run, db: Path, tmp_path: Path) -> None:
    """A hospital system sends the stay again when it is over: one stay, corrected, not two."""
    lasts = stay_file(tmp_path, "lasts.json", {"admitted_on": "2018-03-01", "discharged_on": None})
    ended = stay_file(tmp_path, "ended.json", {"admitted_on": "2018-03-01", "discharged_on": "2018-03-09"})
    assert run("import", lasts, "--db", db).code == 0
    assert run("import", ended, "--db", db).code == 0
    assert run("import", ended, lasts, "--db", db).out.count(" 0 added") == 2
    out = tmp_path / "out.json"
    assert run("export", "--db", db, "--format", "json", "--out", out).code == 0
    stays = json.loads(out.read_text("utf-8"))["patients"][0]["admissions"]
    assert [(stay.get("discharged_on"), stay.get("change_reason")) for stay in stays] == [
        (None, None),
        ("2018-03-09", "ended.json"),
    ]
    assert stays[1]["supersedes"] == stays[0]["id"]


def test_another_stay_is_another_stay(run: Run, db: Path, tmp_path: Path) -> None:
    first = stay_file(tmp_path, "first.json", {"admitted_on": "2018-03-01", "discharged_on": None})
    again = stay_file(tmp_path, "again.json", {"admitted_on": "2018-04-01", "discharged_on": "2018-04-09"})
    assert run("import", first, again, "--db", db).code == 0
    out = tmp_path / "out.json"
    assert run("export", "--db", db, "--format", "json", "--out", out).code == 0
    stays = json.loads(out.read_text("utf-8"))["patients"][0]["admissions"]
    assert ["supersedes" in stay for stay in stays] == [False, False]

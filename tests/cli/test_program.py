"""The program as a whole: how it starts, how it refuses, how it shows a bug."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from sqlcipher3 import dbapi2

from hlhdesk import __version__, cli
from hlhdesk.cli import main
from tests.cli.shell import Run, content, status

HEAVY = {
    "sqlcipher3",
    "sqlite_utils",
    "numpy",
    "reportlab",
    "PIL",
    "PySide6",
    "hlhdesk.service",
    "hlhdesk.report",
}
COMMANDS = ["open", "demo", "import", "status", "summary", "export", "verify", "backup", "restore"]
NEED_A_DATABASE = [
    ["status"],
    ["status", "--json"],
    ["summary", "discharge", "--patient", "EX-3", "--out", "x.pdf"],
    ["export", "--format", "json", "--out", "x.json"],
    ["export", "--format", "csv", "--out", "x"],
    ["verify"],
    ["backup", "--out", "x.backup"],
]


def test_the_version_is_told_without_loading_the_program() -> None:
    code = (
        "import sys; from hlhdesk.cli import main; code = main(['--version']);"
        f"print(code, sorted({HEAVY!r} & set(sys.modules)))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.splitlines() == [f"hlhdesk, version {__version__}", "0 []"]


def test_the_module_is_the_program() -> None:
    command = [sys.executable, "-m", "hlhdesk", "status", "--db", "no-such-file"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_explains_itself(run: Run, command: str) -> None:
    done = run(command, "--help")
    assert (done.code, done.err) == (0, "")
    assert f"hlhdesk {command}" in done.out


def test_the_help_lists_every_command(run: Run) -> None:
    done = run("--help")
    assert done.code == 0
    assert all(f"  {command} " in done.out for command in COMMANDS)


@pytest.mark.parametrize(
    "arguments",
    [
        ["no-such-command"],
        ["status", "--no-such-option"],
        ["import"],
        ["export", "--format", "xml", "--out", "x"],
        ["summary", "letter", "--patient", "EX-3", "--out", "x.pdf"],
        ["--lang", "fr", "status"],
    ],
)
def test_bad_usage_is_refused_in_one_line(run: Run, arguments: list[str]) -> None:
    done = run(*arguments)
    assert (done.code, done.out) == (2, "")
    (line,) = done.problems
    assert line.startswith("hlhdesk")


@pytest.mark.parametrize("arguments", NEED_A_DATABASE)
def test_a_missing_database_is_refused_and_not_made(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    done = run(*arguments, "--db", tmp_path / "gone.hlhdesk")
    assert (done.code, done.out, len(done.problems)) == (2, "", 1)
    assert "gone.hlhdesk" in done.err
    assert content(tmp_path) == {}


@pytest.mark.parametrize("arguments", NEED_A_DATABASE)
@pytest.mark.parametrize("kind", ["text", "folder", "empty", "other"])
def test_what_is_no_database_of_ours_is_refused_and_left_alone(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], kind: str
) -> None:
    monkeypatch.chdir(tmp_path)
    db = tmp_path / "ward.hlhdesk"
    if kind == "folder":
        db.mkdir()
    elif kind == "other":
        with dbapi2.connect(db) as other:
            other.execute("CREATE TABLE t (x)")
        other.close()
    else:
        db.write_bytes(b"" if kind == "empty" else b"no database" * 100)
    before = content(tmp_path)
    done = run(*arguments, "--db", db)
    assert (done.code, done.out, len(done.problems)) == (2, "", 1)
    assert content(tmp_path) == before


def test_a_file_of_a_newer_program_is_refused_and_left_alone(run: Run, example: Path) -> None:
    with dbapi2.connect(example) as newer:
        newer.execute("PRAGMA user_version = 999")
    newer.close()
    before = example.read_bytes()
    for arguments in (["status"], ["import", example.with_name("x.json")], ["verify"]):
        done = run(*arguments, "--db", example)
        assert (done.code, len(done.problems)) == (2, 1), arguments
    assert example.read_bytes() == before


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--patient", "EX-9"], "EX-9"),
        (["--patient", "ex-3"], "ex-3"),
        (["--as-of", "yesterday"], "yesterday"),
        (["--as-of", "2018-02-30T10:00"], "2018-02-30"),
        (["--as-of", "2018-03-01"], "YYYY-MM-DDTHH:MM"),
    ],
)
def test_a_status_that_cannot_be_asked_for(run: Run, example: Path, arguments: list[str], said: str) -> None:
    for more in ([], ["--json"]):
        done = run("status", "--db", example, *arguments, *more)
        assert (done.code, done.out, len(done.problems)) == (2, "", 1)
        assert said in done.err


def test_a_bug_is_shown_as_one(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object, **__: object) -> None:
        raise ZeroDivisionError("a bug of ours")

    monkeypatch.setattr(cli.cli, "main", broken)
    done = run("status")
    assert done.code == 3
    assert "Traceback" in done.err
    assert "ZeroDivisionError: a bug of ours" in done.err


def test_an_interrupted_command_is_no_bug(run: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object, **__: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(cli.cli, "main", interrupted)
    done = run("status")
    assert (done.code, len(done.problems)) == (2, 1)


@pytest.mark.parametrize("arguments", [["--lang", "zh", "status"], ["status", "--lang", "zh"]])
def test_the_status_is_said_in_chinese(run: Run, example: Path, arguments: list[str]) -> None:
    done = run(*arguments, "--db", example)
    assert (done.code, done.err) == (0, "")
    assert done.out.startswith("此数据库是开放的：无用户，无加密。")
    assert "参数尚未经病区确认" in done.out


def test_a_command_speaks_its_own_language_before_the_programs(run: Run, example: Path) -> None:
    assert run("--lang", "zh", "status", "--lang", "en", "--db", example).out.startswith(
        "This database is open"
    )


def test_the_findings_of_the_json_status_are_sentences_of_the_language(run: Run, worked: Path) -> None:
    arguments = ("status", "--lang", "zh", "--db", worked, "--as-of", "2026-03-07T23:59", "--json")
    children = {child["patient_id"]: child for child in json.loads(run(*arguments).out)["patients"]}
    said = [
        finding["text"] for finding in children["CASE-B"]["findings"] if finding["code"] == "fever.relapse"
    ]
    assert len(said) == 1
    assert said[0].startswith("热退后再次发热（第1次，已确认）：")
    assert "。 " not in said[0]


def test_the_status_says_that_the_database_is_open(run: Run, example: Path) -> None:
    assert status(run, example)["protected"] is False
    assert "open: no users, no encryption" in run("status", "--db", example).out


def test_a_status_in_words_has_a_block_for_each_child(run: Run, worked: Path) -> None:
    done = run("status", "--db", worked, "--as-of", "2026-03-07T23:59")
    assert done.code == 0
    blocks = done.out.split("\n\n")
    assert [block.split()[0] for block in blocks[1:]] == [
        child["patient_id"] for child in status(run, worked)["patients"]
    ]
    (case_b,) = [block for block in blocks if block.startswith("CASE-B")]
    assert "RELAPSE; last reading" in case_b
    assert "[alert] Fever relapse 1, confirmed." in case_b


def test_later_corrections_apply_to_an_earlier_moment(run: Run, worked: Path, tmp_path: Path) -> None:
    """``--as-of`` cuts by when things happened, not by when they were recorded."""
    table = tmp_path / "late.csv"
    table.write_text(
        "patient_id,at,value,unit,site\nCASE-A,2026-03-05T20:00,39.0,Cel,oral\n", encoding="utf-8"
    )
    as_of = ("--as-of", "2026-03-05T23:59", "--patient", "CASE-A")
    assert status(run, worked, *as_of)["patients"][0]["temperature"]["state"] == "normalised"
    assert run("import", table, "--db", worked).code == 0
    assert status(run, worked, *as_of)["patients"][0]["temperature"]["state"] == "relapse"


def test_output_cut_off_by_its_reader_is_no_bug(worked: Path) -> None:
    command = f"{sys.executable} -m hlhdesk status --db {worked} | head -1"
    done = subprocess.run(["sh", "-c", command], capture_output=True, text=True, check=True)
    assert len(done.stdout.splitlines()) == 1
    assert done.stderr == ""


def test_main_gives_the_exit_code_to_the_script() -> None:
    assert main(["--version"]) == 0


# verify, backup, restore


def test_a_sound_database_verifies(run: Run, worked: Path) -> None:
    done = run("verify", "--db", worked)
    assert (done.code, done.err) == (0, "")
    assert "no fault found" in done.out


def test_a_changed_value_is_found(run: Run, example: Path) -> None:
    with dbapi2.connect(example) as tampered:
        for (name,) in tampered.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            tampered.execute(f'DROP TRIGGER "{name}"')
        tampered.execute("UPDATE entry SET body = replace(body, '39.4', '37.4') WHERE kind = 'temperatures'")
    tampered.close()
    done = run("verify", "--db", example)
    assert (done.code, done.out) == (1, "")
    assert done.problems
    assert run("status", "--db", example).code == 2, "a damaged value is never shown as good"


def test_damaged_pages_are_found(run: Run, worked: Path) -> None:
    data = bytearray(worked.read_bytes())
    for at in range(5 * 4096, len(data), 4096):
        data[at : at + 200] = b"\xa5" * 200
    worked.write_bytes(data)
    assert run("verify", "--db", worked).code == 1
    done = run("status", "--db", worked)
    assert (done.code, done.out) == (2, "")


def test_a_head_that_is_not_in_the_history_is_a_fault(run: Run, worked: Path) -> None:
    assert run("verify", "--db", worked, "--head", "0" * 64).code == 1


def test_a_backup_restores_what_there_was(run: Run, example: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.hlhdesk"
    moment = ("--as-of", "2018-03-22T20:00")
    before = status(run, example, *moment)
    assert run("backup", "--db", example, "--out", copy).code == 0
    table = tmp_path / "more.csv"
    table.write_text("patient_id,at,value,unit,site\nEX-3,2018-03-04T14:00,38.1,Cel,oral\n", encoding="utf-8")
    assert run("import", table, "--db", example).code == 0
    assert status(run, example, *moment) != before
    done = run("restore", copy, "--db", example)
    assert done.code == 0
    assert status(run, example, *moment) == before
    kept = done.out.splitlines()[1].split(" kept as ")[1]
    assert Path(kept).is_file()


def test_a_damaged_backup_is_refused(run: Run, example: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.hlhdesk"
    assert run("backup", "--db", example, "--out", copy).code == 0
    data = bytearray(copy.read_bytes())
    data[-5000] ^= 1
    copy.write_bytes(data)
    before = example.read_bytes()
    done = run("restore", copy, "--db", example)
    assert (done.code, done.out) == (2, "")
    assert example.read_bytes() == before


def test_a_backup_never_replaces_a_file(run: Run, example: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.hlhdesk"
    shutil.copyfile(example, copy)
    done = run("backup", "--db", example, "--out", copy)
    assert (done.code, len(done.problems)) == (2, 1)

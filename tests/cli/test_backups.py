"""``hlhdesk backups``, ``drill`` and ``restore --preview`` from a shell."""

from __future__ import annotations

from pathlib import Path

from tests.cli.shell import Run


def made(run: Run, db: Path) -> Path:
    assert run("backups", "--now", "--by", "Li", "--db", db).code == 0
    (file,) = db.with_name(f"{db.name}.backups").iterdir()
    return file


def test_a_backup_is_made_and_listed(run: Run, example: Path) -> None:
    done = run("backups", "--db", example)
    assert (done.code, done.out) == (0, f"There is no backup of {example}.\nno verified backup yet.\n")
    file = made(run, example)
    done = run("backups", "--db", example)
    assert (done.code, len(done.out.splitlines())) == (0, 2)
    assert done.out.splitlines()[1].startswith("last verified backup ")
    assert "verified: " in done.out
    assert str(file) in done.out
    again = run("backups", "--now", "--if-changed", "--db", example)
    assert (again.code, again.out) == (0, "Nothing was written since the last verified backup.\n")


def test_a_damaged_backup_is_listed_as_unusable(run: Run, example: Path) -> None:
    file = made(run, example)
    file.write_bytes(file.read_bytes()[:-2])
    done = run("backups", "--db", example)
    assert done.code == 1
    assert "NOT USABLE" in done.out
    done = run("drill", "--db", example)
    assert (done.code, "NOT restore" in done.out) == (1, True)


def test_a_second_place_that_is_not_there_is_said(run: Run, example: Path, tmp_path: Path) -> None:
    done = run("backups", "--second", tmp_path / "stick", "--db", example)
    assert (done.code, done.err) == (0, "")
    done = run("backups", "--now", "--db", example)
    assert done.code == 1
    assert done.out.startswith("Verified backup at ")
    assert done.problems == [
        f"hlhdesk: The second place {tmp_path / 'stick'} is not there; it gets the backup when it is."
    ]
    (tmp_path / "stick").mkdir()
    assert run("backups", "--now", "--if-changed", "--db", example).code == 0
    assert len(list((tmp_path / "stick").rglob("*.backup"))) == 1
    assert run("backups", "--now", "--second", "", "--db", example).code == 0
    assert len(list((tmp_path / "stick").rglob("*.backup"))) == 1, "none goes there any more"


def test_a_drill_and_a_preview_change_no_chart(run: Run, example: Path) -> None:
    file = made(run, example)
    before = run("export", "--db", example, "--format", "json", "--out", "/dev/stdout")
    done = run("drill", "--db", example, "--by", "Li")
    assert (done.code, done.err) == (0, "")
    assert "is whole" in done.out
    done = run("restore", file, "--preview", "--db", example)
    assert (done.code, done.err) == (0, "")
    assert "Nothing would be lost" in done.out
    assert run("export", "--db", example, "--format", "json", "--out", "/dev/stdout") == before


def test_they_speak_chinese(run: Run, example: Path) -> None:
    made(run, example)
    assert "已核验" in run("--lang", "zh", "backups", "--db", example).out
    assert "完整无缺" in run("--lang", "zh", "drill", "--db", example).out


def test_without_a_database_they_refuse(run: Run, db: Path) -> None:
    for command in (("backups",), ("backups", "--now"), ("drill",)):
        done = run(*command, "--db", db)
        assert (done.code, done.out, len(done.problems)) == (2, "", 1)
    assert not db.with_name(f"{db.name}.backups").exists()

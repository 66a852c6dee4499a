"""Users on the command line: a name and a password file, never a password argument."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from hlhdesk.cli import COMMANDS, cli
from hlhdesk.commands.access_options import NAMES
from tests.cli.shell import EXAMPLE, Done, Run, status

PASSWORD, OTHER = "canary correct horse", "canary other battery"


@pytest.fixture
def as_ann(tmp_path: Path) -> tuple[str, ...]:
    (tmp_path / "ann").write_text(f"{PASSWORD}\n", encoding="utf-8")
    (tmp_path / "other").write_text(f"{OTHER}\r\n", encoding="utf-8-sig")
    return ("--user", "Ann", "--password-file", str(tmp_path / "ann"))


@pytest.fixture
def as_nora(tmp_path: Path) -> tuple[str, ...]:
    return ("--user", "Nora", "--password-file", str(tmp_path / "other"))


@pytest.fixture
def made(run: Run, db: Path, as_ann: tuple[str, ...]) -> Done:
    done = run("init", "--db", db, "--ward", "W", "--also", "doctor", *as_ann)
    assert (done.code, done.err) == (0, "")
    return done


def key_of(done: Done, which: str) -> str:
    found = re.search(rf"{which} key: (\S+)", done.out)
    assert found is not None
    return found[1]


def test_no_command_takes_a_password_as_an_argument() -> None:
    for name in COMMANDS:
        command = cli.get_command(None, name)  # type: ignore[arg-type]
        assert command is not None
        options = {parameter.name for parameter in command.params}
        assert set(NAMES) <= options
        assert not {"password", "recovery_key", "emergency_key"} & options
        assert len(command.params) == len(options)


def test_a_protected_file_asks_who_and_says_that_it_is_one(
    run: Run, db: Path, made: Done, as_ann: tuple[str, ...]
) -> None:
    for command in (("status",), ("verify",), ("export", "--format", "json", "--out", db.with_name("x"))):
        done = run(*command, "--db", db)
        assert (done.code, done.out) == (2, "")
        assert "protected" in done.err
        assert len(done.problems) == 1
    assert not db.with_name("x").exists()
    assert status(run, db, *as_ann)["protected"] is True
    assert run("verify", "--db", db, *as_ann).code == 0
    wrong = run("status", "--db", db, "--user", "Nora", *as_ann[2:])
    assert (wrong.code, len(wrong.problems)) == (2, 1)


def test_the_database_that_the_icon_opens_can_be_made_protected(
    run: Run, tmp_path: Path, as_ann: tuple[str, ...]
) -> None:
    """On a new machine its folder is not there yet."""
    done = run("init", *as_ann)
    assert (done.code, done.err) == (0, "")
    assert (tmp_path / "data-home" / "hlhdesk" / "ward.hlhdesk").exists()
    assert "protected" in run("status").err


def test_a_data_folder_that_cannot_be_made_is_named(
    run: Run, tmp_path: Path, as_ann: tuple[str, ...]
) -> None:
    (tmp_path / "data-home").write_text("a file is in the way", encoding="utf-8")
    done = run("init", *as_ann)
    assert (done.code, len(done.problems)) == (2, 1)
    assert str(tmp_path / "data-home" / "hlhdesk") in done.err


def test_roles_hold_on_the_command_line(
    run: Run, db: Path, tmp_path: Path, made: Done, as_ann: tuple[str, ...], as_nora: tuple[str, ...]
) -> None:
    add = ("users", "--db", db, "add", "Nora", "--role", "nurse", "--new-password-file", tmp_path / "other")
    assert run(*add).code == 2
    assert run(*add, *as_ann).code == 0
    assert run(*add, *as_ann).code == 2  # there is one already
    assert run("import", EXAMPLE, "--db", db, *as_nora).code == 2
    assert run("import", EXAMPLE, "--db", db, "--by", "Forged", *as_ann).code == 0
    assert run("users", "--db", db, *as_nora).out.splitlines() == [
        "Ann: doctor, administrator",
        "Nora: nurse",
    ]
    out = tmp_path / "out"
    refused = [
        ("users", "--db", db, "disable", "Ann"),
        ("export", "--db", db, "--format", "json", "--out", out),
        ("history", "--db", db, "--out", tmp_path / "out.csv"),
        ("summary", "discharge", "--db", db, "--patient", "EX-3", "--out", out),
        ("backups", "--db", db, "--second", tmp_path),
    ]
    for command in refused:
        done = run(*command, *as_nora)
        assert (done.code, len(done.problems)) == (2, 1), command
        assert "Nora" in done.err
    assert not out.exists()
    backup = tmp_path / "b.backup"
    assert run("backup", "--db", db, "--out", backup, *as_nora).code == 0
    assert run("restore", backup, "--db", db, *as_nora).code == 2
    assert run("restore", backup, "--db", db, *as_ann).code == 0
    assert run("drill", "--db", db, *as_nora).code == 2  # no backup beside it yet
    assert run("backups", "--db", db, "--now", *as_nora).code == 0
    assert run("drill", "--db", db, *as_nora).code == 0
    assert run("history", "--db", db, "--out", tmp_path / "h.csv", *as_ann).code == 0
    history = (tmp_path / "h.csv").read_text(encoding="utf-8")
    assert "Forged" not in history
    assert run("downtime", "--db", db, "--out", tmp_path / "d.pdf", *as_nora).code == 0
    assert "Nora" in run("pages", "--db", db, *as_nora).out
    assert run("users", "--db", db, "disable", "nora", *as_ann).code == 0
    assert run("status", "--db", db, *as_nora).code == 2


def test_a_backup_brings_a_lost_ward_back(
    run: Run, db: Path, tmp_path: Path, made: Done, as_ann: tuple[str, ...]
) -> None:
    assert run("backup", "--db", db, "--out", tmp_path / "b", *as_ann).code == 0
    for lost in (db, db.with_name(db.name + ".keys")):
        lost.unlink()
    assert run("restore", tmp_path / "b", "--db", db).code == 2
    assert run("restore", tmp_path / "b", "--db", db, *as_ann).code == 0
    assert status(run, db, *as_ann)["protected"] is True


def test_a_damaged_protected_file_is_verified_and_replaced(
    run: Run, db: Path, tmp_path: Path, made: Done, as_ann: tuple[str, ...]
) -> None:
    assert run("backup", "--db", db, "--out", tmp_path / "b", *as_ann).code == 0
    data = bytearray(db.read_bytes())
    data[5000] ^= 1
    data[40] ^= 1
    db.write_bytes(data)
    assert run("verify", "--db", db, *as_ann).code == 1
    assert run("restore", tmp_path / "b", "--db", db, *as_ann).code == 0
    assert run("verify", "--db", db, *as_ann).code == 0


def test_an_open_database_is_protected_and_a_password_recovered(
    run: Run, example: Path, tmp_path: Path, as_ann: tuple[str, ...]
) -> None:
    before = status(run, example)
    assert run("users", "--db", example).code == 2
    done = run("protect", "--db", example, *as_ann)
    assert (done.code, done.err) == (0, "")
    after = status(run, example, *as_ann)
    assert (before.pop("protected"), after.pop("protected")) == (False, True)
    assert before["patients"] == after["patients"]
    assert run("protect", "--db", example, *as_ann).code == 2
    (tmp_path / "recovery").write_text(key_of(done, "Recovery"), encoding="ascii")
    recover = ("recover", "--db", example, "--recovery-key-file", tmp_path / "recovery")
    assert run(*recover, "--user", "Ann", "--password-file", tmp_path / "other").code == 0
    assert run("status", "--db", example, *as_ann).code == 2
    assert run("status", "--db", example, "--user", "Ann", "--password-file", tmp_path / "other").code == 0


def test_the_emergency_key_opens_with_a_reason(
    run: Run, db: Path, tmp_path: Path, made: Done, as_ann: tuple[str, ...]
) -> None:
    (tmp_path / "key").write_text(key_of(made, "Emergency"), encoding="ascii")
    night = ("--user", "Dr Night", "--emergency-key-file", tmp_path / "key")
    assert run("status", "--db", db, *night).code == 2
    assert run("status", "--db", db, *night, "--reason", "nobody is here").code == 0
    assert run("history", "--db", db, "--out", tmp_path / "h.csv", *as_ann).code == 0
    assert "nobody is here" in (tmp_path / "h.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize("content", [b"", b"\n", b"\xff\xfe\x00"])
def test_a_file_without_a_password(run: Run, db: Path, tmp_path: Path, made: Done, content: bytes) -> None:
    (tmp_path / "empty").write_bytes(content)
    done = run("status", "--db", db, "--user", "Ann", "--password-file", tmp_path / "empty")
    assert (done.code, len(done.problems)) == (2, 1)
    assert run("status", "--db", db, "--user", "Ann", "--password-file", tmp_path / "none").code == 2
    assert run("status", "--db", db, "--user", "Ann").code == 2


def test_a_weak_password_makes_no_database(run: Run, db: Path, tmp_path: Path) -> None:
    (tmp_path / "weak").write_text("short", encoding="ascii")
    done = run("init", "--db", db, "--user", "Ann", "--password-file", tmp_path / "weak")
    assert (done.code, len(done.problems)) == (2, 1)
    assert list(tmp_path.glob("ward*")) == []


def test_ones_own_password_is_changed_after_the_old_one(
    run: Run, db: Path, tmp_path: Path, made: Done, as_ann: tuple[str, ...]
) -> None:
    assert (
        run(
            "users",
            "add",
            "Nora",
            "--role",
            "nurse",
            "--db",
            db,
            "--new-password-file",
            tmp_path / "other",
            *as_ann,
        ).code
        == 0
    )
    (tmp_path / "new").write_text("seven blue kettles", encoding="ascii")
    nora = ("--user", "Nora", "--password-file", tmp_path / "other")
    assert run("users", "password", "--db", db, "--new-password-file", tmp_path / "new", *nora).code == 0
    assert run("status", "--db", db, *nora).code == 2
    assert run("status", "--db", db, "--user", "Nora", "--password-file", tmp_path / "new").code == 0


def test_a_key_of_the_ward_is_renewed_and_the_old_one_opens_nothing(
    run: Run, db: Path, tmp_path: Path, made: Done, as_ann: tuple[str, ...]
) -> None:
    renewed = run("users", "emergency-key", "--db", db, *as_ann)
    assert renewed.code == 0
    for done, code in ((made, 2), (renewed, 0)):
        (tmp_path / "key").write_text(key_of(done, "Emergency"), encoding="ascii")
        night = ("--user", "Dr Night", "--emergency-key-file", tmp_path / "key", "--reason", "nobody is here")
        assert run("status", "--db", db, *night).code == code
    recovery = run("users", "recovery-key", "--db", db, *as_ann)
    (tmp_path / "key").write_text(key_of(recovery, "Recovery"), encoding="ascii")
    recover = ("recover", "--db", db, "--recovery-key-file", tmp_path / "key", "--user", "Ann")
    assert run(*recover, "--password-file", tmp_path / "other").code == 0


@pytest.mark.parametrize("act", ["add", "role"])
def test_a_user_without_a_role_is_asked_for_one_by_its_option(
    run: Run, db: Path, made: Done, as_ann: tuple[str, ...], act: str
) -> None:
    done = run("users", "--db", db, act, "Ann", *as_ann)
    assert (done.code, done.out) == (2, "")
    (line,) = done.problems
    assert "--role nurse" in line
    assert "Ann" in line

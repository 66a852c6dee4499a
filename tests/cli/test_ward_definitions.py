"""A ward's own parameters lie beside its database, and hold for every command."""

from __future__ import annotations

from pathlib import Path

import pytest

from hlhdesk.definitions import ward_file
from tests.cli.shell import WORKED, Run, status

SIGNED = 'version = "3"\napproved_by = "Dr Li"\napproved_on = "2026-03-01"\napproved_for = "2026.1"\n'
SLIP = 'version = "3"\n[fever]\nnormal_day = "3"\nfever_from = "51"\n'


@pytest.fixture
def db(run: Run, tmp_path: Path) -> Path:
    path = tmp_path / "ward.db"
    assert run("import", WORKED, "--db", path).code == 0
    return path


def relapses(run: Run, db: Path) -> list[str]:
    found = status(run, db, "--patient", "CASE-C", "--as-of", "2026-03-04T23:59")
    return [relapse["on"] for relapse in found["patients"][0]["temperature"]["relapses"]]


def test_a_ward_that_wants_three_normal_days_sees_no_relapse_after_two(run: Run, db: Path) -> None:
    assert relapses(run, db) == ["2026-03-04"]
    ward_file(db).write_text(SIGNED + '[fever]\nnormal_days = "3"\n', encoding="utf-8")
    assert relapses(run, db) == []


def test_the_status_names_the_ward_s_version_and_its_approval(run: Run, db: Path) -> None:
    before = status(run, db)
    assert (before["ward_definitions"], before["approved_by_ward"]) == (None, False)
    ward_file(db).write_text(SIGNED, encoding="utf-8")
    after = status(run, db, "--patient", "CASE-C", "--as-of", "2026-03-04T23:59")
    assert (after["definitions"], after["ward_definitions"], after["approved_by_ward"]) == (
        "2026.1",
        "3",
        True,
    )
    assert all("not yet approved" not in finding["text"] for finding in after["patients"][0]["findings"])


def test_an_import_into_a_new_database_is_judged_by_the_ward_s_limits(run: Run, tmp_path: Path) -> None:
    path = tmp_path / "new.db"
    ward_file(path).write_text('version = "1"\n[temperature]\nconfirm = ["35.0", "39.1"]\n', encoding="utf-8")
    done = run("import", WORKED, "--db", path)
    assert done.code == 0
    assert any("above 39.1 °C" in line for line in done.problems)


@pytest.mark.parametrize(
    "command", [["status"], ["export", "--format", "csv", "--out", "x"], ["import", str(WORKED)]]
)
def test_a_slip_in_the_ward_s_file_is_refused_with_every_problem(
    run: Run, db: Path, command: list[str]
) -> None:
    ward_file(db).write_text(SLIP, encoding="utf-8")
    done = run(*command, "--db", db)
    assert (done.code, done.out) == (2, "")
    assert done.problems[:2] == [
        "hlhdesk: ward.definitions.toml: fever.fever_from: “51” is outside what is accepted; accepted: 37.0 to 39.0 °C",
        "hlhdesk: ward.definitions.toml: fever.normal_day: “fever.normal_day” is not known; accepted: fever.normal_days",
    ]


def test_verify_finds_the_slip(run: Run, db: Path) -> None:
    assert run("verify", "--db", db).code == 0
    ward_file(db).write_text(SLIP, encoding="utf-8")
    done = run("verify", "--db", db)
    assert done.code == 1
    assert len(done.problems) == 2

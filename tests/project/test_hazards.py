"""The hazard log is whole, and what it says of its tests is held against what pytest finds and sees."""

from __future__ import annotations

from pathlib import Path
from types import SimpleNamespace
from typing import Any

import hazards
import pytest

from tests import promises
from tests.campaigns import CAMPAIGNS, NIGHTLY, size
from tests.promises import SuiteEnd

ROW = """
## Hazard log

### H1 A thing happens

- Cause: a cause.
- Effect: an effect.
- Before: severity 4, likelihood 3.
- Control: a control.
- After: severity 4, likelihood 1.
- Guarded by: `tests/project/test_hazards.py::test_the_log_is_whole`
"""
OTHER = ROW.replace("## Hazard log\n", "")


def test_the_log_is_whole() -> None:
    log = hazards.read(hazards.LOG.read_text(encoding="utf-8"))
    assert len(log) >= 20
    assert hazards.faults(log) == []


def test_pytest_finds_every_test_that_the_log_names() -> None:
    log = hazards.read(hazards.LOG.read_text(encoding="utf-8"))
    assert hazards.missing(log, hazards.collected(log)) == []


@pytest.mark.parametrize(
    ("was", "becomes", "said"),
    [
        ("- Effect: an effect.\n", "", "H1 lacks the line '- Effect: …'"),
        ("likelihood 3", "likelihood 5", "H1: a risk is written 'severity 1-4, likelihood 1-4.'"),
        ("likelihood 1", "likelihood 4", "H1 is larger with its control than without"),
        ("likelihood 1", "likelihood 3", "H1 is not acceptable: 12"),
        (
            "likelihood 1",
            "likelihood 2",
            "H1 is tolerable only: say what remains and why in '- Remains: …'",
        ),
        ("`tests/project/test_hazards.py::test_the_log_is_whole`", "much care", "H1 names no test"),
    ],
)
def test_a_row_that_is_not_whole_is_found(was: str, becomes: str, said: str) -> None:
    assert hazards.faults(hazards.read(ROW)) == []
    assert hazards.faults(hazards.read(ROW.replace(was, becomes))) == [said]


def test_a_number_is_given_once() -> None:
    assert hazards.faults(hazards.read(ROW + OTHER.replace("H1", "H3"))) == []
    assert hazards.faults(hazards.read(ROW + OTHER)) == [
        "H1 stands after H1: a new row takes the next free number"
    ]


def test_a_test_that_pytest_does_not_find_is_said() -> None:
    log = hazards.read(ROW + OTHER.replace("H1", "H2").replace("the_log_is_whole", "that_nobody_wrote"))
    found = hazards.collected(log)
    assert "tests/project/test_hazards.py::test_the_log_is_whole" in found
    assert hazards.missing(log, found) == ["H2: tests/project/test_hazards.py::test_that_nobody_wrote"]


@pytest.fixture
def one_row(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (tmp_path / "SAFETY.md").write_text(ROW, encoding="utf-8")
    monkeypatch.setattr(hazards, "LOG", tmp_path / "SAFETY.md")


GUARD = "tests/project/test_hazards.py::test_the_log_is_whole"


def reported(outcome: str, *told: tuple[str, object], node: str = GUARD) -> Any:
    return SimpleNamespace(
        nodeid=node, outcome=outcome, passed=outcome == "passed", when="call", user_properties=list(told)
    )


@pytest.mark.usefixtures("one_row")
@pytest.mark.parametrize(
    ("outcomes", "whole", "unguarded"),
    [
        (["passed"], True, False),
        (["failed"], True, True),
        (["passed", "failed"], False, True),  # one parameter of two
        ([], True, True),  # it was not run
        ([], False, False),  # nobody asked for it
        (["skipped"], True, False),  # this system cannot: it is said, apart
    ],
)
def test_a_hazard_whose_guard_did_not_pass_fails_the_run(
    outcomes: list[str], whole: bool, unguarded: bool
) -> None:
    end = SuiteEnd(whole=whole)
    for number, outcome in enumerate(outcomes):
        end.pytest_runtest_logreport(reported(outcome, node=f"{GUARD}[{number}]"))
    assert bool(end.unguarded()) is unguarded
    assert bool(end.skipped()) is (outcomes == ["skipped"])
    session: Any = SimpleNamespace(exitstatus=pytest.ExitCode.OK)
    end.pytest_sessionfinish(session)
    assert (session.exitstatus == pytest.ExitCode.TESTS_FAILED) is unguarded


def test_figures_of_tests_that_passed_are_kept() -> None:
    end = SuiteEnd(whole=False)
    end.pytest_runtest_logreport(reported("passed", (promises.KEY, ["kept", "1 of 1"]), ("other", 1)))
    end.pytest_runtest_logreport(reported("failed", (promises.KEY, ["broken", "0 of 1"])))
    assert end.figures == [("kept", "1 of 1")]


def test_a_campaign_has_a_size_for_every_change_and_one_for_the_night(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    for name, campaign in CAMPAIGNS.items():
        monkeypatch.delenv(f"HLHDESK_{name.upper()}", raising=False)
        monkeypatch.delenv(NIGHTLY, raising=False)
        assert size(name) == campaign.usual < campaign.nightly
        monkeypatch.setenv(NIGHTLY, "1")
        assert size(name) == campaign.nightly
        monkeypatch.setenv(f"HLHDESK_{name.upper()}", "7")
        assert size(name) == 7

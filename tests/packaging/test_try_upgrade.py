"""The trial of an update: the later program has one more migration, and what is lost or not refused is found."""

from __future__ import annotations

import sys
from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path

import pytest
from dev_environment import ROOT, Stopped
from try_upgrade import LATER_VERSION, SCHEMA, Trial, later_source, with_one_more

from hlhdesk.store.schema import STEPS

CHARTS = ROOT / "tests" / "data" / "contract-example.json"


def starter(place: Path, name: str, source: Path) -> Path:
    """A program that runs from its source, as the packed ones run from their folders."""
    program = place / name
    program.write_text(
        f"#!/bin/sh\nPYTHONPATH='{source}' exec '{sys.executable}' -P '{source}/packaging/launch.py' \"$@\"\n",
        encoding="utf-8",
    )
    program.chmod(0o755)
    return program


@pytest.fixture(scope="module")
def later(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return later_source(tmp_path_factory.mktemp("later"))


def test_the_later_program_knows_one_more_migration(later: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    spec = spec_from_file_location("later_schema_module", later / SCHEMA)
    assert spec is not None
    assert spec.loader is not None
    module = module_from_spec(spec)
    monkeypatch.setitem(sys.modules, spec.name, module)
    spec.loader.exec_module(module)
    steps = module.STEPS
    assert isinstance(steps, tuple)
    assert [step.version for step in steps] == [step.version for step in STEPS] + [STEPS[-1].version + 1]
    assert LATER_VERSION in (later / "hlhdesk" / "__init__.py").read_text(encoding="utf-8")


def test_another_list_of_migrations_stops_the_trial() -> None:
    with pytest.raises(Stopped, match="lists its migrations in another way"):
        with_one_more("STEPS = []")


@pytest.mark.skipif(sys.platform == "win32", reason="the starters are shell scripts")
def test_an_update_is_tried_from_source(later: Path, tmp_path: Path) -> None:
    both = (starter(tmp_path, "old", ROOT), starter(tmp_path, "new", later))
    assert Trial(*both, tmp_path / "ward", CHARTS).run() == []


@pytest.mark.skipif(sys.platform == "win32", reason="the starters are shell scripts")
def test_a_program_that_takes_the_newer_file_is_found(later: Path, tmp_path: Path) -> None:
    new = starter(tmp_path, "new", later)
    found = Trial(new, new, tmp_path / "ward", CHARTS).run()
    assert any("is not refused in words (en)" in problem for problem in found)
    assert any("is not refused in words (zh)" in problem for problem in found)
